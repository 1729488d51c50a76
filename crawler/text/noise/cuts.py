"""Cut notices out of lines: whole lines, brackets and addresses within them, and the ends of paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from itertools import takewhile

from crawler.text.noise.notices import WITHIN, holds_address, reason, suspects
from crawler.text.noise.screen import Numbers

_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?”」』]{1,4}|[^。！？!?]+")
# The last sentence of a long paragraph, unless it is in quotes.
_TAIL = re.compile(r"(?<=[。！？!?])[^。！？!?”」』]{4,}[。！？!?]?\Z")
TAIL_CHARS = 100
NOTICES_IN_A_LINE = 8
PROSE_CHARS = 12  # of whole sentences before a notice on the same line, for these to be text
_BRACKETED = re.compile(r"[（(【\[{〔〖＜<][^（()）【】\[\]{}〔〕〖〗＜＞<>\n]{2,80}[)）\]】}〕〗＞>]")
_WITHIN = re.compile(WITHIN, re.IGNORECASE)


def without_notices(text: str, removed: Counter[str]) -> str:
    """Return the text without its notices, which are counted in ``removed`` by reason."""
    suspected = suspects(text)
    if not suspected:
        return text
    before = removed.total()
    lines: list[str | None] = list(text.split("\n"))
    for number, candidates in suspected.items():
        lines[number] = kept(lines[number] or "", candidates, removed)
    if removed.total() == before:
        return text
    left = "\n".join(line for line in lines if line is not None)
    return _BLANK_LINES.sub("\n\n", left).strip()


def kept(line: str, candidates: Numbers | None, removed: Counter[str]) -> str | None:
    """Return what of a line is text, None if nothing is; without ``candidates`` every pattern is tried.

    What is left behind one notice may be another; more than a few in a line is nobody's text.
    """
    rest = line
    for _ in range(NOTICES_IN_A_LINE):
        before, rest = rest, _cut(rest, candidates, removed)
        if rest == before:
            break
        candidates = None  # what a cut has joined may be a notice of another kind
    return rest if rest or not line else None


def _cut(line: str, candidates: Numbers | None, removed: Counter[str]) -> str:
    """Return the line without its brackets, its last sentence or all but its first ones, if they are notices.

    Sites hang their notices on the end of a paragraph, too: there the sentences before the first
    notice are kept.
    """

    def counted(piece: str) -> bool:
        why = reason(piece, candidates)
        if why:
            removed[why] += 1
        return why is not None

    left = _BRACKETED.sub(lambda found: "" if counted(found[0]) else found[0], line)
    if candidates is None or holds_address(candidates):
        left = _WITHIN.sub(lambda found: _injected(found, removed), left)
    if left != line:
        return _BLANKS.sub(" ", left).strip()
    if why := reason(line, candidates):
        sentences = takewhile(lambda each: reason(each, candidates) is None, _SENTENCE.findall(line))
        text_before = "".join(sentences)
        rest = text_before.strip() if len(text_before) >= PROSE_CHARS else ""
        removed[why] += rest != line  # no sentence by itself may be a notice
        return rest
    tail = _TAIL.search(line, max(0, len(line) - TAIL_CHARS)) if len(line) > TAIL_CHARS else None
    return line[: tail.start()].rstrip() if tail and counted(tail[0]) else line


def _injected(found: re.Match[str], removed: Counter[str]) -> str:
    """Return what stays of a site's name and address: nothing, but all of it where it is the whole line."""
    if len(found[0]) == len(found.string.strip()):
        return found[0]
    removed["site"] += 1
    return ""
