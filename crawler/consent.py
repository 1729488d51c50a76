"""Whether a page's text may be used for training: what its licence, its host and the page itself say.

A refusal wins, be it the host's or that of every author on the page; else a licence that the site's
file names, an open licence that the page states, or a permission allows it; else nothing is known,
and an unknown page is not exported.  Only the ``why`` of the site's file, which someone answers for,
turns a refusal or an unknown into a permission, and it names what it overrides.

Evidence begins with the reason: ``licence <id>``, ``site file: <why>`` or what is lacking, none
where a signal decides.  Each further entry is a signal in one form, ``<source> <seen>: <text>``,
those that decide first; ``seen`` is left out where it is not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from crawler import licences
from crawler.document import Document
from crawler.policies import MAX_SIGNALS, TOKEN, cut, reserved, said
from crawler.records import OPTED_OUT, Consent, Record, Signal
from crawler.sites import Site

# Words of X-Robots-Tag and <meta name="robots">: those kept, and the one that refuses a text.
# Sources: DeviantArt's noai and noimageai (2022); the others as Google and Bing read them.
DIRECTIVES = frozenset("noai noimageai noindex nofollow noarchive none".split())
REFUSAL = "noai"
# Directives with a value, which look like the name of a robot that the rest is meant for.
VALUED = frozenset("unavailable_after max-snippet max-image-preview max-video-preview".split())
AGENT = re.compile(r"[a-z][a-z0-9_-]*|\*", re.I)
ORDER = ("deny", "allow", "")
# Lines of an overview, and kinds of evidence that are counted: a hostile host says another each time.
MAX_LINES, MAX_KINDS = 20, 10_000
SEEN = re.compile(r" \d{4}-\d\d-\d\dT[\d:.]+(?:\+00:00|Z): ")


def judge(record: Record, document: Document) -> Record:
    """Return the record with its licence and the decision on its use, with evidence."""
    seen = moment(document.page.fetched_at)
    stated = licences.statements(document, seen)
    licence = record.licence or _named(stated)
    signals = [*_signals(document, seen), *_authors(record), *stated]
    decision, reason = _decided(
        signals, licence, _is_granted(record.licence, document.site) or _is_open(stated), document.site
    )
    signals.sort(key=lambda signal: ORDER.index(signal.says))
    told = dict.fromkeys(map(evidence, signals))
    return replace(record, licence=licence, consent=Consent(decision, (*reason, *told)[:MAX_SIGNALS]))


def evidence(signal: Signal) -> str:
    """Return a signal as an entry of evidence."""
    source = f"{signal.source} {signal.seen}" if signal.seen else signal.source
    return f"{source}: {cut(signal.text)}"


def moment(when: datetime | None) -> str:
    """Return a time as ISO 8601 in UTC, "" if it is not known."""
    return when.astimezone(UTC).isoformat(timespec="seconds") if when else ""


def overview(records: Iterable[Record]) -> list[str]:
    """Return how many records are decided how and by what evidence, commonest first.

    At most MAX_LINES lines; evidence that differs only in the time it was seen counts as one.
    """
    decisions: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for record in records:
        decisions[record.consent.decision] += 1
        for entry in dict.fromkeys(SEEN.sub(": ", text, count=1) for text in record.consent.evidence):
            kinds[entry if entry in kinds or len(kinds) < MAX_KINDS else "other evidence"] += 1
    lines = [f"{decision:<8} {count:>9,}" for decision, count in decisions.most_common()]
    lines += [f"{count:>9,}  {_one_line(entry)}" for entry, count in kinds.most_common()]
    left = len(lines) - MAX_LINES
    return lines if left <= 0 else [*lines[: MAX_LINES - 1], f"... and {left + 1:,} more kinds of evidence"]


def _one_line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 200 else text[:199] + "…"


def _decided(
    signals: list[Signal], licence: str, is_licensed: bool, site: Site
) -> tuple[str, tuple[str, ...]]:
    """Return the decision and the reason beside the signals."""
    said_so = {signal.says for signal in signals}
    if "deny" not in said_so and is_licensed:
        return "allow", (f"licence {cut(licence)}",)
    if "deny" not in said_so and "allow" in said_so:
        return "allow", ()
    if site.why:
        return "allow", (f"site file: {cut(site.why)}",)
    return ("deny", ()) if "deny" in said_so else ("unknown", (_lack(licence),))


def _lack(licence: str) -> str:
    if not licence:
        return "no licence was found"
    return f"licence {cut(licence)} is not {'open to every use' if licences.spdx(licence) else 'known'}"


def _named(stated: list[Signal]) -> str:
    """Return the page's licence, the least open of those known, by its SPDX id; else as it stands."""
    ids = [name for signal in stated if (name := licences.spdx(signal.text))]
    ids.sort(key=lambda name: name in licences.OPEN)
    return next(iter(ids), cut(stated[0].text) if stated else "")


