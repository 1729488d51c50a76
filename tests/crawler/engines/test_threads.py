"""Threads of unknown software, whole pages."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path

import pytest
from conftest import ROOT, a_page
from made_boards import NAMES, POST, SAID, a_board, a_post

from crawler.document import Document
from crawler.document import read as document_of
from crawler.engines import extract, links, stranger
from crawler.engines.outline import outline
from crawler.engines.repeats import candidates
from crawler.engines.threadlike import ceiling, confidence
from crawler.engines.threads import best
from crawler.records import Context, Drop, Page, Part, Record
from crawler.sites import Site

CASES = ROOT / "tests" / "engines" / "generic"
NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ARTICLE = (
    "The county has cut the ferry to the outer islands from nine crossings a day to five, and the "
    "timetable that hangs in the shelter still shows nine.",
    "On the quay this morning eleven people stood in the sleet with their shopping and read it. Two of "
    "them had come for a boat that has not sailed since the first of the month, and the clerk in the "
    "window said that the paper would be changed when the printer had been.",
    "The saving, according to the county, is four million a year. The cost, according to the islanders, "
    "is the school, the district nurse and the only shop, which cannot get its bread before noon. Both "
    "figures were given at the same meeting, and nobody was asked to reconcile them.",
    "A decision on the summer timetable is expected in April. Until then the nine crossings will go on "
    "hanging in the shelter, behind glass, in the hand of somebody who retired years ago.",
)
COMMENT = (
    "<li class=comment id=c{n}><b class=comment-author>{name}</b> <time datetime=2026-02-0{day}>x</time>"
    "<div class=comment-text><p>{said}</p></div></li>"
)


def read(html: str | bytes, **more: object) -> Record | Drop:
    return extract(a_page(html, url="http://b.example/t/1", fetched_at=NOW, **more))


def parts(html: str | bytes) -> tuple[Part, ...]:
    found = read(html)
    assert isinstance(found, Record) and found.kind == "thread", found
    return found.parts


def words(found: tuple[Part, ...]) -> list[tuple[str, ...]]:
    """Return what a reader sees of posts."""
    return [(part.author, part.published, part.text, part.quote, part.footer) for part in found]


def hashed(html: str) -> str:
    """Return a page with the names of its classes made meaningless, the same name the same way."""

    def blind(match: re.Match[str]) -> str:
        return f'class="{" ".join("x" + sha1(name.encode()).hexdigest()[:7] for name in match[1].split())}"'

    return re.sub(r'class="([^"]*)"', blind, html)


@pytest.mark.parametrize(("role", "kind"), [("article", "article"), ("thread", "thread")])
def test_what_the_sites_file_calls_an_article_is_one(role: str, kind: str) -> None:
    """Comments below it make no thread of it; without such a pattern the page itself tells."""
    site = Site("b.example", domains=("b.example",), follow={role: re.compile("/t/")})
    found = extract(a_page(a_board(), url="http://b.example/t/1", fetched_at=NOW), site)
    assert isinstance(found, Record)
    assert found.kind == kind


@pytest.mark.parametrize("case", ["flat-thread", "comment-tree", "floors-gbk", "hashed-names", "question"])
def test_a_page_with_meaningless_class_names_is_read_all_the_same(case: str) -> None:
    """Structure tells what names tell: authors, times and words are the same."""
    raw = (CASES / case / "page.html").read_bytes()
    html = raw.decode("gb18030" if case == "floors-gbk" else "utf-8").replace(
        "charset=gb2312", "charset=utf-8"
    )
    plain, blind = parts(html), parts(hashed(html))
    assert [part[:3] for part in words(blind)] == [part[:3] for part in words(plain)]


def test_posts_carry_author_time_words_and_the_ids_of_the_page() -> None:
    """In page order."""
    found = parts(a_board())
    assert [(part.id, part.author, part.text) for part in found] == [
        (f"p{n}", NAMES[n], SAID[n]) for n in range(6)
    ]
    assert found[2].published == "2026-02-03T10:02:00+00:00"


def test_how_sure_it_is_stands_in_meta() -> None:
    """From 0 to 1; names that say what they hold make it surer."""
    plain, blind = read(a_board()), read(a_board(template=POST.replace("class='", "class='zz")))
    assert isinstance(plain, Record) and isinstance(blind, Record)
    assert 0.5 < blind.meta["confidence"] <= plain.meta["confidence"] <= 1


@pytest.mark.parametrize(
    ("inside", "text", "quote", "footer"),
    [
        (
            "<blockquote><cite>ida wrote:</cite>Worn through.</blockquote><p>Mine.</p>",
            "Mine.",
            "Worn through.",
            "",
        ),
        (
            "<blockquote><p>What the maker writes.</p></blockquote><p>Mine.</p>",
            "What the maker writes.\n\nMine.",
            "",
            "",
        ),
        ("<p>Mine.</p><div class=signature>Fair winds</div>", "Mine.", "", "Fair winds"),
        ("<p>Mine.</p><p>Last edited by ida on Feb 3, 2026</p>", "Mine.", "", ""),
        ("<p>Mine.</p><div class=reactions>3 likes</div>", "Mine.", "", ""),
        ("<p>Mine:</p><ul><li>one</li><li>two</li></ul>", "Mine:\n\n- one\n- two", "", ""),
        ("<pre>if wet:\n    dry()</pre>", "```\nif wet:\n    dry()\n```", "", ""),
        ("<p>Mine.</p><p style='display:none'>trap</p>", "Mine.", "", ""),
    ],
    ids=["quote", "quotation", "signature", "edited", "reactions", "list", "code", "hidden"],
)
def test_only_the_own_words_of_an_author_are_the_text(
    inside: str, text: str, quote: str, footer: str
) -> None:
    """What is quoted and signed stands apart, notes and buttons nowhere."""
    html = a_board().replace(f"<p>{SAID[3]}</p>", inside)
    assert words(parts(html))[3][2:] == (text, quote, footer)


def test_a_quote_without_a_name_answers_the_post_that_it_is_from() -> None:
    """And is no longer the author's own words."""
    quote = f"<blockquote><p>{SAID[1]}</p></blockquote><p>Waxed it is.</p>"
    part = parts(a_board().replace(f"<p>{SAID[3]}</p>", quote))[3]
    assert (part.reply_to, part.text, part.quote) == ("p1", "Waxed it is.", SAID[1])


