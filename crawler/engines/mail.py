"""Letters as archives of mailing lists show them: own words, words of others and signature told apart.

A room of its own because every archive prints the same plain text, whatever stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from selectolax.lexbor import LexborNode

QUOTED = re.compile(r"\s{0,3}(?:>|\|(?=\s)) ?")
# The name in the line above a quote, behind a date or alone; such lines are wrapped, up to three are one.
NAME = r"\"?([^<>(),:;\d\"]{0,60}?)\"?,?(?:\s?[<(\[][^<>\n]{1,100}[>)\]])?"
WROTE = r"\s?(?:wrote|writes|said|schrieb|a écrit|escribió|ha scritto|napisał\(?a?\)?|写道|寫道)\s?[:：]"
DATE = (
    r"(?:On|Am|Le|El|Il|Op|Em|Den|At|Quoting|\d{1,4}[-/.年])\s?.{0,200}\d\S{0,8}"
    r"(?:\s[AP]\.?M\.?)?(?:\s\(?[A-Z]{2,4}(?:[+-]\d\d:?\d\d)?\)?)?,?\s(?:at\s)?"
)
DATED = (
    re.compile(DATE + NAME + WROTE, re.S),
    re.compile(DATE + r"(?:schrieb|schreef|skrev)\s" + NAME + r"\s?:", re.S),
)
BARE = re.compile(NAME + WROTE)
MAX_HEAD = 3
# Where the letter that is answered begins, whole and unmarked, and the lines of its head.
FORWARDED = re.compile(r"-{3,12}\s?(?:Original|Forwarded|Ursprüngliche|原始)\s?[\w ]{1,20}-{3,12}\s*$", re.I)
FROM = re.compile(r"\*?(?:From|Von|De|发件人)\*?\s?[:：]\*?\s*\"?([^<\"\[\n]{1,60}?)\"?\s*(?:[<\[].{0,100})?")
LABEL = re.compile(r"\*?[A-Z][\w-]{1,20}\*?\s?:\*?\s")
# What programs write below a letter: parts that were cut off, the list's own address, a seal.
CUT = re.compile(r"-{10,20} next part -{10,20}|_{40,60}\s*$|-----BEGIN PGP SIGNATURE")
SEALED = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----|Hash: SHA\d{1,3}\s*$")
SIGNED = re.compile(r"-- ?$")
BLOCKS = frozenset("p div ul ol pre table hr h1 h2 h3 h4 blockquote".split())
UNREAD = frozenset("script style img button".split())


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a letter: its own, those that it quotes around them, and its signature."""

    text: str
    quote: str = ""
    quote_author: str = ""
    footer: str = ""


def letter(body: str) -> Letter:
    r"""Tell a letter's own words from what its writer's program put around them.

    Quotes that lead the text or follow it stand apart, without what they quote themselves; quotes
    between own words stay, as lines that begin with ``>``: what is said of them needs them.

    >>> letter("On 5 May 2021 at 9:20, Ida B. wrote:\n> Who has the key?\n\nRuth.\n-- \nAmos")
    Letter(text='Ruth.', quote='Who has the key?', quote_author='Ida B.', footer='Amos')
    """
    lines = [line for line in _until(body.split("\n"), CUT) if not SEALED.match(line)]
    own = _until(lines, SIGNED)
    signature = [line for line in lines[len(own) + 1 :] if not QUOTED.match(line)]
    upper = _until(own, FORWARDED)
    below, author = _answered(own[len(upper) + 1 :])
    blocks, names = _blocks(upper)
    said = [place for place, (quoted, told) in enumerate(blocks) if not quoted and any(told)]
    first, last = (said[0], said[-1]) if said else (len(blocks), len(blocks))
    around = [line for _, told in [*blocks[:first], *blocks[last + 1 :]] for line in told]
    return Letter(
        text=_joined(line for _, told in blocks[first : last + 1] for line in told),
        quote=_joined([*_outer(around), *below]),
        quote_author=next(filter(None, [*names, author]), ""),
        footer=_joined(signature),
    )


