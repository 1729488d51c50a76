"""What a text is like, in numbers: the measures that limits of quality are set on.

One pass over the characters, one over the lines, one over the words; a measure that would say
nothing of so short a text is 0 (see crawler.text.measures.limits for how much each needs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from crawler.text.measures.function_words import PARTICLES, WORDS
from crawler.text.measures.garbled import shares
from crawler.text.measures.glyphs import (
    ARABIC,
    CLASSES,
    CYRILLIC,
    DIGIT,
    FOREIGN,
    HAN,
    HANGUL,
    KANA,
    LATIN,
    LETTERS,
    LOST,
    MARK,
    RARE,
    SPACE,
    SYMBOL,
    THAI,
    UPPER,
    Glyphs,
    glyphs,
)
from crawler.text.measures.repetition import duplicates, ngrams, templated
from crawler.text.measures.tokens import Tokens, function_words, tokens

# Languages without spaces between words, and how many characters a word of theirs has: two of
# Chinese make most words, which is why its n-grams are of 2n characters.
UNSPACED = {"zh": 2, "yue": 2, "ja": 2, "th": 4, "lo": 4, "km": 4, "my": 4}
SHORT_LINE = 30  # characters, source: Penedo et al. 2024 (FineWeb); half of it where unspaced
MIN_WORDS = 50  # for n-grams, of which a short text has too few to judge
HAN_A_WORD, LETTERS_A_WORD = 1.5, 5.0  # about, where words of two scripts are compared
_BULLETS = frozenset("-*»›•‣▪▫◦●○■□◆◇►▶→·∙–")
_ENDS = frozenset(".!?。！？…．؟।。\"'”’」』）)]】»：:；;~～—")
_IS_LETTER = np.isin(np.arange(CLASSES), LETTERS)
_IS_TEXT = np.isin(np.arange(CLASSES), (*LETTERS, DIGIT, LOST))
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]{1,2000}")


@dataclass(frozen=True, slots=True)
class Measures:
    """A text in numbers: counts are int, shares 0 to 1.

    ``language`` is the primary subtag that it was measured by, "" for an unknown one in Latin.
    ``characters`` leaves white space out.  ``words`` are what spaces divide; in unspaced scripts
    each letter is one and so is each run of Latin ones.  ``mean_word`` is the mean length of a
    word in spaced scripts, 0 in others.  Lines and paragraphs are those that hold text.

    duplicate_lines, duplicate_paragraphs: share of those that stood before; …_chars: the
    characters in them.  templated: lines that begin or end as two others do.  top_n: characters
    in the most frequent n-gram of words; repeated_n: in n-grams that stood before.  symbols: # and
    ellipses per word.  bullets, ellipses, ended, short_lines: lines that begin with a bullet, end
    with an ellipsis, end as sentences do, are short.  digits, punctuation: of the characters.
    uppercase: Latin capitals, of all letters.  lettered: of the words, those with a letter (in unspaced
    scripts: of the characters, the letters).  function_kinds: different function words;
    function_share: their share of the words.  links: characters in addresses.  other_script:
    words in a script that is not the language's.  The last eight are explained in
    crawler.text.measures.garbled.
    """

    language: str
    characters: int
    words: int
    mean_word: float
    lines: int
    paragraphs: int
    duplicate_lines: float
    duplicate_line_chars: float
    duplicate_paragraphs: float
    duplicate_paragraph_chars: float
    templated: float
    top_2: float
    top_3: float
    top_4: float
    repeated_5: float
    repeated_6: float
    repeated_7: float
    repeated_8: float
    repeated_9: float
    repeated_10: float
    symbols: float
    bullets: float
    ellipses: float
    ended: float
    short_lines: float
    digits: float
    punctuation: float
    uppercase: float
    lettered: float
    function_kinds: int
    function_share: float
    links: float
    other_script: float
    lost: float
    mojibake: float
    rare_han: float
    unlikely: float
    unvowelled: float
    encoded: float
    mashed: float
    jumbled: float


def measure(text: str, language: str = "") -> Measures:
    r"""Measure ``text``, which is in ``language`` (BCP 47; "" or "und": taken from its script).

    >>> found = measure("# Menu\nHome\nHome\nThe house stood on a hill.", "en")
    >>> found.words, found.lines, found.duplicate_lines, found.ended, found.function_kinds
    (10, 4, 0.25, 0.25, 3)
    """
    seen = glyphs(text)
    base = _base(language, seen)
    characters = len(text) - seen.counts[SPACE]
    spaced = None if base in UNSPACED else tokens(seen)
    words = len(spaced.starts) if spaced else _unspaced_words(seen)
    lines = _held(text.split("\n"))
    firsts, lasts = [line[0] for line in lines], [line[-1] for line in lines]
    short = SHORT_LINE // 2 if base in UNSPACED else SHORT_LINE
    paragraphs = _held(text.split("\n\n")) if "\n\n" in text else lines[:1]
    duplicate_lines, duplicate_line_chars = duplicates(lines)
    duplicate_paragraphs, duplicate_paragraph_chars = duplicates(paragraphs)
    top, repeated = _ngrams(seen, spaced, base) if words >= MIN_WORDS else ([0.0] * 3, [0.0] * 6)
    function_kinds, functions = (
        function_words(spaced, base) if base in WORDS and spaced else _particles(text, base)
    )
    noise = shares(text, seen)
    return Measures(
        language=base,
        characters=characters,
        words=words,
        mean_word=characters / max(1, words) if spaced else 0.0,
        lines=len(lines),
        paragraphs=len(paragraphs),
        duplicate_lines=duplicate_lines,
        duplicate_line_chars=duplicate_line_chars,
        duplicate_paragraphs=duplicate_paragraphs,
        duplicate_paragraph_chars=duplicate_paragraph_chars,
        templated=templated(lines),
        top_2=top[0],
        top_3=top[1],
        top_4=top[2],
        repeated_5=repeated[0],
        repeated_6=repeated[1],
        repeated_7=repeated[2],
        repeated_8=repeated[3],
        repeated_9=repeated[4],
        repeated_10=repeated[5],
        symbols=sum(map(text.count, ("#", "…", "..."))) / max(1, words),
        bullets=sum(map(_BULLETS.__contains__, firsts)) / max(1, len(lines)),
        ellipses=(lasts.count("…") + text.count("...\n") + text.endswith("...")) / max(1, len(lines)),
        ended=sum(map(_ENDS.__contains__, lasts)) / max(1, len(lines)),
        short_lines=sum(map(short.__gt__, map(len, lines))) / max(1, len(lines)),
        digits=seen.counts[DIGIT] / max(1, characters),
        punctuation=seen.count(MARK, SYMBOL) / max(1, characters),
        uppercase=seen.counts[UPPER] / max(1, seen.count(*LETTERS)),
        lettered=_lettered(seen, characters, spaced),
        function_kinds=function_kinds,
        function_share=functions / max(1, words if base in WORDS else seen.count(*LETTERS)),
        links=sum(map(len, _ADDRESS.findall(text))) / len(text) if "://" in text or "www." in text else 0.0,
        other_script=_other_script(seen, base),
        **noise,
    )


def _base(language: str, seen: Glyphs) -> str:
    """Return the primary subtag; Japanese without kana is measured as Chinese, which it may well be."""
    if language in ("", "und"):
        return script_language(seen)
    base = language.split("-")[0]
    return "zh" if base == "ja" and 20 * seen.counts[KANA] < seen.count(HAN, RARE) else base


def script_language(seen: Glyphs) -> str:
    """Return the language that the script of most letters stands for, "" for Latin or none."""
    counts = {
        "zh": seen.count(HAN, RARE),
        "ja": 3 * seen.counts[KANA],
        "ko": seen.counts[HANGUL],
        "ru": seen.counts[CYRILLIC],
        "ar": seen.counts[ARABIC],
        "th": seen.counts[THAI],
        # A Han character weighs as much as half a word of Latin letters.
        "": seen.count(*LATIN) // 3,
    }
    return max(counts, key=lambda language: counts[language])


def _held(pieces: Iterable[str]) -> list[str]:
    return [held for piece in pieces if (held := piece.strip())]


def _latin_words(seen: Glyphs) -> int:
    """Return the number of runs of Latin letters."""
    if not seen.count(*LATIN):
        return 0
    latin = np.isin(seen.classes, LATIN)
    return int(np.count_nonzero(latin[1:] & ~latin[:-1])) + int(latin[0])


def _unspaced_words(seen: Glyphs) -> int:
    return seen.count(HAN, RARE, KANA, HANGUL, THAI, FOREIGN) + _latin_words(seen)


def _ngrams(seen: Glyphs, spaced: Tokens | None, base: str) -> tuple[list[float], list[float]]:
    """Return the shares of n-grams over words, in unspaced scripts over characters."""
    if spaced:
        return ngrams(spaced.hashes, spaced.lengths, 1)
    # Without punctuation: dividers and rows of dots are no text that repeats.
    units = seen.codes[_IS_TEXT.take(seen.classes)].astype(np.uint64)
    return ngrams(units, np.ones(len(units), np.intp), UNSPACED[base])


def _lettered(seen: Glyphs, characters: int, spaced: Tokens | None) -> float:
    if spaced is None:
        return seen.count(*LETTERS) / max(1, characters)
    if not len(spaced.starts):
        return 0.0
    before = np.concatenate(([0], np.cumsum(_IS_LETTER.take(seen.classes), dtype=np.int32)))
    letters = before[spaced.starts + spaced.lengths] - before[spaced.starts]
    return int(np.count_nonzero(letters)) / len(letters)


def _particles(text: str, base: str) -> tuple[int, int]:
    """Return how many different particles a text has, and how many in all."""
    counts = [count for particle in PARTICLES.get(base, ()) if (count := text.count(particle))]
    return len(counts), sum(counts)


def _other_script(seen: Glyphs, base: str) -> float:
    """Return about which share of the words is in another script than the language's."""
    by_script = {
        "Latn": seen.count(*LATIN) / LETTERS_A_WORD,
        "Hani": seen.count(HAN, RARE, KANA) / HAN_A_WORD,
        "Hang": seen.counts[HANGUL] / HAN_A_WORD,
        "Cyrl": seen.counts[CYRILLIC] / LETTERS_A_WORD,
        "Arab": seen.counts[ARABIC] / LETTERS_A_WORD,
        "Thai": seen.counts[THAI] / LETTERS_A_WORD,
        "": seen.counts[FOREIGN] / LETTERS_A_WORD,
    }
    own = {"zh": "Hani", "yue": "Hani", "ja": "Hani", "ko": "Hang", "th": "Thai"}.get(base) or max(
        by_script, key=lambda script: by_script[script]
    )
    return 1 - by_script[own] / total if (total := sum(by_script.values())) else 0.0
