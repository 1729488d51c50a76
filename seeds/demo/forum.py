"""The pages of the demo forum: index, boards, threads.

Boards of both languages share one forum, their threads one count.  A post's text is surrounded
by what forums put there: the quote it answers, a signature, an edit line, hidden characters
against copying, buttons, and an advertisement between posts.
"""

from __future__ import annotations

from html import escape

from blocks import as_html, blocks
from content import Demo, Post, Thread
from frame import ADS, Link, box, clock, layout, machine_time, numbered, pager, sheet

THREADS_PER_PAGE = 15
POSTS_PER_PAGE = 8
EDITED_EVERY = 11  # posts from one edited post to the next
HIDDEN_EVERY = 5  # posts from one post with hidden characters to the next
AD_BEHIND = 3  # the place on a page whose post an advertisement follows
FORUM = Link("/forum/", "Forum 论坛")
WORDS = {
    "zh": {
        "posted": "发表于",
        "wrote": "写道：",
        "edited": "最后由 {} 编辑于 {}",
        "accepted": "✔ 已采纳",
        "buttons": "回复 引用 举报",
        "latest": "最新帖子",
        "last": "最后发表",
        "replies": "回复",
        "pinned": "置顶",
    },
    "en": {
        "posted": "Posted on",
        "wrote": "wrote:",
        "edited": "Last edited by {} on {}",
        "accepted": "✔ Accepted answer",
        "buttons": "Reply Quote Report",
        "latest": "Latest posts",
        "last": "Last post",
        "replies": "replies",
        "pinned": "Pinned",
    },
}


def thread_address(thread: Thread) -> str:
    """Return the address of a thread's first page."""
    return f"/forum/thread/{thread.number}"


def post_address(thread: Thread, n: int) -> str:
    """Return the address of the n-th post of a thread, counted from 1."""
    page = (n - 1) // POSTS_PER_PAGE + 1
    return f"{numbered(thread_address(thread), page)}#p{thread.posts[n - 1].number}"


def index(demo: Demo) -> str:
    """Return the forum's front page: the boards, each with its last post."""
    rows = []
    for key in demo.boards:
        threads = in_board(demo, key)
        last = max(threads, key=lambda thread: thread.posts[-1].at, default=None)
        latest = _last_post(last) if last else ""
        rows.append(
            f"<tr><td>{_board_link(demo, key).html()}</td><td>{len(threads)}</td><td>{latest}</td></tr>"
        )
    table = "\n".join(rows)
    main = f"""<h1>Forum 论坛</h1>
<table class="list"><tr><th>Board 版块</th><th>Threads 主题</th><th>Last post 最后发表</th></tr>
{table}
</table>"""
    return layout("Forum 论坛", main, trail=[FORUM], aside=_latest(demo, "en") + _latest(demo, "zh"))


def board(demo: Demo, key: str, number: int) -> str | None:
    """Return a page of a board, None if there is none; pinned threads first, then the freshest."""
    cut = sheet(in_board(demo, key), number, THREADS_PER_PAGE) if key in demo.boards else None
    if cut is None:
        return None
    threads, count = cut
    language, name = key[:2], demo.boards[key]
    rows = "\n".join(_thread_row(thread) for thread in threads)
    pages = pager(f"/forum/board/{key}", number, count)
    main = f'<h1>{escape(name)}</h1>\n{pages}\n<table class="list">\n{rows}\n</table>\n{pages}'
    trail = [FORUM, _board_link(demo, key)]
    return layout(name, main, language=language, trail=trail, aside=_latest(demo, language), ad=number)


def thread(demo: Demo, thread_number: int, number: int) -> str | None:
    """Return a page of a thread, None if there is none."""
    if not 1 <= thread_number <= len(demo.threads):
        return None
    shown = demo.threads[thread_number - 1]
    cut = sheet(shown.posts, number, POSTS_PER_PAGE)
    if cut is None:
        return None
    posts, count = cut
    pieces = [_post(demo, shown, post) for post in posts]
    pieces.insert(
        AD_BEHIND,
        f'<div class="ad between"><small>Advertisement</small> {escape(ADS[number % len(ADS)])}</div>',
    )
    pages = pager(thread_address(shown), number, count)
    main = "\n".join([f"<h1>{escape(shown.title)}</h1>", pages, *pieces, pages])
    return layout(
        shown.title,
        main,
        language=shown.language,
        trail=[FORUM, _board_link(demo, shown.board), Link(thread_address(shown), shown.title)],
        aside=_latest(demo, shown.language),
        ad=thread_number,
    )


