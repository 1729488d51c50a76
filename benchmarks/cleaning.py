"""Measure the cleaning of texts: notices, transformations, posts as text, marks of posts, and speed.

Prints one figure a row.  The lines of notices and posts are made up and stand in the tests; the
rest is real and not in the repository: rows that need it are left out, with the reason, where the
folder given as argument (default: ``shared/data`` beside the repository) is not.
``--write`` stores the figures that do not depend on the machine as the baseline of tests.
"""

from __future__ import annotations

import json
import random
import re
import runpy
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from crawler.document import Document
from crawler.engines import cooked
from crawler.engines.statuses import words
from crawler.records import Page, Part, Record
from crawler.sites import Site
from crawler.text import adverts, clean, forum, removals
from crawler.text.corrections import corrections

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
BASELINE = ROOT / "tests" / "baselines" / "cleaning.json"
REPLACED = {
    "test_replace_email": "<EMAIL>",
    "test_replace_ipv4": "<IP>",
    "test_replace_links_text": "<LINKS>",
}
NAMES = {
    "clean_html": "html",
    "clean_email": "emails",
    "clean_ip": "ips",
    "clean_links": "links",
    "fix_unicode": "unicode",
}
LONGER_SENTENCES = {"test_text2": 5}
TOKEN = re.compile(r"[\u3400-\u9fff]|[^\W_]+")
QUOTATION = re.compile(r"\[quote[^\]]*\](?:(?!\[quote).)*?\[/quote\]", re.DOTALL)
ASIDE = re.compile(r'<(p|span)\b[^>]*class="[^"]*quote-inline[^"]*"[^>]*>.*?</\1>', re.DOTALL)
ROUNDS = 5
RECORD_CHARS = 4000
POST_CHARS = {"zh": 150, "en": 400}

Row = tuple[str, float]


def notices() -> Iterator[Row]:
    """Recall of made-up notices by reason and half, and prose that is taken for one."""
    cases = runpy.run_path(str(ROOT / "tests" / "crawler" / "text" / "notice_cases.py"))
    for half in ("FIRST", "SECOND"):
        for why, lines in cases[half].items():
            yield f"notices, {half.lower()} half, {why}, recall", _share(clean.noise(each) for each in lines)
    prose = (*cases["PROSE_FIRST"], *cases["PROSE_SECOND"])
    yield "notices, prose about sites taken for one", _share(clean.noise(line) for line in prose)


def posts() -> Iterator[Row]:
    """Accuracy of the marks of posts and of the lines of forum software, on the halves not looked at."""
    cases = runpy.run_path(str(ROOT / "tests" / "crawler" / "text" / "post_cases.py"))
    for why, lines in cases["LINES"].items():
        found = (forum.line_reason(line) == why for line in _second(lines))
        yield f"posts, second half, lines of software, {why}, recall", _share(found)
    yield "posts, own lines taken for the software's", _share(map(forum.line_reason, cases["OWN_LINES"]))
    for name, judge in (("NOTHING", adverts.says_nothing), ("SPAM", adverts.is_advert)):
        yield f"posts, second half, {name.lower()}, recall", _share(map(judge, _second(cases[name])))
    for name, judge in (("SOMETHING", adverts.says_nothing), ("HONEST", adverts.is_advert)):
        yield f"posts, {name.lower()} taken for the opposite", _share(map(judge, cases[name]))


def novels(data: Path) -> Iterator[Row]:
    """Lines of real novels that are taken for notices or corrected."""
    for name, lines in prose(data):
        noisy = sum(clean.noise(line) is not None for line in lines)
        yield f"novels, notices in {len(lines)} lines of {name}", noisy
        yield f"novels, corrections in {name}", sum(len(corrections(line)) for line in lines)
        yield f"novels, lines of {name} that clean.text changes in words", sum(map(_is_changed, lines))


def transformations(data: Path) -> Iterator[Row]:
    """Share of the cases of others that come out equal, white space aside, by kind."""
    loader = runpy.run_path(str(data / "dj_cases" / "load.py"))
    passed: dict[str, list[bool]] = {}
    for text, case in loader["maps"]():
        got = _transformed(text, case["op"], case["test"])
        passed.setdefault(case["op"], []).append(got.split() == case["expected"].split())
    for name, equal in passed.items():
        yield f"transformations, {name}, equal", _share(equal)
    yield "transformations, all, equal", _share(each for equal in passed.values() for each in equal)


