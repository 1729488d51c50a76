"""The archive of pages: what comes back is what was fetched, also after a crash and on a full disk."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from conftest import a_page
from hypothesis import given
from hypothesis import strategies as st
from test_store import full_disk
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive import Archive, Place, pages, repair, whole
from crawler.errors import StoreError
from crawler.records import Context, Page

WHEN = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)
# RFC 9110, section 5.6.2: what the name of a header is made of.
NAMES = st.text("ABCabc019!#$%&'*+-.^_`|~", min_size=1, max_size=12)
VALUES = st.text(st.characters(max_codepoint=0xFF), max_size=20)
CONTEXTS = st.builds(
    Context,
    rel=st.sampled_from(["", "thread", "chapter"]),
    work=st.text(max_size=9),
    position=st.integers(0, 9999),
    page=st.integers(1, 99),
    title=st.text(max_size=9),
)
PAGES = st.builds(
    Page,
    url=st.just("http://site.example/1?a=%E9%95%95&b"),
    body=st.binary(max_size=200),
    status=st.sampled_from([200, 301, 404, 503]),
    headers=st.dictionaries(NAMES, VALUES, max_size=4),
    fetched_at=st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    context=CONTEXTS,
)


def stored(path: Path, *some: Page) -> list[Place]:
    archive = Archive(path)
    places = [archive.append(page) for page in some]
    archive.close()
    return places


def three(path: Path) -> tuple[list[Page], list[int]]:
    """Store three pages; return them and where each of their members ends."""
    some = [a_page(f"<p>{n}</p>", f"http://site.example/{n}", fetched_at=WHEN) for n in range(3)]
    places = stored(path, *some)
    return some, [*(place.offset for place in places[1:]), path.stat().st_size]


@given(st.lists(PAGES, min_size=1, max_size=3))
def test_a_page_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, some: list[Page]) -> None:
    """Body, status, time, context and headers, also those that ASCII cannot say."""
    path = tmp_path_factory.mktemp("pages") / "new" / "x.warc.gz"
    stored(path, *some)
    assert [page for page, _ in pages(path)] == some


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked", "Content-Length": "3"},
        {"content-length": "3", "CONTENT-ENCODING": "br"},
        {"Server": "caf\xe9"},
        {"X-Title": "\xc3\xa9 in UTF-8"},
        {"X-Odd": " a\r\nSet-Cookie: b\x00 "},
        {"X-Percent": "%41%"},
        {"X-Long": "x" * 50_000},
    ],
    ids=["wire", "wire in other cases", "latin-1", "UTF-8 as latin-1", "line break", "percent", "long"],
)
def test_odd_headers_come_back(headers: dict[str, str], tmp_path: Path) -> None:
    """Those that describe the bytes on the wire do not mislead a reader of the stored ones."""
    page = a_page("body", fetched_at=WHEN)
    page = Page(page.url, page.body, 200, headers, WHEN)
    stored(tmp_path / "x.warc.gz", page)
    ((found, _),) = pages(tmp_path / "x.warc.gz")
    assert (found.headers, found.body) == (headers, b"body")


def test_a_page_is_found_at_its_place(tmp_path: Path) -> None:
    """The offset opens a gzip member of its own; file and digest are those of the page."""
    path = tmp_path / "x.warc.gz"
    some, _ = three(path)
    for page, place in list(pages(path)):
        with path.open("rb") as file:
            file.seek(place.offset)
            record = next(ArchiveIterator(file))
            assert record.rec_headers.get_header("WARC-Target-URI") == page.url
            assert record.rec_headers.get_header("WARC-Payload-Digest") == place.digest
            assert place.file == "x.warc.gz"
    assert [page for page, _ in pages(path)] == some


def test_the_place_told_is_the_place_read(tmp_path: Path) -> None:
    """What append returns is what reading the file again says."""
    path = tmp_path / "x.warc.gz"
    places = stored(path, a_page("a"), a_page("b"))
    assert places == [place for _, place in pages(path)]


def test_warcio_finds_no_fault_in_our_files(tmp_path: Path) -> None:
    """Digests and lengths are right, so that any WARC tool reads them."""
    path = tmp_path / "x.warc.gz"
    odd = Page("http://site.example/2", "朱镕基".encode("gb18030"), 404, {"Server": "caf\xe9", "A": ""}, WHEN)
    stored(path, a_page("é"), odd, a_page(b""))
    check = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(check, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.count("digest pass")) == (0, 3), done.stdout + done.stderr


def test_a_file_cut_anywhere_gives_whole_pages_only(tmp_path: Path) -> None:
    """All pages before the cut, never half a page, and no cut makes reading raise."""
    path, cut = tmp_path / "x.warc.gz", tmp_path / "cut.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    for size in {*range(0, len(content), 7), *ends, *(end - 20 for end in ends), *(end + 1 for end in ends)}:
        cut.write_bytes(content[:size])
        found = [page for page, _ in pages(cut)]
        assert found == some[: len(found)], size
        assert len(found) >= sum(end <= size for end in ends), size


def test_a_torn_page_is_cut_off_and_counted(tmp_path: Path) -> None:
    """The bytes behind the last whole member go, and the next page stands where they were."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    for size in range(len(content)):
        path.write_bytes(content[:size])
        kept = max([0, *(end for end in ends if end <= size)])
        assert (repair(path), path.stat().st_size) == (size - kept, kept)
    stored(path, some[2])
    assert [page for page, _ in pages(path)] == [*some[:2], some[2]]


