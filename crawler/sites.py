"""A site as data: seeds/<name>.toml, read and checked.

Every error is one line with file, key and what would be right, so that a slip is found before
the first request.  seeds/README.md explains the keys; crawler.values reads their values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler import values
from crawler.config import Kind, check, nearest
from crawler.errors import SiteError
from crawler.families import lineage, merged
from crawler.hooks import Hook
from crawler.schedule import seconds
from crawler.values import LIST_FIELDS, REVISIT, is_address

KEYS: dict[str, Kind] = {
    "extends": str,
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
    "token": str,
    "key": str,
    "schedule": str,
    "revisit": dict,
    "follow": dict,
    "deny": list,
    "rewrite": dict,
    "render": bool | str,
    "hook": str,
    "fields": dict,
    "limits": dict,
    "steps": dict,
}
POST_FIELDS = frozenset(
    "title posts post id author published body quote quote_author footer reply_to score accepted drop".split()
)
FIELDS: dict[str, frozenset[str]] = {
    "thread": POST_FIELDS | LIST_FIELDS,
    "timeline": POST_FIELDS,
    "book": frozenset("book title author contents body published drop".split()) | LIST_FIELDS,
    "article": frozenset("title author published body drop".split()),
    "discourse": frozenset(["drop"]),
    "nodebb": frozenset(["drop"]),
    "flarum": frozenset(["drop"]),
    "lemmy": frozenset(["drop"]),
    "hackernews": frozenset(["drop"]),
    "stackexchange": frozenset(["drop"]),
    "reddit": frozenset(["drop"]),
    "wordpress": frozenset(["drop"]),
    "discuz": POST_FIELDS,
    "flaskbb": POST_FIELDS,
    "fluxbb": POST_FIELDS,
    "hyperkitty": POST_FIELDS,
    "machina": frozenset(["drop"]),
    "invision": POST_FIELDS,
    "mybb": POST_FIELDS,
    "phpbb": POST_FIELDS,
    "smf": POST_FIELDS,
    "vbulletin": POST_FIELDS,
    "vbulletin5": POST_FIELDS,
    "xenforo": POST_FIELDS,
    "activitypub": frozenset(),
    "bluesky": frozenset(),
    "feed": frozenset(["drop"]),
    "mastodon": frozenset(),
    "misskey": frozenset(),
    "telegram": frozenset(),
    "mediawiki": frozenset(["drop"]),
    "gutenberg": frozenset(["drop"]),
    "ao3": frozenset(["drop"]),
    "royalroad": frozenset(["drop"]),
    "pipermail": frozenset(),
    "spirit": POST_FIELDS,
    "tieba": POST_FIELDS,
    "v2ex": POST_FIELDS,
    "generic": POST_FIELDS,
}
REQUIRED_FIELDS = {
    "thread": ("post", "body"),
    "timeline": ("post", "body"),
    "article": ("body",),
}
# A shorter name in front of the longest words of the web: what a URL may hold before it is a trap.
MAX_URL = 2083
# Addresses that were judged lately: each is asked about where it is linked, chosen and fetched.
MAX_KNOWN = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a site: characters, bytes, shares from 0 to 1; 0 pages, depth or total bytes is no bound."""

    min_chars: int = 1
    max_pages: int = 0
    max_depth: int = 0
    max_bytes: int = 10_000_000
    max_total_bytes: int = 0
    max_recheck_share: float = 0.03
    min_similarity: float = 0.8


@dataclass(frozen=True, slots=True)
class Site:
    """What pairmill knows of a site.

    ``fields`` hold CSS selectors, an attribute after ``@``; ``follow`` maps the role of a page to
    the pattern of its URL; ``rewrite`` holds patterns with what replaces their match, so that
    pages of many addresses have one; ``why`` says why an export is
    allowed where no licence says so or a signal speaks against it.
    ``token`` and ``key`` name environment variables (see crawler.tokens).
    ``schedule`` says when ``scrapy due`` crawls it (crawler.schedule.every reads it; "" never);
    ``revisit`` holds the least and the most seconds until a page is looked at again.
    ``render`` has pages read as a browser makes them, a text being the selector of what to wait for;
    ``hook`` may change what an engine read; ``steps`` says which text steps run with which limits.
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
    token: str = ""
    key: str = ""
    schedule: str = ""
    revisit: tuple[float, float] = (seconds(REVISIT["min"]), seconds(REVISIT["max"]))
    follow: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    deny: tuple[re.Pattern[str], ...] = ()
    rewrite: tuple[tuple[re.Pattern[str], str], ...] = ()
    render: bool | str = False
    hook: Hook | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = Limits()
    steps: Mapping[str, bool | Mapping[str, Any]] = field(default_factory=dict)

    @property
    def options(self) -> dict[str, bool | Mapping[str, Any]]:
        """What the whole file says of the text steps; the table ``steps`` has the last word."""
        usual: dict[str, Mapping[str, Any]] = {
            "enough_text": {"min_chars": self.limits.min_chars},
            "language": {"hint": self.language or None, "detector": self.detector},
        }
        said = dict(self.steps)
        for name, limits in usual.items():
            own = said.get(name, True)
            said[name] = own if own is False else {**limits, **(own if isinstance(own, Mapping) else {})}
        return said

    def allows(self, url: str) -> bool:
        """Whether an address is this site's business."""
        return _allows(url, self.domains, self.deny)

    def canonical(self, url: str) -> str:
        """Return the one address that stands for all those of the same page."""
        for pattern, replacement in self.rewrite:
            url = pattern.sub(replacement, url)
        return url


