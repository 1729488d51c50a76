"""Characters that tell a language without asking a model: a script of its own, or letters of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.text.tongues import letters
from crawler.text.tongues.writing import SCRIPTS

ENOUGH_LETTERS = 40  # of a script of several languages, for the absence of a letter to mean something

_BEYOND_LATIN = re.compile("[\u0370-\u17ff\u1ea0-\u1ef9]")


class Sign(NamedTuple):
    """A language has its own letters, at least a ``share`` of all, and nothing of what is alien."""

    tag: str
    own: re.Pattern[str]
    share: float
    alien: re.Pattern[str]


def _sign(tag: str, own: str, share: float, alien: str) -> Sign:
    return Sign(tag, re.compile(f"[{own}]"), share, re.compile(alien))


# ы and э are a fiftieth of Russian, і and ї a twentieth of Ukrainian, ة and ى a fiftieth of Arabic,
# and every fifth letter of Vietnamese has a mark that only it has.  Mongolian doubles vowels.
SIGNS: dict[str, tuple[Sign, ...]] = {
    "Latn": (_sign("vi", "\u1ea0-\u1ef9", 0.08, "[əğşœßłřűț]"),),
    "Cyrl": (
        _sign("ru", "ыэ", 0.005, "[іїєґўәғқңөұүһҳӣӯҷђѓѕјљњћќџ]|аа|ээ|уу"),
        _sign("uk", "іїєґ", 0.03, "[ыэъёўәғқңөұүһҳӣӯҷђѓѕјљњћќџ]"),
    ),
    "Arab": (_sign("ar", "ةى", 0.005, "[پچژگکیٹڈڑںھہےۓټځڅډړږښڼېۍۇۆۈۋەڭ]"),),
}


def told(look: str) -> str:
    """Return the language that characters tell, "" if they do not.

    >>> told("Это было давно, мы тогда ещё жили в доме у самого синего моря")
    'ru'
    """
    if not _BEYOND_LATIN.search(look):
        return ""
    words = letters.words(look)
    script, count = letters.script(words)
    languages = SCRIPTS[script][1]
    if len(languages) == 1:
        return languages[0] if count > 1 else ""
    if count < ENOUGH_LETTERS:
        return ""
    for sign in SIGNS.get(script, ()):
        if len(sign.own.findall(words)) >= sign.share * count and not sign.alien.search(words):
            return sign.tag
    return ""
