"""A site's file: what it says is obeyed, and each slip in it is one line with file, key and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request

from crawler.errors import SiteError
from crawler.sites import MAX_URL, Limits, Site, load_site

WHOLE = """
engine = "thread"
start = ["https://forum.example/f/help"]
follow = { thread = '/t/\\d+$' }
fields = { post = ".post", body = ".said" }
"""
SITE = Site("site", domains=("site.example",))


def loaded(tmp_path: Path, text: str) -> Site:
    path = tmp_path / "forum.toml"
    path.write_text(text, encoding="utf-8")
    return load_site(path)


def test_a_whole_site_is_read(tmp_path: Path) -> None:
    """The name is the file's, the domains are those of the start pages, the rest is the default."""
    site = loaded(tmp_path, WHOLE)
    assert (site.name, site.engine, site.domains) == ("forum", "thread", ("forum.example",))
    assert (site.delay_s, site.timezone, site.encoding, site.license) == (1.0, "UTC", "", "")
    assert site.limits == Limits()


def test_limits_change_only_what_they_name(tmp_path: Path) -> None:
    """Everything else keeps its default."""
    site = loaded(tmp_path, WHOLE + "limits = { min_chars = 20, min_similarity = 1 }")
    assert site.limits == Limits(min_chars=20, min_similarity=1)


def test_schedule_and_revisit_are_read(tmp_path: Path) -> None:
    """A schedule stays as it is written, after it was checked; lengths of time become seconds."""
    site = loaded(tmp_path, WHOLE + 'schedule = "30 4 * * *"\nrevisit = { min = "15m" }')
    assert (site.schedule, site.revisit) == ("30 4 * * *", (900.0, 90 * 86_400.0))
    assert (SITE.schedule, SITE.revisit) == ("", (3600.0, 90 * 86_400.0))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('engine = "thread"', "", "engine is missing"),
        ("start =", "strat =", "unknown key 'strat'; did you mean 'start'?"),
        ('start = ["https://forum.example/f/help"]', "", "start is missing"),
        ('"thread"', '"tread"', "engine: there is no 'tread'; did you mean 'thread'?"),
        ('["https://forum.example/f/help"]', "[]", "start: expected at least one address"),
        ('["https://forum.example/f/help"]', '"x"', "start: expected a list of strings, got 'x'"),
        (".post", "div[[", "[fields].post: 'div[[' is not a CSS selector: Malformed attribute selector"),
        (".post", "", "[fields].post: '' is not a CSS selector: Expected a selector at position 0"),
        (".said", ".said@id", "[fields].body: '.said@id' is not a CSS selector: Invalid character '@'"),
        (".said", ".said::text", "[fields].body: '.said::text' is not a CSS selector: there is no ::text or"),
        (".said", "//div", "[fields].body: '//div' is not a CSS selector: Invalid character '/'"),
        ('post = ".post",', "", "[fields].post is missing; the engine 'thread' cannot do without it"),
        ("post =", "pozt =", "[fields]: unknown key 'pozt'; did you mean 'post'?"),
        ('".said"', "7", "[fields]: body: expected a string, got 7"),
        ("\\d+$", "(\\d+$", "[follow].thread: '/t/(\\\\d+$' is not a regular expression: missing )"),
        ("thread = '", "threads = '", "[follow]: unknown key 'threads'; did you mean 'thread'?"),
    ],
)
def test_a_slip_is_named_with_file_and_key(old: str, new: str, message: str, tmp_path: Path) -> None:
    """One line that opens with the file."""
    assert old in WHOLE
    with pytest.raises(SiteError) as caught:
        loaded(tmp_path, WHOLE.replace(old, new))
    assert str(caught.value).startswith(f"{tmp_path / 'forum.toml'}: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('timezone = "Mars/Olympus"', "timezone: there is no 'Mars/Olympus'; expected a name such as"),
        ('timezone = "Asia"', "timezone: there is no 'Asia'; expected a name such as 'Asia/Shanghai'"),
        ('timezone = "../etc/passwd"', "timezone: there is no '../etc/passwd'; expected"),
        ('encoding = "gbkk"', "encoding: there is no 'gbkk'; expected a name such as 'gb18030'"),
        ("delay_s = -1", "delay_s: expected 0 or more seconds, got -1"),
        ("delay_s = nan", "delay_s: expected 0 or more seconds, got nan"),
        ('delay_s = "2"', "delay_s: expected a number, got '2'"),
        ("deny = ['*x']", "deny: '*x' is not a regular expression: nothing to repeat at position 0"),
        (
            "rewrite = { 'a(b)' = '\\2' }",
            "[rewrite]: '\\\\2' cannot replace 'a(b)': invalid group",
        ),
        ("rewrite = { 'a' = '\\g<x>' }", "[rewrite]: '\\\\g<x>' cannot replace 'a': unknown group name 'x'"),
        ("rewrite = { '(' = '' }", "[rewrite]: '(' is not a regular expression: missing )"),
        ("rewrite = { a = 1 }", "[rewrite]: a: expected a string, got 1"),
        ("limits = { min_char = 1 }", "[limits]: unknown key 'min_char'; did you mean 'min_chars'?"),
        ("limits = { max_pages = 1.5 }", "[limits]: max_pages: expected a whole number, got 1.5"),
        ("limits = { max_pages = -1 }", "[limits].max_pages: expected 0 or more, got -1"),
        ("limits = { min_similarity = 30 }", "[limits].min_similarity: expected a share from 0 to 1"),
        ("limits = 3", "limits: expected a table, got 3"),
        ("render = 3", "render: expected true, false or a string, got 3"),
        ('render = "div[["', "render: 'div[[' is not a CSS selector: Malformed attribute selector"),
        ("hook = true", "hook: expected a string, got True"),
        ('schedule = "often"', "schedule: 'often': expected a length such as '90s', '15m', '6h'"),
        ('schedule = "61 * * * *"', "schedule: '61 * * * *': is no cron line: "),
        ("schedule = 6", "schedule: expected a string, got 6"),
        ('revisit = { min = "1.5h" }', "[revisit].min: '1.5h': expected a length such as '90s'"),
        ('revisit = { most = "1h" }', "[revisit]: unknown key 'most'; "),
        ('revisit = { min = "2d", max = "1d" }', "[revisit]: expected min to be at most max"),
        ('revisit = { min = "91d" }', "[revisit]: expected min to be at most max, which is 90d if it is"),
    ],
)
def test_a_value_that_cannot_be_is_named(line: str, message: str, tmp_path: Path) -> None:
    """Before the first request, and with what would be right."""
    with pytest.raises(SiteError) as caught:
        loaded(tmp_path, WHOLE + line)
    assert str(caught.value).startswith(f"{tmp_path / 'forum.toml'}: {message}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["forum.example", "ftp://forum.example/", "http://", "http://:80/", "http://[::1/", "http://a:b/", "/f"],
)
def test_a_start_that_is_no_address_is_named(url: str, tmp_path: Path) -> None:
    """Nothing is fetched from half an address."""
    with pytest.raises(SiteError, match="is not an address; expected http:// or https:// and a host"):
        loaded(tmp_path, WHOLE.replace("https://forum.example/f/help", url))


