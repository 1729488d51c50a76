"""Which stretches of a page are its posts: repeated structure in which a time, a person and own words recur.

A candidate is a set of elements that share a class, a role, the stem of an id or the path of their
tags; or, where posts have no element of their own, stretches of brothers that begin with such elements.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from crawler.engines.outline import Outline

MIN_MASS = 0.12  # share of the page's words that a candidate must hold to be looked at
MOST = 12  # candidates that are looked at closely

Key = tuple[str, str | int]


class Block(NamedTuple):
    """A stretch of a page, from the element ``start`` up to ``end``; ``inner`` are the blocks inside it."""

    start: int
    end: int
    above: int = -1  # index of the block that it stands in


@dataclass(frozen=True, slots=True)
class Candidate:
    """Blocks in page order that may be the posts, and how well they look like it (0 to 1)."""

    key: Key
    blocks: tuple[Block, ...]
    score: float
    features: dict[str, float]


def candidates(page: Outline) -> list[Candidate]:
    """Return the best candidates, the best first."""
    found = []
    for key, places in _groups(page).items():
        if len(places) > 1:
            blocks = _of_elements(page, places)
            found.append(_judged(page, key, blocks))
            if runs := _runs(page, places):
                found.append(_judged(page, ("run", *key), runs))
    found = [each for each in found if each is not None]
    return sorted(found, key=lambda each: -each.score)[:MOST]


def _groups(page: Outline) -> dict[Key, list[int]]:
    groups: dict[Key, list[int]] = defaultdict(list)
    for place, e in enumerate(page.elements):
        for token in e.tokens:
            groups[(e.tag, token)].append(place)
        groups[("", e.path)].append(place)
    return groups


def _of_elements(page: Outline, places: list[int]) -> list[Block]:
    blocks: list[Block] = []
    open_: list[int] = []
    for place in places:
        while open_ and blocks[open_[-1]].end <= place:
            open_.pop()
        blocks.append(Block(place, page.elements[place].end, open_[-1] if open_ else -1))
        open_.append(len(blocks) - 1)
    return blocks


def _runs(page: Outline, places: list[int]) -> list[Block]:
    """Return the stretches that begin with these elements where they are brothers, else []."""
    parent, count = Counter(page.elements[place].parent for place in places).most_common(1)[0]
    if count < max(2, 0.8 * len(places)) or parent < 0:
        return []
    places = [place for place in places if page.elements[place].parent == parent]
    stretch = max(b - a for a, b in zip(places, places[1:]))
    brothers = [0] * len(places)
    blocks = [Block(a, b) for a, b in zip(places, places[1:])]
    if all(page.elements[block.start].end == block.end for block in blocks):
        return []
    # the last one has no successor: as many brothers as the longest of the others
    most = max(_brothers(page, block) for block in blocks)
    end, count = places[-1], 0
    while count < most and end < page.elements[parent].end:
        end = page.elements[end].end
        count += 1
    return [*blocks, Block(places[-1], end)]


def _brothers(page: Outline, block: Block) -> int:
    place, count = block.start, 0
    while place < block.end:
        place = page.elements[place].end
        count += 1
    return count


def _judged(page: Outline, key: Key, blocks: list[Block]) -> Candidate | None:
    n = len(blocks)
    plain = [page.plain[b.end] - page.plain[b.start] for b in blocks]
    if sum(p for p, b in zip(plain, blocks) if b.above < 0) < MIN_MASS * page.plain[-1]:
        return None
    links = [page.links[b.end] - page.links[b.start] for b in blocks]
    times = [page.times[b.end] - page.times[b.start] for b in blocks]
    people = [page.people[b.end] - page.people[b.start] for b in blocks]
    for own in (plain, links, times, people):
        _without_inner(own, blocks)
    total = sum(plain)
    mass = total / max(1, page.plain[-1])
    dated = sum(t > 0 for t in times) / n
    personal = sum(p > 0 for p in people) / n
    worded = sum(p > 0 for p in plain) / n
    per_time = n * dated / max(1, sum(times))
    per_person = n * personal / max(1, sum(people))
    linked = sum(links) / max(1, total + sum(links))
    alike = max(_alike(times), _alike(people))
    evenness = max(dated * min(1.0, 3 * per_time), 0.9 * personal * min(1.0, 4 * per_person)) * (0.6 + 0.4 * alike)
    both = 0.5 * dated + 0.5 * personal
    score = mass**0.5 * (0.1 + 0.5 * evenness + 0.4 * both) * worded * (1 - linked) ** 0.5
    if key[0] == "run":
        score *= 0.95
    features = {"n": n, "mass": mass, "dated": dated, "personal": personal, "worded": worded,
                "per_time": per_time, "per_person": per_person, "linked": linked, "mean": total / n}
    return Candidate(key, tuple(blocks), score, features)


def _alike(counts: list[int]) -> float:
    """Return the share of the counts above 0 that are the commonest."""
    seen = Counter(count for count in counts if count)
    return max(seen.values()) / len(counts) if seen else 0.0


def _without_inner(sums: list[int], blocks: list[Block]) -> None:
    """Take from the sum of each block those of the blocks right inside it."""
    whole = list(sums)
    for number, block in enumerate(blocks):
        if block.above >= 0:
            sums[block.above] -= whole[number]


def within(page: Outline, outer: Candidate, quote: Callable[[int], bool]) -> list[Block]:
    """Return the blocks of the template that repeats inside posts: comments below answers; [] if none does."""
    spans = outer.blocks
    starts = [block.start for block in spans]
    best: list[Block] = []
    top = 0
    for key, places in _groups(page).items():
        if len(places) < 2:
            continue
        homes = [bisect_right(starts, place) - 1 for place in places]
        if any(home < 0 or not spans[home].start < place < spans[home].end for home, place in zip(homes, places)):
            continue
        if max(Counter(homes).values()) < 2 or any(quote(place) for place in places):
            continue
        blocks = _of_elements(page, places)
        if any(block.above >= 0 for block in blocks):
            continue
        full = [
            page.times[b.end] > page.times[b.start]
            and page.people[b.end] > page.people[b.start]
            and page.plain[b.end] - page.plain[b.start] >= 2
            for b in blocks
        ]
        words = sum(page.plain[b.end] - page.plain[b.start] for b in blocks)
        if sum(full) >= 0.9 * len(blocks) and words >= 15 * len(blocks) and words > top:
            best, top = [Block(b.start, b.end, home) for b, home in zip(blocks, homes)], words
    return best
