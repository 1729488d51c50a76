"""What the files of public sites say is read from pages of the form that those sites write, text invented."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import ROOT, Context, a_page

from crawler.engines import Visit, visit
from crawler.records import Record
from crawler.sites import load_site

PAGES = Path(__file__).parent / "seeds"
SCP, AOZORA = "https://scp-wiki-cn.wikidot.com", "https://www.aozora.gr.jp"


def seen(name: str, url: str, rel: str = "", encoding: str = "utf-8") -> Visit:
    """Return what a site's file makes of the page that is kept under the site's name."""
    text = (PAGES / f"{name}.html").read_text(encoding="utf-8")
    site = load_site(ROOT / "seeds" / f"{name}.toml")
    return visit(a_page(text.encode(encoding), url, context=Context(rel)), site)


@pytest.mark.parametrize(
    ("name", "url", "encoding", "title", "author", "opening", "ending", "absent"),
    [
        ("wikisource-zh", "https://zh.wikisource.org/wiki/潮信/第一回", "utf-8", "第一回", "",
         "渡口\n\n话说那渡口的老人", "喊的无非是米价和天气。", ("编辑", "[1]", "第二回", "章回小说")),
        ("scp-wiki-cn", f"{SCP}/scp-cn-0000", "utf-8", "SCP-CN-0000", "",
         "项目编号：SCP-CN-0000", "座位号码模糊不清。", ("评分", "«", "引用本页")),
        ("aozora", f"{AOZORA}/cards/000001/files/1_2.html", "shift_jis", "渡し守", "港の人",
         "潮が引くと、", "渡し守は黙って舟を出した。", ("しお", "（", "［＃", "底本")),
    ],
)  # fmt: skip
def test_a_page_is_read_whole_and_alone(
    name: str, url: str, encoding: str, title: str, author: str, opening: str, ending: str, absent: tuple[str]
) -> None:
    """The text from its first to its last word, and nothing that stands around or between."""
    record = seen(name, url, "article", encoding).result
    assert isinstance(record, Record), record
    assert (record.title, record.author, record.consent.decision) == (title, author, "allow")
    text = record.text.strip()
    assert text.startswith(opening) and text.endswith(ending)
    assert [word for word in absent if word in text] == []


WIKISOURCE = "https://zh.wikisource.org/wiki"
BOOK = "https://standardebooks.org/ebooks/ada-harbour/the-ferryman"


@pytest.mark.parametrize(
    ("name", "url", "rel", "found"),
    [
        ("wikisource-zh", f"{WIKISOURCE}/潮信/第一回", "article",
         [f"{WIKISOURCE}/潮信", f"{WIKISOURCE}/潮信/第二回"]),
        ("scp-wiki-cn", f"{SCP}/scp-cn-0000", "article",
         [f"{SCP}/{name}" for name in ("scp-series-cn", "scp-cn-0001", "scp-173", "scp-cn-9999")]),
        ("standardebooks", f"{BOOK}/text", "contents",
         [f"{BOOK}/text/chapter-{number}" for number in (1, 2, 3)] + [BOOK]),
    ],
)  # fmt: skip
def test_only_texts_and_lists_are_followed(name: str, url: str, rel: str, found: list[str]) -> None:
    """No talk, history, category, forum or tag, and no title page."""
    assert sorted(unquote(link.url) for link in seen(name, url, rel).links) == sorted(found)
