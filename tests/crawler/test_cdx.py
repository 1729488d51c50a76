"""The index of an archive: what cdxj-indexer writes, found again by address, from any archive."""

from __future__ import annotations

import json
from base64 import b85decode
from contextlib import ExitStack
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from conftest import a_page
from hypothesis import given
from hypothesis import strategies as st
from test_archive import again, stored
from test_store import full_disk
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive import Archive, page_at
from crawler.cdx import BATCH, Capture, _in_order, beside, find, index, surt
from crawler.errors import StoreError
from crawler.records import Context, Page

# An archive of two pages and a revisit, and what cdxj-indexer 1.5.0 says of it (`cdxj-indexer -s`).
ARCHIVE = b85decode(
    b"ABzY8000000s~!;(Q1P*6o&5w-yts$HCEFZ#$c;-EiI+BWp%rYF=|+vh(^Zt^ovy(?C#|JfBy5GbA8TMKJt+3Tx|s}-z_KLi"
    b"*`(?O3%%VGu@SNn-cIibczgvC`n9<1zto9RuRH5s)`sEGzlQZ<q{z)mY6@y0c#<-qBomdYguyTjRU;;XO>fHtP}<zh6uqhxP"
    b"%K5VuBJ6#YvLjkJ<MkHT#6AsCjP)=o^a2?lsNcH>d4s_jcTz5BWJd9#(0V=Q)n|%jLm!R$3XZ%)A+GTPYYdLMwlSfR*5~?Eh"
    b"?gu4>Z|fT9Q2ah+aQ#`^5fmWu8sr1S$1d4cOxy1P+}F_M9CL9o7e!2Os^tI^P3Gy#n<E%ALJTD!9_%}{tkPt*IBGf~Yzz5nk"
    b"y0p3%m+D7{$mFxTh4B(^;w*deEABzY8000000t0PQ%Wm306x}274;G88I(Ww82TXv9N8%7lpkT1b?%Ez3E5<Xjhmff12lp>("
    b"OQuy(cjwH#=iJ9!f4rIMq)XZ@ze31|B24pGp!tkxgL9Fy^Er)}1p&3G8KT%EHZtSDLILzK0y}aDse+NsM~%e{6la=&4I5#KF"
    b"!6}NC}!B|VvKF4_uAw=Z&xp9$rVJPfN4KE1<yK6>vX<oor@^mu2_mPRjJ4;j%x}DuOO+QN>#?MX@L-bBoMvxLZu~-8qo<Fzn"
    b"@KU?^9My7QB=qFM0F0;h`v^o6)%qmJv{ldc>i~1d|}Z{RlZBb{wludvRo4NB5vexI(+loM}g;B-8cF<<fl=#rf3bA8?Wx*WX"
    b"iqQ9`C+S03e8H6+GeJfwGJ8VxZqsA*L@>O&AlJig^knKgW70wOd^6J9E&l}8|K{c!O2WBUC-5AJ@xn=D@!w(;b+TRPkB=KiM"
    b"9PBIa`{j2o$)T0~Ie_6QWmHX&X+jiWEIo++?2fAD?+O4U`70*?(HIOn(L#Y2mucy4%PGzF1(D3g*uZnLxPt=iVecEodTTh<1"
    b"u8*y{4y<hzsB?L1uK0(lTu<4(79OD}xf&(`>0yfhV_JI-<mlJqK$oMM{01kvgx<~q001A02mk;800065ZIa!Nn=lZC?^oJ)u"
    b"(+;+4TdD{j}($@n}j3?$kO(1zz#u6Faopfs_MHhNMx&4z495)`NlINCyQ`t(h0r4OL~P9XtJU@E4*28^r34i-gSlG4y3kgvk"
    b"adZbul}q4o+cCFt}n$X`d9X{4|zWftDOu#BwpQF`+TFxJ@{5CWH`oI{QBQw$br`_fmrZ4IKS48d(|~8OA$g{7}u)P1mX|bfK"
    b"y~CPN6h>?Q4`E_5kxwp6J%1jMs!bkRyNLRT2;{T?5WU+TWeMz*!8S~*^ZGE<HCXLKs4CBY?_r5VLc5QfuqKE))Rr(!mfsb$%"
    b">(PL<Gsqrb?aCFhSZn<fmRnuK3@+VyDQgX&@Gd8JZjzj=2r2>IhMJ`*-QF{T(Pj=uqyU^N1(SGOe)(_r#9Xx(Zyye#4EPQul"
    b"y;5aQf0N<E=Y@BQw)P_nyv4ygu;cN#{Td{}o~?YlCzq<yveM%MpsvdzgJHeq(C~Y7ZFAkHKK@zFjqqia>kCJ$uX2C)C60sP-"
    b"ylX9iZtl1{f~8U=Bkpz`3kwG#x`mK001A02mk;800065eNs(x+At8kGsA!IaLB2`lI0I@OFIM-AWa%-Oc=NcYi%?!mPZ!QOs"
    b"D_7a>vj%>D2OJcUEto_Pt#VqmfOzq}^JX2(6e(M3G7~8;911gDS$qLGaLHTk2CcL8(i8<fdB>ZCM{9=JS9MQ{+B;Y+B5fOhp"
    b"c%wbQx`ZMy(nDyTpmp(|BppA1FKXe&61N@)96Nufe&w3l3@0(jFZf)rGRVu@m=GSFxl%`SaUr&IS<s>8ku-`Kv)!9EH&X<3S"
    b"-TkgtFdO)13bU?2v!3UT))b;$J*Js;=L;5;@LpWyIjNo9$N0=f^V&a4phuG_4j16vco|e7jl5sQ^8B{v7svRTY{ARs+8q%+8"
    b"x}H4Eme&uP&%QGaCJQ=VEN82z!T!nN)*RRn)PK!kzB9+&;_(Z50L?hlEVRCN6y%-I>U7>&os(40=eU$cP9Y1E<2q#-n2?xI3"
    b"!TIH+E&U7gmELi78URYv}aAf9}Ri@Qkq9LUR`8Lq~fo3gi_)K9uVZYlp=S_IqI{(G223Vf!B9?%<G?b<R5mX|FN=mv9_~8U*"
    b"|G;{#)^JG`R_e>mgm=N3%QU(V0Y>$lP7eZ>P~@IBK^>vd~cIW*%0Sxky;8mR&#Ky|u40ZAt^Ps--L{_>H)SBGbFj@@Tu&ZcX"
    b"EOUazl3v1=_f(}$|vx`|n4L?fNIC|rZ;^An>5+q`N6000"
)
GOLDEN = (
    'example,forum)/t/12 20260301123005 {"url": "https://forum.example:443/T/12/"'
    ', "status": "404"'
    ', "digest": "sha1:U3P55KR2ISSMKLKEFBEEPVYWBCJLIAL6"'
    ', "length": "432", "offset": "822", "filename": "golden.warc.gz"}\n'
    'example,forum)/viewtopic.php?&f=3&t=12 20260301123005 {"url": "http://www.Forum.example/viewtopic.php?t=12&f=3&sid=0123456789abcdef0123456789abcdef"'
    ', "mime": "text/html", "status": "200"'
    ', "digest": "sha1:PEYWVA3QY3YGVIUBMZK62H7GS3DSUIWR"'
    ', "length": "494", "offset": "328", "filename": "golden.warc.gz"}\n'
    'example,forum)/viewtopic.php?f=3&t=12 20260401000000 {"url": "http://forum.example/viewtopic.php?f=3&t=12"'
    ', "mime": "warc/revisit", "status": "304"'
    ', "digest": "sha1:PEYWVA3QY3YGVIUBMZK62H7GS3DSUIWR"'
    ', "length": "548", "offset": "1254", "filename": "golden.warc.gz"}\n'
)
# Keys by the package surt 0.3.1, which cdxj-indexer and pywb use.
KEYS = [
    ("http://www.example.com/", "com,example)/"),
    ("https://www2.Example.COM:443/A/B/../c/./d//e/", "com,example)/a/c/d/e"),
    ("http://example.com:8080/x?b=2&a=1&a=0", "com,example:8080)/x?a=0&a=1&b=2"),
    ("http://example.com/x?PHPSESSID=0123456789abcdef0123456789ABCDEF&b=1", "com,example)/x?b=1"),
    ("http://example.com/x?a=1&cfid=12&cftoken=34&z", "com,example)/x?a=1&z"),
    ("http://example.com/x?#a", "com,example)/x"),
    ("http://example.com/x?B=1&b=0&A=3", "com,example)/x?a=3&b=0&b=1"),
    ("http://user:pw@example.com/x", "com,example)/x"),
    ("http://example.com/%E9%95%95/%7Euser/%2525", "com,example)/%e9%95%95/~user/%25"),
    ("http://example.com/a%20b?q=%E4%BD%A0+%26", "com,example)/a%20b?&q=%e4%bd%a0+"),
    ("http://example.com/镕基?q=你好", "com,example)/%e9%95%95%e5%9f%ba?q=%e4%bd%a0%e5%a5%bd"),
    ("http://example.com/%25252541?%25252541", "com,example)/a?a"),
    ("HTTPS://example.com:443/x", "com,example)/x"),
    ("http://127.0.0.1:8731/t/1", "1,0,0,127:8731)/t/1"),
    ("http://[::1]:80/x", "::1)/x"),
    ("http://例子.example/x", "example,xn--fsqu00a)/x"),
    ("http://example.com/..", "com,example)/.."),
    ("http://example.com/a//..", "com,example)/a"),
    ("HTTP://EXAMPLE.com./?", "com,example)/"),
]


