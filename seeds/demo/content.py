"""Reads the demo's content files and checks them: what the three bundled sites are made of.

Plain text in, small frozen dataclasses out; neither HTML nor addresses are known here.  The
standard library alone, so that the sites can be served without pairmill being installed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
# What a post or status is known to be, so that a pipeline's finding can be held against it.
FLAGS = ("", "spam", "low", "private", "copy")
# The keys of each table with the types of their values; those that may be missing stand in OPTIONAL.
FORUM_KEYS = {"boards": dict, "thread": list, "signatures": dict}
THREAD_KEYS = {"board": str, "title": str, "post": list, "pinned": bool, "accepted": int}
POST_KEYS = {"author": str, "at": datetime, "text": str, "quote": int, "flag": str}
SOCIAL_KEYS = {"status": list}
STATUS_KEYS = {
    "id": int,
    "author": str,
    "at": datetime,
    "text": str,
    "reply_to": int,
    "tags": list,
    "flag": str,
}
OPTIONAL = frozenset("signatures pinned accepted quote flag reply_to tags".split())


class ContentError(Exception):
    """A content file breaks its format; the message names the file and the place."""


@dataclass(frozen=True)
class Post:
    """A post; ``number`` is unique in the forum, ``quote`` counts its thread's posts from 1 (0 for none)."""

    number: int
    author: str
    at: datetime
    text: str
    quote: int = 0
    flag: str = ""


@dataclass(frozen=True)
class Thread:
    """A thread; ``board`` is a key of ``Demo.boards``, ``accepted`` counts its posts from 1 (0 for none)."""

    number: int
    language: str
    board: str
    title: str
    posts: tuple[Post, ...]
    pinned: bool = False
    accepted: int = 0


@dataclass(frozen=True)
class Status:
    """A status; ``id`` is unique over both languages ("zh-12"), ``reply_to`` is such an id or ""."""

    id: str
    language: str
    author: str
    at: datetime
    text: str
    reply_to: str = ""
    tags: tuple[str, ...] = ()
    flag: str = ""


@dataclass(frozen=True)
class Chapter:
    """A chapter: its heading and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Novel:
    """A novel; ``slug`` is its place in addresses."""

    slug: str
    language: str
    title: str
    author: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Demo:
    """Everything the sites show.

    ``boards`` and ``signatures`` map a board's key ("zh-help") and a nickname to a line of text.
    Threads stand in the order of their numbers, statuses newest first.
    """

    boards: Mapping[str, str]
    signatures: Mapping[str, str]
    threads: tuple[Thread, ...]
    statuses: tuple[Status, ...]
    novels: tuple[Novel, ...]

    @cached_property
    def by_id(self) -> dict[str, Status]:
        """The statuses by their ids."""
        return {status.id: status for status in self.statuses}


def load(folder: Path = FOLDER) -> Demo:
    """Read every content file of a folder: forum-*.toml, social-*.toml, novel-*.txt.

    The part of a name after its first hyphen begins with the language.  Raises ContentError.
    """
    forums = [
        (_language(path), path, _toml(path, FORUM_KEYS)) for path in sorted(folder.glob("forum-*.toml"))
    ]
    statuses = [status for path in sorted(folder.glob("social-*.toml")) for status in _statuses(path)]
    return Demo(
        boards={f"{lang}-{key}": name for lang, _, table in forums for key, name in table["boards"].items()},
        signatures={who: line for _, _, table in forums for who, line in table.get("signatures", {}).items()},
        threads=_threads(forums),
        statuses=tuple(sorted(statuses, key=lambda status: (status.at, status.id), reverse=True)),
        novels=tuple(_novel(path) for path in sorted(folder.glob("novel-*.txt"))),
    )


def _language(path: Path) -> str:
    return path.stem.split("-")[1]


def _toml(path: Path, keys: Mapping[str, type]) -> dict[str, Any]:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as reason:
        raise ContentError(f"{path}: is not TOML in UTF-8: {reason}") from None
    _check(str(path), table, keys)
    return table


def _threads(forums: Iterable[tuple[str, Path, dict[str, Any]]]) -> tuple[Thread, ...]:
    """Number the threads of all languages by the time of their first posts, and the posts through them."""
    found = sorted(_rows(forums), key=lambda each: (_moment(each[1], each[2]["post"][0]), each[0]))
    threads: list[Thread] = []
    posts = 0
    for number, (language, where, row) in enumerate(found, start=1):
        threads.append(_thread(number, language, where, row, posts))
        posts += len(row["post"])
    return tuple(threads)


def _rows(forums: Iterable[tuple[str, Path, dict[str, Any]]]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield language, place and table of each thread, once it is sound as a whole."""
    for language, path, table in forums:
        for place, row in enumerate(table["thread"], start=1):
            where = f"{path}: thread {place}"
            _check(where, row, THREAD_KEYS)
            if row["board"] not in table["boards"]:
                raise ContentError(
                    f"{where}: board: {row['board']!r} is none of {', '.join(table['boards'])}"
                )
            if not row["post"]:
                raise ContentError(f"{where}: it has no posts")
            if not 0 <= row.get("accepted", 0) <= len(row["post"]):
                raise ContentError(f"{where}: accepted: there is no post {row['accepted']}")
            yield language, where, row


