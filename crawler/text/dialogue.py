"""Quoted speech and who speaks it: the public room.

``utterances`` reads a text, ``attribute`` answers for one line of a novel whose cast is known,
``mark`` is the step.  Marks are paired in crawler.text.spoken.quotes, plays read in
crawler.text.spoken.scripts, speech told from terms in crawler.text.spoken.speech, names found in
crawler.text.spoken.cast, and one model, crawler.text.spoken.speakers, weighs who speaks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.records import Part, Record, Utterance
from crawler.text.spoken.cast import cast as found_cast
from crawler.text.spoken.gaps import gaps, language_of
from crawler.text.spoken.names import NARRATORS, Roster, roster
from crawler.text.spoken.quotes import spans
from crawler.text.spoken.scene import Scene, scene
from crawler.text.spoken.scripts import dashes, lines_of_script
from crawler.text.spoken.speakers import SURE, Verdict, turns
from crawler.text.spoken.speech import is_speech

__all__ = ["Utterance", "attribute", "mark", "utterances"]

MARKED_KINDS = {"chapter": ("body",), "article": ("body", "post")}  # record kind -> kinds of its parts


def utterances(text: str, language: str, cast: Sequence[Sequence[str]] | None = None) -> list[Utterance]:
    """Return the quoted speech of ``text`` in order, not overlapping, marks included.

    The speech of a play (a name and a colon) begins after the colon and has that name for its
    speaker.  Elsewhere the names are found in the text, or are those of ``cast``, the aliases of
    each character with the canonical one first; the speaker is None below ``SURE``.  Who has no
    name is called as the text calls him (“the old man”, 掌柜), a first-person narrator “I” or 我.
    """
    script = lines_of_script(text)
    spoken = [Utterance(start, end, text[start:end], name, "script", 0.99) for start, end, name in script]
    quoted = [span for span in spans(text) if is_speech(text, *span)]
    if spoken:
        quoted = _apart(quoted, [(u.start, u.end) for u in spoken])
    dashed = _apart(dashes(text), [*quoted, *((u.start, u.end) for u in spoken)])
    found = sorted([*quoted, *dashed]) if len(dashed) > len(quoted) else quoted
    told = _attributed(text, found, language, cast) if found else []
    return sorted([*spoken, *told], key=lambda utterance: utterance.start) if spoken else told


def _apart(found: list[tuple[int, int]], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans of ``found`` that touch none of ``taken``; both sets are without overlaps."""
    edges = sorted((start, end) for start, end in taken)
    kept: list[tuple[int, int]] = []
    i = 0
    for start, end in found:
        while i < len(edges) and edges[i][1] <= start:
            i += 1
        if i == len(edges) or edges[i][0] >= end:
            kept.append((start, end))
    return kept


def _attributed(
    text: str, found: list[tuple[int, int]], language: str, cast: Sequence[Sequence[str]] | None
) -> list[Utterance]:
    """Return the spans as utterances, with their speakers where they are sure."""
    language = language_of(text, language)
    between = gaps(text, found, language)
    names: Sequence[Sequence[str]] = found_cast(text, found, language, between)
    if cast is not None:
        names = [*cast, *(aliases for aliases in names if aliases[0] in NARRATORS)]
    if not names:
        return [Utterance(*span, text[slice(*span)], None, "unnamed", 0.0) for span in found]
    here = scene(text, found, roster(names), language, between)
    verdicts = turns(here, listed=False)
    return [_utterance(text, span, here, verdict) for span, verdict in zip(found, verdicts, strict=True)]


def _utterance(text: str, span: tuple[int, int], here: Scene, verdict: Verdict) -> Utterance:
    """Return a span as an utterance, its speaker named only if he is sure."""
    who, method, confidence = verdict
    name = here.names.names[who] if who is not None and confidence >= SURE else None
    return Utterance(
        *span, text[slice(*span)], name, method, round(confidence, 3) if who is not None else 0.0
    )


def attribute(lines: list[str], quote_index: int, names: list[list[str]]) -> tuple[str | None, str, float]:
    """Return who speaks the quotation in ``lines[quote_index]``, by what evidence, how probably.

    ``lines`` are paragraphs or sentences of a novel in order; ``names`` are the aliases of each
    character, the canonical one first.  The answer is the best there is, however unsure; None
    if nobody of ``names`` is mentioned.  The confidence is a probability, fitted on the
    training part of WP2021.

    Raises IndexError if there is no such line.
    """
    here, at = located(lines, quote_index, roster(names))
    who, method, confidence = turns(here, listed=True)[at]
    return (None, "none", 0.0) if who is None else (here.names.names[who], method, confidence)


def located(lines: list[str], quote_index: int, names: Roster) -> tuple[Scene, int]:
    """Return the scene of ``lines`` and the number in it of the longest quotation of one line."""
    start = sum(len(line) + 1 for line in lines[:quote_index])
    own = _target(lines[quote_index])
    target = (start + own[0], start + own[1])
    quotes = sorted([*_apart(_quotations(lines), [target]), target])
    return scene("\n".join(lines), quotes, names), quotes.index(target)


def _target(line: str) -> tuple[int, int]:
    """Return the longest quotation of a line, the whole line if it has none."""
    return max(spans(line), key=lambda span: span[1] - span[0], default=(0, len(line)))


def _quotations(lines: list[str]) -> list[tuple[int, int]]:
    """Return the speech in lines, each read by itself: a lost mark harms one line only."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in lines:
        found += [
            (start + first, start + last) for first, last in spans(line) if is_speech(line, first, last)
        ]
        start += len(line) + 1
    return found


def mark(record: Record) -> Record:
    """Fill in the utterances of a chapter's or an article's parts; other kinds stay as they are."""
    kinds = MARKED_KINDS.get(record.kind, ())
    if not any(part.kind in kinds for part in record.parts):
        return record
    return replace(
        record, parts=tuple(_marked(part, record) if part.kind in kinds else part for part in record.parts)
    )


def _marked(part: Part, record: Record) -> Part:
    return replace(part, utterances=tuple(utterances(part.text, part.language or record.language)))