def indexed(path: Path, *some: Page) -> Path:
    stored(path, *some)
    index(path)
    return beside(path)


def test_the_index_is_what_cdxj_indexer_writes(tmp_path: Path) -> None:
    """Line for line: keys, times, types, lengths and offsets."""
    path = tmp_path / "golden.warc.gz"
    path.write_bytes(ARCHIVE)
    assert index(path) == 3
    assert (tmp_path / "golden.cdxj").read_text() == GOLDEN


@pytest.mark.parametrize(("url", "key"), KEYS)
def test_keys_are_those_of_the_wayback_machine(url: str, key: str) -> None:
    """Or another tool would not find our pages."""
    assert surt(url) == key


@given(
    st.text() | st.text().map("http://".__add__) | st.text("/.%&=?#:@[]a25é\ud800").map("http://a/".__add__)
)
def test_any_text_has_a_key_that_fits_on_a_line(text: str) -> None:
    """In ASCII, without a space, so that a line has three fields."""
    assert surt(text).isascii()
    assert not set(" \t\r\n") & set(surt(text))


@pytest.mark.parametrize(
    "text",
    ["a", "镕", "%25", "&", "sid=", "cfid=1&", "../", "a.", "@", "\ud800", "\u202e"],
)
@pytest.mark.parametrize("start", ["", "http://", "http://a/", "http://a/?", "http://a/%"])
def test_a_megabyte_of_an_address_has_a_key(text: str, start: str) -> None:
    """In time that grows with its length only: this test would not end otherwise."""
    assert surt(start + text * (1_000_000 // len(text))).isascii()


def test_a_page_is_found_by_its_address(tmp_path: Path) -> None:
    """And read at the place that the index tells, whatever the spelling of the address."""
    path = tmp_path / "x.warc.gz"
    some = [a_page(f"<p>{n}</p>", f"http://site.example/{n}") for n in range(50)]
    cdxj = indexed(path, *some)
    for page in some:
        (capture,) = find(cdxj, page.url.replace("site", "WWW.Site"))
        assert page_at(tmp_path / capture.filename, capture.offset).body == page.body


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(0, 30))
def test_a_search_finds_all_lines_of_an_address_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, numbers: list[int], wanted: int
) -> None:
    """Wherever they stand, and lines of any length beside them."""
    path = tmp_path_factory.mktemp("pages") / "x.cdxj"
    row = {"length": "1", "offset": "0", "filename": "x.warc.gz"}
    lines = [
        (f"http://a/{n}", json.dumps({"url": f"http://a/{n}", **row, "x": "x" * n * n})) for n in numbers
    ]
    path.write_text("".join(sorted(f"{surt(url)} 20260301000000 {text}\n" for url, text in lines)))
    found = find(path, f"http://a/{wanted}")
    assert [capture.url for capture in found] == [f"http://a/{wanted}"] * numbers.count(wanted)


