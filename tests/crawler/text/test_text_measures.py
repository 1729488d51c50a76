"""What a text is like in numbers: repetition, lines, words, scripts, and what garbled text looks like."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import asdict
from functools import partial

import numpy as np
import pytest
from growth import excess
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.measures.garbled import garbled
from crawler.text.measures.glyphs import CYRILLIC, HAN, HIGH, KANA, LOST, LOWER, RARE, SPACE, UPPER, glyphs
from crawler.text.measures.letters import disorder
from crawler.text.measures.measures import Measures, measure
from crawler.text.measures.repetition import LONG, TOP, duplicates, ngrams, templated
from crawler.text.measures.tokens import tokens

ANY = st.text(st.characters(codec=None))
ZH = "渡口只有一条铁皮船，船头坐着一个女孩，正拿一根竹签剔螺蛳，他问水文站怎么走，她用竹签往对岸一指。"
EN = "The ferry left at noon, and nobody on the pier thought that it would come back before the storm."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        *(("a", LOWER), ("É", HIGH), ("A", UPPER), ("ş", LOWER), ("的", HAN), ("讀", HAN), ("浣", RARE)),
        *(("の", KANA), ("ж", CYRILLIC), ("\ufffd", LOST), ("\ud800", LOST), ("\x07", LOST)),
        *(("\u3000", SPACE), ("\n", SPACE)),
    ],
)
def test_each_character_has_its_class(text: str, kind: int) -> None:
    """Common Han characters are those of any national standard's first level."""
    assert glyphs(text).counts[kind] == 1
    assert glyphs(text + "é").counts[kind] == 1 + (kind == HIGH)


@given(ANY)
def test_words_are_what_split_gives(text: str) -> None:
    """Starts and lengths say where they stand, and equal words have equal hashes."""
    found, words = tokens(glyphs(text)), text.split()
    assert [text[s : s + n] for s, n in zip(found.starts, found.lengths, strict=True)] == words
    assert len(set(found.hashes.tolist())) == len(set(words))


def brute(units: list[str], per_word: int) -> tuple[list[float], list[float]]:
    """Return what ``ngrams`` does, slowly and as table A1 of the paper says it."""
    total, top, repeated = sum(map(len, units)), [], []
    for n in TOP:
        grams = [tuple(units[at : at + n * per_word]) for at in range(len(units) - n * per_word + 1)]
        most = max(Counter(grams).values(), default=0)
        best = [gram for gram in dict.fromkeys(grams) if grams.count(gram) == most]
        top.append(
            [min(1.0, most * sum(map(len, gram)) / total) if most > 1 else 0.0 for gram in best] or [0.0]
        )
    for n in LONG:
        size, seen, covered = n * per_word, set(), set()
        for at in range(len(units) - size + 1):
            gram = tuple(units[at : at + size])
            covered |= set(range(at, at + size)) if gram in seen else set()
            seen.add(gram)
        repeated.append(sum(len(units[at]) for at in covered) / total)
    return top, repeated  # type: ignore[return-value]


@settings(deadline=None)
@given(st.lists(st.sampled_from(("a", "bb", "ccc")), min_size=1, max_size=60), st.sampled_from((1, 2)))
def test_shares_of_ngrams_are_those_of_the_slow_way(units: list[str], per_word: int) -> None:
    """All lengths, overlaps counted once; of n-grams equally frequent any may be the top one."""
    hashes = np.array([hash(unit) for unit in units], np.int64).view(np.uint64)
    top, repeated = ngrams(hashes, np.array(list(map(len, units)), np.intp), per_word)
    slow_top, slow_repeated = brute(units, per_word)
    assert repeated == pytest.approx(slow_repeated)
    assert all(
        any(value == pytest.approx(each) for each in best) for value, best in zip(top, slow_top, strict=True)
    )


def test_duplicates_and_templates_of_lines() -> None:
    """Numbers in a line do not keep it from being like another; few lines are no template."""
    assert duplicates([]) == (0.0, 0.0)
    assert templated([f"Blue lamp no. {n} - ${n}.99 - Add to cart" for n in range(9, 40)]) == 1.0
    assert templated(["He opened the door.", "Nobody was there.", "Rain fell on the roof."]) == 0.0
    assert templated(["same", "same"]) == 0.0


def test_chinese_is_measured_by_characters_and_english_by_words() -> None:
    """Latin words in Chinese count as one each."""
    assert (measure("我用 Python 写了个 web 服务", "zh-Hans").words, measure(EN, "en").words) == (9, 19)
    assert measure("他说：好。", "und").language == "zh"
    assert measure("Он пошёл домой.").language == "ru"
    assert measure(EN).language == ""
    assert (measure(ZH, "ja").language, measure("公園まで歩いた。", "ja").language) == ("zh", "ja")


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("- a\n- b\nc", "bullets", 2 / 3),
        ("one…\ntwo...\nthree.", "ellipses", 2 / 3),
        ("One.\nTwo\n“三。”\n四", "ended", 1 / 2),
        ("short\n" + "long " * 20, "short_lines", 1 / 2),
        ("ab12", "digits", 1 / 2),
        ("ab,!", "punctuation", 1 / 2),
        ("AB cd", "uppercase", 1 / 2),
        ("word 123 !?", "lettered", 1 / 3),
        ("# # word …", "symbols", 3 / 4),
        ("x http://a.example/b", "links", 18 / 20),
        ("one\n\ntwo\n\none", "duplicate_paragraphs", 1 / 3),
        ("one\ntwo\none\none", "duplicate_lines", 1 / 2),
        ("The cat and the dog", "function_share", 3 / 5),
    ],
)
def test_each_share_is_of_what_it_says(text: str, name: str, value: float) -> None:
    """Small texts whose shares one can count."""
    assert getattr(measure(text, "en"), name) == pytest.approx(value)


