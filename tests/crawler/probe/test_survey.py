"""Which pages a probe looks at, and what it makes of them."""

from __future__ import annotations

from crawler.engines import visit
from crawler.probe.conclusion import conclude
from crawler.probe.survey import NOWHERE, Survey
from crawler.records import Page, Record
from crawler.sites import Site

HOST = "https://harbour.example"
WORDS = "The tide turned at six and the old men came down to look at it, as they did each day. " * 12


def html(inner: str, head: str = "") -> bytes:
    nav = '<div class="nav"><a href="/">Home</a> <a href="/login">Log in</a></div>'
    return f"<html><head><title>x</title>{head}</head><body>{nav}{inner}</body></html>".encode()


def survey(pages: dict[str, bytes], start: str = "/") -> Survey:
    """Return a survey that has seen what it asked for, the pages given by their paths."""
    made = Survey(Site("harbour", domains=("harbour.example",), start=(HOST + start,)))
    made.asked[HOST + start] = NOWHERE
    link = None
    for _ in range(30):
        url = link.url if link else HOST + start
        body = pages.get(url.removeprefix(HOST))
        kind = "application/json" if body and body[:1] == b"{" else "text/html; charset=utf-8"
        context = {"context": link.context} if link else {}
        if body is None:
            made.miss(url, "status 404")
        else:
            made.see(Page(url, body, headers={"Content-Type": kind}, **context))
        link = made.next()
        if link is None:
            return made
    raise AssertionError("the survey does not end")


def novel(chapters: int) -> dict[str, bytes]:
    listed = "".join(f'<li><a href="/tale/{n}.html">Chapter {n}</a></li>' for n in range(1, chapters + 1))
    pages = {
        "/": html('<p><a href="/tale/">The Ferry: a tale in chapters</a></p>'),
        "/tale/": html(f"<h1>The Ferry</h1><ul>{listed}</ul>"),
    }
    for n in range(1, chapters + 1):
        ways = f'<p><a href="/tale/{n - 1}.html">Previous chapter</a> <a href="/tale/">Contents</a></p>'
        pages[f"/tale/{n}.html"] = html(
            f"<h1>Chapter {n}</h1><div><p>{WORDS}</p><p>{WORDS}{n}</p></div>{ways}"
        )
    return pages


def test_a_novel_is_found_from_the_front_page() -> None:
    """The book engine, with the list and the chapters by their addresses."""
    seen = survey(novel(9))
    draft = conclude(seen)
    assert (draft.engine, list(draft.follow)) == ("book", ["listing", "contents", "chapter"])
    assert draft.follow["contents"] == "^https?://[^/]+/tale/$"
    assert draft.follow["chapter"] == r"^https?://[^/]+/tale/\d+\.html$"


def test_known_software_needs_no_patterns() -> None:
    """A forum that names its software is crawled by its engine from where the probe began."""
    head = '<meta name="generator" content="WordPress 6.5">'
    post = f'<h1 class="entry-title">Ropes</h1><div class="entry-content"><p>{WORDS}</p></div>'
    home = '<body class="home"><h2 class="entry-title"><a href="/ropes/">Ropes</a></h2>'
    seen = survey({"/": html(home, head), "/ropes/": html(post, head)})
    draft = conclude(seen)
    assert (draft.engine, dict(draft.follow)) == ("wordpress", {})
    assert "generator:wordpress" in draft.why[0]


def test_a_server_that_describes_itself_is_believed() -> None:
    """NodeInfo is asked for once, and what it does not have is no failure."""
    seen = survey(
        {
            "/": html("<p>Welcome</p>"),
            "/.well-known/nodeinfo": b'{"links": [{"rel": "x", "href": "https://harbour.example/nodeinfo/2.1"}]}',
            "/nodeinfo/2.1": b'{"software": {"name": "pleroma"}, "protocols": ["activitypub"]}',
        }
    )
    assert seen.engine == "mastodon"
    assert survey({"/": html("<p>Welcome</p>")}).failures == {}


def test_a_section_stays_a_section() -> None:
    """Who asks for one part of a site gets no other, though its navigation leads there."""
    pages = novel(5)
    pages["/news/"] = html("".join(f'<p><a href="/news/{n}/">News of the day {n}</a></p>' for n in range(9)))
    for path in pages:
        pages[path] = pages[path].replace(b"Log in</a>", b'Log in</a> <a href="/news/">News</a>')
    draft = conclude(survey(pages, "/tale/"))
    assert draft.engine == "book"
    assert not any("news" in pattern for pattern in draft.follow.values())


def test_what_is_written_reads_what_was_seen() -> None:
    """The draft's own site makes chapters of the pages that the survey looked at."""
    seen = survey(novel(6))
    site = Site("harbour", engine=conclude(seen).engine, domains=("harbour.example",), start=seen.site.start)
    results = [visit(sample.page, site).result for sample in seen.samples]
    assert sum(isinstance(result, Record) and result.kind == "chapter" for result in results) >= 2
