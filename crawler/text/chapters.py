"""A whole novel as text, cut into its chapters.

A line is a heading by its form (crawler.text.headings) and by where it stands: headings in a row
with nothing between them are a table of contents, the chapter's own heading on every page is a
running head, a number alone counts only among its neighbours and not where pages end.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from crawler.text.headings import BARE, CHAPTERS, MAX_HEADING, VOLUMES, Heading, lines
from crawler.text.paragraphs import is_wrapped

CONTENTS_RUN = 3  # headings of one form with no prose between: BOOK I, PART I, CHAPTER I are of three forms
ENDED_SHARE = 0.7  # of the numbers that begin chapters follow an ended sentence; pages end anywhere
MAX_LACKING = 3  # chapters in a row whose headings read like sentences
GLANCE = 20  # characters above a number in which a sentence's end is looked for
MAX_FIRST = 3  # a row of numbers that begins higher is a list of years or pages

_GAP = re.compile(r"[\s#*=_~·•◇◆○●☆★—–-]*")
_PICTURE = re.compile(r"\[Illustration[^\]\n]{0,300}\]")
_ENDED = tuple(".!?。！？…”’」』»\"')）]~～*—-:：_")
_TITLE_ENDS = tuple("。，,；;：:、.")
_OPENING = tuple("“‘「『\"'«„—–-")
# What a title does not hold: speech, the end of a sentence before its own.
_SENTENCE = re.compile(
    r"^[“‘「『\"'«„—–-]|[：:，,][“「『\"]|[。！？][^。！？]|[.!?] [A-Z“]|[。！？.,][”」』\"]$"
)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: ``text[start:end]`` holds it with its heading.

    ``title`` is that heading, its lines joined by a space, "" if there is none.
    """

    title: str
    start: int
    end: int


def split(text: str, language: str | None = None) -> list[Chapter]:
    """Cut ``text`` into chapters, in order and without gaps.

    What stands before the first heading is a chapter of title "", unless it is white space; so
    is a text without headings.  The empty text has no chapters.  The heading of a volume belongs
    to the chapter that follows it at once.  ``language`` (BCP 47) zh or en keeps the headings of
    others out where it has some itself; all are looked for without it.
    """
    starts = [(heading.start, heading.title) for heading in headings(text, language)]
    if not starts or text[: starts[0][0]].strip():
        starts.insert(0, (0, ""))
    elif starts:
        starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [
        Chapter(title, start, end) for (start, title), end in zip(starts, ends, strict=True) if end > start
    ]


def headings(text: str, language: str | None = None) -> list[Heading]:
    """Return the headings of ``text`` in order, without tables of contents, lists and running heads."""
    found = list(lines(text, language))
    if language and not any(heading.form in CHAPTERS for heading in found):
        found = list(lines(text, None))
    if not found:
        return []
    fresh = _fresh(text, found)
    found = list(_prosaic(text, [heading for heading in fresh if heading.sure]))
    found = _without_strays(_without_contents(_once(found)))
    found = _filled(found, [heading._replace(prose=True) for heading in fresh if not heading.sure])
    if sum(heading.form in CHAPTERS for heading in found) >= 2:
        found = [heading for heading in found if heading.form not in BARE]
    else:
        best = set(max((_counted(text, found, form) for form in BARE), key=len))
        found = [heading for heading in found if heading.form not in BARE or heading in best]
    return _joined(found)


def _fresh(text: str, found: list[Heading]) -> list[Heading]:
    """Leave out lines within a paragraph, where the text is set in short lines."""
    if not is_wrapped(text):
        return found
    kept: list[Heading] = []
    for heading in found:
        above = text.rfind("\n", 0, max(0, heading.start - 1)) + 1
        begins = not text[above : heading.start].strip()
        if begins or (kept and kept[-1].end + 1 >= above):  # below a heading, or its title
            kept.append(heading)
    return kept


def _prosaic(text: str, found: list[Heading]) -> Iterator[Heading]:
    """Yield the headings with the title on the next line, if there is one, and whether prose follows.

    Ornaments and the captions of pictures are no prose.
    """
    for place, heading in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        limit = following.start if following else len(text)
        heading = _titled(text, heading, limit)
        between = text[heading.end : limit] if limit - heading.end < 2000 else "prose"
        if "[Ill" in between:
            between = _PICTURE.sub("", between)
        yield heading._replace(prose=_GAP.fullmatch(between) is None)


def _titled(text: str, heading: Heading, limit: int) -> Heading:
    """Return the heading with the line below for its title, if it has none and that line looks like one."""
    if not heading.bare or heading.listed:
        return heading
    skipped = _GAP.match(text, heading.end, limit)
    start = skipped.end() if skipped else limit
    if start >= limit or text.count("\n", heading.end, start) not in (1, 2):
        return heading
    end = text.find("\n", start, start + MAX_HEADING + 1)
    if end < 0 or end > limit:
        return heading
    title = text[start:end].strip()
    if _SENTENCE.search(title) or (title.endswith(_TITLE_ENDS) and not title.isupper()):
        return heading
    below = text[end + 1 : end + 2 + MAX_HEADING].partition("\n")[0]
    apart = not below.strip() or not text[end:limit].strip()  # a blank line below, or a heading
    indented = below.startswith((" ", "\u3000", "\t", *_OPENING)) or len(below) > MAX_HEADING
    if not (apart or (indented and not title.isascii() and len(title) < MAX_HEADING // 2)):
        return heading
    if title[:1].islower() or (heading.form in BARE and not apart):
        return heading
    return heading._replace(end=end, title=f"{heading.title} {title}", bare=False)


def _once(found: list[Heading]) -> list[Heading]:
    """Join the second of two equal headings in a row to the first: web pages repeat the title above the text."""
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


def _without_contents(found: list[Heading]) -> list[Heading]:
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
    if any(heading.listed for heading in run) or _counts(run) and run[-1].form in BARE:
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


def _without_strays(found: list[Heading]) -> list[Heading]:
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


def _filled(found: list[Heading], doubtful: list[Heading]) -> list[Heading]:
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


def _counted(text: str, found: list[Heading], form: str) -> list[Heading]:
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
    """Return the longest row of numbers that count by one, from at most MAX_FIRST on; a number may be lost."""
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


def _joined(found: list[Heading]) -> list[Heading]:
    """Return the headings with those of volumes joined to the chapter that follows at once."""
    joined: list[Heading] = []
    for heading in found:
        above = joined[-1] if joined else None
        if above and not above.prose and above.form in VOLUMES:
            joined[-1] = heading._replace(start=above.start, title=f"{above.title} {heading.title}")
        else:
            joined.append(heading)
    return joined
