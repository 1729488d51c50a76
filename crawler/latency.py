"""How long answers take: quantiles of any number of seconds in a memory that does not grow.

A histogram whose classes are 5 % wide: a quantile comes out within 2.5 % of the true one, from a
millisecond to an hour; what is shorter or longer counts as that.
"""

from __future__ import annotations

import math
from collections import Counter

LEAST_S, MOST_S, STEP = 0.001, 3600.0, 1.05
LAST = math.ceil(math.log(MOST_S / LEAST_S, STEP))


class Latency:
    """Counts seconds by their class; ``classes`` holds some three hundred counters at most."""

    def __init__(self) -> None:
        self.classes: Counter[int] = Counter()

    def see(self, seconds: float) -> None:
        """Count one answer."""
        known = LEAST_S if math.isnan(seconds) else min(max(seconds, LEAST_S), MOST_S)
        self.classes[min(int(math.log(known / LEAST_S, STEP)), LAST)] += 1

    def quantile(self, share: float) -> float | None:
        """Return the seconds within which a share of the answers came, None if there were none.

        >>> latency = Latency()
        >>> for hundredths in range(1, 101):
        ...     latency.see(hundredths / 100)
        >>> [latency.quantile(share) for share in (0.5, 0.95)]
        [0.503, 0.949]
        """
        rank, seen = max(1, math.ceil(share * self.classes.total())), 0
        for number, count in sorted(self.classes.items()):
            seen += count
            if seen >= rank:
                return round(LEAST_S * math.pow(STEP, number + 0.5), 3)
        return None
