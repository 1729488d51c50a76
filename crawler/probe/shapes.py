r"""What addresses of one kind have in common, as a pattern for [follow].

Links that stand in the same place of a page lead to pages of one kind.  Their addresses are put
side by side: what is the same in all stays, numbers become ``\\d+``, other words ``[^/?#&]+``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

TOKENS = re.compile(r"\d+|[^\W\d_]+(?:(?:%[0-9a-f]{2}|[_+~-])*[^\W\d_]+)*|%[0-9a-f]{2}|.", re.I | re.S)
WORD, NUMBER = r"[^/?#&]+", r"\d+"
# Words of which there are no more than these are named, and not any word is taken.
FEW = 3
# Parameters that change nothing about what a page shows.
IDLE = frozenset(
    "sid s phpsessid jsessionid ref from utm_source utm_medium utm_campaign highlight hilit".split()
)


@dataclass(frozen=True, slots=True)
class Shape:
    """Addresses of one kind: ``pieces`` are regular expressions whose sequence matches path and query.

    ``free`` are the places in ``pieces`` of what differs from address to address, that which tells them
    apart best first; ``page`` is the place of what counts pages, -1 if nothing does.  A piece that only
    further pages have is optional and holds their number.
    """

    pieces: tuple[str, ...]
    free: tuple[int, ...] = ()
    page: int = -1

    @property
    def work(self) -> int:
        """The place of what names a thread: in front of the number of its page, if it can be; -1 if none."""
        others = [at for at in self.free if at != self.page]
        before = [at for at in others if at < self.page]
        return next(iter(before or others), -1)

    @property
    def pattern(self) -> str:
        """The regular expression to search in whole addresses."""
        names = {self.work: "work", self.page: "page"}
        return "".join(_named(piece, names.get(at, "")) for at, piece in enumerate(self.pieces)) + "$"

    @property
    def plain(self) -> str:
        """The pattern without a name for the work."""
        return replace(self, free=()).pattern

    def matches(self, url: str) -> bool:
        """Whether an address is of this kind."""
        return re.fullmatch("".join(self.pieces), local(url)) is not None


def _named(piece: str, name: str) -> str:
    """Return an expression whose match, or the number in it where it is optional, has a name."""
    if not name:
        return piece
    if piece.endswith(")?"):
        return piece.replace(NUMBER, rf"(?P<{name}>{NUMBER})")
    return f"(?P<{name}>{piece})"


def local(url: str) -> str:
    """Return path and query of an address, without parameters that change nothing.

    >>> local("http://a/t.php?sid=0a&t=7")
    '/t.php?t=7'
    """
    parts = urlsplit(url)
    wanted = [f"{key}={value}" for key, value in parse_qsl(parts.query, True) if key.lower() not in IDLE]
    return (parts.path or "/") + (f"?{'&'.join(wanted)}" if wanted else "")


def shapes(urls: Iterable[str]) -> list[Shape]:
    r"""Return the shapes of addresses that stand in one place, that of most addresses first.

    >>> [shape.pieces for shape in shapes(f"http://a/f/{n}/{w}" for n, w in enumerate("abcd"))]
    [('/', 'f', '/', '\\d+', '/', '[^/?#&]+')]
    """
    groups: dict[tuple[object, ...], list[str]] = {}
    for url in urls:
        address = local(url)
        path, _, query = address.partition("?")
        names = tuple(key for key, _ in parse_qsl(query, True))
        groups.setdefault((path.count("/"), path.endswith("/"), names), []).append(address)
    return [_shape(group) for group in sorted(groups.values(), key=len, reverse=True)]


def _shape(addresses: Sequence[str]) -> Shape:
    columns = zip(*map(segments, addresses), strict=True)
    pieces = tuple(piece for column in columns for piece in _of_segments(column))
    found = [re.fullmatch("".join(f"({piece})" for piece in pieces), each) for each in addresses]
    values = [len({match[at + 1] for match in found if match}) for at in range(len(pieces))]
    free = [at for at, piece in enumerate(pieces) if piece in (NUMBER, WORD)]
    return Shape(pieces, tuple(sorted(free, key=lambda at: (-values[at], pieces[at] != NUMBER, -at))))


def segments(address: str) -> list[str]:
    """Cut a path and query where a slash or a parameter begins.

    >>> segments("/f/boats-4/?page=2&t=1")
    ['/f', '/boats-4', '/', '?page=2', '&t=1']
    """
    return re.findall(r"[/?&][^/?&]*", address)


def escaped(text: str) -> str:
    """Return a text as an expression that matches it; only what must be escaped is."""
    return re.sub(r"([.^$*+?{}\[\]\\|()])", r"\\\1", text)


def _of_segments(column: Sequence[str]) -> list[str]:
    rows = [TOKENS.findall(text) for text in dict.fromkeys(column)]
    if len(rows) <= FEW and all(token[0].isalpha() for row in rows for token in row[1:]):
        return (
            [f"(?:{'|'.join(sorted(escaped(''.join(row)) for row in rows))})"]
            if len(rows) > 1
            else _side(rows)
        )
    head = _side(rows)
    rest = [row[len(head) :] for row in rows]
    if not any(rest):
        return head
    back = _side([row[::-1] for row in rest])[::-1]
    return [*head, WORD, *back]


def _side(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return expressions for the first tokens, as far as all rows have tokens of one sort there."""
    pieces = []
    for column in zip(*rows, strict=False):
        if all(token.isdecimal() for token in column):
            pieces.append(NUMBER)
        elif len(set(column)) == 1:
            pieces.append(escaped(column[0]))
        elif all(token[0].isalpha() for token in column) and len(set(map(len, rows))) == 1:
            pieces.append(WORD)
        else:
            break
    return pieces


