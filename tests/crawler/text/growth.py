"""Whether the time of a call grows no faster than its text, told so that a busy machine changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

# Twice the text may take this much more: twice, and what a busy machine adds.  Four times is a square.
MOST = 3.2
# Seconds that say nothing: loading, caches, the clock.
FLOOR_S = 0.004
ROUNDS = 6


def excess(call: Callable[[int], Callable[[], object]], size: int) -> float:
    """Return how much longer twice ``size`` took than it may, 0.0 if it did not.

    ``call`` makes the call for a size.  The least of several rounds counts, in CPU seconds; where
    the first rounds are fast enough no more are run.
    """
    once, twice = call(size), call(2 * size)
    least, most = seconds(once), seconds(twice)
    for _ in range(ROUNDS):
        if most <= MOST * least + FLOOR_S:
            return 0.0
        least, most = min(least, seconds(once)), min(most, seconds(twice))
    return max(0.0, most - MOST * least - FLOOR_S)


def seconds(call: Callable[[], object]) -> float:
    """Return the CPU seconds of a call."""
    begun = time.process_time()
    call()
    return time.process_time() - begun
