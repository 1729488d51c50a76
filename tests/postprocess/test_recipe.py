"""Recipes: what a user may write, and how the one line reads that says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import RecipeError
from postprocess.build import USUAL
from postprocess.formats import FORMATS
from postprocess.recipe import built_in, load_recipe


def a_recipe(folder: Path, text: str) -> str:
    """Write a recipe and return its path."""
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_an_empty_recipe_asks_for_everything(tmp_path: Path) -> None:
    """All sites, tasks and formats, with private data masked and a tenth held out."""
    recipe = load_recipe(a_recipe(tmp_path, ""))
    assert (recipe.name, recipe.sites, recipe.private) == ("my", (), "mask")
    assert recipe.tasks == USUAL
    assert {*recipe.formats, "parquet"} == set(FORMATS)
    assert recipe.validation_share + recipe.test_share == pytest.approx(0.1)


def test_a_recipe_says_what_it_wants(tmp_path: Path) -> None:
    """Every kind of value arrives as it was written."""
    text = (
        'sites = ["a"]\ntasks = ["qa"]\nformats = ["alpaca"]\nprivate = "keep"\nmax_chars = 9\ntest_share = 0'
    )
    recipe = load_recipe(a_recipe(tmp_path, text))
    assert (recipe.sites, recipe.tasks, recipe.formats) == (("a",), ("qa",), ("alpaca",))
    assert (recipe.private, recipe.max_chars, recipe.test_share) == ("keep", 9, 0)


def test_a_recipe_keeps_its_text_for_the_card(tmp_path: Path) -> None:
    """Comments too; a mark of byte order is none of it."""
    assert (
        load_recipe(a_recipe(tmp_path, '\ufeff# 我的\ntasks = ["qa"]\n')).text == '# 我的\ntasks = ["qa"]\n'
    )


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_recipe_loads_by_its_name(name: str) -> None:
    """What --help names is there and right."""
    assert load_recipe(name).name == name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'formats = ["sharegtp"]',
            "unknown format 'sharegtp'; the formats are "
            "alpaca, messages, parquet, pretraining, sharegpt, trl-sft",
        ),
        (
            'tasks = ["q"]',
            "unknown task 'q'; the tasks are continuation, dialogue, howto, masked, pretraining, qa, "
            "roleplay, script, speaker, title",
        ),
        ("[steps]\ndialog = false", "[steps]: unknown step 'dialog'; did you mean 'dialogue'?"),
        ("max_char = 1", "unknown key 'max_char'; did you mean 'max_chars'?"),
        ('max_chars = "1"', "max_chars: expected a whole number, got '1'"),
        ("max_chars = 1.5", "max_chars: expected a whole number, got 1.5"),
        ("max_chars = true", "max_chars: expected a whole number, got True"),
        ("tasks = [1]", "tasks: expected a list of strings, got [1]"),
        ('tasks = "qa"', "tasks: expected a list of strings, got 'qa'"),
        ('private = "hide"', "private: expected mask, pseudonym, drop or keep, got 'hide'"),
        ('keep = "first"', "keep: expected longest, earliest or best, got 'first'"),
        ("keep = 1", "keep: expected a string, got 1"),
        ('[private_kinds]\nfone = "keep"', "[private_kinds]: unknown key 'fone'; did you mean 'phone'?"),
        (
            '[private_kinds]\nphone = "hide"',
            "[private_kinds].phone: expected mask, pseudonym, drop or keep, got 'hide'",
        ),
        (
            "test_share = 1.0",
            "validation_share and test_share: expected 0 or more and less than 1 together",
        ),
        (
            "test_share = -0.1",
            "validation_share and test_share: expected 0 or more and less than 1 together",
        ),
        ("max_chars = ", "is not TOML: Invalid value (at end of document)"),
    ],
    ids=[
        "format", "task", "step", "key", "string", "fraction", "truth", "list of numbers", "no list",
        "private", "keep", "keep of no name", "private kind", "private policy", "all in test",
        "less than nothing", "bad TOML",
    ],
)  # fmt: skip
def test_a_slip_is_named_with_file_and_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    """One line that a user can act on."""
    path = a_recipe(tmp_path, text)
    with pytest.raises(RecipeError) as error:
        load_recipe(path)
    assert str(error.value) == f"{path}: {message}"


def test_a_recipe_that_is_not_there_is_named(tmp_path: Path) -> None:
    """By its path."""
    path = str(tmp_path / "none.toml")
    with pytest.raises(RecipeError) as error:
        load_recipe(path)
    assert str(error.value) == f"{path}: there is no such file"


def test_an_unknown_built_in_recipe_names_the_nearest() -> None:
    """And says that a file will do."""
    with pytest.raises(RecipeError) as error:
        load_recipe("demmo")
    assert (
        str(error.value) == "there is no recipe 'demmo'; did you mean 'demo'? (a file's name ends with .toml)"
    )


def test_a_recipe_of_other_bytes_is_refused(tmp_path: Path) -> None:
    """An editor may write GBK; TOML is UTF-8."""
    path = tmp_path / "my.toml"
    path.write_bytes("# 我的".encode("gbk"))
    with pytest.raises(RecipeError, match="byte 2 is not UTF-8"):
        load_recipe(str(path))
