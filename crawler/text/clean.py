"""Clean text: characters and spaces put right, and the lines that novel sites add taken out.

Steps here change how a text is written and never what it says.  Which lines are a site's own is
told by the tables of crawler.text.noise.notices.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import NamedTuple

from crawler.records import Part, Record
from crawler.text.noise.cuts import without_notices
from crawler.text.noise.notices import reason
from crawler.text.spelling import characters, entities, mojibake

# How often a text is looked at again after entities or mojibake in it gave others.
ROUNDS = 6
# Spaces that a plain text has not; looking for all of them costs less than splitting every line.
_ODD_SPACES = (
    "  ",
    " \n",
    "\n ",
    "\t",
    "\u3000",
    "\xa0",
    "\u1680",
    *map(chr, range(0x2000, 0x200B)),
    "\u202f",
    "\u205f",
)
_BLANK_LINES = re.compile(r"\n{3,}")
_FENCE = re.compile(r"^([^\S\n]*```[^\n]*)$", re.MULTILINE)


class Forms(NamedTuple):
    """How a text is to be written where it may be written in two ways."""

    punctuation: str
    width: str


def text(text: str, *, punctuation: str = "kept", width: str = "kept") -> str:
    r"""Return ``text`` in NFC with plain spaces and line ends, at most one blank line in a row.

    Lines lose their indentation, but those between triple backticks keep it.  Mojibake is mended;
    outside of code entities are decoded.  ``punctuation`` is kept, or full: full width between Han
    characters.  ``width`` is kept, since 阿Ｑ is written so, or usual: letters and digits half, kana full.

    >>> text("　　他说：\t好。\r\n\r\n\r\n　　走了\u200b，１９９９年&amp;nbsp;。")
    '他说： 好。\n\n走了，１９９９年 。'
    """
    return _written(text, Forms(punctuation, width))[0]


def noise(line: str) -> str | None:
    """Return why a line of a novel is an advertisement or a notice and not text, None if it is text.

    The reasons are advert, site, menu, unfinished, votes and notice.  When in doubt a line is
    text: what a character says, and prose that speaks of websites or votes, stays.
    """
    return reason(line)


def spaces(record: Record, *, punctuation: str = "kept", width: str = "kept") -> Record:
    """Clean the texts of a record: title, parts, quotes and footers.

    Utterances point into a part's text and go where that text changes.  ``meta["repaired"]`` counts
    the lines whose mojibake was mended, where there are any.
    """
    write = _Writer(Forms(punctuation, width))
    named = replace(record, title=write.line(record.title), author=write.line(record.author))
    if record.parts:
        cleaned = named.with_parts(_spaced(part, write) for part in record.parts)
    else:
        cleaned = replace(named, text=write.text(record.text))
    if not write.mended:
        return cleaned
    before = record.meta.get("repaired", {})
    repaired = {**before, "mojibake": before.get("mojibake", 0) + write.mended}
    return replace(cleaned, meta={**record.meta, "repaired": repaired})


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


class _Writer:
    """Cleans texts and counts the lines that it mended."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.mended = 0

    def text(self, words: str) -> str:
        written, mended = _written(words, self.forms) if words else ("", 0)
        self.mended += mended
        return written

    def line(self, words: str) -> str:
        return " ".join(self.text(" ".join(words.split())).split())  # code has no place in a line


def _written(text: str, forms: Forms) -> tuple[str, int]:
    """Return the cleaned text and how many of its lines were mended.

    What was decoded may be code, or mojibake, so the text is looked at again until nothing changes.
    """
    total = 0
    for _ in range(ROUNDS):
        mended, lines = mojibake.repaired(text)
        total += lines
        written = _rows(characters.plain("\n".join(mended.splitlines())), forms)
        if written == text or not (mojibake.suspected(written) or entities.suspected(mended)):
            return written, total
        text = written
    return text, total


def _rows(text: str, forms: Forms) -> str:
    if "```" not in text:
        prose = _prose(text, forms)
        return (_BLANK_LINES.sub("\n\n", prose) if "\n\n\n" in prose else prose).strip()
    # They come as prose, fence, code, fence, prose and so on.
    pieces = _FENCE.split(text)
    cleaned = (_code(piece) if i % 4 == 2 else _prose(piece, forms) for i, piece in enumerate(pieces))
    return _BLANK_LINES.sub("\n\n", "".join(cleaned)).strip()


def _prose(piece: str, forms: Forms) -> str:
    decoded = entities.decoded(piece)
    usual = characters.usual_width(decoded) if forms.width == "usual" else decoded
    if not any(odd in usual for odd in _ODD_SPACES[: 4 if usual.isascii() else None]):
        spaced = usual
    else:
        spaced = "\n".join([" ".join(line.split()) for line in usual.split("\n")])
    return characters.full_punctuation(spaced) if forms.punctuation == "full" else spaced


def _code(piece: str) -> str:
    return "\n".join(line.rstrip() for line in piece.split("\n"))


def _spaced(part: Part, write: _Writer) -> Part:
    cleaned, author = write.text(part.text), write.line(part.author)
    quote, footer = write.text(part.quote), write.text(part.footer)
    if (cleaned, author, quote, footer) == (part.text, part.author, part.quote, part.footer):
        return part  # most posts are clean, and a new one costs as much as looking at it
    utterances = part.utterances if cleaned == part.text else ()
    return replace(part, text=cleaned, author=author, quote=quote, footer=footer, utterances=utterances)


def _without_noise(part: Part, removed: Counter[str]) -> Part:
    text = without_notices(part.text, removed)
    return part if text == part.text else replace(part, text=text, utterances=())
