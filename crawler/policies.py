"""What a host's own files say of the use of its pages: robots.txt, tdmrep.json, ai.txt.

Fetching is robots.txt's other half and is decided elsewhere; here it is read for what it says of
use: ``Content-Usage`` (IETF AIPREF), ``Content-Signal`` (Cloudflare) and ``License`` (RSL).  The
words of AIPREF and of Content-Signal are read here for HTTP headers too.  Nothing raises on any
text: what cannot be read says nothing, except that a refusal is heard even where it is misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any
from urllib.parse import quote, urljoin

import http_sf
import orjson

from crawler.licences import is_free
from crawler.records import Signal

TOKEN = "pairmill"  # noqa: S105 (the name by which robots.txt knows us)
# RFC 9309, 2.5: what a crawler must read of a robots.txt at least, and all that is read of any file.
MAX_FILE = 500 * 1024
# A signal is stored with every page that it is about: its text and their number are bounded.
MAX_TEXT, MAX_SIGNALS = 1000, 20

# Uses a dataset serves: it trains models, and a model may be shown its texts to rewrite them.
# Sources: draft-ietf-aipref-vocab-08 (train-ai, ai-use, search) and its drafts since 2025 (ai, all,
# bots, train-genai); draft-romm-aipref-contentsignals-00 (ai-train, ai-input, search).
REFUSED = re.compile(
    r"(?<![\w-])(?:train-ai|train-genai|ai-train|ai-use|ai-input|ai|all|bots)"
    r"[ \t]*=[ \t]*(?:no?|\?0)(?![\w-])",
    re.I,
)
TRAINING = ("train-ai", "train-genai")
LABELS = ("content-usage", "content-signal", "license")
# Lines after which a further User-agent begins another group (RFC 9309, 2.1, with the new rules).
RULES = frozenset((*LABELS, "allow", "disallow", "crawl-delay"))
UNRESERVED = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class File:
    """A file as read: its text, "" if there is none, when (ISO 8601), and why it could not be had."""

    text: str = ""
    seen: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A rule of robots.txt or ai.txt: its label in lower case, the pattern of paths, what it says of them.

    ``text`` is the whole line as it stands.
    """

    label: str
    pattern: str
    value: str
    text: str


@dataclass(frozen=True)
class Policies:
    """The files of one host; ``licences`` are the RSL documents that robots.txt names, by address."""

    robots: File = File()
    tdmrep: File = File()
    ai: File = File()
    licences: Mapping[str, File] = field(default_factory=dict)

    def signals(self, url: str) -> tuple[Signal, ...]:
        """Return what the files say of one page of the host, refusals first, at most MAX_SIGNALS."""
        path = path_of(url)
        found = dict.fromkeys(
            [*self._robots(url, path), *self._tdmrep(path), *self._ai(path), *self._failures()]
        )
        return tuple(sorted(found, key=lambda signal: signal.says != "deny"))[:MAX_SIGNALS]

    @cached_property
    def _lines(self) -> list[Line]:
        return own_lines(self.robots.text)

    @cached_property
    def _rules(self) -> list[tuple[str, dict[str, Any]]]:
        return list(_tdm_rules(self.tdmrep.text))

    @cached_property
    def _disallowed(self) -> list[Line]:
        # A page of HTML in its place is an error message of a server that answers 200 to everything.
        return own_lines(self.ai.text) if not self.ai.text.lstrip().startswith("<") else []

    def _robots(self, url: str, path: str) -> Iterator[Signal]:
        for label in ("content-usage", "content-signal"):
            for line in _longest(self._lines, label, path):
                yield _signal("robots.txt", line.text, self.robots.seen, said(label, line.value))
        for line in [line for line in self._lines if line.label == "license"][:MAX_SIGNALS]:
            document = self.licences.get(urljoin(url, line.value)) if _is_plain(line.value) else None
            free = document is not None and is_free(document.text, partial(_about, path))
            yield _signal("robots.txt", line.text, self.robots.seen, "allow" if free else "deny")

    def _tdmrep(self, path: str) -> Iterator[Signal]:
        """Yield the first rule that fits (TDMRep, section 4.2); 0 reserves nothing and grants nothing."""
        rule = next((rule for pattern, rule in self._rules if matches(pattern, path)), None)
        if rule is not None and (says := reserved(str(rule.get("tdm-reservation")))) is not None:
            yield _signal("tdmrep.json", orjson.dumps(rule).decode(), self.tdmrep.seen, says)

    def _ai(self, path: str) -> Iterator[Signal]:
        """Yield the rule of ai.txt that keeps a page's type of file, or the page, out of datasets.

        Nothing is allowed by it: other formats of that name use the same words for fetching.
        """
        file = path.partition("?")[0]
        file += "" if "." in file.rpartition("/")[2] else ".html"
        fitting = [(_weight(line), line) for line in self._disallowed if _names(line, file)]
        best = max(fitting, key=lambda pair: pair[0], default=None)
        if best is not None and best[1].label == "disallow":
            yield _signal("ai.txt", best[1].text, self.ai.seen, "deny")

    def _failures(self) -> Iterator[Signal]:
        named = {"robots.txt": self.robots, "tdmrep.json": self.tdmrep, "ai.txt": self.ai, **self.licences}
        for source, file in named.items():
            if file.failure:
                yield _signal(source, f"could not be read: {file.failure}", file.seen, "")


