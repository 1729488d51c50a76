"""Clean text: characters and spaces put right, and the lines that novel sites add taken out.

Steps here change how a text is written and never what it says.  Which lines are a site's own is
told by the tables of crawler.text.notices.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from itertools import takewhile

from crawler.records import Part, Record
from crawler.text.notices import WITHIN, reason, suspects

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Control characters, lone surrogates, noncharacters, and what takes no room on a page: zero
# width, direction and language marks, soft hyphens, Hangul fillers, the object replacement.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffc\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
# The joiners shape Persian and Indic words and hold emoji together; elsewhere nobody sees them.
_JOINERS = re.compile("[\u200c\u200d](?![\u0600-\u0dff\u2600-\u27bf\U0001f000-\U0001faff])")
# Marks on letters stand in such runs, and little else does; composed ones count for up to three.
_ODD_RUN = re.compile(r"[^\w\s]{11,}")
MARKS_ON_A_LETTER = 30
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_FENCE = re.compile(r"^([^\S\n]*```[^\n]*)$", re.MULTILINE)
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?”」』]{1,4}|[^。！？!?]+")
# The last sentence of a long paragraph, unless it is in quotes.
_TAIL = re.compile(r"(?<=[。！？!?])[^。！？!?”」』]{4,}[。！？!?]?\Z")
TAIL_CHARS = 100
NOTICES_IN_A_LINE = 8
PROSE_CHARS = 12  # of whole sentences before a notice on the same line, for these to be text
_BRACKETED = re.compile(r"[（(【\[{〔〖＜<][^（()）【】\[\]{}〔〕〖〗＜＞<>\n]{2,80}[)）\]】}〕〗＞>]")
_WITHIN = re.compile(WITHIN, re.IGNORECASE)


def text(text: str) -> str:
    r"""Return ``text`` in NFC with plain spaces and line ends, at most one blank line in a row.

    Lines lose their indentation, but those between triple backticks keep it.

    >>> text("　　他说：\t好。\r\n\r\n\r\n　　走了\u200b。")
    '他说： 好。\n\n走了。'
    """
    seen = _JOINERS.sub("", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    pieces = _FENCE.split(unicodedata.normalize("NFC", _ODD_RUN.sub(_stream_safe, seen)))
    # They come as prose, fence, code, fence, prose and so on.
    cleaned = (_code(piece) if i % 4 == 2 else _prose(piece) for i, piece in enumerate(pieces))
    return _BLANK_LINES.sub("\n\n", "".join(cleaned)).strip()


def noise(line: str) -> str | None:
    """Return why a line of a novel is an advertisement or a notice and not text, None if it is text.

    The reasons are advert, site, menu, unfinished, votes and notice.  When in doubt a line is
    text: what a character says, and prose that speaks of websites or votes, stays.
    """
    return reason(line)


def spaces(record: Record) -> Record:
    """Clean the texts of a record: title, parts, quotes and footers.

    Utterances point into a part's text and go where that text changes.
    """
    named = replace(record, title=_line(record.title), author=_line(record.author))
    if not record.parts:
        return replace(named, text=text(record.text))
    return named.with_parts(_spaced(part) for part in record.parts)


def without_noise(record: Record) -> Record:
    """Take advertisements and notices out of the bodies of a chapter, whole lines and brackets.

    ``meta["removed"]`` says how many by reason, added to what earlier runs removed.
    """
    if record.kind != "chapter":
        return record
    removed: Counter[str] = Counter(record.meta.get("removed", {}))
    before = removed.total()
    parts = [_without_noise(part, removed) if part.kind == "body" else part for part in record.parts]
    if removed.total() == before:
        return record
    return replace(record.with_parts(parts), meta={**record.meta, "removed": dict(removed)})


def _stream_safe(run: re.Match[str]) -> str:
    """Return the run with at most thirty marks on a letter; no language needs more.

    The time that normalizing takes grows with the square of their number.
    Source: UAX #15, Stream-Safe Text Format.
    """
    kept, marks = [], 0
    for char in run[0]:
        marks = marks + len(unicodedata.normalize("NFD", char)) if unicodedata.combining(char) else 0
        if marks <= MARKS_ON_A_LETTER:
            kept.append(char)
    return "".join(kept)


def _prose(piece: str) -> str:
    return _BLANKS.sub(" ", piece).replace(" \n", "\n").replace("\n ", "\n")


def _code(piece: str) -> str:
    return "\n".join(line.rstrip() for line in piece.split("\n"))


def _line(words: str) -> str:
    return " ".join(text(words).split())


def _spaced(part: Part) -> Part:
    cleaned = text(part.text)
    return replace(
        part,
        text=cleaned,
        author=_line(part.author),
        quote=text(part.quote),
        footer=text(part.footer),
        utterances=part.utterances if cleaned == part.text else (),
    )


def _without_noise(part: Part, removed: Counter[str]) -> Part:
    """Return the part without its noise, which is counted in ``removed`` by reason."""
    suspected = suspects(part.text)
    if not suspected:
        return part
    before = removed.total()
    lines: list[str | None] = list(part.text.split("\n"))
    for number in suspected:
        lines[number] = _kept(lines[number] or "", removed)
    if removed.total() == before:
        return part
    body = "\n".join(line for line in lines if line is not None)
    return replace(part, text=_BLANK_LINES.sub("\n\n", body).strip(), utterances=())


def _kept(line: str, removed: Counter[str]) -> str | None:
    """Return what of a line is text, None if nothing is.

    What is left behind one notice may be another; more than a few in a line is nobody's text.
    """
    rest = line
    for _ in range(NOTICES_IN_A_LINE):
        before, rest = rest, _cut(rest, removed)
        if rest == before:
            break
    return rest if rest or not line else None


def _cut(line: str, removed: Counter[str]) -> str:
    """Return the line without its brackets, its last sentence or all but its first ones, if they are notices.

    Sites hang their notices on the end of a paragraph, too: there the sentences before the first
    notice are kept.
    """
    bare = _BRACKETED.sub(lambda found: "" if _counted(found[0], removed) else found[0], line)
    bare = _WITHIN.sub(lambda found: _injected(found, removed), bare)
    if bare != line:
        return _BLANKS.sub(" ", bare).strip()
    if _counted(line, removed):
        text_before = "".join(takewhile(lambda sentence: reason(sentence) is None, _SENTENCE.findall(line)))
        return text_before.strip() if len(text_before) >= PROSE_CHARS else ""
    tail = _TAIL.search(line, max(0, len(line) - TAIL_CHARS)) if len(line) > TAIL_CHARS else None
    return line[: tail.start()].rstrip() if tail and _counted(tail[0], removed) else line


def _injected(found: re.Match[str], removed: Counter[str]) -> str:
    """Return what stays of a site's name and address within a sentence: nothing, but all of a line of its own."""
    if len(found[0]) == len(found.string.strip()):
        return found[0]
    removed["site"] += 1
    return ""


def _counted(piece: str, removed: Counter[str]) -> bool:
    why = reason(piece)
    if why:
        removed[why] += 1
    return why is not None
