"""Posts of Discourse: what the software makes of the words of an author is undone."""

from __future__ import annotations

import pytest
from conftest import a_page

from crawler import document
from crawler.document import Document
from crawler.engines.cooked import read
from crawler.sites import Site


@pytest.mark.parametrize(
    ("cooked", "text"),
    [
        (
            '<p>See:</p><aside class="onebox" data-onebox-src="https://a.example/b?c&amp;d"><header>a.example</header>'
            "<article><h3>A title</h3><p>Words of that page.</p></article></aside><p>End.</p>",
            "See:\n\nhttps://a.example/b?c&d\n\nEnd.",
        ),
        ('<p><a href="https://a.example" class="onebox">https://a.example</a></p>', "https://a.example"),
        (
            '<div class="video-onebox lazy-video-container"><a href="https://v.example/1"><img></a></div>',
            "https://v.example/1",
        ),
        ('<aside class="onebox"><p>Words of a page.</p></aside><p>Mine.</p>', "Mine."),
    ],
    ids=["preview", "link alone", "video", "no address"],
)
def test_an_address_stands_where_its_preview_was(cooked: str, text: str) -> None:
    """The author wrote the address, and none of the words of the page."""
    found = document.read(a_page(), Site("s", engine="discourse"))
    assert isinstance(found, Document)
    assert read({"post_number": 1, "cooked": cooked}, found, "topic-1", 0).text == text
