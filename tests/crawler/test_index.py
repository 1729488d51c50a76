"""The index in Redis: what one worker has seen the others know, and of copies one is the first."""

from __future__ import annotations

import logging
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis_server
from conftest import ROOT, a_record
from redis_server import Server

from crawler.errors import StoreError
from crawler.index import Shared
from crawler.runs import remember
from crawler.sites import Site
from crawler.store import Lines
from crawler.text.duplicates import Index, compare, parsed, sign, signatures


def chinese(seed: int, chars: int = 300) -> str:
    """Return a text that no other seed gives."""
    pick = random.Random(seed)
    return "".join(chr(pick.randrange(0x4E00, 0x9FA5)) for _ in range(chars))


CHINESE = [chinese(seed) for seed in range(60)]
NEAR = [text[:140] + "呢" + text[141:] + "转载请注明出处" for text in CHINESE[12:27]]
SHORT = ["谢谢楼主", "thanks!", "顶"]
LONG, COPY, OTHER = signatures([CHINESE[0], CHINESE[0] + "顶", CHINESE[1]])


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with redis_server.serving() as found:
        yield found


@pytest.fixture
def site() -> str:
    """Return a site that no other test knows."""
    return f"site{time.monotonic_ns()}"


def test_two_workers_see_each_others_texts(server: Server, site: str) -> None:
    """Long ones and short ones; another site's index is another."""
    one, other, elsewhere = (Shared(server.address, name) for name in (site, site, f"{site}-b"))
    short = signatures(["谢谢楼主"])[0]
    assert [one.match("a", LONG), one.match("s", short)] == ["", ""]
    assert [other.match("b", COPY), other.match("c", OTHER), other.match("t", short)] == ["a", "", "s"]
    assert [elsewhere.match("b", COPY), elsewhere.match("t", short)] == ["", ""]


@pytest.mark.parametrize("text", [CHINESE[0], "谢谢楼主"], ids=["long", "short"])
def test_the_same_key_again_is_no_copy_of_itself(server: Server, site: str, text: str) -> None:
    """Whichever worker fetches the page a second time."""
    signature = signatures([text])[0]
    workers = [Shared(server.address, site) for _ in range(2)]
    assert [each.match("a", signature) for each in workers] == ["", ""]


@pytest.mark.parametrize("signature", ["", "u4p128r2:AAAA"], ids=["empty", "another version"])
def test_what_cannot_be_compared_is_passed_over(server: Server, site: str, signature: str) -> None:
    """As in memory."""
    index = Shared(server.address, site)
    assert [index.match("a", signature), index.match("b", signature), index.missed] == ["", "", 0]


def test_it_answers_as_the_index_in_memory_does(server: Server, site: str) -> None:
    """Text by text, the nearest of several with them."""
    base = chinese(5, 600)
    texts = [*CHINESE, *SHORT, *CHINESE[:12], *NEAR, *SHORT, base[:-60] + chinese(6, 60), base, base + "顶"]
    for min_similarity in (0.6, 0.8, 0.95):
        shared, own = Shared(server.address, f"{site}{min_similarity}", min_similarity), Index(min_similarity)
        for number, signature in enumerate(signatures(texts)):
            assert shared.match(f"n{number:03}", signature) == own.match(f"n{number:03}", signature)


def test_datasketch_reads_it(server: Server, site: str) -> None:
    """Its MinHashLSH finds in its own way what the script has written."""
    from datasketch import MinHash

    shared, row = Shared(server.address, site), parsed(LONG)
    shared.match("a", LONG)
    permutations = MinHash(num_perm=128, seed=1, scheme="affine32").permutations
    found = shared.lsh.query(MinHash(hashvalues=row, permutations=permutations, scheme="affine32"))
    assert found == [b"a"]


