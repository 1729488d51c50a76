"""When a site is to be crawled: a length of time or a cron line, read once and asked again and again.

Pure: nothing here looks at the clock or at a file.  An interval counts from the beginning of the
last run, a cron line is read in the site's time zone; whatever was slept through is one run and
not many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
MAX_S = 3650 * 86_400
LENGTH = re.compile(r"([0-9]{1,9})([smhdw])")
EXPECTED = "expected a length such as '90s', '15m', '6h', '1d', '2w'"
MAX_LINE = 200
# R and H of some crons mean "at random": such a line would be due at another time each time it is read.
RANDOM = re.compile(r"(?:^|[ ,])[rh]", re.I)
# A crawl that died is resumed after the first, and after twice as long each time it dies again.
BACK_OFF_S, MAX_BACK_OFF_S = 600, 86_400


@dataclass(frozen=True, slots=True)
class Schedule:
    """A cron line of five fields, or an interval in seconds where ``line`` is ""."""

    interval_s: float = 0.0
    line: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """A run as its schedule sees it; ``ended`` is false of one that is killed, or still goes on."""

    begun: datetime
    ended: bool = True


def every(text: str) -> Schedule:
    """Read "90s", "15m", "6h", "1d", "2w" or a cron line of five fields.

    ValueError says what would be right.

    >>> every("6h"), every("30  4 * * mon")
    (Schedule(interval_s=21600.0, line=''), Schedule(interval_s=0.0, line='30 4 * * mon'))
    """
    fields = text.split() if len(text) <= MAX_LINE else []
    if len(fields) != 5:
        return Schedule(interval_s=seconds(text, f"{EXPECTED}, or five fields of cron such as '30 4 * * *'"))
    schedule = Schedule(line=" ".join(fields))
    if RANDOM.search(schedule.line):
        raise ValueError(f"{_shown(text)}: a time at random (R, H) is no schedule; {EXPECTED}")
    _after(schedule.line, datetime(2000, 1, 1, tzinfo=UTC), "UTC")
    return schedule


def seconds(text: str, expected: str = EXPECTED) -> float:
    """Return a length of time in seconds; ValueError opens with the text and goes on with ``expected``.

    >>> seconds("30d")
    2592000.0
    """
    match = LENGTH.fullmatch(text.strip() if len(text) <= MAX_LINE else "")
    if match is None:
        raise ValueError(f"{_shown(text)}: {expected}")
    length = int(match[1]) * UNITS[match[2]]
    if not 0 < length <= MAX_S:
        raise ValueError(f"{_shown(text)}: expected more than nothing and ten years at most")
    return float(length)


def due(schedule: Schedule, last_begun: datetime | None, now: datetime, timezone: str) -> datetime:
    """Return when a site is due by its schedule alone, in UTC; one that was never crawled is due now."""
    if last_begun is None:
        return now
    if schedule.line:
        return _after(schedule.line, last_begun, timezone)
    return last_begun.astimezone(UTC) + timedelta(seconds=schedule.interval_s)


def due_again(schedule: Schedule, past: Sequence[Past], now: datetime, timezone: str) -> datetime:
    """Return when a site is due that nobody crawls at the moment; ``past`` holds its runs, oldest first.

    A last run that never ended is resumed as soon as the back-off allows, whatever the schedule
    says; the back-off grows with each run before it that did not end either.
    """
    if past and not past[-1].ended:
        return past[-1].begun.astimezone(UTC) + timedelta(seconds=back_off_s(past))
    return due(schedule, past[-1].begun if past else None, now, timezone)


def back_off_s(past: Sequence[Past]) -> float:
    """Return the seconds from the beginning of a run that died until the next may begin.

    >>> died = Past(datetime(2026, 1, 1, tzinfo=UTC), ended=False)
    >>> [back_off_s([died] * times) for times in (1, 2, 3, 99)]
    [600.0, 1200.0, 2400.0, 86400.0]
    """
    deaths = next((n for n, run in enumerate(reversed(past)) if run.ended), len(past))
    return float(min(BACK_OFF_S << min(deaths - 1, 30), MAX_BACK_OFF_S)) if deaths else 0.0


def _after(line: str, moment: datetime, timezone: str) -> datetime:
    """Return the first moment after another that a cron line names, in UTC; ValueError if there is none.

    In spring an hour that is left out is made up for when it would have ended.  In autumn one comes
    twice: what names its hour runs in the first of the two, what runs at every hour in both, as
    the crons of Debian and BSD have it.
    """
    # Half of what reading a site costs; most sites have no cron line.
    from croniter import CroniterError, croniter  # type: ignore[import-untyped]

    try:
        moments = croniter(line, moment.astimezone(ZoneInfo(timezone)))
        found: datetime = moments.get_next(datetime)
        while found.fold and "*" not in line.split()[1]:
            found = moments.get_next(datetime)
    except (CroniterError, ValueError) as reason:
        raise ValueError(f"{_shown(line)}: is no cron line: {_one_line(reason)}") from None
    return found.astimezone(UTC)


def _shown(text: str) -> str:
    return repr(text if len(text) <= MAX_LINE else text[:MAX_LINE] + "…")


def _one_line(reason: Exception) -> str:
    return " ".join(ascii(str(reason))[1:-1].split())
