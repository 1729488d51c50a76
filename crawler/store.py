"""JSON lines on disk that survive being killed: appended and flushed, a torn last line repaired.

jsonlines writes and reads the lines, orjson turns them to bytes and back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import jsonlines
import orjson

from crawler.errors import StoreError

# How much of a file's end is read at a time when its last whole line is looked for.
BLOCK = 1 << 16


class Lines:
    """A file of JSON lines to append to; what ``append`` has returned from survives a crash of the process.

    A write that fails (a full disk) leaves the file at its last whole line and raises StoreError.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.count = path, 0
        self._file: BinaryIO = path.open("ab")
        self._writer = jsonlines.Writer(_Bytes(self._file), dumps=dumps)  # type: ignore[arg-type]

    def append(self, row: Mapping[str, Any]) -> None:
        """Write one row and flush it."""
        end = self._file.tell()
        try:
            self._writer.write(dict(row))
            self._file.flush()
        except OSError as error:
            raise full(self.path, self._file, end, error) from None
        self.count += 1

    def close(self) -> None:
        """Flush to the disk itself and close."""
        os.fsync(self._file.fileno())
        self._file.close()


class _Bytes:
    """Takes the text that a jsonlines writer makes and writes it as UTF-8."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def dumps(row: object) -> str:
    """Return a row as JSON; a lone surrogate, which UTF-8 cannot say, becomes U+FFFD."""
    try:
        return orjson.dumps(row).decode()
    except TypeError:
        return orjson.dumps(_sayable(row)).decode()


def _sayable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, Mapping):
        return {_sayable(key): _sayable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_sayable(item) for item in value]
    return value


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file that this module wrote; StoreError names the line that is no JSON."""
    with path.open(encoding="utf-8") as file:
        reader = jsonlines.Reader(file, loads=orjson.loads)
        try:
            yield from reader.iter(type=dict)
        except (jsonlines.InvalidLineError, UnicodeDecodeError) as error:
            line = getattr(error, "lineno", "?")
            raise StoreError(
                f"{path}: line {line} is not JSON; a new crawl of the site repairs its last line"
            ) from None


def repair(path: Path) -> int:
    """Cut a torn last line off; return how many bytes went, 0 if the file was whole or is not there."""
    if not path.exists():
        return 0
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        end = _last_newline(file, size)
        if end < size:
            file.truncate(end)
        return size - end


def _last_newline(file: BinaryIO, size: int) -> int:
    """Return the offset behind the last newline of a file, 0 if it has none."""
    end = size
    while end > 0:
        start = max(0, end - BLOCK)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def full(path: Path, file: BinaryIO, end: int, error: OSError) -> StoreError:
    """Bring a file back to its last whole entry after a failed write, and say what happened."""
    try:
        os.ftruncate(file.fileno(), end)
    except OSError:
        end = -1  # the next start repairs the file
    kept = "what was written before is whole" if end >= 0 else "its last entry is repaired at the next start"
    return StoreError(
        f"{path}: {error.strerror or error}; {kept}; free some space and run the same command again"
    )