@pytest.mark.parametrize(
    "fields", [{"contents": "#list", "body": "#text"}, {"contents": "#list"}, {"body": "#text"}, {}]
)
def test_a_book_needs_no_fields(fields: dict[str, str], tmp_path: Path) -> None:
    """List and text are found by what they look like where no selector says where they stand."""
    table = ", ".join(f'{key} = "{value}"' for key, value in fields.items())
    text = f'engine = "book"\nstart = ["http://b.example/"]\nfields = {{ {table} }}'
    assert loaded(tmp_path, text).fields == fields


@pytest.mark.parametrize("field", ["title = '@id'", "title = ''", "title = 'a[href]@href'"])
def test_a_value_may_stand_in_an_attribute(field: str, tmp_path: Path) -> None:
    """Of the post itself or of an element in it; an empty selector says that there is none."""
    assert "title" in loaded(tmp_path, WHOLE.replace("{ post", f"{{ {field}, post")).fields


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://site.example/", True),
        ("https://www.site.example:8080/x?y", True),
        ("http://SITE.example/", True),
        ("http://othersite.example/", False),
        ("http://site.example.evil.example/", False),
        ("http://evil.example/site.example", False),
        ("http://site.example@evil.example/", False),
        ("ftp://site.example/", False),
        ("http://site.example:port/", False),
        ("http://site.example:99999/", False),
        ("http://[site.example/", False),
        ("http://site.example/" + "x" * MAX_URL, False),
        ("", False),
    ],
)
def test_only_addresses_of_the_site_are_its_business(url: str, allowed: bool) -> None:
    """Its domains and those below them; a link that is no address or a trap is passed over."""
    assert SITE.allows(url[: MAX_URL + 1]) is allowed


@given(st.text("ab/:?#[]@%.0 \u00e9", max_size=12))
def test_what_is_allowed_can_be_asked_for(rest: str) -> None:
    """No link of a page makes a request fail to be built."""
    url = "http://site.example" + rest
    if SITE.allows(url):
        Request(url)


def test_denied_addresses_are_not_fetched(tmp_path: Path) -> None:
    """Whatever else allows them."""
    site = loaded(tmp_path, WHOLE + "deny = ['/print/', 'sort=']")
    assert [site.allows(f"https://forum.example/{path}") for path in ("t/1", "print/1", "t/1?sort=x")] == [
        True,
        False,
        False,
    ]


def test_rewriting_gives_pages_one_address(tmp_path: Path) -> None:
    """Patterns run in their order, each over what the one before it left."""
    site = loaded(tmp_path, WHOLE + "rewrite = { '[?&]sid=\\w+' = '', '/t/(\\d+)/.*' = '/t/\\1' }")
    assert site.canonical("https://forum.example/t/5/title?sid=ab1") == "https://forum.example/t/5"


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.toml")), ids=lambda path: path.stem)
def test_every_bundled_site_loads(path: Path) -> None:
    """Its start pages are among its own."""
    site = load_site(path)
    assert all(site.allows(url) for url in site.start)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ('row = "tr", mark = ".count, .last, time@datetime"', ""),
        ('row = "tr"', r"\[fields\]\.mark is missing; row and mark say nothing without each other"),
        ('mark = ".count"', r"\[fields\]\.row is missing"),
        ('row = "tr[[", mark = ".count"', r"\[fields\]\.row: 'tr\[\[' is not a CSS selector"),
        ('row = "tr", mark = ".count, td[["', r"\[fields\]\.mark: 'td\[\[' is not a CSS selector"),
    ],
)
def test_row_and_mark_say_how_a_listing_tells_of_changes(fields: str, message: str, tmp_path: Path) -> None:
    """Both or none; each selector of a mark is checked."""
    text = WHOLE.replace("{ post", f"{{ {fields}, post")
    if message:
        with pytest.raises(SiteError, match=message):
            loaded(tmp_path, text)
    else:
        assert loaded(tmp_path, text).fields["mark"] == ".count, .last, time@datetime"
