"""What the blocks of a page say together with all blocks inside them, and which names are overruled.

A room between the table of blocks (``blocks``) and the choice among them (``main``): sums over the tree,
each in one pass from the last block to the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from crawler.engines.blocks import Block

# A block that is named as a part around the text is the text if it holds as much of the page and a
# headline, or nearly all of it and nearly nothing stands elsewhere.
HOLDS, ALONE, ELSEWHERE = 0.4, 0.8, 0.06
HEADED = frozenset("h1 main article".split())
# Lists of other articles: so many of their entries are a link with few paragraphs of so little worth.
MIN_ENTRIES, ENTRIES_SHARE = 3, 0.7
MAX_PARAGRAPHS, MAX_WORTH, MIN_LINK = 2, 700, 20
ENTRIES = frozenset("div li article section".split())


@dataclass(slots=True)
class Sum:
    """What a block and all blocks inside it say together; ``mark`` is the best name among them.

    ``all`` is the worth with that of blocks which are cut, ``worth`` without.  ``headed`` says that a
    headline or an article stands in it, ``listing`` that its entries lead to other pages.
    """

    all: float = 0.0
    worth: float = 0.0
    text: int = 0
    link: int = 0
    marks: int = 0
    labels: int = 0
    paragraphs: int = 0
    mark: int = 0
    headed: bool = False
    listing: bool = False


def inner(page: list[Block]) -> list[list[int]]:
    """Return for each block the numbers of the blocks right inside it, in page order."""
    inner: list[list[int]] = [[] for _ in page]
    for number, block in enumerate(page[1:], start=1):
        inner[block.up].append(number)
    return inner


def summed(page: list[Block], within: list[list[int]]) -> list[Sum]:
    """Return what each block says with all inside it; blocks cut for good add nothing to ``worth``."""
    sums = [_own(block) for block in page]
    for number in range(len(page) - 1, 0, -1):
        around = sums[page[number].up]
        around.all += sums[number].all
        around.headed = around.headed or sums[number].headed
    _free(page, sums)
    for number in range(len(page) - 1, -1, -1):
        block, own = page[number], sums[number]
        own.mark = 0 if block.cut else max(own.mark, min(block.mark, 1) if block.inside else block.mark)
        if len(within[number]) >= MIN_ENTRIES:
            own.listing = _listing([(page[each].tag, sums[each]) for each in within[number]])
        if number:
            _merge(sums[block.up], own, block.cut)
    return sums


def _own(block: Block) -> Sum:
    worth = max(block.worth, 0.0)
    return Sum(
        all=worth,
        worth=worth,
        text=block.text,
        link=block.link,
        marks=block.marks,
        labels=block.labels,
        paragraphs=block.paragraphs,
        headed=block.tag in HEADED,
    )


def _merge(around: Sum, own: Sum, cut: int) -> None:
    around.worth += 0 if cut else own.worth
    around.text += own.text
    around.link += own.link
    around.marks += own.marks
    around.labels += own.labels
    around.paragraphs += own.paragraphs
    around.mark = max(around.mark, own.mark)


def _free(page: list[Block], sums: list[Sum]) -> None:
    """Undo the cuts of blocks that hold what the page is about, whatever their names."""
    total = sums[0].all
    elsewhere = total - sum(sums[number].all for number in _outermost(page))
    freed: set[int] = set()
    for number, block in enumerate(page):
        worth = sums[number].all
        if not block.cut or worth <= HOLDS * total:
            continue
        alone = worth > ALONE * total and elsewhere < ELSEWHERE * total
        same = block.up in freed and worth > ALONE * sums[block.up].all
        if block.cut == 1 or sums[number].headed or alone or same:
            block.cut = 0
            freed.add(number)


def _outermost(page: list[Block]) -> list[int]:
    """Return the numbers of the blocks that are surely cut and stand in no other such block."""
    within = [False] * len(page)
    found = []
    for number, block in enumerate(page):
        within[number] = block.up >= 0 and (within[block.up] or page[block.up].cut == 2)
        if block.cut == 2 and not within[number]:
            found.append(number)
    return found


def _listing(entries: list[tuple[str, Sum]]) -> bool:
    """Whether the blocks inside a block are the entries of a list of other pages."""
    teasers = sum(tag in ENTRIES and _teaser(entry) for tag, entry in entries)
    filled = sum(entry.text + entry.link > 0 for _, entry in entries)
    return teasers >= max(MIN_ENTRIES, ENTRIES_SHARE * filled)


def _teaser(entry: Sum) -> bool:
    return (
        entry.labels >= 1
        and entry.paragraphs <= MAX_PARAGRAPHS
        and entry.worth <= MAX_WORTH
        and entry.link >= MIN_LINK
    )
