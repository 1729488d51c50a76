"""Threads and timelines by a site's selectors."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from conftest import a_page, a_part
from hypothesis import given
from hypothesis import strategies as st

from crawler.document import Document
from crawler.document import read as document_read
from crawler.engines import extract
from crawler.engines.posts import answered, shown
from crawler.records import Context, Drop, Part, Record
from crawler.sites import Site

FIELDS = {"post": ".post", "body": ".body", "author": ".who", "published": ".when", "title": "h1"}
UNKNOWN = Context()
LONG = "The tide table on the door is last year's, mind."


def read(html: str, engine: str = "thread", context: Context = UNKNOWN, **fields: str) -> Record | Drop:
    site = Site("site", engine, domains=("site.example",), fields={**FIELDS, **fields})
    when = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
    return extract(a_page(html, context=context, fetched_at=when), site)


def document_of(html: str) -> Document:
    found = document_read(a_page(html), Site("site"))
    assert isinstance(found, Document)
    return found


def parts(html: str, **fields: str) -> tuple[Part, ...]:
    found = read(html, **fields)
    assert isinstance(found, Record), found
    return found.parts


def post(body: str, **attributes: str) -> str:
    return (
        f"<div class=post {' '.join(f'{k}={v!r}' for k, v in attributes.items())}><p class=body>{body}</div>"
    )


def test_posts_stand_in_page_order_with_their_own_text() -> None:
    """What stands between them is nobody's words."""
    html = post("one") + "<p>advertisement" + post("two <b>bold</b>")
    assert [part.text for part in parts(html)] == ["one", "two bold"]


def test_posts_without_an_id_are_named_by_page_and_place() -> None:
    """The same each time, and no two alike."""
    first, second = parts(post("one") + post("two"))
    assert first.id.rpartition(".")[2] == "1"
    assert first.id.rpartition(".")[0] == second.id.rpartition(".")[0]


@pytest.mark.parametrize(
    ("name", "selector", "html", "value"),
    [
        ("id", "@id", "<div class=post id=p7><p class=body>x</div>", "p7"),
        ("author", ".who@title", "<div class=post><i class=who title=Ida></i><p class=body>x</div>", "Ida"),
        ("author", "", "<div class=post><i class=who>Ida</i><p class=body>x</div>", ""),
        ("score", ".s", "<div class=post><i class=s>+1,204 points</i><p class=body>x</div>", 1204),
        ("score", ".s", "<div class=post><i class=s>−3</i><p class=body>x</div>", -3),
        ("score", ".s", "<div class=post><i class=s>none</i><p class=body>x</div>", 0),
        ("reply_to", ".r@href", "<div class=post><a class=r href='/t/1#p3'></a><p class=body>x</div>", "p3"),
        ("accepted", ".yes", "<div class=post><i class=yes></i><p class=body>x</div>", True),
        ("accepted", ".yes", "<div class='post yes'><p class=body>x</div>", True),
        ("accepted", ".yes", "<div class=post><p class=body>x</div>", False),
        ("footer", ".sig", "<div class=post><p class=body>x<i class=sig>Fair winds</i></div>", "Fair winds"),
        ("text", ".body", "<div class=post><p class=said>x</div>", "x"),
        ("published", ".when", "<div class=post><i class=when>3 hours ago</i><p class=body>x</div>",
         "2026-03-10T09:00:00+00:00"),
    ],
)  # fmt: skip
def test_each_field_is_read_where_its_selector_says(
    name: str, selector: str, html: str, value: object
) -> None:
    """Inside the post or on the post itself."""
    (part,) = parts(html, **({} if name == "text" else {name: selector}))
    assert getattr(part, name) == value


def test_quotes_signatures_and_drops_are_no_own_words() -> None:
    """They are kept apart from the text, or left out."""
    html = post("<q class=q>theirs</q>mine<i class=sig>sig</i><i class=ad>buy</i>")
    (part,) = parts(html, quote=".q", footer=".sig", drop=".ad")
    assert (part.text, part.quote, part.footer) == ("mine", "theirs", "sig")


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<cite>bitshift wrote:</cite>", "bitshift"),
        ("<cite>小满 说：</cite>", "小满"),
        ("<cite>原帖由 小白 于 2019-3-1 发表</cite>", "小白"),
        ("<cite>引用 小白 于 昨天 发表的帖子</cite>", "小白"),
        ("<cite>plain</cite>", "plain"),
        ("", ""),
    ],
)
def test_the_name_above_a_quote_is_stripped(head: str, name: str) -> None:
    """And stands in neither the quote nor the text."""
    (part,) = parts(post(f"<q class=q>{head} {LONG}</q>mine"), quote=".q", quote_author="cite")
    assert (part.quote_author, part.quote, part.text) == (name, LONG, "mine")


