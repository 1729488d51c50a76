"""Each format says a pair as its readers expect it, or refuses it by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FormatError
from postprocess.formats import FORMATS, dataset_info, lookup
from postprocess.pairs import Pair, Turn

CHATS = sorted(FORMATS.keys() - {"parquet", "pretraining"})
HOSTILE = st.text(st.characters(codec=None, exclude_categories=()), min_size=1)  # lone surrogates too


def a_pair(*texts: str, system: str = "") -> Pair:
    """Make a conversation of texts, user first, or a document of one text."""
    roles = ("user", "assistant") if len(texts) > 1 else ("assistant",)
    turns = tuple(Turn(roles[place % len(roles)], text) for place, text in enumerate(texts))
    return Pair(
        "p1", "qa", "zh-Hans", turns, system=system, urls=("https://a.example/1",), meta={"时间": "昨天"}
    )


LONG = a_pair("你好", "您好，请说", "怎么换硬盘？", "先断电，再拆后盖。", system="你是论坛里的老手。")
SHORT = a_pair("How?", "So.")
DOCUMENT = a_pair("第一章\n雨下了一夜。")


def shape(value: object) -> object:
    """Return the keys and types of a row, every element of a list once."""
    match value:
        case dict():
            return {key: shape(inner) for key, inner in value.items()}
        case list():
            return [] if not value else [shape(value[0])]
        case _:
            return type(value)


def test_alpaca_asks_the_last_question_and_keeps_the_rest_as_history() -> None:
    """The last user turn is the instruction; earlier turns are pairs."""
    assert FORMATS["alpaca"](LONG) == {
        "instruction": "怎么换硬盘？",
        "input": "",
        "output": "先断电，再拆后盖。",
        "system": "你是论坛里的老手。",
        "history": [["你好", "您好，请说"]],
    }


def test_sharegpt_names_its_sides_human_and_gpt() -> None:
    """The system stands beside the conversation, and tools are an empty string."""
    assert FORMATS["sharegpt"](SHORT) == {
        "conversations": [{"from": "human", "value": "How?"}, {"from": "gpt", "value": "So."}],
        "system": "",
        "tools": "",
    }


def test_messages_begin_with_the_system() -> None:
    """A system is the first message, before the turns in their order."""
    roles = [message["role"] for message in FORMATS["messages"](LONG)["messages"]]  # type: ignore[attr-defined]
    assert roles == ["system", "user", "assistant", "user", "assistant"]


@pytest.mark.parametrize("system", ["", " \n"], ids=["empty", "blank"])
def test_messages_leave_out_an_empty_system(system: str) -> None:
    """A chat template would print an empty system turn."""
    assert FORMATS["messages"](replace(SHORT, system=system)) == FORMATS["messages"](SHORT)
    assert FORMATS["messages"](SHORT) == {
        "messages": [{"role": "user", "content": "How?"}, {"role": "assistant", "content": "So."}]
    }


def test_trl_completes_with_the_last_answer_alone() -> None:
    """The prompt ends with the last question; there are two keys and no third."""
    row = FORMATS["trl-sft"](LONG)
    assert list(row) == ["prompt", "completion"]
    assert row["prompt"] == FORMATS["messages"](LONG)["messages"][:-1]  # type: ignore[index]
    assert row["completion"] == [{"role": "assistant", "content": "先断电，再拆后盖。"}]


def test_pretraining_holds_a_document_and_its_page() -> None:
    """Text and url are all there is."""
    assert FORMATS["pretraining"](DOCUMENT) == {"text": "第一章\n雨下了一夜。", "url": "https://a.example/1"}


def test_the_canonical_row_holds_the_turns_and_the_meta_as_json() -> None:
    """Speakers stay, and meta is one string whatever its keys are."""
    pair = replace(SHORT, turns=(Turn("user", "How?", "Mara"), Turn("assistant", "So.")))
    row = FORMATS["parquet"](pair)
    assert row["turns"] == [
        {"role": "user", "text": "How?", "speaker": "Mara"},
        {"role": "assistant", "text": "So.", "speaker": ""},
    ]
    assert json.loads(str(row["meta"])) == {"时间": "昨天"}


def test_the_order_of_meta_does_not_change_the_row() -> None:
    """The same pair gives the same bytes."""
    one, other = replace(SHORT, meta={"a": "1", "b": "2"}), replace(SHORT, meta={"b": "2", "a": "1"})
    assert FORMATS["parquet"](one) == FORMATS["parquet"](other)


@pytest.mark.parametrize("pair", [LONG, SHORT, DOCUMENT], ids=["long", "short", "document"])
def test_the_canonical_row_knows_prompt_and_response(pair: Pair) -> None:
    """A document has no prompt and is still a row."""
    row = FORMATS["parquet"](pair)
    assert (row["prompt"], row["response"]) == (pair.prompt, pair.response)


@pytest.mark.parametrize("name", ["messages", "parquet", "sharegpt", "trl-sft"])
def test_every_row_has_the_same_keys_and_types(name: str) -> None:
    """A pair with no system, sources or meta has the same columns as one with all."""
    full = replace(LONG, sources=("r1",), site="a", group="g")
    bare = Pair("p2", "qa", "en", SHORT.turns, sources=("r2",), urls=("https://a.example/2",))
    assert shape(FORMATS[name](full)) == shape(FORMATS[name](bare))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_rows_are_plain_json_without_nulls(name: str) -> None:
    """A null system makes LLaMA-Factory and Arrow guess."""
    row = FORMATS[name](DOCUMENT if name == "pretraining" else LONG)
    assert json.loads(json.dumps(row)) == row
    assert "null" not in json.dumps(row)


@pytest.mark.parametrize("name", CHATS)
def test_neighbours_of_one_role_become_one_turn(name: str) -> None:
    """LLaMA-Factory drops a row with two humans in a row and says nothing."""
    turns = (Turn("user", "在吗"), Turn("user", "求助"), Turn("assistant", "在"), Turn("assistant", "请说"))
    joined = a_pair("在吗\n求助", "在\n请说")
    assert FORMATS[name](replace(joined, turns=turns)) == FORMATS[name](joined)


BAD = {
    "no turns": ((), "no turns"),
    "blank prompt": ((Turn("user", " \n"), Turn("assistant", "a")), "turn 1"),
    "empty response": ((Turn("user", "q"), Turn("assistant", "")), "turn 2"),
    "answer first": ((Turn("assistant", "a"), Turn("user", "q"), Turn("assistant", "a")), "from assistant"),
    "question last": ((Turn("user", "q"), Turn("assistant", "a"), Turn("user", "q")), "to user"),
    "narrator": ((Turn("narrator", "q"), Turn("assistant", "a")), "role 'narrator' at turn 1"),
}


@pytest.mark.parametrize("name", [*CHATS, "parquet"])
@pytest.mark.parametrize(("turns", "why"), BAD.values(), ids=BAD.keys())
def test_what_a_chat_cannot_say_is_refused_by_name(name: str, turns: tuple[Turn, ...], why: str) -> None:
    """The error names the pair, the format and the turn."""
    with pytest.raises(FormatError, match=f"^pair 'p1' in {name}: .*{why}"):
        FORMATS[name](replace(SHORT, turns=turns))


@pytest.mark.parametrize("name", CHATS)
def test_a_document_is_no_chat(name: str) -> None:
    """The error says which formats can hold it."""
    with pytest.raises(FormatError, match="use pretraining or parquet"):
        FORMATS[name](DOCUMENT)


@pytest.mark.parametrize(
    ("pair", "why"), [(SHORT, "2 turns"), (a_pair(" "), "turn 1")], ids=["chat", "blank"]
)
def test_pretraining_holds_documents_only(pair: Pair, why: str) -> None:
    """A conversation is not text to continue, and neither is nothing."""
    with pytest.raises(FormatError, match=why):
        FORMATS["pretraining"](pair)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_any_text_becomes_one_line_of_utf8_or_is_refused(prompt: str, response: str, other: str) -> None:
    """Lone surrogates and odd line ends neither stop a writer nor cut a row in two."""
    chat = replace(a_pair(prompt, response, system=other), id=other, urls=(other,), meta={other: other})
    for name, say in FORMATS.items():
        try:
            row = say(replace(chat, turns=(Turn("assistant", prompt),)) if name == "pretraining" else chat)
        except FormatError as error:
            assert not (prompt.strip() and response.strip()), error
        else:
            line = json.dumps(row, ensure_ascii=False)
            assert line.encode().decode().splitlines() == [line]


@pytest.mark.parametrize("text", ["\ud800" * 1_000_000, "\u2028" * 1_000_000, "ا" * 1_000_000])
def test_a_megabyte_of_one_character_is_said(text: str) -> None:
    """Length alone stops no format."""
    assert len(str(FORMATS["alpaca"](a_pair("问", text + "答"))["output"])) == 1_000_001


def test_an_unknown_format_is_told_the_known_ones() -> None:
    """The line says what was asked and what there is."""
    with pytest.raises(FormatError) as caught:
        lookup("sharegtp")
    known = "alpaca, messages, parquet, pretraining, sharegpt, trl-sft"
    assert str(caught.value) == f"unknown format 'sharegtp'; the formats are {known}"


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_known_format_is_found(name: str) -> None:
    """The table and the look-up agree."""
    assert lookup(name) is FORMATS[name]


@pytest.mark.parametrize(("name", "say"), FORMATS.items(), ids=FORMATS.keys())
def test_llama_factory_is_told_of_columns_that_are_there(name: str, say: Callable[[Pair], object]) -> None:
    """It raises KeyError for a named column that a row lacks."""
    row = say(DOCUMENT if name == "pretraining" else LONG)
    for entry in dataset_info({name: f"{name}.jsonl"}).values():
        columns = entry["columns"]
        assert isinstance(row, dict)
        assert isinstance(columns, dict)
        assert set(columns.values()) <= set(row)


def test_llama_factory_entries_name_their_files_and_splits() -> None:
    """What LLaMA-Factory cannot read has no entry."""
    files = [
        "alpaca",
        "alpaca_test",
        "sharegpt",
        "messages",
        "pretraining",
        "trl-sft",
        "trl-sft_test",
        "parquet",
    ]
    info = dataset_info({name: f"{name}.jsonl" for name in files})
    assert [(name, entry["file_name"]) for name, entry in info.items()] == [
        (name, f"{name}.jsonl") for name in ("alpaca", "alpaca_test", "sharegpt", "messages", "pretraining")
    ]


def test_llama_factory_is_told_of_the_system_role_in_messages() -> None:
    """Without the tag it drops every row that begins with a system."""
    assert dataset_info({"messages": "m.jsonl"})["messages"]["tags"] == {
        "role_tag": "role",
        "content_tag": "content",
        "user_tag": "user",
        "assistant_tag": "assistant",
        "system_tag": "system",
    }


def test_an_entry_of_no_format_is_refused() -> None:
    """A slip in a name is an error and no silent gap."""
    with pytest.raises(FormatError, match="unknown format 'alpacca'"):
        dataset_info({"alpacca_test": "a.jsonl"})
