"""The pages of the demo social network: a timeline of both languages and a page for each status."""

from __future__ import annotations

from collections import Counter
from html import escape
from urllib.parse import quote
from zlib import crc32

from blocks import as_html
from content import Demo, Status
from frame import Link, box, clock, layout, machine_time, sheet

STATUSES_PER_PAGE = 20
SOCIAL = Link("/social/?page=1", "Social 动态")
WORDS = {
    "zh": {"reply": "回复", "share": "转发", "like": "赞", "answers": "回复了 @{}"},
    "en": {"reply": "Reply", "share": "Repost", "like": "Like", "answers": "in reply to @{}"},
}
TRENDS = 8  # tags in the sidebar
MAX_LIKES = 40


def timeline_address(number: int) -> str:
    """Return the address of a page of the timeline, counted from 1; the first has its number too."""
    return f"/social/?page={number}"


def address(status: Status) -> str:
    """Return the address of a status's own page."""
    return f"/social/status/{status.id}"


def tag_address(tag: str) -> str:
    """Return the address of the statuses with a tag."""
    return f"/social/tag/{quote(tag, safe='')}"


def timeline(demo: Demo, number: int) -> str | None:
    """Return a page of the timeline, newest first, None beyond the last."""
    cut = sheet(demo.statuses, number, STATUSES_PER_PAGE)
    if cut is None:
        return None
    statuses, count = cut
    newer = [Link(timeline_address(number - 1), "‹ Newer 较新")] if number > 1 else []
    older = [Link(timeline_address(number + 1), "Older 较早 ›")] if number < count else []
    pages = f'<div class="pager">{" ".join(link.html() for link in newer + older)}</div>'
    shown = "\n".join(_status(demo, status) for status in statuses)
    main = f"<h1>Timeline 时间线</h1>\n{_composer()}\n{shown}\n{pages}"
    return layout("Timeline 时间线", main, trail=[SOCIAL], aside=_trends(demo), ad=number)


def permalink(demo: Demo, name: str) -> str | None:
    """Return a status's page, what it answers above it and its direct replies below; None if unknown."""
    status = demo.by_id.get(name)
    if status is None:
        return None
    replies = [each for each in reversed(demo.statuses) if each.reply_to == name]
    shown = "\n".join(_status(demo, each) for each in [*ancestors(demo, status), status, *replies])
    trail = [SOCIAL, Link(address(status), f"@{status.author}")]
    title = f"@{status.author}: {status.text.split(maxsplit=8)[0][:30]}"
    main = f"<h1>@{escape(status.author)}</h1>\n{shown}"
    return layout(title, main, language=status.language, trail=trail, aside=_trends(demo))


def tagged(demo: Demo, tag: str) -> str | None:
    """Return the page of all statuses with a tag, None if there are none."""
    statuses = [status for status in demo.statuses if tag in status.tags]
    if not statuses:
        return None
    shown = "\n".join(_status(demo, status) for status in statuses)
    trail = [SOCIAL, Link(tag_address(tag), f"#{tag}")]
    return layout(f"#{tag}", f"<h1>#{escape(tag)}</h1>\n{shown}", trail=trail, aside=_trends(demo))


def ancestors(demo: Demo, status: Status) -> list[Status]:
    """Return what a status answers, the oldest first."""
    found: list[Status] = []
    while status.reply_to:
        status = demo.by_id[status.reply_to]
        found.append(status)
    return found[::-1]


def _status(demo: Demo, status: Status) -> str:
    words = WORDS[status.language]
    likes, shares = crc32(status.id.encode()) % MAX_LIKES, crc32(status.text.encode()) % 7
    replies = sum(each.reply_to == status.id for each in demo.statuses)
    author, shown, stamp = escape(status.author), clock(status.at, status.language), machine_time(status.at)
    return f"""<div class="status" id="s-{status.id}">
<div class="postinfo"><b class="author">{author}</b> <span class="handle">@{author}@lanternfold.example</span>
<a class="permalink" href="{address(status)}"><time datetime="{stamp}">{shown}</time></a></div>
{_answered(demo, status)}<div class="said">
{as_html(status.text)}
{_tags(status)}</div>
<div class="counts">{words["reply"]} <b class="replies">{replies}</b>
{words["share"]} <b class="shares">{shares}</b> {words["like"]} <b class="likes">{likes}</b></div>
</div>"""


def _answered(demo: Demo, status: Status) -> str:
    if not status.reply_to:
        return ""
    other = demo.by_id[status.reply_to]
    text = escape(WORDS[status.language]["answers"].format(other.author))
    return f'<a class="in-reply-to" href="{address(other)}#s-{other.id}">{text}</a>\n'


def _tags(status: Status) -> str:
    links = [Link(tag_address(tag), f"#{tag}").html() for tag in status.tags]
    return f'<p class="tags">{" ".join(links)}</p>\n' if links else ""


def _composer() -> str:
    return (
        '<form class="composer" action="/login"><textarea placeholder="What is new? 新鲜事"></textarea>'
        "<button>Post 发布</button></form>"
    )


def _trends(demo: Demo) -> str:
    counts = Counter(tag for status in demo.statuses for tag in status.tags)
    return box(
        "Trends 话题", [Link(tag_address(tag), f"#{tag} ({n})") for tag, n in counts.most_common(TRENDS)]
    )
