"""Archives of Pipermail; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import detect, extract, links
from crawler.engines.pipermail import place
from crawler.records import Context, Drop, Record
from crawler.sites import Site

HOST = "http://mail.example/pipermail/"
SITE = Site("lists", "pipermail", domains=("mail.example",))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("boats/2019-March/012345.html", Context("thread", position=1)),
        ("boats/2019q1/012345.html", Context("thread", position=1)),
        ("boats/Week-of-Mon-20190304/012345.html", Context("thread", position=1)),
        ("boats/2019-March/thread.html", Context("listing", "boats/2019-March")),
        ("boats/2019-March/index.html", Context("listing", "boats/2019-March")),
        ("boats/2019-March/", Context("listing", "boats/2019-March")),
        ("boats/2019/thread.html", Context("listing", "boats/2019")),
        ("boats/20190304/thread.html", Context("listing", "boats/20190304")),
        ("boats/", Context("listing", "boats")),
        ("boats/index.html", Context("listing", "boats")),
        ("boats/2019-March/date.html", None),
        ("boats/2019-March/author.html", None),
        ("boats/2019-March/subject.html", None),
        ("boats/2019-March.txt.gz", None),
        ("boats.mbox/boats.mbox", None),
        ("boats/attachments/20190301/5f2d/attachment.html", None),
        ("../mailman/listinfo/boats", None),
    ],
)
def test_an_address_names_a_letter_a_month_or_a_list(path: str, wanted: Context | None) -> None:
    """Of the indexes of a month only the one that shows the tree; no raw files, no attachments."""
    assert place(HOST + path) == wanted


def tree(*letters: str, remarks: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what the letters of an index answer; each is its depth and its number."""
    html, depth = "<ul>", 0
    for row, told in enumerate(letters):
        level, number = int(told[0]), told[1:]
        html += "<ul>" * (level - depth) + "</ul>" * (depth - level)
        html += f"<!--{level} {remarks[row]}- -->\n" if remarks else ""
        html += f'<LI><A HREF="{number}.html">x</A><I>Ida</I>\n'
        depth = level
    found = links(a_page(html, HOST + "boats/2019-March/thread.html"), SITE)
    return {link.url[-11:-5]: f"{link.context.work[-6:]} {link.context.reply_to}" for link in found}


def test_the_tree_of_an_index_says_what_answers_what() -> None:
    """On its third level only for the first, because deeper ones stand there too."""
    letters = ("0000010", "1000011", "2000013", "3000014", "3000015", "1000012", "0000016")
    assert tree(*letters) == {
        "000010": "000010 ",
        "000011": "000010 000010",
        "000013": "000010 000011",
        "000014": "000010 000013",
        "000015": "000010 ",
        "000012": "000010 000010",
        "000016": "000016 ",
    }


def test_remarks_say_more_than_the_tree() -> None:
    """They name every letter above, however deep."""
    letters = ("0000010", "1000011", "2000012", "3000013", "3000014")
    keys = ["01.10", "01.10-02.11", "01.10-02.11-03.12", "01.10-02.11-03.12-04.13"]
    assert tree(*letters, remarks=(*keys, keys[-1] + "-05.14"))["000014"] == "000010 000013"


def test_the_letters_of_a_thread_are_counted_by_their_numbers() -> None:
    """So that a later letter moves none of the others; the first says how many there are."""
    html = """<ul><li><a href="000010.html">a</a><ul><li><a href="000012.html">b</a>
<li><a href="000011.html">c</a></ul></ul>"""
    found = links(a_page(html, HOST + "boats/2019-March/thread.html"), SITE)
    assert [(link.url[-11:-5], link.context.position, link.context.posts) for link in found] == [
        ("000010", 1, 3),
        ("000011", 2, 0),
        ("000012", 3, 0),
    ]


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("[Boats] Re: Varnish", "Varnish"),
        ("[Boats] [solved] AW: Re: Varnish", "Varnish"),
        ("Re: [Boats] 回复：清漆", "清漆"),
        ("Reading list", "Reading list"),
    ],
)
def test_a_subject_has_no_marks_in_front(subject: str, title: str) -> None:
    """Neither the list's name nor that it is an answer."""
    html = f"<h1>{subject}</h1><b>Ida</b><!--beginarticle--><pre>x</pre><!--endarticle-->"
    found = extract(a_page(html, HOST + "boats/2019-March/000010.html"), SITE)
    assert isinstance(found, Record)
    assert found.title == title


def test_a_page_without_a_letter_is_not_one() -> None:
    """Other software writes links to sort letters by, too."""
    page = a_page("<p>x</p><b>Messages sorted by:</b>", "http://other.example/1999/0012.html")
    assert detect(page) == "pipermail"
    found = extract(page, Site("other", "pipermail"))
    assert isinstance(found, Drop)
    assert found.step == "extract"
