"""Sites of WordPress; whole pages of it are among the goldens."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from conftest import a_page

from crawler.engines import detect, extract, links
from crawler.records import Context, Drop, Link, Page, Record
from crawler.sites import Site

BASE = "http://site.example"
UNKNOWN = Context()
SITE = Site("blog", "wordpress", domains=("site.example",), fields={"drop": ".ad"})
PLACE = Context("chapter", BASE + "/toc/", 2, 1, "Two", "Gulls", 3)


def the_page(content: str, classes: str = "single single-post", more: str = "") -> str:
    return f"""<html><head><meta name="generator" content="WordPress 6.1.9"></head>
<body class="{classes}"><h1 class="entry-title">Gulls</h1>
<div class="entry-content">{content}</div>{more}</body></html>"""


def read(html: str, url: str = BASE + "/gulls-2/", context: Context = UNKNOWN) -> Record | Drop:
    return extract(a_page(html, url, context=context), SITE)


def followed(html: str, url: str = BASE + "/gulls-2/", context: Context = UNKNOWN) -> list[Link]:
    return links(a_page(html, url, context=context), SITE)


def comment(name: str, text: str, inner: str = "", css: str = "comment") -> str:
    return f"""<li id="comment-{name}" class="{css}"><article>
<div class="comment-author"><b class="fn">A{name}</b></div>
<time datetime="2021-03-01T09:10:11+02:00">then</time>
<div class="comment-content"><p>{text}</p></div></article>
<ol class="children">{inner}</ol></li>"""


def test_a_post_is_read_without_what_plugins_add() -> None:
    """Page links, sharing buttons and what the site's file names."""
    html = the_page(
        "<p>one</p><p class=ad>x</p><div class=sharedaddy>x</div><nav class=page-links>x</nav><p>two</p>"
    )
    found = read(html)
    assert isinstance(found, Record)
    assert (found.kind, found.title, found.text) == ("article", "Gulls", "one\n\ntwo")


@pytest.mark.parametrize(
    "classes", ["home blog", "archive category", "archive tag", "search", "error404", "author"]
)
def test_pages_that_list_posts_are_links_only(classes: str) -> None:
    """Their teasers are read where they belong."""
    found = read(the_page("<p>teaser</p>", classes))
    assert isinstance(found, Drop)
    assert found.step == "listing"


def test_comments_follow_the_post_and_answer_each_other() -> None:
    """In page order; they are no part of the record's text."""
    inner = comment("2", "yes", comment("3", "no"))
    found = read(
        the_page(
            "<p>one</p>", more=f"<ol>{comment('1', 'why?', inner)}{comment('4', 'ping', css='pingback')}</ol>"
        )
    )
    assert isinstance(found, Record)
    assert [(part.kind, part.author, part.text, part.reply_to) for part in found.parts[1:]] == [
        ("comment", "A1", "why?", ""),
        ("comment", "A2", "yes", "1"),
        ("comment", "A3", "no", "2"),
        ("comment", "A4", "ping", ""),
    ]
    assert (found.text, found.parts[1].published) == ("one", "2021-03-01T07:10:11+00:00")


def test_a_later_page_of_comments_is_a_thread() -> None:
    """The post's text, which stands above them again, is not read twice."""
    html = the_page("<p>one</p>", more=f"<ol>{comment('9', 'late')}</ol>")
    found = read(html, BASE + "/gulls-2/comment-page-2/")
    assert isinstance(found, Record)
    assert (found.kind, found.text, found.work, found.position) == (
        "thread",
        "late",
        BASE + "/gulls-2/#comments",
        2,
    )
    nothing = read(the_page("<p>one</p>"), BASE + "/gulls-2/comment-page-3/")
    assert isinstance(nothing, Drop)
    assert nothing.step == "listing"


@pytest.mark.parametrize(
    ("current", "page"), [("Page 2", 2), ("2", 2), ("", 1), ("x", 1), ("9" * 5000, 9999)]
)
def test_the_page_of_a_post_is_the_one_that_is_not_linked(current: str, page: int) -> None:
    """Comments are those of the first page only, which has them all."""
    pager = f'<nav class="page-links"><span class="post-page-numbers current">{current}</span></nav>'
    found = read(the_page("<p>one</p>" + pager, more=f"<ol>{comment('1', 'why?')}</ol>"), context=PLACE)
    assert isinstance(found, Record)
    assert (found.kind, found.work, found.position) == ("chapter", BASE + "/toc/", 2)
    assert (found.page, len(found.parts)) == (page, 2 if page == 1 else 1)


def test_the_pages_of_a_post_are_one_work() -> None:
    """Named after its first page, also where no contents page leads to it."""
    pager = "<nav class='page-links'><span class=current>1</span> <a href='/gulls-2/2/'>2</a></nav>"
    (link,) = followed(the_page("<p>x</p>" + pager))
    assert (link.url, link.context.page, link.context.work) == (BASE + "/gulls-2/2/", 2, BASE + "/gulls-2/")
    second = read(the_page("<p>y</p>"), BASE + "/gulls-2/2/", link.context)
    assert isinstance(second, Record)
    assert (second.work, second.page) == (BASE + "/gulls-2/", 2)


