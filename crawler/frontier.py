"""What to fetch next and when again: addresses in tables, leased to workers, acknowledged when kept.

An address waits until a worker leases it; it is done only when what came of it is on the disk.  A
lease that is neither acknowledged nor renewed returns.  A site that one process crawls alone is
leased host by host in batches; where several workers share it (PostgreSQL), a worker leases a
*host* with one address, so that all of them together keep the host's delay.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from crawler import completeness, marks
from crawler.database import connect, transaction
from crawler.entries import Ack, Entry, bounded, entry, rank, told
from crawler.records import Context
from crawler.schema import (
    DONE,
    ENDED,
    FAILED,
    FILES,
    HOSTS,
    LEASED,
    OPEN,
    RUNS,
    SITES,
    URLS,
    WAITING,
    key,
    number,
)

# A worker renews its leases three times before they run out.
LEASE_S = 30.0
# Pages that are fetched again to see whether they changed wait behind all others.
RECHECK = -10
CHUNK = 500
T = TypeVar("T")
IS_WAITING = URLS.c.state == literal_column(str(WAITING))


AGAIN = (
    update(URLS)
    .where(URLS.c.key == bindparam("b_key"), ENDED, URLS.c.crawl < bindparam("b_before"))
    .values(state=WAITING, crawl=bindparam("b_crawl"))
)
LEARNED = "status reason fetched_at due_at interval_s etag modified text_hash place".split()
ACKED = ("id", "rank", "state", *LEARNED)
# A page whose place was learned while it was on its way is read once more.
ACKNOWLEDGE = (
    update(URLS)
    .where(URLS.c.id == bindparam("b_id"), OPEN)
    .values(
        state=case(
            (and_(URLS.c.rank > bindparam("b_rank"), bindparam("b_state") == DONE), WAITING),
            else_=bindparam("b_state"),
        ),
        worker=None,
        lease_until=None,
        **{name: bindparam(f"b_{name}") for name in LEARNED},
    )
)


class Frontier:
    """The addresses of one site, as one worker sees them."""

    def __init__(self, address: str, data: Path, site: str, worker: str = "") -> None:
        self.engine = connect(address, data)
        self.shared = self.engine.dialect.name == "postgresql"
        self.name, self.worker = site, worker
        self._insert: Any = postgresql.insert if self.shared else sqlite.insert
        self._hosts: dict[str, int] = {}
        self.crawl, self.ahead_s = 1, 0.0
        with transaction(self.engine) as connection:
            self._new(connection, SITES, [{"name": site}])
            self.site: int = connection.scalar(select(SITES.c.id).where(SITES.c.name == site))  # type: ignore[assignment]
            self.crawl = connection.scalar(select(SITES.c.crawl).where(SITES.c.id == self.site)) or 0
            if self.shared:
                clock = connection.scalar(select(func.extract("epoch", func.clock_timestamp())))
                self.ahead_s = float(clock or 0) - time.time()

    def now(self) -> float:
        """Return the time by the database's clock: machines may disagree."""
        return time.time() + self.ahead_s

    def begin(self, start: Sequence[Entry], max_share: float) -> bool:
        """Begin a crawl with its first addresses, or go on with one that is not at its end.

        Failed pages are tried again; of the known pages a share, those first that are due first,
        is asked for again.  Return whether an earlier crawl goes on.
        """
        with self._turn() as connection:
            row = connection.execute(select(SITES).where(SITES.c.id == self.site)).one()
            if not self.shared:
                connection.execute(update(URLS).where(self._mine(LEASED)).values(state=WAITING))
            goes_on = connection.scalar(select(exists().where(self._mine(WAITING)))) or connection.scalar(
                select(exists().where(self._mine(LEASED)))
            )
            self.crawl = row.crawl + (not goes_on)
            connection.execute(
                update(SITES).where(SITES.c.id == self.site).values(crawl=self.crawl, finished=0)
            )
            if not (goes_on and self.shared):
                connection.execute(
                    update(URLS).where(self._mine(FAILED)).values(state=WAITING, crawl=self.crawl)
                )
            if not goes_on and self.crawl > 1:
                self._recheck(connection, max_share)
            self._put(connection, start)
            self._new(connection, RUNS, [{"worker": self.worker, "site": self.site}])
        return bool(goes_on)

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """Yield a connection that writes addresses, one worker at a time: two could block each other."""
        with ExitStack() as undo:
            undo.callback(self._hosts.clear)  # a host that was new is unknown again if nothing is kept
            with transaction(self.engine) as connection:
                if self.shared:
                    mine = select(SITES.c.id).where(SITES.c.id == self.site)
                    connection.execute(mine.with_for_update(key_share=True))
                yield connection
            undo.pop_all()

    def _recheck(self, connection: Connection, max_share: float) -> None:
        known = connection.scalar(select(func.count()).where(self._mine(DONE))) or 0
        soonest = (
            select(URLS.c.id)
            .where(self._mine(DONE), URLS.c.due_at.is_not(None))
            .order_by(URLS.c.due_at)
            .limit(int(known * max_share))
        )
        values = {"state": WAITING, "crawl": self.crawl, "priority": RECHECK}
        connection.execute(update(URLS).where(URLS.c.id.in_(soonest)).values(values))

    def _mine(self, state: int) -> Any:
        return and_(URLS.c.site == self.site, URLS.c.state == literal_column(str(state)))

    def commit(self, entries: Sequence[Entry], acks: Sequence[Ack], archived: int | None = None) -> None:
        """Take new addresses and acknowledgements over, all or none.

        ``archived`` is how far into the run's archive all pages are among the acknowledged ones.
        """
        if not entries and not acks:
            return
        with self._turn() as connection:
            self._put(connection, entries)
            self._acknowledge(connection, acks)
            if archived is not None:
                connection.execute(update(RUNS).where(RUNS.c.worker == self.worker).values(archived=archived))

    def _put(self, connection: Connection, entries: Sequence[Entry]) -> None:
        if not entries:
            return
        self._know_hosts(connection, {entry.host for entry in entries})
        rows = [self._row(entry) for entry in entries]
        connection.execute(self._upsert, rows)
        again = [
            {"b_key": row["key"], "b_before": self.crawl + entry.anew, "b_crawl": self.crawl}
            for row, entry in zip(rows, entries, strict=True)
            if entry.again or entry.anew
        ]
        if again:
            connection.execute(AGAIN, again)
        told = [(entry.url, entry.context) for entry in entries if entry.context.mark]
        if told:
            marks.learn(connection, self._insert, self.name, self.crawl, told)
        completeness.expect(
            connection, self._insert, self.site, self.name, (bounded(entry.context) for entry in entries)
        )

    def _row(self, entry: Entry) -> dict[str, Any]:
        context = bounded(entry.context)
        return {
            "key": key(self.name, entry.url),
            "site": self.site,
            "host": self._hosts[entry.host],
            "url": entry.url,
            "priority": entry.priority,
            "depth": entry.depth,
            "asked": entry.asked,
            "context": told(context),
            "rank": rank(context),
            "work": number(self.name, context.work) if context.work else None,
            "position": context.position if context.work else None,
            "born": self.crawl,
            "crawl": self.crawl,
        }

    @cached_property
    def _upsert(self) -> Any:
        """A known address only learns what a contents page says of its place.

        It is read once more then, whole: the text may be as it was, but its record must move.
        """
        insert = self._insert(URLS)
        new = insert.excluded
        learned = {name: new[name] for name in ("context", "rank", "work", "position", "priority", "crawl")}
        state = case((URLS.c.state == LEASED, LEASED), else_=WAITING)
        moved = and_(
            new.rank == URLS.c.rank,
            new.rank > 0,
            new.work == URLS.c.work,
            new.position != URLS.c.position,
            URLS.c.state != LEASED,
        )
        return insert.on_conflict_do_update(
            index_elements=["key"],
            set_={**learned, "state": state, "etag": None, "modified": None},
            where=or_(new.rank > URLS.c.rank, moved),
        )

    def _know_hosts(self, connection: Connection, names: set[str]) -> None:
        unknown = names - self._hosts.keys()
        if unknown:
            self._new(connection, HOSTS, [{"name": name} for name in sorted(unknown)])
        for some in batched(sorted(unknown), CHUNK):
            found = connection.execute(select(HOSTS.c.name, HOSTS.c.id).where(HOSTS.c.name.in_(some)))
            self._hosts.update((name, host) for name, host in found)

    def _new(self, connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
        connection.execute(self._insert(table).on_conflict_do_nothing(), rows)

    def _acknowledge(self, connection: Connection, acks: Sequence[Ack]) -> None:
        if not acks:
            return
        connection.execute(ACKNOWLEDGE, [{f"b_{name}": getattr(ack, name) for name in ACKED} for ack in acks])
        completeness.got(connection, self._insert, self.site, self.name, acks)

    def hosts(self) -> list[str]:
        """Return the hosts that have waiting addresses."""
        with transaction(self.engine) as connection:
            some = exists().where(URLS.c.site == self.site, URLS.c.host == HOSTS.c.id, IS_WAITING)
            return list(connection.scalars(select(HOSTS.c.name).where(some)))

    def lease(self, host: str, limit: int, above: int | None = None) -> list[Entry]:
        """Lease the addresses of a host that come first, ``limit`` at most, of a priority ``above`` that."""
        with self._turn() as connection:
            self._know_hosts(connection, {host})
            return self._lease(connection, host, limit, above)

    def _lease(self, connection: Connection, host: str, limit: int, above: int | None = None) -> list[Entry]:
        better = [URLS.c.priority > above] if above is not None else []
        first = (
            select(URLS.c.id)
            .where(URLS.c.site == self.site, URLS.c.host == self._hosts[host], IS_WAITING, *better)
            .order_by(URLS.c.priority.desc(), URLS.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        taken = connection.execute(
            update(URLS)
            .where(URLS.c.id.in_(first))
            .values(state=LEASED, worker=self.worker, lease_until=self.now() + LEASE_S)
            .returning(URLS)
        )
        return [entry(row, host) for row in taken]

    def claim(self, limit: int, each: int = 1) -> list[Entry]:
        """Lease hosts that are due, ``limit`` at most, with the addresses of ``each`` that come first."""
        with transaction(self.engine) as connection:
            now = self.now()
            some = exists().where(URLS.c.site == self.site, URLS.c.host == HOSTS.c.id, IS_WAITING)
            due = connection.execute(
                select(HOSTS.c.id, HOSTS.c.name)
                .where(HOSTS.c.next_at <= now, HOSTS.c.lease_until <= now, some)
                .order_by(HOSTS.c.next_at)
                .limit(limit)
                # key_share: who adds addresses of a host need not wait for its claim.
                .with_for_update(skip_locked=True, key_share=True)
            ).all()
            self._hosts.update((name, host) for host, name in due)
            taken = [found for _, name in due for found in self._lease(connection, name, each)]
            connection.execute(
                update(HOSTS)
                .where(HOSTS.c.id.in_({self._hosts[found.host] for found in taken}))
                .values(lease_until=now + LEASE_S, worker=self.worker)
            )
        return taken

    def rest(self, until: Mapping[str, float]) -> None:
        """Give hosts back; nobody may ask one before its time."""
        with transaction(self.engine) as connection:
            connection.execute(
                update(HOSTS)
                .where(HOSTS.c.name == bindparam("b_name"), HOSTS.c.worker == self.worker)
                .values(next_at=bindparam("b_next_at"), lease_until=0, worker=""),
                [{"b_name": name, "b_next_at": moment} for name, moment in until.items()],
            )

    def news(self, links: Sequence[tuple[str, Context]]) -> bool:
        """Whether any of the linked pages was found, or seen to be changed, in this crawl."""
        with transaction(self.engine) as connection:
            return marks.news(connection, self.name, self.crawl, links)

    def renew(self) -> set[int]:
        """Hold what this worker has leased for another LEASE_S seconds; return the ids of that."""
        until = self.now() + LEASE_S
        with self._turn() as connection:
            held = connection.scalars(
                update(URLS)
                .where(self._mine(LEASED), URLS.c.worker == self.worker)
                .values(lease_until=until)
                .returning(URLS.c.id)
            ).all()
            connection.execute(update(HOSTS).where(HOSTS.c.worker == self.worker).values(lease_until=until))
        return set(held)

    def release(self, ids: Iterable[int] = (), worker: str = "") -> None:
        """Give addresses back that were leased and not asked for: these of ours, or all of a worker."""
        which = [] if worker else [URLS.c.id.in_(list(ids))]
        with self._turn() as connection:
            connection.execute(
                update(URLS)
                .where(self._mine(LEASED), URLS.c.worker == (worker or self.worker), *which)
                .values(state=WAITING, worker=None, lease_until=None)
            )

    def lost(self) -> list[str]:
        """Return the workers whose leases have run out."""
        with transaction(self.engine) as connection:
            late = and_(self._mine(LEASED), URLS.c.lease_until < self.now())
            return [
                worker or "" for worker in connection.scalars(select(URLS.c.worker).where(late).distinct())
            ]

    def pending(self) -> bool:
        """Whether any address waits or is leased, by whomever."""
        with transaction(self.engine) as connection:
            return any(
                connection.scalar(select(exists().where(self._mine(state)))) for state in (WAITING, LEASED)
            )

    def finish(self) -> None:
        """Note the end of the crawl, if it is at its end, and that this run has nothing left to look at."""
        ended = not self.pending()
        with transaction(self.engine) as connection:
            if ended:
                connection.execute(update(SITES).where(SITES.c.id == self.site).values(finished=self.now()))
            connection.execute(update(RUNS).where(RUNS.c.worker == self.worker).values(closed=1))

    def unclosed(self) -> dict[str, int]:
        """Return the runs that did not end, and how far into their archives all is acknowledged."""
        with transaction(self.engine) as connection:
            rows = connection.execute(
                select(RUNS.c.worker, RUNS.c.archived).where(RUNS.c.site == self.site, RUNS.c.closed == 0)
            )
            return {row.worker: row.archived for row in rows}

    def account(self, worker: str) -> None:
        """Note that nothing is left to look at of a run that did not end."""
        with transaction(self.engine) as connection:
            connection.execute(update(RUNS).where(RUNS.c.worker == worker).values(closed=1))

    def newest(self, work: str, ids: str) -> str:
        """Remember the newest posts of a timeline; return those of the crawl before."""
        with transaction(self.engine) as connection:
            return marks.replace(connection, self._insert, self.name, self.crawl, work, ids)

    def missing(self, limit: int) -> dict[str, list[str]]:
        """Return what is missing of each incomplete work, so many pages or works at most."""
        with transaction(self.engine) as connection:
            lacks = completeness.missing(connection, self.site, limit)
            for work, chapters in completeness.unlisted(connection, self.site, limit).items():
                lacks[work] = lacks.get(work, []) + chapters
            return lacks

    def works(self, limit: int) -> dict[str, Any]:
        """Return how many works are whole, and of so many others what they were said to have and have."""
        with transaction(self.engine) as connection:
            return completeness.works(connection, self.site, limit)

    def short(self, limit: int) -> dict[str, Any]:
        """Return how many threads lack posts that they are said to have, and so many of them."""
        with transaction(self.engine) as connection:
            return completeness.short(connection, self.site, limit)

    def find(self, urls: Iterable[str]) -> dict[str, Entry]:
        """Return what is known of addresses, by address."""
        wanted = {key(self.name, url): url for url in urls}
        found: dict[str, Entry] = {}
        with transaction(self.engine) as connection:
            for some in batched(list(wanted), CHUNK):
                query = select(URLS, HOSTS.c.name.label("host_name")).join(HOSTS)
                rows = connection.execute(query.where(URLS.c.key.in_(some)))
                found |= {wanted[row.key]: entry(row, row.host_name) for row in rows}
        return found

    def file(self, url: str, max_age_s: float) -> tuple[str, float] | None:
        """Return a policy file and when it was read, None if it is not known or is older than that."""
        with transaction(self.engine) as connection:
            row = connection.execute(
                select(FILES.c.text, FILES.c.read_at).where(
                    FILES.c.url == url, FILES.c.read_at > self.now() - max_age_s
                )
            ).first()
        return (row.text, row.read_at) if row else None

    def keep_file(self, url: str, text: str) -> None:
        """Remember a policy file as it is now."""
        values = {"text": text, "read_at": self.now()}
        statement = self._insert(FILES).values(url=url, **values)
        with transaction(self.engine) as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))

    def has_rules(self, rules: str) -> bool:
        """Whether links were chosen by these rules so far."""
        with transaction(self.engine) as connection:
            return rules == connection.scalar(select(SITES.c.rules).where(SITES.c.id == self.site))

    def set_rules(self, rules: str) -> None:
        """Remember the rules by which links are chosen."""
        with transaction(self.engine) as connection:
            connection.execute(update(SITES).where(SITES.c.id == self.site).values(rules=rules))

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()


def batched(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Yield values so many at a time: a statement has room for 32,766 of them."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