def plain(node: LexborNode) -> str:
    """Return the text of a letter that is shown as HTML, its lines kept; quoted ones begin with ``>``."""
    pieces: list[tuple[int, str]] = []
    stack: list[tuple[int, LexborNode | str]] = [(0, node)]
    while stack:
        depth, item = stack.pop()
        if isinstance(item, str):
            pieces.append((depth, item))
        elif item.tag == "-text":
            text = (item.text_content or "").replace("\r\n", "\n")
            pieces.append((depth, text if text.strip() or not _lists(item.parent) else ""))
        elif item.tag == "br":
            pieces.append((depth, "\n"))
        elif item.tag not in UNREAD and not _switch(item):
            depth += _quotes(item)
            edge = "\n\n" if item.tag in BLOCKS else ""
            stack.append((depth, edge))
            stack.extend((depth, child) for child in reversed(list(item.iter(include_text=True))))
            stack.append((depth, "\n- " if item.tag == "li" else edge))
    return "\n".join(_marked(pieces))


def _switch(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").split()
    return "quoted-switch" in classes or "pgp" in classes


def _lists(node: LexborNode | None) -> bool:
    return node is not None and node.tag in ("ul", "ol")


def _quotes(node: LexborNode) -> bool:
    return node.tag == "blockquote" or "quoted-text" in (node.attributes.get("class") or "").split()


def _marked(pieces: Iterable[tuple[int, str]]) -> Iterable[str]:
    """Yield the lines of pieces of text, as many ``>`` in front of each as quotes are around it."""
    line: list[str] = []
    deep = 0
    for depth, text in [*pieces, (0, "\n")]:
        first, *rest = text.split("\n")
        deep = max(deep, depth) if line and line[0] else depth
        line.append(first)
        for each in rest:
            told = "".join(line)
            yield "> " * deep + told if told.strip() else ""
            line, deep = [each], depth


def _until(lines: Sequence[str], end: re.Pattern[str]) -> list[str]:
    return list(takewhile(lambda line: not end.match(line), lines))


def _answered(lines: Sequence[str]) -> tuple[list[str], str]:
    """Return the words of a letter that stands whole below its answer, and its author."""
    author = next((found[1].strip() for line in lines if (found := FROM.fullmatch(line))), "")
    head = len(list(takewhile(lambda line: not line.strip() or LABEL.match(line), lines)))
    return [line for line in lines[head:] if not QUOTED.match(line)], author


def _blocks(lines: Sequence[str]) -> tuple[list[tuple[bool, list[str]]], list[str]]:
    """Part own lines from quoted ones, and return the names in the lines above quotes, which are no text."""
    blocks: list[tuple[bool, list[str]]] = []
    names = []
    for line in map(str.rstrip, lines):
        quoted = bool(QUOTED.match(line)) if line or not blocks else blocks[-1][0]
        if not blocks or blocks[-1][0] != quoted:
            if blocks and quoted:
                own, name = _headless(blocks[-1][1])
                blocks[-1] = (False, own)
                names.append(name)
            blocks.append((quoted, []))
        blocks[-1][1].append(line)
    return blocks, names


def _headless(lines: list[str]) -> tuple[list[str], str]:
    """Return lines without the last of them that say who wrote what follows, and the name."""
    end = max((number for number, line in enumerate(lines, start=1) if line), default=0)
    for count in range(min(MAX_HEAD, end), 0, -1):
        line = " ".join(each.strip() for each in lines[end - count : end])
        patterns = (*DATED, BARE) if count == 1 else DATED
        if found := next(filter(None, (each.fullmatch(line) for each in patterns)), None):
            return lines[: end - count], re.sub(r"\s+via\s.*", "", found[1]).strip()
    return lines, ""


def _outer(lines: Iterable[str]) -> list[str]:
    """Return quoted lines without their mark, those that are quoted twice left out."""
    bare = [QUOTED.sub("", line, count=1) for line in lines]
    return [line for line in bare if not QUOTED.match(line)]


def _joined(lines: Iterable[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
