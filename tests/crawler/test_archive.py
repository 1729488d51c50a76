"""The archive of pages: what comes back is what was fetched, also after a crash and on a full disk.

And every WARC tool can read it: a warcinfo at the head, revisits, digests that are right.
"""

from __future__ import annotations

import gzip
import os
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

from crawler.archive import (
    BLOCK,
    NOT_MODIFIED,
    SAME_PAYLOAD,
    Archive,
    Place,
    page_at,
    pages,
    policies,
    repair,
    whole,
)
from crawler.errors import StoreError
from crawler.records import Context, Page, Signal

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


def again(archive: Archive, page: Page, profile: str = SAME_PAYLOAD, **more: str) -> Place:
    return archive.revisit(
        page, profile=profile, refers_to=page.url, refers_date="2026-03-01T12:30:05Z", **more
    )


def read(path: Path) -> list[tuple[dict[str, str], dict[str, str], bytes]]:
    """Return WARC headers, HTTP headers and body of each record, as warcio reads them."""
    with path.open("rb") as file:
        return [
            (
                dict(record.rec_headers.headers),
                dict(record.http_headers.headers) if record.http_headers else {},
                record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
        ]


def three(path: Path) -> tuple[list[Page], list[int]]:
    """Store three pages; return them and where the warcinfo and each of their members ends."""
    some = [a_page(f"<p>{n}</p>", f"http://site.example/{n}", fetched_at=WHEN) for n in range(3)]
    places = stored(path, *some)
    return some, [*(place.offset for place in places), path.stat().st_size]


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
        {"Odd name:\r\nX": "a", "": "b", "\ud800": "\udfff"},
        {"X-Crawler-Name": "the server's own"},
        {"X-Percent": "%41%"},
        {"X-Long": "x" * 50_000},
    ],
    ids=[
        "wire",
        "wire in other cases",
        "latin-1",
        "UTF-8 as latin-1",
        "line break",
        "names",
        "ours",
        "percent",
        "long",
    ],
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
    archive = Archive(path, {"operator": "张三"})
    for page in (a_page("é"), odd, a_page(b"")):
        archive.append(page)
    again(archive, a_page("é"))
    archive.close()
    check = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(check, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.count("digest pass")) == (0, 4), done.stdout + done.stderr
    assert done.stdout.count("not checked (revisit)") == 1


def test_a_file_cut_anywhere_gives_whole_pages_only(tmp_path: Path) -> None:
    """All pages before the cut, never half a page, and no cut makes reading raise."""
    path, cut = tmp_path / "x.warc.gz", tmp_path / "cut.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    for size in {*range(0, len(content), 7), *ends, *(end - 20 for end in ends), *(end + 1 for end in ends)}:
        cut.write_bytes(content[:size])
        found = [page for page, _ in pages(cut)]
        assert found == some[: sum(end <= size for end in ends[1:])], size


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


def test_a_file_opens_with_who_made_it_and_how(tmp_path: Path) -> None:
    """One warcinfo, to which all records refer; a line break in a value makes no field of its own."""
    path = tmp_path / "x.warc.gz"
    archive = Archive(
        path, {"isPartOf": "forum", "robots": "obey", "operator": "张三\r\nrobots: ignore\ud800"}
    )
    archive.append(a_page())
    archive.close()
    (head, _, body), (record, _, _) = read(path)
    lines = body.decode().splitlines()
    assert (head["WARC-Type"], head["WARC-Filename"]) == ("warcinfo", "x.warc.gz")
    assert lines[0].startswith("software: pairmill/")
    assert lines[1] == "format: WARC File Format 1.1"
    assert lines[3:] == ["isPartOf: forum", "robots: obey", "operator: 张三 robots: ignore?"]
    assert record["WARC-Warcinfo-ID"] == head["WARC-Record-ID"]


def test_a_file_that_is_opened_again_keeps_its_warcinfo(tmp_path: Path) -> None:
    """It has one, and what is appended later refers to it too."""
    path = tmp_path / "x.warc.gz"
    stored(path, a_page("a"))
    stored(path, a_page("b"))
    head, *others = [record for record, _, _ in read(path)]
    assert [record["WARC-Warcinfo-ID"] for record in others] == [head["WARC-Record-ID"]] * 2


