"""A site's file as it is found out: its keys with the reason for each, and the TOML that says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

NO_LICENCE = (
    '# license = "CC-BY-4.0"    # no licence was found: read the site\'s terms; nothing is exported until\n'
    '# why = "…"                # license names an open one, or why says who allowed it and where'
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The keys of a site's file; ``notes`` hold a comment for a key or table, ``why`` opens the file."""

    why: tuple[str, ...]
    engine: str
    start: tuple[str, ...]
    domains: tuple[str, ...]
    license: str = ""
    language: str = ""
    timezone: str = ""
    encoding: str = ""
    delay_s: float = 1.0
    follow: Mapping[str, str] = field(default_factory=dict)
    rewrite: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def written(draft: Draft) -> str:
    """Return a draft as TOML with comments."""
    lines = [f"# {line}" for line in draft.why]
    lines += ["", _line("engine", draft.engine, draft), _line("start", list(draft.start), draft)]
    lines += [_line("domains", list(draft.domains), draft)]
    lines += [_line("license", draft.license, draft)] if draft.license else NO_LICENCE.splitlines()
    for key in ("timezone", "encoding"):
        if value := getattr(draft, key):
            lines.append(_line(key, value, draft))
    if draft.language:
        lines.append(
            f"# language = {text(draft.language)}    # of the pages seen; for texts that are hard to tell"
        )
    lines.append(_line("delay_s", draft.delay_s, draft))
    for name in ("follow", "rewrite", "fields"):
        lines += _table(name, getattr(draft, name), draft)
    return "\n".join(lines) + "\n"


def _table(name: str, table: Mapping[str, str], draft: Draft) -> list[str]:
    if not table:
        return []
    note = draft.notes.get(name, "")
    head = f"[{name}]" + (f"  # {note}" if note else "")
    if name == "rewrite":
        return ["", head, *(f"{text(key)} = {text(value)}" for key, value in table.items())]
    return ["", head, *(_line(key, value, draft, inside=name) for key, value in table.items())]


def _line(key: str, value: object, draft: Draft, *, inside: str = "") -> str:
    note = draft.notes.get(f"{inside}.{key}" if inside else key, "")
    if isinstance(value, list):
        said = f"[{', '.join(map(text, value))}]"
    else:
        said = text(value) if isinstance(value, str) else str(value)
    return f"{key} = {said}" + (f"  # {note}" if note else "")


def text(value: str) -> str:
    r"""Return a string of TOML, between single quotes where that spares escapes: patterns stay readable.

    >>> print(text('/t/\\d+$'), text("plain"), text("it's"))
    '/t/\d+$' "plain" "it's"
    """
    if ("\\" in value or '"' in value) and "'" not in value and value.isprintable():
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
