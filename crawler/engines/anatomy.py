"""What the posts of a page have in common: where in each stand its author, its time and its words.

Posts of one page are made by one template, so a field is a key (a name of the element, a name of its
parent, its path in the post) that recurs in nearly all of them and holds what such a field holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property

from crawler.engines.blocks import Block
from crawler.engines.outline import MAX_LABEL, Element, Outline, person, sums
from crawler.engines.vocabulary import TEXTS

COMMON = 0.55  # share of the posts in which a field must be found
HEADER = 15  # characters of words that a name or time inside a body is worth against it
JUNK = 0.7  # and what a character of a label is
PANELS = 0.5  # share of the words in the blocks that is said of authors at most
MAX_PATH = 200
DEEP = 12  # elements of which a name or a time is made at most
Key = tuple[str, ...]
Places = dict[int, list[int]]
ROOT: Key = ("root",)


class Template:
    """The blocks of a page, and for every key the places in each block where it stands."""

    def __init__(self, page: Outline, blocks: Sequence[Block], below: Sequence[Block] = ()) -> None:
        self.page, self.blocks = page, blocks
        self.inner: list[list[Block]] = [[] for _ in blocks]
        for block in sorted([*(each for each in blocks if each.above >= 0), *below]):
            self.inner[block.above].append(block)
        self.places = [list(_own(block, inner)) for block, inner in zip(blocks, self.inner, strict=True)]
        self.keys: dict[Key, Places] = defaultdict(dict)
        for number, places in enumerate(self.places):
            for place, key in _keys(page, blocks[number], places):
                self.keys[key].setdefault(number, []).append(place)
        self.signed = self._named("signature")
        self.apart = self.signed | self._panels()
        self.labels = self._labels()
        self.words = self._words()

    def common(self) -> Iterator[tuple[Key, Places]]:
        """Yield the keys that most blocks have."""
        least = COMMON * len(self.blocks)
        for key, found in self.keys.items():
            if len(found) >= least:
                yield key, found

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

    def quote(self, place: int) -> bool:
        """Whether an element holds the words of another post."""
        e = self.page.elements[place]
        return _quoting(e) and (e.tag, *e.tokens) not in self.wrappers

    def _named(self, role: str) -> set[int]:
        """Return the places in the elements of the blocks, but the outermost, that are named for a role."""
        found: set[int] = set()
        for places in self.places:
            for place in places[1:]:
                if role in self.page.elements[place].roles and place not in found:
                    found.update(range(place, self.page.elements[place].end))
        return found

    def _panels(self) -> set[int]:
        """Return the places in what is said of authors beside all of their posts."""
        found = self._named("panel")
        every = sum(
            self.page.plain[place + 1] - self.page.plain[place] for each in self.places for place in each
        )
        held = sum(self.page.plain[place + 1] - self.page.plain[place] for place in found)
        return found if held <= PANELS * every else set()

    def _labels(self) -> frozenset[str]:
        """Return the short texts that stand in many of the blocks."""
        elements = self.page.elements
        seen = Counter(own for places in self.places for own in {elements[place].own for place in places})
        many = max(2, 0.4 * len(self.blocks))
        return frozenset(own for own, count in seen.items() if count >= many and 0 < len(own) <= MAX_LABEL)

    def _words(self) -> list[int]:
        """Return sums of the words in the blocks, without labels and what follows every post of an author."""
        page = self.page
        sizes = [0] * len(page.elements)
        for places in self.places:
            for place in places:
                if place not in self.apart and page.elements[place].own not in self.labels:
                    sizes[place] = page.plain[place + 1] - page.plain[place]
        return sums(sizes)

    @cached_property
    def gains(self) -> list[int]:
        """Sums of what speaks for a body (words) less what speaks against it (labels, names, times), tenfold."""
        page = self.page
        sizes = [0] * len(page.elements)
        for places in self.places:
            for place in places:
                e = page.elements[place]
                size = page.plain[place + 1] - page.plain[place]
                junk = size if e.own in self.labels else page.junk[place + 1] - page.junk[place]
                words = self.words[place + 1] - self.words[place]
                header = HEADER * (bool(e.when) + bool(e.who))
                sizes[place] = 0 if place in self.apart else int(10 * (words - JUNK * junk - header))
        return sums(sizes)

    @cached_property
    def wrappers(self) -> frozenset[Key]:
        """Names of elements that look like quotes and hold the words of most posts themselves."""
        shares: dict[Key, list[float]] = defaultdict(list)
        for number, places in enumerate(self.places):
            total = max(1, self.of(self.words, number, places[0]))
            met = set()
            for place in places:
                e = self.page.elements[place]
                name = (e.tag, *e.tokens)
                if _quoting(e) and name not in met:
                    met.add(name)
                    shares[name].append(self.of(self.words, number, place) / total)
        least = 0.75 * len(self.blocks)
        return frozenset(n for n, each in shares.items() if len(each) >= least and 2 * sum(each) >= len(each))

    @cached_property
    def times(self) -> dict[int, str]:
        """The times that stand at places of the blocks, as the page writes them."""
        elements = self.page.elements
        return {place: when for places in self.places for place in places if (when := elements[place].when)}

    @cached_property
    def names(self) -> dict[int, str]:
        """The names of persons that may stand at places of the blocks."""
        page, found = self.page, {}
        for places in self.places:
            for place in places:
                e = page.elements[place]
                if e.end - place <= DEEP and page.times[e.end] == page.times[place]:
                    if name := e.who or person(
                        " ".join(x.own for x in page.elements[place : e.end] if x.own)
                    ):
                        found[place] = name
        return found


def _quoting(e: Element) -> bool:
    return e.tag == "blockquote" or "quote" in e.roles


def _own(block: Block, inner: Sequence[Block]) -> Iterator[int]:
    """Yield the places of a block that are in no block inside it."""
    place = block.start
    for each in inner:
        yield from range(place, each.start)
        place = max(place, each.end)
    yield from range(place, block.end)


def _keys(page: Outline, block: Block, places: Sequence[int]) -> Iterator[tuple[int, Key]]:
    """Yield the keys of each element: its names, those of its parent, its path in the block."""
    chains: dict[int, str] = {}
    ordinals: Counter[tuple[int, str]] = Counter()
    for place in places:
        e = page.elements[place]
        for token in e.tokens:
            yield place, (e.tag, token)
        if e.parent >= block.start:
            above = page.elements[e.parent]
            for token in above.tokens[:3]:
                yield place, (above.tag, token, e.tag)
            chain = chains.get(e.parent, "")
        else:
            yield place, ROOT
            chain = ""
        ordinals[e.parent, e.tag] += 1
        chains[place] = f"{chain}/{e.tag}{ordinals[e.parent, e.tag]}"[-MAX_PATH:]
        yield place, ("path", chains[place])


def body_key(posts: Template) -> Key:
    """Return the key of the tightest elements that hold the words of most posts."""
    page, gains = posts.page, posts.gains
    judged: list[tuple[float, float, Key]] = []
    for key, found in posts.common():
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
        gain *= 1.05 if key[-1] in TEXTS else 1.0
        judged.append((gain, depth / len(found) if alone >= 0.9 * len(found) else 0.0, key))
    top = max(gain for gain, _, _ in judged)
    close = [each for each in judged if each[0] >= top - 0.015 * abs(top)]
    return max(close, key=lambda each: (each[1], each[0]))[2]
