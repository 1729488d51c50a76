"""What a text says about who speaks a quotation: each candidate's evidence, as named signs.

What a sign is worth is learned, in crawler.text.spoken.speakers.  The signs are the same for Chinese
and English, only the words that they look for differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice

from crawler.text.spoken.clauses import Clause
from crawler.text.spoken.names import Mention
from crawler.text.spoken.scene import Scene

WINDOW = 10  # gaps looked at on either side of a quotation
CAP = 3  # ranks and gaps above it are one
TIMES = 5  # mentions above it are one
RECENT, SOON = 6, 4  # who acted before these, or will after them, is no candidate for that alone

NOBODY = -1  # the candidate that stands for whoever is not in the roster
GENDERED = ("M", "F")  # pronouns that tell a gender

_SELF = re.compile(r"(?:我是|我叫|我姓|俺是|俺叫|My name is |I['’]m |I am )$")
_NAMED = tuple(f"times named: {n}" for n in range(TIMES + 1))
_ACTING = tuple(f"times acting: {n}" for n in range(TIMES + 1))


def evidence(here: Scene, at: int) -> dict[int, list[str]]:
    """Return the signs for each name that is mentioned near the quotation number ``at``, and for NOBODY."""
    first, last = here.tails[at], here.heads[at + 1]
    low, high = max(0, at + 1 - WINDOW), min(len(here.gaps), at + 1 + WINDOW)
    named, acts, tellers = here.named, here.acts, here.tellers
    recent = dict.fromkeys(reversed(acts.who[acts.starts[low] : here.acts_before[at]]), "")
    soon = dict.fromkeys(acts.who[here.acts_after[at + 1] : acts.starts[high]], "")
    spoke = dict.fromkeys(reversed(tellers.within(max(0, at - WINDOW), at)), "")
    speaks = dict.fromkeys(tellers.within(at + 1, min(len(here.quotes), at + 1 + WINDOW)), "")
    candidates = dict.fromkeys(
        (*islice(recent, RECENT), *islice(soon, SOON), *spoke, *speaks, *here.latest[at])
    )
    for clause in (first, last):
        if clause is not None:
            candidates |= dict.fromkeys(clause.own)
    for called in here.called[max(0, at - 1) : at + 2]:
        for mention in called:
            candidates[mention.who] = None
    signs: dict[int, list[str]] = {who: [] for who in candidates}
    signs[NOBODY] = ["not in the roster"]
    for who in here.latest[at]:
        signs[who].append("latest of a gender")
    _beside(here, at, first, last, signs)
    times, acting = named.counted(low, high), acts.counted(low, high)
    no_recent, no_soon = _rank("recent", recent), _rank("soon", soon)
    no_spoken, no_speaking = _rank("spoke", spoke, len(spoke)), _rank("will speak", speaks, len(speaks))
    for who, own in signs.items():
        char = chr(who + 1)
        named_times, acting_times = times.count(char), acting.count(char)
        own += (
            _NAMED[named_times if named_times < TIMES else TIMES],
            _ACTING[acting_times if acting_times < TIMES else TIMES],
            recent.get(who, no_recent),
            soon.get(who, no_soon),
            spoke.get(who, no_spoken),
            speaks.get(who, no_speaking),
        )
    _meant(here, first, last, recent, signs)
    _spoken_of(here, at, signs)
    if here.described:
        for who in here.described.intersection(signs):
            signs[who].append("described")
    if here.narrator in signs:
        signs[here.narrator] = ["narrator", *map(_of_narrator, signs[here.narrator])]
    _told_by(here, at, signs)
    _addressed(here, at, signs)
    return signs


@cache
def _of_narrator(sign: str) -> str:
    return f"narrator {sign}"


def _rank(name: str, order: dict[int, str], of: int = -1) -> str:
    """Set the sign of each in order, “name: rank” or “name: rank of how many”; return that of the rest."""
    signs = _rank_signs(name, of if of < CAP else CAP)
    for rank, who in enumerate(order):
        order[who] = signs[rank if rank < CAP else CAP]
    return signs[-1]


@cache
def _rank_signs(name: str, of: int) -> tuple[str, ...]:
    """Return the signs of the ranks up to ``CAP`` and of no rank, made once."""
    end = "" if of < 0 else f" of {of}"
    return tuple(f"{name}: {rank}{end}" for rank in (*range(CAP + 1), "no"))


def _meant(
    here: Scene, first: Clause | None, last: Clause | None, recent: Iterable[int], signs: dict[int, list[str]]
) -> None:
    """Who of those that a pronoun beside the quotation can mean acted last."""
    pronoun = last.pronoun if last is not None else ""
    if pronoun not in GENDERED and first is not None:
        pronoun = first.pronoun
    if pronoun not in GENDERED:
        return
    meant = dict.fromkeys([who for who in recent if here.genders[who] in ("", pronoun)], "")
    if meant:
        none = _rank("meant", meant, len(meant))
        for who, own in signs.items():
            own.append(meant.get(who, none))


def _addressed(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Whether somebody of a candidate's gender is called sir or madam here, or was before."""
    for place, where in ((at, "calls"), (at - 1, "was called")):
        if place >= 0 and (called := here.addressed[place]):
            _agreeing(here, f"{where}:", called, signs)


def _told_by(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Who is said to speak, or whether a candidate is of the gender of the pronoun that is."""
    teller, pronoun = here.told[at], here.told_by[at]
    if teller is not None:
        for who, own in signs.items():
            own.append("told" if who == teller else "told of another")
    elif pronoun in GENDERED:
        _agreeing(here, "told by a pronoun", pronoun, signs)


def _agreeing(here: Scene, sign: str, pronoun: str, signs: dict[int, list[str]]) -> None:
    """Whether each candidate is of a pronoun's gender."""
    genders, agreement = here.genders, _agreement(sign, pronoun)
    for who, own in signs.items():
        own.append(agreement[genders[who]])


@cache
def _agreement(sign: str, pronoun: str) -> dict[str, str]:
    """Return a sign of agreement with a pronoun for each gender that a candidate may have."""
    told = {gender: "agrees" if gender == pronoun else "disagrees" for gender in "FMI"}
    return {gender: f"{sign} {how}" for gender, how in ({"": "unsure"} | told).items()}


def _beside(
    here: Scene, at: int, first: Clause | None, last: Clause | None, signs: dict[int, list[str]]
) -> None:
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
    """Whether narration belongs to the quotation before it; Chinese writes 他说 in a paragraph of its own."""
    gap = here.gaps[at]
    return gap.opened or gap.said_after is not None or not here.text[gap.start].isupper()


def _standing(where: str, here: Scene, clause: Clause, signs: dict[int, list[str]]) -> None:
    """How one clause of narration names each candidate, or what pronoun is its subject."""
    pronoun = clause.pronoun
    says = " says" if pronoun and clause.says else ""
    if not pronoun and clause.subject is None and clause.says:
        signs[NOBODY].append(_placed(where, "says"))
    if pronoun == "I":
        signs[NOBODY].append(_placed(where, f"narrator{says}"))
    if pronoun in GENDERED:
        _agreeing(here, _placed(where, f"pronoun{says}"), pronoun, signs)
    if not clause.own:
        return
    other = _placed(where, "another" if clause.subject is not None else "not named")
    for who, own in signs.items():
        if who in clause.own:
            own += [_placed(where, how) for how in clause.own[who]]
        else:
            own.append(other)


@cache
def _placed(where: str, sign: str) -> str:
    return f"{where}: {sign}"


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
