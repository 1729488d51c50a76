"""Chinese from one script to the other by OpenCC, where a recipe asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from crawler.records import Part, Record, Utterance

# From a script, as BCP 47 names it, to another: the configuration of OpenCC.  Those that end in p
# also change words (软件, 軟體).  Source: OpenCC, configurations.
CONFIGURATIONS: dict[tuple[str, str], str] = {
    ("zh-Hans", "zh-Hant"): "s2t",
    ("zh-Hans", "zh-Hant-TW"): "s2twp",
    ("zh-Hans", "zh-Hant-HK"): "s2hk",
    ("zh-Hant", "zh-Hans"): "t2s",
    ("zh-Hant", "zh-Hant-TW"): "t2tw",
    ("zh-Hant", "zh-Hant-HK"): "t2hk",
    ("zh-Hant-TW", "zh-Hans"): "tw2sp",
    ("zh-Hant-TW", "zh-Hant"): "tw2t",
    ("zh-Hant-HK", "zh-Hans"): "hk2s",
    ("zh-Hant-HK", "zh-Hant"): "hk2t",
}
TARGETS = tuple(dict.fromkeys(to for _, to in CONFIGURATIONS))


def converted(text: str, to: str, source: str = "") -> str:
    """Return a Chinese text in the script ``to``; ``source`` is its own, if that is known.

    Lone surrogates, which OpenCC cannot read, leave a text as it is.  Raises KeyError for a script
    that TARGETS has not.

    >>> converted("後面的頭髮", "zh-Hans"), converted("头发", "zh-Hant")
    ('后面的头发', '頭髮')
    """
    if to not in TARGETS:
        raise KeyError(to)
    usual = "zh-Hant" if to == "zh-Hans" else "zh-Hans"
    name = CONFIGURATIONS.get((source, to)) or CONFIGURATIONS.get((usual, to), "")
    if source == to or text.isascii():
        return text
    try:
        return _converter(name)(text)
    except UnicodeError:
        return text


def script(record: Record, *, to: str) -> Record:
    """Convert the Chinese of a record to the script ``to``: titles, texts, quotes and footers.

    Texts in other languages stay.  Utterances keep their places where a text keeps its length, and
    go where it does not.

    Raises ValueError for a script that TARGETS has not.
    """
    if to not in TARGETS:
        raise ValueError(f"unknown script {to!r}; the scripts are {', '.join(TARGETS)}")
    if not record.language.startswith("zh"):
        return record
    parts = tuple(_part(part, record.language, to) for part in record.parts)
    written = replace(
        record,
        title=converted(record.title, to, record.language),
        text=converted(record.text, to, record.language),
        language=to,
    )
    return written.with_parts(parts) if parts else written


def _part(part: Part, language: str, to: str) -> Part:
    source = part.language or language
    if not source.startswith("zh"):
        return part
    text = converted(part.text, to, source)
    is_aligned = len(text) == len(part.text)
    return replace(
        part,
        text=text,
        quote=converted(part.quote, to, source),
        footer=converted(part.footer, to, source),
        language=to if part.language else "",
        utterances=tuple(_said(each, text, to, source) for each in part.utterances) if is_aligned else (),
    )


def _said(utterance: Utterance, text: str, to: str, source: str) -> Utterance:
    speaker = utterance.speaker and converted(utterance.speaker, to, source)
    return replace(utterance, text=text[utterance.start : utterance.end], speaker=speaker)


@cache
def _converter(name: str) -> Callable[[str], str]:
    from opencc import OpenCC  # loads dictionaries

    convert: Callable[[str], str] = OpenCC(name).convert
    return convert