def test_another_script_is_seen_by_its_words() -> None:
    """A name in Latin is little of a Chinese text, a sentence is much."""
    assert measure(ZH + "他叫 Tom。", "zh").other_script < 0.05
    assert 0.3 < measure(ZH + EN, "zh").other_script < 0.6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ZH.encode().decode("latin-1"), "mojibake"),
        (ZH.encode("gbk").decode("latin-1"), "mojibake"),
        (ZH.encode().decode("cp1252", "replace"), "mojibake"),
        (ZH.encode("gbk").decode("utf-8", "replace"), "lost"),
        (ZH.encode("gbk").decode("utf-8", "ignore"), "jumbled"),
        (ZH.encode().decode("gbk", "replace"), "rare_han"),
        ("Привет, как дела? Сегодня хорошая погода.".encode().decode("cp1251", "replace"), "mojibake"),
        ("sdkfjh sldkfjhg wlkqjrh qwlkejr zxmncb vzxmcnbv", "unlikely"),
        ("asdlkfj alskdjf lsakdjf ksdjfl asdkjf hsdfkjl", "unvowelled"),
        ("阿斯顿发斯蒂芬阿斯蒂芬撒旦发射点发", "mashed"),
        ("6f70656e7373682d6b65792d7631000000046e6f6e6500000004" * 2, "encoded"),
    ],
    ids=(
        "utf-8 latin-1|gbk latin-1|utf-8 cp1252|gbk utf-8|gbk utf-8 ignored|utf-8 gbk|utf-8 cp1251"
        "|mash|home row|input method|hex"
    ).split("|"),
)
def test_garbled_posts_are_told_by_kind(text: str, kind: str) -> None:
    """The reason holds the kind, the figure and the limit."""
    assert garbled(text).startswith(f"{kind} ") or (
        kind == "unlikely" and garbled(text).startswith("unvowelled")
    )
    assert "at most" in garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        *(ZH, EN, "哈哈哈哈哈哈哈哈哈哈哈哈", "魑魅魍魉这四个字怎么念？", "阿斯顿马丁是一家英国的汽车公司。"),
        "Où est passé l’été ? Là-bas, déjà, les élèves répètent « œuvre » et « naïveté ».",
        "Die Straße über den Fluß führt zum Schloß; Grüße aus Österreich, Ärzte hören zu.",
        "Đây là một câu tiếng Việt có rất nhiều dấu, và không ai đọc nhầm được.",
        "Źdźbło trawy i chrząszcz brzmi w trzcinie w Szczebrzeszynie.",
        "See https://shop.example/Xy7QzKp9/vBnMwRtYqXzz?id=ZZxQqJk and tell @xkcdqq about #qwrtpsdf please",
        "git clone ssh://host/repo && make -j4 CFLAGS=-O2 LDFLAGS=-static install",
        "今日はとても天気がいいので、公園まで歩いて行きました。",
        "Сегодня хорошая погода, и мы идём гулять в парк.",
    ],
)
def test_posts_in_any_language_are_not_garbled(text: str) -> None:
    """Accents, rows of consonants, addresses and names are."""
    assert garbled(text) == ""


def test_few_letters_say_nothing() -> None:
    """A short word may look like anything."""
    assert garbled("qwrtpsdfgh") == ""
    assert disorder("xkcd qqq") == (0.0, 0.0, 0.0)


@settings(deadline=None, max_examples=300)
@given(ANY, st.sampled_from(("", "en", "zh-Hans", "ja", "th", "fr", "xx")))
def test_measures_are_plain_and_within_bounds(text: str, language: str) -> None:
    """Any str has its measures; all but counts, lengths and symbols are shares."""
    found = measure(text, language)
    counts = {
        "characters",
        "words",
        "lines",
        "paragraphs",
        "function_kinds",
        "mean_word",
        "symbols",
        "language",
    }
    for name, value in asdict(found).items():
        assert name in counts or 0 <= value <= 1, name
        assert isinstance(value, (int, float, str)), name


HOSTILE = (
    "a",
    "a ",
    "a\n",
    "a\n\n",
    "的",
    "Ã¤",
    "Рџ",
    "x" * 41 + " ",
    "阿斯",
    "\ud800",
    "http://",
    "#a",
    "ab1 c",
    "。\n",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_measuring_costs_no_more_than_the_text_is_long(piece: str) -> None:
    """Twice the text takes about twice the time."""
    assert excess(lambda count: partial(measure, piece * count), 30_000) == 0


def test_a_megabyte_of_one_character_has_measures() -> None:
    """So has a megabyte of random ones."""
    chance = random.Random(0)
    texts = ("字" * 1_000_000, "".join(map(chr, chance.choices(range(0x3000), k=1_000_000))))
    assert all(isinstance(measure(text), Measures) for text in texts)
