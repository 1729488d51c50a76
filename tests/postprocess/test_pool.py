"""Processes: answers in order, few jobs ahead, and who dies costs its own job alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from postprocess.pool import AHEAD, Died, spread


def slow_first(job: int) -> tuple[int, int]:
    """Take longest for the first job; return it with the process that did it."""
    time.sleep(0.2 if job == 0 else 0.0)
    return job, os.getpid()


def deadly(job: int) -> int:
    """Die of every job that ends in 3 or 7, each in its own way."""
    if job % 10 == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    if job % 10 == 7:
        os._exit(7)
    return job


def failing(job: int) -> int:
    """Fail at 5."""
    if job == 5:
        raise ValueError("no fives")
    return job


@pytest.mark.parametrize("processes", [1, 3])
def test_answers_come_with_their_jobs_in_order(processes: int) -> None:
    """Whoever is done first."""
    with spread(slow_first, processes) as each:
        found = list(each(range(20)))
    assert [(job, answer[0]) for job, answer in found if not isinstance(answer, Died)] == [
        (n, n) for n in range(20)
    ]
    used = {answer[1] for _, answer in found if not isinstance(answer, Died)}
    assert used == {os.getpid()} if processes == 1 else os.getpid() not in used


def test_a_process_that_dies_costs_one_job() -> None:
    """Killed or ended, and how is told; all others are answered."""
    with spread(deadly, 2) as each:
        found = dict(each(range(20)))
    assert [job for job, answer in found.items() if answer == job] == [
        n for n in range(20) if n % 10 not in (3, 7)
    ]
    assert found[3] == found[13] == Died(-9) and found[7] == found[17] == Died(7)
    assert Died(-9).reason == "its process was ended by SIGKILL (is memory short?)"
    assert Died(7).reason == "its process ended with exit code 7"


def test_what_work_raises_is_raised_here_with_its_place() -> None:
    """As if there were no processes; the note has the other process's traceback."""
    with pytest.raises(ValueError, match="no fives") as raised, spread(failing, 2) as each:
        list(each(range(20)))
    assert "in failing" in raised.value.__notes__[0]


def test_jobs_are_taken_as_answers_are_wanted() -> None:
    """A million jobs are never in memory."""
    taken: list[int] = []

    def jobs() -> Iterator[int]:
        for job in range(100):
            taken.append(job)
            yield job

    with spread(failing, 2) as each:
        assert next(each(jobs())) == (0, 0)
        assert len(taken) == 2 * AHEAD


def test_who_leaves_early_leaves_no_process_behind() -> None:
    """Not even one that would work for an hour."""
    begun = time.monotonic()
    with spread(time.sleep, 2) as each:
        assert next(each([0, 3600, 3600])) == (0, None)
    assert time.monotonic() - begun < 60
    assert threading.active_count() == 1 or all("ThreadPool" not in t.name for t in threading.enumerate())