def toc(*entries: str, words: str = "") -> str:
    return the_page(f"<p>{words}</p><ol>{''.join(entries)}</ol>", "page page-id-65")


def entry(path: str, rel: str = "") -> str:
    return f"<li><a href='{path}' rel='{rel}'>Chapter {path[1] * 9}</a></li>"


def test_a_page_of_links_is_a_contents_page() -> None:
    """In its order; archives, other sites and links that must not be followed are no chapters."""
    html = toc(
        *map(entry, ("/b/", "/a/", "/c/", "/category/x/", "http://other.example/")),
        entry("/e/", "nofollow"),
    )
    found = followed(html, BASE + "/toc/")
    assert [(link.url.removeprefix(BASE), link.context.position) for link in found] == [
        ("/b/", 1),
        ("/a/", 2),
        ("/c/", 3),
    ]
    assert found[0].context == Context("chapter", BASE + "/toc/", 1, 1, "Chapter bbbbbbbbb", "Gulls", 3)
    assert isinstance(read(html, BASE + "/toc/"), Drop)


@pytest.mark.parametrize(
    "html",
    [
        toc(entry("/a/"), entry("/b/")),
        toc(
            entry("/a/"),
            entry("/b/"),
            entry("/c/"),
            words="The story of the gulls, told at length here. " * 4,
        ),
    ],
    ids=["two links", "much text"],
)
def test_a_page_with_some_links_is_no_contents_page(html: str) -> None:
    """It is read as what it is."""
    assert isinstance(read(html, BASE + "/about/"), Record)


def test_a_front_page_leads_to_posts_older_posts_and_the_sitemap() -> None:
    """Not to tags, feeds and forms."""
    more = """<h2 class=entry-title><a href=/gulls-2/>Two</a></h2>
<div class=nav-links><a class="page-numbers" href=/page/2/>2</a></div>
<ul class=menu><li><a href=/toc/>Contents</a><li><a href=/tag/sea/>sea</a><li><a href=/feed/>feed</a></ul>
<a href=/wp-login.php>Log in</a>"""
    found = followed(the_page("", "home blog", more), BASE + "/")
    assert [(link.url.removeprefix(BASE), link.context.rel) for link in found] == [
        ("/gulls-2/", "article"),
        ("/page/2/", "listing"),
        ("/toc/", "listing"),
        ("/wp-sitemap.xml", "listing"),
    ]


def test_the_later_pages_of_comments_are_followed_from_the_first_page() -> None:
    """Under the work of the post's comments; the first stand below the post."""
    nav = "<div class=nav-links><a class=page-numbers href=comment-page-{}/#comments>x</a></div>"
    found = followed(the_page("<p>x</p>", more=nav.format(1) + nav.format(2)))
    assert [(link.url, link.context) for link in found] == [
        (BASE + "/gulls-2/comment-page-2/", Context("comments", BASE + "/gulls-2/#comments", 2))
    ]


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("<span class=byline>by <a href=/author/x/>Petra Quay</a></span>", "Petra Quay"),
        ("<span class='author vcard'><b class=fn>Petra Quay</b></span>", "Petra Quay"),
        ("<h2 class=author-title> By Petra Quay </h2>", "Petra Quay"),
        ("", ""),
    ],
)
def test_the_author_is_found_where_themes_put_it(byline: str, author: str) -> None:
    """In a byline, or above their own words."""
    found = read(the_page("<p>x</p>", more=byline))
    assert isinstance(found, Record)
    assert found.author == author


@pytest.mark.parametrize(
    ("head", "engine"),
    [
        ('<meta name="generator" content="WordPress 6.5">', "wordpress"),
        ('<link rel="stylesheet" href="/wp-content/themes/x/style.css">', "wordpress"),
        ('<meta name="generator" content="Hugo 0.1">', "generic"),
        ('<a href="https://wordpress.org/">WordPress</a>', "generic"),
    ],
)
def test_the_software_is_known_by_its_marks(head: str, engine: str) -> None:
    """Not by a mention."""
    assert detect(a_page(head)) == engine


REST = BASE + "/wp-json/wp/v2/{}?orderby=modified&order=desc&per_page=100&_fields=link,modified_gmt"
API = '<link rel="https://api.w.org/" href="{}">'


@pytest.mark.parametrize(
    ("root", "first"),
    [
        (BASE + "/wp-json/", BASE + "/wp-json/wp/v2/posts?orderby=modified&order=desc"),
        (
            BASE + "/index.php?rest_route=/",
            BASE + "/index.php?rest_route=/wp/v2/posts&orderby=modified&order=desc",
        ),
    ],
)
def test_a_front_page_leads_to_the_latest_changes(root: str, first: str) -> None:
    """Of posts, pages and comments, where the site offers its REST index, whatever its addresses."""
    found = followed(API.format(root) + the_page("", "home"), BASE + "/")
    changes = [link.url for link in found if link.context.rel == "changes"]
    assert len(changes) == 3
    assert changes[0].startswith(first)


