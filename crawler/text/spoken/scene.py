"""A text as a scene: quotations, the narration between them, and the names in each.

A room of its own because everything that says who speaks looks at it, and nothing else does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import NamedTuple

from crawler.text.spoken.clauses import Clause, clauses
from crawler.text.spoken.gaps import Gap, gaps, in_paragraphs, language_of
from crawler.text.spoken.genders import gender
from crawler.text.spoken.names import NARRATORS, Mention, Roster, places, role

VOTED = 80  # characters after a subject in which a pronoun may tell its gender
MIN_VOTES = 1  # pronouns, and three times as many as of the other gender
CALLED_WITHIN = 300  # characters of a quotation in which somebody may be called
_SIR = re.compile(
    r",\s(?:(?P<man>[Ss]ir|[Mm]y lord|[Pp]apa|[Ff]ather|old (?:man|fellow|chap|boy)|my boy|my good man)"
    r"|[Mm]adam|[Mm]a['’]am|[Mm]iss|[Mm]y lady|[Mm]amma|[Mm]other|my girl)\s?[,.!?;]"
)
_PRONOUN = re.compile(r"[他她HhSs](?:(?<=[他她])|(?<=\b[Hh])(?:e|is|im|er)\b|(?<=\b[Ss])he\b)")


class Row(NamedTuple):
    """Numbers of names in the order of a text: those of place i are ``who[starts[i] : starts[i + 1]]``.

    ``chars`` holds a character for each, chr(number + 1), for how often one stands where is counted
    in a string several times as fast as in a list.
    """

    who: list[int]
    starts: list[int]
    chars: str

    def within(self, low: int, high: int) -> list[int]:
        """Return those from place ``low`` on, up to but not at ``high``."""
        return self.who[self.starts[low] : self.starts[high]]

    def counted(self, low: int, high: int) -> str:
        """Return the characters of those from place ``low`` on, up to but not at ``high``."""
        return self.chars[self.starts[low] : self.starts[high]]


def row(who: list[int], starts: list[int]) -> Row:
    """Return the numbers of all places in a row."""
    return Row(who, starts, "".join([chr(number + 1) for number in who]))


@dataclass(frozen=True, slots=True)
class Scene:
    """Quotations in order; ``gaps[i]`` is the narration before the i-th.

    ``named`` are the names in the gaps, ``acts`` those of them that are subjects; of the acts of gap i
    those up to ``acts_before[i]`` stand before its last sentence, those from ``acts_after[i]`` on
    after its first.

    ``heads[i]`` and ``tails[i]`` are its first and last sentence.  ``called[i]`` holds the names
    within the i-th quotation, ``told[i]`` who is said beside it to speak it, ``tellers`` all who are,
    ``told_by[i]`` the pronoun (M, F, I or P) where that is all, "" if none, ``certain[i]`` whether
    the clause that names him leaves no doubt.  ``genders`` holds F, M, I (the narrator) or "" for
    each name, and "" at -1, for nobody known; ``language`` is zh or en; ``narrator`` is the number of
    “I”, if he is one, ``described`` who has no name but a description; ``latest[i]`` are the man and
    the woman who acted last up to the end of gap i.  ``paragraphs`` says that lines are paragraphs, not
    sentences; ``addressed[i]`` is M or F where the i-th quotation calls somebody sir or madam, else "".
    """

    text: str
    quotes: Sequence[tuple[int, int]]
    gaps: list[Gap]
    names: Roster
    named: Row
    acts: Row
    acts_before: list[int]
    acts_after: list[int]
    heads: list[Clause | None]
    tails: list[Clause | None]
    called: list[list[Mention]]
    told: list[int | None]
    tellers: Row
    told_by: list[str]
    certain: list[bool]
    genders: list[str]
    language: str
    narrator: int | None
    described: frozenset[int]
    latest: list[tuple[int, ...]]
    paragraphs: bool
    addressed: list[str]


def scene(
    text: str,
    quotations: Sequence[tuple[int, int]],
    names: Roster,
    language: str = "",
    between: list[Gap] | None = None,
) -> Scene:
    """Return the scene of ``text``; ``quotations`` are (start, end), in order and apart.

    ``language`` is BCP 47; Chinese is told by the text's characters where it is neither zh nor en.
    ``between`` are the gaps, if they are known.
    """
    language = language_of(text, language)
    if between is None:
        between = gaps(text, quotations, language)
    narrator = next((who for who, name in enumerate(names.names) if name in NARRATORS), None)
    named, called = _mentions(text, quotations, names, narrator)
    genders = _genders(text, names, named)
    heads: list[Clause | None] = []
    tails: list[Clause | None] = []
    for gap, mentions in zip(between, named, strict=True):
        first, last = clauses(text, gap, mentions, language)
        heads.append(first)
        tails.append(last)
    paragraphs = in_paragraphs(text, between)
    if paragraphs:
        heads, tails = _within_paragraphs(text, between, heads, tails)
    told, told_by, certain = _told(text, between, heads, tails, language)
    acts, before, after = _acts(named, heads, tails)
    return Scene(
        text=text,
        quotes=quotations,
        gaps=between,
        names=names,
        named=row([m.who for m in chain.from_iterable(named)], [0, *accumulate(map(len, named))]),
        acts=acts,
        acts_before=before,
        acts_after=after,
        heads=heads,
        tails=tails,
        called=called,
        told=told,
        tellers=row(
            [who for who in told if who is not None], [0, *accumulate(who is not None for who in told)]
        ),
        told_by=told_by,
        certain=certain,
        genders=[*genders, ""],
        language=language,
        narrator=narrator,
        described=frozenset(who for who, name in enumerate(names.names) if name[:1].islower()),
        latest=_latest(named, genders),
        paragraphs=paragraphs,
        addressed=[_addressed(text, *span) if language == "en" else "" for span in quotations],
    )


def _acts(
    named: list[list[Mention]], heads: list[Clause | None], tails: list[Clause | None]
) -> tuple[Row, list[int], list[int]]:
    """Return the subjects of the gaps, and how many stand before each last and within each first sentence."""
    acts: list[int] = []
    starts, before, after = [0], [], []
    for mentions, head, tail in zip(named, heads, tails, strict=True):
        own = [m for m in mentions if m.role == "subject"] if mentions else mentions
        after.append(len(acts) + (sum(m.start < head.end for m in own) if own and head else 0))
        acts += [m.who for m in own]
        before.append(len(acts) - (sum(m.end > tail.start for m in own) if own and tail else 0))
        starts.append(len(acts))
    return row(acts, starts), before, after


def _within_paragraphs(
    text: str, between: Sequence[Gap], heads: list[Clause | None], tails: list[Clause | None]
) -> tuple[list[Clause | None], list[Clause | None]]:
    """Leave out first sentences of the next quotation's paragraph and last ones of the previous one's."""
    single = ["\n" not in text[gap.start : gap.end] for gap in between]
    return (
        [
            None if one and gap.closed and not gap.opened else head
            for head, gap, one in zip(heads, between, single, strict=True)
        ],
        [
            None if one and gap.opened and not gap.closed and not gap.leads else tail
            for tail, gap, one in zip(tails, between, single, strict=True)
        ],
    )


def _told(
    text: str, between: Sequence[Gap], heads: list[Clause | None], tails: list[Clause | None], language: str
) -> tuple[list[int | None], list[str], list[bool]]:
    """Return who, and by what pronoun, is said beside each quotation to speak it, and if that is certain."""
    told: list[int | None] = []
    told_by: list[str] = []
    certain: list[bool] = []
    for at in range(len(between) - 1):
        before, after = between[at], between[at + 1]
        # Ending with a colon, or leading on from a line of its own, it is said of the quotation after it.
        leads_on = after.size == 1 and (
            text[after.end - 1] in "：:"
            or (after.leads and not after.opened and not text[after.start].islower())
        )
        last = None if leads_on else heads[at + 1]
        first = tails[at] if before.leads else None
        clause = next((c for c in (last, first) if c is not None and c.teller is not None), None)
        who = clause.teller if clause is not None else None
        told.append(who)
        if language == "en":
            tag = (None if leads_on else after.said_after) or before.said_before
            told_by.append(tag.pronoun if tag is not None else "")
            certain.append(clause is not None)
        else:
            pronouns = [c.pronoun for c in (last, first) if c is not None and c.says]
            told_by.append(next((pronoun for pronoun in pronouns if pronoun), ""))
            # 张三说 at a clause's beginning; not if narration leads in that says nothing so plain.
            how = clause.own[who] if clause is not None and who is not None else []
            plain = "says" in how and "begins" in how and "first subject" in how
            certain.append(plain and (first is None or clause is first))
    return told, told_by, certain


def _mentions(
    text: str, quotations: Sequence[tuple[int, int]], names: Roster, narrator: int | None
) -> tuple[list[list[Mention]], list[list[Mention]]]:
    """Return the names in each gap, with their roles, and in each quotation, where no narrator is named."""
    named: list[list[Mention]] = [[] for _ in range(len(quotations) + 1)]
    called: list[list[Mention]] = [[] for _ in quotations]
    i, opens, closes = 0, *(quotations[0] if quotations else (len(text), len(text)))
    for start, end, who in places(text, names):
        while start >= closes and i < len(quotations):
            i += 1
            opens, closes = quotations[i] if i < len(quotations) else (len(text), len(text))
        if start < opens:
            named[i].append(Mention(start, end, who, role(text, start, end)))
        elif who != narrator:
            called[i].append(Mention(start, end, who, ""))
    return named, called


def _addressed(text: str, start: int, end: int) -> str:
    """Return the gender of whom a quotation calls sir or madam, "" if it calls nobody so."""
    match = _SIR.search(text, start, min(end, start + CALLED_WITHIN))
    return "" if not match else "M" if match["man"] else "F"


def _genders(text: str, names: Roster, named: list[list[Mention]]) -> list[str]:
    """Return the gender of each name: as any of its aliases tells, else as the pronouns after it do."""
    genders = ["I" if name in NARRATORS else gender(name) for name in names.names]
    told: dict[int, Counter[str]] = {who: Counter() for who, known in enumerate(genders) if not known}
    for alias, who in zip(names.aliases, names.owners, strict=True):
        if who in told and (known := gender(alias)):
            told[who][known] += 1
    for who, own in told.items():
        genders[who] = next((known for known, _ in own.most_common(1)), "")
    votes = _votes(text, named, genders)
    return [
        known or ("" if name.endswith("voice") else _elected(votes, who))
        for who, (name, known) in enumerate(zip(names.names, genders, strict=True))
    ]


def _latest(named: list[list[Mention]], genders: list[str]) -> list[tuple[int, ...]]:
    """Return who of either gender was last a subject up to the end of each gap."""
    last: dict[str, int] = {}
    found = []
    for here in named:
        for mention in here:
            if mention.role == "subject" and genders[mention.who]:
                last[genders[mention.who]] = mention.who
        found.append(tuple(last.values()))
    return found


def _votes(text: str, named: list[list[Mention]], genders: list[str]) -> Counter[tuple[int, str]]:
    """Return how often which pronoun follows the subjects whose gender is not known."""
    votes: Counter[tuple[int, str]] = Counter()
    for here in named:
        for at, mention in enumerate(here):
            if genders[mention.who] or mention.role != "subject":
                continue
            until = here[at + 1].start if at + 1 < len(here) else mention.end + VOTED
            if match := _PRONOUN.search(text, mention.end, min(until, mention.end + VOTED)):
                votes[mention.who, "F" if match[0] in _SHE else "M"] += 1
    return votes


_SHE = frozenset(("她", "She", "she", "Her", "her"))


def _elected(votes: Counter[tuple[int, str]], who: int) -> str:
    """Return F or M if the pronouns after a name agree, "" otherwise."""
    men, women = votes[who, "M"], votes[who, "F"]
    if max(men, women) < MIN_VOTES or max(men, women) < 3 * min(men, women):
        return ""
    return "M" if men > women else "F"
