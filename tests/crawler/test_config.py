"""Reading and checking TOML: each error is one line that says the file, the key and what would be right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.config import check, load, nearest
from crawler.errors import RecipeError, SiteError

SCHEMA = {"name": str, "count": int, "share": float, "whole": bool, "words": list, "table": dict}


def the_error(path: Path) -> str:
    with pytest.raises(RecipeError) as caught:
        load(path, RecipeError)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = ", "is not TOML: Invalid value (at end of document)"),
        (b"a = 1\na = 2", "is not TOML: Cannot overwrite a value (at end of document)"),
        (b"[x\ny = 1", "is not TOML: Expected ']' at the end of a table declaration (at line 1, column 3)"),
        ("标题 = 1".encode("gbk"), "byte 0 is not UTF-8; TOML files are"),
    ],
    ids=["no value", "twice", "open table", "GBK"],
)
def test_a_file_that_is_no_toml_is_named_with_the_place(content: bytes, message: str, tmp_path: Path) -> None:
    """File and line, so that an editor can jump there."""
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    assert the_error(path) == f"{path}: {message}"


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Not a traceback."""
    assert the_error(tmp_path / "x.toml") == f"{tmp_path / 'x.toml'}: there is no such file"


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    """The system's own words say why a path cannot be read."""
    assert the_error(tmp_path) == f"{tmp_path}: cannot be read: Is a directory"


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Windows editors write one."""
    (tmp_path / "x.toml").write_bytes("\ufeffa = 1".encode())
    assert load(tmp_path / "x.toml", SiteError) == {"a": 1}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("nmae", "x", "unknown key 'nmae'; did you mean 'name'?"),
        ("zzz", "x", "unknown key 'zzz'; known are count, name, share, table, whole, words"),
        ("name", 3, "name: expected a string, got 3"),
        ("count", 1.5, "count: expected a whole number, got 1.5"),
        ("count", True, "count: expected a whole number, got True"),
        ("share", "1", "share: expected a number, got '1'"),
        ("whole", 1, "whole: expected true or false, got 1"),
        ("words", "one", "words: expected a list of strings, got 'one'"),
        ("words", ["a", 1], "words: expected a list of strings, got ['a', 1]"),
        ("table", "x" * 99, "table: expected a table, got '" + "x" * 56 + "..."),
    ],
)
def test_a_wrong_key_or_type_is_named(key: str, value: object, message: str) -> None:
    """With the nearest key, or with what the key takes and what it got, cut to a line."""
    with pytest.raises(SiteError) as caught:
        check({key: value}, SCHEMA, "seeds/x.toml", SiteError)
    assert str(caught.value) == f"seeds/x.toml: {message}"


def test_a_table_of_right_types_passes() -> None:
    """A whole number is a number too."""
    right: dict[str, Any] = {
        "name": "", "count": 0, "share": 1, "whole": False, "words": [], "table": {"any": object()},
    }  # fmt: skip
    check(right, SCHEMA, "", SiteError)


def test_the_nearest_word_needs_some_likeness() -> None:
    """Else all are listed, in order."""
    assert nearest("", ["b", "a"]) == "known are a, b"
