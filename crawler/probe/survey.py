"""Which pages of an unknown site are looked at, and what each of them is.

Known software tells its pages apart itself; then a listing and what it leads to are enough.  On an
unknown site the links that stand in one place of a page lead to pages of one kind, so one of each
such group is looked at, those first that seem to be the page's content.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from crawler.document import Document, read
from crawler.engines import contents, visit
from crawler.engines.signs import SURE, Guess, guesses
from crawler.marks import LISTS
from crawler.probe import nodeinfo
from crawler.probe.groups import Group, groups
from crawler.probe.kinds import Kind, kind_of
from crawler.records import Drop, Link, Page, Record
from crawler.sites import Site

# Pages with a record that a person sees, and pages fetched at most to find them.
SHOWN, MAX_PAGES = 3, 20
# Roles of pages that hold texts.
TEXTS = ("thread", "timeline", "contents", "chapter", "article")
# Pages of one kind that are looked at: the second tells what of the first was chance.
EACH = 2
# The place of links that a list of chapters holds, however it is built.
CHAPTERS = "chapters"


class Origin(NamedTuple):
    """Where the link to a page stood: on which page, in which of its groups; "" for the first page."""

    parent: str = ""
    place: str = ""


NOWHERE = Origin()


class Rank(NamedTuple):
    """When a group's turn is: the least first."""

    navigation: bool
    seen: int
    outside: float
    depth: int
    lightness: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that was looked at: what it is, what was read from it, and the groups of its links."""

    page: Page
    document: Document
    kind: Kind
    result: Record | Drop
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    origin: Origin = NOWHERE

    @property
    def url(self) -> str:
        """The address of the page."""
        return self.page.url


def _chapters(document: Document) -> Group:
    """Return the chapters that a contents page lists as a group of their own."""
    entries = contents.read(document).entries
    return Group(
        f"{CHAPTERS} {document.page.url}", tuple(e.url for e in entries), tuple(e.title for e in entries)
    )


@dataclass
class Survey:
    """The pages of a site seen so far; ``next`` names the one to fetch now, ``see`` takes what came.

    ``asked`` has the address of each page that was asked for, ``aside`` those of what a server says of
    itself, ``more`` is one of these that is still to be asked for.
    """

    site: Site
    max_pages: int = MAX_PAGES
    samples: list[Sample] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    asked: dict[str, Origin] = field(default_factory=dict)
    aside: set[str] = field(default_factory=set)
    more: str = ""

    @property
    def engine(self) -> str:
        """The engine of known software, "" as long as none is sure."""
        best = next(iter(self.guesses), None)
        return best.engine if best and best.confidence >= SURE else ""

    def see(self, page: Page) -> None:
        """Take a page that was fetched."""
        document = read(page, self.site)
        if page.url in self.aside:
            self._hear(document)
        elif isinstance(document, Drop):
            self.failures[page.url] = document.reason
        else:
            self._learn([] if self.samples else guesses(document))
            self.samples.append(self._known(page, document) if self.engine else self._unknown(page, document))

    def miss(self, url: str, reason: str) -> None:
        """Take note of a page that could not be had; few hosts have a description."""
        if url not in self.aside:
            self.failures[url] = reason

    def _hear(self, document: Document | Drop) -> None:
        """Take what a server says of itself."""
        if isinstance(document, Document):
            told = nodeinfo.guess(document)
            self._learn([told] if told else [])
            self.more = nodeinfo.described(document)

    def _learn(self, told: list[Guess]) -> None:
        """Take guesses of the engine; once one is sure, all that was seen is looked at with it."""
        if self.engine or not told:
            return
        self.guesses = sorted([*told, *self.guesses], key=lambda guess: -guess.confidence)
        if self.engine:
            self.samples = [self._known(each.page, each.document) for each in self.samples]

    def _known(self, page: Page, document: Document) -> Sample:
        seen = visit(page, self.known_site)
        kind = Kind(page.context.rel or "listing", 1.0)
        return Sample(page, document, kind, seen.result, tuple(seen.links))

    def _unknown(self, page: Page, document: Document) -> Sample:
        origin = self.asked.get(page.url, NOWHERE)
        kind, result = kind_of(document, self.site, among_chapters=origin.place.startswith(CHAPTERS))
        found = [_chapters(document)] if kind.rel == "contents" else groups(document)
        return Sample(page, document, kind, result, (), tuple(found), origin)

    @property
    def known_site(self) -> Site:
        """The site with the engine that its pages are known to be of."""
        return Site(self.site.name, engine=self.engine, domains=self.site.domains, start=self.site.start)

    def next(self) -> Link | None:
        """Return the page to look at now, None if enough were seen."""
        shown = sum(isinstance(sample.result, Record) for sample in self.samples)
        if len(self.asked) >= self.max_pages or (self.engine and shown >= SHOWN):
            return None
        if not self.engine and (address := self._description()):
            self.aside.add(address)
            return Link(address)
        chosen = next(self._of_engine() if self.engine else self._of_groups(), None)
        if chosen:
            link, origin = chosen
            self.asked[link.url] = origin
            return link
        return None

    def _description(self) -> str:
        """Return where the server may describe itself, "" if that was asked already."""
        start = self.site.start[0]
        known = urljoin(start, nodeinfo.ADDRESS)
        if known not in self.aside:
            return known
        return self.more if self.site.allows(self.more) and self.more not in self.aside else ""

    def _of_engine(self) -> Iterator[tuple[Link, Origin]]:
        """Yield what a known engine asks for: texts before lists, the newest pages' links first."""
        open_links = [
            (link, Origin(sample.url))
            for sample in reversed(self.samples)
            for link in sample.links
            if link.url not in self.asked
        ]
        for is_list in (False, True):
            for link, origin in open_links:
                if (link.context.rel in LISTS) == is_list and link.context.rel != "changes":
                    yield link, origin

    def _of_groups(self) -> Iterator[tuple[Link, Origin]]:
        """Yield an address of each group that was not looked at often enough.

        What stands on every page is navigation and comes last; what lies below the address that was
        asked for comes first, and of deeper pages' groups the weightiest.
        """
        places = Counter(origin.place for origin in self.asked.values())
        common = self._navigation()
        told = [
            (
                Rank(group.place in common, places[group.place], -self._below(group), -depth, -group.weight),
                group,
                sample.url,
            )
            for depth, sample in enumerate(self.samples)
            if sample.kind.rel in LISTS
            for group in sample.groups
        ]
        origins = Counter(self.asked.values())
        stays = self._is_section() and any(sample.kind.rel in TEXTS for sample in self.samples)
        for rank, group, parent in sorted(told, key=itemgetter(0)):
            if rank.navigation and stays:
                continue
            origin = Origin(parent, group.place)
            url = next((each for each in group.urls if each not in self.asked), "")
            if url and origins[origin] < EACH:
                yield Link(url), origin

    def _is_section(self) -> bool:
        """Whether a part of a site was asked for, and not the whole."""
        return urlsplit(self.site.start[0]).path.strip("/") != ""

    def _below(self, group: Group) -> float:
        """Return which share of a group lies below the address that was asked for."""
        folder = self.site.start[0].partition("?")[0].rpartition("/")[0] + "/"
        return sum(url.startswith(folder) for url in group.urls) / len(group.urls)

    def _navigation(self) -> set[str]:
        """Return the places whose links are the same on most pages."""
        if len(self.samples) < EACH:
            return set()
        counts = Counter(
            (group.place, url) for sample in self.samples for group in sample.groups for url in group.urls
        )
        return {place for (place, _), count in counts.items() if count > len(self.samples) / 2}
