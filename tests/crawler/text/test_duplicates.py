"""Near-duplicates: what is a copy and what is not, in Chinese and in English, at any length."""

from __future__ import annotations

import base64
import importlib.util
import random
import time
from dataclasses import replace
from hashlib import blake2s
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from conftest import a_record
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.records import Record
from crawler.text.duplicates import (
    MIN_PART_CHARS,
    VERSION,
    Index,
    compare,
    jaccard,
    near,
    parsed,
    sign,
    signatures,
    similarity,
)
from crawler.text.shingles import AT_ONCE, shingles

HANZI = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只"
    "如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此"
)
ENGLISH = "In the harbour the boats were lifted one by one, and nobody could say who had paid for it."


def chinese(seed: int, chars: int = 300) -> str:
    """Return unspaced prose that no other seed gives."""
    pick = random.Random(seed)
    text = "".join(pick.choice(HANZI) for _ in range(chars))
    return "，".join(text[start : start + 15] for start in range(0, chars, 15)) + "。"


def english(seed: int, words: int = 120) -> str:
    """Return words that no other seed gives in this order."""
    pick = random.Random(seed)
    return " ".join(f"word{pick.randrange(5000)}" for _ in range(words))


def left(texts: list[str]) -> int:
    """Return how many texts stay when of each cluster one does."""
    return len(texts) - sum(len(cluster) - 1 for cluster in near(texts))


CHINESE = [chinese(seed) for seed in range(60)]
EXACT = CHINESE[:12]
NEAR = [text[:140] + "呢" + text[141:] + "转载请注明出处" for text in CHINESE[12:27]]
SHORT = ["谢谢楼主", "thanks!", "顶"]
DISTINCT = ["不谢", "有用", "Thanks a lot", "no", "收藏了", "沙发", "mark", "楼主好人", "+1", "？"]


def test_all_chinese_copies_are_found() -> None:
    """Words of unspaced text are no shingles: who takes them so leaves 16 of these 27 copies standing."""
    assert left([*CHINESE, *EXACT, *NEAR]) == len(CHINESE)


def test_near_copies_in_traditional_layout_are_found() -> None:
    """Line breaks, spaces and full-width signs are no difference in text."""
    assert near([CHINESE[0], "\n".join(CHINESE[0].replace("，", " , "))]) == [[0, 1]]


def test_short_posts_are_copies_when_they_are_equal() -> None:
    """A post below five units has no shingle; 15 copies of three such posts leave three."""
    assert left([*SHORT, *SHORT * 5]) == len(SHORT)


def test_distinct_short_posts_are_not_lost() -> None:
    """Who gives all short posts one signature loses them; each of these is its own."""
    assert near([*SHORT, *DISTINCT]) == []


def test_the_table_of_200_documents_comes_out_at_nothing_lost_and_nothing_left() -> None:
    """60 Chinese and 85 English texts and 13 short posts, with 27 Chinese and 15 short copies among them."""
    texts = [*CHINESE, *map(english, range(85)), *SHORT, *DISTINCT]
    copies = [*EXACT, *NEAR, *SHORT * 5]
    random.Random(7).shuffle(copies)
    clusters = near([*texts, *copies])
    assert left([*texts, *copies]) == len(texts)
    assert all(sum(number < len(texts) for number in cluster) == 1 for cluster in clusters)


@pytest.mark.parametrize(
    ("one", "other"),
    [("谢谢楼主！", "谢谢楼主"), ("Thanks!", "thanks"), ("ＯＫ", "ok"), ("顶\n\n", "顶")],
    ids=["sign", "case", "width", "space"],
)
def test_short_posts_are_compared_by_their_letters(one: str, other: str) -> None:
    """Case, width, signs and spaces make no post new."""
    assert near([one, other]) == [[0, 1]]


@pytest.mark.parametrize(
    "text", ["", " \n", "！？…", "😀😀😀😀😀😀"], ids=["none", "spaces", "signs", "emoji"]
)
def test_texts_without_letters_copy_nothing(text: str) -> None:
    """Two empty posts are no copies of one another, for they say nothing."""
    assert near([text, text]) == []


def test_no_texts_have_no_clusters() -> None:
    """A site may have been empty."""
    assert near([]) == []