def test_no_room_for_the_first_record_is_an_error_that_leaves_an_empty_file(tmp_path: Path) -> None:
    """So that the next try begins anew."""
    path = tmp_path / "x.warc.gz"
    with full_disk(100), pytest.raises(StoreError):
        Archive(path)
    assert path.read_bytes() == b""
    stored(path, a_page("a"))
    assert len(list(pages(path))) == 1


def test_a_page_not_modified_is_a_revisit_of_the_stored_one(tmp_path: Path) -> None:
    """With the headers of the 304, and URL, date and digest of the page that is still the same."""
    path = tmp_path / "x.warc.gz"
    archive = Archive(path)
    first = archive.append(a_page("text", fetched_at=WHEN))
    later = Page("http://site.example/1", b"", 304, {"ETag": '"a"'}, WHEN)
    place = again(archive, later, NOT_MODIFIED, digest=first.digest)
    archive.close()
    _, _, (record, http, body) = read(path)
    assert (record["WARC-Type"], record["WARC-Profile"]) == ("revisit", NOT_MODIFIED)
    assert record["WARC-Refers-To-Target-URI"] == "http://site.example/1"
    assert record["WARC-Refers-To-Date"] == "2026-03-01T12:30:05.000000Z"
    assert (record["WARC-Payload-Digest"], place.digest) == (first.digest, first.digest)
    assert (http["ETag"], body) == ('"a"', b"")
    assert place.offset > first.offset


def test_the_same_body_is_not_stored_twice(tmp_path: Path) -> None:
    """The second time its digest stands for it."""
    path = tmp_path / "x.warc.gz"
    page = a_page(random.Random(1).randbytes(20_000))
    archive = Archive(path)
    first = archive.append(page)
    second = again(archive, page)
    archive.close()
    assert second.digest == first.digest
    assert path.stat().st_size - second.offset < 1000
    assert read(path)[-1][0]["WARC-Profile"] == SAME_PAYLOAD


def test_a_revisit_is_no_page_to_read(tmp_path: Path) -> None:
    """A reparse passes it over, and a torn one is repaired as a page is."""
    path = tmp_path / "x.warc.gz"
    page = a_page("a", fetched_at=WHEN)
    archive = Archive(path)
    archive.append(page)
    place = again(archive, page)
    archive.close()
    faults: list[str] = []
    assert [found for found, _ in pages(path, faults)] == [page]
    assert (faults, whole(path)) == ([], path.stat().st_size)
    os.truncate(path, path.stat().st_size - 1)
    repair(path)
    assert path.stat().st_size == place.offset


def test_a_revisit_of_no_time_is_refused(tmp_path: Path) -> None:
    """Nobody could find the page that it refers to."""
    archive = Archive(tmp_path / "x.warc.gz")
    with pytest.raises(ValueError, match="yesterday"):
        archive.revisit(
            a_page(), profile=NOT_MODIFIED, refers_to="http://site.example/1", refers_date="yesterday"
        )
    archive.close()
    assert len(read(tmp_path / "x.warc.gz")) == 1


def test_policy_files_are_kept_apart_from_pages(tmp_path: Path) -> None:
    """They are evidence of what the host allowed and hold nothing to read."""
    path = tmp_path / "x.warc.gz"
    robots = a_page(
        "User-agent: *", "http://site.example/robots.txt", context=Context(rel="policy"), fetched_at=WHEN
    )
    page = a_page("a", fetched_at=WHEN)
    places = stored(path, robots, page)
    assert list(policies(path)) == [(robots, places[0])]
    assert list(pages(path)) == [(page, places[1])]


def test_signals_come_back(tmp_path: Path) -> None:
    """What the host said is part of the page."""
    page = Page(
        "http://site.example/1", b"a", fetched_at=WHEN, signals=(Signal("ai.txt", "no 训练", "", "deny"),)
    )
    stored(tmp_path / "x.warc.gz", page)
    assert [found for found, _ in pages(tmp_path / "x.warc.gz")] == [page]


