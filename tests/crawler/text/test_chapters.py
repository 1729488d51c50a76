"""Chapters: what is a heading, what is not, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.chapters import Chapter, split

ZH = "他走了出去，天色已晚。\n她笑了，说今天不走。\n"
EN = "\nIt was a dark night, and nobody was in the street but a watchman\nwho sang.\n\nHe left.\n\n"


def titles(text: str, language: str | None = None) -> list[str]:
    return [chapter.title for chapter in split(text, language)]


def novel(prose: str, *headings: str) -> str:
    return "".join(f"{heading}\n{prose}" for heading in headings)


@pytest.mark.parametrize(
    "headings",
    [
        ["第一章 风起", "第二章 云涌", "第一百零三章　雨落"],
        ["第12回 甄士隐梦幻识通灵　贾雨村风尘怀闺秀", "第13回 秦可卿死封龙禁尉"],
        ["第三卷 第一章", "第三卷 第二章 归来"],
        ["楔子", "第一章 你，过来！", "番外 一", "尾声"],
        ["序章", "第1章", "第2章", "后记"],
        ["【第一章】重生", "正文 第二章 重逢"],
        ["第一卷 少年", "第一章 风起", "第二卷 青年", "第二章 云涌"],
        ["1、开始", "2、中间", "3、结束"],
        ["一 开始", "二 中间"],
        ["一", "二", "三"],
    ],
    ids=" / ".join,
)
def test_chinese_headings_begin_chapters(headings: list[str]) -> None:
    """The usual forms of web novels and classics are headings, each with its own line for title."""
    assert titles(novel(ZH, *headings)) == headings


@pytest.mark.parametrize(
    "headings",
    [
        ["Chapter 1", "Chapter 2: The End", "Chapter Twenty-Two"],
        ["CHAPTER I.", "CHAPTER II. Down the Rabbit-Hole", "Chapter the Third"],
        ["Prologue", "Part One", "Chapter 1", "Epilogue"],
        ["BOOK II", "CHAPTER IV", "BOOK III", "CHAPTER V"],
        ["I.", "II.", "III."],
        ["PART ONE", "1", "2", "PART TWO", "1", "2"],
    ],
    ids=" / ".join,
)
def test_english_headings_begin_chapters(headings: list[str]) -> None:
    """Figures, Roman numbers and number words count, with a title or without."""
    assert titles(novel(EN, *headings)) == headings


@pytest.mark.parametrize(
    "line",
    [
        "第一章我们讲过了，这里不再重复。",
        "第一章的内容很长",
        "第二天，他走了。",
        "第一部电影很好看",
        "第一卷 完",
        "第一章（完）",
        "Chapter 1 was the best part of the book, he said.",
        "Part of the crowd left.",
        "I",
        "1987",
        "Part One of the plan had failed, and they knew it.",
    ],
)
def test_a_sentence_is_no_heading(line: str) -> None:
    """A line that goes on as prose stays prose, and so does a number alone."""
    assert titles(f"{ZH}{line}\n{ZH}") == [""]


def test_a_heading_within_a_paragraph_is_prose() -> None:
    """In a text set in short lines, a line in the middle of a paragraph is no heading."""
    text = (
        novel(EN, "Chapter 1")
        + "He had read of that before, and he told them it was in\nChapter 9\nof the book.\n"
    )
    assert titles(text) == ["Chapter 1"]


@pytest.mark.parametrize(("prose", "headings"), [
    (ZH, ["第一章 风起", "第二章 云涌", "第三章 雨落"]),
    (ZH, ["第一章 风起", "第二章 云涌"]),
    (EN, ["CHAPTER I. A", "CHAPTER II. B", "CHAPTER III. C"]),
])  # fmt: skip
def test_a_table_of_contents_is_no_chapter(prose: str, headings: list[str]) -> None:
    """Headings in a row with no prose between belong to the front matter."""
    contents = "目录\n" + "\n".join(headings) + "\n\n"
    assert titles(contents + novel(prose, *headings)) == ["", *headings]


def test_a_heading_said_twice_is_one() -> None:
    """Web pages repeat the chapter's title above its text."""
    assert titles(f"第一章 风起\n第一章 风起\n{ZH}第二章 云涌\n{ZH}") == ["第一章 风起", "第二章 云涌"]