def paged(shape: Shape, first: str, further: Iterable[tuple[str, int]]) -> Shape:
    """Return a shape with what the further pages, (address, number), of a first page tell.

    The number stands where a piece of the first address is another, or in a piece of its own.
    """
    own = local(first)
    for url, number in further:
        other = local(url)
        if other == own or number < 2:
            continue
        if (place := _counter(shape, own, other, number)) >= 0:
            return replace(shape, page=place)
        if (found := added(own, other, number)) and shape.page < 0:
            piece, behind = found
            at = len(shape.pieces) - len(TOKENS.findall(behind))
            return replace(shape, pieces=(*shape.pieces[:at], piece, *shape.pieces[at:]), page=at)
    return shape


def _counter(shape: Shape, own: str, other: str, number: int) -> int:
    """Return which piece counts pages: it is the number in one address and another one in the first."""
    pattern = "".join(f"({piece})" for piece in shape.pieces)
    here, there = re.fullmatch(pattern, own), re.fullmatch(pattern, other)
    if here is None or there is None:
        return -1
    pairs = enumerate(zip(here.groups(), there.groups(), strict=True))
    return next((at for at, (mine, its) in pairs if mine != its and its == str(number)), -1)


def added(own: str, other: str, number: int) -> tuple[str, str] | None:
    r"""Return an expression for what a further page adds to an address, and what stands behind that.

    >>> added("/t/5/", "/t/5/?page=2", 2)
    ('(?:\\?page=\\d+)?', '')
    >>> added("/b/7.html", "/b/7_2.html", 2)
    ('(?:_\\d+)?', '.html')
    >>> added("/b/7/", "/b/8/", 8) is None
    True
    """
    behind = re.search(r"(?:\.\w{2,5})?$", own.partition("?")[0])
    ending = behind[0] if behind and "?" not in own else ""
    stem = own.removesuffix(ending)
    if not (other.startswith(stem) and other.endswith(ending)):
        stem, ending = own, ""
    more = other[len(stem) : len(other) - len(ending)] if other.startswith(stem) else ""
    if re.fullmatch(r"[?&/_-]?[a-z_\[\]]{0,20}[=/_-]?\d{1,6}/?", more, re.I) is None:
        return None
    before, digits, after = re.split(r"(\d+)", more, maxsplit=1)
    if int(digits) != number or (not before and not stem.endswith("/")):
        return None
    return rf"(?:{escaped(before)}\d+{after}{'?' if after else ''})?", ending
