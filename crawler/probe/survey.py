"""Which pages of an unknown site are looked at, and what each of them is.

Known software tells its pages apart itself; then a listing and what it leads to are enough.  On an
unknown site the links that stand in one place of a page lead to pages of one kind, so one of each
such group is looked at, those first that seem to be the page's content.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from crawler.document import Document, read
from crawler.engines import visit
from crawler.engines.signs import SURE, Guess, guesses
from crawler.marks import LISTS
from crawler.probe.groups import Group, groups
from crawler.probe.kinds import Kind, kind_of
from crawler.records import Context, Drop, Link, Page, Record
from crawler.sites import Site

# Pages with a record that a person sees, and pages fetched at most to find them.
SHOWN, MAX_PAGES = 3, 12
# Pages of one kind that are looked at: the second tells what of the first was chance.
EACH = 2


@dataclass(frozen=True, slots=True)
class Sample:
    """A page that was looked at: what it is, what was read from it, and the groups of its links."""

    page: Page
    document: Document | None
    kind: Kind
    result: Record | Drop
    links: tuple[Link, ...] = ()
    groups: tuple[Group, ...] = ()
    group: str = ""


@dataclass
class Survey:
    """The pages of a site seen so far; ``next`` names the one to fetch now, ``see`` takes what came."""

    site: Site
    max_pages: int = MAX_PAGES
    samples: list[Sample] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)

    @property
    def engine(self) -> str:
        """The engine of known software, "" as long as none is sure."""
        best = next(iter(self.guesses), None)
        return best.engine if best and best.confidence >= SURE else ""

    def see(self, page: Page) -> None:
        """Take a page that was fetched."""
        document = read(page, self.site)
        if isinstance(document, Drop):
            self.failures[page.url] = document.reason
            return
        if not self.samples and not self.guesses:
            self.guesses = guesses(document)
        self.samples.append(self._known(page, document) if self.engine else self._unknown(page, document))

    def _known(self, page: Page, document: Document) -> Sample:
        seen = visit(page, self.known_site)
        kind = Kind(page.context.rel or "listing", 1.0)
        return Sample(page, document, kind, seen.result, tuple(seen.links))

    def _unknown(self, page: Page, document: Document) -> Sample:
        origin = self.asked.get(page.url, "")
        listed = any(
            sample.kind.rel == "contents" and origin in {group.place for group in sample.groups}
            for sample in self.samples
        )
        kind, result = kind_of(document, self.site, among_chapters=listed)
        return Sample(page, document, kind, result, (), tuple(groups(document)), origin)

    @property
    def known_site(self) -> Site:
        """The site with the engine that its pages are known to be of."""
        return Site(self.site.name, engine=self.engine, domains=self.site.domains, start=self.site.start)

    def next(self) -> Link | None:
        """Return the page to look at now, None if enough were seen."""
        shown = sum(isinstance(sample.result, Record) for sample in self.samples)
        if len(self.asked) >= self.max_pages or (self.engine and shown >= SHOWN):
            return None
        chosen = next(self._of_engine() if self.engine else self._of_groups(), None)
        if chosen:
            link, group = chosen
            self.asked[link.url] = group
            return link
        return None

    def _of_engine(self) -> Iterator[tuple[Link, str]]:
        """Yield what a known engine asks for: texts before lists, the newest pages' links first."""
        open_links = [
            link for sample in reversed(self.samples) for link in sample.links if link.url not in self.asked
        ]
        for is_list in (False, True):
            for link in open_links:
                if (link.context.rel in LISTS) == is_list and link.context.rel != "changes":
                    yield link, ""

    def _of_groups(self) -> Iterator[tuple[Link, str]]:
        """Yield an address of each group that was not looked at often enough, deeper pages' groups first.

        What stands on every page is navigation; it comes last.
        """
        seen: dict[str, int] = {}
        for place in self.asked.values():
            seen[place] = seen.get(place, 0) + 1
        common = self._navigation()
        told = [
            (seen.get(group.place, 0), group.place in common, -depth, -group.weight, group)
            for depth, sample in enumerate(self.samples)
            if sample.kind.rel in ("listing", "contents", "")
            for group in sample.groups
        ]
        for count, _, _, _, group in sorted(told, key=lambda row: row[:4]):
            for url in group.urls if count < EACH else ():
                if url not in self.asked:
                    yield Link(url, Context()), group.place
                    break

    def _navigation(self) -> set[str]:
        """Return the places whose links are the same on most pages."""
        if len(self.samples) < EACH:
            return set()
        counts: dict[tuple[str, str], int] = {}
        for sample in self.samples:
            for group in sample.groups:
                for url in group.urls:
                    counts[group.place, url] = counts.get((group.place, url), 0) + 1
        return {place for (place, _), count in counts.items() if count > len(self.samples) / 2}
