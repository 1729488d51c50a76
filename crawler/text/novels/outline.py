"""Which headings of a text stand: told by their order, their numbers and what is between them.

A room of its own because it asks nothing of the lines but their forms and numbers: a contents
list is headings in a row, a running head the open chapter's heading again, a stray a number out
of its row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from crawler.text.novels.headings import BARE, CHAPTERS, VOLUMES, Heading

CONTENTS_RUN = 3  # headings of one form with no prose between: BOOK I, PART I, CHAPTER I are of three forms
ENDED_SHARE = 0.7  # of the numbers that begin chapters follow an ended sentence; pages end anywhere
MAX_FIRST = 3  # a row of numbers that begins higher is a list of years or pages
MAX_LACKING = 3  # chapters in a row whose headings read like sentences
GLANCE = 20  # characters above a number in which a sentence's end is looked for
_ENDED = tuple(".!?。！？…”’」』»\"')）]~～*—-:：_")


def once(found: list[Heading]) -> list[Heading]:
    """Join the second of two equal headings in a row to the first: web pages repeat the title."""
    kept: list[Heading] = []
    for heading in found:
        if kept and not kept[-1].prose and _same(kept[-1], heading):
            longer = max(kept[-1].title, heading.title, key=len)
            kept[-1] = heading._replace(start=kept[-1].start, title=longer)
        else:
            kept.append(heading)
    return kept


def _same(one: Heading, other: Heading) -> bool:
    """Whether two headings in a row say the same, one of them perhaps without the title."""
    if one.form != other.form or one.number != other.number or one.listed != other.listed:
        return False
    return one.key == other.key or (one.number > 0 and one.bare != other.bare)


def without_contents(found: list[Heading]) -> list[Heading]:
    """Leave out tables of contents and numbered lists: headings in a row with no prose between."""
    kept: list[Heading] = []
    last = {name: heading.start for heading in found if not heading.listed for name in _names(heading)}
    for run in _runs(found):
        if not _is_list(run, last):
            kept += run
        elif not _ends_list(run, last):
            kept += _tail(run)
    return kept


def _names(heading: Heading) -> tuple[str, str]:
    return heading.key, f"{heading.form} {heading.number}"


def _is_list(run: list[Heading], last: dict[str, int]) -> bool:
    """Whether headings in a row are more than those of a volume and its first chapter."""
    if any(heading.listed for heading in run) or (run[-1].form in BARE and _counts(run)):
        return True
    many = max(Counter(heading.form for heading in run).values()) >= CONTENTS_RUN
    return many or (len(run) > 1 and sum(last[heading.key] > heading.start for heading in run) >= 2)


def _ends_list(run: list[Heading], last: dict[str, int]) -> bool:
    """Whether the last of a run, below which there is prose, is an entry of the list as well.

    It is if it counts on and comes again later (a number alone need not), or has no number and
    comes later but did not before.
    """
    end = run[-1]
    key, number = _names(end)
    if end.listed or (_counts(run) and (end.form in BARE or last[number] > end.start)):
        return True
    return not end.number and last[key] > end.start and all(heading.key != key for heading in run[:-1])


def _counts(run: list[Heading]) -> bool:
    """Whether the last of a run has the number after that of the one of its form above."""
    above = next((heading for heading in run[-2::-1] if heading.form == run[-1].form), None)
    return len(run) > 1 and above is not None and 0 < run[-1].number == above.number + 1


def _tail(run: list[Heading]) -> list[Heading]:
    """Return the end of a run that may stand above one chapter: headings of different forms."""
    tail: list[Heading] = []
    for heading in reversed(run):
        if heading.listed or any(heading.form == below.form for below in tail):
            break
        tail.insert(0, heading)
    above = run[-2 * len(tail) : -len(tail)]
    if tail and [heading.key for heading in above] == [heading.key for heading in tail]:  # all said twice
        tail[0] = tail[0]._replace(start=above[0].start)
    return tail


def _runs(found: list[Heading]) -> Iterator[list[Heading]]:
    """Yield headings that stand in a row: all but the last of a run have no prose."""
    run: list[Heading] = []
    for heading in found:
        run.append(heading)
        if heading.prose:
            yield run
            run = []
    if run:
        yield run


def without_strays(found: list[Heading]) -> list[Heading]:
    """Leave out running heads (the heading of the open chapter again) and numbers out of their row."""
    kept: list[Heading] = []
    opened: dict[str, Heading] = {}  # form -> the heading of the chapter that is open
    for heading in found:
        before = opened.get(heading.form)
        if before and before.number == heading.number:
            alike = before.key.startswith(heading.key) or heading.line.endswith(before.line)
            alike = alike or (before.bare and heading.form not in BARE)
            if before.line == heading.line or (heading.number and alike):
                continue
        if heading.form in VOLUMES:
            opened = {}
        opened[heading.form] = heading
        kept.append(heading)
    told = [heading for heading in kept if heading.form in CHAPTERS and heading.number]
    strays = {
        middle
        for one, middle, other in zip(told, told[1:], told[2:], strict=False)
        if other.number == one.number + 1
        and middle.number not in (one.number, other.number)
        and middle.number != 1
    }
    return [heading for heading in kept if heading not in strays] if strays else kept


def filled(found: list[Heading], doubtful: list[Heading]) -> list[Heading]:
    """Return the headings with the doubtful ones whose numbers are just those that two of them lack."""
    starts = [heading.start for heading in doubtful]
    told = [heading for heading in found if heading.form in CHAPTERS and heading.number]
    fill: list[Heading] = []
    for one, other in pairwise(told):
        between = doubtful[bisect_left(starts, one.start) : bisect_left(starts, other.start)]
        lacking = range(one.number + 1, min(other.number, one.number + MAX_LACKING + 1))
        numbers = [heading.number for heading in between if heading.form == one.form]
        if numbers and numbers == list(lacking) and other.number <= one.number + MAX_LACKING + 1:
            fill += between
    return sorted([*found, *fill], key=lambda heading: heading.start) if fill else found


def counted(text: str, found: list[Heading], form: str) -> list[Heading]:
    """Return the numbers of one form that count upwards by one from a low one, if they begin chapters.

    They begin anew with each volume.  Where most of them break into a sentence they are the
    numbers of pages.
    """
    counted: list[Heading] = []
    part: list[Heading] = []
    for heading in [*found, None]:
        if heading is None or heading.form in VOLUMES:
            counted += _row(part)
            part = []
        elif heading.form == form:
            part.append(heading)
    below = {following for heading, following in pairwise(found) if not heading.prose}
    above = [text[max(0, heading.start - GLANCE) : heading.start].rstrip() for heading in counted]
    ended = sum(
        not before or before.endswith(_ENDED) or heading in below
        for heading, before in zip(counted, above, strict=True)
    )
    return counted if ended >= ENDED_SHARE * (len(counted) - 1) else []


def _row(same: list[Heading]) -> list[Heading]:
    """Return the longest row that counts by one, from at most MAX_FIRST on; a number may be lost."""
    best: dict[int, tuple[int, Heading, int]] = {}  # number -> length, its heading, the number before it
    for heading in same:
        n = heading.number
        length, before = max(((best[k][0], k) for k in (n - 1, n - 2) if k in best), default=(0, 0))
        told, held = best.get(n, (0, heading, 0))[:2]
        titled = (
            heading.form == "roman" and held.bare and not heading.bare
        )  # I. A TITLE rather than a section's I.
        if (length or n <= MAX_FIRST) and (told < length + 1 or (told == length + 1 and titled)):
            best[n] = (length + 1, heading, before)
    row: list[Heading] = []
    if best:
        n = max(best, key=lambda number: best[number][0])
        while n in best and (not row or best[n][1].start < row[-1].start):
            row.append(best[n][1])
            n = best[n][2]
    return row[::-1] if len(row) > 1 else []


def joined(found: list[Heading]) -> list[Heading]:
    """Return the headings with those of volumes joined to the chapter that follows at once."""
    joined: list[Heading] = []
    for heading in found:
        above = joined[-1] if joined else None
        if above and not above.prose and above.form in VOLUMES:
            joined[-1] = heading._replace(
                start=above.start, title=f"{above.title} {heading.title.lstrip('#* ')}"
            )
        else:
            joined.append(heading)
    return joined
