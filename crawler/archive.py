"""The archive of pages: WARC files that any WARC tool reads, one gzip member a page.

A page is stored as it was after its content encoding was undone (the header is kept under
another name, as Common Crawl does), with what the linking page knew of it, so that reading it
again gives the very same page.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.records import Context, Page, Signal
from crawler.store import put

NOTE = "WARC-JSON-Metadata"
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
# Headers that describe the bytes on the wire and no longer the stored ones.
WIRE = {"content-encoding", "transfer-encoding", "content-length"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: the file's name, the offset of its record, the digest of its body."""

    file: str
    offset: int
    digest: str


class Archive:
    """A WARC file to append pages to; a failed write leaves it whole and raises StoreError."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._file = path.open("ab", buffering=0)

    def append(self, page: Page) -> Place:
        """Write one page; return where it lies."""
        offset = self._file.seek(0, os.SEEK_END)
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True)
        record = _record(writer, page)
        writer.write_record(record)
        put(self._file, buffer.getvalue(), self.path)
        return Place(self.path.name, offset, record.rec_headers.get_header("WARC-Payload-Digest"))

    def close(self) -> None:
        """Bring the file to the disk itself and close it."""
        os.fsync(self._file.fileno())
        self._file.close()


def _record(writer: WARCWriter, page: Page) -> ArcWarcRecord:
    headers = [(_plain(_renamed(key)), _plain(value)) for key, value in page.headers.items()]
    headers.append(("Content-Length", str(len(page.body))))
    fetched = (page.fetched_at or datetime.now(UTC)).astimezone(UTC)
    return writer.create_warc_record(
        page.url,
        "response",
        payload=BytesIO(page.body),
        length=len(page.body),  # else warcio copies the body to a temporary file that it leaves open
        http_headers=StatusAndHeaders(f"{page.status} Status", headers, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": fetched.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), NOTE: _note(page)},
    )


def _renamed(key: str) -> str:
    return f"X-Crawler-{key}" if key.lower() in WIRE else key


def _plain(text: str) -> str:
    """Percent-encode what is not printable ASCII: warcio refuses to write it in most headers."""
    return quote(text.strip(), safe=PRINTABLE)


def _note(page: Page) -> str:
    """Return what the HTTP block cannot say, in ASCII: the context, and headers that are not plain."""
    note = asdict(page.context)
    if page.signals:
        note["signals"] = [asdict(signal) for signal in page.signals]
    if any(_plain(text) != text for header in page.headers.items() for text in header):
        note["headers"] = dict(page.headers)
    return json.dumps(note)


def pages(path: Path) -> Iterator[tuple[Page, Place]]:
    """Yield the pages of a WARC file in order; a file that is cut short ends at its last whole page."""
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        while (found := _next(records)) is not None:
            record, body = found
            if record.rec_type == "response" and record.http_headers:
                digest = record.rec_headers.get_header("WARC-Payload-Digest")
                yield _page(record, body), Place(path.name, records.get_record_offset(), digest)


def _next(records: ArchiveIterator) -> tuple[ArcWarcRecord, bytes] | None:
    """Read the next record and its body; None at the end of the file or of what is whole of it."""
    try:
        record = next(records)
        body = record.content_stream().read()
    except (StopIteration, ArchiveLoadFailed, EOFError, zlib.error, AttributeError):
        return None  # warcio says a cut member in any of these ways
    left = getattr(record.raw_stream, "limit", 1)  # of the length that its head states, if the head is whole
    return None if left else (record, body)


def _page(record: ArcWarcRecord, body: bytes) -> Page:
    headers, http = record.rec_headers, record.http_headers
    note = json.loads(headers.get_header(NOTE) or "{}")
    plain = {key.removeprefix("X-Crawler-"): value for key, value in http.headers if key != "Content-Length"}
    return Page(
        url=headers.get_header("WARC-Target-URI"),
        body=body,
        status=int(http.get_statuscode()),
        headers=note.pop("headers", plain),
        signals=tuple(Signal(**signal) for signal in note.pop("signals", ())),
        fetched_at=datetime.fromisoformat(headers.get_header("WARC-Date")),
        context=Context(**note),
    )


def repair(path: Path) -> int:
    """Cut a torn last page off; return how many bytes went, 0 if the file was whole or is not there."""
    if not path.exists():
        return 0
    end, size = whole(path), path.stat().st_size
    if end < size:
        os.truncate(path, end)
    return size - end


def whole(path: Path) -> int:
    """Return the offset behind the last whole gzip member of a file."""
    end = 0
    with path.open("rb") as file:
        member, start = zlib.decompressobj(31), 0
        while chunk := file.read(1 << 20):
            while chunk:
                try:
                    member.decompress(chunk)
                except zlib.error:
                    return end
                if not member.eof:
                    break
                start += len(chunk) - len(member.unused_data)
                end, chunk, member = start, member.unused_data, zlib.decompressobj(31)
            else:
                continue
            start += len(chunk)
    return end
