"""The clause that says who speaks, in English: “said he”, “the old man replied”, “Tom, smiling, said:”.

A room of its own because both the cast and the evidence read such clauses, and no verb need be
looked for elsewhere.  A clause is read as words, never by one long pattern.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.text.spoken.speech import EN_SAY

REACH = 160  # characters of a clause that are read from the quotation on
MAX_ADVERBS = 5  # words between a subject and its verb

SAYS = frozenset(word for word in EN_SAY.split("|") if " " not in word) | frozenset(
    "advised advises advising instructed asserted intimated bargained lisped argued countered "
    "offered prompted reminded reported related acknowledged affirmed averred opined queried "
    "questioned quavered rasped rumbled sang screeched spluttered squeaked stuttered summoned "
    "taunted tittered vowed whined cautioned coaxed conceded confided corrected crooned growls "
    "guessed howled hastened informed jeered lied maintained moans muses nodded noted offers "
    "pleads pronounced reasoned recited rejoins remarks remonstrated roars sighs smiled grinned "
    "frowned shrugged snorted soothed squealed stipulated submitted thanks threatened urges "
    "yawned yells chorused chirped cackled crowed decided expostulated exhorted finished went "
    "put broke burst struck supplemented testified trilled twittered declares demands "
    "exclaiming replying remarking observing adding declaring demanding inquiring enquires "
    "inquires".split()
)
# Of these verbs only the pair with its word says: went on, put in, broke in, burst out, struck in.
_PAIRED = {
    "went": ("on",),
    "put": ("in",),
    "broke": ("in", "out"),
    "burst": ("out",),
    "struck": ("in",),
    "called": (),
}
_PARTICLES = frozenset("on out in back up again forth at once loudly softly aloud quietly".split())
PRONOUNS = {"he": "M", "she": "F", "i": "I", "they": "P", "we": "P", "you": "P", "it": "P"}
_DETERMINERS = frozenset("the a an his her my our their your this another one".split())
_STOPS = frozenset(
    "with of in on at to from by for and or but who whom which that as when while if than then "
    "into upon after before without over under again to-day himself herself itself myself was "
    "is had has were had did would could should not once only now here there aside aloud back "
    "up down out off about through across against".split()
)
TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord captain colonel major general lieutenant sergeant madame "
    "madam mme monsieur m mlle mademoiselle aunt uncle father mother brother sister master "
    "mistress professor inspector king queen prince princess doctor parson judge farmer count "
    "countess baron baroness duke duchess reverend rev st squire cousin señor señora signor "
    "signora herr frau old young little poor dame don earl senator governor president mayor "
    "bishop deacon elder corporal private admiral commander constable sheriff nurse cook".split()
)
NOBODY = frozenset(
    "i he she they you we it the a an and but then so that this there what who when where why "
    "how oh ah yes no not if as at in on of for to from with by or nor yet his her their my "
    "your our its one some all both each every now here well please god heaven heavens ha hullo "
    "hello hush look come chapter after before again presently suddenly still just even only "
    "never always perhaps once upon such these those another nothing something everything "
    "everybody nobody somebody anybody while until though although because since having being o "
    "good dear sir madam mr mrs miss monday tuesday wednesday thursday friday saturday sunday "
    "january february march april june july august september october november december "
    "christmas english french german american god's mine thus meanwhile immediately whereupon "
    "whereat may let do did does is was were are had has have would could should shall will can "
    "might must thou thy thee ye".split()
)
_PREPOSITIONS = frozenset(
    "to at with of for by from on upon told asked asks tells towards toward after before behind "
    "beside near about seeing saw watched facing into over than called named answered against "
    "between among and round around past through under like".split()
)
_LINKS = frozenset(
    "and but then when as while at last".split()
)  # a description after them may be the subject
# “Mary heard her say” names who hears.
_BARE = frozenset("say ask cry answer reply exclaim repeat tell whisper murmur mutter".split())
_HEARD = frozenset("her him them me us it man woman voice somebody someone".split())
_WORD = re.compile(r"[^\W\d_][\w'’\-]*\.?|[^\w\s]")


class Tag(NamedTuple):
    """A clause of saying: its subject's place in the text, and M, F, I or P if that is a pronoun, else "".

    A tag whose subject cannot be read has start == end.
    """

    start: int
    end: int
    pronoun: str


class _Words(NamedTuple):
    """The words and marks of a clause: as they are, in lower case without a full stop, their places."""

    text: list[str]
    low: list[str]
    at: list[re.Match[str]]


def after(text: str, start: int, end: int) -> Tag | None:
    """Return the clause of saying that narration after a quotation begins with, None if there is none."""
    words = _words(text, start, min(end, start + REACH))
    if words is None:
        return None
    first = 0
    while first < len(words.text) and (
        not words.text[first][0].isalpha() or words.low[first] in ("and", "but", "then")
    ):
        if words.text[first] in ".!?" and first:
            return None
        first += 1
    if first >= len(words.text) or first > 4:
        return None
    if _is_verb(words, first):
        at = first + 1
        while at < len(words.text) and words.low[at] in _PARTICLES:
            at += 1
        stop = words.at[first].end()
        return _subject(words, at) or _inverted(words, at) or Tag(stop, stop, "")
    subject = _subject(words, first)
    if subject is None:
        return None
    for at in range(first + 1, min(len(words.text), first + 10)):
        if words.at[at].start() < subject.end:
            continue
        if words.text[at] in ".!?;:":
            return None
        if _is_verb(words, at):
            heard = words.low[at] in _BARE and words.low[at - 1] in _HEARD
            return Tag(words.at[at].start(), words.at[at].start(), "") if heard else subject
    return None


def before(text: str, start: int, end: int) -> Tag | None:
    """Return the clause of saying that narration before a quotation ends with, None if there is none."""
    words = _words(text, max(start, end - REACH), end)
    if words is None:
        return None
    verb = next((at for at in range(len(words.text) - 1, -1, -1) if _is_verb(words, at)), -1)
    if verb < 0 or any(text in (".", "!", "?") for text in words.text[verb:]):
        return None
    if verb + 1 < len(words.text) and words.low[verb + 1] not in ("his", "her", "my", "the", "a", "an"):
        inverted = _subject(words, verb + 1)
        if inverted and words.low[verb + 1] not in ("you", "it"):
            return inverted
    for at in range(verb - 1, -1, -1):
        if words.text[at] in (".", "!", "?"):
            break
        earlier = words.low[at - 1] if at else ""
        if earlier in _PREPOSITIONS or earlier in TITLES or earlier in _DETERMINERS:
            continue
        if words.low[at] in _DETERMINERS and earlier[:1].isalpha() and earlier not in _LINKS:
            continue
        if subject := _subject(words, at):
            return subject
    return Tag(words.at[verb].start(), words.at[verb].start(), "")


def _words(text: str, start: int, end: int) -> _Words | None:
    """Return the words between two places, None if no verb of saying is among them."""
    words = _WORD.findall(text, start, end)
    low = [word.lower().rstrip(".") for word in words]
    if SAYS.isdisjoint(low):
        return None
    return _Words(words, low, list(_WORD.finditer(text, start, end)))


def _is_verb(words: _Words, at: int) -> bool:
    """Whether a verb of saying stands at a word."""
    low = words.low[at]
    if low not in SAYS:
        return False
    pair = _PAIRED.get(low)
    return not pair or (at + 1 < len(words.text) and words.low[at + 1] in pair)


def _subject(words: _Words, at: int) -> Tag | None:
    """Return the pronoun, the name or the description that begins at a word, None if none does."""
    if at >= len(words.text):
        return None
    low = words.low[at]
    if low in PRONOUNS:
        return Tag(*words.at[at].span(), PRONOUNS[low])
    if low in _DETERMINERS:
        return _described(words, at)
    if words.text[at][0].isupper() and (low not in NOBODY or low in TITLES):
        return _named(words, at)
    return None


def _inverted(words: _Words, at: int) -> Tag | None:
    """Return the name after a verb of saying though elsewhere it is a common word: “remarked Good”."""
    if at < len(words.text) and words.text[at][0].isupper() and words.text[at][1:].islower():
        return _named(words, at)
    return None


def _named(words: _Words, at: int) -> Tag | None:
    """Return the name that begins at a word: capitalised words, and “de”, “of” and “the” within them."""
    end = at
    while end + 1 < len(words.text) and end - at < 4:
        following = words.low[end + 1]
        if words.text[end + 1][0].isupper() and following not in NOBODY:
            end += 1
        elif (
            following in ("de", "du", "von", "van", "la")
            and end + 2 < len(words.text)
            and words.text[end + 2][0].isupper()
        ):
            end += 2
        else:
            break
        if words.text[end].endswith(".") and words.low[end] not in TITLES:
            break
    last = words.low[end]
    if at == end and last in TITLES and last in NOBODY:
        return None
    stop = words.at[end].end() - (words.text[end].endswith(".") and last not in TITLES)
    return Tag(words.at[at].start(), stop, "")


def _described(words: _Words, at: int) -> Tag | None:
    """Return the description that begins with an article or a possessive: “the old man”, “his mother”."""
    end = at
    while end + 1 < len(words.text) and end - at < 5:
        following, low = words.text[end + 1], words.low[end + 1]
        if low == "of" and end == at and words.low[at] in ("one", "another", "some"):
            end += 1
            continue
        if not following[0].isalpha() or low in _STOPS or low in PRONOUNS or (low in SAYS and end > at):
            break
        if end > at and low.endswith(("ly", "ing")):
            break
        end += 1
        if following.endswith("."):
            break
    if end == at or words.low[end] == "of":
        return None
    return Tag(words.at[at].start(), words.at[end].end() - words.text[end].endswith("."), "")
