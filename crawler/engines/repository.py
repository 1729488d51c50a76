"""Repositories of the AT Protocol as their servers export them: CAR files of DAG-CBOR blocks.

A reader of what com.atproto.sync.getRepo gives: CAR version 1, the commit, and the Merkle search
tree that names the records.  Blocks are taken by their names, whatever stands in them; nothing but
plain values comes out.  Source: ipld.io/specs (CARv1, DAG-CBOR), atproto.com/specs/repository.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import cbor2

Block = dict[str, Any]
# The longest path that the protocol knows: a collection of 317 characters and a key of 512.
MAX_PATH = 830
# Records are a few levels deep; DAG-CBOR knows one tag, the link to another block.
MAX_DEPTH, LINK = 64, 42
# Tags that CBOR's libraries turn into values (times, patterns, references …); DAG-CBOR has none of them.
OTHER_TAGS = (
    *range(6),
    25,
    *range(28, 31),
    *range(35, 38),
    52,
    54,
    100,
    256,
    258,
    260,
    261,
    1004,
    43000,
    55799,
)
# The first bytes of a name: version 1, then codec and hash, as bytes of seven bits each.
VERSION, CID_V0 = 1, b"\x12\x20"
MAX_VARINT = 9


class TornError(ValueError):
    """Bytes that are no repository, or a part of one."""


def records(body: bytes) -> tuple[str, dict[str, Block]]:
    """Return the DID of a repository and its records by path (collection/key), in order of the paths.

    Raises TornError, with the place, where the file is none; blocks that are not there are passed over.
    """
    root, blocks = _read(body)
    commit = _decoded(blocks.get(root, b""))
    if not isinstance(commit, dict) or not isinstance(commit.get("did"), str):
        raise TornError("the file's root is no commit of a repository")
    found: dict[str, Block] = {}
    for path, link in _entries(blocks, commit.get("data")):
        record = _decoded(blocks.get(link, b""))
        if isinstance(record, dict):
            found[path] = record
    return str(commit["did"]), found


def _read(body: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Return the name of the root block, and all blocks by name."""
    size, start = _varint(body, 0)
    header = _decoded(body[start : start + size])
    roots = header.get("roots") if isinstance(header, dict) else None
    if not isinstance(roots, list) or not roots or not isinstance(roots[0], bytes):
        raise TornError("no CAR file: it does not begin with a header that names its root")
    place, blocks = start + size, {}
    while place < len(body):
        size, start = _varint(body, place)
        place = start + size
        if not size or place > len(body):
            raise TornError(f"the block at byte {start} is cut short")
        end = _end_of_name(body, start)
        blocks[body[start:end]] = body[end:place]
    return roots[0], blocks


def _end_of_name(body: bytes, start: int) -> int:
    """Return where the name of a block ends: version, codec, hash function, length and hash."""
    if body.startswith(CID_V0, start):
        return start + 34
    version, place = _varint(body, start)
    if version != VERSION:
        raise TornError(f"the block at byte {start} has a name of version {version}, not {VERSION}")
    for _ in ("codec", "hash function"):
        _, place = _varint(body, place)
    size, place = _varint(body, place)
    return place + size


def _varint(body: bytes, place: int) -> tuple[int, int]:
    """Return the number of seven bits a byte at a place, and the place behind it."""
    value = 0
    for count, byte in enumerate(body[place : place + MAX_VARINT]):
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return value, place + count + 1
    raise TornError(f"no number at byte {place}")


def _entries(blocks: Mapping[bytes, bytes], root: Any) -> Iterator[tuple[str, bytes]]:
    """Walk the tree in the order of its keys and yield path and link of each; a node counts once."""
    seen: set[bytes] = set()
    stack: list[tuple[str, Any]] = [("", root)]
    while stack:
        path, link = stack.pop()
        if path:
            yield path, link
        elif isinstance(link, bytes) and link not in seen:
            seen.add(link)
            stack.extend(reversed(list(_node(_decoded(blocks.get(link, b""))))))


def _node(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield what a node holds, in order: a path with its record, or "" with a node below.

    A key shares so many of its first bytes with the one before.
    """
    if not isinstance(node, dict):
        return
    yield "", node.get("l")
    key = b""
    entries = node.get("e")
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("k"), bytes) and isinstance(entry.get("p"), int):
            key = (key[: max(entry["p"], 0)] + entry["k"])[:MAX_PATH]
            if isinstance(entry.get("v"), bytes):
                yield key.decode("utf-8", "replace"), entry["v"]
            yield "", entry.get("t")


def _decoded(block: bytes) -> Any:
    """Return a block's value, links as the names of their blocks; None if it is no DAG-CBOR."""
    try:
        return cbor2.loads(block, tag_hook=_link, semantic_decoders=REFUSED, max_depth=MAX_DEPTH)
    except (cbor2.CBORDecodeError, ValueError, TypeError, OverflowError, MemoryError, RecursionError):
        return None


def _link(tag: Any, *_: Any) -> bytes:
    """Return the name that a tag holds, the byte in front of it left out."""
    if tag.tag != LINK or not isinstance(tag.value, bytes):
        raise ValueError(f"tag {tag.tag}: DAG-CBOR has no other than {LINK}")
    return bytes(tag.value[1:])


def _refuse(*_: Any) -> None:
    raise ValueError(f"DAG-CBOR has no tag but {LINK}")


REFUSED = dict.fromkeys(OTHER_TAGS, _refuse)
