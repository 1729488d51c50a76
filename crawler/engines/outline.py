"""A page as one flat table of its elements, walked once: what searches for structure reads this.

A room of its own because a tree of a compiled library is slow to ask from Python and quick to walk
once; every question afterwards is a slice or a difference of two sums.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from selectolax.lexbor import LexborNode

from crawler.engines.prose import SKIPPED, hides
from crawler.engines.times import stamp, written
from crawler.engines.vocabulary import LABELS, NAMED, PROFILE, roles

# Elements that, without attributes, are read as text of what holds them; and those that hold no text.
INLINE = frozenset("i em u s small big sub sup code kbd mark del ins tt abbr q".split())
UNREAD = (SKIPPED - {"form"}) | frozenset("br wbr hr img input area col embed param track source".split())
MAX_KEPT = 8192  # names of elements and of people that are kept as they were read
MAX_TOKENS = 8  # classes of one element that are looked at
MAX_TOKEN = 60  # characters of one
MAX_NAME = 40  # characters of a person's name
MAX_LABEL = 60  # characters of a label
REPEATED = 3  # times that a text stands on a page before it is a label and nobody's words
ROLE_NAMES = frozenset("itemprop itemtype role data-testid data-type data-role slot".split())
NAMING = ROLE_NAMES | {"id"}
TIME_NAMES = frozenset("datetime title content ts created-timestamp aria-label epoch".split())
DIGITS = re.compile(r"\d+")
# Numbers that count; those among the letters of a hash are letters.
COUNTS = re.compile(r"(?<![A-Za-z])\d+|\d+$")
NAMELESS: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())
BY = re.compile(
    r"^\s*(?:(?:posted|written|asked|answered|started|submitted) )?(?:by|von|par|por|作者)\b:?\s", re.I
)
EDGES = " \t\n·•|,:;–—-»«/"


@dataclass(slots=True, eq=False)
class Element:
    """One element of a page.

    ``end`` is the place after its last descendant, ``own`` the text right in it, ``label`` that text
    with its numbers made 0 if it is short.

    ``tokens`` are its classes and what else names it, numbers made 0, ``roles`` what these say that it
    holds; ``path`` numbers the tags from the root to it; ``linked`` says that it stands in a link;
    ``when`` is the time that it names as the page writes it, ``exact`` whether that is written for
    programs; ``who`` the person that it seems to name.
    """

    node: LexborNode
    tag: str
    parent: int
    depth: int
    attributes: dict[str, str | None]
    tokens: tuple[str, ...]
    roles: frozenset[str]
    linked: bool
    path: int
    end: int = 0
    own: str = ""
    label: str = ""
    when: str = ""
    exact: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of a page in its order; and sums over those before each place, one longer than they are.

    ``plain`` sums characters of words outside links, ``links`` those in links, ``junk`` those of
    labels, ``texts`` the elements with text of their own, ``times`` and ``people`` those that name one.
    ``held`` is what each element and all below it add to ``plain``.  ``groups`` are the places of the
    elements under each name or path of tags that they share, ``alike`` the same without their names,
    each once.
    """

    elements: list[Element]
    plain: list[int]
    held: list[int]
    links: list[int]
    junk: list[int]
    texts: list[int]
    times: list[int]
    people: list[int]
    groups: dict[tuple[str, str | int], list[int]]
    alike: list[list[int]]

    def inside(self, sums: list[int], place: int) -> int:
        """Return a sum over an element and all below it."""
        return sums[self.elements[place].end] - sums[place]


def outline(root: LexborNode, unread: frozenset[str] = UNREAD) -> Outline:
    """Walk the elements below ``root`` that readers see, but those whose tag is in ``unread``."""
    elements = _elements(root, unread)
    for place, e in enumerate(elements):
        if e.attributes or e.own:
            _date(e)
        if e.tag == "a" or "author" in e.roles or not NAMED.isdisjoint(e.attributes):
            _name(elements, place)
    counts = Counter([e.label for e in elements if e.label])
    plain, links, junk = ([0] * len(elements) for _ in range(3))
    for place, e in enumerate(elements):
        if not e.own or e.when or e.who:
            continue
        label = e.label and (counts[e.label] >= REPEATED or e.own.lower() in LABELS)
        if e.linked:
            links[place] = len(e.own)
        elif not label:
            plain[place] = len(e.own)
        if label:
            junk[place] = len(e.own)
    words = sums(plain)
    groups = _groups(elements)
    return Outline(
        elements,
        words,
        [words[e.end] - words[place] for place, e in enumerate(elements)],
        sums(links),
        sums(junk),
        sums([bool(e.own) for e in elements]),
        sums([bool(e.when) for e in elements]),
        sums([bool(e.who) for e in elements]),
        groups,
        list({tuple(places): places for places in groups.values()}.values()),
    )


