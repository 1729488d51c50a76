"""Reads one page, and serves whoever sends pages to another process to be read there."""

from __future__ import annotations

import gc
import pickle
import signal
from dataclasses import dataclass, replace
from socket import socket
from typing import BinaryIO

from crawler.engines import Visit, visit
from crawler.guard import guarded
from crawler.records import Drop, Page, Record
from crawler.sites import Site
from crawler.text import language
from crawler.text.steps import refine

SIZE_BYTES = 4  # of the number before each message: how many bytes it has, the greatest first
READY = b""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page gave; ``refined`` is what the text steps made of it, None if they have yet to run."""

    seen: Visit | Drop
    refined: Record | Drop | None = None


def read(page: Page, site: Site) -> Reading:
    """Read a page, text steps not included; a bug costs the record of this page."""
    return Reading(guarded(page.url, lambda: visit(page, site)))


def finished(reading: Reading, page: Page, site: Site) -> Record | Drop:
    """Return what a page gave after the text steps, which run here if they have not yet."""
    if reading.refined is not None:
        return reading.refined
    if isinstance(reading.seen, Drop) or isinstance(reading.seen.result, Drop):
        return reading.seen if isinstance(reading.seen, Drop) else reading.seen.result
    record = reading.seen.result
    return guarded(page.url, lambda: refine(record, site.options))


def read_whole(page: Page, site: Site) -> Reading:
    """Read a page and run the text steps over its record."""
    reading = read(page, site)
    return replace(reading, refined=finished(reading, page, site))


def message(body: bytes) -> bytes:
    """Return a message as it goes over the wire."""
    return len(body).to_bytes(SIZE_BYTES, "big") + body


def serve(wire: socket, site: Site) -> None:
    """Answer each page that comes with its Reading, in their order, until the other side is gone.

    The first message says that this process is ready.  Both sides are this program: a pickle never
    comes from a page.  Modules and tables are no garbage: to look through them again and again would
    cost a third of reading.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever sends pages decides when it is over
    if not site.language:
        language.prepare()
    gc.freeze()
    try:
        with wire, wire.makefile("rb") as pages:
            wire.sendall(message(READY))
            while size := int.from_bytes(pages.read(SIZE_BYTES), "big"):
                wire.sendall(message(_answer(pages, size, site)))
    except ConnectionError:
        pass


def _answer(pages: BinaryIO, size: int, site: Site) -> bytes:
    page: Page = pickle.loads(pages.read(size))  # noqa: S301 — see above
    told = guarded(page.url, lambda: pickle.dumps(read_whole(page, site), pickle.HIGHEST_PROTOCOL))
    return told if isinstance(told, bytes) else pickle.dumps(Reading(told), pickle.HIGHEST_PROTOCOL)
