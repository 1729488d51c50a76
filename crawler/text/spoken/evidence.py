"""What a text says about who speaks a quotation: each candidate's evidence, as named signs.

What a sign is worth is learned, in crawler.text.spoken.speakers.  The signs are the same for Chinese
and English, only the words that they look for differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import chain

from crawler.text.spoken.clauses import Clause
from crawler.text.spoken.names import Mention
from crawler.text.spoken.scene import Scene

WINDOW = 10  # gaps looked at on either side of a quotation
CAP = 3  # ranks and gaps above it are one
TIMES = 5  # mentions above it are one
RECENT, SOON = 6, 4  # who acted before these, or will after them, is no candidate for that alone

NOBODY = -1  # the candidate that stands for whoever is not in the roster

_SELF = re.compile(r"(?:我是|我叫|我姓|俺是|俺叫|My name is |I['’]m |I am )$")
_NAMED = [f"times named: {n}" for n in range(TIMES + 1)]
_ACTING = [f"times acting: {n}" for n in range(TIMES + 1)]


def evidence(here: Scene, at: int) -> dict[int, list[str]]:
    """Return the signs for each name that is mentioned near the quotation number ``at``, and for NOBODY."""
    first, last = here.tails[at], here.heads[at + 1]
    low, high = max(0, at + 1 - WINDOW), min(len(here.gaps), at + 1 + WINDOW)
    named, acts = here.whos[low:high], here.acts
    recent = _order([here.acts_before[at][::-1], *(own[::-1] for own in reversed(acts[low:at]))])
    soon = _order([here.acts_after[at + 1], *acts[at + 2 : high]])
    told = here.told
    spoke = _order([[who for who in reversed(told[max(0, at - WINDOW) : at]) if who is not None]])
    speaks = _order([[who for who in told[at + 1 : at + 1 + WINDOW] if who is not None]])
    times, acting = list(chain.from_iterable(named)), list(chain.from_iterable(acts[low:high]))
    candidates = dict.fromkeys([*recent[:RECENT], *soon[:SOON], *spoke, *speaks, *here.latest[at]])
    for clause in (first, last):
        if clause is not None:
            candidates.update(dict.fromkeys(clause.own))
    for called in here.called[max(0, at - 1) : at + 2]:
        candidates.update(dict.fromkeys([m.who for m in called]))
    signs: dict[int, list[str]] = {who: [] for who in candidates}
    signs[NOBODY] = ["not in the roster"]
    for who in here.latest[at]:
        signs[who].append("latest of a gender")
    _beside(here, at, first, last, signs)
    pronoun = next((c.pronoun for c in (last, first) if c is not None and c.pronoun in ("M", "F")), "")
    meant = [who for who in recent if here.genders[who] in ("", pronoun)] if pronoun else []
    ranks = [_ranks("recent", recent), _ranks("soon", soon)]
    ranks += [_ranks(name, order, len(order)) for name, order in (("spoke", spoke), ("will speak", speaks))]
    if meant:
        ranks.append(_ranks("meant", meant, len(meant)))
    for who, own in signs.items():
        own += [_NAMED[min(times.count(who), TIMES)], _ACTING[min(acting.count(who), TIMES)]]
        own += [rank.get(who, none) for rank, none in ranks]
    _spoken_of(here, at, signs)
    for who in here.described.intersection(signs):
        signs[who].append("described")
    if here.narrator in signs:
        signs[here.narrator] = ["narrator", *(f"narrator {sign}" for sign in signs[here.narrator])]
    _told_by(here, at, signs)
    _addressed(here, at, signs)
    return signs


def _order(groups: Iterable[Iterable[int]]) -> list[int]:
    """Return who is in the groups, in order of first mention."""
    return list(dict.fromkeys(chain.from_iterable(groups)))


def _ranks(name: str, order: list[int], of: int | None = None) -> tuple[Mapping[int, str], str]:
    """Return the sign of each in order, “name: rank” or “name: rank of how many”, and of the rest."""
    *first, later, none = _rank_signs(name, -1 if of is None else min(of, CAP))
    signs = dict(zip(order, first, strict=False))
    if len(order) > CAP:
        signs |= dict.fromkeys(order[CAP:], later)
    return signs, none


@cache
def _rank_signs(name: str, of: int) -> tuple[str, ...]:
    """Return the signs of the ranks up to ``CAP`` and of no rank, made once."""
    end = "" if of < 0 else f" of {of}"
    return tuple(f"{name}: {rank}{end}" for rank in (*range(CAP + 1), "no"))


def _addressed(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Whether somebody of a candidate's gender is called sir or madam here, or was before."""
    for place, where in ((at, "calls"), (at - 1, "was called")):
        if place >= 0 and (called := here.addressed[place]):
            for who, own in signs.items():
                own.append(f"{where}: {_agreement(called, here.genders[who] if who != NOBODY else '')}")


def _told_by(here: Scene, at: int, signs: dict[int, list[str]]) -> None:
    """Who is said to speak, or whether a candidate is of the gender of the pronoun that is."""
    teller, pronoun = here.told[at], here.told_by[at]
    if teller is not None:
        for who, own in signs.items():
            own.append("told" if who == teller else "told of another")
    elif pronoun in ("M", "F"):
        for who, own in signs.items():
            own.append(f"told by a pronoun {_agreement(pronoun, here.genders[who] if who != NOBODY else '')}")


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
