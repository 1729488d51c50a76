"""Every regular expression of the text steps takes time that grows with its text, and no square of it.

All patterns are found where they stand: in the globals of the modules below crawler.text, in tables
there, and in the functions that tables hold.  How the code calls one decides how it is held here:
what is only matched at a place is matched, all others look through the whole text.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from types import FunctionType

from growth import excess, seconds
from hostile_texts import ALONE, MADE, TEXTS, TURNS

import crawler.text

SIZE = 1500
QUICK_S = 0.003  # what twice the size may take without a second look
KEYS = [f"{name} alone" for name in ALONE] + [f"{name} in turn" for name in list(TURNS)[::4]] + list(MADE)
ANCHORED = frozenset({"match", "fullmatch"})
# Where the code gives a pattern a short piece only, and why that is so.
SHORT = {
    "crawler.text.adverts._REPEATED": "a word of a post that has at most LONGEST_NOTHING characters",
    "crawler.text.novels.headings._PAGE": "a line that _LINE has cut at MAX_HEADING and 40 characters",
    "crawler.text.personal.phones._LETTERS": "the few characters before a number",
    "crawler.text.personal.postal._AREA": "the _AREA_CHARS characters before a house",
    "crawler.text.tongues.letters._THREE_WORDS": "the first 80 characters",
}


def modules() -> list[str]:
    """Return the names of all modules of the room."""
    return [each.name for each in pkgutil.walk_packages(crawler.text.__path__, "crawler.text.")]


def within(thing: object, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns that a thing is, holds, or is bound to."""
    if isinstance(thing, re.Pattern):
        yield thing
        return
    if id(thing) in seen:
        return
    seen.add(id(thing))
    inner: list[object] = []
    if isinstance(thing, dict):
        inner = [*thing, *thing.values()]
    elif isinstance(thing, tuple | list | set | frozenset):
        inner = [*thing]
    elif isinstance(thing, FunctionType):
        inner = [cell.cell_contents for cell in thing.__closure__ or ()]
    elif type(thing).__module__.startswith("crawler.text") and hasattr(thing, "patterns"):
        inner = [thing.patterns]
    elif isinstance(owner := getattr(thing, "__self__", None), re.Pattern):
        inner = [owner]
    for each in inner:
        yield from within(each, seen)


@cache
def patterns() -> dict[str, list[re.Pattern[str]]]:
    """Return the patterns by the global that holds them; each is listed once."""
    found: dict[str, list[re.Pattern[str]]] = {}
    known: set[re.Pattern[str]] = set()
    for name in modules():
        for key, value in list(vars(importlib.import_module(name)).items()):
            thing = value() if key == "_screen" else value
            if key.startswith("__") or inspect.ismodule(value):
                continue
            own = [each for each in within(thing, set()) if each not in known]
            known.update(own)
            if own:
                found[f"{name}.{key}"] = own
    return found


@cache
def calls() -> dict[str, set[str]]:
    """Return which methods of a global the room calls; of a private one, those that its module calls."""
    found: dict[str, set[str]] = {}
    for name in modules():
        for key, method in re.findall(r"\b(_?[A-Z][A-Z_0-9]*)\.(\w+)", inspect.getsource(sys.modules[name])):
            found.setdefault(f"{name}.{key}" if key.startswith("_") else key, set()).add(method)
    return found


def looked(pattern: re.Pattern[str], place: str, text: str) -> Callable[[], object]:
    """Return the call that reads a text as the code does."""
    methods = calls().get(place) or calls().get(place.rpartition(".")[2], set())
    if methods and methods <= ANCHORED:
        return lambda: [getattr(pattern, method)(text) for method in methods]
    return lambda: [None for _ in pattern.finditer(text)]


def slow(place: str, pattern: re.Pattern[str]) -> str:
    """Return the name of a text on which a pattern takes longer than its length asks, "" if there is none."""
    as_bytes = isinstance(pattern.pattern, bytes)
    for key in KEYS:

        def call(size: int, key: str = key) -> Callable[[], object]:
            text = TEXTS[key](size)
            return looked(pattern, place, text.encode("utf-8", "surrogatepass") if as_bytes else text)  # type: ignore[arg-type]

        if seconds(call(2 * SIZE)) > QUICK_S and excess(call, 6 * SIZE):
            return key
    return ""


def test_the_patterns_are_found() -> None:
    """Else nothing is held against anything: those in globals, in tables, in closures and in screens."""
    found = patterns()
    assert sum(map(len, found.values())) > 400
    assert {
        "crawler.text.clean._FENCE",
        "crawler.text.forum._screen",
        "crawler.text.personal.finders.FINDERS",
    } <= {*found}


def test_every_pattern_is_linear() -> None:
    """On one character over and over, on a few in turn, and on what nests or never ends."""
    found = {
        place: key
        for place, own in patterns().items()
        for pattern in own
        if place not in SHORT and (key := slow(place, pattern))
    }
    assert found == {}


def test_what_is_given_short_pieces_is_still_there() -> None:
    """A pattern that has another name now is no exception any more."""
    assert {*SHORT} <= {*patterns()}
