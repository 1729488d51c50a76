"""How many signatures a second: ours, and datasketch's from the same shingles (at least 30 and 7 times).

Run with no arguments for the table: medians of runs that take turns, so that a machine that slows
down slows all alike.  Each counts from the text on: shingles are part of the work.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version

from datasketch import MinHash

from crawler.text.duplicates import BANDS, PERMUTATIONS, ROWS, signatures
from crawler.text.shingles import UNITS

ROUNDS, TEXTS = 7, 20
HANZI = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]


def chinese(pick: random.Random) -> str:
    """Return 1,700 characters of unspaced text."""
    return "".join(pick.choices(HANZI, k=1700))


def english(pick: random.Random) -> str:
    """Return words of 5,000 bytes."""
    words = ["".join(pick.choices("etaoinshrdlu", k=pick.randint(2, 9))) for _ in range(1000)]
    return " ".join(words)[:5000]


def shingles(units: str | list[str], joint: str) -> Iterator[bytes]:
    """Yield five units in a row, at every place."""
    for start in range(len(units) - UNITS + 1):
        yield joint.join(units[start : start + UNITS]).encode()


def ours(texts: list[str]) -> None:
    """Sign all texts in one call, as the step of a page with many posts does."""
    signatures(texts)


def ours_singly(texts: list[str]) -> None:
    """Sign one text a call, as the step of a chapter does."""
    for text in texts:
        signatures([text])


def at_once(texts: list[str], *, spaced: bool) -> None:
    """Sign with datasketch, all shingles of a text in one call."""
    for text in texts:
        MinHash(PERMUTATIONS).update_batch(shingles(text.split() if spaced else text, " " * spaced))


def one_by_one(texts: list[str], *, spaced: bool) -> None:
    """Sign with datasketch, a call for each shingle, as its first example does."""
    for text in texts:
        sketch = MinHash(PERMUTATIONS)
        for shingle in shingles(text.split() if spaced else text, " " * spaced):
            sketch.update(shingle)


def seconds(work: Callable[[list[str]], None], texts: list[str]) -> float:
    """Return how long a run over all texts takes."""
    begin = time.perf_counter()
    work(texts)
    return time.perf_counter() - begin


def medians(runs: dict[str, Callable[[list[str]], None]], texts: list[str]) -> dict[str, float]:
    """Return texts a second of each run, the median of ROUNDS after one that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS + 1):
        for name, run in runs.items():
            taken[name].append(seconds(run, texts))
    return {name: len(texts) / statistics.median(times[1:]) for name, times in taken.items()}


def main() -> None:
    """Print the table."""
    pick = random.Random(1)
    print(f"{PERMUTATIONS} minima ({BANDS} bands of {ROWS}), shingles of {UNITS} units, one process")
    print(f"{'text':<28}{'signed by':<34}{'a second':>10}{'ours is':>10}")
    for name, make, spaced in (
        ("Chinese, 1,700 characters", chinese, False),
        ("English, 5,000 bytes", english, True),
    ):
        runs: dict[str, Callable[[list[str]], None]] = {
            f"ours, {TEXTS} texts a call": ours,
            "ours, one text a call": ours_singly,
            f"datasketch {version('datasketch')} update_batch": partial(at_once, spaced=spaced),
            f"datasketch {version('datasketch')} update": partial(one_by_one, spaced=spaced),
        }
        rates = medians(runs, [make(pick) for _ in range(TEXTS)])
        best = next(iter(rates.values()))
        for run, rate in rates.items():
            print(f"{name:<28}{run:<34}{rate:>10,.0f}{best / rate:>9.1f}x")


if __name__ == "__main__":
    main()
