"""Limits of quality by language, and what a text exceeds.

A limit is named after its measure (see crawler.text.measures.measures): ``max_digits`` bounds ``digits``
from above.  Each needs a least number of lines, words or characters before it says anything;
shorter texts are exempt from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from crawler.text.measures.function_words import PARTICLES, WORDS
from crawler.text.measures.measures import Measures


@dataclass(frozen=True, slots=True)
class Fault:
    """A measure beyond its limit."""

    measure: str
    value: float
    limit: float
    least: bool  # whether the limit is a lower one

    def __str__(self) -> str:
        """Return it in words, with the figure and the limit."""
        bound = "at least" if self.least else "at most"
        return f"{self.measure.replace('_', ' ')} {_shown(self.value)}, {bound} {_shown(self.limit)}"


def _shown(value: float) -> str:
    """Return a share with three decimals, a count or a length as it is."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


# Name: what it needs (a measure and the least of it), then the limit for English, for Chinese and
# for any other language; None is no limit.  "Gopher" is Rae et al. 2021, section A.1.1 and table
# A1, "FineWeb" Penedo et al. 2024, "FineWeb 2" the file cmn_Hani of Penedo et al. 2025, whose
# Chinese is segmented into words.  "Measured" is what 99 of 100 chapters of novels and gold texts
# of articles keep to (LitBank, 平凡的世界, 呐喊; AEB, CWCED, WCXB), with room above it.
_TABLE: Mapping[str, tuple[str, int, float | None, float | None, float | None]] = {
    # Gopher has 0.30, FineWeb 2 0.287; articles repeat labels, captions and headings (measured).
    "max_duplicate_lines": ("lines", 10, 0.36, 0.36, 0.40),
    "max_duplicate_paragraphs": ("paragraphs", 6, 0.36, 0.36, 0.40),
    # Gopher has 0.20.
    "max_duplicate_line_chars": ("lines", 10, 0.25, 0.25, 0.30),
    "max_duplicate_paragraph_chars": ("paragraphs", 6, 0.25, 0.25, 0.30),
    "max_templated": ("lines", 10, 0.80, 0.80, 0.90),  # measured
    # Gopher; FineWeb 2.
    "max_top_2": ("words", 50, 0.20, 0.256, 0.256),
    "max_top_3": ("words", 50, 0.18, 0.201, 0.201),
    "max_top_4": ("words", 50, 0.16, 0.171, 0.171),
    # Gopher has 0.15 to 0.10, FineWeb 2 0.198 to 0.127; lists of films, of drills and of duties
    # in gold texts reach twice that (measured), repeated pages 0.5 and more.
    "max_repeated_5": ("words", 50, 0.30, 0.30, 0.33),
    "max_repeated_6": ("words", 50, 0.29, 0.29, 0.32),
    "max_repeated_7": ("words", 50, 0.28, 0.28, 0.31),
    "max_repeated_8": ("words", 50, 0.27, 0.27, 0.30),
    "max_repeated_9": ("words", 50, 0.26, 0.26, 0.29),
    "max_repeated_10": ("words", 50, 0.25, 0.25, 0.28),
    "min_mean_word": ("words", 50, 3.0, None, None),  # Gopher
    "max_mean_word": ("words", 50, 10.0, None, 14.0),  # Gopher; compounds and endings are longer
    "max_symbols": ("words", 50, 0.10, 0.10, 0.10),  # Gopher
    "max_bullets": ("lines", 10, 0.90, 0.90, 0.90),  # Gopher
    # Gopher has 0.30; people who write Chinese on the web trail off more often (measured).
    "max_ellipses": ("lines", 10, 0.30, 0.50, 0.50),
    # FineWeb has 0.12, FineWeb 2 0.106; articles with tables have less (measured), menus none.
    "min_ended": ("lines", 10, 0.08, 0.08, None),
    "max_short_lines": ("lines", 10, 0.90, 0.90, 0.95),  # FineWeb has 0.67; dialogue has more (measured)
    "max_digits": ("characters", 200, 0.20, 0.25, 0.35),  # measured
    "max_punctuation": ("characters", 200, 0.25, 0.35, 0.35),  # measured
    "max_uppercase": ("characters", 200, 0.50, None, 0.50),  # measured
    # Gopher has 0.80, of words; in Chinese the share of letters among the characters (measured).
    "min_lettered": ("words", 50, 0.70, 0.50, 0.35),
    "min_function_kinds": ("words", 50, 2, 2, 2),  # Gopher, with a longer table
    "min_function_share": ("words", 80, 0.10, 0.04, None),  # measured
    "max_links": ("characters", 200, 0.25, 0.25, 0.25),  # measured
    "max_other_script": ("words", 50, 0.15, 0.20, 0.30),  # measured
    # What makes a text garbled (crawler.text.measures.garbled): no clean text has half of it (measured).
    "max_lost": ("characters", 50, 0.02, 0.02, 0.02),
    "max_mojibake": ("characters", 50, 0.05, 0.05, 0.05),
    "max_rare_han": ("characters", 50, 0.15, 0.15, 0.15),
    "max_unlikely": ("characters", 100, 0.07, 0.07, 0.07),
    "max_unvowelled": ("characters", 100, 0.08, 0.08, 0.12),
    "max_encoded": ("characters", 100, 0.20, 0.20, 0.20),
    "max_mashed": ("characters", 50, 0.20, 0.20, 0.20),
    "max_jumbled": ("characters", 50, 0.10, 0.10, 0.10),
}
NEEDS: Mapping[str, tuple[str, int]] = {name: row[:2] for name, row in _TABLE.items()}


