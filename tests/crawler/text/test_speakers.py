"""Who speaks: names, descriptions, pronouns, narrators, turns, and how sure that is."""

from __future__ import annotations

from functools import partial
from itertools import pairwise, product

import pytest
from growth import excess
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.text.dialogue import attribute, utterances
from crawler.text.spoken import alternation, genders
from crawler.text.spoken.alternation import Link, chained
from crawler.text.spoken.cast import cast
from crawler.text.spoken.names import places, roster
from crawler.text.spoken.speakers import SURE
from crawler.text.spoken.tags import after, before


def speakers(text: str, language: str = "en") -> list[str | None]:
    return [utterance.speaker for utterance in utterances(text, language)]


def found_cast(text: str, language: str) -> list[list[str]]:
    spans = [(utterance.start, utterance.end) for utterance in utterances(text, language)]
    return cast(text, spans, language)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“Go,” said the old man.", "the old man"),
        ("“Go,” the captain replied gravely.", "the captain"),
        ("“Go away,” his mother said.", "his mother"),
        ("“I’m here,” I said.", "I"),
        ("“I’m here,” said I, rising.", "I"),
        ("Mr. Bennet turned to his wife and said: “Go.”", "Mr. Bennet"),
        ("“Go,” said Good, solemnly.", "Good"),
    ],
)
def test_whoever_is_said_to_speak_is_named(text: str, who: str) -> None:
    """A title, a description, a narrator and a name that is a common word too."""
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“走！”掌柜说。", "掌柜"),
        ("母亲说：“吃饭了。”", "母亲"),
        ("“走吧。”我说。\n“好。”我又说。", "我"),
        ("王老师问道：“谁来？”", "王老师"),
        ("王老師問道：「誰來？」", "王老師"),
        ("宝玉笑道：“好妹妹。”", "宝玉"),
    ],
)
def test_whoever_is_said_to_speak_is_named_in_chinese(text: str, who: str) -> None:
    """Kinship, role, narrator, surname and title, traditional characters, and a name that only speaks."""
    assert speakers(text, "zh")[0] == who


def test_a_first_person_narrator_has_a_method_of_his_own() -> None:
    """“I” is a character, told apart from those with names."""
    assert utterances("“Come,” I said.", "en")[0].method == "narrator"


def test_a_pronoun_means_the_only_one_of_its_gender() -> None:
    """He is Tom and she is Mary where there is nobody else."""
    text = (
        "“Good morning,” said Tom. He sat down.\n\n“You are late,” said Mary. She was not pleased.\n\n"
        "“The road was bad,” he answered.\n\n“It is always bad,” she said."
    )
    assert speakers(text) == ["Tom", "Mary", "Tom", "Mary"]


def test_an_inserted_clause_speaks_for_both_halves() -> None:
    """What the narrator puts between is said of the whole."""
    assert speakers("“Yes,” said Ann, “I will go.”") == ["Ann", "Ann"]


def test_a_name_that_is_called_does_not_speak() -> None:
    """Of two, the one who is called answers."""
    lines = ["张三和李四坐着。", "张三说：", "“李四，你去不去？”", "“不去。”"]
    assert attribute(lines, 3, [["张三"], ["李四"]])[0] == "李四"


def test_whoever_hears_it_said_does_not_speak() -> None:
    """“Mary heard her say” is of somebody else."""
    assert speakers("Mary Lennox stood there.\n\n“Is it so bad?” Mary heard her say.") == [None]


def test_two_speakers_take_turns() -> None:
    """Two that are both named go on in turn without their names, as far as that is sure."""
    text = (
        "“Where have you been?” said Ann.\n\n“In town,” said Bert.\n\n“What did you buy?”\n\n“A hat.”\n\n"
        "“Show me,” said Ann.\n\n“Here,” said Bert."
    )
    assert speakers(text) == ["Ann", "Bert", "Ann", "Bert", "Ann", "Bert"]


def test_the_cast_of_a_site_may_be_given() -> None:
    """Aliases are answered by the first of their list, and no other name is found."""
    text = "“走吧。”少平说。\n“好。”王二说。"
    assert [u.speaker for u in utterances(text, "zh", cast=[["孙少平", "少平"]])] == ["孙少平", None]


def test_short_names_are_put_to_long_ones_where_it_is_safe() -> None:
    """A surname that two have is nobody's short form."""
    said = ("Jane Eyre", "Jane", "Mr. Bennet", "Mrs. Bennet", "Bennet")
    text = "\n\n".join(f"“Yes,” said {name}." for name in said)
    known = found_cast(text, "en")
    assert ["Jane Eyre", "Jane"] in known
    assert sum("Bennet" in aliases for aliases in known) == 1
    assert all(not {"Mr. Bennet", "Mrs. Bennet"} <= set(aliases) for aliases in known)