def test_an_article_with_comments_is_an_article() -> None:
    """Its body is not lost among them."""
    head = "<meta property='og:type' content='article'><title>Nine boats</title>"
    comments = "".join(a_post(n, COMMENT) for n in range(6))
    found = read(
        f"{head}<article><h1>Nine boats</h1><p>{'</p><p>'.join(ARTICLE)}</p></article><ul>{comments}</ul>"
    )
    assert isinstance(found, Record)
    assert (found.kind, ARTICLE[1] in found.text) == ("article", True)


def test_the_same_comments_below_a_link_are_a_thread() -> None:
    """Where nothing is written above, people talk to each other."""
    comments = "".join(a_post(n, COMMENT) for n in range(6))
    assert len(parts(f"<h1><a href=http://o.example/>Nine boats</a></h1><ul>{comments}</ul>")) == 6


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<section><h2>Part {n}</h2><p>{said * 5}</p></section>" for n, said in enumerate(SAID)),
        "".join(f"<li><a href='/a/{n}'>{said}</a> <time datetime=2026-02-0{n + 1}>x</time></li>"
                for n, said in enumerate(SAID)),
        f"<div class=col><p>{ARTICLE[2]}</p></div><div class=col><p>{ARTICLE[1]}</p></div>",
    ],
    ids=["sections", "teasers", "columns"],
)  # fmt: skip
def test_other_repeated_blocks_are_no_posts(html: str) -> None:
    """Nobody and no time stands in them, or their headlines lead elsewhere."""
    found = read(html)
    assert not (isinstance(found, Record) and found.kind == "thread")


