"""What a text says about who speaks a quotation: each candidate's evidence, as named figures.

Each function of EVIDENCE looks at one kind of sign and yields (candidate, sign, strength); what
a sign is worth is learned, in crawler.text.speakers.  The signs are the same for Chinese and
English, only the words that they look for differ.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from crawler.text.names import Mention
from crawler.text.scene import Scene, after, before, introduces
from crawler.text.spoken.speech import CJK, EN_SAY

WINDOW = 14  # pieces looked at on either side of a quotation
CAP = 3  # ranks and gaps above it are one

NOBODY = -1  # the candidate that stands for whoever is not in the roster

Sign = tuple[int, str, float]


# 没说话 and 听他说 say the contrary; 笑 and 叹 beside a quotation are as often the listener's.
_ZH_SAYS = re.compile(
    r"(?<![没不未听])(?<![没不未听][有再在见他她])"
    r"(?:[说问道答喊叫嚷骂吼嘟喃劝嘀插命吩宣央恳追反曰說問嚷罵勸]|开口|开腔|补充|告诉|介绍|回应|安慰|解释|建议|提醒)(?!话声|完)"
)
_SELF = re.compile(r"(?:我是|我叫|我姓|俺是|俺叫|My name is |I['’]m |I am )$")
_EN_SAYS = re.compile(rf"\s(?:\w+ly\s)?(?:{EN_SAY})\b")
_EN_SPEAKS = re.compile(rf"\b(?:{EN_SAY})\b")
_EN_SAID = re.compile(rf"\b(?:{EN_SAY})\s(?:the\s|old\s|poor\s|young\s|little\s)?$")
_PRONOUN = re.compile(r"^[^，。：:]{0,6}?(?P<zh>[他她我])|^\W*(?:\w+\s)?(?P<en>he|she|i)\b", re.IGNORECASE)
_PERSONS = {"他": "M", "he": "M", "她": "F", "she": "F", "我": "I", "i": "I"}


def evidence(here: Scene, at: int) -> dict[int, dict[str, float]]:
    """Return the signs for each name mentioned near the quotation at piece ``at``."""
    if at not in here.seen:
        low, high = max(0, at - WINDOW), at + WINDOW + 1
        signs: dict[int, dict[str, float]] = {m.who: {} for named in here.named[low:high] for m in named}
        signs[NOBODY] = {"not in the roster": 1}
        for kind in EVIDENCE:
            for who, sign, strength in kind(here, at, list(signs)):
                signs[who][sign] = strength
        here.seen[at] = signs
    return here.seen[at]


def _beside(here: Scene, at: int, who: list[int]) -> Iterator[Sign]:
    """How the narration right before and right after a quotation names a candidate."""
    led = False
    if (place := before(here, at)) is not None:
        led = introduces(here, place)
        yield from _standing("intro" if led else _closing(here, place, at), here, place, who)
    if (place := after(here, at)) is not None:
        leads_on = here.pieces[place].text.rstrip().endswith(("：", ":"))
        where = (
            "next" if leads_on else "led after" if led else "apart" if _apart(here, at, place) else "after"
        )
        yield from _standing(where, here, place, who)


def _closing(here: Scene, place: int, at: int) -> str:
    """Name the place of narration before a quotation by whether it may belong to an earlier one."""
    if not place or not here.pieces[place - 1].quoted:
        return "before"
    return "between" if here.pieces[place].paragraph == here.pieces[at].paragraph else "behind"


def _apart(here: Scene, at: int, place: int) -> bool:
    """Whether narration after a quotation is a paragraph of its own; Chinese writes 他说 in one too."""
    if here.pieces[at].paragraph == here.pieces[place].paragraph:
        return False
    first = here.pieces[place].text.lstrip()[:1]
    return first.isupper() and not CJK.match(first)


def _standing(where: str, here: Scene, place: int, who: list[int]) -> Iterator[Sign]:
    """How one piece of narration names each candidate, or what pronoun is its subject."""
    text, named = here.pieces[place].text, here.named[place]
    subject = next((m.who for m in named if m.role == "subject"), None)
    pronoun = _pronoun(text, named)
    says = " says" if pronoun and (_ZH_SAYS.search(text[:14]) or _EN_SPEAKS.search(text[:24])) else ""
    if not pronoun and subject is None and _unnamed_says(text):
        yield NOBODY, f"{where}: says", 1
    if pronoun == "I":
        yield NOBODY, f"{where}: narrator{says}", 1
    for candidate in who:
        mine = [m for m in named if m.who == candidate]
        if pronoun in ("M", "F"):
            own = "" if candidate == NOBODY else here.genders[candidate]
            yield candidate, f"{where}: pronoun{says} {_agreement(pronoun, own)}", 1
        if not mine:
            if named:
                yield candidate, f"{where}: {'another' if subject is not None else 'not named'}", 1
            continue
        roles = {m.role for m in mine}
        role = next(role for role in ("subject", "object", "owner") if role in roles)
        yield candidate, f"{where}: {'first subject' if candidate == subject else role}", 1
        if all(m.who == candidate for m in named):
            yield candidate, f"{where}: only", 1
        if mine[0].start <= 1 and mine[0].role == "subject":
            yield candidate, f"{where}: begins", 1
        if any(_says(text, m, named) for m in mine):
            yield candidate, f"{where}: says", 1


def _says(text: str, mention: Mention, named: Sequence[Mention]) -> bool:
    """Whether a verb of saying belongs to a mention: within 14 characters and before another name."""
    if mention.role != "subject":
        return False
    until = min([mention.end + 14] + [other.start for other in named if other.start >= mention.end])
    clause = re.split("[。！？]", text[mention.end : until])[0]
    return bool(
        _ZH_SAYS.search(clause)
        or _EN_SAYS.match(text, mention.end)
        or _EN_SAID.search(text[max(0, mention.start - 24) : mention.start])
    )


def _unnamed_says(text: str) -> bool:
    """Whether a narration that names no subject has a verb of saying near its beginning or its end."""
    return bool(_ZH_SAYS.search(text[:14]) or _ZH_SAYS.search(text[-6:]) or _EN_SPEAKS.search(text[:40]))


def _pronoun(text: str, named: Sequence[Mention]) -> str:
    """Return M, F or I (the narrator) if a pronoun is the subject of narration, "" otherwise."""
    match = _PRONOUN.search(text)
    if not match or (named and named[0].start < match.end()):
        return ""
    return _PERSONS[(match["zh"] or match["en"]).lower()]


def _agreement(pronoun: str, name: str) -> str:
    return "unsure" if not name else "agrees" if name == pronoun else "disagrees"


def _subjects(here: Scene, places: Iterable[int]) -> list[int]:
    """Return the subjects of narration at ``places``, in order of first mention."""
    found: dict[int, None] = {}
    for place in places:
        if not here.pieces[place].quoted:
            found.update((m.who, None) for m in here.named[place] if m.role == "subject")
    return list(found)


def _nearness(here: Scene, at: int, who: list[int]) -> Iterator[Sign]:
    """How recently a candidate acted, how soon it does, and how often it is named nearby."""
    low, high = max(0, at - WINDOW), min(len(here.pieces), at + WINDOW + 1)
    first = at - 1 if before(here, at) is None else at - 2
    last = at + 1 if after(here, at) is None else at + 2
    recent = _subjects(here, range(first, low - 1, -1))
    soon = _subjects(here, range(last, high))
    narration = [m for place in range(low, high) if not here.pieces[place].quoted for m in here.named[place]]
    times = Counter(m.who for m in narration)
    acts = Counter(m.who for m in narration if m.role == "subject")
    meant = _meant(here, at, recent)
    for candidate in who:
        if meant:
            yield candidate, f"meant: {_rank(meant, candidate)}", 1
        yield candidate, f"recent: {_rank(recent, candidate)}", 1
        yield candidate, f"soon: {_rank(soon, candidate)}", 1
        yield candidate, "times named", math.log1p(times[candidate])
        yield candidate, "times acting", math.log1p(acts[candidate])


def _meant(here: Scene, at: int, recent: list[int]) -> list[int]:
    """Return whom a pronoun beside a quotation may mean: recent subjects that agree with it."""
    beside = [place for place in (before(here, at), after(here, at)) if place is not None]
    pronouns = [_pronoun(here.pieces[place].text, here.named[place]) for place in beside]
    last = next((pronoun for pronoun in reversed(pronouns) if pronoun in ("M", "F")), None)
    return [who for who in recent if here.genders[who] in ("", last)] if last else []


def _rank(order: list[int], candidate: int) -> str:
    return str(min(order.index(candidate), CAP)) if candidate in order else "no"


def _spoken_of(here: Scene, at: int, _: list[int]) -> Iterator[Sign]:
    """Whether a candidate is named within this quotation and those beside it: nobody calls himself."""
    order = bisect_left(here.quotes, at)
    for step in (-1, 0, 1):
        if not 0 <= order + step < len(here.quotes):
            continue
        place = here.quotes[order + step]
        apart = abs(place - at) - abs(step)
        if apart > CAP:
            continue
        where = {-1: "previous", 0: "this", 1: "following"}[step] + (" apart" if apart else "")
        for m in here.named[place]:
            if _SELF.search(here.pieces[place].text[: m.start][-12:]):
                yield m.who, f"names himself in {where}", 1
                continue
            yield m.who, f"named in {where}", 1
            if _called(here.pieces[place].text, m):
                yield m.who, f"called in {where}", 1


def _called(text: str, mention: Mention) -> bool:
    """Whether a name stands between pauses, as one does that is called."""
    left = text[max(0, mention.start - 2) : mention.start].strip()[-1:]
    right = text[mention.end : mention.end + 2].strip()[:1]
    return right in tuple('，！,!？?。.…”"—叔哥姐') and left in tuple("“‘\"「『，,！!…。.？?—'")


EVIDENCE: tuple[Callable[[Scene, int, list[int]], Iterator[Sign]], ...] = (_beside, _nearness, _spoken_of)


def alternation(
    here: Scene, at: int, likely: Callable[[int], dict[int, float]]
) -> dict[int, dict[str, float]]:
    """Return the signs at ``at`` with what its neighbours' likely speakers add.

    ``likely`` gives the probabilities of a quotation's speakers by its own evidence alone.
    """
    signs = {who: dict(own) for who, own in evidence(here, at).items()}
    order = bisect_left(here.quotes, at)
    for step in (-3, -2, -1, 1, 2, 3):
        if not 0 <= order + step < len(here.quotes):
            continue
        place = here.quotes[order + step]
        gap = min(abs(place - at) - abs(step), CAP)
        lead = " led" if abs(step) == 1 and gap and introduces(here, max(place, at) - 1) else ""
        where = (
            f"over {gap}{lead}" if here.pieces[place].paragraph != here.pieces[at].paragraph else "same turn"
        )
        for who, share in likely(place).items():
            if who in signs:
                signs[who][f"speaks at {step:+d} {where}"] = share
    return signs
