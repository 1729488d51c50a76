"""A novel is crawled from its address alone, and the report says what of it is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from loopback import Answers, Crawl, html, serving

SEED = 'engine = "book"\nstart = ["{start}"]\nlicense = "CC0-1.0"\ndelay_s = 0\n'
NOVEL = (ROOT / "seeds" / "demo" / "novel-zh.txt").read_text(encoding="utf-8")
LINES = [line for line in NOVEL.splitlines() if len(line) > 30]


def prose(number: int) -> str:
    """Return the text of a chapter, unlike any other's."""
    start = 4 * number % (len(LINES) - 4)
    return "<br><br>".join(LINES[start : start + 4])


def a_chapter(number: int, foot: str = "", heading: str = "") -> str:
    turn = (
        f"<a href='{number - 1}.html'>上一章</a> <a href='./'>目录</a> <a href='{number + 1}.html'>下一章</a>"
    )
    return (
        f"<html><head><title>第{number}章 船</title></head><body><h1>{heading or f'第{number}章 船'}</h1>"
        f"<div class='a{number}'>{prose(number)}{foot}</div><p>{turn}</p></body></html>"
    )


def a_list(numbers: range, more: str = "") -> str:
    rows = "".join(f"<li><a href='{number}.html'>第{number}章 船</a></li>" for number in numbers)
    return f"<html><body><h1>数船</h1><p>作者：温渡</p><ul>{rows}</ul>{more}</body></html>"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawl:
    return Crawl(tmp_path)


def crawled(crawl: Crawl, answers: Answers) -> tuple[int, str]:
    """Crawl the book at /b/7/; return the exit code and what was printed."""
    with serving(answers) as server:
        crawl.site("novel", SEED.format(start=f"{server.base}/b/7/"))
        done = crawl.run("crawl", "novel")
    return done.returncode, done.stdout


def test_a_list_over_pages_gives_one_book_in_order(crawl: Crawl) -> None:
    """Split chapters with it, whether their pages share an address or only say that they go on."""
    answers: Answers = {f"/b/7/{n}.html": html(a_chapter(n)) for n in range(1, 26)}
    answers["/b/7/"] = html(a_list(range(1, 11), "<a href='index_2.html'>下一页</a>"))
    answers["/b/7/index_2.html"] = html(
        a_list(range(11, 21), "<a href='/b/7/'>上一页</a><a href='index_3.html'>下一页</a>")
    )
    answers["/b/7/index_3.html"] = html(a_list(range(21, 26), "<a href='index_2.html'>上一页</a>"))
    answers["/b/7/3.html"] = html(a_chapter(3, "<p><a href='3_2.html'>下一页</a></p>", "第3章 船（第1/2页）"))
    answers["/b/7/3_2.html"] = html(a_chapter(203, heading="第3章 船（第2/2页）"))
    answers["/b/7/4.html"] = html(a_chapter(4, "<p><a href='/x/991.html'>下一页</a></p>"))
    answers["/x/991.html"] = html(a_chapter(204, heading="第4章 船"))
    code, said = crawled(crawl, answers)
    rows = crawl.lines("records", "novel")
    assert (code, len(rows)) == (0, 27), said
    assert sorted((row["position"], row["page"]) for row in rows) == sorted(
        [(n, 1) for n in range(1, 26)] + [(3, 2), (4, 2)]
    )
    assert {(row["meta"]["book"], row["author"], row["work"][-5:]) for row in rows} == {
        ("数船", "温渡", "/b/7/")
    }
    assert all(row["title"] == f"第{row['position']}章 船" for row in rows)


def test_a_chapter_that_breaks_off_and_one_that_is_not_listed_are_missing(crawl: Crawl) -> None:
    """The run is incomplete, and says what is lacking."""
    numbers = [*range(1, 10), 11]
    answers: Answers = {f"/b/7/{n}.html": html(a_chapter(n)) for n in numbers}
    rows = "".join(f"<li><a href='{n}.html'>第{n}章 船</a></li>" for n in numbers)
    answers["/b/7/"] = html(f"<h1>数船</h1><ul>{rows}</ul>")
    answers["/b/7/5.html"] = html(
        a_chapter(5, "<br>本章未完，请点击下一页继续阅读").replace("<a href='6.html'>下一章</a>", "")
    )
    code, said = crawled(crawl, answers)
    report = crawl.report("novel")
    (lacks,) = report["incomplete"].values()
    assert code == 1 and report["outcome"] == "incomplete"
    assert [each.split(" (")[0] for each in lacks] == ["5/2", "chapter 10"]
    assert report["marked"] == {"unfinished": 1}
    assert "chapter 10 (the contents list has no such number)" in said
    (broken,) = [row for row in crawl.lines("records", "novel") if row["meta"].get("unfinished")]
    assert broken["position"] == 5 and "本章未完" not in broken["text"]
