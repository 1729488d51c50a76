"""Writes repositories of the AT Protocol as its servers export them, for tests of their reader."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import cbor2

Records = Mapping[str, Mapping[str, Any]]


def exported(did: str, records: Records, fan: int = 4) -> bytes:
    """Return a CAR file; a node of the tree holds ``fan`` records at most, the others stand below."""
    blocks: list[bytes] = []
    data = tree(blocks, sorted(records), records, fan)
    commit = {"did": did, "version": 3, "data": link(data), "rev": "3kabc", "prev": None, "sig": b"s" * 64}
    root = put(blocks, commit)
    header = cbor2.dumps({"version": 1, "roots": [link(root)]})
    return varint(len(header)) + header + b"".join(blocks)


def tree(blocks: list[bytes], keys: list[str], records: Records, fan: int) -> bytes:
    """Put the records and nodes of some keys; return the name of the top node."""
    tops = keys[:: max(1, len(keys) // fan)] if len(keys) > fan else keys
    ends = [*tops[1:], "~"][: len(tops)]
    below = {top: [key for key in keys if top < key < end] for top, end in zip(tops, ends, strict=True)}
    entries, before = [], b""
    for top in tops:
        name = top.encode()
        shared = next(
            (n for n, (a, b) in enumerate(zip(before, name, strict=False)) if a != b),
            min(len(before), len(name)),
        )
        right = link(tree(blocks, below[top], records, fan)) if below[top] else None
        value = link(put(blocks, records[top]))
        entries.append({"p": shared, "k": name[shared:], "v": value, "t": right})
        before = name
    return put(blocks, {"l": None, "e": entries})


def put(blocks: list[bytes], value: Any) -> bytes:
    """Add a block; return its name."""
    block = cbor2.dumps(value)
    name = b"\x01\x71\x12\x20" + hashlib.sha256(block).digest()
    blocks.append(varint(len(name) + len(block)) + name + block)
    return name


def link(name: bytes) -> cbor2.CBORTag:
    return cbor2.CBORTag(42, b"\0" + name)


def varint(number: int) -> bytes:
    """Return a number of seven bits a byte."""
    told = b""
    while number >= 0x80:
        told += bytes([number & 0x7F | 0x80])
        number >>= 7
    return told + bytes([number])
