"""What became of a site's crawls, in as few files as will do: it is asked for every site, every minute."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from crawler import claims
from crawler.runs import Files, read_report
from crawler.schedule import Past, due, due_again, every
from crawler.sites import Site

# After as many runs in a row that did not end, the back-off grows no more (crawler.schedule).
ENOUGH = 10
RUN = re.compile(r"[0-9]{8}T[0-9]{6}Z(?:-[0-9]+)?")


def runs(data: Path, site: str) -> list[Files]:
    """Return the runs of a site that have a report, oldest first; "-10" of a second comes after its "-9"."""
    names = [path.stem for path in (data / "runs" / site).glob("*.json")]
    found = sorted(filter(RUN.fullmatch, names), key=lambda name: (name[:16], len(name), name))
    return [Files(data, site, name) for name in found]


def begun(run: str) -> datetime | None:
    """Return when a run began, which its name says; None of a name that does not.

    >>> begun("20261120T215142Z-2")
    datetime.datetime(2026, 11, 20, 21, 51, 42, tzinfo=datetime.timezone.utc)
    """
    try:
        return datetime.strptime(run[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def past(data: Path, site: str, now: datetime) -> list[Past]:
    """Return the last run of a site that ended and all that came after it, oldest first.

    A start that no run followed counts as one that did not end.  Runs of the future, from when a
    clock was wrong, are passed over.
    """
    found: list[Past] = []
    for files in reversed(runs(data, site)):
        moment = begun(files.run)
        if moment is None or moment > now:
            continue
        told = read_report(files)
        found.append(Past(moment, bool(told.get("finished")) and told.get("outcome") != "killed"))
        if found[-1].ended or len(found) >= ENOUGH:
            break
    since = found[0].begun if found else datetime.min.replace(tzinfo=UTC)
    vain = [Past(start, ended=False) for start in claims.starts(data, site) if since < start <= now]
    return [*reversed(found), *vain]


def due_at(data: Path, site: Site, now: datetime, *, busy: bool) -> datetime | None:
    """Return when a site is due in UTC, None without a schedule; a ``busy`` one need not be resumed."""
    if not site.schedule:
        return None
    schedule, ran = every(site.schedule), past(data, site.name, now)
    if busy:
        return due(schedule, ran[-1].begun if ran else None, now, site.timezone)
    return due_again(schedule, ran, now, site.timezone)