RACE = """
import sys
from crawler.index import Shared
from crawler.text.duplicates import signatures
address, site, worker = sys.argv[1:]
texts = [" ".join(str(1000 * n + k) for k in range(40)) for n in range(200)] + ["谢谢楼主", "已解决"]
index, signed = Shared(address, site), signatures(texts)
print("ready", flush=True)
sys.stdin.readline()
for n, signature in enumerate(signed):
    print(n, index.match(f"{worker}.{n}", signature))
"""


def test_of_workers_with_one_text_exactly_one_is_first(server: Server, site: str) -> None:
    """Four that begin at one moment with the same two hundred texts: the others name the first."""
    command = [sys.executable, "-c", RACE, server.address, site]
    workers = [
        subprocess.Popen(
            [*command, str(n)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for n in range(4)
    ]
    for worker in workers:
        assert worker.stdout and worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("\n")
        worker.stdin.flush()
    told = [worker.communicate(timeout=120)[0].splitlines() for worker in workers]
    firsts = set()
    for n in range(202):
        answers = [lines[n].partition(" ")[2] for lines in told]
        first = answers.index("")
        assert sorted(answers) == ["", *[f"{first}.{n}"] * 3]
        firsts.add(first)
    assert len(firsts) > 1  # they did run at one time


def stored(data: Path, name: str, *texts: str) -> None:
    """Write a record for each text as a run of a site did."""
    lines = Lines(data / "records" / name / "1.jsonl")
    for number, text in enumerate(texts):
        lines.append(sign(replace(a_record(text), id=f"s/{number}")))
    lines.close()


def test_the_first_worker_fills_it_from_stored_signatures(server: Server, site: str, tmp_path: Path) -> None:
    """The second one finds it filled and reads nothing, and both know what was stored."""
    stored(tmp_path, site, *CHINESE[:2])
    known = [remember(tmp_path, Site(site, "generic"), server.address)]
    stored(tmp_path, site, CHINESE[2])
    known.append(remember(tmp_path, Site(site, "generic"), server.address))
    again = [sign(replace(a_record(text), id=f"t/{n}")) for n, text in enumerate(CHINESE[:3])]
    assert [compare(again[n], index).duplicate_of for n, index in enumerate(known)] == ["s/0", "s/1"]
    assert compare(again[2], known[1]).duplicate_of == ""


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "redis://me:hidden@127.0.0.1:9/0",
            "the Redis server cannot be used: .*127.0.0.1:9",
        ),
        ("postgresql://me:hidden@127.0.0.1/0", "expected an address such as redis://host:6379/0"),
    ],
)
def test_an_address_that_cannot_be_used_is_told_without_its_password(address: str, words: str) -> None:
    pytest.importorskip("redis")
    with pytest.raises(StoreError, match=words) as error:
        Shared(address, "site")
    assert "hidden" not in str(error.value)


def test_a_wrong_password_is_told() -> None:
    """And not repeated."""
    with redis_server.serving("--requirepass", "quite-secret") as server:
        with pytest.raises(StoreError, match="INDEX: the Redis server cannot be used") as error:
            Shared(server.address.replace("//", "//:not-secret@"), "site")
        assert "secret" not in str(error.value)
        assert Shared(server.address.replace("//", "//:quite-secret@"), "site").match("a", LONG) == ""


def test_while_the_server_is_away_nothing_is_marked(caplog: pytest.LogCaptureFixture) -> None:
    """One warning, every text counted, no waiting for each; when it is back it is asked again."""
    with redis_server.serving() as server:
        index = Shared(server.address, "site")
        assert index.match("a", LONG) == ""
    began = time.monotonic()
    with caplog.at_level(logging.WARNING):
        assert [index.match(key, COPY) for key in "bcd"] == ["", "", ""]
    assert time.monotonic() - began < 10
    assert index.missed == 3
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "copies are not marked meanwhile" in caplog.text
    with redis_server.serving(port=int(server.address.rpartition(":")[2].partition("/")[0])):
        index._rests_until = 0.0  # the minute is over
        assert [index.match("a", LONG), index.match("b", COPY), index.missed] == ["", "a", 3]