def _column(of: int) -> Mapping[str, float]:
    columns = {name: row[2:][of] for name, row in _TABLE.items()}
    return {name: limit for name, limit in columns.items() if limit is not None}


LIMITS: Mapping[str, Mapping[str, float]] = {"en": _column(0), "zh": _column(1), "": _column(2)}


def limits_of(language: str, own: Mapping[str, float] | None = None) -> Mapping[str, float]:
    """Return the limits of a language (BCP 47), those in ``own`` in place of the table's.

    Function words have no limit in languages that no table holds (crawler.text.measures.function_words).

    Raises ValueError if ``own`` holds a name that is no limit.
    """
    table = _limits(language.split("-")[0])
    if not own:
        return table
    for name in own:
        if name not in NEEDS:
            near = get_close_matches(name, NEEDS, 1)
            raise ValueError(f"unknown limit {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return {**table, **own}


@cache
def _limits(base: str) -> Mapping[str, float]:
    table = LIMITS.get("zh" if base == "yue" else base, LIMITS[""])
    if base in WORDS or base in PARTICLES:
        return table
    return {name: limit for name, limit in table.items() if "function" not in name}


def faults(measures: Measures, limits: Mapping[str, float]) -> list[Fault]:
    """Return what a text exceeds, in the order of the table."""
    found = []
    for name, limit in limits.items():
        unit, needed = NEEDS[name]
        value, least = getattr(measures, name[4:]), name.startswith("min_")
        if (value < limit if least else value > limit) and getattr(measures, unit) >= needed:
            found.append(Fault(name[4:], value, limit, least))
    return found


def score(measures: Measures, limits: Mapping[str, float]) -> float:
    """Return the quality of a text from 0 to 1; above 0.5 are those within all limits.

    Each limit gives the share of it that is used up, at most 1, squared, so that what is ordinary
    weighs next to nothing; the score is 1 less the mean of these, halved where a limit is
    exceeded.  A text too short for every limit scores 1 less what it lacks to 100 words.
    """
    used = []
    for name, limit in limits.items():
        unit, needed = NEEDS[name]
        if getattr(measures, unit) >= needed:
            value = getattr(measures, name[4:])
            part, whole = (limit, value) if name.startswith("min_") else (value, limit)
            used.append(min(1.0, part / whole) ** 2 if whole else float(part > 0))
    whole_score = 1 - sum(used) / len(used) if used else min(1.0, measures.words / 100)
    return round(whole_score / 2 if faults(measures, limits) else whole_score, 3)