def test_numbers_within_chapters_are_sections() -> None:
    """Where there are chapters, a number alone is a part of one."""
    text = f"第一章 风起\n1\n{ZH}2\n{ZH}第二章 云涌\n1\n{ZH}2\n{ZH}"
    assert titles(text) == ["第一章 风起", "第二章 云涌"]


def test_the_front_matter_is_a_chapter_without_title() -> None:
    """A title page is kept, blank lines before the first heading are not a chapter."""
    assert split("书名\n作者\n第一章 风起\n") == [Chapter("", 0, 6), Chapter("第一章 风起", 6, 13)]
    assert split("\n\n第一章 风起\n") == [Chapter("第一章 风起", 0, 9)]


def test_a_text_without_headings_is_one_chapter() -> None:
    """Nothing is invented, and the empty text has no chapters."""
    assert split(ZH) == [Chapter("", 0, len(ZH))]
    assert split("") == []


def test_the_language_keeps_other_headings_out() -> None:
    """An English heading in a Chinese book is a line of its prose."""
    text = novel(ZH, "第一章 风起", "Chapter 2")
    assert titles(text, "zh-Hans") == ["第一章 风起"]
    assert titles(text) == ["第一章 风起", "Chapter 2"]


LINES = st.lists(
    st.one_of(
        st.sampled_from(["第一章 风起", "Chapter 1", "I.", "1", "楔子", "", "目录", ZH]), st.text(max_size=20)
    )
)


@settings(max_examples=100, deadline=None)
@given(LINES.map("\n".join))
def test_chapters_cover_the_text(text: str) -> None:
    """Every character is in exactly one chapter, in order."""
    assert "".join(text[chapter.start : chapter.end] for chapter in split(text)) == text


@pytest.mark.parametrize(
    "unit", ["第", "I", "1\n", " ", "第一章\n", "\ud800", "CHAPTER ", "م", "🙂"], ids=ascii
)
def test_a_long_text_of_one_thing_is_split_in_time(unit: str) -> None:
    """No text takes more than linear time or raises."""
    text = unit * (300_000 // len(unit))
    assert "".join(text[chapter.start : chapter.end] for chapter in split(text)) == text


@pytest.mark.parametrize(
    "headings",
    [
        ["第1２章 雨", "第１３章 风", "第14章"],
        ["第廿九章", "第卅章", "第卅一章"],
        ["第一話 雨", "第二話 風", "後記"],
        ["卷一 第一章 雨", "卷一 第二章 风", "卷二 第三章 雪"],
        ["Chapter 1 报到", "Chapter.2 过河"],
        ["001 报到", "002 过河", "003 上山"],
        ["1. 报到", "2. 过河", "3. 上山"],
        ["その一", "その二"],
        ["上卷", "第一章 雨", "下卷", "第二章 风"],
    ],
    ids=" / ".join,
)
def test_more_chinese_headings_begin_chapters(headings: list[str]) -> None:
    """Figures of every width, traditional forms, English words in Chinese books."""
    assert titles(novel(ZH, *headings)) == headings


@pytest.mark.parametrize(
    "headings",
    [
        ["THE FIRST CHAPTER", "THE SECOND CHAPTER"],
        ["CHAPTER THE FIRST", "CHAPTER THE LAST"],
        ["STAVE I: Salt", "STAVE II: The Wall"],
        ["ONE", "TWO", "THREE"],
        ["Chapitre premier", "Chapitre deuxième", "Épilogue"],
        ["Erstes Kapitel", "Zweites Kapitel"],
        ["Capítulo primero", "Capítulo 2"],
        ["Глава первая", "Глава II", "Эпилог"],
        ["I. A PLACE", "I.", "II.", "II. A NAME", "III. A CASE"],
    ],
    ids=" / ".join,
)
def test_more_headings_begin_chapters(headings: list[str]) -> None:
    """Old forms and other languages; where titled numbers count, a section's number alone does not."""
    kept = [heading for heading in headings if heading not in ("I.", "II.")]
    assert titles(novel(EN, *headings)) == kept


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"第一卷 少年\n\n第一章 风起\n{ZH}第二章 云涌\n{ZH}", ["第一卷 少年 第一章 风起", "第二章 云涌"]),
        (f"PART ONE\n\n1\n{EN}2\n{EN}PART TWO\n\n1\n{EN}2\n{EN}", ["PART ONE 1", "2", "PART TWO 1", "2"]),
        (
            f"第一卷 少年\n{ZH}第一章 风起\n{ZH}第二章 云涌\n{ZH}",
            ["第一卷 少年", "第一章 风起", "第二章 云涌"],
        ),
    ],
)
def test_a_volume_belongs_to_the_chapter_below_it(text: str, wanted: list[str]) -> None:
    """Nothing but space between them; a volume with words of its own is a chapter."""
    assert titles(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"第一章\n\n风起\n\n{ZH}第二章\n\n云涌\n\n{ZH}", ["第一章 风起", "第二章 云涌"]),
        (
            f"CHAPTER I.\n\nTHE WALL.\n{EN}CHAPTER II.\n\nSALT.\n{EN}",
            ["CHAPTER I. THE WALL.", "CHAPTER II. SALT."],
        ),
        (f"第一章\n\n{ZH}第二章\n\n{ZH}", ["第一章", "第二章"]),
        ("Chapter 1\n\n“Go,” said Ida.\n\nHe went.\n\nChapter 2\n\nHe came.\n\n", ["Chapter 1", "Chapter 2"]),
    ],
)
def test_a_title_may_stand_below_the_number(text: str, wanted: list[str]) -> None:
    """A short line that is no sentence, set off from the prose."""
    assert titles(text) == wanted


