"""Shards: pieces of files of JSON lines, cut at line ends, so that a large file is spread as small ones are.

``piece`` is the only function that reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from postprocess.places import Place, Remote

SIZE = 16_000_000  # bytes of a shard, and of what is read at a time


@dataclass(frozen=True, slots=True)
class Shard:
    """The bytes of a file from ``start`` to ``end``; ``line`` is the number of their first line."""

    path: Place
    start: int
    end: int
    line: int = 1


def shards(path: Place, size: int = SIZE) -> Iterator[Shard]:
    """Yield the shards of a file, of ``size`` bytes and what is left of their last line.

    A file that is no larger is not read for that; a larger one once, to count its lines.
    """
    length = path.size if isinstance(path, Remote) else path.stat().st_size
    start, line = 0, 1
    while length - start > size:
        end, lines = _cut(path, start, size)
        yield Shard(path, start, end, line)
        start, line = end, line + lines
    if length > start:
        yield Shard(path, start, length, line)


def _cut(path: Place, start: int, size: int) -> tuple[int, int]:
    """Return where the line ends that ``size`` bytes from ``start`` reach into, and how many end by then."""
    found = piece(path, start, start + size)
    end, lines = start + len(found), found.count(b"\n")
    while found and not found.endswith(b"\n"):
        found = piece(path, end, end + size)
        found = found[: found.find(b"\n") + 1] or found
        end, lines = end + len(found), lines + found.count(b"\n")
    return end, lines


def raw_lines(shard: Shard) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a shard with their numbers in the file, those without a sign left out."""
    for number, raw in enumerate(piece(shard.path, shard.start, shard.end).split(b"\n"), shard.line):
        if raw.strip():
            yield number, raw


def piece(path: Place, start: int, end: int) -> bytes:
    """Return the bytes of a file from ``start`` to ``end``, fewer where it ends before."""
    if isinstance(path, Remote):
        return path.piece(start, end)
    with path.open("rb") as file:
        file.seek(start)
        return file.read(end - start)
