"""Letters: own words, quoted words and signature told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from crawler.engines.mail import Letter, letter, plain


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("On Tue, Oct 5, 2021 at 9:20 AM Ruth Amsel <ruth at harbour.example> wrote:", "Ruth Amsel"),
        ("On Tue, Oct 5, 2021 at 9:20 AM Ruth\nAmsel <ruth at harbour.example>\nwrote:", "Ruth Amsel"),
        ("On Fri, Mar 01, 2019 at 03:04:05AM +0100, Ruth Amsel wrote:", "Ruth Amsel"),
        ("On 3/1/19 3:04 AM, Ruth Amsel via Harbour wrote:", "Ruth Amsel"),
        ("Am 01.03.2019 um 09:20 schrieb Ruth Amsel:", "Ruth Amsel"),
        ("Le 01/03/2019 09:20, Ruth Amsel a écrit :", "Ruth Amsel"),
        ("Ruth Amsel wrote:", "Ruth Amsel"),
        ("Ruth Amsel <ruth@harbour.example> writes:", "Ruth Amsel"),
        ("2019-03-01 9:20 GMT+01:00 Ruth Amsel <ruth@harbour.example>:", ""),
    ],
)
def test_the_line_above_a_quote_names_its_author(head: str, name: str) -> None:
    """In the forms of many programs; what cannot be read stays in the text."""
    found = letter(f"{head}\n> Who has the key?\n\nI have.")
    assert (found.quote_author, found.text.endswith("I have.")) == (name, True)
    assert found.quote == ("Who has the key?" if name else "")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("Only words.", Letter("Only words.")),
        ("> a\n> > b\n> c\n\nyes", Letter("yes", "a\nc")),
        ("yes\n\nAda wrote:\n> a\n", Letter("yes", "a", "Ada")),
        ("yes\n> a\nno\n> b\nwell", Letter("yes\n> a\nno\n> b\nwell")),
        (
            "I agree.\nOn 5 May 2021 at 9:20, Ada wrote:\n> a\nThat.",
            Letter("I agree.\n> a\nThat.", "", "Ada"),
        ),
        ("x\n-- \nAmos\nBoats", Letter("x", footer="Amos\nBoats")),
        ("x\n--\nAmos", Letter("x", footer="Amos")),
        ("x --\ny", Letter("x --\ny")),
        ("x\n-------------- next part --------------\nAn HTML attachment was scrubbed", Letter("x")),
        ("x\n" + "_" * 47 + "\nHarbour mailing list", Letter("x")),
        (
            "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nx\n-----BEGIN PGP SIGNATURE-----\nab",
            Letter("x"),
        ),
        (
            "top\n\n-----Original Message-----\nFrom: Bo Li [mailto:bo@a.example]\nSent: Monday\n\nwords\n",
            Letter("top", "words", "Bo Li"),
        ),
        ("he wrote:\nno quote", Letter("he wrote:\nno quote")),
        ("> nothing else", Letter("", "nothing else")),
        ("", Letter("")),
    ],
)
def test_a_letter_is_told_apart(body: str, wanted: Letter) -> None:
    """Quotes around the text go, quotes within it stay, what programs add is neither."""
    assert letter(body) == wanted


@given(st.text(alphabet="> \n-_aAO:w0,|.", max_size=200))
def test_any_text_is_a_letter(body: str) -> None:
    """Nothing that people send breaks it, and no line of a quote begins with its mark."""
    found = letter(body)
    assert not any(line.startswith(">") for line in found.quote.split("\n"))


def test_lines_of_a_shown_letter_stay_lines() -> None:
    """Paragraphs, line breaks and lists; quotes get their mark back, and the switch that shows them goes."""
    html = """<div><p>one
two<br>three</p><ul><li>a</li><li>b</li></ul><div class="quoted-switch"><a href="#">...</a></div>
<blockquote class="quoted-text"><p>said</p><blockquote><p>before</p></blockquote></blockquote>end</div>"""
    node = LexborHTMLParser(html).css_first("div")
    assert node is not None
    lines = [line for line in plain(node).split("\n") if line.strip()]
    assert lines == ["one", "two", "three", "- a", "- b", "> said", "> > before", "end"]
