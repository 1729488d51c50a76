"""Quotations in posts."""

from __future__ import annotations

import time

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.engines.quotes import named, quotation


@pytest.mark.parametrize(
    ("html", "name", "words"),
    [
        ("<q><b>Ida wrote:</b><p>No rope.</p></q>", "Ida", "No rope."),
        ("<q><cite>Ida wrote: ↑Tue Feb 03, 2026 1:05 pm</cite>No rope.</q>", "Ida", "No rope."),
        ("<q><cite>Ida</cite>No rope.</q>", "Ida", "No rope."),
        ("<q><p>Originally Posted by Old Salt</p><p>No rope.</p></q>", "Old Salt", "No rope."),
        ("<q><p>On 2/3/2026 at 1:05 PM, Old Salt said:</p><p>No rope.</p></q>", "Old Salt", "No rope."),
        ("<q><p>引用：听雨轩 发表于 2025-11-03 20:51</p>别用绳子。</q>", "听雨轩", "别用绳子。"),
        ("<q data-author='Ida'><p>No rope.</p></q>", "Ida", "No rope."),
        ("<q cite='http://x.example/1'><p>No rope.</p></q>", "", "No rope."),
        ("<q><p>No rope.</p><p>Click to expand...</p></q>", "", "No rope."),
        (
            "<q><p>She said that it was late</p><p>and left.</p></q>",
            "",
            "She said that it was late\n\nand left.",
        ),
    ],
)
def test_who_is_quoted_stands_apart_from_the_words(html: str, name: str, words: str) -> None:
    """In a line above, an element of its own, or an attribute."""
    node = LexborHTMLParser(html).css_first("q")
    assert node is not None
    assert quotation(node) == (name, words)


@pytest.mark.parametrize(
    "text",
    ["On " + "at 5, " * 40, "wrote " * 40, "Quote from " * 20, "引用：" * 80, "x said on 3 in 4 " * 12],
)
def test_odd_heads_cost_little(text: str) -> None:
    """Whoever writes one cannot hold up a crawl."""
    start = time.perf_counter()
    for length in range(0, len(text), 7):
        named(text[:length])
    assert time.perf_counter() - start < 1
