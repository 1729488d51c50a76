"""What is kept elsewhere is copied for as long as it is needed, and datasets are published there.

All work is done on local files: a dataset is drafted on this disk and uploaded when it is whole.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from crawler.errors import StoreError
from postprocess.places import Place, Remote, told

MANIFEST = "manifest.json"
# Stands beside what is being uploaded; without a manifest it says that the rest has not come.
UNFINISHED = "pairmill.unfinished"
NOTE = b"pairmill writes here. A folder with this file and without manifest.json is not whole.\n"


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
    target = folder / remote.url.partition("://")[2].lstrip("/")
    names = remote.names(maxdepth=2)
    if not names:
        raise StoreError(f"{remote}: there is nothing at this address")
    with told(remote):
        system, root = remote.system()
        for name in names:
            own = target / name
            if ".." in own.parts or not own.is_relative_to(target):
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
    names = set(out.names())
    if names and not (is_unfinished(names) or (MANIFEST in names and not anew)):
        what = "is not empty" if anew else "holds no dataset and would be deleted"
        raise StoreError(f"{out}: it {what}; name another folder with --out")
    (out / UNFINISHED).write(NOTE)
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
    (out / UNFINISHED).write(NOTE)
    old = set(out.names())
    new = {path.relative_to(draft).as_posix() for path in draft.rglob("*") if path.is_file()}
    _remove(out, old & {MANIFEST})
    _upload(draft, out, new - {MANIFEST})
    _remove(out, old - new - {MANIFEST, UNFINISHED})
    _upload(draft, out, new & {MANIFEST})
    _remove(out, [UNFINISHED])


def _upload(draft: Path, out: Remote, names: Iterable[str]) -> None:
    with told(out):
        system, root = out.system()
        for name in sorted(names):
            system.put_file(str(draft / name), f"{root}/{name}")


def _remove(folder: Remote, names: Iterable[str]) -> None:
    """Remove files one by one: the request for many has a header too few for some servers."""
    with told(folder):
        system, root = folder.system()
        for name in sorted(names):
            system.rm_file(f"{root}/{name}")
