"""The index of an archive: a CDXJ file beside it, as pywb and cdxj-indexer write and read it.

A line is ``key timestamp {json}``, and the lines are sorted.  The key is the URL in SURT form (host
reversed, case and session ids gone, query sorted), so that the pages of a site stand together and
the spellings of one address meet.  The rules are those of the Wayback Machine's keys; the package
``surt`` knows them too, but its licence (AGPL) is not ours and it asks the network about hosts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from urllib.parse import quote_from_bytes, unquote_to_bytes

from warcio.timeutils import iso_date_to_timestamp

from crawler.archive import Entry, entries
from crawler.errors import StoreError

# Lines that are sorted in memory at a time, about 400 bytes each; more go through temporary files.
BATCH = 50_000
# Percent signs may be encoded again and again; a bound keeps a hostile address linear.
LAYERS = 8

URL = re.compile(rb"(?:([a-zA-Z][a-zA-Z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?")  # RFC 3986, B
HOST = re.compile(rb"(?:\[([^\]]*)\]|([^:]*))(?::([0-9]*))?")
WWW = re.compile(rb"www\d*\.")
PORTS = {b"http": b"80", b"https": b"443"}
LITERAL = "".join(map(chr, range(0x21, 0x7F))).translate({ord("#"): None, ord("%"): None})
# Session ids that a server puts into the query: the last one of each kind goes, with its ampersand.
SESSIONS = [
    re.compile(pattern + rb"(?:&|$)", re.IGNORECASE)
    for pattern in (
        rb"jsessionid=[0-9a-z]{32}",
        rb"phpsessid=[0-9a-z]{32}",
        rb"sid=[0-9a-z]{32}",
        rb"aspsessionid[a-z]{8}=[a-z]{24}",
        rb"cfid=[^&=]+&cftoken=[^&=]+",
    )
]


@dataclass(frozen=True, slots=True)
class Capture:
    """One line of an index: a record of ``url``, ``length`` bytes at ``offset`` of ``filename``.

    ``timestamp`` has 14 digits in UTC; ``mime`` is warc/revisit where the body is an earlier record's.
    """

    url: str
    timestamp: str
    mime: str
    status: str
    digest: str
    length: int
    offset: int
    filename: str


def index(path: Path) -> int:
    """Write the index of a WARC file beside it, in one move; return the number of its lines.

    What is no whole record is passed over.  A million pages need about 40 MB of memory, for the
    lines are sorted in batches.  StoreError if the disk refuses.
    """
    target = beside(path)
    draft = target.with_suffix(".cdxj.tmp")
    found = (_line(entry, path.name) for entry in entries(path) if isinstance(entry, Entry))
    try:
        with ExitStack() as stack, draft.open("wb") as file:
            count = 0
            for line in _in_order(filter(None, found), stack):
                file.write(line)
                count += 1
        draft.replace(target)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreError(f"{target}: {error.strerror or error}; the archive itself is whole") from None
    return count


def beside(path: Path) -> Path:
    """Return where the index of an archive lies: x.cdxj for x.warc.gz."""
    return path.with_name(path.name.removesuffix(".gz").removesuffix(".warc") + ".cdxj")


def _line(entry: Entry, name: str) -> bytes:
    """Return the line of a response or revisit, b"" for any other record."""
    kind, url, http = entry.record.rec_type, entry.header("WARC-Target-URI"), entry.record.http_headers
    if kind not in ("response", "revisit") or not url:
        return b""
    mime = "warc/revisit" if kind == "revisit" else _mime(http.get_header("Content-Type") if http else None)
    row = {
        "url": url,
        "mime": mime,
        "status": http.get_statuscode() if http else None,
        "digest": entry.header("WARC-Payload-Digest") or None,
        "length": str(entry.end - entry.start),
        "offset": str(entry.start),
        "filename": name,
    }
    said = {key: value for key, value in row.items() if value is not None}
    return f"{surt(url)} {iso_date_to_timestamp(entry.header('WARC-Date'))} {json.dumps(said)}\n".encode()


def _mime(content_type: str | None) -> str | None:
    """Return a media type without its parameters."""
    return None if content_type is None else re.split(r"[;\s]", content_type, maxsplit=1)[0]


def _in_order(lines: Iterable[bytes], stack: ExitStack) -> Iterator[bytes]:
    """Sort any number of lines: batches in memory, each to a temporary file, then merged."""
    parts: list[BinaryIO] = []
    lines = iter(lines)
    while batch := sorted(islice(lines, BATCH)):
        part = stack.enter_context(TemporaryFile())  # noqa: SIM115 (the stack closes it)
        part.writelines(batch)
        part.seek(0)
        parts.append(part)
    return merge(*parts)


def find(cdxj: Path, url: str) -> list[Capture]:
    """Return what an index knows of an address, oldest first; [] if nothing or if there is no index.

    The key folds case and session ids, so that ``Capture.url`` may be another spelling.
    A search reads about 20 lines of an index of a million.
    """
    key = f"{surt(url)} ".encode()
    try:
        with cdxj.open("rb") as file:
            file.seek(_first(file, key))
            return [_capture(line, cdxj) for line in _while_of(file, key)]
    except FileNotFoundError:
        return []


def _first(file: BinaryIO, key: bytes) -> int:
    """Return the offset of the first line that does not sort before ``key``."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        file.seek(max(0, middle - 1))
        if middle:
            file.readline()  # to the beginning of a line: this one's, if the byte before it is its newline
        start = file.tell()
        line = file.readline()
        if line and line < key:
            low = start + len(line)
        else:
            high = middle
    return low


