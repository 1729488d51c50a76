"""From the pages of a survey to a draft of the site's file, with a reason for each line.

Known software needs an engine and a start.  Of an unknown site the kinds of its pages and the
shapes of their addresses become [follow]; the words by which known software shows its posts, or
selectors found in the pages, become [fields].
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from crawler import licences
from crawler.marks import LISTS
from crawler.probe.draft import Draft
from crawler.probe.groups import further
from crawler.probe.induce import thread_fields
from crawler.probe.shapes import Shape, paged, shapes
from crawler.probe.survey import Sample, Survey
from crawler.records import Record
from crawler.text.language import detect

# Roles whose first sample names the engine of a site, the surest first.
ENGINE_OF = {"thread": "generic", "contents": "book", "chapter": "book", "article": "generic"}
# Two or more kinds of texts on one site: the generic engine reads each page by its role.
MIXED = "generic"
# Roles whose works are named by their addresses; chapters are told by their contents page.
THREADS = ("thread", "timeline")
ROLES = ("listing", "contents", "chapter", "thread", "timeline", "article")
# A pattern is searched in the whole address; what is found out is about path and query.
HOST = "^https?://[^/]+"


def conclude(survey: Survey) -> Draft:
    """Return the draft of a site that was surveyed."""
    host = urlsplit(survey.site.start[0]).hostname
    draft = Draft(
        why=(),
        engine=survey.engine,
        start=survey.site.start,
        domains=survey.site.domains,
        license=_licence(survey.samples),
        language=_language(survey.samples),
        delay_s=survey.site.delay_s,
    )
    if survey.engine:
        best = survey.guesses[0]
        return replace(draft, why=(f"{host} runs {best.engine}: {', '.join(best.why)}",))
    if known := _software(survey.samples):
        return replace(draft, engine=known, why=(f"{host} runs {known}: so its threads say",))
    kinds = Counter(sample.kind.rel for sample in survey.samples)
    told = ", ".join(f"{count} {rel}" for rel, count in kinds.most_common())
    why = f"{host} runs no software that is known; of {len(survey.samples)} pages {told}"
    return replace(
        draft,
        why=(why,),
        engine=_engine(survey.samples),
        follow=dict(_follow(survey.samples)),
        fields=_fields(survey.samples),
        notes={"fields": "found in the pages; without them posts are found by their structure"},
    )


def _fields(samples: Sequence[Sample]) -> dict[str, str]:
    """Return selectors that read every thread that was seen as it was read without them, {} if none do."""
    threads = [
        (sample.document, sample.result)
        for sample in samples
        if sample.kind.rel == "thread" and not sample.kind.engine and isinstance(sample.result, Record)
    ]
    return thread_fields(threads)


def _software(samples: Sequence[Sample]) -> str:
    """Return the known software that all pages with texts are of, "" if they are not of one."""
    found = {sample.kind.engine for sample in samples if sample.kind.rel in ENGINE_OF}
    return next(iter(found)) if len(found) == 1 else ""


def _engine(samples: Sequence[Sample]) -> str:
    found = {ENGINE_OF[sample.kind.rel] for sample in samples if sample.kind.rel in ENGINE_OF}
    return next(iter(found)) if len(found) == 1 else MIXED


def _follow(samples: Sequence[Sample]) -> Iterator[tuple[str, str]]:
    """Yield role and pattern; addresses of one role that differ in shape are alternatives of it."""
    found: dict[str, list[tuple[str, Shape]]] = {}
    for sample in _useful(samples):
        for shape in _shapes_of(sample, samples):
            found.setdefault(sample.kind.rel, []).append((sample.url, shape))
    for rel in sorted(found, key=ROLES.index):
        patterns = [shape.pattern if rel in THREADS else shape.plain for shape in _needed(found[rel])]
        # A group of a pattern has one name, so that only the first shape can name works and pages.
        first, *others = dict.fromkeys(patterns)
        yield rel, HOST + (f"(?:{'|'.join([first, *map(_nameless, others)])})" if others else first)


def _needed(found: Sequence[tuple[str, Shape]]) -> list[Shape]:
    """Return as many shapes as are needed to match all addresses, those first that know of further pages."""
    needed: list[Shape] = []
    for url, shape in sorted(found, key=lambda pair: pair[1].page < 0):
        if not any(each.matches(url) for each in needed):
            needed.append(shape)
    return needed


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


def _useful(samples: Sequence[Sample]) -> list[Sample]:
    """Return the pages with texts, and the lists on the way to them."""
    parents = {sample.url: sample.origin.parent for sample in samples}
    wanted: set[str] = set()
    for sample in samples:
        url = sample.url if sample.kind.rel in ENGINE_OF else ""
        while url and url not in wanted:
            wanted.add(url)
            url = parents.get(url, "")
    return [sample for sample in samples if sample.url in wanted]


def _shapes_of(sample: Sample, samples: Sequence[Sample]) -> Iterator[Shape]:
    """Yield the shape of the links among which a page was found, with what its further pages add."""
    urls = [
        url
        for other in samples
        for group in other.groups
        if group.place == sample.origin.place and other.kind.rel in LISTS
        for url in group.urls
    ]
    more = list(further(sample.document))
    for shape in shapes(urls or [sample.url]):
        if shape.matches(sample.url):
            yield paged(shape, sample.url, more)


def _licence(samples: Sequence[Sample]) -> str:
    """Return the open licence that the records' pages state, "" if they state none or several."""
    found = {sample.result.licence for sample in samples if isinstance(sample.result, Record)} - {""}
    return next(iter(found)) if len(found) == 1 and found <= licences.OPEN else ""


def _language(samples: Sequence[Sample]) -> str:
    texts = [sample.result.text for sample in samples if isinstance(sample.result, Record)]
    found = detect("\n".join(texts)) if texts else "und"
    return "" if found == "und" else found