def _thread(number: int, language: str, where: str, row: Mapping[str, Any], before: int) -> Thread:
    """Make a thread whose first post has the number after ``before``."""
    posts = [_post(before + n, n, f"{where}, post {n}", post) for n, post in enumerate(row["post"], start=1)]
    return Thread(
        number=number,
        language=language,
        board=f"{language}-{row['board']}",
        title=row["title"],
        posts=tuple(posts),
        pinned=row.get("pinned", False),
        accepted=row.get("accepted", 0),
    )


def _post(number: int, n: int, where: str, row: Mapping[str, Any]) -> Post:
    _check(where, row, POST_KEYS)
    quote = row.get("quote", 0)
    if not 0 <= quote < n:
        raise ContentError(f"{where}: quote: {quote} is no earlier post")
    return Post(number, row["author"], _moment(where, row), row["text"].strip(), quote, _flag(where, row))


def _statuses(path: Path) -> list[Status]:
    language, known, found = _language(path), set[int](), []
    for place, row in enumerate(_toml(path, SOCIAL_KEYS)["status"], start=1):
        where = f"{path}: status {place}"
        _check(where, row, STATUS_KEYS)
        if row["id"] in known:
            raise ContentError(f"{where}: id: {row['id']} is taken")
        if "reply_to" in row and row["reply_to"] not in known:
            raise ContentError(f"{where}: reply_to: {row['reply_to']} is no earlier status")
        known.add(row["id"])
        found.append(_status(language, where, row))
    return found


def _status(language: str, where: str, row: Mapping[str, Any]) -> Status:
    return Status(
        id=f"{language}-{row['id']}",
        language=language,
        author=row["author"],
        at=_moment(where, row),
        text=row["text"].strip(),
        reply_to=f"{language}-{row['reply_to']}" if "reply_to" in row else "",
        tags=tuple(row.get("tags", ())),
        flag=_flag(where, row),
    )


def _novel(path: Path) -> Novel:
    head, *chapters = ("\n" + path.read_text(encoding="utf-8").strip()).split("\n# ")
    names = head.split("\n")[1:]
    if len(names) < 2 or not chapters:
        raise ContentError(f"{path}: expected a title, an author, an empty line and headings that begin '# '")
    return Novel(
        slug=path.stem.removeprefix("novel-"),
        language=_language(path),
        title=names[0].strip(),
        author=names[1].strip(),
        chapters=tuple(_chapter(text) for text in chapters),
    )


def _chapter(text: str) -> Chapter:
    title, _, body = text.partition("\n")
    paragraphs = (" ".join(each.split()) for each in body.split("\n\n"))
    return Chapter(title.strip(), tuple(filter(None, paragraphs)))


def _check(where: str, row: Mapping[str, Any], keys: Mapping[str, type]) -> None:
    if unknown := sorted(row.keys() - keys.keys()):
        raise ContentError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(keys)}")
    for key, kind in keys.items():
        if key not in row and key not in OPTIONAL:
            raise ContentError(f"{where}: {key} is missing")
        if key in row and not isinstance(row[key], kind):
            raise ContentError(f"{where}: {key}: expected {kind.__name__}, got {row[key]!r}")


def _moment(where: str, row: Mapping[str, Any]) -> datetime:
    at = row.get("at")
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ContentError(f"{where}: at: expected a time with its zone, as 2026-03-01T08:05:00Z")
    return at.astimezone(UTC)


def _flag(where: str, row: Mapping[str, Any]) -> str:
    flag = str(row.get("flag", ""))
    if flag not in FLAGS:
        raise ContentError(f"{where}: flag: {flag!r} is none of {', '.join(filter(None, FLAGS))}")
    return flag
