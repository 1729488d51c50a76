"""A recipe: which records become which pairs in which formats, with which limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from crawler.config import check, load, nearest
from crawler.errors import RecipeError
from crawler.text.options import read
from crawler.text.steps import Said
from postprocess.build import BUILDERS, USUAL
from postprocess.dedup import KEEP
from postprocess.formats import FORMATS
from postprocess.private import KINDS, POLICIES

KEYS: dict[str, type] = {
    "sites": list,
    "tasks": list,
    "formats": list,
    "private": str,
    "private_kinds": dict,
    "min_prompt_chars": int,
    "min_response_chars": int,
    "max_prompt_bytes": int,
    "max_chars": int,
    "min_similarity": float,
    "keep": str,
    "prefer_licences": list,
    "against": list,
    "evaluations": list,
    "validation_share": float,
    "test_share": float,
    "steps": dict,
}
# Who speaks must stay told apart where names are hidden, or a talk of three makes no sense.
NAMES_APART = {"name": "pseudonym"}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Sites (none: all), tasks and formats by name; lengths in characters, shares from 0 to 1.

    ``max_prompt_bytes`` bounds all that stands before the answer.  A token is a byte at least, so
    that 1,000 fit into 1,024 tokens of any tokenizer: trainers cut there by default (TRL drops
    the row then); a recipe for longer contexts raises it.

    ``keep`` says which of copies stays (see postprocess.dedup.KEEP); before that those of
    ``prefer_licences`` do, the first before the second.

    ``against`` names folders of earlier datasets, which nothing may copy, ``evaluations`` files of
    test sets, with which nothing may overlap.

    ``private`` says what becomes of private data (see postprocess.private.POLICIES), and
    ``private_kinds`` what becomes of a kind that is treated otherwise.  ``steps`` names the
    text steps that each record goes through again, with their limits.
    """

    name: str
    text: str
    sites: tuple[str, ...] = ()
    tasks: tuple[str, ...] = USUAL
    formats: tuple[str, ...] = tuple(name for name in FORMATS if name != "parquet")
    private: str = "mask"
    private_kinds: Mapping[str, str] = field(default_factory=lambda: dict(NAMES_APART))
    min_prompt_chars: int = 2
    min_response_chars: int = 2
    max_prompt_bytes: int = 1000
    max_chars: int = 20_000
    min_similarity: float = 0.8
    keep: str = "longest"
    prefer_licences: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    evaluations: tuple[str, ...] = ()
    validation_share: float = 0.05
    test_share: float = 0.05
    steps: Said = field(default_factory=dict)


def load_recipe(name: str) -> Recipe:
    """Read a recipe from a file, or a built-in one by its name; RecipeError says what is wrong."""
    path = Path(name)
    if not name.endswith(".toml"):
        path = Path(str(files("postprocess") / "recipes" / f"{name}.toml"))
        if not path.exists():
            raise RecipeError(
                f"there is no recipe '{name}'; {nearest(name, built_in())} (a file's name ends with .toml)"
            )
    table = load(path, RecipeError)
    where = str(path)
    check(table, KEYS, where, RecipeError)
    _names(table, "tasks", BUILDERS, where)
    _names(table, "formats", FORMATS, where)
    _policies(table, where)
    _shares(table, where)
    if table.get("keep", "longest") not in KEEP:
        raise RecipeError(f"{where}: keep: expected {_either(KEEP)}, got {table['keep']!r}")
    plain: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in table.items()
    }
    usual = NAMES_APART if table.get("private", "mask") == "mask" else {}
    plain["private_kinds"] = {**usual, **table.get("private_kinds", {})}
    plain["steps"] = read(table.get("steps", {}), f"{where}: [steps]", RecipeError)
    return Recipe(name=path.stem, text=path.read_text(encoding="utf-8-sig"), **plain)


def built_in() -> list[str]:
    """Return the names of the recipes that come with pairmill."""
    return sorted(path.name.removesuffix(".toml") for path in (files("postprocess") / "recipes").iterdir())


def _names(table: dict[str, Any], key: str, known: Iterable[str], where: str) -> None:
    for name in table.get(key, []):
        if name not in known:
            raise RecipeError(
                f"{where}: unknown {key[:-1]} '{name}'; the {key} are {', '.join(sorted(known))}"
            )


def _policies(table: dict[str, Any], where: str) -> None:
    own = table.get("private_kinds", {})
    check(own, dict.fromkeys(KINDS, str), f"{where}: [private_kinds]", RecipeError)
    said = {"private": table.get("private", "mask")} | {f"[private_kinds].{kind}": own[kind] for kind in own}
    for key, policy in said.items():
        if policy not in POLICIES:
            raise RecipeError(f"{where}: {key}: expected {_either(POLICIES)}, got {policy!r}")


def _either(names: Iterable[str]) -> str:
    *some, last = names
    return f"{', '.join(some)} or {last}"


def _shares(table: dict[str, Any], where: str) -> None:
    shares = [table.get(key, 0.05) for key in ("validation_share", "test_share")]
    if min(shares) < 0 or sum(shares) >= 1:
        raise RecipeError(
            f"{where}: validation_share and test_share: expected 0 or more and less than 1 together"
        )
