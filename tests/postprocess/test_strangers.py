"""Foreign chapters leave a dataset with a reason, page by page."""

from __future__ import annotations

import re
from collections.abc import Callable

from conftest import ROOT, a_record
from test_unique import Tables, chosen, tabled

from crawler.records import Consent, Record
from postprocess.strangers import FOREIGN, foreign

__all__ = ["tabled"]
ALLOW = Consent("allow", ("licence CC0-1.0",))


def novel(language: str) -> list[str]:
    text = (ROOT / "seeds" / "demo" / f"novel-{language}.txt").read_text(encoding="utf-8")
    return re.split(r"\n# .*\n", text)[1:]


def pages(position: int, *texts: str, work: str = "book") -> list[Record]:
    """Return a chapter of so many pages."""
    place = {"kind": "chapter", "work": work, "position": position, "consent": ALLOW}
    return [
        a_record(text, id=f"site/{work}.{position}.{page}", page=page, **place)
        for page, text in enumerate(texts, 1)
    ]


def test_every_page_of_a_foreign_chapter_is_left_out(tabled: Callable[..., Tables]) -> None:
    """With the stage and why, and nothing of the book with it."""
    own = [page for n, text in enumerate(novel("zh"), 1) for page in pages(n, text[:2000], text[2000:])]
    other = novel("en")[0]
    tables = tabled([*own, *pages(9, other[:1500], other[1500:])])
    found = dict(foreign(*tables[:2]))
    assert found.keys() == {"site/book.9.1", "site/book.9.2"}
    assert chosen(tables)[0] == {name: (FOREIGN, why) for name, why in found.items()}


def test_books_are_judged_each_by_itself(tabled: Callable[..., Tables]) -> None:
    """Two novels of one site are no strangers to each other."""
    chapters = [
        page
        for language in ("zh", "en")
        for n, text in enumerate(novel(language), 1)
        for page in pages(n, text, work=language)
    ]
    engine, records, _ = tabled(chapters)
    assert not list(foreign(engine, records))