@pytest.mark.parametrize(
    "odd",
    ["", "\ud800", "镕", "\u202eאב", "😀", "a b", "<a>", "\r\nWARC-Type: warcinfo\r\n\r\n", "x" * 1_000_000],
    ids=["empty", "surrogate", "Chinese", "right to left", "emoji", "space", "angles", "line breaks", "1 MB"],
)
def test_odd_text_anywhere_comes_back(odd: str, tmp_path: Path) -> None:
    """In the address, in the context and in a header; none makes a record of its own."""
    context = Context(work=odd, title=odd, mark=odd)
    page = Page(f"http://site.example/{odd}", b"a", headers={"X": odd}, fetched_at=WHEN, context=context)
    stored(tmp_path / "x.warc.gz", page)
    assert [found for found, _ in pages(tmp_path / "x.warc.gz")] == [page]


def test_one_page_is_read_by_its_offset(tmp_path: Path) -> None:
    """Without those before it."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    assert [page_at(path, offset) for offset in ends[:3]] == some


def test_pages_are_read_from_an_offset_on(tmp_path: Path) -> None:
    """A recovery looks at those only that it does not know; what is damaged behind is passed over too."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    assert [page for page, _ in pages(path, start=ends[1])] == some[1:]
    content = path.read_bytes()
    path.write_bytes(content[: ends[1]] + bytes(20) + content[ends[1] + 20 :])
    assert [page for page, _ in pages(path, start=ends[1])] == some[2:]


@pytest.mark.parametrize("offset", [0, 1, 10**9], ids=["warcinfo", "inside", "beyond"])
def test_where_no_page_begins_none_is_read(offset: int, tmp_path: Path) -> None:
    """The error is one line with file and byte."""
    path = tmp_path / "x.warc.gz"
    three(path)
    with pytest.raises(StoreError, match=rf"x\.warc\.gz: no page begins at byte {offset};"):
        page_at(path, offset)


def test_a_place_that_no_file_has_is_an_error(tmp_path: Path) -> None:
    """The error names file and byte."""
    path = tmp_path / "x.warc.gz"
    with pytest.raises(StoreError, match=r"x\.warc\.gz: No such file or directory at byte 0$"):
        page_at(path, 0)
    three(path)
    with pytest.raises(StoreError, match=r"x\.warc\.gz: Invalid argument at byte -1$"):
        page_at(path, -1)


def test_reading_and_repair_agree_on_every_cut(tmp_path: Path) -> None:
    """At each byte of the last two records: the line says where, and the pages read are those kept."""
    path, cut = tmp_path / "x.warc.gz", tmp_path / "cut.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    for size in range(ends[1], len(content)):
        cut.write_bytes(content[:size])
        faults: list[str] = []
        kept = [page for page, _ in pages(cut, faults)]
        number = sum(end <= size for end in ends[1:])
        told = f"{cut}: page {number + 1} is cut short at byte {size}; {number} pages read"
        assert kept == some[:number]
        assert faults == ([] if size in ends else [told])
        repair(cut)
        assert [page for page, _ in pages(cut)] == kept


def test_damage_in_the_middle_costs_the_damaged_page_only(tmp_path: Path) -> None:
    """Those behind it are read, the line says where, and the next start cuts nothing off."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    for at in range(ends[1], ends[2] - 8):
        path.write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        faults: list[str] = []
        found = [page for page, _ in pages(path, faults)]
        flags = at - ends[1] in range(3, 10)  # name, time and system of a gzip head may be anything
        assert found == [some[0], some[2]] or (flags and found == some), at
        assert found == some or faults == [
            f"{path}: page 2 is damaged at byte {ends[1]}; 1 pages read before it"
        ]
        assert repair(path) == 0


@pytest.mark.parametrize("size", [BLOCK - 1, BLOCK, BLOCK + 1])
def test_the_next_page_is_found_behind_any_number_of_bytes(size: int, tmp_path: Path) -> None:
    """Also where its first bytes lie on both sides of what is searched at a time."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    path.write_bytes(content[: ends[1]] + bytes(size) + content[ends[1] :])
    assert [page for page, _ in pages(path)] == some