def test_the_index_may_be_named_in_a_header() -> None:
    """Where a plugin took it out of the head."""
    page = a_page(the_page("", "home"), BASE + "/")
    headers = {**page.headers, "Link": f'<{BASE}/wp-json/>; rel="https://api.w.org/", </x>; rel="preload"'}
    found = links(replace(page, headers=headers), SITE)
    assert [link.context.rel for link in found].count("changes") == 3


FEED = BASE + "/comments/feed/"


def test_a_site_without_an_index_has_a_feed_of_comments() -> None:
    """The one of its posts shows nothing that the front page does not."""
    head = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{path}">'
        for path in ("feed/", "comments/feed/")
    )
    found = followed(head + the_page("", "home"), BASE + "/")
    assert [link.url for link in found if link.context.rel == "changes"] == [FEED]


def test_a_feed_tells_of_the_newest_comment_of_each_post() -> None:
    """Its own address is no post."""
    items = "".join(
        f"<item><title>x</title><link>{BASE}/{path}</link><pubDate>Mon, {day} May</pubDate></item>"
        for day, path in (
            (9, "a/?x=1&#038;y=2#comment-9"),
            (8, "a/?x=1&#038;y=2#comment-8"),
            (7, "b/#comment-7"),
        )
    )
    xml = f"<?xml version='1.0'?><rss version='2.0'><channel><link>{BASE}</link>{items}<item></channel></rss>"
    page = Page(FEED, xml.encode(), headers={"Content-Type": "application/rss+xml"})
    assert isinstance(extract(page, SITE), Drop)
    assert links(page, SITE) == [
        Link(BASE + "/a/?x=1&y=2", Context("article", mark="feed Mon, 9 May")),
        Link(BASE + "/b/", Context("article", mark="feed Mon, 7 May")),
    ]


def test_an_index_elsewhere_is_not_asked() -> None:
    """Nor one that is not there."""
    for href in ("http://other.example/wp-json/", ""):
        found = followed(API.format(href) + the_page("", "home"), BASE + "/")
        assert not [link for link in found if link.context.rel == "changes"]


def told(of: str, text: str, url: str = REST) -> list[Link]:
    page = Page(url.format(of), text.encode(), headers={"Content-Type": "application/json"})
    drop = extract(page, SITE)
    assert isinstance(drop, Drop)
    assert drop.step == "listing"
    return links(page, SITE)


@pytest.mark.parametrize(("of", "rel"), [("posts", "article"), ("pages", "listing")])
def test_the_index_tells_when_posts_and_pages_changed(of: str, rel: str) -> None:
    """As a mark; a page may be a table of contents."""
    found = told(of, f'[{{"link": "{BASE}/a/", "modified_gmt": "2024-01-02T03:04:05"}}]')
    assert found == [Link(BASE + "/a/", Context(rel, mark="modified 2024-01-02T03:04:05"))]


def test_the_index_tells_of_the_newest_comment_of_each_post() -> None:
    """Under the address of the page that it stands on."""
    found = told(
        "comments",
        orjson.dumps(
            [
                {"link": f"{BASE}/{path}", "date_gmt": f"2024-01-0{day}"}
                for day, path in (
                    (9, "a/#comment-9"),
                    (8, "b/comment-page-2/#comment-8"),
                    (7, "a/#comment-7"),
                    (6, "c/comment-page-1/#comment-6"),
                )
            ]
        ).decode(),
    )
    assert found == [
        Link(BASE + "/a/", Context("article", mark="date 2024-01-09")),
        Link(
            BASE + "/b/comment-page-2/", Context("comments", BASE + "/b/#comments", 2, mark="date 2024-01-08")
        ),
        Link(BASE + "/c/", Context("article", mark="date 2024-01-06")),
    ]


@pytest.mark.parametrize(("query", "after"), [("", "&page=2"), ("&page=2", "&page=3")])
def test_a_full_page_of_changes_has_one_behind_it(query: str, after: str) -> None:
    """Older changes; whether they are read is the crawl's business."""
    entries = [{"link": f"{BASE}/{n}/", "modified_gmt": "2024-01-01"} for n in range(100)]
    *_, last = told("posts", orjson.dumps(entries).decode(), REST + query)
    assert last == Link(REST.format("posts") + after, Context("changes", page=int(after[-1])))


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "null",
        "{}",
        '{"code": "rest_disabled"}',
        "[1, null, []]",
        '[{"link": 7}]',
        '[{"link": null, "modified_gmt": {}}]',
        "[" * 5000,
    ],
)
def test_other_answers_than_an_index_tell_nothing(text: str) -> None:
    """And harm nothing."""
    assert told("posts", text) == []


@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_index_that_is_not_offered_is_no_loss(status: int) -> None:
    """Its posts are found without it; the loss of a post is one."""
    page = Page(REST.format("posts"), b"{}", status, context=Context("changes"))
    found = extract(page, SITE)
    assert isinstance(found, Drop)
    assert found.step == "listing"
    lost = extract(Page(BASE + "/a/", b"{}", status, context=Context("article")), SITE)
    assert isinstance(lost, Drop)
    assert lost.step == "http"
