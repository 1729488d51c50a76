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
from collections.abc import Iterator
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
ENGLISH = "One Two Three Four Five Six Seven Eight Nine Ten".split()
ORDINALS = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth".split()
FRENCH = "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split()
GERMAN = "Erstes Zweites Drittes Viertes Fünftes Sechstes Siebentes Achtes Neuntes Zehntes".split()
RUSSIAN = "первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая".split()
SPANISH = "primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo".split()
ZH_TITLES = (
    "涨水 报到 风向标 夜里的船 你还会回来吗？ 渡口 信 白房子 秤 他不该来 灯 三月 归人 桥 雪、火与盐 远客"
).split()
EN_TITLES = (
    "The Crossing|A Basket of Letters|Salt|Who Goes There?|Low Water|The Wall|Mrs Orrin’s Cup|North|Two Lamps"
).split("|")
ZH_TRAPS = (
    "第一章我们讲过了，这里不再说。|第三回合他输得很惨。|第二天，他走了。|第一部电影他没有看完。|1987"
    "|第五节课的铃响了。|第二章的内容他一个字也没看。|第一次见面，谁也没有说话。|第三部分讲的是水，他最喜欢。"
    "|序列号抄在墙上，一共九位。|二十年前的事了。|十"
).split("|")
EN_TRAPS = (
    "Chapter 3 was hard, and he said so.|Part of the crowd left.|1987|Act natural, he told himself.|I|C"
    "|Letter writing took the whole of Sunday.|Section by section the wall came down."
    "|Chapter Two, she thought, would be worse.|Book two of them in, said Caleb."
    "|Volume was the trouble with that bell.|Scene after scene came back to her."
).split("|")
ZH_LIST = ["（1）带上船桨", "（2）看好风向", "（3）天黑前回来", "1. 船桨", "2. 绳子", "3. 灯"]
EN_LIST = ["(1) the oars", "(2) the rope", "(3) the lamp", "1. the oars", "2. the rope", "3. the lamp"]


# Headings of a chapter by the language of the prose, one form each; the fields are those of ``fields``.
PLAIN = {
    "zh": (
        "第{h}章 {t}|第{h}章{t}|第{h}章：{t}|第{n}章 {t}|第{f}章　{t}|第1{f}章|第廿{h}章 {t}"
        "|第一百零{h}章 {t}|第〇〇{h}章 {t}|第{c}章 {t}|【第{h}章】{t}|正文 第{h}章 {t}"
        "|第{h}回 {t}{t}　{u}{u}|第{h}节 {t}|第{h}話 {t}"
        "|第{h}幕 {t}|第{h}集 {t}|第{h}篇 {t}|卷{v} 第{h}章 {t}"
        "|第{v}卷 {u} 第{h}章 {t}|第{h}章\n{t}|第{h}章\n\n{t}"
        "|{n}、{t}|{n}. {t}|{n:03d} {t}|{h}、{t}|{h}|{n}|Chapter {n} {t}|Chapter.{n}|その{h}"
    ).split("|"),
    "en": (
        "CHAPTER {r}|CHAPTER {r}.|CHAPTER {r}. {T}|Chapter {r} {t}.|Chapter {n}|Chapter {n}: {t}"
        "|Chapter {n} — {t}"
        "|# Chapter {n}: {t}|Chapter {w}|CHAPTER THE {O}|THE {O} CHAPTER|Chapter {n}\n{t}|CHAPTER {r}\n\n{T}"
        "|CHAPTER {r}\n\n[Illustration: Skerrow from the sea]|{r}.|{r}|{r}. {T}|{n}.|{n}. {t}|{W}|Letter {n}"
        "|STAVE {r}: {T}|Canto {r}"
    ).split("|"),
    "xx": (
        "Chapitre {fr}|CHAPITRE {r}|{de} Kapitel|Kapitel {n}|Capítulo {n}|Capítulo {es}|Глава {ru}|ГЛАВА {r}"
    ).split("|"),
}
# name -> language, heading of a chapter, that of a volume of four, chapters that have another heading
Form = tuple[str, str, str, dict[int, str]]
FORMS: dict[str, Form] = {
    **{form: (language, form, "", {}) for language, forms in PLAIN.items() for form in forms},
    "卷 / 章": ("zh", "第{h}章 {t}", "第{v}卷 {u}\n\n", {}),
    "卷 / 一": ("zh", "{i}", "卷{v}\n", {}),
    "上卷 / 章": ("zh", "第{h}章 {t}", "{s}卷\n", {}),
    "第一章（上）": ("zh", "第{d}章 {t}（{e}）", "", {}),
    "楔子 … 后记": ("zh", "第{h}章 {t}", "", {1: "楔子", 7: "尾声", 8: "后记"}),
    "序章 … 番外": ("zh", "第{n}章 {t}", "", {1: "序章", 7: "番外一", 8: "番外二 桥"}),
    "引子 … 終章": ("zh", "第{h}話 {t}", "", {1: "引子", 7: "終章 歸人", 8: "後記"}),
    "Book / Chapter": ("en", "Chapter {ri}", "Book the {vo}\n\n", {}),
    "PART / 1": ("en", "{a}", "PART {vw}\n\n", {}),
    "Volume / Title / Chapter": ("en", "Chapter {n}", "Volume {vr}\n\n{t}\n\n", {}),
    "ACT / SCENE": ("en", "SCENE {ri}. The harbour", "ACT {vr}\n\n", {}),
    "Prologue … Epilogue": ("en", "Chapter {n}", "", {1: "Prologue", 8: "Epilogue"}),
}


