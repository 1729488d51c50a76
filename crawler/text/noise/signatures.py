"""Signatures of posts: behind a line of dashes, or the same lines under many posts of one author."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crawler.records import Part

# RFC 3676, section 4.3: "-- " on a line of its own; cleaning takes the space.
MOST_LINES = 6
MOST_CHARS = 400
# A longer stroke divides texts as well, so what stands behind one must be short.
FEW_LINES = 3
FEW_CHARS = 160
MIN_CHARS = 10
_DIVIDER = re.compile(r"\n(-- ?|-{4,80}|_{4,80})\n(?!.*\n(?:-- ?|-{4,80}|_{4,80})\n)", re.DOTALL)
_ADDED = re.compile(
    r"(?:edit|update|p\.?s\b|note|source|tl;?dr|编辑|更新|补充|附|注|来源|原文)", re.IGNORECASE
)


_FENCE = re.compile(r"^[^\S\n]*```", re.MULTILINE)


def apart(text: str) -> tuple[str, str]:
    r"""Return a post's words and its signature, "" if there is none.

    >>> apart("It works.\n\n--\nLin\nalways online")
    ('It works.', 'Lin\nalways online')
    """
    start = max(text.rfind("\n--"), text.rfind("\n__"))
    divider = _DIVIDER.match(text, start) if start > 0 else None
    if divider is None:
        return text, ""
    behind = text[divider.end() :].strip()
    lines, chars = (MOST_LINES, MOST_CHARS) if divider[1].strip() == "--" else (FEW_LINES, FEW_CHARS)
    is_signature = behind and len(behind) <= chars and behind.count("\n") < lines
    if not is_signature or _ADDED.match(behind) or "```" in behind or not text[:start].strip():
        return text, ""
    return (text, "") if _ends_in_code(text[:start]) else (text[:start].rstrip(), behind)


def _ends_in_code(text: str) -> bool:
    """Whether a fence of code is open where a text ends."""
    return "```" in text and len(_FENCE.findall(text)) % 2 == 1


def repeated(parts: Sequence[Part], removed: Counter[str], *, min_posts: int) -> list[Part]:
    """Move the lines that end ``min_posts`` posts of an author, one after the other, to the footers.

    A post has one signature: what has a footer is not looked at.
    """
    posts: dict[str, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if part.author and part.kind != "body" and not part.footer and "\n" in part.text:
            posts[part.author].append(number)
    found = list(parts)
    for numbers in posts.values():
        if len(numbers) < min_posts:
            continue
        common = _common(parts[number].text for number in numbers)
        for number in numbers:
            ending = next((each for each in _endings(parts[number].text) if common[each] >= min_posts), "")
            if ending and not _ends_in_code(parts[number].text.removesuffix(ending)):
                found[number] = _moved(parts[number], ending)
                removed["signature"] += 1
    return found


def _common(texts: Iterable[str]) -> Counter[str]:
    return Counter(ending for text in texts for ending in _endings(text))


def _endings(text: str) -> list[str]:
    """Return what may be a signature at the end of a text, the longest first; some words stand before it."""
    lines = text.split("\n")
    counts = range(min(MOST_LINES, len(lines) - 1), 0, -1)
    endings = ("\n".join(lines[-count:]).strip() for count in counts)
    return [
        each for each in dict.fromkeys(endings) if MIN_CHARS <= len(each) <= MOST_CHARS and "```" not in each
    ]


def _moved(part: Part, ending: str) -> Part:
    text = part.text[: part.text.rindex(ending)].rstrip()
    return replace(part, text=text, footer=ending, utterances=())
