"""What a text says about who speaks a quotation: each candidate's evidence, as named signs.

What a sign is worth is learned, in crawler.text.speakers.  The signs are the same for Chinese
and English, only the words that they look for differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from crawler.text.clauses import Clause
from crawler.text.names import Mention
from crawler.text.scene import Scene

WINDOW = 10  # gaps looked at on either side of a quotation
CAP = 3  # ranks and gaps above it are one
TIMES = 5  # mentions above it are one

NOBODY = -1  # the candidate that stands for whoever is not in the roster

_SELF = re.compile(r"(?:我是|我叫|我姓|俺是|俺叫|My name is |I['’]m |I am )$")


def evidence(here: Scene, at: int) -> dict[int, list[str]]:
    """Return the signs for each name mentioned near the quotation number ``at``."""
    first, last = here.tails[at], here.heads[at + 1]
    low, high = max(0, at + 1 - WINDOW), min(len(here.gaps), at + 1 + WINDOW)
    times = Counter(m.who for named in here.named[low:high] for m in named)
    signs: dict[int, list[str]] = {who: [] for who in times}
    for called in here.called[max(0, at - 1) : at + 2]:
        for m in called:
            signs.setdefault(m.who, [])
    for who in here.latest[at]:
        signs.setdefault(who, []).append("latest of a gender")
    signs[NOBODY] = ["not in the roster"]
    _beside(here, at, first, last, signs)
    _nearness(here, at, first, last, signs, times)
    _spoken_of(here, at, signs)
    for who in here.described.intersection(signs):
        signs[who].append("described")
    if here.narrator in signs:
        signs[here.narrator] = ["narrator", *(f"narrator {sign}" for sign in signs[here.narrator])]
    _told(here, at, signs)
    return signs


def _told(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Who is said to speak, or what pronoun."""
    teller, pronoun = here.told[at], here.told_by[at]
    if teller is not None:
        for who, own in signs.items():
            own.append("told" if who == teller else "told of another")
    elif pronoun in ("M", "F"):
        for who, own in signs.items():
            own.append(f"told by a pronoun {_agreement(pronoun, here.genders[who] if who != NOBODY else '')}")


def _beside(here: Scene, at: int, first: Clause | None, last: Clause | None, signs: dict[int, list[str]]) -> None:
    """How the narration right before and right after a quotation names a candidate."""
    led = False
    if first is not None:
        led = here.gaps[at].leads
        _standing("intro" if led else _closing(here, at), here, first, signs)
    if last is not None:
        gap = here.gaps[at + 1]
        leads_on = gap.size == 1 and here.text[gap.end - 1] in "：:"
        _standing(
            "next" if leads_on else "led after" if led else "after" if _attached(here, at + 1) else "apart",
            here,
            last,
            signs,
        )


def _closing(here: Scene, at: int) -> str:
    """Name the place of narration before a quotation by whether it may belong to an earlier one."""
    gap = here.gaps[at]
    if not at or gap.size > 1:
        return "before"
    return "between" if gap.closed else "behind"


def _attached(here: Scene, at: int) -> bool:
    """Whether narration is of the paragraph of the quotation before it; Chinese writes 他说 in one of its own."""
    gap = here.gaps[at]
    return gap.opened or gap.said_after is not None or not here.text[gap.start].isupper()


def _standing(where: str, here: Scene, clause: Clause, signs: dict[int, list[str]]) -> None:
    """How one clause of narration names each candidate, or what pronoun is its subject."""
    pronoun = clause.pronoun
    says = " says" if pronoun and clause.says else ""
    if not pronoun and clause.subject is None and clause.says:
        signs[NOBODY].append(f"{where}: says")
    if pronoun == "I":
        signs[NOBODY].append(f"{where}: narrator{says}")
    other = f"{where}: {'another' if clause.subject is not None else 'not named'}" if clause.own else ""
    gendered = pronoun in ("M", "F")
    for who, own in signs.items():
        if gendered:
            mine = here.genders[who] if who != NOBODY else ""
            own.append(f"{where}: pronoun{says} {_agreement(pronoun, mine)}")
        if who in clause.own:
            own += [f"{where}: {how}" for how in clause.own[who]]
        elif other:
            own.append(other)