def decoded(body: bytes) -> str:
    """Return the text of a file, at most MAX_FILE bytes of it, without a byte order mark."""
    return body[:MAX_FILE].decode("utf-8", "replace").removeprefix("\ufeff")


def cut(text: str) -> str:
    """Return a text that can be stored: at most MAX_TEXT characters, none of them half a pair."""
    text = text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + "…"
    return text.encode("utf-8", "replace").decode()


def said(label: str, value: str) -> str:
    """Return what a value of Content-Usage or Content-Signal means for training: deny, allow or "".

    Any refusal wins, however it is written; a permission counts only where it is written as its
    specification says: ``train-ai=y`` in a dictionary of RFC 9651, ``ai-train=yes`` in a list.

    >>> said("content-usage", "search=y, train-ai=n"), said("content-signal", "ai-train=yes")
    ('deny', 'allow')
    """
    if REFUSED.search(value):
        return "deny"
    if label == "content-usage":
        told = _dictionary(value)
        return "allow" if any(told.get(key) == "y" for key in TRAINING) else ""
    pairs = (part.partition("=") for part in value.lower().split(","))
    return "allow" if any((k.strip(), v.strip()) == ("ai-train", "yes") for k, _, v in pairs) else ""


def reserved(value: str) -> str | None:
    """Return what a tdm-reservation says: "deny", "" for none; None for what the protocol does not know."""
    return {"1": "deny", "0": ""}.get(value.strip())


def licence_addresses(robots: str, url: str) -> list[str]:
    """Return the addresses of the RSL documents that a robots.txt at ``url`` names for us."""
    lines = [line.value for line in own_lines(robots) if line.label == "license" and _is_plain(line.value)]
    return list(dict.fromkeys(urljoin(url, value) for value in lines))


def own_lines(text: str) -> list[Line]:
    """Return the lines that hold for us: those of our groups, else of the groups for all, and of no group.

    Groups are told apart as RFC 9309 does.  A line that it does not know and that an empty line
    parts from a group is taken as the whole file's, as tools that append such lines mean it.
    """
    groups = list(_grouped(text))
    ours = {TOKEN} if any(TOKEN in agents for agents, _ in groups) else {"*"}
    return [line for agents, line in groups if not agents or agents & ours]


def _grouped(text: str) -> Iterator[tuple[frozenset[str], Line]]:
    """Yield each rule with the names that its group is for, none if it stands in no group."""
    agents: frozenset[str] = frozenset()
    begun, apart = False, False
    for raw in re.split(r"\r\n?|\n", text[:MAX_FILE]):
        label, colon, value = raw.partition("#")[0].partition(":")
        label, value = label.strip().lower(), value.strip()
        if not raw.strip():
            apart = True
        elif colon and label == "user-agent":
            agents = (frozenset() if begun else agents) | {_token(value)}
            begun, apart = False, False
        elif colon and label in RULES:
            begun, apart = True, apart and label in LABELS
            yield frozenset() if apart else agents, _line(label, value, raw.strip())