def test_garbage_behind_the_last_page_is_cut_off(tmp_path: Path) -> None:
    """A crash of the machine may leave zeros."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    with path.open("ab") as file:
        file.write(bytes(500))
    assert repair(path) == 500
    assert [page for page, _ in pages(path)] == some
    assert path.stat().st_size == ends[-1]


def test_a_large_page_is_whole(tmp_path: Path) -> None:
    """Members larger than what is read at a time are followed to their end."""
    path = tmp_path / "x.warc.gz"
    body = random.Random(1).randbytes(2_500_000)
    *_, third = stored(path, a_page(body), a_page("b"), a_page(body))
    assert whole(path) == path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1000)
    assert (whole(path), len(list(pages(path)))) == (third.offset, 2)


def test_a_file_that_is_not_there_needs_no_repair(tmp_path: Path) -> None:
    """A run may be killed before its first page."""
    assert repair(tmp_path / "x.warc.gz") == 0


def test_a_full_disk_leaves_whole_pages(tmp_path: Path) -> None:
    """The page that did not fit leaves nothing, the error is one line, and writing can go on."""
    path = tmp_path / "x.warc.gz"
    first, second = a_page("a", fetched_at=WHEN), a_page("b", fetched_at=WHEN)
    archive = Archive(path)
    archive.append(first)
    size = path.stat().st_size
    with full_disk(size + 100), pytest.raises(StoreError) as caught:
        archive.append(a_page("c"))
    assert path.stat().st_size == size
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)
    archive.append(second)
    archive.close()
    assert [page for page, _ in pages(path)] == [first, second]


def test_a_page_without_a_time_gets_that_of_its_storing(tmp_path: Path) -> None:
    """WARC asks for one, in UTC."""
    before = datetime.now(UTC)
    stored(tmp_path / "x.warc.gz", a_page())
    ((page, _),) = pages(tmp_path / "x.warc.gz")
    assert page.fetched_at is not None
    assert before <= page.fetched_at <= datetime.now(UTC)


def test_what_other_tools_archived_is_read(tmp_path: Path) -> None:
    """Their other records are passed over; their pages have no context."""
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "other"}))
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        for kind in ("metadata", "response", "resource"):
            http, payload = (headers if kind == "response" else None), BytesIO(b"<p>x</p>")
            url = "http://site.example/1"
            writer.write_record(writer.create_warc_record(url, kind, payload, 8, http_headers=http))
    ((page, _),) = pages(path)
    assert (page.url, page.body, page.context) == ("http://site.example/1", b"<p>x</p>", Context())
