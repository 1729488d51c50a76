"""Jobs spread over processes: answers in the order of the jobs, a bounded number on their way.

A process that dies (killed, out of memory, a crash in compiled code) costs its job alone: the answer
is then ``Died``, and another process takes its place.  The pools of the standard library end all
jobs then (concurrent.futures), or wait for ever (multiprocessing.Pool).
"""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Lock
from typing import Any, Generic, TypeVar

J = TypeVar("J")
R = TypeVar("R")
AHEAD = 2  # jobs and answers a process that wait at most


@dataclass(frozen=True, slots=True)
class Died:
    """What comes of a job whose process ended; ``code`` is its exit code, -n if signal n ended it."""

    code: int

    @property
    def reason(self) -> str:
        """How it ended, in words."""
        if self.code >= 0:
            return f"its process ended with exit code {self.code}"
        named = signal.Signals(-self.code).name
        return f"its process was ended by {named}{' (is memory short?)' * (named == 'SIGKILL')}"


Spread = Callable[[Iterable[J]], Iterator[tuple[J, R | Died]]]


def cores(processes: int) -> int:
    """Return how many processes are meant: 0 is one a core."""
    return processes or os.cpu_count() or 1


@contextmanager
def spread(work: Callable[[J], R], processes: int) -> Iterator[Spread[J, R]]:
    """Give a ``map`` of ``work`` that runs in so many processes, in this one if that is one.

    It yields each job with its answer, in order.  Jobs are taken as they are wanted: no more than
    AHEAD a process are begun before their answers are taken.  What ``work`` raises is raised here.
    Work, jobs and answers must be picklable.
    """
    if processes < 2:
        yield lambda jobs: ((job, work(job)) for job in jobs)
        return
    desks = [_Desk(work) for _ in range(processes)]
    free = SimpleQueue[_Desk[J, R]]()
    for desk in desks:
        free.put(desk)

    def done(job: J) -> R | Died:
        desk = free.get()
        try:
            return desk.ask(job)
        finally:
            free.put(desk)

    threads = ThreadPoolExecutor(processes)
    try:
        yield lambda jobs: _ordered(threads, done, jobs, AHEAD * processes)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for desk in desks:
            desk.close()
        threads.shutdown()


def _ordered(
    threads: ThreadPoolExecutor, done: Callable[[J], R | Died], jobs: Iterable[J], most: int
) -> Iterator[tuple[J, R | Died]]:
    waiting = deque[tuple[J, Future[R | Died]]]()
    for job in jobs:
        waiting.append((job, threads.submit(done, job)))
        if len(waiting) >= most:
            first, answer = waiting.popleft()
            yield first, answer.result()
    for first, answer in waiting:
        yield first, answer.result()


class _Desk(Generic[J, R]):
    """A process that does one job at a time, started with its first one and again when it died."""

    _starting = Lock()  # processes are begun and ended by one thread at a time

    def __init__(self, work: Callable[[J], R]) -> None:
        self._work, self._closed = work, False
        self._process: Any = None

    def ask(self, job: J) -> R | Died:
        """Return the answer to a job."""
        try:
            if self._process is None:
                self._start()
            self._pipe.send(job)
            answered, answer = self._pipe.recv()
        except (EOFError, ConnectionError):
            return self._ended()
        if not answered:
            raise answer
        return answer  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process, whatever it does."""
        with self._starting:
            self._closed = True
            if self._process is not None:
                self._process.kill()
                self._process.join()

    def _start(self) -> None:
        context = get_context("spawn")
        with self._starting:
            if self._closed:
                raise EOFError
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        self._pipe.send(self._work)

    def _ended(self) -> Died:
        with self._starting:
            if self._process is not None:
                self._process.join()
            code = self._process.exitcode if self._process is not None else 0
            self._process = None
        return Died(code)


def _serve(pipe: Connection) -> None:
    """Do jobs as they come, until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other end is told, and ends this process
    try:
        work = pipe.recv()
        while True:
            pipe.send(_answer(work, pipe.recv()))
    except (EOFError, ConnectionError):
        return


def _answer(work: Callable[[Any], Any], job: Any) -> tuple[bool, Any]:
    """Return whether work was done, and what came of it or what it raised."""
    try:
        return True, work(job)
    except Exception as error:
        error.add_note(traceback.format_exc())  # where it was, in that process
        return False, error