def test_a_running_head_is_no_chapter() -> None:
    """Pages repeat the chapter's heading; the number of a page breaks into a sentence."""
    text = "".join(f"第{n}章 风起\n{ZH}第{n}章 风起\n{ZH}" for n in "一二三")
    assert titles(text) == ["第一章 风起", "第二章 风起", "第三章 风起"]
    paged = "".join(f"他走了出去，天色\n{n}\n已晚。\n" for n in range(1, 9))
    assert titles(paged) == [""]


@pytest.mark.parametrize("dots", [" ........ 7", "\t7", "……7"])
def test_a_contents_list_may_have_pages(dots: str) -> None:
    """Even a single entry with dots and the number of a page is none, nor are volumes in the list."""
    contents = "".join(f"{title}{dots}\n" for title in ("第一卷 少年", "第一章 风起", "第二章 云涌"))
    text = f"目录\n{contents}\n第一卷 少年\n第一章 风起\n{ZH}第二章 云涌\n{ZH}"
    assert titles(text) == ["", "第一卷 少年 第一章 风起", "第二章 云涌"]


def test_a_list_of_things_is_no_row_of_chapters() -> None:
    """Numbers in a row with no prose between are a list, within numbered chapters too."""
    things = "1. 船桨\n2. 绳子\n3. 灯\n"
    assert titles(f"{ZH}{things}{ZH}") == [""]
    assert titles(f"1. 报到\n{ZH}2. 过河\n{ZH}{things}{ZH}3. 上山\n{ZH}") == ["1. 报到", "2. 过河", "3. 上山"]


def test_a_doubtful_title_is_one_where_its_number_is_lacking() -> None:
    """第二章我的姐姐 reads like a sentence, but stands between the first and the third."""
    assert titles(novel(ZH, "第一章 风起", "第二章我的姐姐", "第三章 云涌")) == [
        "第一章 风起",
        "第二章我的姐姐",
        "第三章 云涌",
    ]
    assert titles(novel(ZH, "第一章 风起", "第九章我的姐姐", "第二章 云涌")) == ["第一章 风起", "第二章 云涌"]


@pytest.mark.parametrize(
    "unit",
    [
        "第一章\n",
        "1\n",
        "I.\n",
        "Chapter 1\n\nx\n\n",
        "第",
        "卷一\n",
        "# " * 40 + "\n",
        "第一章我的\n",
        "1. a\n2. b\n",
        "第一章" + "." * 90 + "a1\n",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    """Eight times the text takes far less than the 64-fold time of a square."""

    def spent(size: int) -> float:
        begun = time.process_time()
        split(unit * (size // len(unit)))
        return time.process_time() - begun

    assert min(spent(80_000) for _ in range(2)) < 28 * max(0.004, min(spent(10_000) for _ in range(4)))
