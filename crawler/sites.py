"""A site as data: seeds/<name>.toml, read and checked.

Every error is one line with file, key and what would be right, so that a slip is found before
the first request.  seeds/README.md explains the keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import soupsieve
from selectolax.lexbor import LexborHTMLParser, SelectolaxError
from w3lib.encoding import resolve_encoding

from crawler.config import check, load, nearest
from crawler.errors import SiteError
from crawler.schedule import every, seconds

KEYS: dict[str, type] = {
    "engine": str,
    "domains": list,
    "start": list,
    "license": str,
    "why": str,
    "language": str,
    "detector": str,
    "encoding": str,
    "timezone": str,
    "delay_s": float,
    "schedule": str,
    "revisit": dict,
    "follow": dict,
    "deny": list,
    "rewrite": dict,
    "fields": dict,
    "limits": dict,
}
POST_FIELDS = frozenset(
    "title posts post id author published body quote quote_author footer reply_to score accepted drop".split()
)
LIST_FIELDS = frozenset(["row", "mark"])
FIELDS: dict[str, frozenset[str]] = {
    "thread": POST_FIELDS | LIST_FIELDS,
    "timeline": POST_FIELDS,
    "book": frozenset("book title author contents body published drop".split()) | LIST_FIELDS,
    "article": frozenset("title author published body drop".split()),
    "wordpress": frozenset(["drop"]),
    "discuz": POST_FIELDS,
    "fluxbb": POST_FIELDS,
    "machina": frozenset(["drop"]),
    "phpbb": POST_FIELDS,
    "generic": frozenset(["drop"]),
}
REQUIRED_FIELDS = {
    "thread": ("post", "body"),
    "timeline": ("post", "body"),
    "book": ("contents", "body"),
    "article": ("body",),
}
# Fields whose selectors name elements; the others may name an attribute, or be empty.
ELEMENTS = frozenset("post body contents quote footer accepted drop row".split())
DETECTORS = ("rules", "langdetect")
RELS = frozenset("listing thread timeline contents chapter article next".split())
LIMITS: dict[str, type] = {
    "min_chars": int,
    "max_pages": int,
    "max_depth": int,
    "max_bytes": int,
    "max_total_bytes": int,
    "max_recheck_share": float,
    "max_repeated_share": float,
    "min_similarity": float,
}
# How soon a page that changes at every visit is looked at again, and how late one that never does.
REVISIT = {"min": "1h", "max": "90d"}
# A shorter name in front of the longest words of the web: what a URL may hold before it is a trap.
MAX_URL = 2083
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a site: characters, bytes, shares from 0 to 1; 0 pages, depth or total bytes is no bound."""

    min_chars: int = 1
    max_pages: int = 0
    max_depth: int = 0
    max_bytes: int = 10_000_000
    max_total_bytes: int = 0
    max_recheck_share: float = 0.03
    max_repeated_share: float = 0.3
    min_similarity: float = 0.8