def _transformed(text: str, operator: str, test: str) -> str:
    if operator == "remove_repeat_sentences":
        return removals.repeats(text, min_chars=LONGER_SENTENCES.get(test, removals.MIN_CHARS))
    return removals.REMOVALS[NAMES[operator]](text, REPLACED.get(test, ""))


def markup(data: Path) -> Iterator[Row]:
    """Token F1 of posts as text against another way to write them, over all posts and the mean of each.

    For Discourse that is the Markdown which the author wrote, its signs taken off; for Mastodon all
    text nodes in order.
    """
    loader = runpy.run_path(str(data / "social_api" / "load.py"))
    site = Site("s", engine="discourse", domains=("forum.example",))
    page = Document(Page("https://forum.example/t/1.json", b"{}"), site, "{}", "utf-8")
    written = [
        (cooked.read(raw, page, "topic-1", 0).text, plain_markdown(case["markdown"]))
        for raw, case in loader["items"]("discourse")
        if case["markdown"]
    ]
    yield from _scores("Discourse", written)
    statuses = [
        (words(case["html"]), plain_html(case["html"]))
        for _, case in loader["items"]("mastodon")
        if case["html"]
    ]
    yield from _scores("Mastodon", statuses)
    same = (_lines(ours) == _lines(reference) for ours, reference in statuses)
    yield "markup, Mastodon, statuses with the same lines", _share(same)


def _scores(name: str, pairs: list[tuple[str, str]]) -> Iterator[Row]:
    counted = [(Counter(tokens(ours)), Counter(tokens(reference))) for ours, reference in pairs]
    both = sum((ours & reference).total() for ours, reference in counted)
    yield f"markup, {name}, token F1 over all", 2 * both / sum(a.total() + b.total() for a, b in counted)
    each = [2 * (a & b).total() / (a.total() + b.total()) if a or b else 1.0 for a, b in counted]
    yield f"markup, {name}, token F1, mean of {len(each)} posts", statistics.mean(each)


def tokens(text: str) -> list[str]:
    """Return words, and each Han character."""
    return TOKEN.findall(unicodedata.normalize("NFKC", text).casefold())


def plain_markdown(text: str) -> str:
    """Return Markdown of Discourse without its signs, pictures and quotations of other posts."""
    while (left := QUOTATION.sub("\n", text)) != text:  # the innermost first
        text = left
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)|<img[^>]*>|\[/?(?:details|spoiler|poll|date)[^\]]*\]", " ", text)
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?: \"[^\"]*\")?\)", r"\1", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", " ", text)
    text = re.sub(r"^[ \t]*(?:>+ ?|#{1,6} +|```.*$|[-*_]{3,}[ \t]*$)", "", text, flags=re.MULTILINE)
    return unescape(re.sub(r"\\([^\w\s])|\*\*|__|~~|`", r"\1", text))


class _Text(HTMLParser):
    """Collects the text of a status as its HTML has it, paragraphs and lines apart."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a paragraph; a picture of a word stands for it."""
        given = dict(attrs)
        if tag in ("p", "br", "li", "div", "pre", "blockquote", "ul", "ol", "h1", "h2", "h3"):
            self.pieces.append("\n")
        if tag == "img" and "emoji" in (given.get("class") or ""):
            self.pieces.append(given.get("alt") or "")

    def handle_data(self, data: str) -> None:
        """Take text as it stands."""
        self.pieces.append(re.sub(r"\s+", " ", data))


def plain_html(html: str) -> str:
    """Return the text nodes of HTML in order, without asides for software that cannot show quotes."""
    parser = _Text()
    parser.feed(ASIDE.sub("", html))
    parser.close()
    return "".join(parser.pieces)


def _lines(text: str) -> list[list[str]]:
    found = (tokens(line) for line in text.split("\n"))
    return [each for each in found if each]


