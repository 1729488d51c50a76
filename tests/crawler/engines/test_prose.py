"""HTML to text: what a reader sees, in the lines in which it is seen."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.engines.prose import prose


def body(html: str) -> LexborNode:
    node = LexborHTMLParser(f"<body>{html}</body>").body
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("one <br> \n <br /> two", "one\n\ntwo"),
        ("a<p>b<br></p>c", "a\n\nb\n\nc"),
        ("&nbsp;&nbsp;落日\u3000镕金", "落日 镕金"),
        ("one\n\n  <b>t</b>wo\t three", "one two three"),
        ("<h1>Title</h1>text<hr>more", "Title\n\ntext\n\nmore"),
        ("<ul><li>a</li><li>b <b>c</b></li></ul>d", "- a\n- b c\n\nd"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n\n- b\n\n2. c"),
        ("<ol start=9><li>a<li value=12>b<li>c</ol><ol><li>d</ol>", "9. a\n12. b\n13. c\n\n1. d"),
        ("<ol start=-3><li>a</ol><ol start=x><li>b</ol>", "1. a\n\n1. b"),
        ("<ul><li><p>a</p><p>b</p></li>\n<li> <p>c</p></li></ul>", "- a\n\nb\n\n- c"),
        ("<ul><li></li><li>a</li><li><ul><li>b</li></ul></li><li><br></li></ul>", "- a\n- b"),
        ("<p>-</p><p>a</p>", "-\n\na"),
        ("<dl><dt>k</dt><dd>v</dd></dl>", "k\nv"),
        ("<table><tr><th>Day<th>High</tr><tr><td>Mon<td>04:10</tr></table>", "Day High\nMon 04:10"),
        ("a<blockquote>b</blockquote>c", "a\n\nb\n\nc"),
        ("<pre>  if a:\n\n    b</pre>", "```\n  if a:\n\n    b\n```"),
        ("x<pre><code>a &lt; b</code></pre>y", "x\n\n```\na < b\n```\n\ny"),
        ("<pre>a<br>b</pre>", "```\na\nb\n```"),
        ("<pre>one</pre><pre>two</pre>", "```\none\n```\n\n```\ntwo\n```"),
        ("a \x1d c \x1e d \x1f e", "a c d e"),
        ("שלום <b>עולם</b> 👩‍👩‍👧 𠮷", "שלום עולם 👩‍👩‍👧 𠮷"),
    ],
)
def test_text_stands_in_the_lines_in_which_it_is_seen(html: str, text: str) -> None:
    """Paragraphs apart, br and list entries on lines, white space folded but in code."""
    assert prose(body(html)) == text


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<noscript>x</noscript>",
        "<template>x</template>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<button>x</button>",
        "<nav>x</nav>",
        "<form>x</form>",
        "<svg><text>x</text></svg>",
        "<iframe>x</iframe>",
        "<!-- x -->",
        "<p style='display:none'>x</p>",
        "<span style='color:red; DISPLAY : none !important'>x</span>",
        "<p hidden>x</p>",
        "<i aria-hidden=true>x</i>",
        "<pre style='display:none'>x</pre>",
        "<div hidden><p>x<div>x</div></div>",
    ],
)
def test_what_readers_do_not_see_is_left_out(hidden: str) -> None:
    """Scripts, controls, and the text that anti-copy scripts hide between the words."""
    assert prose(body(f"a{hidden}b")).replace("\n", "").replace(" ", "") == "ab"


@pytest.mark.parametrize("style", ["color:red", "display:block", "", "visibility:visible"])
def test_other_styles_hide_nothing(style: str) -> None:
    """An element with a style is read."""
    assert prose(body(f"<p style='{style}' aria-hidden=false>x</p>")) == "x"


@pytest.mark.parametrize("tag", ["p", "span", "blockquote", "pre", "li"])
def test_what_a_caller_names_is_left_out(tag: str) -> None:
    """Quotes, signatures and advertisements, whatever element they are; equal ones elsewhere stay."""
    node = body(f"<div>a<{tag} class=ad>x</{tag}>b</div>")
    assert "x" not in prose(node, node.css(".ad"))
    assert "x" in prose(node)


@pytest.mark.parametrize(
    "html",
    ["<b>" * 2500, "<br>" * 200_000, "<p> " * 100_000, "x " * 500_000, "<li>\n" * 100_000, "<pre>" * 2000],
    ids=["deep", "breaks", "paragraphs", "words", "entries", "code"],
)
def test_time_grows_with_the_page(html: str) -> None:
    """A megabyte of one thing takes no longer than one of another."""
    start = time.perf_counter()
    prose(body(html))
    assert time.perf_counter() - start < 5


@given(st.text())
def test_plain_text_keeps_its_words(text: str) -> None:
    """Whatever they are, each once and in order; only white space changes."""
    safe = text.replace("<", "").replace("&", "").replace("\0", "").encode("utf-8", "ignore").decode()
    assert prose(body(safe)).split() == safe.split()


@given(st.text("<>/=!-& \n'\"\x00\x1d\x1e\x1f0pbrelidv", max_size=60))
def test_no_html_raises(html: str) -> None:
    """And no mark of ours is left in the text."""
    assert not set("\x1d\x1e\x1f") & set(prose(body(html)))