def test_given_names_are_put_to_full_ones_in_chinese() -> None:
    """孙少平 is 少平 as well."""
    text = "孙少平说：“好。”少平又说：“走。”\n孙少平笑了。少平走了。"
    assert found_cast(text, "zh")[0] == ["孙少平", "少平"]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Mrs. Bennet", "F"),
        ("Captain Flint", "M"),
        ("the old lady", "F"),
        ("his brother", "M"),
        ("Alice Grey", "F"),
        ("Zorbak", ""),
        ("惠英嫂", "F"),
        ("大叔", "M"),
    ],
)
def test_gender_is_told_by_titles_roles_and_given_names(name: str, gender: str) -> None:
    """What nearly always holds, and nothing where it does not."""
    assert genders.gender(name) == gender


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (", said the old man, rising.", "the old man"),
        (" replied Mr. Darcy.", "Mr. Darcy"),
        (" Elizabeth, laughing, said.", "Elizabeth"),
        (" he said.", "he"),
        (" one of the men cried.", "one of the men"),
        (" The door opened.", None),
    ],
)
def test_the_clause_after_a_quotation_has_a_subject(text: str, subject: str | None) -> None:
    """Verb first or subject first, with words between."""
    tag = after(text, 0, len(text))
    assert (text[tag.start : tag.end] if tag else None) == subject


def test_the_clause_before_a_quotation_passes_over_objects() -> None:
    """He to whom one turns is not he who speaks."""
    text = "Tom looked at the man and said:"
    tag = before(text, 0, len(text))
    assert tag and text[tag.start : tag.end] == "Tom"


def test_a_chain_carries_what_one_quotation_tells() -> None:
    """In an exchange without narration the sure first speaker makes the third likely, and the second not."""
    even = {0: 0.45, 1: 0.45, -1: 0.1}
    links = [Link("", ""), Link("near", ""), Link("near", "far"), Link("near", "far")]
    chances = chained([{0: 0.98, 1: 0.01, -1: 0.01}, even, even, even], links, {"near": 0.05, "far": 4.0})
    assert [max(one, key=one.__getitem__) for one in chances] == [0, 1, 0, 1]
    assert all(abs(sum(one.values()) - 1) < 1e-9 for one in chances)


CHANCES = st.dictionaries(st.integers(-1, 4), st.floats(0.01, 1), min_size=1, max_size=4)


@given(st.lists(CHANCES, min_size=1, max_size=5), st.floats(0.02, 20), st.floats(0.02, 20))
def test_the_chain_is_exact(weights: list[dict[int, float]], near: float, far: float) -> None:
    """Forward and backward sums give what the sum over all sequences gives."""
    links = [Link("near", "far")] * len(weights)
    got = alternation.passed(weights, links, {"near": near, "far": far, "near ?": 2.0})
    totals: list[dict[int, float]] = [dict.fromkeys(own, 0.0) for own in weights]
    for speakers_ in product(*weights):
        worth = 1.0
        for i, who in enumerate(speakers_):
            worth *= weights[i][who]
            if i and speakers_[i - 1] == who:
                worth *= near if who >= 0 else 2.0
            if i > 1 and speakers_[i - 2] == who:
                worth *= far if who >= 0 else 1.0
        for i, who in enumerate(speakers_):
            totals[i][who] += worth
    for own, wanted in zip(got, totals, strict=True):
        assert own == pytest.approx({who: value / sum(wanted.values()) for who, value in wanted.items()})


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *'“”‘’「」"—:：\n 。，.,?',
                "张三说",
                "王老師問道：",
                "我说",
                " said Ann",
                " he said",
                "the old man",
                "Mr. ",
                "I ",
                "\n\n",
                "\ud800",
                "阿Ｑ",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(PIECES.map("".join), st.sampled_from(["zh-Hans", "zh-Hant", "en", "und", ""]))
def test_any_text_has_sound_utterances(text: str, language: str) -> None:
    """Offsets hold what they name, confidence is a probability, and below SURE nobody is named."""
    found = utterances(text, language)
    assert all(text[u.start : u.end] == u.text for u in found)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(0 <= u.confidence <= 1 for u in found)
    assert all(u.speaker is None or u.confidence >= SURE for u in found)


@settings(max_examples=100, deadline=None)
@given(
    PIECES.map("".join),
    st.lists(st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3), max_size=5),
)
def test_places_hold_the_names_that_they_say(text: str, names: list[list[str]]) -> None:
    """Every place is an alias of its person; half characters match as they stand."""
    known = roster(names)
    plain = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if "\ud800" in text else text
    for start, end, who in places(text, known):
        assert text[start:end] in names[who] or "\ufffd" in plain


@pytest.mark.parametrize(
    "unit",
    [
        "“走。”张三说。\n",
        "“Go,” said Ann.\n",
        "“a” he said. ",
        "Ann and Bert looked at Ann. ",
        "Mr. Mr. ",
        "said said ",
        "the old old old ",
        "“a”\n",
        "张三李四王五",
        "我说",
        "“x,” ",
        "Ab Cd ",
        "\ud800",
    ],
    ids=ascii,
)
def test_time_grows_with_the_length_only(unit: str) -> None:
    """Twice the text takes about twice the time, whatever it is made of."""
    language = "zh" if max(unit) > "\u2fff" and unit[0] != "\ud800" else "en"
    assert excess(lambda size: partial(utterances, unit * (size // len(unit)), language), 20_000) == 0
