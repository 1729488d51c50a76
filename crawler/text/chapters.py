"""A whole novel as text, cut into its chapters.

A line is a heading by its form (crawler.text.novels.headings) and by where it stands: headings in a row
with nothing between them are a table of contents, the chapter's own heading on every page is a
running head, a number alone counts only among its neighbours and not where pages end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.text.novels import outline
from crawler.text.novels.headings import BARE, CHAPTERS, MAX_HEADING, Heading, lines
from crawler.text.novels.paragraphs import is_wrapped

_GAP = re.compile(r"[\s#*=_~·•◇◆○●☆★—–-]*")
_PICTURE = re.compile(r"\[Illustration[^\]\n]{0,300}\]")
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
    found = outline.without_strays(outline.without_contents(outline.once(found)))
    found = outline.filled(found, [heading._replace(prose=True) for heading in fresh if not heading.sure])
    if sum(heading.form in CHAPTERS for heading in found) >= 2:
        found = [heading for heading in found if heading.form not in BARE]
    else:
        rows = [outline.counted(text, found, form) for form in BARE]
        best = {heading for row in sorted(rows, key=len)[-1:] for heading in row}
        found = [heading for heading in found if heading.form not in BARE or heading in best]
    return outline.joined(found)


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
