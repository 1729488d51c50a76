"""What it costs to look for a text and remember it: in memory, in Redis, and in Redis by datasketch alone.

Texts of 300 characters that no two share, each in turn given to ``crawler.text.duplicates.Index``, to
``crawler.index.Shared``, and to datasketch's MinHashLSH over Redis storage under a lock, which is what
keeps two workers with one text apart there; then a near-copy of each.  The Redis server is this
script's own, on loopback: a network adds its round trips, one for Shared.  Prints medians of the
rounds: milliseconds a new text and a copy, copies found, and bytes that the server holds a text.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
import redis_server

from crawler.index import Shared
from crawler.text.duplicates import BANDS, PERMUTATIONS, ROWS, SEED, Index, parsed, signatures, similarity

Match = Callable[[str, str], str]


def texts(count: int) -> list[str]:
    """Return texts of 300 characters, unlike one another."""
    pick = random.Random(7)
    return ["".join(chr(pick.randrange(0x4E00, 0x9FA5)) for _ in range(300)) for _ in range(count)]


def by_datasketch(address: str, name: str) -> Match:
    """Return a match as datasketch's own calls make it: query and insert while a lock is held."""
    import redis

    client = redis.Redis.from_url(address)
    storage = {
        "type": "redis",
        "basename": name.encode(),
        "redis": {"connection_pool": client.connection_pool},
    }
    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS), storage_config=storage, prepickle=False)
    permutations = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32").permutations

    def match(key: str, signature: str) -> str:
        row = parsed(signature)
        assert row is not None
        sketch = MinHash(hashvalues=row, permutations=permutations, scheme="affine32")
        with client.lock(f"{name}-lock", timeout=10):
            found = lsh.query(sketch)
            for other, minima in zip(
                found, client.hmget(f"{name}-rows", found) if found else (), strict=True
            ):
                if similarity(row, np.frombuffer(minima, np.uint32)) >= 0.8:
                    return str(other.decode())
            client.hset(f"{name}-rows", key, row.tobytes())
            with lsh.insertion_session() as session:
                session.insert(key.encode(), sketch, check_duplication=False)
        return ""

    return match


def timed(match: Match, signed: list[str], prefix: str) -> tuple[float, int]:
    """Return milliseconds a text, and how many were called copies."""
    began = time.perf_counter()
    found = sum(bool(match(f"{prefix}{number}", signature)) for number, signature in enumerate(signed))
    return 1000 * (time.perf_counter() - began) / len(signed), found


def main() -> int:
    """Print a line for each index; return 1 if one did not find every copy."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    new = texts(options.texts)
    signed, copies = signatures(new), signatures(text + "顶" for text in new)
    told: dict[str, list[tuple[float, float, int, float]]] = {}
    try:
        with redis_server.serving() as server:
            import redis

            client = redis.Redis.from_url(server.address)
            for number in range(options.rounds):
                matches: dict[str, Match] = {
                    "memory": Index().match,
                    "Redis": Shared(server.address, f"round{number}").match,
                    "Redis, datasketch and a lock": by_datasketch(server.address, f"datasketch{number}"),
                }
                for name, match in matches.items():
                    before = client.info("memory")["used_memory"]
                    new_ms, _ = timed(match, signed, "new")
                    held = (client.info("memory")["used_memory"] - before) / len(signed)
                    copy_ms, found = timed(match, copies, "copy")
                    told.setdefault(name, []).append((new_ms, copy_ms, found, held))
    except pytest.skip.Exception as missing:
        print(missing)
        return 0
    print(f"{'index':<30} {'new, ms':>8} {'copy, ms':>9} {'found':>7} {'bytes a text':>13}")
    for name, rounds in told.items():
        new_ms, copy_ms, found, held = (median(column) for column in zip(*rounds, strict=True))
        print(f"{name:<30} {new_ms:8.3f} {copy_ms:9.3f} {found / len(copies):7.1%} {max(0, held):13,.0f}")
    return int(any(found < len(copies) for rounds in told.values() for _, _, found, _ in rounds))


if __name__ == "__main__":
    sys.exit(main())
