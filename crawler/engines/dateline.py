"""When a page was published: what its head says, what its template marks, and what stands near its headline.

Where the head knows the day only, a line of the page that names the same day gives the time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.document import Document
from crawler.engines.dates import moment
from crawler.engines.linked import article
from crawler.engines.main import Found
from crawler.engines.metas import metas

# Where a page says it, the surest first: names of meta elements, selectors, names, selectors.
SURE = (
    "property=article:published_time i",
    "property=og:article:published_time i",
    "itemprop=datepublished i",
)
MICRODATA = (
    "[itemprop=datePublished]@datetime",
    "[itemprop=datePublished]@content",
    "[itemprop=datePublished]",
)
META = (
    "name=pubdate i",
    "name=publishdate i",
    "name=publish-date i",
    "name=publication_date i",
    "name=parsely-pub-date i",
    "name=sailthru.date i",
    "name=dc.date.issued i",
    "name=dcterms.created i",
    "name=citation_publication_date i",
    "name=citation_date i",
    "property=og:release_date i",
    "property=og:published_time i",
    "name=article:published_time i",
    "name=dc.date i",
    "name=date i",
)
MARKED = (
    "time[pubdate]@datetime",
    "time[class*=publish i]@datetime",
    "article time[datetime]@datetime",
    "time[datetime]@datetime",
    "time",
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
CLOCK = (
    r"(?:[\sT,日|–—-]{0,3}(?:at )?(?:凌晨|早上|上午|中午|下午|晚上)?\s?\d{1,2}[:：时点]\d{2}"
    r"(?:[:：分]\d{2})?(?:\s?[ap]\.?m\b)?)?"
)
WRITTEN = re.compile(
    rf"(?:(?:19|20)\d\d\s?[-/.年]\s?\d{{1,2}}\s?[-/.月]\s?\d{{1,2}}(?:\s?日)?"
    rf"|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d|\d{{1,2}}(?:st|nd|rd|th)? {MONTH},? (?:19|20)\d\d"
    rf"|(?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d){CLOCK}(?!\d)",
    re.I,
)
# What stands before the date of something else: a right to copy, a licence, a birth; and of a change.
OTHER = re.compile(r"©|copyright|版权|备案|icp|截至|出生", re.I)
CHANGED = re.compile(r"modified|updated|修改|更新", re.I)
# The time of a day, midnight being what software writes where it knows the day only.
TIMED = re.compile(r"(?!0?0[:：]00)\d{1,2}[:：时点]\d{2}")
DAY = timedelta(days=1)
# Lines of a page in which it says when it was written, and how long such a line is.
BEFORE, HEAD, FOOT, AFTER, MAX_LINE = 25, 6, 4, 6, 160
# So many characters before a date say what it dates.
SAID = 16


def published(document: Document, found: Found) -> str:
    """Return when a page was published, ISO 8601 in UTC, "" if nothing says so.

    Times without a zone are in that of the site.
    """
    zone = document.site.timezone
    text, day = next(_times(_declared(document), zone), ("", ""))
    if day and TIMED.search(text):
        return day
    lines = _times(_written(found), zone)
    if not day:
        return next(lines, ("", ""))[1]
    return next((time for line, time in lines if TIMED.search(line) and _same_day(day, time)), day)


def _times(texts: Iterator[str], zone: str) -> Iterator[tuple[str, str]]:
    """Yield each text that names a time, with that time."""
    return ((text, time) for text in texts if text and (time := moment(text, timezone=zone)))


def _same_day(day: str, time: str) -> bool:
    """Whether a time is on the day that begins at another."""
    return timedelta() <= datetime.fromisoformat(time) - datetime.fromisoformat(day) < DAY


def _declared(document: Document) -> Iterator[str]:
    """Yield the times that the head and the template of a page give as that of its publication."""
    linked, said = article(document), document.once(metas)
    for key in ("datePublished", "dateCreated"):
        if isinstance(linked.get(key), str):
            yield linked[key]
    for names, selectors in ((SURE, MICRODATA), (META, MARKED)):
        yield from (contents[0] for name in names if (contents := said.get(name)))
        yield from map(document.value, selectors)


def _written(found: Found) -> Iterator[str]:
    """Yield the times in lines: before the text from below, at its ends, after it, and at last of changes."""
    places = [*reversed(found.before[-BEFORE:]), *found.inside[:HEAD], *found.inside[-FOOT:]]
    changes = []
    for line in [*places, *found.after[:AFTER]]:
        for match in WRITTEN.finditer(line[:MAX_LINE]):
            said = line[max(0, match.start() - SAID) : match.start()]
            if CHANGED.search(said):
                changes.append(match[0])
            elif not OTHER.search(said):
                yield match[0]
    yield from changes