def test_a_post_that_is_shown_twice_is_read_once() -> None:
    """Previews of the post that is answered."""
    html = a_board(7).replace(
        SAID[0], "The same long words that some boards show again above every answer to them, as here."
    )
    assert len(parts(html)) == 6


def test_readers_without_scripts_may_be_shown_more() -> None:
    """What stands in noscript is read where nothing else is there."""
    assert len(parts(f"<div id=app></div><noscript>{a_board()}</noscript>")) == 6


def test_a_page_knows_its_place_in_the_thread() -> None:
    """From its own address and those of the pages that it links to."""
    html = a_board() + "<a href='/t/1?page=1'>1</a> <a href='/t/1?page=3'>3</a>"
    page = a_page(html, url="http://b.example/t/1?page=2")
    found = extract(page)
    assert isinstance(found, Record)
    assert (found.work, found.position, found.author) == ("http://b.example/t/1?page=1", 2, "")
    assert [link.context for link in links(page) if link.context.rel == "thread"] == [
        Context("thread", "http://b.example/t/1?page=1", 1),
        Context("thread", "http://b.example/t/1?page=1", 3),
    ]


def test_the_link_to_a_page_says_best_what_it_belongs_to() -> None:
    """Its context is kept."""
    found = read(a_board(), context=Context("thread", "work", 4))
    assert isinstance(found, Record)
    assert (found.work, found.position) == ("work", 4)


def tree(depth: int) -> str:
    """Return comments that nest, each in the one before."""
    return "".join(a_post(n).removesuffix("</div>") for n in range(depth)) + "</div>" * depth


def quoting(count: int) -> str:
    return "".join(
        a_post(n).replace("<p>", f"<blockquote>{SAID[(n + 1) % 6]} {n}</blockquote><p>{n} ")
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("small", "large"),
    [
        (a_board(150), a_board(1500)),
        (tree(100), tree(1000)),
        (quoting(100), quoting(1000)),
        ("<span class=x>3 Jan 2020</span>" * 600, "<span class=x>3 Jan 2020</span>" * 6000),
        (a_board(20).replace("knots", "knots " * 40), a_board(20, POST.replace("{said}", "{said} " * 400))),
    ],
    ids=["posts", "nested", "quotes", "dates", "long posts"],
)
def test_time_grows_with_the_page(small: str, large: str) -> None:
    """Ten times the page costs not much more than ten times the time."""

    def spent(html: str) -> float:
        start = time.process_time()
        read(html)
        return time.process_time() - start

    read(small)
    assert spent(large) < 40 * spent(small) + 0.5


def test_five_megabytes_are_read_in_bounded_time() -> None:
    """A page that no reader would scroll through."""
    html = a_board(1000, POST.replace("{said}", "{n} {said} " * 80))
    assert len(html) > 4_500_000
    start = time.process_time()
    read(html)
    assert time.process_time() - start < 30


def test_no_page_of_the_goldens_raises_when_it_is_cut() -> None:
    """Wherever the connection broke."""
    html = (CASES / "flat-thread" / "page.html").read_bytes()
    for end in range(0, len(html), 331):
        assert extract(
            Page("http://b.example/t/1", html[:end] or b" ", headers={"Content-Type": "text/html"})
        )


def test_the_cases_are_there() -> None:
    """What the tests above read."""
    assert {path.name for path in Path(CASES).iterdir()} >= {"flat-thread", "comment-tree", "topic-list"}


@pytest.mark.parametrize("head", ["", "<meta property='og:type' content='article'>"], ids=["page", "article"])
@pytest.mark.parametrize("count", [2, 6])
def test_no_blocks_are_surer_than_what_is_known_before_their_fields(head: str, count: int) -> None:
    """A search that ends early for want of confidence has missed nothing."""
    found = a_page(head + a_board(count), url="http://b.example/t/1")
    document = document_of(found, stranger(found.url))
    assert isinstance(document, Document)
    assert document.tree.body is not None
    page = outline(document.tree.body)
    chances = candidates(page)
    candidate, where = best(page, chances)
    assert 0 < confidence(document, candidate, where, 0) <= ceiling(document, chances) < 1
