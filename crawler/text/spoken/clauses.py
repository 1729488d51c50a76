"""The first or the last sentence of a gap as evidence: who stands in it, how, and whether he speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from crawler.text.spoken.gaps import Gap
from crawler.text.spoken.names import Mention
from crawler.text.spoken.tags import Tag

# 没说话 and 听他说 say the contrary; 笑 and 叹 beside a quotation are as often the listener's.
_ZH_SAYS = re.compile(
    r"[说问道答喊叫嚷骂吼嘟喃劝嘀插命吩宣央恳追反曰說問罵勸开開补補告介回安解建提]"
    r"(?:(?<![开開补補告介回安解建提])|(?<=[开開])[口腔]|(?<=[补補])充|(?<=告)[诉訴]|(?<=介)[绍紹]|(?<=回)[应應]"
    r"|(?<=安)慰|(?<=解)[释釋]|(?<=建)[议議]|(?<=提)醒)"
    r"(?<![没不未听聽沒].)(?<![没不未听聽沒][有再在见他見她].)(?!话声|完|話聲)"
)
_ZH_PRONOUN = re.compile(r"[^，。：:]{0,6}?([他她我])(?![们們的])")
_EN_PRONOUN = re.compile(r"\W*(?:\w+\s)?(he|she|i)\b", re.IGNORECASE)
_STOP = re.compile("[。！？]")
PRONOUNS = {"他": "M", "he": "M", "她": "F", "she": "F", "我": "I", "i": "I"}
SAID_WITHIN = 14  # characters from a Chinese name to its verb of saying


class Clause(NamedTuple):
    """A sentence of narration beside a quotation, from ``start`` to ``end``.

    ``pronoun`` is M, F or I (a narrator not in the roster) if one is the subject, else "";
    ``says`` whether somebody who is not named speaks in it; ``subject`` the first name that is a
    subject; ``own`` the signs of each name in it; ``teller`` the first name that speaks in it.
    """

    start: int
    end: int
    pronoun: str
    says: bool
    subject: int | None
    own: dict[int, list[str]]
    teller: int | None


def clauses(
    text: str, gap: Gap, named: Sequence[Mention], language: str
) -> tuple[Clause | None, Clause | None]:
    """Return the first and the last sentence of a gap, None if there is no narration in it."""
    if not gap.size:
        return None, None
    first = _clause(text, named, gap.start, gap.head_end, gap.said_after, language)
    if gap.size == 1 and gap.said_before is None:
        return first, first
    return first, _clause(text, named, gap.tail_start, gap.end, gap.said_before, language)


def _clause(
    text: str, named: Sequence[Mention], start: int, end: int, tag: Tag | None, language: str
) -> Clause:
    own: dict[int, list[str]] = {}
    mine = [m for m in named if start <= m.start < end]
    pronoun, says = _pronoun(text, start, end, mine, tag, language)
    if not mine:
        return Clause(start, end, pronoun, says, None, own, None)
    subject = next((m.who for m in mine if m.role == "subject"), None)
    if tag is not None and (tag.end > tag.start):
        speaker = next((m.who for m in mine if m.start < tag.end and m.end > tag.start), None)
        if speaker is not None and not tag.pronoun:
            subject = speaker
    for at, m in enumerate(mine):
        how = own.setdefault(m.who, [])
        role = "first subject" if m.who == subject and m.role == "subject" else m.role
        if role not in how:
            how.append(role)
        if at == 0 and m.start - start <= 1 and m.role == "subject":
            how.append("begins")
        if "says" not in how and _says(
            text, m, mine[at + 1].start if at + 1 < len(mine) else end, tag, language
        ):
            how.append("says")
    if len(own) == 1:
        own[mine[0].who].append("only")
    teller = next((who for who, how in own.items() if "says" in how), None)
    return Clause(start, end, pronoun, says, subject, own, teller)


def _says(text: str, m: Mention, until: int, tag: Tag | None, language: str) -> bool:
    """Whether a verb of saying belongs to a mention."""
    if language == "en":
        return tag is not None and tag.start < m.end and m.start < tag.end
    if m.role != "subject":
        return False
    until = min(m.end + SAID_WITHIN, until)
    found = _ZH_SAYS.search(text, m.end, until)
    return found is not None and not _STOP.search(text, m.end, found.start())


def _pronoun(
    text: str, start: int, end: int, mine: Sequence[Mention], tag: Tag | None, language: str
) -> tuple[str, bool]:
    """Return the pronoun that is a clause's subject, and whether it, or somebody not named, speaks."""
    if language == "en":
        if tag is not None:
            named = any(m.start < tag.end and tag.start < m.end for m in mine)
            return ("" if named or tag.pronoun == "P" else tag.pronoun), not named
        match = _EN_PRONOUN.match(text, start, end)
        if not match or (mine and mine[0].start < match.end()):
            return "", False
        return PRONOUNS[match[1].lower()], False
    match = _ZH_PRONOUN.match(text, start, end)
    pronoun = "" if not match or (mine and mine[0].start < match.end()) else PRONOUNS[match[1]]
    near = start + SAID_WITHIN
    if _ZH_SAYS.search(text, start, min(end, near)):
        return pronoun, True
    return pronoun, not pronoun and end > near and bool(_ZH_SAYS.search(text, max(start, end - 6), end))
