"""Addresses without end: session ids, calendars, paths that repeat themselves, facets, endless next links.

``trap`` judges an address alone; ``Traps`` also knows what the crawl has seen.  A wrong judgement
costs pages that somebody wanted, a missed one costs requests, which max_pages bounds: so each
limit lies far above what forums and novels have, and a page that brings anything new clears its kin.
Nothing here can know a maze whose every page is new text under a new name; budgets end that.
"""

from __future__ import annotations

import re
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from crawler.records import Context
from crawler.sites import Site
from crawler.text.duplicates import Signature, parsed, similarity

# Query keys that name a session whatever they hold: PHP, Java, ASP, ColdFusion, osCommerce, Zen Cart.
SESSION_KEYS = frozenset(
    "phpsessid jsessionid sessionid session_id sessid cfid cftoken oscsid zenid sessionhash".split()
)
# Keys that do if they hold a token: phpBB's sid, vBulletin's s.  WordPress searches with s.
TOKEN_KEYS = frozenset("s sid session ssid".split())
TOKEN = re.compile(r"[0-9a-fA-F]{16,}")
ASP_KEY = re.compile(r"aspsessionid[a-z]*")
PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
# ASP.NET without cookies: /(S(abc))/page.aspx
ASPX_SESSION = re.compile(r"/\([A-Z]\([0-9A-Za-z_-]{8,64}\)\)")

# The web has no page of an earlier day; an event is seldom announced more than a year ahead.
FIRST_YEAR, AHEAD = 1990, timedelta(days=366)
DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-\d{2})?|(\d{2})(?:\d{2})?)")
CALENDAR_WORD = re.compile(r"calend[ae]r|kalender|agenda|schedule|rili|日历|日曆", re.IGNORECASE)
YEAR_KEYS = ("year", "yr", "y")
MONTH_KEYS = ("month", "mon", "m")
DAY_KEYS = ("date", "day", "month", "ym", "calmonth", "tribe-bar-date")

# Heritrix, PathologicalPathDecideRule and TooManyPathSegmentsDecideRule: two repetitions, 20 segments.
REPEATS, MAX_GROUP, MAX_SEGMENTS = 2, 8, 20

# Filters combine: 3 of 10 words each make 1,000 addresses from 30 words.  A forum's words (mode, order,
# filter) make fewer than 200, and names of people or pages about as many addresses as there are names.
FACETS, FACETS_PER_WORD, MAX_COMBINATIONS = 200, 10, 2000
# Pages in a row of one pattern that bring neither a text nor a link: 100 cost two minutes at the usual
# delay, and no forum is known where so many threads in a row have one text.
ROW = 100
# A page number changes five shingles: 0.75 of a text of 35 words is left, and 0.2 is much for two threads.
ALIKE = 0.7
# A page is held against so many of its predecessors: a trap may go round in a small circle.
RECENT = 4
# What is remembered of each kind, oldest forgotten first; some 40 MB if a site fills it all.
MAX_PATTERNS, MAX_PATHS, MAX_ADDRESSES = 4000, 200, 50_000
# Each host costs a robots.txt and a queue; a server can answer to any name below its own.
MAX_HOSTS = 1000

K = TypeVar("K")
V = TypeVar("V")


def trap(url: str, today: date) -> str:
    """Return the name of the trap that an address alone shows, "" if it shows none."""
    _, path, query = cut(url)
    segments = path.split("/")[1:-1] + path.rsplit("/", 1)[1:]
    if len(segments) > MAX_SEGMENTS:
        return "long path"
    if repeats(segments):
        return "repeating path"
    return "" if in_time(segments, pairs(query), today) else "calendar"


def cut(url: str) -> tuple[str, str, str]:
    """Return host, path and query of an address; unlike urlsplit it takes any text."""
    address = url.partition("#")[0]
    address, _, query = address.partition("?")
    host, slash, path = address.partition("://")[2].partition("/")
    return host.lower(), slash + path or "/", query


def pairs(query: str) -> list[tuple[str, str]]:
    """Return keys, in lower case, and values of a query, as they are written."""
    cells = (cell.partition("=") for cell in query.replace("&amp;", "&").split("&") if cell)
    return [(key.lower(), value) for key, _, value in cells]


