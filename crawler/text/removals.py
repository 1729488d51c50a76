"""What a recipe may take out of texts: markup, addresses, repeated sentences; each with a replacement.

REMOVALS is the table; ``without`` runs those that a recipe names, in the order of the table, over
a text, and ``without_named`` over a record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.records import Part, Record
from crawler.tangles import tangle
from crawler.text import clean

_HAN = "\u3400-\u9fff"
_URL = rf"(?:[!#-;=?-~]|[{_HAN}](?=[{_HAN}]{{0,20}}\.[A-Za-z{_HAN}]))"
# A scheme may be anything with "://" behind it, and http even where Chinese was put into it; Han
# characters are part of an address only before a dot, and signs that end a sentence not at its end.
_LINK = re.compile(
    rf"(?:[A-Za-z][A-Za-z0-9+.-]{{0,30}}|(?:https?|ftp)[{_HAN}]{{1,4}})://{_URL}{{1,2000}}(?<![.,;:!?)\]'\"])"
    rf"|(?<![\w.@])[Ww]{{3}}\.[A-Za-z0-9{_HAN}-]{{1,63}}\.[A-Za-z]{_URL}{{1,2000}}(?<![.,;:!?)\]'\"])"
)
# A mail address is of ASCII and its domain ends in letters.
_EMAIL = re.compile(
    r"[A-Za-z0-9](?:[A-Za-z0-9.+_-]{0,62}[A-Za-z0-9_+-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}"
    r"(?![A-Za-z0-9])"
)
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_HEX = r"[0-9A-Fa-f]{1,4}"
_IP = re.compile(
    rf"(?<![\d.]){_OCTET}(?:\.{_OCTET}){{3}}(?![\d]|\.\d)"
    rf"|(?<![0-9A-Za-z:])(?:{_HEX}:){{7}}{_HEX}(?![0-9A-Fa-f:])"
    rf"|(?<![0-9A-Za-z:])(?=[A-Fa-f:]{{0,40}}\d)(?:{_HEX}:){{1,6}}(?::{_HEX}){{1,6}}(?![0-9A-Fa-f:])",
    re.ASCII,
)
_TAG = re.compile(r"<[A-Za-z/!]")
# Entries of a list begin with this in a text without markup.
BULLET = "*"
_LISTED = frozenset(["li", "ol"])
_UNREAD = frozenset(["script", "style", "template", "noscript", "-comment", "!--"])
# Behind and before these the replacement stands; other tags are within a sentence.
PARAGRAPHS = frozenset(
    "p div section article header footer main blockquote ul ol table tr h1 h2 h3 h4 h5 h6".split()
)
_SENTENCE = re.compile(
    r"[^。！？!?.…\n]{0,5000}(?:(?:[。！？!?…]|\.(?![0-9A-Za-z]))[。！？!?….]{0,12}[”’」』\"')）]{0,3}|\n|\.|$|(?<=[^。！？!?.…\n]))"
)
_ENDINGS = "。！？!?….”’」』\"')）"
_LETTERS = re.compile(r"[^\W_]+")
MIN_CHARS = 2

Removal = Callable[[str, str], str]


def links(text: str, to: str = "") -> str:
    """Return a text without web addresses, and any others with a scheme.

    >>> links("see https://a.example/b?c=1, or not", "<LINK>")
    'see <LINK>, or not'
    """
    return _LINK.sub(lambda _: to, text) if "://" in text or "www." in text.lower() else text


def emails(text: str, to: str = "") -> str:
    """Return a text without e-mail addresses.

    >>> emails("写信到lin@a.example。", "<EMAIL>")
    '写信到<EMAIL>。'
    """
    return _EMAIL.sub(lambda _: to, text) if "@" in text else text


def ips(text: str, to: str = "") -> str:
    """Return a text without IP addresses of version 4 or 6; numbers of versions are no addresses.

    >>> ips("ping 192.0.2.7 from 2001:db8::1, v1.2.3")
    'ping  from , v1.2.3'
    """
    return _IP.sub(lambda _: to, text) if "." in text or ":" in text else text


def html(text: str, to: str = "") -> str:
    r"""Return the text of a text with markup in it; list entries begin with a star on a line of their own.

    ``to`` stands where a paragraph begins or ends.  A text without tags keeps even its entities.

    >>> html("<p>One<br>and <b>two</b></p><li>three &amp; < 4")
    'One\nand two\n*three & < 4'
    """
    if not _TAG.search(text) or tangle(text):
        return text
    body = LexborHTMLParser(text).body
    return "".join(_pieces(body, to)).strip() if body else ""


def _pieces(body: LexborNode, to: str) -> Iterator[str]:
    """Yield the texts of a tree in order, and what stands for its marks."""
    stack: list[LexborNode | str] = [body]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
        elif node.tag == "-text":
            yield node.text_content or ""
        elif node.tag not in _UNREAD:
            yield "\n" + BULLET if node.tag in _LISTED else "\n" if node.tag == "br" else ""
            if to and node.tag in PARAGRAPHS:
                yield to
                stack.append(to)
            stack.extend(reversed(list(node.iter(include_text=True))))


def repeats(text: str, to: str = "", *, min_chars: int = MIN_CHARS) -> str:
    """Return a text without sentences that it has had before, be they of ``min_chars`` characters or more.

    Sentences are the same if their letters and digits are, whatever the spaces, signs and case; the
    signs that end one do not count to its length.

    >>> repeats("It rains. Come in! It rains. Yes.")
    'It rains. Come in! Yes.'
    """
    seen: set[str] = set()
    kept = []
    for found in _SENTENCE.finditer(text):
        sentence = found[0]
        letters = "".join(_LETTERS.findall(sentence)).casefold()
        is_short = len(sentence.lstrip().rstrip(_ENDINGS)) < min_chars
        kept.append(sentence if is_short or letters not in seen or not letters else to)
        seen.add(letters)
    return "".join(kept)


def unicode(text: str, to: str = "") -> str:  # noqa: ARG001 - nothing is taken out that could be replaced
    """Return a text as ftfy writes it: mojibake mended, quotation marks straight, ligatures as letters.

    >>> unicode("It doesnâ€™t.")
    "It doesn't."
    """
    from ftfy import fix_text  # takes a tenth of a second to load

    return text if text.isascii() and "&" not in text else fix_text(text)


REMOVALS: dict[str, Removal] = {
    "unicode": unicode,
    "html": html,
    "links": links,
    "emails": emails,
    "ips": ips,
    "repeats": repeats,
}


def without(text: str, removals: Mapping[str, str], *, min_chars: int = MIN_CHARS) -> str:
    """Return a text without what ``removals`` names, each by the replacement that it gives.

    Raises KeyError for a name that REMOVALS has not.
    """
    for name in REMOVALS:
        if name == "repeats" and name in removals:
            text = repeats(text, removals[name], min_chars=min_chars)
        elif name in removals:
            text = REMOVALS[name](text, removals[name])
    if unknown := removals.keys() - REMOVALS.keys():
        raise KeyError(*sorted(unknown))
    return text


def without_named(record: Record, *, removals: Mapping[str, str], min_chars: int = MIN_CHARS) -> Record:
    """Take out of the texts of a record what ``removals`` names; utterances go where a text changes.

    The spaces and blank lines beside it go as well.

    ``removals`` maps names of REMOVALS to what stands in their place, "" for nothing.

    Raises ValueError for a name that REMOVALS has not.
    """
    if unknown := removals.keys() - REMOVALS.keys():
        raise ValueError(f"unknown removal {min(unknown)!r}; the removals are {', '.join(REMOVALS)}")
    if not record.parts:
        return replace(record, text=_tidied(record.text, removals, min_chars))
    return record.with_parts(_without(part, removals, min_chars) for part in record.parts)


def _without(part: Part, removals: Mapping[str, str], min_chars: int) -> Part:
    text = _tidied(part.text, removals, min_chars)
    return part if text == part.text else replace(part, text=text, utterances=())


def _tidied(text: str, removals: Mapping[str, str], min_chars: int) -> str:
    """Return a text without what was named, spaced as if it had never stood there."""
    left = without(text, removals, min_chars=min_chars)
    return text if left == text else clean.text(left)
