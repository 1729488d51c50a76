"""What software writes above a quote: the name of its author among words of many languages.

A room of its own for its tables: whoever finds another wording adds it here.
"""

from __future__ import annotations

import re

# The name after such words, or before them; a date and the time may follow.
BEFORE = (
    r"(?:Originally posted by|Quote from|Quote|Zitat von|Zitat|Citation de|Citation|Citazione di|Cita de|Cita"
    r"|Citat från|Citaat van|Цитата|引用自|引用|原帖由)"
)
AFTER = (
    r"(?:wrote|said|schrieb|hat geschrieben|a écrit|a dit|escribió|dijo|ha scritto|schreef|napisał|писал"
    r"|сказал|写道|寫道|說|说)"
)
PATTERNS = (
    re.compile(r"(?:原帖由|引用)\s*(.{1,80}?)\s*于 .{0,80}发表.*"),
    re.compile(BEFORE + r"\s?[:：]?\s(.{1,80}?)(?:\s(?:on|am|le|el|il|op|в|于)\s.{0,60})?\s?[:：]?", re.I),
    re.compile(
        r"(?:On|Am|Le|El|Il|Op) [^,]{0,20}\d(?:[^,]{0,40},)? (?:at \S{1,9} [AP]M, )?(.{1,80}?) "
        + AFTER
        + "[:：]"
    ),
    re.compile(r"(.{1,80}?)\s?" + AFTER + r"(?:\s?\(a\))?\s?[:：].{0,60}"),
)


def name(text: str) -> str:
    """Strip what surrounds the name in the head of a quote.

    >>> name("bitshift wrote:"), name("原帖由 小白 于 2019-3-1 发表"), name("Quote from: Ida on 1 May 2024")
    ('bitshift', '小白', 'Ida')
    """
    for pattern in PATTERNS:
        if match := pattern.fullmatch(text):
            return match[1]
    return re.sub(r"\s*[:：]\s*$", "", text)
