"""Repositories of the AT Protocol: what is read of whole, torn and hostile files."""

from __future__ import annotations

import random
import time
from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from repository import exported, link, put, varint

from crawler.engines.repository import MAX_PATH, TornError, records

DID = "did:plc:abcdefghijklmnopqrstuvwx"


def posts(count: int) -> dict[str, dict[str, Any]]:
    return {
        f"app.bsky.feed.post/3k{number:06d}": {"$type": "app.bsky.feed.post", "text": f"post {number}"}
        for number in range(count)
    }


@pytest.mark.parametrize("count", [0, 1, 4, 5, 300])
def test_every_record_comes_in_order_of_its_path(count: int) -> None:
    """However deep the tree is."""
    did, found = records(exported(DID, posts(count)))
    assert did == DID and list(found.items()) == sorted(posts(count).items())


@given(st.dictionaries(st.from_regex(r"[a-z.]{3,20}/[a-z0-9]{1,9}", fullmatch=True), st.just({"text": "x"})))
def test_any_repository_is_read_as_it_was_written(told: dict[str, dict[str, str]]) -> None:
    """Keys that share beginnings, and such that do not."""
    assert records(exported(DID, told)) == (DID, told)


def test_torn_file_says_where_it_ends() -> None:
    """Every cut is noticed, none crashes."""
    whole = exported(DID, posts(5))
    for end in range(len(whole) - 1):
        with pytest.raises(TornError):
            records(whole[:end])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no number at byte 0"),
        (b"<html>", "no CAR file"),
        (b"\xff" * 20, "no number at byte 0"),
        (varint(4) + cbor2.dumps({"a": 1}), "no CAR file"),
    ],
)
def test_what_is_no_car_file_is_named(body: bytes, words: str) -> None:
    """In one line."""
    with pytest.raises(TornError, match=words):
        records(body)


def test_flipped_bytes_never_crash_the_reader() -> None:
    """Whatever stands in a block, it gives plain values or nothing."""
    dice, whole = random.Random(7), exported(DID, posts(8))
    for _ in range(500):
        broken = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        try:
            records(bytes(broken))
        except TornError:
            continue


def hostile(node: Any, *others: Any) -> bytes:
    """Return a repository whose tree is one node as it stands, with other blocks beside it."""
    blocks: list[bytes] = []
    for other in others:
        put(blocks, other)
    root = put(blocks, {"did": DID, "version": 3, "data": link(put(blocks, node))})
    header = cbor2.dumps({"version": 1, "roots": [link(root)]})
    return varint(len(header)) + header + b"".join(blocks)


@pytest.mark.parametrize("tag", [28, 35, 36, 258])
def test_tags_of_other_formats_are_no_values(tag: int) -> None:
    """A tag can make a library compile a pattern; a block with one is passed over."""
    record: list[bytes] = []
    name = put(record, cbor2.CBORTag(tag, "(a+)+$"))
    assert (
        records(hostile({"e": [{"p": 0, "k": b"a/b", "v": link(name)}]}, cbor2.CBORTag(tag, "(a+)+$")))[1]
        == {}
    )


def test_long_keys_that_share_all_cost_no_memory() -> None:
    """A path is as long as the protocol allows, whatever the tree says."""
    blocks: list[bytes] = []
    name = put(blocks, {"text": "x"})
    entries = [{"p": 0, "k": b"k" * 100_000, "v": link(name)}]
    entries += [{"p": 100_000 + n, "k": b"k", "v": link(name)} for n in range(5_000)]
    began = time.process_time()
    found = records(hostile({"e": entries}, {"text": "x"}))[1]
    assert max(map(len, found)) <= MAX_PATH and time.process_time() - began < 2