def test_captures_of_an_address_come_oldest_first(tmp_path: Path) -> None:
    """A revisit among them says that the body is an earlier one's."""
    path = tmp_path / "x.warc.gz"
    archive = Archive(path)
    places = []
    for day in (2, 1):
        page = a_page("a", fetched_at=datetime(2026, 3, day, tzinfo=UTC))
        places.append(archive.append(page) if day == 2 else again(archive, page))
    archive.close()
    index(path)
    later, sooner = places
    found = find(beside(path), page.url)
    assert [(each.timestamp, each.mime, each.offset) for each in found] == [
        ("20260301000000", "warc/revisit", sooner.offset),
        ("20260302000000", "text/html", later.offset),
    ]
    assert found[1] == Capture(
        page.url, "20260302000000", "text/html", "200", later.digest, found[1].length, later.offset, path.name
    )


def test_policy_files_are_in_the_index(tmp_path: Path) -> None:
    """Who asks what robots.txt said finds it."""
    url = "http://site.example/robots.txt"
    cdxj = indexed(tmp_path / "x.warc.gz", a_page("User-agent: *", url, context=Context(rel="policy")))
    assert [capture.url for capture in find(cdxj, url)] == [url]


def test_only_answers_are_in_the_index(tmp_path: Path) -> None:
    """What other tools archive beside them has an address too."""
    path = tmp_path / "x.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for kind in ("metadata", "response"):
            headers = StatusAndHeaders("200 OK", [], protocol="HTTP/1.1") if kind == "response" else None
            record = writer.create_warc_record("http://a/", kind, BytesIO(b"x"), 1, http_headers=headers)
            writer.write_record(record)
    assert index(path) == 1
    assert [capture.status for capture in find(beside(path), "http://a/")] == ["200"]


