"""How well quoted speech is found in every style of marks, and how fast.

Run with the folder of shared data (default: ``shared/data`` beside the repository).  LitBank's
quotations (100 English texts, its sentences on lines, its words set apart by spaces) are measured
as they are, then set in natural spacing and paragraphs, then with each quotation's marks replaced
by those of other books and countries.  Exact spans count.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from crawler.text.dialogue import utterances
from crawler.text.spoken.quotes import spans
from crawler.text.spoken.scripts import dashes, lines_of_script
from crawler.text.spoken.speech import is_speech

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
ROUNDS = 5

Span = tuple[int, int]
Sentences = list[list[str]]

# name -> (opening, closing, inner opening, inner closing); a space in a mark stands in the text.
STYLES = {
    "curly double": ("“", "”", "‘", "’"),
    "curly single": ("‘", "’", "“", "”"),
    "straight double": ('"', '"', "'", "'"),
    "straight single": ("'", "'", '"', '"'),
    "corners": ("「", "」", "『", "』"),
    "white corners": ("『", "』", "「", "」"),
    "guillemets": ("«", "»", "“", "”"),
    "guillemets, thin space": ("«\u202f", "\u202f»", "“", "”"),
    "guillemets, no-break space": ("«\u00a0", "\u00a0»", "“", "”"),
    "guillemets, space": ("« ", " »", "“", "”"),
    "guillemets, reversed": ("»", "«", "›", "‹"),
    "German": ("„", "“", "‚", "‘"),
    "Polish": ("„", "”", "«", "»"),
    "Swedish": ("”", "”", "’", "’"),
    "full width": ("＂", "＂", "＇", "＇"),
    "presentation forms": ("〝", "〞", "‘", "’"),
}
_DOUBLE = re.compile('["“”]')
_DASH = re.compile("-{2,}|[—–]")
# Tokens that lean on the word before them, and on the one after.
_LEANS_BACK = re.compile(r"[.,;:!?)\]}%…]+|n['’]t|['’](?:s|m|d|re|ve|ll|S|M|D|RE|VE|LL)|-{2,}|[—–]")
_LEANS_ON = re.compile(r"[(\[{$£]|-{2,}|[—–]")


def loader(data: Path) -> ModuleType:
    """Return the module that reads LitBank."""
    spec = importlib.util.spec_from_file_location("litbank", data / "litbank" / "load.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def litbank(data: Path) -> Iterator[tuple[Sentences, list[Span]]]:
    """Yield the sentences of each text as words, and its quotations as (first word, word past the last)."""
    for sentences, quotes in loader(data).items():
        begins = [0]
        for words in sentences:
            begins.append(begins[-1] + len(words))
        yield (
            sentences,
            sorted(
                (begins[a] + i, begins[b] + j + 1)
                for quote in quotes
                for (a, i), (b, j) in [(quote["start"], quote["end"])]
            ),
        )


def as_tokens(sentences: Sentences, quotes: list[Span]) -> tuple[str, list[Span]]:
    """Return the text as LitBank has it: words set apart by spaces, sentences on lines."""
    words = [word for row in sentences for word in row]
    ends = {sum(map(len, sentences[:i])) for i in range(1, len(sentences))}
    return joined(words, quotes, lambda i: "\n" if i in ends else " ")


def joined(words: list[str], quotes: list[Span], gap: Callable[[int], str]) -> tuple[str, list[Span]]:
    """Return the words with ``gap(i)`` before word i, and the places of the quotations."""
    starts, pieces, length = [], [], 0
    for i, word in enumerate(words):
        before = gap(i) if i else ""
        starts.append(length + len(before))
        pieces += [before, word]
        length += len(before) + len(word)
    return "".join(pieces), [(starts[a], starts[b - 1] + len(words[b - 1])) for a, b in quotes]


def roles(words: list[str], quotes: list[Span]) -> dict[int, bool]:
    """Return for each mark whether it opens: those of quotations, of the other double ones each in turn."""
    edges = [(at, opens) for first, past in quotes for at, opens in ((first, True), (past - 1, False))]
    told = {at: opens for at, opens in edges if words[at] in tuple("\"“”‘’'")}
    for first, past in quotes:
        told |= nested(words, first + 1, past - 1)
    opens = True
    for i, word in enumerate(words):
        if i in told:
            opens = not told[i]
        elif _DOUBLE.fullmatch(word):
            told[i] = {"“": True, "”": False}.get(word, opens)
            opens = not told[i]
    return told


def nested(words: list[str], first: int, past: int) -> dict[int, bool]:
    """Return the single marks that quote within a quotation, and whether they open."""
    told: dict[int, bool] = {}
    opened = -1
    for i in range(first, past):
        if words[i] == "‘" or (words[i] == "'" and words[i - 1] in (",", ":") and words[i + 1][:1].isupper()):
            opened = i
        elif (
            opened >= 0 and words[i] in ("’", "'") and (words[opened] == "‘" or words[i - 1] in tuple(".,!?"))
        ):
            told |= {opened: True, i: False}
            opened = -1
    return told


def is_ambiguous(sentences: Sentences, quotes: list[Span], setting: str) -> bool:
    """Whether a text, set so, no longer says where its speech ends.

    Dash dialogue needs its paragraphs, which LitBank has not; and where single marks quote, those
    that stand alone must be a quotation's: not goin ' and a ' term ' alike.
    """
    words = [word for row in sentences for word in row]
    if setting.startswith("natural") and any(_DASH.fullmatch(words[first]) for first, _ in quotes):
        return True
    told = roles(words, quotes)
    lone = (i not in told and word in ("'", "‘", "’") for i, word in enumerate(words))
    return setting.endswith("single") and any(lone)


def natural(sentences: Sentences, quotes: list[Span], style: str = "") -> tuple[str, list[Span]]:
    """Return the text in natural spacing, a paragraph before each quotation that begins a sentence.

    ``style`` replaces the marks; without it they stay as they are.
    """
    words = [word for row in sentences for word in row]
    edges = roles(words, quotes)
    if style:
        opening, closing, inner_open, inner_close = STYLES[style]
        inside = {i for first, past in quotes for i in range(first + 1, past - 1)}
        for i, opens in edges.items():
            if i in inside:
                words[i] = inner_open if opens else inner_close
            else:
                words[i] = opening if opens else closing
    begins = {sum(map(len, sentences[:i])) for i in range(1, len(sentences))}
    within = {i for first, past in quotes for i in range(first + 1, past)}

    def gap(i: int) -> str:
        if i in begins and edges.get(i) and i not in within:
            return "\n\n"
        if edges.get(i) is False or edges.get(i - 1):
            return ""
        lean = edges.get(i) is None and (_LEANS_BACK.fullmatch(words[i]) or words[i] in ("’", "'"))
        return "" if lean or _LEANS_ON.fullmatch(words[i - 1]) else " "

    return joined(words, quotes, gap)


def tokens_in(style: str) -> Callable[[Sentences, list[Span]], tuple[str, list[Span]]]:
    """Return the function that sets LitBank's own lines with other marks."""

    def made(sentences: Sentences, quotes: list[Span]) -> tuple[str, list[Span]]:
        words = [word for row in sentences for word in row]
        inside = {i for first, past in quotes for i in range(first + 1, past - 1)}
        for i, opens in roles(words, quotes).items():
            pair = STYLES[style][2:] if i in inside else STYLES[style][:2]
            words[i] = pair[0 if opens else 1].strip()
        ends = iter(words)
        return as_tokens([[next(ends) for _ in row] for row in sentences], quotes)

    return made


