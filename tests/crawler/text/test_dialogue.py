"""Dialogue: which passages are speech, and who speaks them."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.dialogue import attribute, mark, utterances
from tests.conftest import a_record

TEXTS_READ = 40  # of LitBank's 100: a fast part


def speech(text: str, language: str = "zh") -> list[str]:
    return [utterance.text for utterance in utterances(text, language)]


def speakers(text: str, language: str = "zh") -> list[str | None]:
    return [utterance.speaker for utterance in utterances(text, language)]


def corpus(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "data" / name / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“你好。”他说。", ["“你好。”"]),
        ("他说：‘你好。’然后走了。", ["‘你好。’"]),
        ("「走吧。」她說。\n『好。』", ["「走吧。」", "『好。』"]),
        ('"你好，"他说，"走吧。"', ['"你好，"', '"走吧。"']),
        ("“他说‘好的’，你信吗？”", ["“他说‘好的’，你信吗？”"]),
        ("「他說『好的』，你信嗎？」", ["「他說『好的』，你信嗎？」"]),
        ("“嗯”", ["“嗯”"]),
        ("他说“好”。", ["“好”"]),
        ("“你好。“他说。", ["“你好。“"]),
        ("——你好。\n——你也好。", ["——你好。", "——你也好。"]),
        ("张三：你好\n李四（笑）：你也好", ["你好", "你也好"]),
        ("“Hello,” said John.", ["“Hello,”"]),
        ('"So," he began, "we go."', ['"So,"', '"we go."']),
        ('" Wedlock suits you , " he remarked .', ['" Wedlock suits you , "']),
        ("«Bonjour», dit-il.", ["«Bonjour»"]),
        ("„Guten Tag“, sagte er.", ["„Guten Tag“"]),
        ("- Hello, said Tom.\n- Goodbye, said Ann.", ["- Hello,", "- Goodbye,"]),
        ("— Thanks, he cried briskly. That will do.\n— No!", ["— Thanks,", "That will do.", "— No!"]),
        ("HAMLET: To be.\nOPHELIA: My lord!", ["To be.", "My lord!"]),
        ("‘I can’t go,’ said Alice. ‘It’s the dogs’ dinner.’", ["‘I can’t go,’", "‘It’s the dogs’ dinner.’"]),
        ("'I can't go,' said Alice. 'It isn't far.'", ["'I can't go,'", "'It isn't far.'"]),
        ("''Tis I,' said he.", ["''Tis I,'"]),
        ("“He said ‘No’ to me,” said Ann.", ["“He said ‘No’ to me,”"]),
        ("‘“Hello,” he told me,’ said Marlow.", ["‘“Hello,” he told me,’"]),
    ],
)  # fmt: skip
def test_quoted_speech_is_found_in_every_style(text: str, found: list[str]) -> None:
    """Marks of all kinds, dashes and plays give the same spans; of nested quotations the outer one."""
    assert speech(text, "zh" if text[0] > "\u2fff" or "他" in text else "en") == found


@pytest.mark.parametrize(
    "text",
    [
        "少平和这位“富翁”的关系倒特别要好。",
        "所谓“爱情”，他不懂。",
        "他读了《红楼梦》和“三言二拍”。",
        "门上写着“闲人免进！”四个字。",
        "他心想：“糟了！”",
        "“完了。”他心想。",
        "He called it “art” and left.",
        "The “great” man spoke.",
        "The sign read “No entry.”",
        "“What a pity,” he thought.",
        "He thought, “What a pity.”",
        "It was the '90s. Rock 'n' roll was big, and the dogs' bowls were full.",
        "Note: buy milk\nWarning: do not run",
        "He waited - and waited.\n- one\n- two",
        "- We mended the clock.\n- We wound it.",
        "Height: 5\nWidth: 6\nDepth: 7",
        "",
    ],
)
def test_terms_titles_and_thoughts_are_not_speech(text: str) -> None:
    """What stands inside somebody else's sentence, or in somebody's head, is not spoken."""
    assert speech(text, "en" if text.isascii() else "zh") == []


def test_a_speech_of_several_paragraphs_is_one() -> None:
    """Each paragraph begins with an open mark and only the last one closes."""
    text = "“First.\n\n“Second.\n\n“Third,” said Bob.\n\n“Yes.”"
    assert speech(text, "en") == ["“First.\n\n“Second.\n\n“Third,”", "“Yes.”"]


def test_a_lost_mark_harms_its_own_line_only() -> None:
    """What was never closed ends with its line."""
    assert speech("“你好，他走了。\n她哭了。\n“再见。”") == ["“你好，他走了。", "“再见。”"]


def test_single_quotes_within_a_book_of_double_ones_are_terms() -> None:
    """The marks that the book uses for dialogue are told by their number."""
    assert speech("“Yes,” said Ann. ‘No.’ “So,” said Bob.", "en") == ["“Yes,”", "“So,”"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("张三走进来，说：“你好！”\n“你来了。”李四笑道。", ["张三", "李四"]),
        ("王老师问道：“谁来？”", ["王老师"]),
        ("张三：你好\n李四：你也好", ["张三", "李四"]),
        ("“Hello,” said John Smith.\n\n“Good-bye,” Mary answered.", ["John Smith", "Mary"]),
        ("“Good,” said Mr. Darcy. “I go.”", ["Mr. Darcy", "Mr. Darcy"]),
        ("“You are proud,” said Elizabeth. “I am not,” replied Darcy.", ["Elizabeth", "Darcy"]),
        ("HAMLET: To be.\nOPHELIA: My lord!", ["HAMLET", "OPHELIA"]),
    ],
)
def test_speakers_are_named_where_the_text_says_so(text: str, who: list[str]) -> None:
    """Names come from the narration itself; an inserted clause speaks for both halves."""
    assert speakers(text, "en" if text[0] in "“H" else "zh") == who


@pytest.mark.parametrize("text", ["“走吧。”他说。", "张三坐在门口。\n“走！”", "“Go,” he said."])
def test_a_speaker_is_not_guessed(text: str) -> None:
    """A pronoun of nobody known or a name nearby names nobody."""
    assert speakers(text, "zh" if "“走" in text else "en") == [None]


def test_turns_are_followed() -> None:
    """Two speakers who were both named take turns without being named again."""
    text = "张三看着李四，说道：“你来了？”\n“来了。”李四回答。\n“坐。”张三说。\n“不坐了。”\n张三笑了笑。"
    assert speakers(text)[-1] in ("李四", None)


@pytest.mark.parametrize(
    ("lines", "who"),
    [
        (["张三走进来，说：", "“你好。”", "李四点点头。"], "张三"),
        (["张三走进来。", "“你好。”", "李四说。"], "李四"),
        (["张三对李四说：", "“你好。”"], "张三"),
        (["张三说：", "“李四，你来。”", "“我不来。”"], "李四"),
        (["Anna met Bert.", "“Hello,” said Bert."], "Bert"),
    ],
)
def test_attribution_reads_the_narration(lines: list[str], who: str) -> None:
    """Colons, verbs of saying and vocatives decide; the canonical name is answered."""
    at = max(i for i, line in enumerate(lines) if "“" in line)
    names = [["张三", "三儿"], ["李四"], ["Anna"], ["Bert"]]
    assert attribute(lines, at, names)[0] == who


def test_attribution_answers_the_canonical_name() -> None:
    """An alias in the text is answered by the first name of its list."""
    name, method, confidence = attribute(["少平说：", "“好。”"], 1, [["孙少平", "少平"], ["金波"]])
    assert (name, method) == ("孙少平", "introduced")
    assert confidence > 0.8


def test_nobody_named_is_nobody_answered() -> None:
    """Without a name near there is no best answer."""
    assert attribute(["他说：", "“好。”"], 1, [["张三"]]) == (None, "none", 0.0)


def test_mark_fills_in_chapters_and_articles_only_and_once() -> None:
    """The step adds utterances to bodies, leaves threads alone, and changes nothing when run again."""
    chapter = mark(a_record("“你好。”张三说。", kind="chapter", language="zh-Hans"))
    assert [utterance.text for utterance in chapter.parts[0].utterances] == ["“你好。”"]
    assert mark(chapter) == chapter
    assert chapter.parts[0].text == "“你好。”张三说。"
    thread = a_record("“你好。”张三说。", kind="thread")
    assert mark(thread) is thread


def test_mark_leaves_comments_alone() -> None:
    """Comments under a chapter are no part of the novel."""
    record = a_record("“你好。”张三说。", kind="chapter", language="zh")
    record = record.with_parts([*record.parts, replace(record.parts[0], id="2", kind="comment")])
    assert [len(part.utterances) for part in mark(record).parts] == [1, 0]


PIECES = st.lists(
    st.one_of(
        st.sampled_from([*"“”‘’「」『』\"'«»„—:：\n 。，.", "张三说", "said Ann", "\n\n", "\ud800"]),
        st.text(max_size=5),
    )
)


@settings(max_examples=200, deadline=None)
@given(PIECES.map("".join), st.sampled_from(["zh", "en", "und"]))
def test_spans_are_exact_ordered_and_apart(text: str, language: str) -> None:
    """Whatever the text, every utterance is the text between its offsets and none overlap."""
    found = utterances(text, language)
    assert all(text[utterance.start : utterance.end] == utterance.text for utterance in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "“",
            "「",
            "‘",
            "'",
            '"',
            "：“",
            "x “",
            "“a”",
            "“走。”张三说。",
            "A: b\n",
            "— a\n",
            "“a\n",
            "‘a, \n",
        ],
        *["a", " ", "\n", "。", "\ud800", "م", "🙂", "Ab "],
    ],
    ids=ascii,
)
def test_a_long_text_of_one_thing_is_read_in_time(unit: str) -> None:
    """No text takes more than linear time or raises."""
    text = unit * (100_000 // len(unit))
    assert all(
        text[utterance.start : utterance.end] == utterance.text for utterance in utterances(text, "zh")
    )


def test_quotations_of_litbank_are_found(shared: Path) -> None:
    """Exact spans on English novels beat paired marks, whose precision is .85 and recall .91."""
    right = found = wanted = 0
    for number, (sentences, quotes) in enumerate(corpus(shared, "litbank").items()):
        if number == TEXTS_READ:
            break
        rows = [" ".join(words) for words in sentences]
        begins = [sum(len(row) + 1 for row in rows[:i]) for i in range(len(rows))]
        truth = {
            (
                begins[a] + len("".join(f"{word} " for word in sentences[a][:i])),
                begins[b] + len(" ".join(sentences[b][: j + 1])),
            )
            for quote in quotes
            for (a, i), (b, j) in [(quote["start"], quote["end"])]
        }
        mine = {(utterance.start, utterance.end) for utterance in utterances("\n".join(rows), "en")}
        right, found, wanted = right + len(truth & mine), found + len(mine), wanted + len(truth)
    assert right / found > 0.92
    assert right / wanted > 0.91


def test_speakers_of_wp2021_are_told(shared: Path) -> None:
    """On the development part, whose chapters were not learned from: forced answers, then sure ones."""
    rows = corpus(shared, "wp2021").items("dev")
    answers = []
    for row, truth in rows:
        names = [person["aliases"] for person in row["names"]]
        name, _, confidence = attribute(row["lines"], row["quote_index"], names)
        answers.append((name == names[truth["speaker_index"]][0], confidence))
    sure = [right for right, confidence in answers if confidence >= 0.8]
    assert sum(right for right, _ in answers) / len(answers) > 0.82
    assert sum(sure) / len(sure) > 0.90
    assert len(sure) / len(answers) > 0.60
