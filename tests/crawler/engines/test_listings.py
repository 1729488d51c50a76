"""Lists of threads."""

from __future__ import annotations

import pytest
from made_boards import NAMES, an_outline

from crawler.engines.listings import is_listing

ROW = (
    "<tr><td><a href='/t/{n}'>A title of thread {n}</a></td>"
    "<td><a href='/user/{n}'>{who}</a> {n} Feb 2026</td></tr>"
)
TITLES = "Anchor|Bilge|Cleat|Deck|Engine|Fender|Galley|Hull|Icebox|Jib".split("|")


def rows(template: str = ROW, count: int = 10) -> str:
    told = (template.format(n=n + 1, who=NAMES[n % 6]).replace("A title", TITLES[n]) for n in range(count))
    return f"<table>{''.join(told)}</table>"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (rows(), True),
        (rows() + f"<p>{'What a page says at length is no list. ' * 6}</p>", False),
        (rows(count=5), False),
        (rows(ROW.replace("<a href='/user/{n}'>{who}</a>", "")), False),
        (rows(ROW.replace("{n} Feb 2026", "")), False),
        (rows(ROW.replace("<a href='/t/{n}'>A title of thread {n}</a>", "<a href='/t/{n}'>more</a>")), False),
    ],
    ids=["list", "with prose", "few rows", "no persons", "no times", "no titles"],
)
def test_a_list_of_threads_is_known_by_its_rows(html: str, wanted: bool) -> None:
    """Each has a title that is a link, a person and a time, and nothing is written at length."""
    assert is_listing(an_outline(html)) is wanted