@lru_cache(maxsize=MAX_KNOWN)
def _allows(url: str, domains: tuple[str, ...], deny: tuple[re.Pattern[str], ...]) -> bool:
    if not is_address(url):
        return False
    host = urlsplit(url).hostname or ""
    inside = any(host == domain or host.endswith("." + domain) for domain in domains)
    return inside and len(url) <= MAX_URL and not any(pattern.search(url) for pattern in deny)


def load_site(path: Path) -> Site:
    """Read and check a site's file; SiteError names the file, the key and what would be right.

    What it inherits is checked where it stands, so that an error names the file to mend.
    """
    layers = lineage(path)
    for file, table in layers:
        check(table, KEYS, str(file), SiteError)
    engine = _engine(layers)
    said = merged(_read(table, file, engine, path.parent) for file, table in layers)
    return _whole(said, path)


def _engine(layers: list[tuple[Path, dict[str, Any]]]) -> str:
    """Return the engine that all layers together name."""
    found = [(file, table["engine"]) for file, table in layers if "engine" in table]
    for file, name in found:
        if name not in FIELDS:
            raise SiteError(f"{file}: engine: there is no '{name}'; {nearest(name, FIELDS)}")
    if not found:
        raise SiteError(f"{layers[-1][0]}: engine is missing")
    return str(found[-1][1])


# Who reads a key's value; the others are taken as they are.
READERS: dict[str, Callable[[Any, str], Any]] = {
    "start": values.start,
    "encoding": values.encoding,
    "detector": values.detector,
    "timezone": values.timezone,
    "delay_s": values.delay_s,
    "token": values.variable,
    "key": values.variable,
    "schedule": values.schedule,
    "deny": values.deny,
    "render": values.render,
}
# The same for tables, whose keys say where they stand themselves.
TABLES: dict[str, Callable[[Any, str], Any]] = {
    "revisit": values.revisit,
    "follow": values.follow,
    "rewrite": values.rewrite,
    "limits": values.limits,
    "steps": values.steps,
}


def _read(table: Mapping[str, Any], file: Path, engine: str, folder: Path) -> dict[str, Any]:
    """Read the values of one file, which need not be a whole site."""
    said = dict(table)
    for key, value in table.items():
        if key in READERS:
            said[key] = READERS[key](value, f"{file}: {key}")
        elif key in TABLES:
            said[key] = TABLES[key](value, f"{file}: [{key}]")
        elif key == "fields":
            said[key] = values.fields(value, FIELDS[engine], f"{file}: [fields]")
        elif key == "hook":
            said[key] = values.hook(value, folder, f"{file}: hook")
    return said


def _whole(said: dict[str, Any], path: Path) -> Site:
    """Return the site that all files together describe; ``path`` is the one that names it."""
    if "start" not in said:
        raise SiteError(f"{path}: start is missing")
    _check_fields(said.get("fields", {}), said["engine"], str(path))
    domains = said.get("domains") or sorted({urlsplit(url).hostname or "" for url in said["start"]})
    made = {
        "domains": tuple(domains),
        "rewrite": tuple(said.get("rewrite", {}).values()),
        "revisit": _revisit(said.get("revisit", {}), f"{path}: [revisit]"),
        "limits": Limits(**said.get("limits", {})),
    }
    return Site(path.stem, **{**said, **made})


def _check_fields(fields: Mapping[str, str], engine: str, where: str) -> None:
    for key in REQUIRED_FIELDS.get(engine, ()):
        if key not in fields:
            raise SiteError(f"{where}: [fields].{key} is missing; the engine '{engine}' cannot do without it")
    lacks = LIST_FIELDS.difference(fields)
    if 0 < len(lacks) < len(LIST_FIELDS):
        name = next(iter(lacks))
        raise SiteError(f"{where}: [fields].{name} is missing; row and mark say nothing without each other")


def _revisit(said: Mapping[str, float], where: str) -> tuple[float, float]:
    least, most = (said.get(key, seconds(usual)) for key, usual in REVISIT.items())
    if least > most:
        raise SiteError(f"{where}: expected min to be at most max, which is 90d if it is left out")
    return least, most