def without_session(url: str) -> str:
    """Return an address without the ids of a session, in path and query.

    >>> without_session("http://a.example/t;jsessionid=1F?sid=0123456789abcdef&t=5")
    'http://a.example/t?t=5'
    """
    address, mark, fragment = url.partition("#")
    address, _, query = address.partition("?")
    address = ASPX_SESSION.sub("", PATH_SESSION.sub("", address))
    kept = "&".join(cell for cell in query.split("&") if not _is_session(*cell.partition("=")[::2]))
    return address + ("?" + kept if kept else "") + mark + fragment


def _is_session(key: str, value: str) -> bool:
    key = key.lower().removeprefix("amp;")
    return (
        key in SESSION_KEYS
        or ASP_KEY.fullmatch(key) is not None
        or (key in TOKEN_KEYS and TOKEN.fullmatch(value) is not None)
    )


def repeats(segments: list[str]) -> bool:
    """Whether a path says the same segments three times in a row: /a/b/a/b/a/b.

    Numbers may: lists of novels are filtered by /0/0/0/1.
    """
    for size in range(1, MAX_GROUP + 1):
        run = 0
        for place in range(size, len(segments)):
            run = run + 1 if segments[place] == segments[place - size] else 0
            if run >= REPEATS * size and not "".join(segments[place - size + 1 : place + 1]).isdecimal():
                return True
    return False


def in_time(segments: list[str], query: list[tuple[str, str]], today: date) -> bool:
    """Whether the months that an address names, if any, lie between 1990 and a year from now.

    Only what cannot be anything else is a month: a number of four digits may well be a thread.
    """
    last = today + AHEAD
    months = [*_months_of_query(query), *_months_of_path(segments)]
    return all((FIRST_YEAR, 1) <= month <= (last.year, last.month) for month in months)


def _months_of_query(query: list[tuple[str, str]]) -> list[tuple[int, int]]:
    said = dict(query)
    year = next((said[key] for key in YEAR_KEYS if key in said), "")
    month = next((said[key] for key in MONTH_KEYS if key in said), "")
    days = (DAY.fullmatch(said.get(key, "")) for key in DAY_KEYS)
    found = [_month(year, month), *(_month(day[1], day[2] or day[3]) for day in days if day)]
    return [month for month in found if month]


def _months_of_path(segments: list[str]) -> list[tuple[int, int]]:
    """Return the month behind a segment that speaks of a calendar: /calendar/2031/05, /agenda/2031-05-01."""
    start = next((n for n, segment in enumerate(segments, 1) if CALENDAR_WORD.search(segment)), len(segments))
    found = []
    for place in range(start, len(segments)):
        after = segments[place + 1] if place + 1 < len(segments) else ""
        if match := DAY.fullmatch(segments[place]):
            found.append(_month(match[1], match[2] or match[3]))
        elif len(after) == 2:
            found.append(_month(segments[place], after))
    return [month for month in found if month]


def _month(year: str, month: str) -> tuple[int, int] | None:
    plain = year.isascii() and year.isdecimal() and month.isascii() and month.isdecimal()
    if not plain or len(year) != 4 or len(month) > 2 or not 1 <= int(month) <= 12:
        return None
    return int(year), int(month)


def patterns(url: str) -> list[str]:
    """Return the patterns that an address belongs to: with each of its last four numbers open, and with all.

    >>> patterns("http://a.example/thread-12-3.html")
    ['a.example/thread-{}-3.html', 'a.example/thread-12-{}.html', 'a.example/thread-{}-{}.html']
    """
    host, path, query = cut(url)
    words = re.split(r"([0-9]+)", f"{path}?{query}" if query else path)
    places = range(1, len(words), 2)[-4:]
    one = ["".join([*words[:place], "{}", *words[place + 1 :]]) for place in places]
    every = "".join("{}" if place % 2 else word for place, word in enumerate(words))
    return [host + pattern for pattern in dict.fromkeys([*one, every])] if places else []