def test_what_is_no_whole_record_is_not_in_the_index(tmp_path: Path) -> None:
    """A killed run has an index of what its archive still holds."""
    path = tmp_path / "x.warc.gz"
    stored(path, a_page("a"), a_page("b"))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - 1)
    assert index(path) == 1
    assert len(beside(path).read_bytes().splitlines()) == 1


def test_an_index_is_made_anew_in_one_move(tmp_path: Path) -> None:
    """The old one is there until the new one is whole; no draft is left."""
    path = tmp_path / "x.warc.gz"
    cdxj = indexed(path, a_page("a"))
    old = cdxj.read_bytes()
    stored(path, a_page("b"))
    with full_disk(100), pytest.raises(StoreError, match=r"x\.cdxj: .*; the archive itself is whole"):
        index(path)
    assert cdxj.read_bytes() == old
    assert not list(tmp_path.glob("*.tmp"))
    assert index(path) == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["x.cdxj", "x.warc.gz"]


def test_an_empty_archive_has_an_empty_index(tmp_path: Path) -> None:
    """In which nothing is found, as in none."""
    path = tmp_path / "x.warc.gz"
    path.touch()
    assert index(path) == 0
    assert find(beside(path), "http://site.example/1") == []
    assert find(tmp_path / "none.cdxj", "http://site.example/1") == []


def test_a_line_that_is_no_cdxj_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    """An index is made by us or by another tool, and not by hand."""
    path = tmp_path / "x.cdxj"
    path.write_text("example,site)/1 20260301000000 {}\n")
    with pytest.raises(StoreError, match=r"x\.cdxj: a line of 20260301000000 is no CDXJ"):
        find(path, "http://site.example/1")


def test_more_lines_than_are_sorted_at_a_time_come_sorted() -> None:
    """As many as there are, in batches on the disk."""
    lines = [b"%d\n" % (n * 7919 % (2 * BATCH + 5)) for n in range(2 * BATCH + 5)]
    with ExitStack() as stack:
        assert list(_in_order(lines, stack)) == sorted(lines)
