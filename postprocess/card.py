"""The dataset card, README.md: what is in a dataset, how it was made, and what to beware of.

It is made from counted facts alone and has no date in it: the same dataset gives the same card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from postprocess.formats.sayable import encodable
from postprocess.hub import filled, front_matter

SPLITS_ZH = {"train": "训练集", "validation": "验证集", "test": "测试集"}

MASKING = """\
What patterns tell of people was masked before pairs were built; the table counts it.
What no pattern tells remains: a person told of in prose, a place, a nickname.
Whoever finds themselves here can ask those who publish this dataset for removal: every row names its page."""

UNMASKED = """\
Nothing was masked: no step was asked to, or none found anything.
Take the texts to hold personal data as their pages do."""

SPLITTING = """\
Every row has a `group`, which holds what belongs together, such as one thread or one book, and a group is in
one split only. No `id` is in two splits. `pairmill check` reads the files again and fails where either is
not so."""

LIMITS = """\
- Who answers whom, and who speaks in a novel, was read from pages and text by rules; some of it is wrong.
- Languages were detected by machine; short texts are the least certain.
- The texts hold the views, errors and manners of those who wrote them; nobody has checked the answers.
- Sites that refuse crawlers or the use of text for training are not here, so this is no sample of the web."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card says of a dataset; counts are rows of all splits where nothing else is said.

    ``rows`` are the rows of each split, ``files`` those of each exported file.  ``steps`` gives
    each step's limits in the order they ran; ``drops`` counts what was dropped, by reason, and
    ``masked`` the passages masked, by kind.  ``lengths`` gives characters by side (prompt,
    response) and percentile, ``consent`` why a site's text may be used.
    """

    name: str
    version: str
    command: str
    recipe: str
    rows: Mapping[str, int]
    tasks: Mapping[str, int]
    languages: Mapping[str, int]
    sites: Mapping[str, int]
    licenses: Mapping[str, int]
    files: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    drops: Mapping[str, int] = field(default_factory=dict)
    masked: Mapping[str, int] = field(default_factory=dict)
    lengths: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)


def card(facts: Facts) -> str:
    """Return the README.md of a dataset, its front matter first."""
    matter = front_matter(
        facts.name, rows=facts.rows, tasks=facts.tasks, languages=facts.languages, licenses=facts.licenses
    )
    blocks = [
        "\n".join(matter),
        f"# {_line(facts.name)}",
        *_what(facts),
        *_composition(facts),
        *_making(facts),
        *_personal(facts.masked),
        *_consent(facts),
        *(
            "## Splits",
            _counts("Split", {split: facts.rows[split] for split in filled(facts.rows)}),
            SPLITTING,
        ),
        *("## Known limits", "\n".join([LIMITS, *_leading(facts.sites)])),
        *("## Rebuild", fenced(facts.command, "sh"), "with this recipe:", fenced(facts.recipe, "toml")),
    ]
    return encodable("\n\n".join(blocks) + "\n")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    r"""Return a table of Markdown; every cell is one line, whatever it holds.

    >>> print(table(["a", "b"], [["x|y", 1]]))
    | a | b |
    | --- | --- |
    | x\|y | 1 |
    """
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_line(str(cell)) for cell in line)} |" for line in lines)


def fenced(text: str, language: str) -> str:
    """Return text as a block of code, in a fence longer than any that it holds itself."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text) or [""]))
    return f"{fence}{language}\n{text.strip()}\n{fence}"