def test_damage_that_reads_as_far_as_the_end_is_no_cut(tmp_path: Path) -> None:
    """A length gone wrong swallows what follows; it is found all the same."""
    path = tmp_path / "x.warc.gz"
    some, ends = three(path)
    content = path.read_bytes()
    swallow = content[ends[1] : ends[1] + 10] + b"\x01\xff\xff\x00\x00"  # RFC 1951: 65,535 bytes as they are
    path.write_bytes(content[: ends[1]] + swallow + content[ends[1] + len(swallow) :])
    faults: list[str] = []
    assert [page for page, _ in pages(path, faults)] == [some[0], some[2]]
    assert faults == [f"{path}: page 2 is damaged at byte {ends[1]}; 1 pages read before it"]


def test_a_torn_page_behind_a_damaged_one_is_cut_off_with_it(tmp_path: Path) -> None:
    """Repairing twice finds nothing more."""
    path = tmp_path / "x.warc.gz"
    _, ends = three(path)
    content = path.read_bytes()
    path.write_bytes(content[: ends[1]] + bytes(50) + content[ends[1] + 50 : -1])
    repair(path)
    assert (path.stat().st_size, repair(path)) == (ends[1], 0)


def test_a_member_too_large_for_a_page_is_not_held_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a whole file of another tool, and is named as such."""
    path = tmp_path / "x.warc.gz"
    stored(path, a_page(bytes(5_000)))
    monkeypatch.setattr("crawler.members.MAX_MEMBER", 4_000)
    faults: list[str] = []
    assert list(pages(path, faults)) == []
    assert "page 1 is no gzip member of its own" in faults[0]


def test_a_record_inside_a_torn_page_is_not_read(tmp_path: Path) -> None:
    """A host may serve a WARC file; nobody may plant a page of another site by it."""
    path, other = tmp_path / "x.warc.gz", tmp_path / "other.warc.gz"
    stored(other, a_page("planted", "http://other.example/"))
    noise = random.Random(1).randbytes(60_000)  # so that deflate stores it as it is
    (first, second) = stored(path, a_page("a"), a_page(noise + other.read_bytes() + noise))
    assert b"\x1f\x8b\x08" in path.read_bytes()[second.offset + 1 :]
    os.truncate(path, path.stat().st_size - 500)
    assert [place for _, place in pages(path)] == [first]
    repair(path)
    assert path.stat().st_size == second.offset


def test_an_empty_file_has_no_pages_and_no_fault(tmp_path: Path) -> None:
    """A run may be killed before its first byte."""
    path = tmp_path / "x.warc.gz"
    path.touch()
    faults: list[str] = []
    assert (list(pages(path, faults)), faults, whole(path), repair(path)) == ([], [], 0, 0)


@pytest.mark.parametrize("packed", [False, True], ids=["not compressed", "one gzip member"])
def test_a_file_packed_otherwise_is_named_and_left_alone(packed: bool, tmp_path: Path) -> None:
    """No record of it can be read by its offset; the line says what makes it so."""
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=False)
        for number in range(3):
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            url = f"http://site.example/{number}"
            writer.write_record(
                writer.create_warc_record(url, "response", BytesIO(b"x"), 1, http_headers=headers)
            )
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    content, faults = path.read_bytes(), list[str]()
    assert list(pages(path, faults)) == []
    (line,) = faults
    assert line.startswith(f"{path}: page 1 is no gzip member of its own (`warcio recompress`")
    assert (repair(path), path.read_bytes()) == (0, content)


@given(st.binary(max_size=300))
def test_no_bytes_make_reading_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever lies in the folder: no pages, one line at most for each fault."""
    path = tmp_path_factory.mktemp("pages") / "x.warc.gz"
    for data in (content, gzip.compress(content), gzip.compress(b"WARC/1.1\r\n" + content)):
        path.write_bytes(data)
        faults: list[str] = []
        assert list(pages(path, faults)) == []
        assert len(faults) <= 1


def test_notes_of_other_tools_are_passed_over(tmp_path: Path) -> None:
    """Others write under the same name what they like."""
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        note = {"WARC-JSON-Metadata": '{"ipType": "Public"}'}
        url, payload = "http://site.example/1", BytesIO(b"x")
        writer.write_record(
            writer.create_warc_record(
                url, "response", payload, 1, http_headers=headers, warc_headers_dict=note
            )
        )
    ((page, _),) = pages(path)
    assert page.context == Context()
