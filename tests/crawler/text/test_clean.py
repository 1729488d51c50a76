"""Cleaning: characters and spaces, and the lines that novel sites add."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from conftest import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Part, Record, Utterance
from crawler.text import clean

SHARED = Path(__file__).parents[3].parent / "shared"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared is not beside the repository")
any_text = st.text(
    st.one_of(st.characters(codec=None), st.sampled_from("\n\r\t `\u3000\u200b\u200d\ud800\u0301e"))
)


def chapter(text: str, kind: str = "body") -> Record:
    """Return a chapter of one part."""
    record = Record("1", "https://novels.example/1", "novels", "chapter")
    return record.with_parts([Part("1", text, kind=kind)])


def test_a_title_is_one_line() -> None:
    """Before anything else: three backticks on a line of their own open no code in it."""
    record = clean.spaces(a_record(title="a\n```\n1&#10;b"))
    assert record.title == "a ``` 1 b"
    assert clean.spaces(record) == record


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("　　他说：\t好。\n　　走了。", "他说： 好。\n走了。"),
        ("a\n \n\n\u3000\nb\n\n", "a\n\nb"),
        ("zero\u200bwidth\ufeff\u00ad \x00\x07\ud800", "zerowidth"),
        ("cafe\u0301", "café"),
        ("👩\u200d🚀 می\u200cخواهم a\u200db", "👩\u200d🚀 می\u200cخواهم ab"),
        ("see:\n```py\nif a:\n    b  \n```\n  end", "see:\n```py\nif a:\n    b\n```\nend"),
    ],
    ids=["line ends", "indents", "blank lines", "unseen", "composed", "joiners", "code"],
)
def test_text_is_written_plainly(text: str, cleaned: str) -> None:
    """What a reader cannot see goes, and code keeps its indentation."""
    assert clean.text(text) == cleaned


@settings(deadline=None, max_examples=200)
@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    """Stored records may be refined again without moving, and no str makes it fail."""
    once = clean.spaces(chapter(text))
    assert clean.spaces(once) == once


@settings(deadline=None, max_examples=100)
@given(any_text)
def test_clean_text_can_be_written_to_a_file(text: str) -> None:
    """No lone surrogate, no control character and no second blank line is left."""
    cleaned = clean.text(text)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert "\n\n\n" not in cleaned
    assert "\r" not in cleaned


def test_many_marks_on_a_letter_take_no_time() -> None:
    """Normalizing takes the square of a run of marks; thirty of them stay (Stream-Safe Text Format)."""
    assert len(clean.text("a" + "\u0316\u0300" * 50_000)) <= 31


def test_every_text_of_a_record_is_cleaned() -> None:
    """Title, author, quote and footer too, and utterances that point into a changed text go."""
    part = Part("1", " a ", author="b\n", quote=" c", footer="d\t", utterances=(Utterance(0, 1, " "),))
    record = Record("1", "u", "s", "thread", title=" t\u200b ", text="x", parts=(part,))
    assert clean.spaces(record).parts == (Part("1", "a", author="b", quote="c", footer="d"),)
    assert (clean.spaces(record).title, clean.spaces(record).text) == ("t", "a")


def test_a_record_without_parts_keeps_its_text() -> None:
    """Its text is cleaned where it stands."""
    assert clean.spaces(Record("1", "u", "s", "article", text=" a\r\nb ")).text == "a\nb"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("请记住本站域名，手机用户请浏览手机版阅读。", "site"),
        ("一秒记住【海港书屋】，为您提供精彩小说阅读。", "site"),
        ("最新网址：www.xxx.com", "site"),
        ("ｗｗｗ．ｘｘ．ｃｏｍ", "site"),
        ("ＷＷＷ。ＢＩＱＵＧＥ。ＣＯＭ", "site"),
        ("w-w-w.xx.com", "site"),
        ("www点xx点com", "site"),
        ("手机用户请到m.xx.com阅读", "site"),
        ("天才壹秒記住愛去小說網", "site"),
        ("（本章未完，请翻页）", "unfinished"),
        ("小主，这个章节后面还有哦，请点击下一页继续阅读", "unfinished"),
        ("求月票，求推荐票！", "votes"),
        ("PS：新的一周，求推荐票，求收藏！", "votes"),
        ("投推荐票 上一章 章节目录 下一章 加入书签", "menu"),
        ("本书首发", "advert"),
        ("喜欢《灯市》请大家收藏：灯市更新速度全网最快。", "advert"),
        ("书友群：123456789", "advert"),
        ("正在手打中，请稍等片刻，内容更新后，请重新刷新页面", "notice"),
        ("Visit x.com for the latest chapters", "advert"),
        ("Read the latest chapter at our site", "advert"),
        ("Support the author on Patreon", "advert"),
        ("Sponsored content", "advert"),
        ("If you find any errors ( broken links, etc. ), Please let us know so we can fix it.", "notice"),
        ("This chapter is updated by freewebnovel.com", "notice"),
        ("(Continued on next page)", "unfinished"),
        ("Previous Chapter | Next Chapter", "menu"),
        ("Don't forget to leave a review!", "votes"),
    ],
)
def test_a_notice_has_a_reason(line: str, reason: str) -> None:
    """Full width, obfuscated dots and traditional characters do not hide it."""
    assert clean.noise(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "",
        "求求你，别走。",
        "他说，请你记住我说的话。",
        "他翻过一页，继续读下去。",
        "“求月票！”他对着镜头喊道。",
        "他对着镜头喊：“求月票！”",
        "他是个网络作家，每天都要求月票和订阅。",
        "他打开www.baidu.com，查了查天气。",
        "他把最新的网址发给了我。",
        "本站到了，请下车。",
        "三更，月黑风高。",
        "请大家记住，我们是一家人。",
        "喜欢她的人很多，请大家安静。",
        "The advertisement in the paper caught his eye.",
        "She turned to the next page of the diary.",
        "They were to visit the site of the old mill and read the latest news.",
        '"Visit me at home," she said.',
        "If you find any errors, the captain said, report to me.",
    ],
)
def test_prose_is_no_notice(line: str) -> None:
    """What a character says, and prose about websites, pages and votes, stays."""
    assert clean.noise(line) is None


def test_notices_go_and_are_counted() -> None:
    """Whole lines, brackets in a line and the end of a paragraph go; a second run finds nothing."""
    record = chapter(
        "一秒记住【海港书屋】，为您提供阅读。\n\n他走了出去，外面下着大雨。请记住本站域名：www.xxx.com。\n\n她笑了（求月票）。\n\n（本章未完，请翻页）"
    )
    cleaned = clean.without_noise(record)
    assert cleaned.text == "他走了出去，外面下着大雨。\n\n她笑了。"
    assert cleaned.meta["removed"] == {"site": 2, "votes": 1, "unfinished": 1}
    assert clean.without_noise(cleaned) == cleaned


def test_a_notice_behind_a_long_paragraph_goes() -> None:
    """The paragraph is too long to be a notice, its last sentence is one; speech in it is none."""
    prose = "他沿着河岸走了很久，谁也没有遇见。" * 10
    assert clean.without_noise(chapter(prose + "最新网址：www.xxx.com")).text == prose
    assert clean.without_noise(chapter(prose + "他喊：“求月票！”")).text == prose + "他喊：“求月票！”"


def test_a_reader_may_write_what_a_site_writes() -> None:
    """Comments below a chapter are no bodies, and keep their lines."""
    record = chapter("求月票！", kind="comment")
    assert clean.without_noise(record) == record


@settings(deadline=None, max_examples=200)
@given(any_text)
def test_no_text_is_too_odd_for_notices(text: str) -> None:
    """Removing notices never fails and never adds a line."""
    cleaned = clean.without_noise(chapter(text))
    assert len(cleaned.text) <= len(text)


@needs_data
def test_no_line_of_real_novels_is_a_notice() -> None:
    """Two novels and a hundred stories; the only hits are the lines of the site that the book came from."""
    book = (
        (SHARED / "servers" / "common" / "books" / "CalltoArms.txt").read_text(encoding="utf-8").splitlines()
    )
    litbank = runpy.run_path(str(SHARED / "data" / "litbank" / "load.py"))["items"]()
    sentences = [" ".join(tokens) for text, _ in litbank for tokens in text]
    hits = [line for line in [*book, *sentences] if clean.noise(line)]
    assert hits == [line for line in book if "TXT" in line]