def _groups(elements: list[Element]) -> dict[tuple[str, str | int], list[int]]:
    found: dict[tuple[str, str | int], list[int]] = defaultdict(list)
    for place, e in enumerate(elements):
        for token in e.tokens:
            found[e.tag, token].append(place)
        found["", e.path].append(place)
    return {name: places for name, places in found.items() if len(places) > 1}


def sums(values: Iterable[int]) -> list[int]:
    """Return the sums of the values before each place and of all: 0 first."""
    return list(accumulate(values, initial=0))


def _elements(root: LexborNode, unread: frozenset[str]) -> list[Element]:
    elements: list[Element] = []
    texts: dict[int, list[str]] = defaultdict(list)
    paths: dict[tuple[int, str], int] = {}
    # The place of the element that a node is, or whose text it is; nodes that are not read have none.
    places = {root.parent.mem_id: -1} if root.parent else {}
    for node in root.traverse(include_text=True):
        above = places.get(parent.mem_id) if (parent := node.parent) else -1
        if above is None:
            continue
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if above in texts or not text.isspace():
                texts[above].append(text)
            continue
        if tag in unread or tag[:1] in "-_!":
            continue
        attributes = node.attributes
        if attributes and hides(attributes):
            continue
        if attributes or tag not in INLINE or above < 0:
            around = elements[above] if above >= 0 else None
            linked = tag == "a" or (around is not None and around.linked)
            path = paths.setdefault((around.path if around else 0, tag), len(paths) + 1)
            depth = around.depth + 1 if around else 0
            names = _named(attributes) if attributes else NAMELESS
            elements.append(Element(node, tag, above, depth, attributes, *names, linked, path))
            above = len(elements) - 1
        places[node.mem_id] = above
    for place, pieces in texts.items():
        e = elements[place]
        e.own = " ".join("".join(pieces).split())
        e.label = DIGITS.sub("0", e.own) if len(e.own) <= MAX_LABEL else ""
    for place in range(len(elements) - 1, -1, -1):
        e = elements[place]
        e.end = e.end or place + 1
        if e.parent >= 0 and not elements[e.parent].end:  # this is its last child
            elements[e.parent].end = e.end
    return elements


def _named(attributes: dict[str, str | None]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what names an element (classes, microdata, the stem of a numbered id) and its roles."""
    more = []
    if not NAMING.isdisjoint(attributes):
        for name, value in attributes.items():
            if value and name in ROLE_NAMES:
                more.append(f"{name}={value.rpartition('/')[2]}" if name == "itemtype" else f"{name}={value}")
            elif value and name == "id" and DIGITS.search(value):
                more.append(f"id={DIGITS.sub('0', value)}")
    return _said(attributes.get("class") or "", tuple(more))


@lru_cache(maxsize=MAX_KEPT)
def _said(classes: str, more: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    names = [*classes.split()[:MAX_TOKENS], *more]
    tokens = tuple(dict.fromkeys(COUNTS.sub("0", name[:MAX_TOKEN]) for name in names))
    return tokens, frozenset[str]().union(*map(roles, tokens))


def _date(e: Element) -> None:
    """Note the time that an element names: what is written for programs, else what readers see."""
    for name, value in e.attributes.items():
        if value and (name in TIME_NAMES or name.startswith("data-")):
            if exact := stamp(value):
                e.when, e.exact = exact, True
                return
            e.when = e.when or written(value)
    if not e.when and e.own:
        e.when = written(e.own)


def _name(elements: list[Element], place: int) -> None:
    """Note the person that an element seems to name: in a link to people, or under a word that says so."""
    e = elements[place]
    for name in NAMED & e.attributes.keys():
        e.who = person(e.attributes[name] or "")
    if e.who or e.end - place > 4 or (e.parent >= 0 and elements[e.parent].who):
        return
    if "author" in e.roles or (e.tag == "a" and PROFILE.search(e.attributes.get("href") or "")):
        e.who = person(" ".join(each.own for each in elements[place : e.end] if each.own and not each.when))


def person(text: str) -> str:
    """Return a text if it may be somebody's name, else "".

    >>> person("@ida"), person("by Bo Ek ·"), person("1,204"), person("Reply"), person("小满")
    ('ida', 'Bo Ek', '', '', '小满')
    """
    return _person(text[: 2 * MAX_NAME])


@lru_cache(maxsize=MAX_KEPT)
def _person(text: str) -> str:
    text = BY.sub("", text).strip(EDGES).removeprefix("@")
    if not 0 < len(text) <= MAX_NAME or text.lower() in LABELS:
        return ""
    return text if any(character.isalpha() for character in text) else ""