def roman(n: int) -> str:
    """Return a number below ten in Roman figures."""
    return ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n]


def fields(n: int, titles: list[str]) -> dict[str, object]:
    """Return what the headings of chapter n say: its number in all kinds, its titles, its volume."""
    title, volume, within = titles[n % len(titles)], (n - 1) // 4, (n - 1) % 4 + 1
    numbers = {
        "n": n,
        "h": HAN[n],
        "f": str(n).translate(FULL),
        "c": HAN[n].translate(CAPITAL),
        "r": roman(n),
    }
    words = {"w": ENGLISH[n - 1], "W": ENGLISH[n - 1].upper(), "O": ORDINALS[n - 1].upper()}
    foreign = {"fr": FRENCH[n - 1], "de": GERMAN[n - 1], "es": SPANISH[n - 1], "ru": RUSSIAN[n - 1]}
    inner = {"a": within, "i": HAN[within], "ri": roman(within), "d": HAN[(n + 1) // 2], "e": "下上"[n % 2]}
    outer = {
        "v": HAN[volume + 1],
        "vr": roman(volume + 1),
        "vw": ENGLISH[volume].upper(),
        "vo": ORDINALS[volume],
    }
    named = {"t": title, "T": title.upper(), "u": titles[(n + 4) % len(titles)], "s": "上下"[volume]}
    return {**numbers, **words, **foreign, **inner, **outer, **named}


def heading(form: str, n: int) -> list[str]:
    """Return the lines of the heading of chapter n, "" for a blank one."""
    language, chapter, volume, others = FORMS[form]
    said = fields(n, ZH_TITLES if language == "zh" else EN_TITLES)
    above = volume if n % 4 == 1 else ""
    return (above + others.get(n, chapter)).format(**said).split("\n")


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
    language = FORMS[form][0]
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
        pieces.append(contents(form, language, number))
    begins = []
    for n in range(1, CHAPTERS + 1):
        begins.append(len(pieces))
        pieces.append(heading(form, n))
        if number % 5 == 4:
            pieces.append(heading(form, n))
        first = chance.randrange(len(prose) - 12)
        body = prose[first : first + 12]
        for trap in chance.sample(traps, 2):
            body.insert(chance.randrange(1, len(body)), trap)
        if n == 3:
            body[5:5] = (
                (ZH_LIST if language == "zh" else EN_LIST)[:: 1 if number % 2 else -1] if number % 3 else []
            )
        if number % 6 == 5:
            body[4:4] = body[8:8] = [" ".join(line for line in heading(form, n) if line)]
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


def contents(form: str, language: str, number: int) -> list[str]:
    """Return a contents list, with dots and pages in every other book."""
    entries = [line for n in range(1, CHAPTERS + 1) for line in heading(form, n) if line]
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
    """Return precision, recall and F1 of counts."""
    return {"p": right / (found or 1), "r": right / wanted, "f1": 2 * right / (found + wanted)}


def speed_rows() -> Iterator[str]:
    """Yield what a megabyte of UTF-8 takes: the demonstration's novels, and a book of short chapters."""
    novels = {
        name: (ROOT / "seeds" / "demo" / f"{name}.txt").read_text(encoding="utf-8")
        for name in ("novel-zh", "novel-en")
    }
    for name, text in {
        **novels,
        "short chapters": "".join(book("第{h}章 {t}", n)[0] for n in range(BOOKS)),
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
        print(f"{form!r:<40} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
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
