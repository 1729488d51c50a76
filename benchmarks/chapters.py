"""How well a whole novel is cut into its chapters, for each form of heading, and how fast.

Books are made: the prose of the demonstration's novels under headings of one form each, with
traps planted (contents lists, running heads, page numbers, numbered lists, sentences that speak
of chapters, years).  A boundary is right if a chapter begins exactly at its heading.  A public
domain text of the shared data stands beside them.
"""

from __future__ import annotations

import argparse
import random
import statistics
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from crawler.text.chapters import split

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared"
BOOKS = 12  # of each form
CHAPTERS = 8
ROUNDS = 5
WIDTH = 72

HAN = "零一二三四五六七八九十"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
CAPITAL = str.maketrans("一二三四五六七八九十", "壹贰叁肆伍陆柒捌玖拾")
ENGLISH = (
    "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen"
    " Nineteen Twenty"
).split()
ORDINALS = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth".split()
FRENCH = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split()
GERMAN = "Erstes Zweites Drittes Viertes Fünftes Sechstes Siebentes Achtes Neuntes Zehntes".split()
RUSSIAN = "первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая".split()
SPANISH = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo".split()
ZH_TITLES = "涨水 报到 风向标 夜里的船 你还会回来吗？ 渡口 信 白房子 秤 他不该来 灯 三月 归人 桥 雪、火与盐 远客".split()
EN_TITLES = (
    "The Crossing|A Basket of Letters|Salt|Who Goes There?|Low Water|The Wall|Mrs Orrin’s Cup|North|Two Lamps|The Bell"
).split("|")
ZH_TRAPS = (
    "第一章我们讲过了，这里不再说。|第三回合他输得很惨。|第二天，他走了。|第一部电影他没有看完。|第五节课的铃响了。|1987"
    "|第二章的内容他一个字也没看。|第一次见面，谁也没有说话。|第三部分讲的是水，他最喜欢。|序列号抄在墙上，一共九位。|二十年前的事了。|十"
).split("|")
EN_TRAPS = (
    "Chapter 3 was hard, and he said so.|Part of the crowd left.|1987|Act natural, he told himself."
    "|Letter writing took the whole of Sunday.|Section by section the wall came down.|I|Chapter Two, she thought, would be worse."
    "|Book two of them in, said Caleb.|Volume was the trouble with that bell.|C|Scene after scene came back to her."
).split("|")
ZH_LIST = ["（1）带上船桨", "（2）看好风向", "（3）天黑前回来", "1. 船桨", "2. 绳子", "3. 灯"]
EN_LIST = ["(1) the oars", "(2) the rope", "(3) the lamp", "1. the oars", "2. the rope", "3. the lamp"]


