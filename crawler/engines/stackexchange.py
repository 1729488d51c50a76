"""Stack Exchange: version 2.3 of its API, and question pages of its sites.

What an answer of the API holds is for its filter to say.  The filter of the first address goes with
every other one; without one it is ``withbody``, which every application has: questions and answers,
no comments.  Whoever wants comments makes a filter that includes question.answers, question.comments,
answer.comments and their bodies, and starts with it; questions then come whole in one answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, quote, urlsplit

from crawler.document import Document
from crawler.engines import api, questions
from crawler.engines.answers import Table, inner, instant, tables, text, texts, whole
from crawler.engines.dates import moment
from crawler.engines.follow import hrefs
from crawler.engines.prose import prose
from crawler.engines.query import asked, turned
from crawler.licences import named
from crawler.records import Context, Drop, Link, Part, Record

API = "https://api.stackexchange.com/2.3"
PATH = re.compile(r"^(?P<root>.*?/2\.\d)/(?P<kind>questions|answers|posts)/(?P<id>\d{1,12})(?P<below>/\w+)?$")
ROOT = re.compile(r"^(.*?/2\.\d)/")
QUESTION = re.compile(r"^(.*?)/(?:questions|q)/(\d{1,12})(?=/|$)")
FILTER = "withbody"
PAGE = 100


def extract(document: Document) -> Record | Drop:
    """Read a question, or a page of its answers; lists of questions are links only."""
    answer = document.once(questions.answer)
    items, here = tables(answer.get("items")), _here(document)
    if not here.work or not items:
        return api.listing(document)
    posts = [post for item in items for post in _below(item, here.work)]
    first = items[0]
    accepted = text(first, "accepted_answer_id")
    return api.thread(
        document,
        here,
        unescape(text(first, "title")),
        [_part(post, parent, document, accepted) for post, parent in posts],
        said=whole(first, "answer_count") + 1 if "answer_count" in first else 0,
        tags=texts(first.get("tags")),
        permalink=text(first, "link"),
    )


def links(document: Document) -> list[Link]:
    """Return questions with their marks, pages of answers, and further pages of lists."""
    if document.json is None:
        return api.leads(document, _of_page(document))
    answer: Table = document.json if isinstance(document.json, dict) else {}
    here, items = _here(document), tables(answer.get("items"))
    found = [*_of_question(document, here, items)] if here.work else [*_of_list(document, items)]
    if answer.get("has_more") is True:
        page = asked(document.page.url, "page", 1) + 1
        context = replace(here, position=here.position + 1) if here.work else Context("listing", page=page)
        found.append(Link(turned(document.page.url, "page", page), context))
    return api.leads(document, found)


def _of_list(document: Document, items: list[Table]) -> Iterator[Link]:
    root = ROOT.search(document.page.url)
    if root is None:
        return
    for item in items:
        name, count = text(item, "question_id"), whole(item, "answer_count")
        title = unescape(text(item, "title"))
        mark = f"row {text(item, 'last_activity_date')} {count}"
        context = Context("topic", f"question-{name}", 1, title=title, mark=mark, posts=count + 1)
        yield Link(f"{root[1]}/questions/{name}?{_asked(document)}", context)


def _of_question(document: Document, here: Context, items: list[Table]) -> Iterator[Link]:
    """Yield the answers of a question that did not come with it."""
    found = PATH.search(document.page.url.partition("?")[0])
    item = items[0] if len(items) == 1 else {}
    if found and not found["below"] and whole(item, "answer_count") > len(tables(item.get("answers"))):
        wanted = f"{_asked(document)}&order=asc&sort=creation&pagesize={PAGE}&page=1"
        context = Context("thread", here.work, 2, title=unescape(text(item, "title")))
        yield Link(f"{found['root']}/questions/{found['id']}/answers?{wanted}", context)


def _of_page(document: Document) -> Iterator[Link]:
    """Yield where a page of a site leads: to the API if the site's file allows its host, else to pages."""
    parts = urlsplit(document.page.url)
    here = _here(document)
    wanted = f"order=desc&sort=activity&site={parts.hostname}&filter={FILTER}&pagesize={PAGE}&page=1"
    way = f"{API}/questions?{wanted}"
    if document.site.allows(way):
        if not here.work:
            yield Link(way, Context("listing"))
        return
    for url, title in hrefs(document):
        target, page = urlsplit(url), asked(url, "page", 1)
        if found := QUESTION.search(target.path):
            work = f"question-{found[2]}"
            if work == here.work and page > 1:
                yield Link(
                    f"{parts.scheme}://{target.netloc}{target.path}?page={page}", replace(here, position=page)
                )
            elif work != here.work and "/questions/" in target.path:
                address = url.partition("?")[0]
                yield Link(address, Context("thread", work, 1, title=title))
        elif target.path.rstrip("/").endswith("/questions") and not here.work:
            yield Link(f"{url.partition('?')[0]}?tab=newest&page={page}", Context("listing", page=page))


def _asked(document: Document) -> str:
    """Return the site and the filter that addresses ask for."""
    query = parse_qs(urlsplit(document.page.url).query)
    site, chosen = query.get("site", ["stackoverflow"])[0], query.get("filter", [FILTER])[0]
    return f"site={quote(site)}&filter={quote(chosen)}"


def _here(document: Document) -> Context:
    """Return question and page; a page that is about no one question has no work."""
    context, path = document.page.context, urlsplit(document.page.url).path
    if context.work:
        return replace(context, rel="thread", position=max(context.position, 1))
    if found := PATH.search(path):
        below = found["below"] or ""
        if found["kind"] == "questions" and below in ("", "/answers", "/comments"):
            page = asked(document.page.url, "page", 1)  # the question is the first, its answers come after
            return Context("thread", f"question-{found['id']}", page + (below == "/answers"))
    elif document.json is None and (found := QUESTION.search(path)):
        return Context("thread", f"question-{found[2]}", asked(document.page.url, "page", 1))
    return Context()


def _below(item: Table, work: str) -> Iterator[tuple[Table, str]]:
    """Yield a post, its comments, its answers and theirs, each with what it answers."""
    question = work.removeprefix("question-")
    parent = text(item, "post_id") if "comment_id" in item else question if "answer_id" in item else ""
    if not item.get("shown_before"):
        yield item, parent
        for comment in tables(item.get("comments")):
            yield comment, _name(item)
    for answer in tables(item.get("answers")):
        yield answer, question
        for comment in tables(answer.get("comments")):
            yield comment, _name(answer)


def _name(post: Table) -> str:
    if "comment_id" in post:
        return f"comment-{text(post, 'comment_id')}"
    return text(post, "answer_id") or text(post, "question_id")


def _part(post: Table, parent: str, document: Document, accepted: str) -> Part:
    body = api.fragment(text(post, "body") or text(post, "body_markdown"))
    quotes = body.css("body > blockquote, body > .js-post-body > blockquote")
    owner = inner(post, "owner")
    return Part(
        id=_name(post),
        text=prose(body, [*quotes, *api.dropped(document, body)]),
        author=unescape(text(owner, "display_name")),
        published=instant(post, "creation_date") or moment(text(post, "created")),
        reply_to=parent,
        kind="comment" if "comment_id" in post else "post",
        quote="\n\n".join(map(prose, quotes)),
        score=whole(post, "score"),
        accepted=post.get("is_accepted") is True or (bool(accepted) and _name(post) == accepted),
        licence=named(text(post, "content_license")),
    )
