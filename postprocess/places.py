"""Places: a local path, or the address of a folder or file in object storage.

fsspec speaks with the servers; nothing of it is loaded for a local path.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.errors import StoreError

# Which extra brings the driver of a scheme.
EXTRAS = {
    "s3": "s3",
    "s3a": "s3",
    "gs": "gcs",
    "gcs": "gcs",
    "az": "azure",
    "abfs": "azure",
    "abfss": "azure",
}
# Packages that speak with servers: their exceptions have no class in common, and what they log is told.
DRIVERS = "adlfs aiobotocore aiohttp azure botocore fsspec gcsfs google requests s3fs".split()
BLOCK = 16 << 20  # bytes that are asked for at a time
BUFFER = 1 << 20


@dataclass(frozen=True, slots=True)
class Remote:
    """An address with a scheme that fsspec knows, without a slash at its end: s3://bucket/folder."""

    url: str

    def __str__(self) -> str:
        """Return the address."""
        return self.url

    def __truediv__(self, name: str) -> Remote:
        """Return the address of what is called so in this folder."""
        return Remote(f"{self.url}/{name}")

    @property
    def name(self) -> str:
        """The last part of the address."""
        return self.url.rpartition("/")[2]

    @property
    def parent(self) -> Remote:
        """The folder that this is in."""
        return Remote(self.url.rpartition("/")[0])

    def system(self) -> tuple[Any, str]:
        """Return what speaks with the server, and what it calls this place; only within ``told``."""
        from fsspec.core import url_to_fs

        for name in DRIVERS:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        system, path = url_to_fs(self.url)
        return system, str(path)

    def names(self, **more: Any) -> list[str]:
        """Return the path of each file below this folder in it, as it is now; [""] if it is a file itself."""
        with told(self):
            system, root = self.system()
            system.invalidate_cache()
            found = system.find(root, **more)
            return [path.removeprefix(root).removeprefix("/") for path in found if not path.endswith("/")]

    def write(self, data: bytes) -> None:
        """Write a small file; StoreError says why not."""
        with told(self):
            system, path = self.system()
            system.pipe_file(path, data)

    @property
    def size(self) -> int:
        """The bytes of the file; StoreError says why they are not known."""
        with told(self):
            system, path = self.system()
            return int(system.size(path))

    def piece(self, start: int, end: int) -> bytes:
        """Return the bytes from ``start`` to ``end``, fewer where the file ends; StoreError says why not."""
        end = min(end, self.size)
        if start >= end:
            return b""  # servers refuse to send what is behind the end
        with told(self):
            system, path = self.system()
            return bytes(system.cat_file(path, start=start, end=end))

    def open(self, mode: str = "rb") -> io.BufferedReader:
        """Open a file to read its bytes from first to last; StoreError says why not."""
        with told(self):
            system, path = self.system()
            return io.BufferedReader(_Told(self, system.open(path, mode, block_size=BLOCK)), BUFFER)


Place = Path | Remote


class _Told(io.RawIOBase):
    """A file elsewhere; where it breaks off, StoreError says why."""

    def __init__(self, place: Remote, file: Any) -> None:
        self._place, self._file = place, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        with told(self._place):
            return int(self._file.readinto(buffer))

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def place(word: str) -> Place:
    """Return what a word of the command line names; file:// is a path.

    StoreError if it holds a password, names no bucket, or its scheme is unknown.
    """
    scheme, mark, rest = word.partition("://")
    if not mark or not re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
        return Path(word)
    if scheme in ("file", "local"):
        return Path(rest)
    if ":" in rest.partition("/")[0].rpartition("@")[0]:
        raise StoreError(f"{scheme}://…: an address holds no password; credentials stand in the environment")
    if not rest.strip("/"):
        raise StoreError(f"{word}: it names no bucket; expected {scheme}://bucket/folder")
    if scheme not in EXTRAS and scheme not in _schemes():
        raise StoreError(
            f"{scheme}://…: unknown scheme; expected a path, or an address such as s3://bucket/folder"
        )
    return Remote(word.rstrip("/"))


def _schemes() -> list[str]:
    with suppress(ImportError):
        import fsspec

        return list(fsspec.available_protocols())
    return []


def files(folder: Place, pattern: str) -> list[Place]:
    """Return the files below a folder whose path in it is as ``pattern`` says, in a fixed order.

    A star stands for any part of a name and for no slash.  Nothing is found where there is no folder.
    """
    if isinstance(folder, Path):
        return [*sorted(folder.glob(pattern))]
    start, _, rest = pattern.partition("/")
    root = folder / start
    fits = re.compile("[^/]*".join(map(re.escape, rest.split("*")))).fullmatch
    return [root / name for name in sorted(root.names(), key=lambda name: name.split("/")) if fits(name)]


def within(place: Place, folder: Place) -> str:
    """Return the path of what lies below a folder in it."""
    if isinstance(place, Path) and isinstance(folder, Path):
        return str(place.relative_to(folder))
    return str(place).removeprefix(f"{folder}/")


@contextmanager
def told(remote: Remote) -> Iterator[None]:
    """Say in one line what a server, its driver or the lack of one refused; no secret is in it."""
    try:
        yield
    except ImportError as error:
        extra = EXTRAS.get(remote.url.partition("://")[0])
        need = f"it needs pip install 'pairmill[{extra}]'" if extra else str(error)
        raise StoreError(f"{remote}: {need}") from None
    except FileNotFoundError:
        raise StoreError(f"{remote}: there is no such bucket or file") from None
    except PermissionError as error:
        raise StoreError(f"{remote}: no access: {_plain(error)}") from None
    except (OSError, ValueError) as error:  # no answer, or settings that make no sense
        raise StoreError(f"{remote}: {_plain(error)}") from None
    except Exception as error:
        if type(error).__module__.partition(".")[0] not in DRIVERS:
            raise
        raise StoreError(f"{remote}: {_plain(error)}") from None


def _plain(error: Exception) -> str:
    """Return an error's words as one line, without what may be a key in an address."""
    words = getattr(error, "strerror", None) or str(error) or type(error).__name__
    words = re.sub(r"(?<=//)[^/\s@]+@|\?[^\s\"']*", "", " ".join(str(words).split()))
    return words[:200].rstrip(". ")
