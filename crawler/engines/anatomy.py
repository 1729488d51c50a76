"""What the posts of a page have in common: where in each stand its author, its time and its text.

Posts of one page are made by one template, so a field is a key (a class, a role, a path of tags) that
recurs in nearly all of them and holds in each what such a field holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from crawler.engines import vocabulary
from crawler.engines.blocks import Block
from crawler.engines.outline import Element, Outline, names_author, person, told

COMMON = 0.6  # share of the posts in which a field must be found
HEADER = 15  # characters of words that a name or time inside is worth when bodies are compared
SURE_AUTHOR = 0.75
Key = tuple[str, ...]
ROOT: Key = ("root",)


class Posts:
    """The blocks of a page, and for every key the places in each block where it stands."""

    def __init__(self, page: Outline, blocks: Sequence[Block]) -> None:
        self.page, self.blocks = page, blocks
        self.inner: list[list[Block]] = [[] for _ in blocks]
        for block in blocks:
            if block.above >= 0:
                self.inner[block.above].append(block)
        self.places = [list(_own(block, inner)) for block, inner in zip(blocks, self.inner)]
        self.keys: dict[Key, dict[int, list[int]]] = defaultdict(dict)
        self.signed: set[int] = set()
        for places in self.places:
            for place in places:
                if told(page.elements[place], vocabulary.SIGNATURE) and place - places[0] > 2:
                    self.signed.update(range(place, page.elements[place].end))
        self.plain, self.junk = self._sums()
        self.wrappers = self._wrappers()
        for number, places in enumerate(self.places):
            for place, key in _keys(page, blocks[number], places):
                self.keys[key].setdefault(number, []).append(place)

    def _sums(self) -> tuple[list[int], list[int]]:
        """Return sums of the words and of the labels in the blocks: a label stands in many of them."""
        page = self.page
        seen = Counter(own for places in self.places for own in {page.elements[p].own for p in places})
        many = max(2, 0.4 * len(self.blocks))
        plain, junk = [0] * len(page.elements), [0] * len(page.elements)
        for places in self.places:
            for place in places:
                own = page.elements[place].own
                size = page.plain[place + 1] - page.plain[place]
                label = 0 < len(own) <= 60 and seen[own] >= many
                if place not in self.signed:
                    plain[place] = 0 if label else size
                    junk[place] = len(own) if label and size else page.junk[place + 1] - page.junk[place]
        return list(accumulate(plain, initial=0)), list(accumulate(junk, initial=0))

    def _wrappers(self) -> set[tuple[str, ...]]:
        """Return the names of elements that look like quotes and hold the words of most posts."""
        shares: dict[tuple[str, ...], list[float]] = defaultdict(list)
        for places in self.places:
            total = self.plain[places[-1] + 1] - self.plain[places[0]]
            met = set()
            for place in places:
                e = self.page.elements[place]
                name = (e.tag, *e.tokens)
                if quoting(e) and name not in met:
                    met.add(name)
                    shares[name].append((self.plain[e.end] - self.plain[place]) / max(1, total))
        n = len(self.blocks)
        return {name for name, each in shares.items() if len(each) >= 0.75 * n and sum(each) >= 0.5 * len(each)}

    def quote(self, place: int) -> bool:
        """Whether an element holds the words of another post."""
        e = self.page.elements[place]
        return quoting(e) and (e.tag, *e.tokens) not in self.wrappers

    def common(self) -> Iterator[tuple[Key, dict[int, list[int]]]]:
        """Yield the keys that most blocks have."""
        for key, found in self.keys.items():
            if len(found) >= COMMON * len(self.blocks):
                yield key, found

    def sum(self, sums: list[int], number: int, place: int) -> int:
        """Return a sum over an element of a block, what stands in blocks inside it left out."""
        end = min(self.page.elements[place].end, self.blocks[number].end)
        total = sums[end] - sums[place]
        inner = self.inner[number]
        for block in inner[bisect_left(inner, place, key=lambda b: b.start) :]:
            if block.start >= end:
                break
            total -= sums[block.end] - sums[block.start]
        return total

    def words(self, number: int, place: int) -> str:
        e = self.page.elements[place]
        if e.end - place > 12:
            return ""
        return " ".join(x.own for x in self.page.elements[place : e.end] if x.own)


def quoting(e: Element) -> bool:
    """Whether an element is named as what holds a quotation."""
    return e.tag == "blockquote" or told(e, vocabulary.QUOTE)


def _own(block: Block, inner: Sequence[Block]) -> Iterator[int]:
    """Yield the places of a block that are in no block inside it."""
    place = block.start
    for each in inner:
        yield from range(place, each.start)
        place = each.end
    yield from range(place, block.end)


def _keys(page: Outline, block: Block, places: Sequence[int]) -> Iterator[tuple[int, Key]]:
    """Yield the keys of each element: its names, those of its parent, its path in the block."""
    chains: dict[int, str] = {}
    ordinals: Counter[tuple[int, str]] = Counter()
    for place in places:
        e = page.elements[place]
        parent = e.parent if e.parent >= block.start else -1
        for token in e.tokens:
            yield place, (e.tag, token)
        if parent >= 0:
            above = page.elements[parent]
            for token in above.tokens[:3]:
                yield place, (above.tag, token, e.tag)
        else:
            yield place, ROOT
        ordinals[parent, e.tag] += 1
        chain = f"{chains.get(parent, '')}/{e.tag}{ordinals[parent, e.tag]}"
        chains[place] = chain[-200:]
        yield place, ("path", chains[place])


def body_key(posts: Posts) -> Key:
    """Return the key of the tightest elements that hold the words of most posts."""
    page = posts.page
    gains: list[tuple[float, float, Key]] = []
    for key, found in posts.common():
        gain, depth, alone = 0.0, 0, 0
        for number, places in found.items():
            end, count = -1, 0
            for place in places:
                if place >= end and place not in posts.signed:
                    end = page.elements[place].end
                    count += 1
                    depth += page.elements[place].depth
                    gain += posts.sum(posts.plain, number, place) - 0.7 * posts.sum(posts.junk, number, place)
                    gain -= HEADER * (
                        posts.sum(page.times, number, place) + posts.sum(page.people, number, place)
                    )
            alone += count == 1
        if any(part in vocabulary.TEXTS for part in key):
            gain *= 1.05
        gains.append((gain, depth / len(found) if alone >= 0.9 * len(found) else 0.0, key))
    top = max(gain for gain, _, _ in gains)
    close = [each for each in gains if each[0] >= top - 0.015 * abs(top)]
    return max(close, key=lambda each: (each[1], each[0]))[2]


def author_keys(posts: Posts, bodies: dict[int, list[int]]) -> list[Key]:
    """Return the keys under which authors stand, the surest first."""
    scored = []
    for key, found in posts.common():
        score = _author_score(posts, found, bodies)
        if score >= SURE_AUTHOR:
            scored.append((score, key))
    return [key for _, key in sorted(scored, reverse=True)]


def _author_score(posts: Posts, found: dict[int, list[int]], bodies: dict[int, list[int]]) -> float:
    page, n = posts.page, len(posts.blocks)
    names: list[str] = []
    addresses: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    vocab = profiles = early = length = strong = beside = leaf = 0
    for number, places in found.items():
        place = places[0]
        e = page.elements[place]
        name = e.who or ("" if e.when else person(posts.words(number, place)))
        if not name or page.times[e.end] > page.times[place]:
            continue
        leaf += sum(1 for x in page.elements[place : e.end] if x.own) <= 1
        names.append(name)
        length += len(name)
        strong += e.tag in ("b", "strong", "h2", "h3", "h4", "h5", "dt", "cite") or (e.parent >= 0 and page.elements[e.parent].tag in ("b", "strong", "dt", "h3", "h4"))
        beside += any(x.when for x in page.elements[max(0, place - 4) : e.end + 4])
        vocab += names_author(e) or (e.parent >= 0 and names_author(page.elements[e.parent]))
        link = _link(page, place)
        if link:
            addresses[name].add(link)
            owners[link].add(name)
            profiles += vocabulary.PROFILE.search(link) is not None
        body = bodies.get(number)
        early += not body or place < body[0] or page.elements[body[-1]].end <= place
    if len(names) < COMMON * n * 0.9:
        return 0.0
    count = len(names)
    distinct = len({name.lower() for name in names})
    variety = (distinct - 1) / max(1, count - 1)
    one_to_one = bool(addresses) and all(len(a) == 1 for a in addresses.values()) and all(
        len(o) == 1 for o in owners.values()
    )
    linked = sum(1 for name in names if name in addresses) / count
    recurs = distinct < count
    score = (
        0.9 * vocab / count
        + 0.9 * profiles / count
        + (0.8 if recurs and distinct > 1 else 0.4) * linked * one_to_one
        + 0.7 * min(1.0, variety * 2)
        + 0.4 * early / count
        + 0.2 * strong / count
        + 0.3 * beside / count
        + 0.3 * leaf / count
        - 0.03 * length / count - 0.6 * (length < 2 * count)
    )
    if distinct == 1 and count > 2 and not profiles:
        score -= 1.5
    return score * (0.5 + 0.5 * count / n)


def _link(page: Outline, place: int) -> str:
    e = page.elements[place]
    if e.linked:
        while place >= 0 and page.elements[place].tag != "a":
            place = page.elements[place].parent
        return page.elements[place].attributes.get("href") or ""
    for below in page.elements[place : e.end]:
        if below.tag == "a":
            return below.attributes.get("href") or ""
    return ""


def time_keys(posts: Posts, bodies: dict[int, list[int]]) -> list[Key]:
    """Return the keys under which the times of posts stand, the surest first."""
    page, n = posts.page, len(posts.blocks)
    scored = []
    for key, found in posts.common():
        times, exact, vocab, early, wrong = [], 0, 0, 0, 0
        for number, places in found.items():
            place = next((p for p in places if page.elements[p].when), -1)
            if place < 0:
                continue
            e = page.elements[place]
            times.append(e.when)
            exact += e.exact
            vocab += told(e, vocabulary.TIME) or e.tag == "time"
            body = bodies.get(number)
            inside = bool(body) and any(p < place < page.elements[p].end for p in body)
            early += not inside
            about = e.own + " " + (page.elements[e.parent].own if e.parent >= 0 else "")
            if place and page.elements[place - 1].parent == e.parent:
                about += " " + page.elements[place - 1].own
            wrong += vocabulary.JOINED.search(about) is not None or vocabulary.EDITED.search(about) is not None
        if len(times) < COMMON * n * 0.9:
            continue
        count = len(times)
        score = count / n + 0.5 * exact / count + 0.3 * vocab / count + 0.6 * early / count
        score += 0.4 * len(set(times)) / count - 2.0 * wrong / count
        scored.append((score, -found[min(found)][0], key))
    return [key for score, _, key in sorted(scored, reverse=True) if score > 1.0]


def first(posts: Posts, keys: Sequence[Key], number: int, what: str) -> int:
    """Return the place of a field in a block by the first key that has it, -1 if none has."""
    for key in keys:
        for place in posts.keys[key].get(number, ()):
            e = posts.page.elements[place]
            if what == "time" and e.when:
                return place
            if what == "author" and (e.who or (not e.when and person(posts.words(number, place)))):
                return place
    return -1