def test_texts_that_share_a_half_are_no_copies() -> None:
    """A post that quotes another and adds as much again is kept."""
    assert near([CHINESE[0] + CHINESE[1], CHINESE[0] + CHINESE[2]]) == []


def test_a_lower_threshold_joins_more() -> None:
    """The threshold is the caller's: these two share 6 of 7 shingles and are verified exactly."""
    one, other = english(1, 200), " ".join(english(1, 200).split()[:-15])
    sure = jaccard(shingles(one), shingles(other))
    assert near([one, other], sure) == [[0, 1]]
    assert near([one, other], sure + 0.001) == []


def test_copies_of_copies_depend_on_no_order() -> None:
    """A is like B, B like C, but A not like C: whatever comes first, the same two are one cluster."""
    words = [f"w0.{number}" for number in range(140)]  # these three meet in one bucket
    texts = [" ".join(words[start : start + 100]) for start in (0, 6, 12)]
    found = {
        frozenset(frozenset(order[place] for place in cluster) for cluster in near([texts[n] for n in order]))
        for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    }
    assert len(found) == 1


PIECES = [chinese(seed, 30) for seed in range(100, 104)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), max_size=12),
    st.randoms(use_true_random=False),
)
def test_shuffled_texts_have_the_same_clusters(texts: list[str], pick: random.Random) -> None:
    """The clusters, told by their texts, are those of any other order."""
    order = list(range(len(texts)))
    pick.shuffle(order)
    back = [sorted(order[place] for place in cluster) for cluster in near([texts[n] for n in order])]
    assert told(texts, back) == told(texts, near(texts))


def told(texts: list[str], clusters: list[list[int]]) -> list[list[str]]:
    """Return clusters by their texts, in an order that is not that of the texts."""
    return sorted(sorted(texts[number] for number in cluster) for cluster in clusters)


def test_clusters_rise_and_stand_by_their_first() -> None:
    """The answer for the same texts is the same list."""
    assert near([SHORT[0], CHINESE[0], CHINESE[1], SHORT[0], CHINESE[0], CHINESE[0]]) == [[0, 3], [1, 4, 5]]


def test_10_000_equal_texts_are_linear_work() -> None:
    """A spam post in every thread is one bucket: held against its lead, not each against each."""

    def seconds(count: int) -> float:
        begin = time.perf_counter()
        assert near([CHINESE[0][:60]] * count) == [list(range(count))]
        return time.perf_counter() - begin

    seconds(100)
    few, many = seconds(1000), seconds(10_000)
    assert many < max(40 * few, 1.0), f"1,000 took {few:.2f} s, 10,000 {many:.2f} s"


def test_10_000_distinct_short_posts_are_linear_work() -> None:
    """Each is in a bucket of its own: a bucket for all short posts would hold each against each."""
    begin = time.perf_counter()
    assert near(f"第{number}楼" for number in range(10_000)) == []
    assert time.perf_counter() - begin < 5


def test_a_text_is_signed_alike_alone_and_among_many() -> None:
    """How many texts are hashed at once is a matter of speed."""
    texts = [
        "",
        ENGLISH,
        "谢谢楼主",
        chinese(1, AT_ONCE + 7),
        "",
        ENGLISH * 30,
        chinese(2, AT_ONCE - 1),
        "顶",
    ]
    assert signatures(texts * 3) == [signatures([text])[0] for text in texts * 3]


@pytest.mark.parametrize(
    "text",
    ["\ud800" * 9, "中\udfff文" * 5, "א" * 20, "😀" * 20, "é" * 20, "\U0002a6d6" * 20, "\x00" * 9],
    ids=["surrogates", "surrogate between", "right to left", "emoji", "accents", "rare Han", "zeros"],
)
def test_any_text_has_shingles(text: str) -> None:
    """What crawled pages hold is not chosen; no text raises and each gives the same again."""
    assert signatures([text]) == signatures([text])


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_that_says_something_is_its_own_copy(text: str) -> None:
    """Whatever has a letter meets itself."""
    assert near([text, text]) == ([[0, 1]] if len(shingles(text)) else [])


