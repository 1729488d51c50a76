"""Keeps a bug in the reading of one page from costing more than that page's record.

The page is archived all the same and the run says that it is incomplete, so that a reparse with
the bug mended brings the record.  Only the place of the bug is told: its message may hold text.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from crawler.records import Drop

T = TypeVar("T")


def guarded(url: str, work: Callable[[], T]) -> T | Drop:
    """Return what ``work`` returns, a Drop of the step "bug" if it raises."""
    try:
        return work()
    except Exception as bug:
        return Drop(None, "bug", f"{bug_place(bug)}; `scrapy reparse` once it is mended", url)


def bug_place(bug: Exception) -> str:
    """Name a bug by its type and place, and by the notes that whoever let it pass wrote on it."""
    last = traceback.extract_tb(bug.__traceback__)[-1]
    notes = "".join(f" in {note}" for note in getattr(bug, "__notes__", ()))
    return f"{type(bug).__name__} in {Path(last.filename).name}:{last.lineno}{notes}"