def test_the_name_of_a_quoted_author_may_stand_in_an_attribute() -> None:
    """As Discourse has it."""
    (part,) = parts(post(f"<q class=q data-user=ida>{LONG}</q>mine"), quote=".q", quote_author=".q@data-user")
    assert (part.quote_author, part.quote) == ("ida", LONG)


def test_a_quote_answers_the_post_whose_words_it_holds() -> None:
    """The nearest earlier one of the author that it names."""
    html = "".join(
        f"<div class=post id={name}><i class=who>{who}</i><p class=body>{text}</div>"
        for name, who, text in [
            ("a", "Ida", LONG),
            ("b", "Bo", LONG + " Yes."),
            ("c", "Ida", f"<q class=q><cite>Ida wrote:</cite>{LONG}</q>No."),
            ("d", "Bo", "<q class=q>words of nobody here</q>No."),
        ]
    )
    found = parts(html, id="@id", quote=".q", quote_author="cite")
    assert [part.reply_to for part in found] == ["", "", "a", ""]


@pytest.mark.parametrize(
    ("quote", "author", "wanted"),
    [
        (LONG, "", "2"),
        (LONG.replace(" ", "  ").replace("'", "’"), "", "2"),
        (LONG, "Ida", "1"),
        (LONG, "Zoe", ""),
        ("", "", ""),
        ("...", "", ""),
    ],
)
def test_only_sure_answers_are_told(quote: str, author: str, wanted: str) -> None:
    """White space and marks do not count; an empty quote answers nobody."""
    earlier = [a_part(LONG, "1", author="Ida"), a_part("> " + LONG, "2", author="Bo")]
    assert answered(a_part("x", quote=quote, quote_author=author), earlier) == wanted


@pytest.mark.parametrize(
    ("engine", "context", "kind", "author"),
    [
        ("thread", Context("thread", "7", 1), "thread", "Ida"),
        ("thread", Context("thread", "7", 2), "thread", ""),
        ("timeline", Context("timeline", "7", 1), "status", ""),
    ],
)
def test_a_record_is_one_page_of_a_work(engine: str, context: Context, kind: str, author: str) -> None:
    """The first post's author is the thread's only on its first page."""
    html = "<h1>Title</h1><div class=post><i class=who>Ida</i><p class=body>x</div>"
    found = read(html, engine, context)
    assert isinstance(found, Record)
    assert (found.kind, found.author, found.title) == (kind, author, "Title")
    assert (found.work, found.position) == ("7", context.position)


@pytest.mark.parametrize(("rel", "step"), [("", "listing"), ("listing", "listing"), ("thread", "extract")])
def test_a_page_without_posts_is_a_listing_unless_it_is_known_to_be_a_thread(rel: str, step: str) -> None:
    """The site changed its pages then, and the reason names the selector that finds nothing."""
    found = read("<h1>x</h1>", context=Context(rel))
    assert isinstance(found, Drop)
    assert (found.step, ".post" in found.reason) == (step, step == "extract")


def test_words_quoted_within_a_quote_are_left_out() -> None:
    """They are somebody else's again."""
    html = post("<q class=q>ida said <q class=q>bo said</q></q>mine")
    assert [(part.quote, part.text) for part in parts(html, quote=".q")] == [("ida said", "mine")]


def test_several_quotes_are_kept_in_their_order() -> None:
    """The first of them says whom the post answers."""
    html = post("<q class=q data-of=1>one</q>a<q class=q data-of=2>two</q>b", id="p9")
    (part,) = parts(html, id="@id", quote=".q", reply_to=".q@data-of")
    assert (part.quote, part.text, part.reply_to) == ("one\n\ntwo", "ab", "p1")


@pytest.mark.parametrize(
    ("said", "own", "name"),
    [
        ("/t?p=12#post12", "post_30", "post_12"),
        ("post: 12", "js-post-30", "js-post-12"),
        ("/index.php?msg=12", "msg_30", "msg_12"),
        ("12", "30", "12"),
        ("#p3", "p1", "p3"),
        ("#first", "p1", "first"),
        ("#c3d4", "a1b2", "c3d4"),
        ("", "p1", ""),
    ],
)
def test_the_post_that_is_answered_is_named_as_its_page_names_posts(said: str, own: str, name: str) -> None:
    """Software numbers posts, and writes the number in many ways."""
    (part,) = parts(post(f"<a class=r href='{said}'></a>x", id=own), id="@id", reply_to=".r@href")
    assert part.reply_to == name


