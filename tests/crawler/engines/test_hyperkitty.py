"""Archives of HyperKitty; whole pages of it are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract, links
from crawler.engines.hyperkitty import place
from crawler.records import Drop, Record
from crawler.sites import Site

HOST = "https://lists.example/archives/"
LIST = "list/harbour@lists.example/"
THREAD = LIST + "thread/QZ3WB4T7ANK5LJ2XHOY6MDR8/"
WORK = "harbour@lists.example/QZ3WB4T7ANK5LJ2XHOY6MDR8"
SITE = Site("lists", "hyperkitty", domains=("lists.example",))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (THREAD, (THREAD, "thread", WORK, 1)),
        (THREAD + "?sort=date", (THREAD, "thread", WORK, 1)),
        (THREAD + "replies?sort=thread&last_view=", (THREAD + "replies?sort=thread", "thread", WORK, 2)),
        (
            THREAD + "replies?offset=12&sort=thread",
            (THREAD + "replies?sort=thread&offset=12", "thread", WORK, 4),
        ),
        (LIST, (LIST, "listing", "harbour@lists.example", 1)),
        (LIST + "2026/3/", (LIST + "2026/3/", "listing", "harbour@lists.example", 1)),
        (LIST + "2026/3/?page=2", (LIST + "2026/3/?page=2", "listing", "harbour@lists.example", 2)),
        (LIST + "latest?page=3", (LIST + "latest?page=3", "listing", "harbour@lists.example", 3)),
        ("", ("", "listing", "", 1)),
        ("?page=2", ("?page=2", "listing", "", 2)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """Threads, what their script asks for, months of a list, lists."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        LIST + "message/QZ3WB4T7ANK5LJ2XHOY6MDR8/",
        LIST + "message/new",
        LIST + "export/a.mbox.gz?start=2026-03-01",
        LIST + "2026/3/5/",
        LIST + "recent-activity",
        THREAD + "favorite",
        "users/0f3d/",
        "search?q=berth",
        "categories/",
        "list/harbour/",
        "../accounts/login/",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """Single letters, exports, people, days, searches."""
    assert place(HOST + path) is None


def reply(name: str, level: int, time: str, title: str, date: str = "") -> str:
    style = f' style="margin-left:{2 * level}em;"' if level else ""
    return f"""<div class="odd"{style}><div class="email"><div id="{name}" class="email-header">
<span class="name">Ida</span><div class="email-date"><span class="date">{date}</span><div class="time">
<span title="Sender's time: {title}">{time}</span></div></div></div>
<div class="email-body">x</div></div></div>"""


def read(*replies: str, query: str = "replies?sort=thread") -> Record:
    found = extract(a_page("".join(replies), HOST + THREAD + query), SITE)
    assert isinstance(found, Record)
    return found


def test_where_a_reply_stands_says_what_it_answers() -> None:
    """On the deepest level only the first is sure; what stands on another page is not guessed."""
    levels = [0, 1, 1, 2, 0, 1, 2, 3, 4, 5, 5]
    names = [reply(f"n{place}", level, "9 a.m.", "May 3, 2024, 9 a.m.") for place, level in enumerate(levels)]
    start = "QZ3WB4T7ANK5LJ2XHOY6MDR8"
    assert [part.reply_to for part in read(*names).parts] == [
        start, "n0", "n0", "n2", start, "n4", "n5", "n6", "n7", "n8", "",
    ]  # fmt: skip
    assert [
        part.reply_to for part in read(names[3], names[4], query="replies?sort=thread&offset=6").parts
    ] == [
        "",
        start,
    ]


def test_letters_in_order_of_time_do_not_say_what_they_answer() -> None:
    """There all stand at the left."""
    assert read(reply("n0", 0, "9 a.m.", "May 3, 2024, 9 a.m."), query="?sort=date").parts[0].reply_to == ""


@pytest.mark.parametrize(
    ("time", "title", "date", "wanted"),
    [
        ("9:20 a.m.", "Oct. 5, 2021, 9:20 a.m.", "5 Oct", "2021-10-05T09:20:00+00:00"),
        ("11:20 p.m.", "March 2, 2026, 7:20 a.m.", "", "2026-03-01T23:20:00+00:00"),
        ("2:10 a.m.", "March 2, 2026, 9:10 p.m.", "", "2026-03-03T02:10:00+00:00"),
        ("noon", "March 3, 2026, noon", "", "2026-03-03T12:00:00+00:00"),
        ("midnight", "March 3, 2026, 1 a.m.", "", "2026-03-03T00:00:00+00:00"),
        ("8 p.m.", "March 4, 2026, 9 a.m.", "3 Mar", "2026-03-03T20:00:00+00:00"),
        ("21:05", "March 3, 2026, 21:05", "", "2026-03-03T21:05:00+00:00"),
        ("x", "no time at all", "", ""),
    ],
)
def test_the_clock_is_the_archives_and_the_day_next_to_the_writers(
    time: str, title: str, date: str, wanted: str
) -> None:
    """The page writes neither zone nor, but for the first letter of a day, the date."""
    assert read(reply("n0", 0, time, title, date)).parts[0].published == wanted


def test_the_end_of_the_replies_is_no_loss() -> None:
    """The last answer to the page's script may be empty."""
    page = a_page(
        '{"replies_html": "\\n", "more_pending": false, "next_offset": null}', HOST + THREAD + "replies"
    )
    found = extract(page, SITE)
    assert isinstance(found, Drop)
    assert (found.step, links(page, SITE)) == ("listing", [])
