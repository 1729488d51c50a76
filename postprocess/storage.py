"""Places: a local path, or the address of a folder or file in object storage.

Everything is worked on in local files.  What is kept elsewhere is read as a stream or copied for as
long as it is needed, and a dataset is drafted on this disk before it is published.  fsspec speaks
with the servers; nothing of it is loaded for a local path.
"""

from __future__ import annotations

import io
import logging
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.errors import StoreError

MANIFEST = "manifest.json"
# Stands beside what is being uploaded; without a manifest it says that the rest has not come.
UNFINISHED = "pairmill.unfinished"
NOTE = b"pairmill writes here. A folder with this file and without manifest.json is not whole.\n"
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

    def open(self, mode: str = "rb") -> io.BufferedReader:
        """Open a file to read its bytes from first to last; StoreError says why not."""
        with told(self):
            files, path = _filesystem(self)
            return io.BufferedReader(_Told(self, files.open(path, mode, block_size=BLOCK)), BUFFER)


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
    return [root / name for name in sorted(_names(root), key=lambda name: name.split("/")) if fits(name)]


def within(place: Place, folder: Place) -> str:
    """Return the path of what lies below a folder in it."""
    if isinstance(place, Path) and isinstance(folder, Path):
        return str(place.relative_to(folder))
    return str(place).removeprefix(f"{folder}/")


def is_unfinished(names: set[str]) -> bool:
    """Whether a folder with these names in it is an upload that did not come to its end."""
    return UNFINISHED in names and MANIFEST not in names


@contextmanager
def at_hand(places: Iterable[Place]) -> Iterator[list[Path]]:
    """Give places as local paths; those elsewhere are copied, and the copies are gone in the end.

    Of a folder come its files and those in its folders.  StoreError if there is nothing at an address.
    """
    wanted = list(places)
    if all(isinstance(each, Path) for each in wanted):
        yield [each for each in wanted if isinstance(each, Path)]
        return
    with tempfile.TemporaryDirectory(prefix="pairmill-") as folder:
        found = [each if isinstance(each, Path) else _copied(each, Path(folder)) for each in wanted]
        with _named(dict(zip(found, wanted, strict=True))):
            yield found


@contextmanager
def _named(copies: Mapping[Path, Place]) -> Iterator[None]:
    """Have errors name places as the user did, and not their local copies."""
    try:
        yield
    except StoreError as error:
        words = str(error)
        for copy, own in copies.items():
            words = words.replace(str(copy), str(own))
        raise StoreError(words) from None


def _copied(remote: Remote, folder: Path) -> Path:
    target = folder / remote.url.partition("://")[2]
    names = _names(remote, maxdepth=2)
    if not names:
        raise StoreError(f"{remote}: there is nothing at this address")
    with told(remote):
        system, root = _filesystem(remote)
        for name in names:
            own = target / name
            if ".." in own.parts:
                raise StoreError(f"{remote}: the name {name!r} leads out of its folder")
            own.parent.mkdir(parents=True, exist_ok=True)
            system.get_file(f"{root}/{name}" if name else root, str(own))
    return target


@contextmanager
def published(out: Place, *, anew: bool = False) -> Iterator[Path]:
    """Give the path to write a dataset to: ``out`` itself, or a new folder that is uploaded in its place.

    StoreError if ``out`` holds something else than a dataset, or ``anew`` if it holds anything, but
    for what an upload left that was cut short.  That it can be written there is seen at the
    beginning; if it fails in the end what was made stays and is named.
    """
    if isinstance(out, Path):
        yield out
        return
    names = set(_names(out))
    if names and not (is_unfinished(names) or (MANIFEST in names and not anew)):
        what = "is not empty" if anew else "holds no dataset and would be deleted"
        raise StoreError(f"{out}: it {what}; name another folder with --out")
    _write(out / UNFINISHED, NOTE)
    folder = Path(tempfile.mkdtemp(prefix="pairmill-"))
    draft = folder / out.name
    try:
        with _named({draft: out}):
            yield draft
    except BaseException:
        shutil.rmtree(folder)
        if UNFINISHED not in names:
            with suppress(StoreError):
                _remove(out, [UNFINISHED])
        raise
    try:
        publish(draft, out)
    except StoreError as error:
        raise StoreError(f"{error}; what was made stays in {draft}") from None
    shutil.rmtree(folder)


def publish(draft: Path, out: Remote) -> None:
    """Upload a folder in place of what ``out`` holds, so that no reader takes a half for a whole.

    The old manifest goes first and the new one comes last; UNFINISHED is there in between.  Each
    file is replaced whole by object storage itself.
    """
    _write(out / UNFINISHED, NOTE)
    old = set(_names(out))
    new = {path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file()}
    _remove(out, old & {MANIFEST})
    _upload(draft, out, new - {MANIFEST})
    _remove(out, old - new - {MANIFEST, UNFINISHED})
    _upload(draft, out, new & {MANIFEST})
    _remove(out, [UNFINISHED])


def _upload(draft: Path, out: Remote, names: Iterable[str]) -> None:
    with told(out):
        system, root = _filesystem(out)
        for name in sorted(names):
            system.put_file(str(draft / name), f"{root}/{name}")


def _remove(folder: Remote, names: Iterable[str]) -> None:
    """Remove files one by one: the request for many has a header too few for some servers."""
    with told(folder):
        system, root = _filesystem(folder)
        for name in sorted(names):
            system.rm_file(f"{root}/{name}")


def _write(target: Remote, data: bytes) -> None:
    with told(target):
        system, path = _filesystem(target)
        system.pipe_file(path, data)


def _names(folder: Remote, **more: Any) -> list[str]:
    """Return the path of each file below a folder in it, as it is now; [""] if it is a file itself."""
    with told(folder):
        system, root = _filesystem(folder)
        system.invalidate_cache()
        found = system.find(root, **more)
        return [path.removeprefix(root).removeprefix("/") for path in found if not path.endswith("/")]


def _filesystem(remote: Remote) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    for name in DRIVERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    system, root = url_to_fs(remote.url)
    return system, str(root)


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