def _while_of(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    for line in file:
        if not line.startswith(key):
            return
        yield line


def _capture(line: bytes, cdxj: Path) -> Capture:
    _, timestamp, text = line.decode("utf-8", "replace").split(" ", 2)
    try:
        row = json.loads(text)
        return Capture(
            url=row["url"],
            timestamp=timestamp,
            mime=row.get("mime", ""),
            status=row.get("status", ""),
            digest=row.get("digest", ""),
            length=int(row["length"]),
            offset=int(row["offset"]),
            filename=row["filename"],
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(
            f"{cdxj}: a line of {timestamp} is no CDXJ; a new crawl writes the index anew"
        ) from None


def surt(url: str) -> str:
    """Return the key of an address: host reversed, the rest folded, in ASCII without a space.

    >>> surt("https://www.Forum.example:443/T/12/?b=2&a=1#post-3")
    'example,forum)/t/12?a=1&b=2'
    >>> surt("http://论坛.example:8080/镕")
    'example,xn--kfsr23j:8080)/%e9%95%95'
    """
    raw = re.sub(rb"[\t\r\n]", b"", url.strip().encode("utf-8", "surrogatepass"))
    scheme, authority, path, query = URL.match(raw).groups(b"")  # type: ignore[union-attr]
    host = _host(scheme.lower() or b"http", authority)
    key = host + b")" + _path(path) if host else scheme.lower() + b":" + _escaped(_decoded(path)).lower()
    query = _query(query)
    return (key + (b"?" + query if query else b"")).decode("ascii")


def _host(scheme: bytes, authority: bytes) -> bytes:
    """Return the parts of a host from the last to the first, and a port that is not the scheme's own."""
    bracketed, host, port = HOST.match(authority.rpartition(b"@")[2]).groups(b"")  # type: ignore[union-attr]
    name = _decoded(bracketed or host).decode("utf-8", "replace").lower()
    try:
        plain = name.encode("idna")
    except UnicodeError:
        plain = name.encode()
    parts = WWW.sub(b"", _escaped(plain).strip(b"."), count=1).split(b".")
    return b",".join(reversed(parts)) + (b":" + port if port and port != PORTS.get(scheme) else b"")


def _path(path: bytes) -> bytes:
    """Resolve the dots of a path, drop empty segments and a slash at the end, fold the case."""
    kept: list[bytes] = []
    for segment in _decoded(path).split(b"/")[1:]:
        if segment == b".." and kept:
            kept.pop()
        elif segment != b".":
            kept.append(segment)
    return b"/" + _escaped(b"/".join(filter(None, kept))).lower()


def _query(query: bytes) -> bytes:
    """Take session ids out of a query, fold its case and sort its parameters."""
    query = _escaped(_decoded(query))
    for session in SESSIONS:
        for found in list(session.finditer(query))[-1:]:
            query = query[: found.start()] + query[found.end() :]
    parameters = sorted(query.lower().split(b"&"), key=lambda each: each.split(b"=", 1))
    return b"&".join(parameters)


def _decoded(text: bytes) -> bytes:
    """Undo percent-encoding, also where it was done twice."""
    for _ in range(LAYERS):
        plain = unquote_to_bytes(text)
        if plain == text:
            break
        text = plain
    return text


def _escaped(text: bytes) -> bytes:
    """Percent-encode anew what is no printable ASCII, and % and # themselves."""
    return quote_from_bytes(text, safe=LITERAL).encode()
