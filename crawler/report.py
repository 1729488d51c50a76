"""What a run has to say of itself: what was asked for, what came, what is missing and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from crawler.runs import Tally

# Lists in a report stop here; the counts beside them do not.
MAX_LISTED = 1000
MAX_CASES = 20
# Steps whose drops mean that something which should have been read could not be.
LOSSES = ("http", "extract", "encoding", "html", "bug")
# What to do about the commonest reasons why nothing is fetched, by words of the reason.
ADVICE = {
    "Forbidden by robots.txt": "it is obeyed: choose other start pages, or ask the site's people",
    "cannot be reached": "check the address, and that the server is up",
    "forbids everything": "try again later",
}


@dataclass
class Ledger:
    """Pages expected, refused and failed while a run goes on; times in seconds."""

    refused: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    waits: Counter[str] = field(default_factory=Counter)
    waited_s: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    cases: dict[str, list[str]] = field(default_factory=dict)
    robots: dict[str, str] = field(default_factory=dict)
    stopped: str = ""

    def refuse(self, url: str, reason: str) -> None:
        """Note a page that robots.txt or a rule of ours kept us from."""
        self.refused[url] = reason

    def fail(self, url: str, reason: str) -> None:
        """Note a page that was asked for and did not come."""
        self.failures[url] = reason

    def wait(self, seconds: float, cause: str) -> None:
        """Note a pause and its cause: retry-after, crawl-delay, back-off ..."""
        self.waits[cause] += 1
        self.waited_s[cause] += seconds

    def case(self, name: str, what: str) -> None:
        """Note something odd that a host did, such as a trap or a bomb, and where."""
        self.cases.setdefault(name, []).append(what)


def report(
    ledger: Ledger, tally: Tally, stats: dict[str, Any], missing: dict[str, list[str]]
) -> dict[str, Any]:
    """Return a run's report as it stands in data/runs/; ``missing`` is what each work lacks."""
    prefix = "downloader/response_status_count/"
    return {
        "outcome": outcome(ledger, tally, missing),
        "stopped": ledger.stopped,
        "requests": {
            key.removeprefix(prefix): n for key, n in sorted(stats.items()) if key.startswith(prefix)
        },
        "pages": tally.pages,
        "bytes": tally.bytes,
        "listings": tally.listings,
        "unchanged": tally.unchanged,
        "records": tally.records,
        "parts": tally.parts,
        "copies": tally.copies,
        "marked": dict(sorted(tally.marked.items())),
        "dropped": dict(sorted(tally.dropped.items())),
        "first_reasons": tally.reasons,
        "refused": dict(Counter(ledger.refused.values()).most_common(MAX_LISTED)),
        "failed": dict(list(ledger.failures.items())[:MAX_LISTED]),
        "failed_pages": len(ledger.failures),
        "incomplete": dict(list(missing.items())[:MAX_LISTED]),
        "waits": dict(ledger.waits),
        "waited_s": {cause: round(seconds, 1) for cause, seconds in ledger.waited_s.items()},
        "cases": {
            name: {"count": len(found), "first": found[:MAX_CASES]} for name, found in ledger.cases.items()
        },
        "robots": ledger.robots,
    }


def outcome(ledger: Ledger, tally: Tally, missing: dict[str, list[str]]) -> str:
    """Say how a run ended: whole, incomplete (something is missing) or failed (nothing came)."""
    if tally.pages + tally.unchanged == 0 and (ledger.refused or ledger.failures or ledger.stopped):
        return "failed"
    lost = ledger.failures or ledger.stopped or missing or any(step in tally.dropped for step in LOSSES)
    return "incomplete" if lost else "whole"


def summary(site: str, told: dict[str, Any]) -> str:
    """Return a report as lines for the screen, one line where nothing was fetched."""
    if told["outcome"] == "failed":
        return f"{site}: nothing was fetched: {_why(told)}"
    lines = [f"{site}: {told['outcome']}"]
    counts = ("pages", "listings", "records", "parts", "copies")
    lines.append("  " + ", ".join(f"{told[key]:,} {key}" for key in counts))
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
    for cause, times in told["waits"].items():
        lines.append(f"  waited {told['waited_s'][cause]} s, {times} times: {cause}")
    for name, found in told["cases"].items():
        lines.append(f"  {name}: {found['count']}, first: {found['first'][0]}")
    lines += [f"  repaired: {path}: {cut:,} torn bytes cut off" for path, cut in told["torn"].items()]
    if told["stopped"]:
        lines.append(f"  stopped: {told['stopped']}")
    return "\n".join(lines)


def _why(told: dict[str, Any]) -> str:
    """Return why nothing came of a run, and what could be done."""
    reasons = [told["stopped"], *told["refused"], *told["failed"].values()]
    reason = next(filter(None, reasons), "no start page was asked for")
    return reason + next((f"; {advice}" for words, advice in ADVICE.items() if words in reason), "")