def in_board(demo: Demo, key: str) -> list[Thread]:
    """Return the threads of a board as it lists them."""
    threads = [thread for thread in demo.threads if thread.board == key]
    return sorted(threads, key=lambda thread: (thread.pinned, thread.posts[-1].at), reverse=True)


def _board_link(demo: Demo, key: str) -> Link:
    return Link(f"/forum/board/{key}", demo.boards[key])


def _last_post(thread: Thread) -> str:
    words, post = WORDS[thread.language], thread.posts[-1]
    link = Link(post_address(thread, len(thread.posts)), words["last"]).html("last")
    return f"{link} {escape(post.author)}, {clock(post.at, thread.language)}"


def _thread_row(thread: Thread) -> str:
    words = WORDS[thread.language]
    mark = f'<b class="pinned">[{words["pinned"]}]</b> ' if thread.pinned else ""
    title = Link(thread_address(thread), thread.title).html("subject")
    replies = f"{len(thread.posts) - 1} {words['replies']}"
    return f"<tr><td>{mark}{title}</td><td>{replies}</td><td>{_last_post(thread)}</td></tr>"


def _latest(demo: Demo, language: str) -> str:
    """Return the sidebar's box of the freshest threads, which link to their last posts."""
    threads = [thread for thread in demo.threads if thread.language == language]
    fresh = sorted(threads, key=lambda thread: thread.posts[-1].at, reverse=True)[:5]
    links = [Link(post_address(thread, len(thread.posts)), thread.title) for thread in fresh]
    return box(WORDS[language]["latest"], links)


def _post(demo: Demo, thread: Thread, post: Post) -> str:
    words, n = WORDS[thread.language], thread.posts.index(post) + 1
    accepted = n == thread.accepted
    badge = f'<span class="badge">{words["accepted"]}</span>' if accepted else ""
    address, shown = post_address(thread, n), clock(post.at, thread.language)
    reply, quote, report = words["buttons"].split()
    return f"""<article class="post{" accepted" if accepted else ""}" id="p{post.number}">
<div class="postinfo"><b class="author">{escape(post.author)}</b>
<span class="when">{words["posted"]} <time datetime="{machine_time(post.at)}">{shown}</time></span>
{badge}<a class="permalink" href="{address}">#{n}</a></div>
<div class="message">
{_quote(thread, post)}{as_html(post.text)}
{_hidden(thread, post)}{_edited(thread, post)}{_signature(demo, post)}</div>
<form class="buttons" action="/login"><button>{reply}</button> <button>{quote}</button>
<a href="/login" rel="nofollow">{report}</a></form>
</article>"""


def _quote(thread: Thread, post: Post) -> str:
    """Return the quote above a post: the name and the first block of the post that it answers."""
    if not post.quote:
        return ""
    quoted = thread.posts[post.quote - 1]
    name = f"{escape(quoted.author)} {WORDS[thread.language]['wrote']}"
    source = f'<cite><a href="{post_address(thread, post.quote)}">{name}</a></cite>'
    first = blocks(quoted.text)[0]
    return f'<blockquote class="quote">{source}\n{first.html()}</blockquote>\n'


def _hidden(thread: Thread, post: Post) -> str:
    """Return characters against copying, which browsers do not show."""
    if post.number % HIDDEN_EVERY:
        return ""
    return f'<span style="display:none">lf{thread.number:03}{post.number:05}</span>\n'


def _edited(thread: Thread, post: Post) -> str:
    if post.number % EDITED_EVERY:
        return ""
    line = WORDS[thread.language]["edited"].format(post.author, clock(post.at, thread.language))
    return f'<p class="edited">{escape(line)}</p>\n'


def _signature(demo: Demo, post: Post) -> str:
    line = demo.signatures.get(post.author)
    return f'<div class="signature">{escape(line)}</div>\n' if line else ""