def test_a_post_shown_twice_is_one() -> None:
    """As the solution, and in its place."""
    html = post("one", id="1") + post("two", id="2") + post("one again", id="1")
    assert [part.text for part in parts(html, id="@id")] == ["one", "two"]


@pytest.mark.parametrize(("page", "texts"), [(1, ["first", "x"]), (2, ["x"])])
def test_a_first_post_on_every_page_is_read_on_the_first(page: int, texts: list[str]) -> None:
    """By its number in the thread."""
    html = post("first <i class=n>#1</i>") + post("x <i class=n>#21</i>")
    found = read(html, context=Context("thread", "7", page), ordinal=".n", drop=".n")
    assert isinstance(found, Record)
    assert [part.text for part in found.parts] == texts


def test_who_goes_on_is_named_once() -> None:
    """Where the software names the author of posts that follow each other above the first alone."""
    html = post("<i class=who>Ida</i>x") + post("y", id="more") + "<div class=post><p class=body>z</div>"
    assert [part.author for part in parts(html, continued="#more", drop=".who")] == ["Ida", "Ida", ""]


@pytest.mark.parametrize(
    ("foot", "zone", "iso"),
    [
        ("All times are GMT -5. The time now is 10:00.", "UTC", "2024-03-06T15:00:00+00:00"),
        ("All times are UTC+05:30", "UTC", "2024-03-06T04:30:00+00:00"),
        ("All times are GMT.", "UTC", "2024-03-06T10:00:00+00:00"),
        ("All times are GMT -5.", "Asia/Shanghai", "2024-03-06T02:00:00+00:00"),
    ],
)
def test_a_page_tells_its_time_zone(foot: str, zone: str, iso: str) -> None:
    """Unless the site's file does."""
    html = post("<i class=when>2024-03-06 10:00</i>x") + f"<p>Other</p><p class=foot>{foot}</p>"
    site = Site(
        "s", "thread", domains=("site.example",), timezone=zone, fields={**FIELDS, "zone": "p:not(.body)"}
    )
    found = extract(a_page(html), site)
    assert isinstance(found, Record)
    assert found.parts[0].published == iso


def test_one_post_tells_how_all_of_a_page_write_days() -> None:
    """13/4 can only be the thirteenth of April; so 3/4 is the third."""
    html = post("<i class=when>03/04/2024 10:00</i>x") + post("<i class=when>13/04/2024 10:00</i>y")
    assert [part.published[:10] for part in parts(html)] == ["2024-04-03", "2024-04-13"]


def test_the_first_place_that_names_a_time_counts() -> None:
    """Whatever else stands in those before."""
    html = post("<i class=a>#12</i><i class=b>2024-03-06</i>x")
    assert parts(html, published=".a; .b")[0].published == "2024-03-06T00:00:00+00:00"


def test_folded_text_and_code_without_pre_are_kept() -> None:
    """A click shows the one, hard spaces indent the other; other hidden text is left out."""
    html = post(
        "<b class=fold style='display:none'>secret</b><i hidden>x</i><code>if a:<br>&nbsp;&nbsp;b</code>"
    )
    assert parts(html, folded=".fold", code="code")[0].text == "secret\n\n```\nif a:\n  b\n```"


def test_fields_of_posts_are_asked_for_where_the_page_has_them() -> None:
    """What is told by the post itself, or by a selector that begins at it, stays."""
    html = "<div class='post best'><b>Ida</b><p>Said.</p></div>"
    document = document_of(html)
    fields = {
        "post": ".post", "author": ".who; b; @data-author", "body": "> p; .body", "quote": ".quote, q",
        "accepted": ".best", "published": "time@datetime;", "title": "h1",
    }  # fmt: skip
    assert shown(document, fields) == {
        "post": ".post", "author": " b; @data-author", "body": "> p", "quote": "", "accepted": ".best",
        "published": "", "title": "h1",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["引用" + "于 " * 200_000, "原帖由" * 200_000, "x wrote" + ": " * 200_000, "：" * 500_000]
)
def test_odd_heads_of_quotes_cost_little(text: str) -> None:
    """Whoever writes one cannot hold up a crawl."""
    start = time.perf_counter()
    parts(post(f"<q class=q><cite>{text}</cite>{LONG}</q>mine"), quote=".q", quote_author="cite")
    assert time.perf_counter() - start < 5


@given(st.text(), st.text())
def test_whatever_people_write_is_read(said: str, quoted: str) -> None:
    """Markup in it may break the page, not the reading."""
    fields: dict[str, Any] = {"quote": ".q", "quote_author": "cite", "score": ".who"}
    assert read(post(f"<q class=q><cite>{quoted}</cite>{quoted}</q>{said}"), **fields)
