"""Which stretches of a page may be its posts: repeated structure in which a time, a person and words recur.

A candidate is a set of elements that share a class, a role, the stem of an id or the path of their
tags; or, where posts have no element of their own, stretches of brothers that begin with such elements.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from crawler.engines.outline import Outline

MIN_MASS = 0.12  # share of the page's words that a candidate must hold
MOST = 0.6  # share of elements of one name that have a time: the others are no posts
BELOW = 0.6  # share of the words of posts that stand in comments on them at most
MANY = 3000  # blocks of a candidate that are looked at
NEAR = 0.93  # of the best score: an outer candidate that has it holds the same posts with more around them
KEPT = 3  # candidates that are worth a closer look
WORTH = 0.75  # and the share of the best score that they must have


class Block(NamedTuple):
    """A stretch of a page: the elements from ``start`` up to ``end``; ``above`` is the block around or -1."""

    start: int
    end: int
    above: int = -1


@dataclass(frozen=True, slots=True)
class Candidate:
    """Blocks in page order that may be the posts, and how well they look like it (0 to 1).

    ``mass`` is their share of the page's words, ``dated`` and ``personal`` the shares of blocks that
    name a time and a person, ``linked`` how much of their text stands in links, ``size`` how many
    characters of words a block has on average.
    """

    blocks: tuple[Block, ...]
    score: float
    mass: float
    dated: float
    personal: float
    linked: float
    size: float

    def includes(self, other: Candidate) -> bool:
        """Whether each block of another candidate shares elements with one of this, and this has more."""
        starts = [block.start for block in self.blocks]
        homes = set()
        for block in other.blocks:
            last = bisect_right(starts, block.end - 1) - 1
            if last < 0 or self.blocks[last].end <= block.start:
                return False
            homes.add(last)
        return len(homes) == len(other.blocks) < len(starts)


def candidates(page: Outline) -> list[Candidate]:
    """Return the best candidates, the best first; of those that hold the same posts the outermost."""
    found: list[Candidate] = []
    for places in page.alike:
        if len(places) <= MANY and _heavy(page, places):
            found.extend(each for blocks in _shapes(page, places) if (each := _judged(page, blocks)))
    found.sort(key=lambda each: -each.score)
    families: list[Candidate] = []
    tops: list[float] = []
    for each in found:
        if each.score < WORTH * found[0].score:
            break
        same = next((i for i, known in enumerate(families) if _paired(each, known)), -1)
        if same < 0 and len(families) < KEPT:
            families.append(each)
            tops.append(each.score)
        elif same >= 0 and each.score >= NEAR * tops[same] and _around(each, families[same]):
            families[same] = each
    return families


def _shapes(page: Outline, places: list[int]) -> Iterator[list[Block]]:
    """Yield what elements may be: posts, or what posts begin with.

    Where nothing but their tags is known of them, those with a time are told from the others.
    """
    yield _stretches(page, places)
    if 2 * sum(bool(page.elements[place].tokens) for place in places) > len(places):
        yield nested(page, places)
        return
    dated = [place for place in places if page.inside(page.times, place)]
    yield nested(page, dated if MOST * len(places) <= len(dated) else places)
    for heads in (dated, [place for place in places if page.inside(page.people, place)]):
        if 1 < len(heads) <= len(places) / 2:
            yield _stretches(page, heads)


def nested(page: Outline, places: Sequence[int]) -> list[Block]:
    """Return elements as blocks, each with the number of the block that it stands in."""
    blocks: list[Block] = []
    holding: list[int] = []
    for number, place in enumerate(places):
        while holding and blocks[holding[-1]].end <= place:
            holding.pop()
        blocks.append(Block(place, page.elements[place].end, holding[-1] if holding else -1))
        holding.append(number)
    return blocks


def _heavy(page: Outline, places: list[int]) -> bool:
    """Whether blocks that begin with these elements can hold enough words, and a person or a time."""
    start = places[0]
    end = max(page.elements[page.elements[places[-1]].parent].end, page.elements[start].end)
    if page.times[end] == page.times[start] and page.people[end] == page.people[start]:
        return False
    if page.elements[start].parent == page.elements[places[-1]].parent:
        held = page.plain[end] - page.plain[start]
    else:
        held = sum([page.held[place] for place in places])
    return held >= MIN_MASS * page.plain[-1]


def _stretches(page: Outline, places: Sequence[int]) -> list[Block]:
    """Return the stretches of brothers that begin with these elements, [] if they are no brothers.

    Each ends where the next begins, the last one after as many brothers as the longest of the others.
    """
    parent = page.elements[places[0]].parent
    if parent < 0 or any(page.elements[place].parent != parent for place in places):
        return []
    blocks = [Block(a, b) for a, b in pairwise(places)]
    if all(page.elements[block.start].end == block.end for block in blocks):
        return []
    most = max(sum(1 for _ in brothers(page, block)) for block in blocks)
    rest = Block(places[-1], page.elements[parent].end)
    last = [place for place, _ in zip(brothers(page, rest), range(most), strict=False)][-1]
    return [*blocks, Block(places[-1], page.elements[last].end)]


def brothers(page: Outline, block: Block) -> Iterator[int]:
    """Yield the places of the outermost elements of a block."""
    place = block.start
    while place < block.end:
        yield place
        place = page.elements[place].end


def _judged(page: Outline, blocks: list[Block]) -> Candidate | None:
    """Weigh a candidate, None if it holds too few of the page's words."""
    n = len(blocks)
    if n < 2:
        return None
    if n == 2 and blocks[1].above == 0:
        return None  # a wrapper in its wrapper, not a post and its answer
    plain = _own(page.plain, blocks)
    words = sum(plain)
    if words < MIN_MASS * page.plain[-1] or not words:
        return None
    times, people = _own(page.times, blocks), _own(page.people, blocks)
    links = sum(_own(page.links, blocks))
    mass = words / page.plain[-1]
    dated, personal = (sum(count > 0 for count in counts) / n for counts in (times, people))
    worded = sum(count > 0 for count in plain) / n
    # A block has one time and one author, be they said twice or four times; a column of blocks has many.
    sparse = max(
        dated * min(1.0, 3 * n * dated / max(1, sum(times))),
        0.9 * personal * min(1.0, 4 * n * personal / max(1, sum(people))),
    )
    alike = max(_alike(times), _alike(people))
    linked = links / (words + links)
    whole = 1.0 if all(page.elements[block.start].end == block.end for block in blocks) else 0.95
    told = 0.1 + 0.5 * sparse * (0.6 + 0.4 * alike) + 0.2 * (dated + personal)
    score = mass**0.5 * told * worded * (1 - linked) ** 0.5 * whole
    return Candidate(tuple(blocks), score, mass, dated, personal, linked, words / n)


