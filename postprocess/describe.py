"""What stands beside the rows: the card, dataset_info.json and the manifest.

No clock and no path: two builds of the same records give the same bytes.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from crawler.text.options import purpose
from crawler.text.steps import STEPS
from postprocess.card import Facts, card
from postprocess.formats import dataset_info
from postprocess.outcome import Outcome
from postprocess.places import Place, within
from postprocess.recipe import Recipe
from postprocess.tables import record_files
from postprocess.write import digest

# Lists of what is not in the dataset.
ASIDE = ("dropped.jsonl", "quarantine.jsonl")


def describe(recipe: Recipe, data: Place, folder: Path, name: str, command: str, outcome: Outcome) -> None:
    """Write README.md, dataset_info.json and manifest.json into a dataset's folder."""
    (folder / "README.md").write_text(card(_facts(recipe, name, command, outcome)), encoding="utf-8")
    exports = [path for path in outcome.files if path.endswith(".jsonl") and path not in ASIDE]
    sets = {path.removesuffix(".jsonl"): path for path in exports}
    (folder / "dataset_info.json").write_text(
        json.dumps(dataset_info(sets), indent=2) + "\n", encoding="ascii"
    )
    inputs = {within(path, data): digest(path) for path in record_files(data, recipe.sites)}
    manifest = {
        "name": name,
        "command": command,
        "pairmill": version("pairmill"),
        "recipe": recipe.text,
        "steps": list(STEPS),
        "inputs": inputs,
        "records": outcome.intake.lines,
        "quarantined": outcome.intake.bad,
        "works": outcome.works,
        "rows": dict(sorted(outcome.rows.items())),
        "tasks": dict(sorted(outcome.measures.tasks.items())),
        "dropped": dict(sorted(outcome.drops.items())),
        "masked": dict(sorted(outcome.measures.masked.items())),
        "files": outcome.files,
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _facts(recipe: Recipe, name: str, command: str, outcome: Outcome) -> Facts:
    measures = outcome.measures
    limits = {
        "prompt": f"at least {recipe.min_prompt_chars} characters, at most {recipe.max_prompt_bytes} bytes",
        "response": f"at least {recipe.min_response_chars} characters",
        "pair": f"at most {recipe.max_chars} characters",
        "near-copies": f"dropped from an estimated Jaccard similarity of {recipe.min_similarity}",
        "split": f"by group: {recipe.validation_share:.0%} validation, {recipe.test_share:.0%} test",
    }
    return Facts(
        name=name,
        version=version("pairmill"),
        command=command,
        recipe=recipe.text,
        rows=outcome.rows,
        tasks=measures.tasks,
        languages=measures.languages,
        sites=measures.sites,
        licenses=measures.licenses,
        files={path: int(facts["rows"]) for path, facts in outcome.files.items()},
        steps={step: purpose(step) for step in STEPS} | limits,
        drops=outcome.drops,
        masked=measures.masked,
        lengths=measures.lengths(),
        consent=dict(outcome.consent),
    )
