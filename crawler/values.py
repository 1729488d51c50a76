"""Values of a site's file, read one by one: each reader takes a value and where it stands.

Apart from the site itself, because a value is wrong or right by itself: which file of a family it
comes from, and whether the whole is a site, is not its business.  A wrong one raises SiteError,
which opens with ``where``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import soupsieve
from selectolax.lexbor import LexborHTMLParser, SelectolaxError
from w3lib.encoding import resolve_encoding

from crawler.config import Kind, check, nearest
from crawler.errors import SiteError
from crawler.hooks import Hook, function
from crawler.schedule import every, seconds

DETECTORS = ("rules", "langdetect")
RELS = frozenset("listing thread timeline contents chapter article next".split())
LIST_FIELDS = frozenset(["row", "mark"])
# Fields whose selectors name elements; the others may name an attribute, or be empty.
ELEMENTS = frozenset("post body contents quote footer accepted drop row".split())
LIMITS: dict[str, Kind] = {
    "min_chars": int,
    "max_pages": int,
    "max_depth": int,
    "max_bytes": int,
    "max_total_bytes": int,
    "max_recheck_share": float,
    "min_similarity": float,
}
# How soon a page that changes at every visit is looked at again, and how late one that never does.
REVISIT = {"min": "1h", "max": "90d"}
# Names that people give to variables; a token pasted by mistake hardly ever looks like one.
VARIABLE = re.compile(r"[A-Z][A-Z0-9_]{0,60}")
T = TypeVar("T")


def is_address(url: str) -> bool:
    """Whether a text is the address of a page: http or https, a host, and a port that can be."""
    try:
        parts = urlsplit(url)
        return re.match(r"https?://\S", url) is not None and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def start(urls: list[str], where: str) -> tuple[str, ...]:
    """Read addresses, of which there must be one at least."""
    for url in urls:
        if not is_address(url):
            raise SiteError(f"{where}: {url!r} is not an address; expected http:// or https:// and a host")
    if not urls:
        raise SiteError(f"{where}: expected at least one address")
    return tuple(urls)


def pattern(text: str, where: str) -> re.Pattern[str]:
    """Read a regular expression."""
    try:
        return re.compile(text)
    except re.error as reason:
        raise SiteError(f"{where}: {text!r} is not a regular expression: {reason}") from None


def deny(texts: list[str], where: str) -> tuple[re.Pattern[str], ...]:
    """Read regular expressions."""
    return tuple(pattern(text, where) for text in texts)


def follow(table: Mapping[str, str], where: str) -> dict[str, re.Pattern[str]]:
    """Read the pattern of each role."""
    check(table, dict.fromkeys(RELS, str), where, SiteError)
    return {role: pattern(text, f"{where}.{role}") for role, text in table.items()}


def rewrite(table: Mapping[str, str], where: str) -> dict[str, tuple[re.Pattern[str], str]]:
    """Read patterns and what replaces their match, by the text of the pattern."""
    check(table, dict.fromkeys(table, str), where, SiteError)
    return {text: _replacing(text, replacement, where) for text, replacement in table.items()}


def _replacing(text: str, replacement: str, where: str) -> tuple[re.Pattern[str], str]:
    found = pattern(text, where)
    try:
        found.sub(replacement, "")  # the replacement is read even where nothing matches
    except (re.error, IndexError) as reason:
        raise SiteError(f"{where}: {replacement!r} cannot replace {text!r}: {reason}") from None
    return found, replacement


def selector(text: str, where: str) -> str:
    """Read a CSS selector."""
    try:
        LexborHTMLParser("<p>").css(text)
    except SelectolaxError:
        raise SiteError(f"{where}: {text!r} is not a CSS selector{_why_none(text)}") from None
    return text


def _why_none(text: str) -> str:
    """Return a reason from a second parser of selectors, whose messages say more."""
    try:
        soupsieve.compile(text)
    except soupsieve.SelectorSyntaxError as reason:
        return ": " + str(reason).splitlines()[0]
    except NotImplementedError:
        return ": there is no ::text or ::attr(); write the selector alone, or selector@attribute"
    return " that pages can be searched with: use plain CSS"


def fields(table: Mapping[str, str], known: Collection[str], where: str) -> dict[str, str]:
    """Read selectors; ``known`` are the fields of the engine."""
    check(table, dict.fromkeys(known, str), where, SiteError)
    for key, text in table.items():
        if key in ELEMENTS:
            selector(text.strip(), f"{where}.{key}")
            continue
        for each in text.split("," if key == "mark" else ";"):
            element = each.rpartition("@")[0] if "@" in each else each
            selector(element.strip() or "html", f"{where}.{key}")
    return dict(table)


def limits(table: Mapping[str, Any], where: str) -> dict[str, Any]:
    """Read numbers and shares."""
    check(table, LIMITS, where, SiteError)
    for key, value in table.items():
        share = LIMITS[key] is float
        if not 0 <= value <= (1 if share else math.inf):
            wanted = "a share from 0 to 1" if share else "0 or more"
            raise SiteError(f"{where}.{key}: expected {wanted}, got {value}")
    return dict(table)


def steps(table: Mapping[str, Any], where: str) -> dict[str, bool | dict[str, Any]]:
    """Read which text steps run with which limits."""
    from crawler.text.options import read  # brings the libraries of all steps, which few sites' files need

    return read(table, where, SiteError)


def hook(name: str, folder: Path, where: str) -> Hook:
    """Read the name of a function and import it; its module may lie below ``folder``."""
    found = Hook(name, folder.resolve())
    try:
        function(found)
    except ValueError as reason:
        raise SiteError(f"{where}: {reason}") from None
    return found


def timezone(name: str, where: str) -> str:
    """Read the name of a timezone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError
        raise SiteError(f"{where}: there is no {name!r}; expected a name such as 'Asia/Shanghai'") from None
    return name


def encoding(name: str, where: str) -> str:
    """Read the name of a character encoding; "" leaves it to the pages."""
    if name and resolve_encoding(name) is None:
        raise SiteError(f"{where}: there is no {name!r}; expected a name such as 'gb18030'")
    return name


def detector(name: str, where: str) -> str:
    """Read the name of a detector of languages."""
    if name not in DETECTORS:
        raise SiteError(f"{where}: there is no '{name}'; {nearest(name, DETECTORS)}")
    return name


def delay_s(value: float, where: str) -> float:
    """Read seconds."""
    if not 0 <= value < math.inf:
        raise SiteError(f"{where}: expected 0 or more seconds, got {value}")
    return float(value)


def variable(name: str, where: str) -> str:
    """Read the name of an environment variable; anything else may be the secret, and stays unsaid."""
    if name and not VARIABLE.fullmatch(name):
        raise SiteError(
            f"{where}: expected the name of an environment variable, in capitals, and not its value"
        )
    return name


def schedule(text: str, where: str) -> str:
    """Read when a site is due, "" for never."""
    if text:
        _read(every, text, where)
    return text


def revisit(table: Mapping[str, str], where: str) -> dict[str, float]:
    """Read lengths of time as seconds."""
    check(table, dict.fromkeys(REVISIT, str), where, SiteError)
    return {key: _read(seconds, text, f"{where}.{key}") for key, text in table.items()}


def render(value: bool | str, where: str) -> bool | str:
    """Read whether pages are rendered, or the selector of what to wait for."""
    return value if isinstance(value, bool) else selector(value, where)


def _read(read: Callable[[str], T], text: str, where: str) -> T:
    try:
        return read(text)
    except ValueError as reason:
        raise SiteError(f"{where}: {reason}") from None
