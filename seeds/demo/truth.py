"""What a faultless reader of the demo sites would bring home, straight from the content files.

A test or a finished crawl is held against these rows; they owe nothing to the pages' HTML.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import forum
import novels
import social
from blocks import as_text
from content import FOLDER, Novel, Post, Status, Thread, load

BASE = "http://127.0.0.1:8765"


def truth(folder: Path = FOLDER, base: str = BASE) -> list[dict[str, Any]]:
    """Return a row for each thread and its posts, each status, each book and its chapters.

    Threads come by number, statuses newest first, chapters in order.  A row has ``kind``
    (thread post status book chapter), ``url`` (with a fragment where a post or status stands on
    a longer page: that fragment is its id there), ``title``, ``author``, ``date`` (ISO 8601 in
    UTC, "" for novels), ``text`` (blocks parted by an empty line; "" for a thread or book, whose
    text is that of the rows below it), ``n`` (posts, chapters and statuses count from 1),
    ``quote_author``, ``reply_to`` (the id of the post or status answered) and ``flag``.
    """
    demo = load(folder)
    rows = chain(
        chain.from_iterable(_thread(thread) for thread in demo.threads),
        (_status(status, n) for n, status in enumerate(demo.statuses, start=1)),
        chain.from_iterable(_novel(novel) for novel in demo.novels),
    )
    return [{**row, "url": base + row["url"]} for row in rows]


def _row(kind: str, url: str, author: str, **more: str | int) -> dict[str, Any]:
    empty = {"title": "", "date": "", "text": "", "n": 0, "quote_author": "", "reply_to": "", "flag": ""}
    return {"kind": kind, "url": url, "author": author, **empty, **more}


def _thread(thread: Thread) -> Iterator[dict[str, Any]]:
    first, address = thread.posts[0], forum.thread_address(thread)
    yield _row("thread", address, first.author, title=thread.title, date=_date(first.at), n=thread.number)
    yield from (_post(thread, post, n) for n, post in enumerate(thread.posts, start=1))


def _post(thread: Thread, post: Post, n: int) -> dict[str, Any]:
    quoted = thread.posts[post.quote - 1] if post.quote else None
    return _row(
        "post",
        forum.post_address(thread, n),
        post.author,
        title=thread.title,
        date=_date(post.at),
        text=as_text(post.text),
        n=n,
        quote_author=quoted.author if quoted else "",
        reply_to=f"p{quoted.number}" if quoted else "",
        flag=post.flag,
    )


def _status(status: Status, n: int) -> dict[str, Any]:
    page = (n - 1) // social.STATUSES_PER_PAGE + 1
    return _row(
        "status",
        f"{social.timeline_address(page)}#s-{status.id}",
        status.author,
        date=_date(status.at),
        text=as_text(status.text),
        n=n,
        reply_to=f"s-{status.reply_to}" if status.reply_to else "",
        flag=status.flag,
    )


def _novel(novel: Novel) -> Iterator[dict[str, Any]]:
    yield _row("book", novels.contents_address(novel), novel.author, title=novel.title)
    for n, chapter in enumerate(novel.chapters, start=1):
        text = "\n\n".join(chapter.paragraphs)
        address = novels.chapter_address(novel, n)
        yield _row("chapter", address, novel.author, title=chapter.title, text=text, n=n)


def _date(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
