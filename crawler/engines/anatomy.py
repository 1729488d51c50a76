"""What the posts of a page have in common: where in each stand its author, its time and its words.

Posts of one page are made by one template, so a field is a key (a name of the element, a name of its
parent, its path in the post) that recurs in nearly all of them and holds what such a field holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from crawler.engines.outline import Outline, person, sums
from crawler.engines.repeats import Block, brothers
from crawler.engines.vocabulary import NAMED, TEXTS

COMMON = 0.55  # share of the posts in which a field must be found
HEADER = 15  # characters of words that a name or time inside a body is worth against it
JUNK = 0.7  # and what a character of a label is
MAX_PATH = 200
DEEP = 12  # elements of which a name or a time is made at most
Key = tuple[str, ...]
Places = dict[int, list[int]]
ROOT: Key = ("root",)


class Template:
    """The blocks of a page, and for every key the places in each block where it stands."""

    def __init__(self, page: Outline, blocks: Sequence[Block], below: Sequence[Block] = ()) -> None:
        self.page, self.blocks, self.left_out = page, blocks, len(below)
        self.inner: list[list[Block]] = [[] for _ in blocks]
        for block in sorted([*(each for each in blocks if each.above >= 0), *below]):
            self.inner[block.above].append(block)
        self.places = [list(_own(block, inner)) for block, inner in zip(blocks, self.inner, strict=True)]
        self.quotes = self._held("quote")
        self.signed = self._spread(self._held("signature"))
        self.apart = self.signed | self._spread(self._held("panel"))
        self.labels = self._labels()
        self.words = self._words()

    @cached_property
    def keys(self) -> dict[Key, Places]:
        """The keys that most blocks have, of those that stand for the same elements the first."""
        least = COMMON * len(self.blocks)
        once: dict[tuple[int, ...], Key] = {}
        for key, places in self._standing().items():
            if len(places) >= least:
                once.setdefault(tuple(places), key)
        homes = {place: number for number, places in enumerate(self.places) for place in places}
        found = {}
        for standing, key in once.items():
            by_block: Places = {}
            for place in standing:
                by_block.setdefault(homes[place], []).append(place)
            if len(by_block) >= least:
                found[key] = by_block
        return found

    def _standing(self) -> dict[Key, list[int]]:
        """Return the places under each key: the names of an element, those of its parent, its path."""
        elements = self.page.elements
        found: dict[Key, list[int]] = defaultdict(list)
        for block, places in zip(self.blocks, self.places, strict=True):
            paths: dict[int, str] = {}
            counts: dict[tuple[int, str], int] = {}
            for place in places:
                e = elements[place]
                for token in e.tokens:
                    found[e.tag, token].append(place)
                if e.parent >= block.start:
                    above = elements[e.parent]
                    for token in above.tokens[:3]:
                        found[above.tag, token, e.tag].append(place)
                else:
                    found[ROOT].append(place)
                count = counts[e.parent, e.tag] = counts.get((e.parent, e.tag), 0) + 1
                path = paths[place] = f"{paths.get(e.parent, '')}/{e.tag}{count}"[-MAX_PATH:]
                found["path", path].append(place)
        return found

    def of(self, values: list[int], number: int, place: int) -> int:
        """Return a sum over an element of a block, what stands in blocks inside it left out."""
        end = min(self.page.elements[place].end, self.blocks[number].end)
        total = values[end] - values[place]
        if inner := self.inner[number]:
            for block in inner[bisect_left(inner, (place,)) :]:
                if block.start >= end:
                    break
                total -= values[block.end] - values[block.start]
        return total

    def _held(self, role: str) -> set[int]:
        """Return the places in the elements of the blocks that are named for a role.

        What is so named and holds half of the words of most posts is no panel, signature or quote but
        the body itself, whatever it is called.
        """
        spans: dict[Key, dict[int, list[int]]] = defaultdict(dict)
        for number, place in self._named:
            e = self.page.elements[place]
            if role in e.roles or (role == "quote" and e.tag == "blockquote"):
                spans[e.tag, *e.tokens].setdefault(number, []).append(place)
        found: set[int] = set()
        for each in spans.values():
            if len(each) < 0.5 * len(self.blocks) or sum(map(self._share, each, each.values())) < 0.5 * len(
                each
            ):
                found.update(p for places in each.values() for p in places)
        return found

    @cached_property
    def _named(self) -> list[tuple[int, int]]:
        """The numbers of blocks and the places in them, but the first, whose names say what they hold."""
        elements = self.page.elements
        return [
            (number, place)
            for number, places in enumerate(self.places)
            for place in places[1:]
            if elements[place].roles or elements[place].tag == "blockquote"
        ]

    def _share(self, number: int, places: list[int]) -> float:
        """Return how much of the words of a block stands in elements of it (the first of them)."""
        whole = sum(
            self.of(self.page.plain, number, place) for place in brothers(self.page, self.blocks[number])
        )
        return self.of(self.page.plain, number, places[0]) / max(1, whole)

    def _spread(self, places: set[int]) -> set[int]:
        """Return the places in elements and below them."""
        return {below for place in places for below in range(place, self.page.elements[place].end)}

    def _labels(self) -> frozenset[str]:
        """Return the short texts that stand in many of the blocks."""
        elements = self.page.elements
        seen = Counter(
            label for places in self.places for label in {elements[place].label for place in places}
        )
        many = max(2, 0.4 * len(self.blocks))
        return frozenset(label for label, count in seen.items() if label and count >= many)

    def _words(self) -> list[int]:
        """Return sums of the words in the blocks, without labels and what follows every post of an author."""
        page = self.page
        sizes = [0] * len(page.elements)
        for places in self.places:
            for place in places:
                size = page.plain[place + 1] - page.plain[place]
                if size and place not in self.apart and page.elements[place].label not in self.labels:
                    sizes[place] = size
        return sums(sizes)

    @cached_property
    def gains(self) -> list[int]:
        """Sums of ten times what speaks for a body (words) and against it (labels, names, times)."""
        page = self.page
        sizes = [0] * len(page.elements)
        for places in self.places:
            for place in places:
                e = page.elements[place]
                size = page.plain[place + 1] - page.plain[place]
                junk = size if e.label in self.labels else page.junk[place + 1] - page.junk[place]
                words = self.words[place + 1] - self.words[place]
                header = HEADER * (bool(e.when) + bool(e.who))
                sizes[place] = 0 if place in self.apart else int(10 * (words - JUNK * junk - header))
        return sums(sizes)

    @cached_property
    def times(self) -> dict[int, str]:
        """The times that stand at places of the blocks, as the page writes them."""
        elements = self.page.elements
        return {place: when for places in self.places for place in places if (when := elements[place].when)}

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of persons that may stand at places of the blocks."""
        return {place: name for places in self.places for place in places if (name := self._name(place))}

    def _name(self, place: int) -> str:
        """Return the name that an element holds: beside a time its own words, else a name in it, or all."""
        page, e = self.page, self.page.elements[place]
        if e.label in self.labels and e.label != e.own and " " in e.own:
            return ""  # "16 comments" is nobody
        if e.who and not NAMED.isdisjoint(e.attributes):
            return e.who
        if e.end - place > DEEP:
            return ""
        if page.times[e.end] > page.times[place]:
            return "" if e.when else person(e.own)
        inside = page.elements[place : e.end]
        if page.people[e.end] > page.people[place]:
            return next(x.who for x in inside if x.who)
        return person(" ".join([x.own for x in inside if x.own]))


def _own(block: Block, inner: Sequence[Block]) -> Iterator[int]:
    """Yield the places of a block that are in no block inside it."""
    place = block.start
    for each in inner:
        yield from range(place, each.start)
        place = max(place, each.end)
    yield from range(place, block.end)


def body_key(posts: Template) -> Key:
    """Return the key of the tightest elements that hold the words of most posts."""
    page, gains = posts.page, posts.gains
    judged: list[tuple[float, float, Key]] = []
    for key, found in posts.keys.items():
        gain, depth, alone = 0.0, 0, 0
        for number, places in found.items():
            end, count = -1, 0
            for place in places:
                if place >= end and place not in posts.apart:
                    end = page.elements[place].end
                    count += 1
                    depth += page.elements[place].depth
                    gain += posts.of(gains, number, place)
            alone += count == 1
        (first, *_), *_ = found.values()
        gain *= 1.05 if not TEXTS.isdisjoint(page.elements[first].tokens) else 1.0
        judged.append((gain, depth / len(found) if alone >= 0.9 * len(found) else 0.0, key))
    top = max(gain for gain, _, _ in judged)
    close = [each for each in judged if each[0] >= top - 0.015 * abs(top)]
    return max(close, key=lambda each: (each[1], each[0]))[2]
