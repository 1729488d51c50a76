"""The front matter by which the Hugging Face hub and ``datasets`` know a dataset.

The hub has its own words for tasks, licences, languages and sizes; these tables turn ours into them.
Source: huggingface/hub-docs, datasetcard.md, and the hub's list of licences.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain

TASKS: Mapping[str, str] = {
    "classification": "text-classification",
    "masked": "fill-mask",
    "ner": "token-classification",
    "qa": "question-answering",
    "summary": "summarization",
    "translation": "translation",
}
# The hub's word for all else: ``conversational`` was taken into it.
OTHER_TASK = "text-generation"

LICENSES = frozenset(
    """
    agpl-3.0 apache-2.0 artistic-2.0 bsd-2-clause bsd-3-clause bsl-1.0 cc cc-by-2.0 cc-by-2.5 cc-by-3.0
    cc-by-4.0 cc-by-nc-2.0 cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0
    cc-by-nc-sa-3.0 cc-by-nc-sa-4.0 cc-by-nd-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc0-1.0 cdla-permissive-1.0
    cdla-permissive-2.0 cdla-sharing-1.0 etalab-2.0 gfdl gpl-2.0 gpl-3.0 isc lgpl-2.1 lgpl-3.0 mit mpl-2.0
    odbl odc-by pddl unlicense wtfpl
    """.split()
)
SIZES = ("1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T")
SPLITS = ("train", "validation", "test")


def front_matter(
    name: str,
    *,
    rows: Mapping[str, int],
    tasks: Iterable[str],
    languages: Iterable[str],
    licenses: Iterable[str],
) -> list[str]:
    """Return the lines of the YAML block, its two marks included; ``rows`` are the rows of each split.

    A split without rows is not named, for ``load_dataset`` ends at a path that matches no file.
    """
    languages = sorted(set(languages))
    return [
        "---",
        *_list("language", _primary(languages)),
        *_list("language_details", languages),
        *license_lines(licenses),
        f"pretty_name: {_text(name)}",
        *_list("task_categories", task_categories(tasks)),
        *_list("size_categories", [size(sum(rows.values()))]),
        "configs:",
        '- config_name: "default"',
        "  data_files:",
        *chain.from_iterable(
            (f"  - split: {_text(split)}", f"    path: {_text(f'data/{split}-*')}") for split in filled(rows)
        ),
        "---",
    ]


def filled(rows: Mapping[str, int]) -> list[str]:
    """Return the splits that hold rows, train, validation and test before others.

    >>> filled({"test": 2, "dev": 1, "train": 9, "validation": 0})
    ['train', 'test', 'dev']
    """
    known = [split for split in SPLITS if rows.get(split)]
    return known + sorted(split for split in rows if rows[split] and split not in SPLITS)


def task_categories(tasks: Iterable[str]) -> list[str]:
    """Return the hub's words for tasks, in their alphabet.

    >>> task_categories(["qa", "roleplay", "continuation"])
    ['question-answering', 'text-generation']
    """
    return sorted({TASKS.get(task, OTHER_TASK) for task in tasks})


def license_lines(licenses: Iterable[str]) -> list[str]:
    """Return one licence that the hub knows, or ``other`` with a name.

    >>> license_lines(["CC BY-SA 4.0"])
    ['license: "cc-by-sa-4.0"']
    >>> license_lines(["CC BY-SA 4.0", "MIT"])
    ['license: "other"', 'license_name: "mixed"']
    """
    names = {re.sub("[^a-z0-9.]+", "-", name.lower()).strip("-.") for name in licenses}
    if names <= {""}:
        return ['license: "unknown"']
    if len(names) == 1 and names <= LICENSES:
        return [f"license: {_text(*names)}"]
    return ['license: "other"', f"license_name: {_text('mixed' if len(names) > 1 else min(names))}"]


def size(rows: int) -> str:
    """Return the hub's class of a number of rows.

    >>> size(999), size(1000), size(2 * 10**12)
    ('n<1K', '1K<n<10K', 'n>1T')
    """
    place = max((len(str(rows)) - 3), 0)
    if place == 0:
        return f"n<{SIZES[0]}"
    return f"{SIZES[place - 1]}<n<{SIZES[place]}" if place < len(SIZES) else f"n>{SIZES[-1]}"


def _primary(languages: Iterable[str]) -> list[str]:
    """Return the languages without script and region, as the hub wants them; ``und`` only if alone."""
    names = sorted({language.partition("-")[0].lower() for language in languages} - {"", "und"})
    return names or ["und"]


def _list(key: str, values: Iterable[str]) -> list[str]:
    """Return a key and its values as lines of YAML."""
    return [f"{key}:", *(f"- {_text(value)}" for value in values)]


def _text(text: str) -> str:
    """Return a string that YAML reads as one: bare, ``no`` would be false.

    What cannot be printed is left out, for YAML has no escape in common with JSON for all of it.
    """
    return json.dumps("".join(filter(str.isprintable, text)), ensure_ascii=False)
