"""What pages lead to, in memory until it is written; what was seen lately is not written again."""

from __future__ import annotations

from dataclasses import replace

from crawler.entries import Entry

# Links repeat from page to page: so many addresses are remembered.
MAX_SEEN = 20_000
NEVER = (-1, False, "", 0)


class Found:
    """Addresses to tell the frontier of, each with the best that its links say of it."""

    def __init__(self) -> None:
        self._new: dict[tuple[str, str], Entry] = {}  # by address and mark: no mark may be lost
        self._seen: dict[str, tuple[int, bool, str, int]] = {}  # rank, again, mark, position
        self.best: dict[str, int] = {}  # the highest priority among the new ones, by host

    def __len__(self) -> int:
        """Return how many are new."""
        return len(self._new)

    def add(self, entry: Entry) -> None:
        """Take an address over, unless as much was said of it lately."""
        if not self._is_news(entry):
            return
        name = (entry.url, entry.context.mark)
        known = self._new.get(name)
        self._new[name] = together(known, entry) if known else entry
        self.best[entry.host] = max(entry.priority, self.best.get(entry.host, entry.priority))

    def entries(self) -> list[Entry]:
        """Return what is new."""
        return list(self._new.values())

    def clear(self) -> None:
        """Forget what was new: it is written."""
        self._new, self.best = {}, {}

    def _is_news(self, entry: Entry) -> bool:
        rank, again, mark, position = self._seen.get(entry.url, NEVER)
        known = (
            entry.rank <= rank
            and entry.again <= again
            and entry.context.mark in ("", mark)
            and (entry.rank < rank or entry.context.position == position)
        )
        if known and not entry.anew:
            return False
        if len(self._seen) >= MAX_SEEN:
            del self._seen[next(iter(self._seen))]
        best = entry.context.position if entry.rank >= rank else position
        self._seen[entry.url] = (
            max(rank, entry.rank),
            again or entry.again,
            entry.context.mark or mark,
            best,
        )
        return True


def together(known: Entry, found: Entry) -> Entry:
    """Return what two links say of one address: the place of the one that knows more, the last mark."""
    better = found if found.rank > known.rank else known
    return replace(
        better,
        context=replace(better.context, mark=found.context.mark or known.context.mark),
        again=known.again or found.again,
        anew=known.anew or found.anew,
    )