@dataclass(frozen=True, slots=True)
class Site:
    """What pairmill knows of a site.

    ``fields`` hold CSS selectors, an attribute after ``@``; ``follow`` maps the role of a page to
    the pattern of its URL; ``rewrite`` holds patterns with what replaces their match, so that
    pages of many addresses have one; ``why`` says why an export is
    allowed where no licence says so or a signal speaks against it.
    ``schedule`` says when ``scrapy due`` crawls it (crawler.schedule.every reads it; "" never);
    ``revisit`` holds the least and the most seconds until a page is looked at again.
    """

    name: str
    engine: str = "generic"
    domains: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    license: str = ""
    why: str = ""
    language: str = ""
    detector: str = "rules"
    encoding: str = ""
    timezone: str = "UTC"
    delay_s: float = 1.0
    schedule: str = ""
    revisit: tuple[float, float] = (seconds(REVISIT["min"]), seconds(REVISIT["max"]))
    follow: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    deny: tuple[re.Pattern[str], ...] = ()
    rewrite: tuple[tuple[re.Pattern[str], str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()

    def allows(self, url: str) -> bool:
        """Whether an address is this site's business."""
        if not is_address(url):
            return False
        host = urlsplit(url).hostname or ""
        inside = any(host == domain or host.endswith("." + domain) for domain in self.domains)
        return inside and len(url) <= MAX_URL and not any(pattern.search(url) for pattern in self.deny)

    def canonical(self, url: str) -> str:
        """Return the one address that stands for all those of the same page."""
        for pattern, replacement in self.rewrite:
            url = pattern.sub(replacement, url)
        return url


def load_site(path: Path) -> Site:
    """Read and check a site's file; SiteError names the file, the key and what would be right."""
    table = load(path, SiteError)
    where = str(path)
    check(table, KEYS, where, SiteError)
    _check_engine(table, where)
    follow = {key: _pattern(text, f"{where}: [follow].{key}") for key, text in _follow(table, where).items()}
    start = _start(table, where)
    domains = table.get("domains") or sorted({urlsplit(url).hostname or "" for url in start})
    plain = {key: table[key] for key in ("license", "why", "language") if key in table}
    return Site(
        name=path.stem,
        engine=table["engine"],
        domains=tuple(domains),
        start=start,
        encoding=_encoding(table.get("encoding", ""), where),
        detector=_detector(table.get("detector", "rules"), where),
        timezone=_timezone(table.get("timezone", "UTC"), where),
        delay_s=_delay(table.get("delay_s", 1.0), where),
        schedule=_schedule(table.get("schedule", ""), where),
        revisit=_revisit(table.get("revisit", {}), where),
        follow=follow,
        deny=tuple(_pattern(text, f"{where}: deny") for text in table.get("deny", [])),
        rewrite=_rewrite(table.get("rewrite", {}), where),
        fields=_fields(table, where),
        limits=_limits(table.get("limits", {}), where),
        **plain,
    )


def _check_engine(table: Mapping[str, Any], where: str) -> None:
    for key in ("engine", "start"):
        if key not in table:
            raise SiteError(f"{where}: {key} is missing")
    if table["engine"] not in FIELDS:
        raise SiteError(
            f"{where}: engine: there is no '{table['engine']}'; {nearest(table['engine'], FIELDS)}"
        )


def _start(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    for url in table["start"]:
        if not is_address(url):
            raise SiteError(
                f"{where}: start: {url!r} is not an address; expected http:// or https:// and a host"
            )
    if not table["start"]:
        raise SiteError(f"{where}: start: expected at least one address")
    return tuple(table["start"])


def is_address(url: str) -> bool:
    """Whether a text is the address of a page: http or https, a host, and a port that can be."""
    try:
        parts = urlsplit(url)
        return re.match(r"https?://\S", url) is not None and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _follow(table: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    follow: Mapping[str, Any] = table.get("follow", {})
    check(follow, dict.fromkeys(RELS, str), f"{where}: [follow]", SiteError)
    return follow


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as reason:
        raise SiteError(f"{where}: {text!r} is not a regular expression: {reason}") from None


def _rewrite(table: Mapping[str, Any], where: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    check(table, dict.fromkeys(table, str), f"{where}: [rewrite]", SiteError)
    pairs = []
    for text, replacement in table.items():
        pattern = _pattern(text, f"{where}: [rewrite]")
        try:
            pattern.sub(replacement, "")  # the replacement is read even where nothing matches
        except (re.error, IndexError) as reason:
            raise SiteError(
                f"{where}: [rewrite]: {replacement!r} cannot replace {text!r}: {reason}"
            ) from None
        pairs.append((pattern, replacement))
    return tuple(pairs)


def _fields(table: Mapping[str, Any], where: str) -> dict[str, str]:
    engine, fields = table["engine"], table.get("fields", {})
    check(fields, dict.fromkeys(FIELDS[engine], str), f"{where}: [fields]", SiteError)
    for key in REQUIRED_FIELDS.get(engine, ()):
        if key not in fields:
            raise SiteError(f"{where}: [fields].{key} is missing; the engine '{engine}' cannot do without it")
    if lacks := LIST_FIELDS - fields.keys() if LIST_FIELDS & fields.keys() else set():
        raise SiteError(
            f"{where}: [fields].{lacks.pop()} is missing; row and mark say nothing without each other"
        )
    for key, text in fields.items():
        alternatives = [text] if key in ELEMENTS else text.split("," if key == "mark" else ";")
        for each in alternatives:
            element = each.rpartition("@")[0] if "@" in each and key not in ELEMENTS else each
            _check_selector(element.strip() or "html", f"{where}: [fields].{key}")
    return dict(fields)


def _check_selector(selector: str, where: str) -> None:
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:
        raise SiteError(f"{where}: {selector!r} is not a CSS selector{_why_no_selector(selector)}") from None


def _why_no_selector(selector: str) -> str:
    """Return a reason from a second parser of selectors, whose messages say more."""
    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as reason:
        return ": " + str(reason).splitlines()[0]
    except NotImplementedError:
        return ": there is no ::text or ::attr(); write the selector alone, or selector@attribute"
    return " that pages can be searched with: use plain CSS"


def _timezone(name: str, where: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise SiteError(
            f"{where}: timezone: there is no {name!r}; expected a name such as 'Asia/Shanghai'"
        ) from None
    return name


def _encoding(name: str, where: str) -> str:
    if name and resolve_encoding(name) is None:
        raise SiteError(f"{where}: encoding: there is no {name!r}; expected a name such as 'gb18030'")
    return name


def _limits(table: Mapping[str, Any], where: str) -> Limits:
    check(table, LIMITS, f"{where}: [limits]", SiteError)
    for key, value in table.items():
        share = LIMITS[key] is float
        if not 0 <= value <= (1 if share else math.inf):
            wanted = "a share from 0 to 1" if share else "0 or more"
            raise SiteError(f"{where}: [limits].{key}: expected {wanted}, got {value}")
    return Limits(**table)


def _detector(name: str, where: str) -> str:
    if name not in DETECTORS:
        raise SiteError(f"{where}: detector: there is no '{name}'; {nearest(name, DETECTORS)}")
    return name


def _delay(delay_s: float, where: str) -> float:
    if not 0 <= delay_s < math.inf:
        raise SiteError(f"{where}: delay_s: expected 0 or more seconds, got {delay_s}")
    return float(delay_s)


def _schedule(text: str, where: str) -> str:
    if text:
        _read(every, text, f"{where}: schedule")
    return text


def _revisit(table: Mapping[str, Any], where: str) -> tuple[float, float]:
    check(table, dict.fromkeys(REVISIT, str), f"{where}: [revisit]", SiteError)
    least, most = (
        _read(seconds, table.get(key, usual), f"{where}: [revisit].{key}") for key, usual in REVISIT.items()
    )
    if least > most:
        raise SiteError(f"{where}: [revisit]: expected min to be at most max, which is 90d if it is left out")
    return least, most


def _read(read: Callable[[str], T], text: str, where: str) -> T:
    try:
        return read(text)
    except ValueError as reason:
        raise SiteError(f"{where}: {reason}") from None