def speeds(data: Path) -> Iterator[Row]:
    """Milliseconds a megabyte of UTF-8, medians of rounds in turn, of the steps over chapters and posts."""
    steps: dict[str, Callable[[Record], object]] = {
        "spaces": clean.spaces,
        "noise": clean.without_noise,
        "forum": forum.without_forum_noise,
        "marks": adverts.marks,
    }
    for tag, texts in _by_language(data):
        for kind, records in (("chapters", chapters(texts)), ("posts", threads(texts, POST_CHARS[tag]))):
            size = sum(len(part.text.encode()) for record in records for part in record.parts) / 1e6
            taken: dict[str, list[float]] = {name: [] for name in steps}
            for _ in range(ROUNDS + 1):
                for name, step in steps.items():
                    started = time.process_time()
                    for record in records:
                        step(record)
                    taken[name].append(time.process_time() - started)
            for name, rounds in taken.items():
                yield f"speed, {name}, {tag} {kind}, ms a MB", statistics.median(rounds[1:]) * 1000 / size


def _by_language(data: Path) -> Iterator[tuple[str, str]]:
    texts = {name: "\n".join(lines) for name, lines in prose(data)}
    yield "zh", texts["WP2021"] + "\n" + texts["鲁迅"]
    yield "en", texts["LitBank"]


def chapters(text: str) -> list[Record]:
    """Return a text as chapters."""
    pieces = [text[start : start + RECORD_CHARS] for start in range(0, len(text), RECORD_CHARS)]
    record = Record("1", "u", "s", "chapter")
    return [record.with_parts([Part("1", piece, kind="body")]) for piece in pieces]


def threads(text: str, chars: int) -> list[Record]:
    """Return a text as threads of twenty posts."""
    pieces = [text[start : start + chars] for start in range(0, len(text), chars)]
    found = [Part(str(number), piece, author=f"a{number % 7}") for number, piece in enumerate(pieces)]
    record = Record("1", "u", "s", "thread")
    return [record.with_parts(found[start : start + 20]) for start in range(0, len(found), 20)]


def prose(data: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield real novels by name as lines."""
    book = data.parent / "servers" / "common" / "books" / "CalltoArms.txt"
    yield "鲁迅", book.read_text(encoding="utf-8").splitlines()
    litbank = runpy.run_path(str(data / "litbank" / "load.py"))
    yield "LitBank", [" ".join(tokens) for sentences, _ in litbank["items"]() for tokens in sentences]
    wp2021 = runpy.run_path(str(data / "wp2021" / "load.py"))
    yield "WP2021", [line for case, _ in wp2021["items"]("dev") for line in case["lines"]]


def sample(data: Path = DATA, lines: int = 3000) -> Iterator[Row]:
    """Yield the figures that tests compare with the baseline: all but the speeds, of novels a sample."""
    yield from notices()
    yield from posts()
    yield from transformations(data)
    yield from markup(data)
    for name, found in prose(data):
        some = random.Random(0).sample(found, min(lines, len(found)))
        noisy = sum(clean.noise(line) is not None and "TXT" not in line for line in some)
        yield f"novels, notices in a sample of {name}", noisy


def _is_changed(line: str) -> bool:
    return tokens(clean.text(line)) != tokens(line)


def _second(cases: tuple[str, ...]) -> tuple[str, ...]:
    return cases[len(cases) // 2 :]


def _share(found: Iterable[Any]) -> float:
    judged = [bool(each) for each in found]
    return sum(judged) / len(judged)


def main(data: Path, *, write: bool) -> None:
    """Print the table, or store the baseline."""
    if write:
        figures: Mapping[str, float] = dict(sample(data))
        BASELINE.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return
    measured: list[Callable[[], Iterable[Row]]] = [notices, posts]
    if data.is_dir():
        measured += [lambda each=each: each(data) for each in (transformations, markup, novels, speeds)]  # type: ignore[misc]
    else:
        print(f"only made-up lines are measured: there is no {data}", file=sys.stderr)
    for measure in measured:
        for name, figure in measure():
            print(f"{name:72}{figure:>12.4g}")


if __name__ == "__main__":
    paths = [argument for argument in sys.argv[1:] if argument != "--write"]
    main(Path(paths[0]) if paths else DATA, write="--write" in sys.argv)