def _agreement(pronoun: str, mine: str) -> str:
    return "unsure" if not mine else "agrees" if mine == pronoun else "disagrees"


def _nearness(
    here: Scene,
    at: int,
    first: Clause | None,
    last: Clause | None,
    signs: dict[int, list[str]],
    times: Counter[int],
) -> None:
    """How recently a candidate acted, how soon it does, and how often it is named nearby."""
    begins = first.start if first is not None else len(here.text)
    ends = last.end if last is not None else 0
    low, high = max(0, at + 1 - WINDOW), min(len(here.gaps), at + 1 + WINDOW)
    earlier = (m for i in range(at, low - 1, -1) for m in reversed(here.named[i]) if m.end <= begins)
    later = (m for i in range(at + 1, high) for m in here.named[i] if m.start >= ends)
    recent, soon = _order(earlier), _order(later)
    acts = Counter(m.who for named in here.named[low:high] for m in named if m.role == "subject")
    pronoun = next((c.pronoun for c in (last, first) if c is not None and c.pronoun in ("M", "F")), "")
    meant = [who for who in recent if here.genders[who] in ("", pronoun)] if pronoun else []
    high = min(len(here.quotes), at + 1 + WINDOW)
    spoke = _tellers(here, range(at - 1, max(-1, at - 1 - WINDOW), -1))
    speaks = _tellers(here, range(at + 1, high))
    for who, own in signs.items():
        own.append(f"spoke: {_rank(spoke, who)} of {min(len(spoke), CAP)}")
        own.append(f"will speak: {_rank(speaks, who)} of {min(len(speaks), CAP)}")
        if meant:
            own.append(f"meant: {_rank(meant, who)} of {min(len(meant), CAP)}")
        own.append(f"recent: {_rank(recent, who)}")
        own.append(f"soon: {_rank(soon, who)}")
        own.append(f"times named: {min(times[who], TIMES)}")
        own.append(f"times acting: {min(acts[who], TIMES)}")


def _tellers(here: Scene, places: Iterable[int]) -> list[int]:
    """Return who is said to speak the quotations at ``places``, in order of first mention."""
    return list(dict.fromkeys(who for who in (here.told[place] for place in places) if who is not None))


def _order(mentions: Iterable[Mention]) -> list[int]:
    """Return the subjects among mentions, in order of first mention."""
    return list(dict.fromkeys(m.who for m in mentions if m.role == "subject"))


def _rank(order: list[int], who: int) -> str:
    return str(min(order.index(who), CAP)) if who in order else "no"


def _spoken_of(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Whether a candidate is named within this quotation and those beside it: nobody calls himself."""
    for step, where in ((-1, "previous"), (0, "this"), (1, "following")):
        place = at + step
        if not 0 <= place < len(here.called) or not here.called[place]:
            continue
        apart = here.gaps[max(at, place)].size if step else 0
        if apart >= CAP:
            continue
        where += " apart" if apart else ""
        for m in here.called[place]:
            if _SELF.search(here.text, max(here.quotes[place][0], m.start - 12), m.start):
                signs[m.who].append(f"names himself in {where}")
                continue
            signs[m.who].append(f"named in {where}")
            if _called(here.text, m):
                signs[m.who].append(f"called in {where}")


def _called(text: str, mention: Mention) -> bool:
    """Whether a name stands between pauses, as one does that is called."""
    left = text[max(0, mention.start - 2) : mention.start].strip()[-1:]
    right = text[mention.end : mention.end + 2].strip()[:1]
    return right in _RIGHT and left in _LEFT


_RIGHT = tuple('，！,!？?。.…”"—叔哥姐')
_LEFT = tuple("“‘\"「『，,！!…。.？?—'")
