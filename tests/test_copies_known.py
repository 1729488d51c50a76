"""What deduplication is measured on and by: planted copies, what is known of them, and what a run cost."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import likeness
import planted
from likeness import Known
from planted import Made, Sizes

from crawler.text.duplicates import jaccard
from crawler.text.shingles import shingles
from postprocess.documents import deduplicate

SMALL = Sizes(300, 800)
NAMES = [f"d{number:03}" for number in range(300)]
# A chain (a is near to b, b to c, a not to c), and a text that stands there three times.
CHAIN = [
    Known("a", "a", "original", "en", ["a", "b"]),
    Known("b", "b", "retyped", "en", ["a", "b", "c"]),
    Known("c", "c", "retyped", "en", ["b", "c"]),
    *(Known(f"r{n}", "spam", "repeated", "zh", ["spam"]) for n in range(3)),
]
ALL = {"a", "b", "c", "r0", "r1", "r2", "alone"}


@pytest.fixture(scope="module")
def made() -> list[Made]:
    """Return a small set."""
    return [each for block in planted.documents(300, 1, SMALL) for each in block]


def test_a_set_is_the_same_each_time_and_half_chinese(made: list[Made]) -> None:
    """Its seed says it all."""
    assert made == next(planted.documents(300, 1, SMALL))
    assert made != next(planted.documents(300, 2, SMALL))
    assert sum(each.language == "zh" for each in made) == pytest.approx(150, abs=15)


def test_what_is_known_is_what_all_pairs_say(made: list[Made]) -> None:
    """No pair of documents is near but those that are planted, and of these all that are."""
    rows = {row.id: row for row in likeness.known(zip(NAMES, made, strict=True))}
    hashes = [shingles(each.text) for each in made]
    for (one, own), (other, others) in combinations(zip(NAMES, hashes, strict=True), 2):
        near = one in rows and other in rows and rows[other].form in rows[one].near
        assert near is (jaccard(own, others) >= likeness.THRESHOLD)


def test_the_table_holds_as_many_copies_as_it_says() -> None:
    """All are left if nothing is dropped."""
    names = set(map(str, range(planted.TABLE)))
    rows = likeness.known((str(n), each) for n, each in enumerate(planted.table(1, SMALL)))
    assert likeness.score(rows, names, names).left == {
        "zh": planted.EXACT + planted.NEAR,
        "short": planted.SHORT,
    }


@pytest.mark.parametrize(
    ("kept", "right", "lost", "left"),
    [
        (ALL, 0, 0, {"en": 2, "zh": 2}),
        (set(), 0, 7, {}),
        ({"b", "r1", "alone"}, 4, 0, {}),
        ({"a", "r0", "alone"}, 3, 1, {}),
        ({"a", "c", "r0"}, 3, 1, {}),
        ({"a", "b", "r0", "r2", "alone"}, 2, 0, {"en": 1, "zh": 1}),
    ],
    ids=["all kept", "none kept", "the middle", "an end", "a stranger lost", "one left of each"],
)
def test_a_run_is_right_about_what_is_near_to_something_kept(
    kept: set[str], right: int, lost: int, left: dict[str, int]
) -> None:
    """Whichever of a group stays."""
    score = likeness.score(CHAIN, ALL, kept)
    assert (score.right, score.lost, score.left) == (right, lost, left)


def test_the_seconds_of_workers_that_nobody_waited_for_count(tmp_path: Path) -> None:
    """A command ends before its worker does; both count, and the command's own end is told."""
    spin = "import time\nwhile time.process_time() < 0.5: pass"
    command = (
        f"import subprocess, sys; held = bytearray(50_000_000)\n{spin}\n"
        f"subprocess.Popen([sys.executable, '-c', {spin!r}]); sys.exit(3)"
    )
    script = (
        "import sys, usage, pathlib; used = usage.measured(sys.argv[2:], pathlib.Path(sys.argv[1]));"
        "print(used.cpu_s, used.peak_mb, used.code)"
    )
    done = subprocess.run(  # in a process of its own, since it waits for all children of its own
        [sys.executable, "-c", script, str(tmp_path / "log"), sys.executable, "-c", command],
        env={"PYTHONPATH": str(ROOT / "benchmarks")},
        capture_output=True,
        text=True,
        check=True,
    )
    cpu_s, peak_mb, code = map(float, done.stdout.split())
    assert cpu_s > 1
    assert peak_mb > 50
    assert code == 3


@pytest.mark.parametrize("count", [1000, planted.TABLE], ids=["made set", "table"])
def test_copies_are_found_and_nothing_else(tmp_path: Path, count: int) -> None:
    """Recall and precision of 98 % against exact Jaccard; of the table no copy stays and no text is lost."""
    blocks = [planted.table(1, SMALL)] if count == planted.TABLE else planted.documents(count, 1, SMALL)
    documents = [(f"d{n:04}", made) for n, made in enumerate(made for block in blocks for made in block)]
    rows = [{"id": name, "text": made.text} for name, made in documents]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    deduplicate([tmp_path / "in.parquet"], tmp_path / "out")
    kept = set(pq.read_table(tmp_path / "out" / "kept.parquet")["id"].to_pylist())
    score = likeness.score(likeness.known(documents), {name for name, _ in documents}, kept)
    least = 1.0 if count == planted.TABLE else 0.98
    assert score.right > 20
    assert min(score.recall, score.near_recall, score.precision) >= least, score