def han(n: int) -> str:
    """Return a number below 1000 in Chinese."""
    if n >= 100:
        rest = n % 100
        return (
            HAN[n // 100]
            + "百"
            + (("零" if rest < 10 else "") + ("一" if 10 <= rest < 20 else "") + han(rest) if rest else "")
        )
    if n <= 10:
        return HAN[n]
    tens = "" if n < 20 else HAN[n // 10]
    return f"{tens}十{HAN[n % 10] if n % 10 else ''}"


def roman(n: int) -> str:
    """Return a number below 50 in Roman figures."""
    return "X" * (n // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10]


def zh(n: int) -> str:
    return ZH_TITLES[n % len(ZH_TITLES)]


def en(n: int) -> str:
    return EN_TITLES[n % len(EN_TITLES)]


# name -> (language of the prose, heading of chapter n; its lines, "" for a blank one)
Form = Callable[[int], list[str]]
FORMS: dict[str, tuple[str, Form]] = {
    "第一章 标题": ("zh", lambda n: [f"第{han(n)}章 {zh(n)}"]),
    "第一章标题": ("zh", lambda n: [f"第{han(n)}章{zh(n)}"]),
    "第一章：标题": ("zh", lambda n: [f"第{han(n)}章：{zh(n)}"]),
    "第1章 标题": ("zh", lambda n: [f"第{n}章 {zh(n)}"]),
    "第１２章　标题": ("zh", lambda n: [f"第{str(n + 8).translate(FULL)}章　{zh(n)}"]),
    "第1２章": ("zh", lambda n: [f"第1{str(n % 10).translate(FULL)}章"]),
    "第一百零五章": ("zh", lambda n: [f"第{han(n + 103)}章 {zh(n)}"]),
    "第廿三章": ("zh", lambda n: [f"第廿{HAN[n]}章 {zh(n)}"]),
    "第〇〇一章": ("zh", lambda n: [f"第〇〇{HAN[n]}章 {zh(n)}"]),
    "第壹章": ("zh", lambda n: [f"第{han(n).translate(CAPITAL)}章 {zh(n)}"]),
    "【第一章】标题": ("zh", lambda n: [f"【第{han(n)}章】{zh(n)}"]),
    "正文 第一章": ("zh", lambda n: [f"正文 第{han(n)}章 {zh(n)}"]),
    "第一回 对句": ("zh", lambda n: [f"第{han(n)}回 {zh(n)}{zh(n + 3)}　{zh(n + 5)}{zh(n + 7)}"]),
    "第一节": ("zh", lambda n: [f"第{han(n)}节 {zh(n)}"]),
    "第一話": ("zh", lambda n: [f"第{han(n)}話 {zh(n)}"]),
    "第一幕": ("zh", lambda n: [f"第{han(n)}幕 {zh(n)}"]),
    "第一集": ("zh", lambda n: [f"第{han(n)}集 {zh(n)}"]),
    "第一篇": ("zh", lambda n: [f"第{han(n)}篇 {zh(n)}"]),
    "卷一 第三章": ("zh", lambda n: [f"卷{HAN[1 + n // 4]} 第{han(n)}章 {zh(n)}"]),
    "第一卷 第三章": ("zh", lambda n: [f"第{HAN[1 + n // 4]}卷 {zh(n // 4)} 第{han(n)}章 {zh(n)}"]),
    "第一卷 / 第一章": (
        "zh",
        lambda n: (
            ([f"第{HAN[1 + n // 4]}卷 {zh(n // 4)}", ""] if n % 4 == 1 else []) + [f"第{han(n)}章 {zh(n)}"]
        ),
    ),
    "卷一 / 一": ("zh", lambda n: ([f"卷{HAN[1 + n // 4]}"] if n % 4 == 1 else []) + [han((n - 1) % 4 + 1)]),
    "第一章 / 标题": ("zh", lambda n: [f"第{han(n)}章", zh(n)]),
    "第一章 / / 标题": ("zh", lambda n: [f"第{han(n)}章", "", zh(n)]),
    "1、标题": ("zh", lambda n: [f"{n}、{zh(n)}"]),
    "1. 标题": ("zh", lambda n: [f"{n}. {zh(n)}"]),
    "001 标题": ("zh", lambda n: [f"{n:03d} {zh(n)}"]),
    "一、标题": ("zh", lambda n: [f"{han(n)}、{zh(n)}"]),
    "一": ("zh", lambda n: [han(n)]),
    "1": ("zh", lambda n: [str(n)]),
    "Chapter 1 标题": ("zh", lambda n: [f"Chapter {n} {zh(n)}"]),
    "Chapter.1": ("zh", lambda n: [f"Chapter.{n}"]),
    "楔子 … 尾声": (
        "zh",
        lambda n: [{1: "楔子", CHAPTERS: "后记", CHAPTERS - 1: "尾声"}.get(n, f"第{han(n - 1)}章 {zh(n)}")],
    ),
    "序章 … 番外": (
        "zh",
        lambda n: [{1: "序章", CHAPTERS: "番外二 桥", CHAPTERS - 1: "番外一"}.get(n, f"第{n - 1}章 {zh(n)}")],
    ),
    "引子 … 終章 後記": (
        "zh",
        lambda n: [
            {1: "引子", CHAPTERS: "後記", CHAPTERS - 1: "終章 歸人"}.get(n, f"第{han(n - 1)}話 {zh(n)}")
        ],
    ),
    "上卷 / 第一章": (
        "zh",
        lambda n: (
            ([{1: "上卷", 4: "中卷", 7: "下卷"}[n]] if n in (1, 4, 7) else []) + [f"第{han(n)}章 {zh(n)}"]
        ),
    ),
    "第一章（上）": ("zh", lambda n: [f"第{han((n + 1) // 2)}章 {zh(n // 2)}（{'下上'[n % 2]}）"]),
    "その一": ("zh", lambda n: [f"その{han(n)}"]),
    "CHAPTER I": ("en", lambda n: [f"CHAPTER {roman(n)}"]),
    "CHAPTER I.": ("en", lambda n: [f"CHAPTER {roman(n)}."]),
    "CHAPTER I. TITLE": ("en", lambda n: [f"CHAPTER {roman(n)}. {en(n).upper()}"]),
    "Chapter I Title.": ("en", lambda n: [f"Chapter {roman(n)} {en(n)}."]),
    "Chapter 1": ("en", lambda n: [f"Chapter {n}"]),
    "Chapter 1: Title": ("en", lambda n: [f"Chapter {n}: {en(n)}"]),
    "Chapter 1 — Title": ("en", lambda n: [f"Chapter {n} — {en(n)}"]),
    "# Chapter 1": ("en", lambda n: [f"# Chapter {n}: {en(n)}"]),
    "Chapter One": ("en", lambda n: [f"Chapter {ENGLISH[n - 1]}"]),
    "CHAPTER THE FIRST": ("en", lambda n: [f"CHAPTER THE {ORDINALS[n - 1].upper()}"]),
    "THE FIRST CHAPTER": ("en", lambda n: [f"THE {ORDINALS[n - 1].upper()} CHAPTER"]),
    "Chapter 1 / Title": ("en", lambda n: [f"Chapter {n}", en(n)]),
    "CHAPTER I / / TITLE": ("en", lambda n: [f"CHAPTER {roman(n)}", "", en(n)]),
    "CHAPTER I / [Illustration]": (
        "en",
        lambda n: [f"CHAPTER {roman(n)}", "", "[Illustration: Skerrow from the sea]"],
    ),
    "I.": ("en", lambda n: [f"{roman(n)}."]),
    "I": ("en", lambda n: [roman(n)]),
    "I. TITLE": ("en", lambda n: [f"{roman(n)}. {en(n).upper()}"]),
    "1 (alone)": ("en", lambda n: [str(n)]),
    "1. Title": ("en", lambda n: [f"{n}. {en(n)}"]),
    "One": ("en", lambda n: [ENGLISH[n - 1].upper()]),
    "Book the First / Chapter I": (
        "en",
        lambda n: (
            ([f"Book the {ORDINALS[n // 4]}", ""] if n % 4 == 1 else [])
            + [f"Chapter {roman((n - 1) % 4 + 1)}"]
        ),
    ),
    "PART ONE / 1": (
        "en",
        lambda n: ([f"PART {ENGLISH[n // 4].upper()}", ""] if n % 4 == 1 else []) + [str((n - 1) % 4 + 1)],
    ),
    "Volume I / Title / Chapter 1": (
        "en",
        lambda n: ([f"Volume {roman(1 + n // 4)}", "", en(n), ""] if n % 4 == 1 else []) + [f"Chapter {n}"],
    ),
    "Letter 1": ("en", lambda n: [f"Letter {n}"]),
    "STAVE I": ("en", lambda n: [f"STAVE {roman(n)}: {en(n).upper()}"]),
    "Canto I": ("en", lambda n: [f"Canto {roman(n)}"]),
    "ACT I / SCENE 1": (
        "en",
        lambda n: (
            ([f"ACT {roman(1 + n // 4)}", ""] if n % 4 == 1 else [])
            + [f"SCENE {roman((n - 1) % 4 + 1)}. The harbour"]
        ),
    ),
    "Prologue … Epilogue": (
        "en",
        lambda n: [{1: "Prologue", CHAPTERS: "Epilogue"}.get(n, f"Chapter {n - 1}")],
    ),
    "Chapitre premier": ("fr", lambda n: [f"Chapitre {FRENCH[n - 1]}"]),
    "CHAPITRE I": ("fr", lambda n: [f"CHAPITRE {roman(n)}"]),
    "Erstes Kapitel": ("de", lambda n: [f"{GERMAN[n - 1]} Kapitel"]),
    "Kapitel 1": ("de", lambda n: [f"Kapitel {n}"]),
    "Capítulo 1": ("es", lambda n: [f"Capítulo {n}"]),
    "Capítulo primero": ("es", lambda n: [f"Capítulo {SPANISH[n - 1]}"]),
    "Глава первая": ("ru", lambda n: [f"Глава {RUSSIAN[n - 1]}"]),
    "ГЛАВА I": ("ru", lambda n: [f"ГЛАВА {roman(n)}"]),
}


def paragraphs(language: str) -> list[str]:
    """Return the prose of a demonstration novel; other languages borrow the English one's."""
    name = "zh" if language == "zh" else "en"
    told = (ROOT / "seeds" / "demo" / f"novel-{name}.txt").read_text(encoding="utf-8")
    return [line for line in told.split("\n")[2:] if line.strip() and not line.startswith("#")]


def book(form: str, number: int) -> tuple[str, set[int]]:
    """Return a book under headings of one form, and where its chapters begin.

    ``number`` chooses layout and traps: lines or blank lines between paragraphs, set to a width
    or not, a contents list with page numbers or without, running heads, numbers of pages.
    """
    language, heading = FORMS[form]
    chance = random.Random(f"{form} {number}")
    prose = paragraphs(language)
    apart = number % 2 == 0 or language != "zh"
    wrapped = language != "zh" and number % 3 == 0
    traps = ZH_TRAPS if language == "zh" else EN_TRAPS
    gap = "\n\n" if apart else "\n"
    pieces = [
        ["涨水的时候" if language == "zh" else "NUMBER NINE, GULL LANE"],
        ["南渚" if language == "zh" else "by R. T. Ellowby"],
    ]
    if number % 4 in (1, 2):
        pieces.append(contents(heading, language, number))
    begins = []
    for n in range(1, CHAPTERS + 1):
        begins.append(len(pieces))
        pieces.append(heading(n))
        if number % 5 == 4:
            pieces.append(heading(n))
        first = chance.randrange(len(prose) - 12)
        body = prose[first : first + 12]
        for trap in chance.sample(traps, 2):
            body.insert(chance.randrange(1, len(body)), trap)
        if n == 3:
            body[5:5] = (
                (ZH_LIST if language == "zh" else EN_LIST)[:: 1 if number % 2 else -1] if number % 3 else []
            )
        if number % 6 == 5:
            body[4:4] = body[8:8] = [" ".join(line for line in heading(n) if line)]
        pieces += [[line if not wrapped else textwrap.fill(line, WIDTH)] for line in body]
        if number % 6 == 3:  # the number of the page breaks into a paragraph
            place = chance.randrange(len(pieces) - 8, len(pieces) - 1)
            line = pieces[place][0]
            pieces[place] = [line[: len(line) // 2], str(3 * n + 11), line[len(line) // 2 :]]
    indent = "　　" if language == "zh" and not apart else ""
    text, places = "", set()
    for place, piece in enumerate(pieces):
        if place in begins:
            places.add(len(text))
        prefix = "" if place in begins or len(piece[0]) < 12 else indent
        text += prefix + "\n".join(piece) + gap
    return text, places


def contents(heading: Form, language: str, number: int) -> list[str]:
    """Return a contents list, with dots and pages in every other book."""
    entries = [line for n in range(1, CHAPTERS + 1) for line in heading(n) if line]
    if number % 4 == 2:
        entries = [f"{entry} {'.' * 12} {3 + 14 * n}" for n, entry in enumerate(entries)]
    return ["目录" if language == "zh" else "CONTENTS", "", *entries, ""]


def measured(books: int = BOOKS) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 of boundaries by form, and of all as "whole"."""
    figures, every = {}, (0, 0, 0)
    for form in FORMS:
        counts = (0, 0, 0)
        for number in range(books):
            text, places = book(form, number)
            got = {chapter.start for chapter in split(text)} - {0}
            counts = (counts[0] + len(got & places), counts[1] + len(got), counts[2] + len(places))
        figures[form] = figure(*counts)
        every = (every[0] + counts[0], every[1] + counts[1], every[2] + counts[2])
    return {**figures, "whole": figure(*every)}


def figure(right: int, found: int, wanted: int) -> dict[str, float]:
    return {"p": right / (found or 1), "r": right / wanted, "f1": 2 * right / (found + wanted)}


def speed_rows() -> Iterator[str]:
    """Yield what a megabyte of UTF-8 takes: the demonstration's novels, and a book of short chapters."""
    novels = {
        name: (ROOT / "seeds" / "demo" / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("novel-zh", "novel-en")
    }
    for name, text in {
        **novels,
        "short chapters": "".join(book("第一章 标题", n)[0] for n in range(BOOKS)),
    }.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.process_time()
            split(text * 20)
            times.append(time.process_time() - begun)
        yield f"{name:<30} {1000 * statistics.median(times) / (len(text.encode()) * 20 / 1e6):6.1f} ms/MB"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    for form, row in measured().items():
        print(f"{form:<30} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
    for line in speed_rows():
        print(line)
    real = parser.parse_args().data / "servers" / "common" / "books" / "CalltoArms.txt"
    if real.is_file():
        found = split(real.read_text(encoding="utf-8"))
        print(f"{real.name}: {len(found)} chapters; {' / '.join(chapter.title for chapter in found[:20])}")
    else:
        print(f"{real.name} is not there: its row is skipped")


if __name__ == "__main__":
    main()
