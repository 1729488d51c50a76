"""The common layouts of novel sites, as a table: where their families of themes put list and text.

A layout only makes sharper what a page looks like (``contents``, ``block``): its selectors count
where they name most of the list or text that was found without them.  To add one, add a line.
"""

from __future__ import annotations

from typing import NamedTuple

from selectolax.lexbor import LexborNode

from crawler.document import Document

# Share of the words of the block that was found by itself which a layout's text must hold.
MIN_SHARE = 0.5


class Layout(NamedTuple):
    """CSS selectors: the boxes of the contents list, the box of the text, and what is no text in it."""

    contents: str
    body: str
    drop: str = ""


LAYOUTS = {
    "biquge": Layout("#list dl", "#content", "#content_tip, #contentdp, .bottem, .bottem1, .bottem2, .ad"),
    "listmain": Layout(".listmain dl", "#content.showtxt, .showtxt", ".page_chapter, .link"),
    "biquge mobile": Layout(
        "#chapterlist, .directoryArea", "#chaptercontent, .Readarea", ".readinline, .noshow"
    ),
    "69shu": Layout("#catalog ul, .catalog ul", ".txtnav", ".txtinfo, #txtright, .bottom-ad, .contentadv"),
    "piaotian": Layout(".centent ul, .mainbody .centent", "#piaotian_content", ".toplink, .bottomlink"),
    "dingdian": Layout("#at", "dd#contents, #contents", ".bdsub dt"),
    "uukanshu": Layout("#chapterList", "#contentbox", ".ad_content, .box"),
    "wenku": Layout("table.css, .ccss", "#contentmain", "#contentdp, ul"),
    "quanben": Layout(
        ".chapterlist, .mulu_list, .mu_uul, .dirlist, .list-charts", "#htmlContent, #BookText", ".ads"
    ),
    "linovel": Layout(
        ".volume-list, #volumes, .volume", "#TextContent, #acontent", ".google-auto-placed, .tp, .bd"
    ),
    "jinjiang": Layout("#oneboolt", ".noveltext", ".readsmall, .note_main, div[align]"),
    "novel mobile": Layout(
        ".book_list, .chapter-list", "#nr1, #nr, #booktxt, #bookcontent", ".nr_page, .posterror"
    ),
    "zongheng": Layout(".volume-list .chapter-list", ".reader_box .content, .reader-box .content", ""),
    "qidian": Layout(
        ".volume-wrap, .catalog-volume", ".read-content, #chapterContent", ".review-count, .admire-wrap"
    ),
    "17k": Layout(".Main.List", ".readAreaBox .p", ".copy, .qrcode, .author-say"),
    "syosetu": Layout(".index_box, .p-eplist", "#novel_honbun, .js-novel-text.p-novel__text", "rt, rp"),
    "madara": Layout(
        ".wp-manga-chapter", ".reading-content .text-left, .reading-content", ".code-block, .chapter-warning"
    ),
    "novelfull": Layout(
        "#list-chapter, .list-chapter", "#chapter-content, #chr-content", ".ads, .unlock-buttons"
    ),
    "lightnovel": Layout("ul.chapter-list", "#chapter-container, .chapter-content", ".chapter-nav, .adsbox"),
    "scribble": Layout(".toc_ol", "#chp_raw", ".wi_authornotes, .modern-footnotes-footnote"),
}


LISTED = ", ".join(f"{box.strip()} a" for layout in LAYOUTS.values() for box in layout.contents.split(","))


def listed(document: Document) -> set[int]:
    """Return the links in the contents lists of known layouts, by the number of their node."""
    return {node.mem_id for node in document.tree.css(LISTED)}


def body(document: Document, found: LexborNode) -> tuple[LexborNode, str]:
    """Return the box that a layout gives a text that was ``found``, and what to drop from it."""
    words = _words(found)
    for layout in LAYOUTS.values():
        node = document.tree.css_first(layout.body)
        if node is not None and _words(node) >= MIN_SHARE * words and _shares(node, found):
            return node, layout.drop
    return found, ""


def _shares(node: LexborNode, found: LexborNode) -> bool:
    """Whether one of two nodes is in the other."""
    return _is_within(node, found) or _is_within(found, node)


def _is_within(node: LexborNode, outer: LexborNode) -> bool:
    parent: LexborNode | None = node
    while parent is not None and parent.mem_id != outer.mem_id:
        parent = parent.parent
    return parent is not None


def _words(node: LexborNode) -> int:
    return len("".join(node.text(deep=True).split()))
