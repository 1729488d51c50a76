"""The archive of pages: WARC 1.1 files that any WARC tool reads, one gzip member a record.

A file opens with a ``warcinfo`` record, to whose id every other record refers.  A page is stored
as it was after its content encoding was undone (the header is kept under another name, as Common
Crawl does), with what the linking page knew of it, so that reading it again gives the very same
page.  A page that had not changed is a ``revisit`` record, which refers to the stored one.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.bufferedreaders import ChunkedDataException
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord, ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParserException
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from crawler.errors import StoreError
from crawler.members import BLOCK, CUT, DAMAGED, FOREIGN, Member, head, member_at, members, warcinfo_id
from crawler.records import Context, Page, Signal
from crawler.store import put

NOTE = "WARC-JSON-Metadata"
KNOWN = {each.name for each in fields(Context)}  # other tools write other things in a note
POLICY = "policy"  # Context.rel of robots.txt and its like: archived as evidence, never read as pages

# WARC 1.1, section 6.7: why a page is not stored a second time.
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"

PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
ADDRESS = "".join(set(PRINTABLE) - set(" <>"))  # warcio reads an address with these as another one
# warcio packs at level 9: a tenth slower for each level above this one, and half a percent smaller in all.
LEVEL, MEMBER = 6, zlib.MAX_WBITS + 16
TOKEN = "!#$%&'*+-.^_`|~"  # RFC 9110, section 5.6.2, beside letters and digits  # noqa: S105
# Headers that describe the bytes on the wire and no longer the stored ones, and what they are renamed with.
WIRE = {"content-encoding", "transfer-encoding", "content-length"}
RENAMED = "X-Crawler-"

LOADER = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
# What warcio and the reading of a note raise on a record that is not as it should be;
# AttributeError is warcio's word for a response without an address.
UNREADABLE = (
    ArchiveLoadFailed, StatusAndHeadersParserException, ChunkedDataException,
    EOFError, ValueError, TypeError, AttributeError, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: the file's name, the offset of its record, the digest of its body."""

    file: str
    offset: int
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as warcio reads it, its ``page`` if it is a response, and from where to where it reaches."""

    record: ArcWarcRecord
    page: Page | None
    start: int
    end: int

    def header(self, name: str) -> str:
        """Return a WARC header of the record, "" if it is not there."""
        return str(self.record.rec_headers.get_header(name) or "")


class Archive:
    """A WARC file to append records to; a failed write leaves it whole and raises StoreError."""

    def __init__(self, path: Path, info: Mapping[str, str] | None = None) -> None:
        """Open a file; a new one begins with ``info``, fields of the warcinfo record such as ``operator``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("a+b", buffering=0)
        self._buffer = BytesIO()
        self._writer = WARCWriter(self._buffer, gzip=False, warc_version="1.1")
        try:
            self._id = self._warcinfo(info or {})
        except StoreError:
            self._file.close()
            raise

    def _warcinfo(self, info: Mapping[str, str]) -> str:
        """Return the id of the file's first record, written if the file is empty; "" if it has none."""
        if os.fstat(self._file.fileno()).st_size:
            return warcinfo_id(head(self._file.fileno(), 0)).decode()
        about = {
            "software": f"pairmill/{version('pairmill')}",
            "format": "WARC File Format 1.1",
            "conformsTo": SPECIFICATION,
            **info,
        }
        lines = {key: " ".join(_sayable(value).split()) for key, value in about.items()}
        record = self._writer.create_warcinfo_record(_plain(self.path.name), lines)
        self._put(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def append(self, page: Page) -> Place:
        """Write one page as fetched; return where it lies."""
        return self._put(self._record(page, "response", {}, page.body))

    def revisit(
        self, page: Page, *, profile: str, refers_to: str, refers_date: str, digest: str = ""
    ) -> Place:
        """Write that a page had not changed: its headers now, and which stored page has its body.

        ``profile`` is NOT_MODIFIED (an answer 304) or SAME_PAYLOAD (fetched again, the same body);
        ``refers_to`` and ``refers_date`` (ISO 8601) are URL and time of the stored page, ``digest``
        is its digest, which SAME_PAYLOAD takes from the page's own body if it is not given.

        Raises ValueError if ``refers_date`` is no time.
        """
        if profile == SAME_PAYLOAD:
            digest = digest or payload_digest(page.body)
        refers = {
            "WARC-Profile": profile,
            "WARC-Refers-To-Target-URI": _address(refers_to),
            "WARC-Refers-To-Date": _date(datetime.fromisoformat(refers_date)),
        } | ({"WARC-Payload-Digest": digest} if digest else {})
        return self._put(self._record(page, "revisit", refers, b""))

    def _record(self, page: Page, kind: str, more: Mapping[str, str], body: bytes) -> ArcWarcRecord:
        own = {"WARC-Warcinfo-ID": self._id} if self._id else {}  # first: _next looks for it there
        date = _date(page.fetched_at or datetime.now(UTC))
        return self._writer.create_warc_record(
            _address(page.url),
            kind,
            payload=BytesIO(body),
            length=len(body),  # else warcio copies the body to a temporary file that it leaves open
            http_headers=_http(page),
            warc_headers_dict={**own, **more, "WARC-Date": date, NOTE: _note(page)},
        )

    def _put(self, record: ArcWarcRecord) -> Place:
        offset = self._file.seek(0, os.SEEK_END)
        self._buffer.seek(0)
        self._buffer.truncate()
        self._writer.write_record(record)
        put(self._file, zlib.compress(self._buffer.getvalue(), LEVEL, MEMBER), self.path)
        return Place(self.path.name, offset, record.rec_headers.get_header("WARC-Payload-Digest") or "")

    def close(self) -> None:
        """Bring the file to the disk itself and close it."""
        os.fsync(self._file.fileno())
        self._file.close()


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def payload_digest(body: bytes) -> str:
    """Return the digest of a body as WARC files write it: sha1, in base 32."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def _http(page: Page) -> StatusAndHeaders:
    headers = [(_name(key), _plain(value)) for key, value in page.headers.items()]
    headers.append(("Content-Length", str(len(page.body))))
    return StatusAndHeaders(f"{page.status} Status", headers, protocol="HTTP/1.1")


def _name(key: str) -> str:
    """Return what a header is called in the file."""
    renamed = RENAMED + key if key.lower() in WIRE else key
    return quote(renamed, safe=TOKEN, errors="surrogatepass") or "-"


def _address(url: str) -> str:
    return quote(url, safe=ADDRESS, errors="surrogatepass")


def _plain(text: str) -> str:
    """Percent-encode what is not printable ASCII: warcio refuses to write it in most headers."""
    return quote(text.strip(), safe=PRINTABLE, errors="surrogatepass")


def _sayable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _note(page: Page) -> str:
    """Return what the record cannot say, in ASCII: context, signals, a URL or headers that are not plain."""
    note = asdict(page.context)
    if page.signals:
        note["signals"] = [asdict(signal) for signal in page.signals]
    if _address(page.url) != page.url:
        note["url"] = page.url
    if any(_stored(key) != key or _plain(value) != value for key, value in page.headers.items()):
        note["headers"] = dict(page.headers)
    return json.dumps(note)


def _stored(key: str) -> str:
    """Return the name under which a header comes back from the file."""
    return _name(key).removeprefix(RENAMED)


def pages(path: Path, faults: list[str] | None = None, *, start: int = 0) -> Iterator[tuple[Page, Place]]:
    """Yield the pages of a WARC file in order from a byte on, records of policy files left out.

    What is no whole record is passed over; ``faults`` gets a line for it, which counts from ``start``.
    """
    count = 0
    for entry in entries(path, start):
        if isinstance(entry, Member):
            if faults is not None:
                faults.append(entry.told(path, count))
        elif entry.page and entry.page.context.rel != POLICY:
            count += 1
            yield entry.page, _place(path, entry)


def policies(path: Path) -> Iterator[tuple[Page, Place]]:
    """Yield the policy files (robots.txt, tdmrep.json, ai.txt) of a WARC file in order."""
    for entry in entries(path):
        if isinstance(entry, Entry) and entry.page and entry.page.context.rel == POLICY:
            yield entry.page, _place(path, entry)


def page_at(path: Path, offset: int) -> Page:
    """Read the one page whose record begins at a byte; StoreError if none does."""
    try:
        with path.open("rb") as file:
            entry = _entry(member_at(file.fileno(), offset))
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror} at byte {offset}") from None
    if isinstance(entry, Member) or entry.page is None:
        raise StoreError(f"{path}: no page begins at byte {offset}; the index beside it says where they do")
    return entry.page


def _place(path: Path, entry: Entry) -> Place:
    return Place(path.name, entry.start, entry.header("WARC-Payload-Digest"))


def entries(path: Path, start: int = 0) -> Iterator[Entry | Member]:
    """Yield the records of a WARC file from a byte on, and a faulty Member where none can be read."""
    return map(_entry, members(path, start))


def _entry(member: Member) -> Entry | Member:
    if member.fault:
        return member
    stream = BytesIO(member.content)
    try:
        record = LOADER.parse_record_stream(stream, known_format="warc")
        body = record.content_stream().read()
        record.raw_stream.read()  # what a chunked body leaves
        page = _page(record, body) if record.rec_type == "response" and record.http_headers else None
        whole = record.raw_stream.limit == 0  # of the length that the record's head states
    except UNREADABLE:
        whole = False
    if not whole:
        return Member(member.start, member.end, fault=DAMAGED)
    if stream.read(BLOCK).strip():
        return Member(member.start, member.end, fault=FOREIGN)
    return Entry(record, page, member.start, member.end)


def _page(record: ArcWarcRecord, body: bytes) -> Page:
    headers, http = record.rec_headers, record.http_headers
    note = json.loads(headers.get_header(NOTE) or "{}")
    plain = {key.removeprefix(RENAMED): value for key, value in http.headers if key != "Content-Length"}
    return Page(
        url=note.pop("url", headers.get_header("WARC-Target-URI")),
        body=body,
        status=int(http.get_statuscode()),
        headers=note.pop("headers", plain),
        signals=tuple(Signal(**signal) for signal in note.pop("signals", ())),
        fetched_at=datetime.fromisoformat(headers.get_header("WARC-Date")),
        context=Context(**{key: value for key, value in note.items() if key in KNOWN}),
    )


def repair(path: Path) -> int:
    """Cut a torn last record off; return how many bytes went, 0 if the file was whole or is not there."""
    if not path.exists():
        return 0
    end, size = whole(path), path.stat().st_size
    if end < size:
        os.truncate(path, end)
    return size - end


def whole(path: Path) -> int:
    """Return the offset behind the last whole record, or the size of a file that is packed otherwise."""
    return max((each.end for each in members(path) if each.fault not in (CUT, DAMAGED)), default=0)
