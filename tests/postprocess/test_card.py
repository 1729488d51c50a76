"""The card says what is in a dataset, in words that the hub and its readers know."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postprocess.card import Facts, card, fenced
from postprocess.checks.readme import front_matter
from postprocess.hub import size

FACTS = Facts(
    name="demo",
    version="0.1.0",
    command="pairmill build demo",
    recipe="[split]\ntest = 0.2",
    rows={"test": 30, "train": 120, "validation": 0},
    tasks={"roleplay": 50, "qa": 100},
    languages={"zh-Hans": 90, "zh-Hant": 20, "no": 30, "und": 10},
    sites={"forum": 100, "novels": 50},
    licenses={"CC BY-SA 4.0": 150},
    files={"alpaca.jsonl": 150},
    steps={"enough_text": "max_share 0.3"},
    drops={"short": 1, "menu": 3},
    masked={"phone": 7},
    lengths={"prompt": {5: 10, 95: 1200}, "response": {5: 20}},
    consent={"forum": "the licence is on every page"},
)


def values(facts: Facts) -> dict[str, list[str]]:
    """Return the front matter of the card of ``facts``."""
    return front_matter(card(facts).split("---\n")[1].splitlines())


def test_the_front_matter_is_in_the_words_of_the_hub() -> None:
    """Languages without script, licences and tasks by the hub's names, sizes by its classes."""
    matter = values(FACTS)
    assert matter["language"] == ["- no", "- zh"]
    assert matter["language_details"] == ["- no", "- und", "- zh-Hans", "- zh-Hant"]
    assert matter["license"] == ["cc-by-sa-4.0"]
    assert matter["task_categories"] == ["- question-answering", "- text-generation"]
    assert matter["size_categories"] == ["- n<1K"]


def test_splits_without_rows_are_not_in_the_front_matter() -> None:
    """A path that matches no file ends ``load_dataset``; train stands first."""
    paths = [line for line in values(FACTS)["configs"] if line.startswith("path")]
    assert paths == ["path: data/train-*", "path: data/test-*"]


def test_a_language_that_yaml_takes_for_false_is_quoted() -> None:
    """Norwegian is ``no``."""
    assert '\n- "no"\n' in card(FACTS)


@pytest.mark.parametrize(
    ("licenses", "lines"),
    [
        (["CC0-1.0"], {"license": ["cc0-1.0"]}),
        (["cc-by-4.0", "CC BY 4.0"], {"license": ["cc-by-4.0"]}),
        (["MIT", "CC0-1.0"], {"license": ["other"], "license_name": ["mixed"]}),
        (["论坛 Terms of Use 2"], {"license": ["other"], "license_name": ["terms-of-use-2"]}),
        ([""], {"license": ["unknown"]}),
        ([], {"license": ["unknown"]}),
    ],
)
def test_one_known_licence_is_named_and_others_are_other(
    licenses: list[str], lines: dict[str, list[str]]
) -> None:
    """The hub knows a list of licences and wants a name for any other."""
    matter = values(replace(FACTS, licenses=dict.fromkeys(licenses, 1)))
    assert {key: matter[key] for key in matter if key.startswith("license")} == lines


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (0, "n<1K"),
        (999, "n<1K"),
        (1000, "1K<n<10K"),
        (99_999, "10K<n<100K"),
        (10**9, "1B<n<10B"),
        (10**13, "n>1T"),
    ],
)
def test_sizes_are_the_classes_of_the_hub(rows: int, name: str) -> None:
    """Classes are powers of ten from a thousand to a trillion."""
    assert size(rows) == name


@pytest.mark.parametrize(
    "line",
    [
        "| qa | 100 | 66.7% |",
        "| zh-Hans | 90 | 60.0% |",
        "| novels | 50 | 33.3% |",
        "| CC BY-SA 4.0 | 150 | 100.0% |",
        "| train | 120 | 80.0% |",
        "| alpaca.jsonl | 150 |",
        "| enough_text | max_share 0.3 |",
        "| menu | 3 | 75.0% |",
        "| phone | 7 | 100.0% |",
        "| forum | the licence is on every page |",
        "| prompt | 10 | 1,200 |",
        "- forum gives 67% of the rows, so its manner leads.",
        "pairmill build demo",
        "test = 0.2",
    ],
)
def test_each_fact_has_its_line(line: str) -> None:
    """Counts come with shares, limits with their steps."""
    assert line in card(FACTS).splitlines()


def test_the_chinese_summary_counts_rows_and_masked_passages() -> None:
    """Those who read no English learn what there is."""
    text = card(FACTS)
    assert "共 150 条（训练集 120 条、测试集 30 条）" in text
    assert "共遮蔽个人信息 7 处" in text


def test_a_dataset_of_which_nothing_was_masked_says_so() -> None:
    """Silence would be taken for safety."""
    assert "Nothing was masked" in card(replace(FACTS, masked={}))
    assert "Nothing was masked" not in card(FACTS)


@pytest.mark.parametrize("sites", [{"forum": 150}, {"forum": 75, "novels": 75}, {}])
def test_a_site_that_does_not_lead_others_is_no_warning(sites: dict[str, int]) -> None:
    """All rows of a dataset of one site come from it, as the table says."""
    assert "its manner leads" not in card(replace(FACTS, sites=sites))


def test_the_order_of_counting_does_not_change_the_card() -> None:
    """The same dataset gives the same card, byte by byte."""
    one, other = {"qa": 50, "roleplay": 50, "ner": 9}, {"ner": 9, "roleplay": 50, "qa": 50}
    assert card(replace(FACTS, tasks=one, drops=other)) == card(replace(FACTS, tasks=other, drops=one))


def test_a_name_cannot_leave_its_place() -> None:
    """Line ends, bars and lone surrogates of the web stay in one cell and one YAML string."""
    evil = 'a"\n---\nlicense: mit | \ud800'
    text = card(replace(FACTS, name=evil, sites={evil: 1}, languages={evil: 1}))
    assert text.encode()
    assert values(replace(FACTS, name=evil))["license"] == ["cc-by-sa-4.0"]
    assert '| a" --- license: mit \\| � | 1 | 100.0% |' in text


def test_a_recipe_with_a_fence_stays_in_its_fence() -> None:
    """The fence is longer than any in the text."""
    assert fenced("a\n````\nb", "toml") == "`````toml\na\n````\nb\n`````"


def test_a_dataset_of_nothing_has_a_card() -> None:
    """A build that kept no row still says what it did."""
    assert "Task: none." in card(Facts("demo", "0.1.0", "", "", {}, {}, {}, {}, {}))