@pytest.mark.parametrize(
    "unit", ["中", "a", "\ud800", " ", "a "], ids=["Han", "letter", "surrogate", "space", "words"]
)
def test_a_million_equal_characters_cost_under_seconds(unit: str) -> None:
    """A page made to stall us does not."""
    begin = time.perf_counter()
    signatures([unit * (1_000_000 // len(unit))])
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京的秋天来得很慢，银杏叶先黄了一半，另一半还留在夏天里。", "fd2b8c2579ed117e"),
        (
            "The quick brown fox jumps over the lazy dog, and then it sleeps until the sun is up.",
            "402b2d23635fbbbc",
        ),
    ],
    ids=["Chinese", "English"],
)
def test_signatures_are_stable(text: str, expected: str) -> None:
    """Stored signatures are compared with new ones for years: whoever changes them changes VERSION."""
    signature = signatures([text])[0]
    assert (VERSION, blake2s(signature.encode(), digest_size=8).hexdigest()) == ("s2u5p128r2", expected)


def test_a_short_texts_signature_is_stable() -> None:
    """The exact hash of the letters is stored as well."""
    assert signatures(["谢谢楼主！", ""]) == ["=af720a8fd32439b7de8ce7a3", ""]


def test_a_signature_estimates_the_similarity() -> None:
    """128 minima tell a Jaccard similarity to 0.1 (three standard errors)."""
    one, other = chinese(1, 900), chinese(1, 900)[:-90] + chinese(2, 90)
    rows = [parsed(signature) for signature in signatures([one, other])]
    assert rows[0] is not None and rows[1] is not None
    assert abs(similarity(rows[0], rows[1]) - jaccard(shingles(one), shingles(other))) < 0.1


@pytest.mark.parametrize(
    "data", ["!", "AAAA", base64.b64encode(bytes(508)).decode()], ids=["torn", "short", "127"]
)
def test_a_signature_that_is_not_whole_is_refused(data: str) -> None:
    """Minima that are missing would be compared with others' by place."""
    with pytest.raises(ValueError, match=r"."):
        parsed(f"{VERSION}:{data}")


LONG, COPY, OTHER = signatures([CHINESE[0], CHINESE[0] + "顶", CHINESE[1]])


def test_the_first_of_copies_stays() -> None:
    """Whoever came first is named to all that copy it, and only the first is remembered."""
    index = Index()
    keys = [index.match(*each) for each in (("a", LONG), ("b", COPY), ("c", OTHER), ("d", COPY))]
    assert keys == ["", "a", "", "a"]


def test_short_texts_are_matched_by_exact_hash() -> None:
    """谢谢楼主 again is a copy, 顶 is none."""
    first, again, other = signatures(["谢谢楼主", "谢谢楼主！", "顶"])
    index = Index()
    assert [index.match("a", first), index.match("b", again), index.match("c", other)] == ["", "a", ""]


@pytest.mark.parametrize("text", [CHINESE[0], "谢谢楼主"], ids=["long", "short"])
def test_the_same_key_again_is_no_copy_of_itself(text: str) -> None:
    """A page that is crawled a second time is the same record."""
    signature, index = signatures([text])[0], Index()
    assert [index.match("a", signature), index.match("a", signature)] == ["", ""]


@pytest.mark.parametrize("signature", ["", "u4p128r2:AAAA"], ids=["empty", "another version"])
def test_the_index_passes_over_what_it_cannot_compare(signature: str) -> None:
    """Nothing is a copy of an empty text, and nothing of a signature from before an update."""
    index = Index()
    assert [index.match("a", signature), index.match("b", signature)] == ["", ""]


def test_the_index_takes_the_nearest_of_several() -> None:
    """The report names the text that was really copied, not the first one that is like it."""
    base = chinese(5, 600)
    far, nearest, new = signatures([base[:-60] + chinese(6, 60), base, base + "顶"])
    index = Index(min_similarity=0.95)
    assert [index.match("far", far), index.match("nearest", nearest)] == ["", ""]
    index.min_similarity = 0.6
    assert index.match("new", new) == "nearest"


def test_the_index_and_near_agree_on_the_table() -> None:
    """Crawl time and build time find the same copies among the same texts."""
    texts = [*CHINESE, *SHORT, *EXACT, *NEAR, *SHORT]
    index = Index()
    found = [bool(index.match(str(n), signature)) for n, signature in enumerate(signatures(texts))]
    later = {number for cluster in near(texts) for number in cluster[1:]}
    assert {number for number, copy in enumerate(found) if copy} == later


def a_thread(name: str, *texts: str) -> Record:
    """Return a signed thread of posts."""
    return sign(replace(a_record(*texts), id=name))


def test_long_posts_are_signed_and_short_ones_are_not() -> None:
    """A short post says too little on its own to be called a copy of another."""
    record = a_thread("s/1", "短" * (MIN_PART_CHARS - 1), CHINESE[0])
    assert [bool(part.signature) for part in record.parts] == [False, True]


@pytest.mark.parametrize("kind", ["chapter", "article"])
def test_the_body_of_a_chapter_is_signed_once(kind: str) -> None:
    """Its record says it all; comments below it are not compared."""
    record = sign(a_record(CHINESE[0], CHINESE[1], kind=kind))
    assert record.signature
    assert [part.signature for part in record.parts] == ["", ""]


def test_a_copied_post_is_marked_with_what_it_copies() -> None:
    """The thread is new, one post in it is not."""
    index = Index()
    compare(a_thread("s/1", CHINESE[0], CHINESE[1]), index)
    second = compare(a_thread("s/2", CHINESE[2], CHINESE[1], CHINESE[3]), index)
    assert (second.duplicate_of, [part.duplicate_of for part in second.parts]) == ("", ["", "s/1#2", ""])


def test_a_thread_is_no_copy_of_its_own_long_post() -> None:
    """A long question with a short answer is nearly all of its record, and new all the same."""
    record = compare(a_thread("s/1", chinese(1, 900), "先断电再拆。"), Index())
    assert (record.duplicate_of, [part.duplicate_of for part in record.parts]) == ("", ["", ""])


def test_a_post_repeated_in_its_thread_is_a_copy() -> None:
    """Double posts are the commonest copies of all."""
    record = compare(a_thread("s/1", CHINESE[0], CHINESE[1], CHINESE[0]), Index())
    assert [part.duplicate_of for part in record.parts] == ["", "", "s/1#1"]


def test_comparing_the_same_record_again_marks_nothing() -> None:
    """An index filled from earlier runs knows the page that is crawled again."""
    index, record = Index(), a_thread("s/1", CHINESE[0], CHINESE[1])
    compare(record, index)
    again = compare(record, index)
    assert (again.duplicate_of, [part.duplicate_of for part in again.parts]) == ("", ["", ""])


def loader(folder: Path) -> ModuleType:
    """Return the module that reads a set of shared data, or skip the test."""
    path = folder / "load.py"
    if not path.exists():
        pytest.skip(f"{folder.name} is not in the shared data")
    spec = importlib.util.spec_from_file_location(folder.name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("count", [100, 1000, 2500])
def test_the_planted_pairs_of_articles_are_found(shared: Path, count: int) -> None:
    """Just the pairs that were planted: none missed, none more."""
    texts, truth = loader(shared / "data" / "neardup_articles").docs(count)
    names = list(texts)
    found = {frozenset(names[number] for number in cluster) for cluster in near(texts.values())}
    assert found == {pair for pair in truth if pair <= texts.keys()}


def test_data_juicers_lists_keep_what_they_keep(shared: Path) -> None:
    """Its lists, English and Chinese: what its own tests keep of them stays, and nothing else.

    One of them is left out: it calls a sentence of eight words a copy of one of nine (Jaccard 0.22).
    """
    loose = ("simhash", "test_punctuation_deduplication")
    cases = list(loader(shared / "data" / "dj_cases").dedup())
    wrong = []
    for texts, expected in cases:
        copies = {number for cluster in near(texts) for number in cluster[1:]}
        kept = [text for number, text in enumerate(texts) if number not in copies]
        if kept != expected["kept"]:
            wrong.append((expected["op"], expected["test"]))
    assert cases
    assert wrong == [loose]


def test_minima_are_those_of_the_set_of_shingles() -> None:
    """A signature depends on which shingles there are, not on how often or where."""
    text = english(3)
    once, twice = (parsed(each) for each in signatures([text, text]))
    assert once is not None and twice is not None
    assert np.array_equal(once, twice)
