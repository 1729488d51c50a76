"""What WordPress says of its latest changes: the REST index, or the feed of comments where there is none.

A post that is edited or answered is found here, however old it is.  A site that shuts its index
is no site that lost a page: see ``crawler.engines.visit``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import orjson

from crawler.document import Document
from crawler.records import Context, Link

COMMENTS = re.compile(r"/comment-page-(\d+)/?$")
# Path of a list, what to order it by, the field that holds the time.
LISTS = (
    ("posts", "modified", "modified_gmt"),
    ("pages", "modified", "modified_gmt"),
    ("comments", "date_gmt", "date_gmt"),
)
# The most that WordPress gives at once, and enough: whatever changes later stands above what was seen.
PER_PAGE = 100
REST = re.compile(r"(?:/wp-json|[?&]rest_route=)/wp/v2/(posts|pages|comments)[?&]")
FURTHER = re.compile(r"&page=(\d{1,6})$")
ROOT = re.compile(r"<([^<>]{1,2000})>; ?rel=\"https://api\.w\.org/\"")
FEED = re.compile(r"<rss[\s>]")
TARGET = re.compile(r"<link>([^<]{1,2000})</link>")
TIME = re.compile(r"<pubDate>([^<]{1,60})</pubDate>")
# Characters of a time that a mark keeps.
MAX_TIME = 40


def fits(document: Document) -> bool:
    """Whether a page tells of changes."""
    return REST.search(document.page.url) is not None or FEED.search(document.html[:1000]) is not None


def addresses(document: Document) -> Iterator[str]:
    """Yield the addresses that tell what changed last, where head or header of a page offer any."""
    header = ROOT.search(document.page.header("Link"))
    href = document.value("link[rel='https://api.w.org/']@href") or (header[1] if header else "")
    root = document.absolute(href) if href else ""
    feed = document.value("link[type='application/rss+xml'][href*='comments']@href")
    if root and document.site.allows(root):
        for path, order, field in LISTS:
            query = f"orderby={order}&order=desc&per_page={PER_PAGE}&_fields=link,{field}"
            yield f"{root}wp/v2/{path}{'&' if '?' in root else '?'}{query}"
    elif feed and document.site.allows(document.absolute(feed)):
        yield document.absolute(feed)


def links(document: Document) -> list[Link]:
    """Return the posts and pages that changed last, marked with when; then the list of older changes."""
    rest = REST.search(document.page.url)
    return _of_index(document, rest[1]) if rest else _of_feed(document)


def _of_index(document: Document, path: str) -> list[Link]:
    field = next(field for name, _, field in LISTS if name == path)
    entries = _entries(document.html)
    told = [(str(entry.get("link") or ""), str(entry.get(field) or "")) for entry in entries]
    found = list(_marked(document, told, path, field.partition("_")[0]))
    if len(entries) == PER_PAGE:
        number = FURTHER.search(document.page.url)
        after = int(number[1]) + 1 if number else 2
        older = f"{FURTHER.sub('', document.page.url)}&page={after}"
        found.append(Link(older, Context("changes", page=after)))
    return found


def _of_feed(document: Document) -> list[Link]:
    told = [
        (unescape(target[1]), time[1])
        for item in document.html.split("<item>")[1:]
        if (target := TARGET.search(item)) and (time := TIME.search(item))
    ]
    return list(_marked(document, told, "comments", "feed"))


def _marked(document: Document, told: list[tuple[str, str]], path: str, kind: str) -> Iterator[Link]:
    """Yield each address once, with the newest time that is told of it."""
    seen = set()
    for href, time in told:
        url = document.absolute(href) if href and time else ""
        if path == "comments":
            url, context = _of_comment(url)
        else:
            context = Context("listing" if path == "pages" else "article")
        if url and url not in seen and document.site.allows(url):
            seen.add(url)
            yield Link(url, replace(context, mark=f"{kind} {time[:MAX_TIME]}"))


def _of_comment(url: str) -> tuple[str, Context]:
    """Return the page that a comment stands on: the post itself, or a later page of its comments."""
    match = COMMENTS.search(url)
    post = f"{url[: match.start()]}/" if match else url
    if match is None or match[1] == "1":
        return post, Context("article")
    return url, Context("comments", f"{post}#comments", int(match[1][:6]))


def _entries(text: str) -> list[dict[str, object]]:
    """Return the entries of an answer in JSON, [] where it is another or broken."""
    try:
        told = orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        return []
    return [entry for entry in told if isinstance(entry, dict)] if isinstance(told, list) else []
