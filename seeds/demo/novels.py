"""The pages of the demo library: a shelf, a contents page for each novel, chapters cut into pages.

As on reading sites, the contents open with the latest chapters, chapters run over several pages,
and notices stand among the paragraphs as if they were some of them.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from content import Chapter, Demo, Novel
from frame import Link, box, layout

PARAGRAPHS_PER_PAGE = 8
LATEST = 3  # chapters that a contents page repeats at its top
NOTICE_BEHIND = 4  # the place on a page whose paragraph a notice follows
NOVELS = Link("/novels/", "Novels 小说")
INDENT = "\u3000\u3000"  # how Chinese novels set a paragraph off
NOTICES = {
    "zh": (
        "请记住本站域名：novels.example",
        "一秒记住【灯市书库】，为您提供精彩小说免费阅读。",
        "求月票，求推荐票！",
        "手机用户请浏览 m.novels.example 阅读，体验更佳。",
        "喜欢本书的请大家收藏本站，更新速度最快。",
    ),
    "en": (
        "Visit www.novels.example for the latest chapters.",
        "Support the author on Patreon.",
        "If you find any errors, please report the chapter so that we can fix it.",
        "Read the newest chapters first at novels.example!",
    ),
}
TURN_OVER = {"zh": "本章未完，请翻页", "en": "(Continued on next page)"}
WORDS = {
    "zh": {
        "author": "作者：",
        "latest": "最新章节",
        "all": "正文",
        "contents": "目录",
        "previous": "上一章",
        "next": "下一章",
        "previous page": "上一页",
        "next page": "下一页",
        "share": "（第{}/{}页）",
    },
    "en": {
        "author": "by ",
        "latest": "Latest chapters",
        "all": "All chapters",
        "contents": "Contents",
        "previous": "Previous chapter",
        "next": "Next chapter",
        "previous page": "Previous page",
        "next page": "Next page",
        "share": " ({}/{})",
    },
}


def contents_address(novel: Novel) -> str:
    """Return the address of a novel's table of contents."""
    return f"/novels/{novel.slug}/"


def chapter_address(novel: Novel, number: int, page: int = 1) -> str:
    """Return the address of a page of a chapter, both counted from 1."""
    return f"{contents_address(novel)}{number}{f'_{page}' if page > 1 else ''}.html"


def shelf(demo: Demo) -> str:
    """Return the page that lists the novels."""
    rows = "\n".join(
        f"<tr><td>{Link(contents_address(novel), novel.title).html()}</td><td>{escape(novel.author)}</td>"
        f"<td>{len(novel.chapters)}</td></tr>"
        for novel in demo.novels
    )
    main = f"""<h1>Novels 小说</h1>
<table class="list"><tr><th>Title 书名</th><th>Author 作者</th><th>Chapters 章</th></tr>
{rows}
</table>"""
    return layout("Novels 小说", main, trail=[NOVELS], aside=_shelf_box(demo))


def contents(demo: Demo, slug: str) -> str | None:
    """Return a novel's table of contents, None if there is no such novel."""
    novel = _novel(demo, slug)
    if novel is None:
        return None
    words = WORDS[novel.language]
    entries = [
        f"<dd>{Link(chapter_address(novel, number), chapter.title).html()}</dd>"
        for number, chapter in enumerate(novel.chapters, start=1)
    ]
    main = f"""<h1>{escape(novel.title)}</h1>
<p class="byline">{words["author"]}<span class="author">{escape(novel.author)}</span></p>
<dl id="list">
<dt>{words["latest"]}</dt>
{chr(10).join(entries[: -LATEST - 1 : -1])}
<dt>{words["all"]}</dt>
{chr(10).join(entries)}
</dl>"""
    trail = [NOVELS, Link(contents_address(novel), novel.title)]
    return layout(novel.title, main, language=novel.language, trail=trail, aside=_shelf_box(demo))


def chapter(demo: Demo, slug: str, number: int, page: int) -> str | None:
    """Return a page of a chapter, None if there is none."""
    novel = _novel(demo, slug)
    if novel is None or not 1 <= number <= len(novel.chapters):
        return None
    shown = novel.chapters[number - 1]
    pages = cut(shown)
    if not 1 <= page <= len(pages):
        return None
    lines = with_notices(novel, number, page, pages)
    title = shown.title + (WORDS[novel.language]["share"].format(page, len(pages)) if len(pages) > 1 else "")
    turns = _turns(novel, number, page, len(pages))
    main = f"""<h1>{escape(title)}</h1>
<p class="byline"><a class="book" href="{contents_address(novel)}">{escape(novel.title)}</a>
{WORDS[novel.language]["author"]}<span class="author">{escape(novel.author)}</span></p>
{turns}
<div id="content">
<script>document.title = document.title + " ";</script>
{_chinese(lines) if novel.language == "zh" else _english(lines)}
<span style="display:none">novels.example {slug} {number} {page}</span>
</div>
{turns}"""
    trail = [
        NOVELS,
        Link(contents_address(novel), novel.title),
        Link(chapter_address(novel, number), shown.title),
    ]
    return layout(title, main, language=novel.language, trail=trail, aside=_shelf_box(demo), ad=number + page)


def cut(chapter: Chapter) -> list[tuple[str, ...]]:
    """Cut a chapter into pages of about equal length, at most PARAGRAPHS_PER_PAGE + 1 paragraphs each."""
    total = len(chapter.paragraphs)
    count = max(1, -(-total // (PARAGRAPHS_PER_PAGE + 1)))
    edges = [total * each // count for each in range(count + 1)]
    return [chapter.paragraphs[start:end] for start, end in pairwise(edges)]


def with_notices(novel: Novel, number: int, page: int, pages: list[tuple[str, ...]]) -> list[str]:
    """Return the paragraphs of a page with the notices that the site puts among them, in a fixed rotation."""
    notices = NOTICES[novel.language]
    lines = list(pages[page - 1])
    lines.insert(NOTICE_BEHIND, notices[(number + page) % len(notices)])
    return [*lines, TURN_OVER[novel.language]] if page < len(pages) else lines


def _novel(demo: Demo, slug: str) -> Novel | None:
    return next((novel for novel in demo.novels if novel.slug == slug), None)


def _chinese(lines: list[str]) -> str:
    return "<br>\n<br>\n".join(INDENT + escape(line) for line in lines)


def _english(lines: list[str]) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def _turns(novel: Novel, number: int, page: int, pages: int) -> str:
    """Return the links to what precedes a page, to the contents and to what follows it."""
    words, links = WORDS[novel.language], [Link(contents_address(novel), WORDS[novel.language]["contents"])]
    if page > 1:
        links.insert(0, Link(chapter_address(novel, number, page - 1), words["previous page"]))
    elif number > 1:
        links.insert(0, Link(chapter_address(novel, number - 1), words["previous"]))
    if page < pages:
        links.append(Link(chapter_address(novel, number, page + 1), words["next page"]))
    elif number < len(novel.chapters):
        links.append(Link(chapter_address(novel, number + 1), words["next"]))
    return f'<div class="turns">{" | ".join(link.html() for link in links)}</div>'


def _shelf_box(demo: Demo) -> str:
    return box("Shelf 书架", [Link(contents_address(novel), novel.title) for novel in demo.novels])
