"""Sets of documents with planted copies: what they are made of, and in what order they come.

Of N documents about a tenth are near-copies of others, a tenth are one text, one in fifty is a short
post that everybody writes and one in fifty a short post like no other; half is Chinese and half
English.  Texts are made up (see made_prose), so that only what is planted is alike.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np
from edits import EDITS
from made_posts import EVERYBODYS, post
from made_prose import EN, ZH, prose

BLOCK = 10_000  # documents made, shuffled and written together: what bounds the memory
COPIES = (1, 2, 3, 4)  # of one original, in turn
# Distance of a near-copy from its original, 1 - J: even on a scale of logarithms, a quarter above 0.2.
DISTANCES = (0.01, 0.6)


@dataclass(frozen=True)
class Sizes:
    """Mean characters of a document of each language."""

    chinese: int = 1700
    english: int = 5000


@dataclass(frozen=True)
class Made:
    """A document before it has an id.

    ``family`` numbers an original and its near-copies, 0 where there are none; ``form`` names what
    many documents of a set are, "" where only one is.
    """

    text: str
    language: str
    kind: str = "alone"
    family: int = 0
    form: str = ""


def documents(count: int, seed: int, sizes: Sizes) -> Iterator[list[Made]]:
    """Yield a set in its order, BLOCK documents at once; copies stand in the block of their original."""
    for number, start in enumerate(range(0, count, BLOCK)):
        yield block(min(BLOCK, count - start), number, seed, sizes)


def block(count: int, number: int, seed: int, sizes: Sizes) -> list[Made]:
    """Return the documents of a block, shuffled."""
    pick = random.Random(f"{seed} {number}")
    chance = np.random.default_rng([seed, number])
    tenth, fiftieth = count // 10, count // 50
    alone = count - 2 * tenth - 2 * fiftieth
    # Half of all: less what is repeated, half the near-copies and half the short posts.
    chinese = count // 2 - tenth - tenth // 2 - fiftieth
    found = _originals(chinese, alone - chinese, sizes, chance)
    pick.shuffle(found)
    near = []
    for place, copies in enumerate(_families(tenth)):
        own = found[place]
        found[place] = Made(own.text, own.language, "original", place + 1)
        near += [near_copy(found[place], found, DISTANCES, pick, list(EDITS)) for _ in range(copies)]
    repeated = _originals(1, 0, sizes, np.random.default_rng([seed]))[0].text
    posts = range(number * BLOCK // 50, number * BLOCK // 50 + fiftieth)
    found += near
    found += [Made(repeated, ZH, "repeated", form="repeated")] * tenth
    found += pick.choices(everybodys(), k=fiftieth)
    found += [Made(post(each, (ZH, EN)[each % 2]), (ZH, EN)[each % 2]) for each in posts]
    pick.shuffle(found)
    return found


def everybodys() -> list[Made]:
    """Return the short posts that everybody writes."""
    return [Made(text, language, "short", form=text) for text, language in EVERYBODYS.items()]


def near_copy(
    own: Made, others: list[Made], distances: tuple[float, float], pick: random.Random, kinds: Sequence[str]
) -> Made:
    """Return a copy edited in one of some of the ways of EDITS."""
    kind = pick.choices(kinds, [EDITS[each][1] for each in kinds])[0]
    other = own
    while other is own or other.language != own.language:
        other = pick.choice(others)
    low, high = np.log(distances)
    text = EDITS[kind][0](own.text, other.text, float(np.exp(pick.uniform(low, high))), pick)
    return Made(text, own.language, kind, own.family)


def _originals(chinese: int, english: int, sizes: Sizes, chance: np.random.Generator) -> list[Made]:
    return [Made(text, ZH) for text in prose(ZH, chinese, sizes.chinese, chance)] + [
        Made(text, EN) for text in prose(EN, english, sizes.english, chance)
    ]


def _families(copies: int) -> list[int]:
    """Return how many copies each original has, ``copies`` in all."""
    total = np.cumsum([0, *islice(cycle(COPIES), copies)]).clip(max=copies)
    return [each for each in np.diff(total).tolist() if each]


# The small set of the table: Chinese copies that are exact and near, short posts beyond the first of each.
EXACT, NEAR, SHORT, TABLE = 12, 15, 15, 200
SURE = (0.01, 0.12)  # distances that leave no doubt


def table(seed: int, sizes: Sizes) -> list[Made]:
    """Return 200 documents of which 27 are Chinese copies and 15 are short posts said before, shuffled."""
    pick = random.Random(seed)
    originals = EXACT + NEAR
    rest = TABLE - 2 * originals - SHORT - len(everybodys())
    found = _originals(originals + rest // 3, rest // 3, sizes, np.random.default_rng(seed))
    found += [
        Made(post(each, (ZH, EN)[each % 2]), (ZH, EN)[each % 2]) for each in range(rest - rest // 3 * 2)
    ]
    copies = []
    for place in range(originals):
        own = found[place]
        found[place] = Made(own.text, own.language, "original", place + 1)
        kinds = ["exact"] if place < EXACT else [kind for kind in EDITS if kind != "exact"]
        copies.append(near_copy(found[place], found, SURE, pick, kinds))
    found += [*copies, *everybodys(), *(everybodys() * SHORT)[:SHORT]]
    pick.shuffle(found)
    return found
