"""What a run has to say of itself: what was asked for, what came, what is missing and why."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.coverage import Coverage, coverage
from crawler.latency import Latency
from crawler.runs import Tally

# Lists in a report stop here; the counts beside them do not.
MAX_LISTED = 1000
MAX_CASES = 20
# Steps whose drops mean that something which should have been read could not be.
LOSSES = ("http", "extract", "encoding", "html", "bug")
# How a run says that it was stopped by a bound of the site's file.
BUDGET = re.compile(r"(limits\.\w+) is reached")
STATUS = "downloader/response_status_count/"
# What to do about the commonest reasons why nothing is fetched, by words of the reason.
ADVICE = {
    "Forbidden by robots.txt": "it is obeyed: choose other start pages, or ask the site's people",
    "cannot be reached": "check the address, and that the server is up",
    "forbids everything": "try again later",
}


@dataclass
class Ledger:
    """Pages expected, refused and failed while a run goes on; times in seconds."""

    refused: Counter[str] = field(default_factory=Counter)
    first_refused: dict[str, str] = field(default_factory=dict)
    failed: int = 0
    failures: dict[str, str] = field(default_factory=dict)
    waits: Counter[str] = field(default_factory=Counter)
    waited_s: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    cases: Counter[str] = field(default_factory=Counter)
    first_cases: dict[str, list[str]] = field(default_factory=dict)
    latency: Latency = field(default_factory=Latency)
    robots: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    def refuse(self, url: str, reason: str) -> None:
        """Note a page that robots.txt or a rule of ours kept us from."""
        self.refused[reason] += 1
        self.first_refused.setdefault(reason, url)

    def fail(self, url: str, reason: str) -> None:
        """Note a page that was asked for and did not come."""
        self.failed += 1
        if len(self.failures) < MAX_LISTED:
            self.failures[url] = reason

    def wait(self, seconds: float, cause: str) -> None:
        """Note a pause and its cause: retry-after, crawl-delay, back-off ..."""
        self.waits[cause] += 1
        self.waited_s[cause] += seconds

    def case(self, name: str, what: str) -> None:
        """Note something odd that a host did, such as a trap or a bomb, and where."""
        self.cases[name] += 1
        first = self.first_cases.setdefault(name, [])
        if len(first) < MAX_CASES:
            first.append(what)

    def answered(self, seconds: float) -> None:
        """Note how long an answer took."""
        self.latency.see(seconds)


def report(
    ledger: Ledger,
    tally: Tally,
    stats: Mapping[str, Any],
    missing: Mapping[str, list[str]],
    *,
    works: Mapping[str, Any] | None = None,
    short: Mapping[str, Any] | None = None,
    seen: Coverage | None = None,
) -> dict[str, Any]:
    """Return a run's report as it stands in data/runs/.

    ``missing`` is what each work lacks, ``works`` and ``short`` are what the frontier says of works
    and of threads that lack posts (see crawler.completeness); ``seen`` counted the fields of records.
    """
    requests = {key.removeprefix(STATUS): n for key, n in sorted(stats.items()) if key.startswith(STATUS)}
    budget = BUDGET.match(ledger.stopped)
    return {
        "outcome": outcome(ledger, tally, missing, (short or {}).get("count", 0)),
        "stopped": ledger.stopped,
        "budget": budget[1] if budget else "",
        "requests": requests,
        "not_modified": requests.get("304", 0),
        "latency_s": {"p50": ledger.latency.quantile(0.5), "p95": ledger.latency.quantile(0.95)},
        **_counts(tally),
        "coverage": coverage(seen.counts) if seen else {},
        "short_threads": short or {},
        "refused": dict(ledger.refused.most_common(MAX_LISTED)),
        "first_refused": dict(list(ledger.first_refused.items())[:MAX_LISTED]),
        "failed": ledger.failures,
        "failed_pages": ledger.failed,
        "incomplete": _cut(missing),
        "missing": sum(map(len, missing.values())),
        "works": works or {},
        "waits": dict(ledger.waits),
        "waited_s": {cause: round(seconds, 1) for cause, seconds in ledger.waited_s.items()},
        "cases": {
            name: {"count": count, "first": ledger.first_cases[name]} for name, count in ledger.cases.items()
        },
        "robots": ledger.robots,
    }


def _counts(tally: Tally) -> dict[str, Any]:
    plain = ("pages", "bytes", "listings", "unchanged", "records", "parts", "copies")
    return {
        **{name: getattr(tally, name) for name in plain},
        "marked": dict(sorted(tally.marked.items())),
        "dropped": dict(sorted(tally.dropped.items())),
        "first_reasons": tally.reasons,
    }


def _cut(missing: Mapping[str, list[str]]) -> dict[str, list[str]]:
    return {work: what[:MAX_LISTED] for work, what in list(missing.items())[:MAX_LISTED]}


def outcome(ledger: Ledger, tally: Tally, missing: Mapping[str, list[str]], short: int = 0) -> str:
    """Say how a run ended: whole, incomplete (something is missing) or failed (nothing came)."""
    if tally.pages + tally.unchanged == 0 and (ledger.refused or ledger.failures or ledger.stopped):
        return "failed"
    unread = any(step in tally.dropped for step in LOSSES)
    lost = ledger.failures or ledger.stopped or missing or short or unread
    return "incomplete" if lost else "whole"


def summary(site: str, told: dict[str, Any]) -> str:
    """Return a report as lines for the screen, one line where nothing was fetched."""
    if told["outcome"] == "failed":
        return f"{site}: nothing was fetched: {_why(told)}"
    lines = [f"{site}: {told['outcome']}"]
    counts = ["pages", "listings", "records", "parts", "copies"]
    counts += ["unchanged"] if told["unchanged"] else []
    lines.append("  " + ", ".join(f"{told[key]:,} {key}" for key in counts))
    lines += _extent(told)
    for title, table in (("marked", told["marked"]), ("dropped", told["dropped"])):
        if table:
            lines.append(f"  {title}: " + ", ".join(f"{key} {n}" for key, n in table.items()))
    lines += [f"  first {step}: {reason}" for step, reason in told["first_reasons"].items()]
    lines += [f"  not fetched: {reason}: {n}" for reason, n in list(told["refused"].items())[:5]]
    lines += [f"  failed: {url}: {reason}" for url, reason in list(told["failed"].items())[:5]]
    if told["failed_pages"] > 5:
        lines.append(f"  … and {told['failed_pages'] - 5} more failed pages")
    lines += [
        f"  missing of {work}: {', '.join(what[:10])}" for work, what in list(told["incomplete"].items())[:5]
    ]
    lines += [
        f"  {work}: {each['got']:,} of {each['said']:,} posts"
        for work, each in list(told["short_threads"].get("first", {}).items())[:5]
    ]
    for cause, times in told["waits"].items():
        lines.append(f"  waited {told['waited_s'][cause]} s, {times} times: {cause}")
    for name, found in told["cases"].items():
        lines.append(f"  {name}: {found['count']}, first: {found['first'][0]}")
    lines += [f"  repaired: {path}: {cut:,} torn bytes cut off" for path, cut in told["torn"].items()]
    if told["stopped"]:
        lines.append(f"  stopped: {told['stopped']}")
    return "\n".join(lines)


def _extent(told: dict[str, Any]) -> list[str]:
    """Return lines on how much came, how fast, and how much of it says who wrote it and when."""
    lines = []
    p50, p95 = told["latency_s"]["p50"], told["latency_s"]["p95"]
    if p50 is not None:
        unchanged = f", {told['not_modified']:,} not modified" if told["not_modified"] else ""
        lines.append(
            f"  {told['bytes']:,} bytes{unchanged}; half of the answers within {p50} s, 95 % within {p95} s"
        )
    for kind, shares in told["coverage"].items():
        lines.append(
            f"  of the {kind}s " + ", ".join(f"{share:.0%} {name}" for name, share in shares.items())
        )
    if told["works"]:
        lines.append(f"  works: {told['works']['whole']:,} of {told['works']['known']:,} whole")
    return lines


def _why(told: dict[str, Any]) -> str:
    """Return why nothing came of a run, and what could be done."""
    reasons = [told["stopped"], *told["refused"], *told["failed"].values()]
    reason = next(filter(None, reasons), "no start page was asked for")
    return reason + next((f"; {advice}" for words, advice in ADVICE.items() if words in reason), "")
