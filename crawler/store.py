"""JSON lines on disk that survive being killed: appended and flushed, a torn last line repaired.

jsonlines writes and reads the lines, orjson turns them to bytes and back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from io import FileIO, StringIO
from pathlib import Path
from typing import Any, BinaryIO

import jsonlines
import orjson

from crawler.errors import StoreError
from crawler.records import Record

# How much of a file's end is read at a time when its last whole line is looked for.
BLOCK = 1 << 16


class Lines:
    """A file of JSON lines to append to; what ``append`` has returned from survives a crash of the process.

    A write that fails (a full disk) leaves the file at its last whole line and raises StoreError.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path, self.count = path, 0
        self._file = path.open("ab", buffering=0)
        self._text = StringIO()
        self._writer = jsonlines.Writer(self._text, dumps=dumps)

    def append(self, row: Mapping[str, Any] | Record) -> None:
        """Write one row; nothing of it is left in memory."""
        self._text.seek(0)
        self._text.truncate()
        self._writer.write(row)
        put(self._file, self._text.getvalue().encode(), self.path)
        self.count += 1

    def extend(self, lines: Sequence[bytes]) -> None:
        """Write rows that ``line`` made."""
        put(self._file, b"".join(lines), self.path)
        self.count += len(lines)

    def sync(self) -> None:
        """Bring the file to the disk itself."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Bring the file to the disk itself and close it."""
        self.sync()
        self._file.close()


def put(file: FileIO, data: bytes, path: Path) -> None:
    """Append bytes to an unbuffered file, all of them or none; StoreError says why none."""
    end = file.seek(0, os.SEEK_END)
    try:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
    except OSError as error:
        raise _refused(file, end, path, error) from None


def _refused(file: FileIO, end: int, path: Path, error: OSError) -> StoreError:
    """Bring a file back to its last whole entry after a failed write, and say what happened."""
    kept = "what was written before is whole"
    try:
        file.truncate(end)
    except OSError:
        kept = "its last entry is repaired at the next start"
    return StoreError(
        f"{path}: {error.strerror or error}; {kept}; free some space and run the same command again"
    )


def line(row: Mapping[str, Any]) -> bytes:
    """Return the line that ``Lines.append`` writes for a row."""
    return dumps(row).encode() + b"\n"


def dumps(row: object) -> str:
    """Return a mapping or dataclass as JSON; a lone surrogate, which UTF-8 cannot say, becomes U+FFFD."""
    try:
        return orjson.dumps(row).decode()
    except TypeError:
        return orjson.dumps(_sayable(row)).decode()


def _sayable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_sayable(key): _sayable(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return _sayable(asdict(value))
    if isinstance(value, list | tuple):
        return [_sayable(item) for item in value]
    return value


def rows(path: Path, *, tolerant: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file that this module wrote.

    StoreError names the line that is no JSON object, unless ``tolerant`` passes it over.
    """
    with path.open(encoding="utf-8", errors="replace" if tolerant else "strict") as file:
        reader = jsonlines.Reader(file, loads=orjson.loads)
        try:
            yield from reader.iter(type=dict, skip_invalid=tolerant)
        except (jsonlines.InvalidLineError, UnicodeDecodeError) as error:
            line = getattr(error, "lineno", "?")
            raise StoreError(
                f"{path}: line {line} is not JSON; a new crawl of the site repairs its last line"
            ) from None


def last(path: Path) -> dict[str, Any]:
    """Return the last whole row of a file, {} if it has none."""
    with path.open("rb") as file:
        end = _last_newline(file, file.seek(0, os.SEEK_END))
        start = _last_newline(file, max(0, end - 1))
        file.seek(start)
        line = file.read(end - start)
    try:
        row = orjson.loads(line)
    except orjson.JSONDecodeError:
        return {}
    return row if isinstance(row, dict) else {}


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
