"""Boards of FluxBB and PunBB; whole pages of them are among the goldens."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler.engines import extract
from crawler.engines.fluxbb import place
from crawler.records import Record
from crawler.sites import Site

SITE = Site("board", "fluxbb", domains=("site.example",))
HOST = "http://site.example/"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("viewtopic.php?id=7", ("viewtopic.php?id=7", "thread", "topic-7", 1)),
        ("viewtopic.php?id=7&p=1", ("viewtopic.php?id=7", "thread", "topic-7", 1)),
        ("viewtopic.php?p=3&id=7", ("viewtopic.php?id=7&p=3", "thread", "topic-7", 3)),
        ("viewforum.php?id=6&p=2", ("viewforum.php?id=6&p=2", "listing", "forum-6", 2)),
        ("bbs/index.php", ("bbs/index.php", "listing", "", 1)),
        ("topic/7/", ("topic/7/", "thread", "topic-7", 1)),
        ("topic/7/first-mooring/page/2/", ("topic/7/first-mooring/page/2/", "thread", "topic-7", 2)),
        ("topic/7/page/2/", ("topic/7/page/2/", "thread", "topic-7", 2)),
        ("topic7.html", ("topic7.html", "thread", "topic-7", 1)),
        ("topic7-p4-first-mooring.html", ("topic7-p4-first-mooring.html", "thread", "topic-7", 4)),
        ("forum4-seamanship.html", ("forum4-seamanship.html", "listing", "forum-4", 1)),
        ("forum/4/seamanship/", ("forum/4/seamanship/", "listing", "forum-4", 1)),
    ],
)
def test_an_address_names_a_page(path: str, wanted: tuple[str, str, str, int]) -> None:
    """With parameters, or in one of the forms that PunBB writes without."""
    found = place(HOST + path)
    assert found is not None
    assert (found.url.removeprefix(HOST), found.rel, found.work, found.page) == wanted


@pytest.mark.parametrize(
    "path",
    [
        "viewtopic.php?pid=81#p81",
        "viewtopic.php?id=7&action=new",
        "viewtopic.php?id=7&action=last",
        "viewtopic.php?id=x",
        "viewtopic.php",
        "viewforum.php",
        "extern.php?action=feed&tid=7&type=atom",
        "feed/rss/topic/7/",
        "profile.php?id=41",
        "search.php?action=show_recent",
        "misc.php?report=81",
        "post/640/",
        "index.php?action=logout",
    ],
)
def test_other_addresses_lead_nowhere(path: str) -> None:
    """Single posts, feeds, people, searches and what only members may do."""
    assert place(HOST + path) is None


def test_a_code_block_has_no_heading() -> None:
    """The word Code above it is the software's."""
    html = """<div id="p1" class="blockpost"><div class="postright"><div class="postmsg"><p>Try</p>
<div class="codebox"><div class="incqbox"><h4>Code:</h4><pre>a  b</pre></div></div></div></div></div>"""
    found = extract(a_page(html, HOST + "viewtopic.php?id=7"), SITE)
    assert isinstance(found, Record)
    assert found.text == "Try\n\n```\na  b\n```"