def _is_granted(licence: str, site: Site) -> bool:
    """Whether a record's licence is the site file's, or holds open ones only: posts may have others."""
    posts = licence.split(" AND ") if licence else []
    is_open = (each == site.license or licences.spdx(each) in licences.OPEN for each in posts)
    return bool(licence) and (licence == site.license or all(is_open))


def _is_open(stated: list[Signal]) -> bool:
    """Whether a page states open licences only; what it states beside them may be terms of use."""
    ids = {name for signal in stated if (name := licences.spdx(signal.text))}
    return bool(ids) and ids <= licences.OPEN


def _signals(document: Document, seen: str) -> list[Signal]:
    """Return what the host's files, the headers and the page say of its use."""
    metas = list(_metas(document))
    files = [signal for signal in document.page.signals if signal.source != "tdmrep.json"]
    return [*files, *_headers(document, seen), *_robots_metas(metas, seen), *_mining(document, metas, seen)]


def _authors(record: Record) -> Iterator[Signal]:
    """Yield by which words authors refuse; that is the page's refusal where nobody else speaks on it.

    When they were read is when the page was: the same refusal is the same evidence at every crawl.
    """
    says = "deny" if record.parts and all(part.mark == OPTED_OUT for part in record.parts) else ""
    for author, text in record.meta.get("opt_outs", {}).items():
        yield Signal(f"author {author}", text, says=says)


def _headers(document: Document, seen: str) -> Iterator[Signal]:
    for name in ("Content-Usage", "Content-Signal"):
        if value := document.page.header(name).strip():
            yield Signal(f"header {name}", value, seen, said(name.lower(), value))
    value = document.page.header("X-Robots-Tag").strip()
    if DIRECTIVES & set(re.findall(r"[a-z]+", value.lower())):
        yield Signal("header X-Robots-Tag", value, seen, "deny" if REFUSAL in directives(value) else "")


def directives(value: str) -> set[str]:
    """Return the directives of an X-Robots-Tag that are meant for us.

    A robot's name is meant for all directives behind it, up to the next name.

    >>> sorted(directives("noindex, otherbot: noai, nofollow, pairmill: noarchive"))
    ['noarchive', 'noindex']
    """
    found, agent = set(), ""
    for part in value.lower().split(","):
        name, colon, word = part.partition(":")
        name = name.strip()
        if colon and AGENT.fullmatch(name) and name not in VALUED:
            agent, part = name, word
        if agent in ("", "*", TOKEN):
            found.update(part.split())
    return found


def _metas(document: Document) -> Iterator[tuple[str, str]]:
    for node in document.tree.css("meta[name][content]"):
        yield (node.attributes["name"] or "").strip().lower(), (node.attributes["content"] or "").strip()


def _robots_metas(metas: list[tuple[str, str]], seen: str) -> Iterator[Signal]:
    for name, content in metas:
        words = set(re.split(r"[\s,]+", content.lower()))
        if name in ("robots", TOKEN) and words & DIRECTIVES:
            yield Signal(f"meta {name}", content, seen, "deny" if REFUSAL in words else "")


def _mining(document: Document, metas: list[tuple[str, str]], seen: str) -> list[Signal]:
    """Return what TDMRep reserves: a header replaces what tdmrep.json says, and a meta element both.

    Source: TDM Reservation Protocol, final report of 2024-05-10, section "Processing priority".
    """
    spoken = [signal for signal in document.page.signals if signal.source == "tdmrep.json"]
    policies = []
    headers = [(name, document.page.header(name)) for name in ("TDM-Reservation", "TDM-Policy")]
    named = [(f"header {name}", value) for name, value in headers]
    named += [(f"meta {name}", value) for name, value in metas if name in ("tdm-reservation", "tdm-policy")]
    for source, value in named:
        says = reserved(value) if source.lower().endswith("reservation") else None
        if says is not None:
            spoken.append(Signal(source, value.strip(), seen, says))
        elif value.strip():
            policies.append(Signal(source, value.strip(), seen))
    return [*(replace(signal, says="") for signal in spoken[:-1]), *spoken[-1:], *policies]