class _Lately(OrderedDict[K, V]):
    """A dictionary that makes what is missing and forgets what has not been used for longest."""

    def __init__(self, make: Callable[[], V], limit: int) -> None:
        super().__init__()
        self.make, self.limit = make, limit

    def use(self, key: K) -> V:
        """Return the value of a key, made if it is not there."""
        if key not in self:
            self[key] = self.make()
        self.move_to_end(key)
        if len(self) > self.limit:
            self.popitem(last=False)
        return self[key]


@dataclass(slots=True)
class _Row:
    """The pages of a pattern that came last: how many brought nothing, and what the last ones were like."""

    length: int = 0
    recent: deque[Signature | str] = field(default_factory=lambda: deque(maxlen=RECENT))


@dataclass(slots=True)
class _Form:
    """The hash of the first address of a page, 0 before there is one, and whether it is without a session."""

    url: int = 0
    bare: bool = True


@dataclass(slots=True)
class _Words:
    """Hashes of the words in the queries of one path, and of the combinations that they were seen in."""

    single: set[int] = field(default_factory=set)
    combined: set[int] = field(default_factory=set)


class Traps:
    """What a crawl has learned of a site's traps, in bounded memory.

    Ask ``judge`` before following a link; tell ``learn`` of every page that was read, in the order
    in which they came.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.today = datetime.now(UTC).date()
        self._hosts: set[str] = set()
        self._rows: _Lately[str, _Row] = _Lately(_Row, MAX_PATTERNS)
        self._closed: _Lately[str, str] = _Lately(str, MAX_PATTERNS)
        self._words: _Lately[str, _Words] = _Lately(_Words, MAX_PATHS)
        self._forms: _Lately[int, _Form] = _Lately(_Form, MAX_ADDRESSES)

    def judge(self, url: str, context: Context) -> str:
        """Return the name of the trap that a link leads into, "" if none is known.

        What the site's file begins with is none, and a chapter that a contents page lists is one of
        a list that ends.
        """
        if url in self.site.start:
            return ""
        name = self._host(url) or trap(url, self.today) or self._other_form(url)
        if name or context.rel in ("chapter", "contents"):
            return name
        closed = next((self._closed[key] for key in patterns(url) if key in self._closed), "")
        return closed or self._facets(url)

    def learn(self, page_url: str, signature: str, new_links: int) -> None:
        """Note a page: the signature of its text ("" if it has none), and how many links it led to first."""
        for pattern in patterns(page_url):
            row = self._rows.use(pattern)
            mark = _mark(signature)
            stale = new_links <= 1 and (not signature or any(_alike(mark, old) for old in row.recent))
            row.length = row.length + 1 if stale else 0
            row.recent.append(mark)
            if row.length >= ROW and pattern not in self._closed:
                self._closed.use(pattern)
                self._closed[pattern] = "endless next links" if new_links else "near-identical pages"

    def _host(self, url: str) -> str:
        host = cut(url)[0]
        if len(self._hosts) < MAX_HOSTS:
            self._hosts.add(host)
        return "" if host in self._hosts else "endless hosts"

    def _other_form(self, url: str) -> str:
        """Name an address that differs from an earlier one by a session or by the order of its query."""
        plain = without_session(url)
        host, path, query = cut(plain)
        cells = query.split("&")
        if plain == url and len(cells) < 2:
            return ""
        first = self._forms.use(hash((host, path, *sorted(cells))))
        bare = plain == url
        if first.url in (0, hash(url)) or (bare and not first.bare):
            first.url, first.bare = hash(url), bare
            return ""
        return "shuffled query" if bare else "session id"

    def _facets(self, url: str) -> str:
        host, path, query = cut(url)
        words = tuple(sorted(pair for pair in pairs(query) if not pair[1].isdecimal()))
        if len(words) < 2:
            return ""
        seen = self._words.use(host + path)
        if len(seen.combined) < MAX_COMBINATIONS:
            seen.single.update(map(hash, words))
            seen.combined.add(hash(words))
        many = len(seen.combined) >= FACETS
        return "facets" if many and len(seen.combined) > FACETS_PER_WORD * len(seen.single) else ""


def _mark(signature: str) -> Signature | str:
    row = parsed(signature)
    return signature if row is None else row


def _alike(one: Signature | str, other: Signature | str) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and one == other
    return similarity(one, other) >= ALIKE
