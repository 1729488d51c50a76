"""Which Chinese a text is: simplified or traditional characters, Cantonese, or Japanese after all."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.text.tongues.writing import CANTONESE, CHINESE, JAPANESE, SIMPLIFIED, TRADITIONAL


def _any_of(characters: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"[{''.join(sorted(characters))}]")


_SIMPLIFIED, _TRADITIONAL, _JAPANESE, _CHINESE = map(_any_of, (SIMPLIFIED, TRADITIONAL, JAPANESE, CHINESE))
# Japan simplified some characters as China did (国, 学, 会): these do not speak against it.
_NOT_JAPANESE = _any_of(each for each in SIMPLIFIED if not each.encode("shift_jis", "ignore"))


def chinese(text: str, hint: str = "und") -> str:
    """Return zh-Hans, zh-Hant or yue for a text in Han characters, ja for Japanese without kana.

    A character votes if it exists in one of the writings only; without votes the hint decides,
    and without a hint it is zh-Hans.
    """
    simplified, traditional = len(_SIMPLIFIED.findall(text)), len(_TRADITIONAL.findall(text))
    if _is_cantonese(text):
        return "yue"
    # A traditional text has a Japanese variant here and there (群 and 巻), Japanese has many.
    japanese = 0 if _NOT_JAPANESE.search(text) else len(_JAPANESE.findall(text))
    if japanese and 2 * japanese >= traditional:
        return "ja"
    if simplified == traditional:
        return hint if hint in {"zh-Hans", "zh-Hant", "yue", "ja"} else "zh-Hans"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def is_ornament(kana: list[str], text: str, hint: str) -> bool:
    """Whether the only kana is の, which Chinese posts like to write for 的."""
    return set("".join(kana)) == {"の"} and bool(hint.startswith("zh") or _CHINESE.search(text))


def _is_cantonese(text: str) -> bool:
    """Whether Cantonese words make much of a text, or two different ones more than a quotation."""
    found = CANTONESE.findall(text)
    return bool(found) and len(found) >= (0.02 if len(set(found)) >= 2 else 0.2) * len(text)
