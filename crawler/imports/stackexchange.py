"""The data dump of Stack Exchange: Posts.xml and Comments.xml of a site, read row by row.

A file of hundred gigabytes costs the memory of one row, and of one number for each question that has
an accepted answer.  Questions stand above their answers; whoever wants threads gathers by ``question``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]

from crawler.engines.api import fragment
from crawler.engines.dates import moment
from crawler.engines.prose import prose
from crawler.errors import StoreError
from crawler.licences import named
from crawler.records import Part

QUESTION, ANSWER = "1", "2"
# "<bread><rye>" until 2024, "|bread|rye|" since.
TAG = re.compile(r"[^<>|]{1,100}")


@dataclass(frozen=True, slots=True)
class Post:
    """A question or an answer: the question's id, its title and tags ("" and none of an answer), the text."""

    question: str
    title: str
    tags: tuple[str, ...]
    part: Part


def posts(path: Path) -> Iterator[Post]:
    """Yield questions and answers of a Posts.xml; wiki pages and the like are left out.

    Raises StoreError where the file is cut short or is no such file.
    """
    accepted: set[int] = set()
    for row in rows(path):
        kind, name = row.get("PostTypeId", ""), row.get("Id", "")
        if kind == QUESTION and row.get("AcceptedAnswerId", "").isdecimal():
            accepted.add(int(row["AcceptedAnswerId"]))
        if kind not in (QUESTION, ANSWER) or not name.isdecimal():
            continue
        question = name if kind == QUESTION else row.get("ParentId", "")
        part = _part(row, name, question if kind == ANSWER else "", int(name) in accepted)
        yield Post(question, row.get("Title", ""), tuple(TAG.findall(row.get("Tags", ""))), part)


def comments(path: Path) -> Iterator[Part]:
    """Yield the comments of a Comments.xml, each under the post that it is about."""
    for row in rows(path):
        yield Part(
            id=f"comment-{row.get('Id', '')}",
            text=row.get("Text", "").strip(),
            author=_author(row, "User"),
            published=moment(row.get("CreationDate", "")),
            reply_to=row.get("PostId", ""),
            kind="comment",
            score=_number(row, "Score"),
            licence=named(row.get("ContentLicense", "")),
        )


def rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Yield the attributes of each row of a file of the dump; nothing of a row stays in memory."""
    with path.open("rb") as file:
        events = etree.iterparse(
            file, events=("end",), tag="row", resolve_entities=False, no_network=True, load_dtd=False
        )
        try:
            for _, element in events:
                yield dict(element.attrib)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise StoreError(
                f"{path}: line {error.lineno}: {error.msg}; expected a file of the dump"
            ) from None


def _part(row: Mapping[str, str], name: str, parent: str, is_accepted: bool) -> Part:
    body = fragment(row.get("Body", ""))
    quotes = body.css("body > blockquote")
    return Part(
        id=name,
        text=prose(body, quotes),
        author=_author(row, "Owner"),
        published=moment(row.get("CreationDate", "")),
        reply_to=parent,
        quote="\n\n".join(map(prose, quotes)),
        score=_number(row, "Score"),
        accepted=is_accepted,
        licence=named(row.get("ContentLicense", "")),
    )


def _author(row: Mapping[str, str], whose: str) -> str:
    """Return the name that a row gives, else the number that Users.xml has a name for."""
    number = row.get(f"{whose}Id") or row.get(f"{whose}UserId") or ""
    return row.get(f"{whose}DisplayName") or (f"user{number}" if number else "")


def _number(row: Mapping[str, str], key: str) -> int:
    text = row.get(key, "").removeprefix("-")
    if not text.isdecimal() or len(text) > 9:
        return 0
    return int(row[key])