def _own(sums: list[int], blocks: list[Block]) -> list[int]:
    """Return what each block adds to a sum, without the blocks inside it."""
    whole = [sums[block.end] - sums[block.start] for block in blocks]
    own = list(whole)
    for number, block in enumerate(blocks):
        if block.above >= 0:
            own[block.above] -= whole[number]
    return own


def _alike(counts: list[int]) -> float:
    """Return the share of the counts that are the commonest above 0."""
    seen = Counter(count for count in counts if count)
    return max(seen.values()) / len(counts) if seen else 0.0


def _paired(one: Candidate, other: Candidate) -> bool:
    """Whether each block of one candidate lies in a block of the other, or around it."""
    pairs = zip(one.blocks, other.blocks, strict=False)
    return len(one.blocks) == len(other.blocks) and all(a.start < b.end and b.start < a.end for a, b in pairs)


def _around(outer: Candidate, inner: Candidate) -> bool:
    pairs = zip(outer.blocks, inner.blocks, strict=True)
    return all(a.start <= b.start and a.end >= b.end for a, b in pairs)


def below(page: Outline, posts: Sequence[Block], quotes: Container[int]) -> list[Block]:
    """Return what repeats inside posts like posts, such as comments below answers; [] if nothing does.

    ``above`` of these blocks is the number of the post that they stand in.
    """
    posts_of = _posts_of(page, posts)
    limit = BELOW * sum(_own(page.plain, list(posts)))
    best: list[Block] = []
    most = 0
    for places in page.alike:
        places = [place for place in places if posts_of[place] >= 0]
        homes = [posts_of[place] for place in places]
        if len(set(homes)) == len(homes):
            continue
        words = sum([page.held[place] for place in places])
        if not max(most, 15 * len(places)) < words < limit:
            continue
        blocks = nested(page, places)
        flat = all(block.above < 0 for block in blocks) and not any(place in quotes for place in places)
        if flat and _full(page, blocks) >= 0.9:
            best = [block._replace(above=home) for block, home in zip(blocks, homes, strict=True)]
            most = words
    return best


def _posts_of(page: Outline, posts: Sequence[Block]) -> list[int]:
    """Return for each element the number of the last post before it if that holds it, else -1."""
    found = [-1] * len(page.elements)
    ends = [*(post.start for post in posts[1:]), len(found)]
    for number, (post, following) in enumerate(zip(posts, ends, strict=True)):
        for place in range(post.start + 1, min(post.end, following)):
            found[place] = number
    return found


def _full(page: Outline, blocks: list[Block]) -> float:
    """Return the share of the blocks that name a time and a person and hold words."""
    kinds = (page.times, page.people, page.plain)
    return sum(all(s[b.end] > s[b.start] for s in kinds) for b in blocks) / len(blocks)