def _line(label: str, value: str, text: str) -> Line:
    """Return a rule; a use without a path, as drafts before 2025-09 had it, is about all paths."""
    if label in ("allow", "disallow"):
        return Line(label, normal(value), "", text)
    if label == "license" or not value.startswith("/"):
        return Line(label, "/", value, text)
    place, *rest = re.split(r"[ \t]+", value, maxsplit=1)
    return Line(label, normal(place), "".join(rest), text)


def _token(value: str) -> str:
    """Return the product token of a User-agent line: ours, * for all, "" for any other."""
    match = re.match(r"[A-Za-z_-]+|\*", value)
    return match[0].lower() if match and match[0].lower() in (TOKEN, "*") else ""


def _longest(lines: Iterable[Line], label: str, path: str) -> list[Line]:
    """Return the lines of the longest pattern that fits; several of one length all count."""
    fitting = [line for line in lines if line.label == label and matches(line.pattern, path)]
    longest = max((len(line.pattern) for line in fitting), default=0)
    return [line for line in fitting if len(line.pattern) == longest]


def path_of(url: str) -> str:
    """Return path and query of an address as patterns are held against it; never raises.

    >>> path_of("https://forum.example?q=%7e#top")
    '/?q=~'
    """
    rest = url.partition("#")[0].partition("://")[2]
    start = re.search(r"[/?]", rest)
    path = rest[start.start() :] if start else "/"
    return normal(path if path.startswith("/") else "/" + path)


def normal(path: str) -> str:
    """Return a path with only those characters escaped that must be (RFC 9309, 2.2.2)."""
    unescaped = ESCAPE.sub(lambda match: _unescaped(match[1]), path)
    return quote(unescaped, safe=PRINTABLE, errors="replace")


def _unescaped(digits: str) -> str:
    character = chr(int(digits, 16))
    return character if character in UNRESERVED else f"%{digits.upper()}"


def matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: * is any characters, $ at the end is the end.

    >>> matches("/a/*.html$", "/a/b.html"), matches("/a/*.html$", "/a/b.html?c"), matches("/a", "/ab")
    (True, False, True)
    """
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    last = rest.pop() if rest and anchored else ""
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in rest:
        at = path.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    if anchored and "*" not in pattern:
        return at == len(path)
    return not anchored or (path.endswith(last) and len(path) - len(last) >= at)


def _names(line: Line, file: str) -> bool:
    """Whether a rule of ai.txt is about a file; ``*.ext`` names a type and no beginning of one."""
    if line.label not in ("allow", "disallow") or not line.pattern:
        return False
    by_type = line.pattern.startswith("*.") and not line.pattern.endswith("$")
    return matches(line.pattern + "$" * by_type, file)


def _weight(line: Line) -> tuple[int, bool]:
    return len(line.pattern), line.label == "disallow"


def _about(path: str, pattern: str) -> bool:
    """Whether a pattern of RSL, a path or a whole address, is about a path."""
    return matches(path_of(pattern) if "://" in pattern else normal(pattern), path)


def _is_plain(address: str) -> bool:
    """Whether an address can be joined to another; urljoin raises on brackets that hold no address."""
    return not re.search(r"[\[\]]", address)


def _dictionary(value: str) -> dict[str, str]:
    """Return the tokens of a dictionary of RFC 9651, none of what is too long to be meant."""
    if len(value) > MAX_TEXT:
        return {}
    try:
        parsed = http_sf.parse(value.encode("ascii", "replace"), tltype="dictionary")
    except http_sf.StructuredFieldError:
        return {}
    assert isinstance(parsed, dict)
    items = {key: member[0] for key, member in parsed.items() if isinstance(member, tuple)}
    return {key: str(item) for key, item in items.items() if isinstance(item, http_sf.Token)}


def _tdm_rules(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        rules = orjson.loads(text)
    except orjson.JSONDecodeError:
        return
    for rule in rules if isinstance(rules, list) else []:
        location = rule.get("location") if isinstance(rule, dict) else None
        if isinstance(location, str):
            place = path_of(location) if "://" in location else normal(location)
            yield place if place.startswith(("/", "*")) else "/" + place, rule


def _signal(source: str, text: str, seen: str, says: str) -> Signal:
    return Signal(source, cut(text), seen, says)
