"""Pages that only lead to novels: which of their links may be contents pages."""

from __future__ import annotations

import re

from crawler.document import Document
from crawler.engines.contents import Contents
from crawler.engines.follow import destination
from crawler.engines.paging import TO_CONTENTS, leads
from crawler.records import Context

# Bars of a page that lead about the site; the classes and ids are those that most themes use.
BARS = (
    "nav, header, footer, [role=navigation], #nav, #header, #footer, .nav, .navbar, .header, .footer, .menu"
)
ELSEWHERE = re.compile(
    r"\W*(?:首页|主页|论坛|社区|登[录陆入]|注册|帮助|关于.{0,6}|联系.{0,6}|留言.{0,4}|充值|排行.{0,4}|书架|我的.{0,4}|手机版"
    r"|下载.{0,8}|home|forums?|log ?in|sign (?:in|up)|register|about.{0,20}|contact.{0,10}|privacy.{0,20}"
    r"|terms.{0,20}|faq|help|search|rss|donate|cookies?.{0,20})\W*",
    re.I,
)


def books(document: Document, listed: Contents) -> dict[str, Context]:
    """Return what may be contents pages: what a page without the whole list calls one, else its other links.

    Behind the start page these are the links to what lies below it, so that no whole site is walked.
    """
    whole = leads(document, TO_CONTENTS)
    if whole and listed.is_latest:
        return dict.fromkeys(whole, Context("contents"))
    barred = {node.mem_id for node in document.tree.css(", ".join(f"{bar} a" for bar in BARS.split(", ")))}
    folder = (
        "" if not document.page.context.rel else document.page.url.partition("?")[0].rpartition("/")[0] + "/"
    )
    urls = [
        destination(document, node)
        for node in document.tree.css("a[href]")
        if node.mem_id not in barred and not ELSEWHERE.fullmatch(node.text(deep=True).strip())
    ]
    return {url: Context("listing") for url in urls if url and url.startswith(folder)}
