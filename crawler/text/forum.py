"""What forum software, phones and mail programs add to posts: taken out, and signatures set apart.

Only whole lines go, and left-over tags; the words of a post stay.  Fenced code is not looked at.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate

from crawler.records import Part, Record
from crawler.text import clean
from crawler.text.noise.bare import SIMPLER
from crawler.text.noise.forum_lines import LINES
from crawler.text.noise.screen import Numbers, Screen
from crawler.text.noise.signatures import apart, repeated

POSTS = ("post", "comment", "status")
LONGEST_LINE = 160
_RULES = [(why, pattern) for why, patterns in LINES.items() for pattern in patterns]
_NAMES = (
    "url|img|b|i|u|s|quote|size|color|font|align|code|attach|list|center|left|right|media|flash|audio|email"
    "|backcolor|table|tr|td|hide|free|spoiler|sup|sub|indent|float|youtube|video|user|em|strike|justify"
)
_CLOSED = re.compile(rf"\[/({_NAMES})\]", re.IGNORECASE)
_TAG = re.compile(rf"\[(/?)({_NAMES})(?:[=:][^\[\]\n]{{0,300}})?\]", re.IGNORECASE)
# What these enclose is the address or number of something that is seen, and no text.
_EMBEDDED = re.compile(
    r"\[(img|attach|flash|media|audio|youtube|video)(?:=[^\[\]\n]{0,100})?\][^\[\]\n]{0,500}\[/\1\]", re.I
)


def without_forum_noise(record: Record, *, min_posts: int = 3) -> Record:
    """Take the lines of the software out of posts, and move signatures to their footers.

    ``meta["removed"]`` counts them by reason (edited, client, quoted, button, bbcode, signature),
    added to what earlier runs removed.  Lines that end ``min_posts`` or more posts of one author
    are a signature, too.  A post whose signature stands apart already has no other.
    """
    removed: Counter[str] = Counter(record.meta.get("removed", {}))
    before = removed.total()
    suspects = _suspects(record.parts)
    parts = [_cleaned(part, suspects.get(number, {}), removed) for number, part in enumerate(record.parts)]
    parts = repeated(parts, removed, min_posts=min_posts)
    if removed.total() == before:
        return record
    return replace(record.with_parts(parts), meta={**record.meta, "removed": dict(+removed)})


def line_reason(line: str, candidates: Numbers | None = None) -> str | None:
    """Return why a line of a post is not its author's, None if it is: edited, client, quoted or button."""
    if not line or len(line) > LONGEST_LINE:
        return None
    candidates = _screen().candidates(line) if candidates is None else candidates
    if not candidates:
        return None
    folded = unicodedata.normalize("NFKC", line).casefold().replace("’", "'").translate(SIMPLER).strip()
    patterns = _screen().patterns
    return next((_RULES[number][0] for number in candidates if patterns[number].search(folded)), None)


def _suspects(parts: tuple[Part, ...]) -> dict[int, dict[int, Numbers]]:
    """Return by part, and in it by line, which patterns may match: one scan over all parts."""
    texts = [part.text if part.kind in POSTS else "" for part in parts]
    firsts = list(accumulate((text.count("\n") + 1 for text in texts), initial=0))
    suspects: dict[int, dict[int, Numbers]] = {}
    for line, candidates in _screen().lines("\n".join(texts)).items():
        part = bisect_right(firsts, line) - 1
        suspects.setdefault(part, {})[line - firsts[part]] = candidates
    return suspects


def _cleaned(part: Part, suspects: dict[int, Numbers], removed: Counter[str]) -> Part:
    text = part.text
    if part.kind not in POSTS or not (suspects or "[/" in text or "\n--" in text or "\n__" in text):
        return part
    if suspects:
        text = "\n".join(_own_lines(text, suspects, removed))
    untagged = _without_tags(text, removed)
    text = part.text if untagged == part.text else clean.text(untagged)
    text, footer = (text, part.footer) if part.footer else apart(text)
    removed["signature"] += footer != part.footer
    if text == part.text:
        return part
    return replace(part, text=text, footer=footer, utterances=())


def _own_lines(text: str, suspects: dict[int, Numbers], removed: Counter[str]) -> Iterator[str]:
    """Yield the lines that are the author's own; those of fenced code are."""
    is_code = False
    for number, line in enumerate(text.split("\n")):
        is_code ^= line.startswith("```")
        why = None if is_code or number not in suspects else line_reason(line, suspects[number])
        if why is None:
            yield line
        else:
            removed[why] += 1


def _without_tags(text: str, removed: Counter[str]) -> str:
    """Return the text without the tags of bulletin boards; a tag that is never closed may be anything."""
    closed = {name.lower() for name in _CLOSED.findall(text)} if "[/" in text else set()
    if not closed or "```" in text:
        return text
    kept = _EMBEDDED.sub("", text)
    kept, count = _TAG.subn(lambda tag: "" if tag[2].lower() in closed else tag[0], kept)
    removed["bbcode"] += kept != text
    return kept if count else text


@cache
def _screen() -> Screen:
    return Screen([pattern for _, pattern in _RULES])