def in_style(style: str) -> Callable[[Sentences, list[Span]], tuple[str, list[Span]]]:
    """Return the function that sets a text naturally with other marks."""
    return lambda sentences, quotes: natural(sentences, quotes, style)


SETTINGS: dict[str, Callable[[Sentences, list[Span]], tuple[str, list[Span]]]] = {
    "as it is": as_tokens,
    "natural": natural,
    **{f"natural, {style}": in_style(style) for style in STYLES},
    **{
        f"on lines, {style}": tokens_in(style)
        for style in (
            "curly double",
            "curly single",
            "straight double",
            "straight single",
            "corners",
            "German",
        )
    },
}


def found(text: str) -> set[Span]:
    """Return the places of the utterances of an English text."""
    return {(utterance.start, utterance.end) for utterance in utterances(text, "en")}


def measured(data: Path, part: int = 1) -> dict[str, dict[str, float]]:
    """Return precision, recall and F1 for each setting over every ``part``-th text."""
    texts = list(litbank(data))[::part]
    figures = {}
    for setting, make in SETTINGS.items():
        right = mine = wanted = 0
        for sentences, quotes in texts:
            if is_ambiguous(sentences, quotes, setting):
                continue
            text, places = make([list(row) for row in sentences], quotes)
            got = found(text)
            right, mine, wanted = right + len(got & set(places)), mine + len(got), wanted + len(places)
        figures[setting] = {"p": right / mine, "r": right / wanted, "f1": 2 * right / (mine + wanted)}
    return figures


def spoken(text: str) -> int:
    """Do all that finds speech in ``text``; return how much was found."""
    quoted = sum(is_speech(text, *span) for span in spans(text))
    return quoted + len(lines_of_script(text)) + len(dashes(text))


def speed_rows() -> Iterator[str]:
    """Yield what a megabyte of UTF-8 takes, for novels and for prose without a mark."""
    for name in ("novel-en", "novel-zh"):
        novel = (ROOT / "seeds" / "demo" / f"{name}.txt").read_text(encoding="utf-8")
        yield f"{name:<30} {ms_per_mb(novel * 25):6.1f} ms/MB"
        bare = re.sub("[“”‘’—：:]", "", novel)
        yield f"{name + ', no mark':<30} {ms_per_mb(bare * 25):6.1f} ms/MB"


def ms_per_mb(text: str) -> float:
    """Return the median time over some rounds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        spoken(text)
        times.append(time.process_time() - begun)
    return 1000 * statistics.median(times) / (len(text.encode()) / 1e6)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=DATA)
    data = parser.parse_args().data
    if (data / "litbank").is_dir():
        for setting, row in measured(data).items():
            print(f"{setting:<38} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}")
    else:
        print(f"LitBank is not in {data}: its rows are skipped")
    for line in speed_rows():
        print(line)


if __name__ == "__main__":
    main()
