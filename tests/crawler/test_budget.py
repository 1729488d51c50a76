"""Budgets end a crawl, and the report says which one."""

from __future__ import annotations

from pathlib import Path

import pytest
from loopback import Answers, Crawl, html, links, prose, serving

SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\nlimits = {{ {limits} }}\n'


def chain(count: int) -> Answers:
    """Return pages of 10 kB that each lead to the next."""
    return {
        "/" if n == 0 else f"/{n}": html(
            prose(n).replace("</body>", links(f"/{n + 1}") + f"<!--{'x' * 10_000}-->")
        )
        for n in range(count)
    }


@pytest.mark.parametrize(
    ("limits", "least", "most", "stopped"),
    [
        ("max_pages = 5", 5, 7, "limits.max_pages is reached"),
        ("max_depth = 4", 5, 5, "limits.max_depth is reached; 1 links were not followed"),
        ("max_total_bytes = 60_000", 4, 8, "limits.max_total_bytes is reached"),
    ],
    ids=["pages", "depth", "bytes"],
)
def test_budget_ends_the_crawl_and_is_named(
    tmp_path: Path, limits: str, least: int, most: int, stopped: str
) -> None:
    """What was fetched is kept, the report names the budget, and exit 1 says that more is there."""
    crawl = Crawl(tmp_path)
    with serving(chain(40)) as server:
        crawl.site("rich", SITE.format(base=server.base, limits=limits))
        done = crawl.run("crawl", "rich")
        assert least <= len(server.paths()) <= most
    assert done.returncode == 1 and f"stopped: {stopped}" in done.stdout
    assert crawl.report("rich")["stopped"] == stopped
    assert len(crawl.lines("records", "rich")) >= least - 1


def test_budget_that_is_not_reached_is_not_named(tmp_path: Path) -> None:
    """A crawl within its bounds is whole."""
    crawl = Crawl(tmp_path)
    answers = {"/": html(links("/1")), "/1": html(prose(1))}
    with serving(answers) as server:
        limits = "max_pages = 50, max_depth = 1, max_total_bytes = 1_000_000"
        crawl.site("poor", SITE.format(base=server.base, limits=limits))
        done = crawl.run("crawl", "poor")
    assert done.returncode == 0 and crawl.report("poor")["stopped"] == ""