def _what(facts: Facts) -> list[str]:
    """Return what the dataset is, in English and in Chinese."""
    rows, sites = sum(facts.rows.values()), len(facts.sites)
    english = (
        f"Prompts and responses to fine-tune language models on: {rows:,} rows ({_names(facts.tasks)}) "
        f"in {_names(facts.languages)}, built by pairmill {_line(facts.version)} from public pages "
        f"of {sites:,} {'site' if sites == 1 else 'sites'}. Each row names the pages it comes from."
    )
    splits = "、".join(
        f"{SPLITS_ZH.get(split, split)} {facts.rows[split]:,} 条" for split in filled(facts.rows)
    )
    chinese = (
        f"本数据集由 pairmill {_line(facts.version)} 从 {sites:,} 个网站的公开页面生成，用于微调语言模型，"
        f"共 {rows:,} 条（{splits or '空'}）。语言：{_names(facts.languages)}；任务：{_names(facts.tasks)}；"
        f"许可：{_names(facts.licenses)}。共遮蔽个人信息 {sum(facts.masked.values()):,} 处，"
        "但不能保证没有遗漏。同一主题帖或同一部书的内容只出现在一个划分中。"
        "每条数据都注明来源页面，使用前请核对其许可。"
    )
    return [english, "## 中文摘要", chinese]


def _composition(facts: Facts) -> list[str]:
    """Return the tables of what the rows are."""
    percentiles = sorted({percentile for side in facts.lengths.values() for percentile in side})
    head = ["Characters", *(f"{percentile}%" for percentile in percentiles)]
    lengths = [[side, *(f"{at.get(p, 0):,}" for p in percentiles)] for side, at in facts.lengths.items()]
    return [
        "## Composition",
        _counts("Task", facts.tasks),
        _counts("Language", facts.languages),
        _counts("Site", facts.sites),
        _counts("Licence", facts.licenses),
        *(
            ["Lengths, in characters that so many percent of rows do not exceed:", table(head, lengths)]
            if lengths
            else []
        ),
        *(
            [table(["File", "rows"], ((name, f"{n:,}") for name, n in facts.files.items()))]
            if facts.files
            else []
        ),
    ]


def _making(facts: Facts) -> list[str]:
    """Return the steps with their limits, and what they dropped."""
    return [
        "## How it was made",
        "Pages were fetched within robots.txt, read into records, refined by these steps in this order, "
        "and built into pairs. What a step refuses is kept apart with its reason.",
        table(["Step", "what it does, or its limit"], facts.steps.items())
        if facts.steps
        else "The recipe below names the steps.",
        _counts("Dropped by", facts.drops, "dropped"),
    ]


def _consent(facts: Facts) -> list[str]:
    """Return why each site's text may be used."""
    reasons = sorted(facts.consent.items())
    return [
        "## Consent and licences",
        "A text is exported only where its licence or its site allows it; the column `license` says which "
        "licence a row is under. Obey each, above all where it asks for attribution: `urls` names the pages.",
        table(["Site", "why its text may be used"], reasons)
        if reasons
        else "No site gave a reason beside its licence.",
    ]


def _personal(masked: Mapping[str, int]) -> list[str]:
    """Return how much was masked, and what that leaves."""
    if not any(masked.values()):
        return ["## Personal data", UNMASKED]
    return ["## Personal data", MASKING, _counts("Masked", masked, "passages")]


def _leading(sites: Mapping[str, int]) -> list[str]:
    """Return a warning where one of several sites gives most of the rows."""
    site, rows = max(sites.items(), key=lambda pair: pair[1], default=("", 0))
    share = rows / max(sum(sites.values()), 1)
    if len(sites) < 2 or share <= 0.5:
        return []
    return [f"- {_line(site)} gives {share:.0%} of the rows, so its manner leads."]


def _counts(name: str, counts: Mapping[str, int], unit: str = "rows") -> str:
    """Return a table of counts and shares, the largest first."""
    if not any(counts.values()):
        return f"{name}: none."
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    rows = [[key or "unknown", f"{count:,}", f"{count / total:.1%}"] for key, count in ordered]
    return table([name, unit, "share"], rows)


def _names(counts: Mapping[str, int]) -> str:
    """Return the names of what was counted, the most frequent first."""
    return _line(", ".join(sorted(counts, key=lambda key: (-counts[key], key)))) or "-"


def _line(text: str) -> str:
    """Return text as one line that can stand in a table."""
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|")
