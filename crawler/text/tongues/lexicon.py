"""How common a word is in which language: the small word lists of wordfreq, packed for looking up.

Statistical models see letters; on one or two words the list of words knows more.  The lists for
Latin letters together hold 800,000 words, which as dictionaries would be 200 MB and here are 15.
Source: Speer 2022, wordfreq 3.1, https://doi.org/10.5281/zenodo.7199437; its small lists hold
every word that is at least one in a million.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.text.tongues.writing import LISTED

# Tags that wordfreq calls by another name; Serbian and Croatian share one list, in Latin letters.
_NAMES = {"no": "nb", "tl": "fil", "hr": "sh", "sr": "sh"}
# One word in a million, a hundred thousand, ten thousand, a thousand, in centibels.
_DECADES = (-600, -500, -400, -300)
_DIGRAPHS = (("lj", "љ"), ("nj", "њ"), ("dž", "џ"))
_CYRILLIC = str.maketrans("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш")


class Lexicon(NamedTuple):
    """Words by their hash, in order; those of word i are columns[starts[i]:starts[i + 1]]."""

    hashes: NDArray[np.int64]
    starts: NDArray[np.int64]
    columns: NDArray[np.uint8]  # places of the languages in LISTED
    decades: NDArray[np.uint8]  # 1 for one word in a million, to 4 for one in a thousand and more

    def entries(self, words: list[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """Return columns and decades of all the words that are known, one after the other."""
        wanted = np.fromiter(map(hash, words), np.int64, len(words))
        places = self.hashes.searchsorted(wanted)
        places[places == len(self.hashes)] = 0
        found = places[self.hashes[places] == wanted]
        counts = self.starts[found + 1] - self.starts[found]
        ends = counts.cumsum()
        rows = np.arange(ends[-1] if len(ends) else 0)
        rows += np.repeat(self.starts[found] - ends + counts, counts)
        return self.columns[rows], self.decades[rows]


@cache
def lexicon(script: str) -> Lexicon:
    """Pack the lists of a script's languages; this takes half a second for Latin letters."""
    hashes, columns, decades = [], [], []
    for column, tag in enumerate(LISTED[script]):
        words, centibels = _words(tag)
        hashes.append(np.fromiter(map(hash, words), np.int64, len(words)))
        decades.append(np.searchsorted(_DECADES, centibels, side="right").clip(1).astype(np.uint8))
        columns.append(np.full(len(words), column, np.uint8))
    _forget()
    together = np.concatenate(hashes)
    order = together.argsort(kind="stable")
    unique, starts = np.unique(together[order], return_index=True)
    return Lexicon(
        unique,
        np.append(starts, len(together)),
        np.concatenate(columns)[order],
        np.concatenate(decades)[order],
    )


def _words(tag: str) -> tuple[list[str], NDArray[np.int64]]:
    """Return the words of a language and how common each is, in centibels (0 is every word)."""
    from wordfreq import get_frequency_list

    buckets = get_frequency_list(_NAMES.get(tag, tag), wordlist="small")
    words = [word for bucket in buckets for word in bucket]
    if tag == "sr":
        words = [_serbian(word) for word in words]
    return words, np.repeat(-np.arange(len(buckets)), [len(bucket) for bucket in buckets])


def _serbian(word: str) -> str:
    """Write a word of the shared list as Serbian is written in Cyrillic letters."""
    for latin, cyrillic in _DIGRAPHS:
        word = word.replace(latin, cyrillic)
    return word.translate(_CYRILLIC)


def _forget() -> None:
    """Let go of the lists: wordfreq keeps each, and they are ten times as big as the lexicon."""
    from wordfreq import get_frequency_list

    get_frequency_list.cache_clear()
