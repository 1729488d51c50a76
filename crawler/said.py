"""What pages last said of each address that they lead to: they repeat the links of the pages around them."""

from __future__ import annotations

from crawler.records import Context

# Addresses that are remembered, some 30 MB; the oldest go first.
MOST = 200_000


class Said:
    """Tells links that say more of their page than was known from those that say it again."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}

    def holds(self, url: str, context: Context, *, again: bool) -> bool:
        """Whether this is what was last said of an address."""
        return self._last.get(hash(url)) == hash((context, again))

    def note(self, url: str, context: Context, *, again: bool) -> bool:
        """Remember what is said of an address; return whether it was known."""
        address = hash(url)
        known = address in self._last
        self._last[address] = hash((context, again))
        if len(self._last) > MOST:
            del self._last[next(iter(self._last))]
        return known
