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
    r"(?:wrote|said|schrieb|hat (?:Folgendes )?geschrieben|a écrit|a dit|escribió|dijo|ha scritto|schreef"
    r"|napisał|писал|сказал|写道|寫道|說|说)"
)
# "5/20/2024 at 6:14 AM", as Invision writes it.
WHEN = r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:,?\s(?:at|um|à|a las|alle|om|в)\s\d{1,2}[:.]\d{2}(?:\s[AP]M)?)?"
DATED = re.compile(r"\([^)]{0,40}\)\s?")
BARE = re.compile(BEFORE + r"\s?[:：]?", re.I)
PATTERNS = (
    re.compile(r"(?:原帖由|引用)\s*(.{1,80}?)\s*于 .{0,80}发表.*"),
    re.compile(BEFORE + r"\s?[:：]?\s(.{1,80}?)(?:\s(?:on|am|le|el|il|op|в|于)\s.{0,60})?\s?[:：]?", re.I),
    re.compile(rf"(?:On|Le|El|Il|Op|В) {WHEN}\s?,\s(.{{1,80}}?)\s{AFTER}\s?[:：]"),
    re.compile(rf"Am {WHEN} (?:schrieb|sagte) (.{{1,80}}?)\s?[:：]"),
    re.compile(r"(.{1,80}?)\s?" + AFTER + r"(?:\s?\([aа]\))?\s?[:：].{0,60}", re.I),
)


def name(text: str) -> str:
    """Strip what surrounds the name in the head of a quote.

    >>> name("bitshift wrote:"), name("原帖由 小白 于 2019-3-1 发表"), name("Quote from: Ida on 1 May 2024")
    ('bitshift', '小白', 'Ida')
    """
    text = DATED.sub("", text, count=1) if text.startswith("(") else text
    if BARE.fullmatch(text):
        return ""
    for pattern in PATTERNS:
        if match := pattern.fullmatch(text):
            return match[1]
    return re.sub(r"\s*[:：]\s*$", "", text)
