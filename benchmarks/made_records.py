"""Records as a crawl leaves them, as many megabytes as wanted: what a build is measured on.

    python benchmarks/made_records.py --megabytes 1000 --out made

writes made/records/<site>/<run>.jsonl of two forums and two magazines, half Chinese and half English.
Texts are made up (see made_prose) and go through every text step; lines are written by the crawler's
own Run, so that they carry signatures, languages, quotes and the place of their page.  A tenth of the
works are near-copies of others, a third of the replies are short posts of which some are everybody's,
and one post in ten names a telephone number, an e-mail address or an IP address.
Without ``--out`` a small set is made and thrown away.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import planted
from made_posts import EVERYBODYS, post
from made_prose import EN, ZH, prose
from planted import Made

from crawler.archive import Place
from crawler.records import Consent, Drop, Page, Part, Record
from crawler.runs import Files, Run
from crawler.text.duplicates import Index
from crawler.text.steps import refine

RUN = "20261101T000000Z"
LICENCE, ALLOW = "CC0-1.0", Consent("allow", ("licence CC0-1.0",))
WORKS = 60  # of each site in a block
COPIES = 6  # of these near-copies of others
DISTANCES = (0.01, 0.15)
PRIVATE = {
    ZH: (
        "我的电话是13{n:09}，有事打给我。",
        "发到邮箱lin{n}@mail.example就行。",
        "服务器是10.{a}.{b}.7，连不上。",
    ),
    EN: (
        "Call me at +44 20 7946 0{a:03} any time.",
        "Mail it to reader{n}@mail.example please.",
        "My server is 10.{a}.{b}.7 and does not answer.",
    ),
}
HANDLES = {
    ZH: ("春夏秋冬风雨云月", "江山林海溪石桥舟", "客人翁子生者行归"),
    EN: ("quiet old green lucky late small red north".split(), "fox owl river kettle moss pine gull".split()),
}
ASKS = {ZH: "{words}怎么办？", EN: "How do I {words}?"}


@dataclass(frozen=True)
class Source:
    """A site, its language, and mean characters of an opening post or article and of a reply (0: none)."""

    name: str
    language: str
    opening: int
    reply: int = 0


SOURCES = (
    Source("board-zh", ZH, 400, 120),
    Source("board-en", EN, 1200, 350),
    Source("press-zh", ZH, 1700),
    Source("press-en", EN, 5000),
)


def write(out: Path, megabytes: float, seed: int = 1) -> Counter[str]:
    """Write blocks of records until there are so many megabytes of lines; return what was written."""
    sites = {source.name: Run(Files(out, source.name, RUN), Index()) for source in SOURCES}
    paths = [run.files.records for run in sites.values()]
    told: Counter[str] = Counter()
    with get_context("spawn").Pool(os.cpu_count()) as pool:
        # A block a core is made ahead, so that a small set costs little more than it needs.
        for first in count(step=os.cpu_count() or 1):
            for found in pool.map(partial(block, seed), range(first, first + (os.cpu_count() or 1)), 1):
                if sum(path.stat().st_size for path in paths) >= megabytes * 1e6:
                    continue
                for record in found:
                    page = Page(record.url, b"")
                    place = Place(f"{RUN}.warc.gz", 1000 * sites[record.site].tally.pages, "sha1:made")
                    sites[record.site].keep(page, record, place)
                    told[f"{record.kind}s"] += 1
                    told["characters"] += len(record.text)
            if sum(path.stat().st_size for path in paths) >= megabytes * 1e6:
                break
    for run in sites.values():
        run.close()
    told["bytes"] = sum(path.stat().st_size for path in paths)
    return told


def block(seed: int, number: int) -> list[Record]:
    """Return the records of all sites with this number, those left out that a text step drops."""
    refined = (refine(record) for source in SOURCES for record in _records(source, seed, number))
    return [record for record in refined if not isinstance(record, Drop)]


def _records(source: Source, seed: int, number: int) -> Iterator[Record]:
    pick, chance = random.Random(f"{seed} {number} {source.name}"), _chance(source, seed, number)
    openings = [Made(text, source.language) for text in prose(source.language, WORKS, source.opening, chance)]
    replies: list[list[str]] = [[] for _ in openings]
    if source.reply:
        sizes = [pick.randint(2, 18) for _ in openings]
        texts = iter(prose(source.language, sum(sizes), source.reply, chance))
        replies = [[_reply(next(texts), source, pick) for _ in range(size)] for size in sizes]
    for place in range(COPIES):
        own = openings[place]
        openings[-1 - place] = planted.near_copy(own, openings, DISTANCES, pick, list(planted.EDITS))
        replies[-1 - place] = replies[place]
    for place, (opening, own) in enumerate(zip(openings, replies, strict=True)):
        yield _record(source, f"{number}-{place}", [opening.text, *own], pick)


def _chance(source: Source, seed: int, number: int) -> np.random.Generator:
    return np.random.default_rng([seed, number, SOURCES.index(source)])


def _reply(text: str, source: Source, pick: random.Random) -> str:
    if pick.random() < 0.1:
        return pick.choice([each for each, language in EVERYBODYS.items() if language == source.language])
    if pick.random() < 0.25:
        return post(pick.randrange(40_000), source.language)
    if pick.random() < 0.15:
        said = pick.choice(PRIVATE[source.language])
        return f"{text}\n{said.format(n=pick.randrange(10**9), a=pick.randrange(256), b=pick.randrange(256))}"
    return text


def _author(language: str, pick: random.Random) -> str:
    """Return a handle; one in three has a number."""
    name = ("" if language == ZH else "_").join(pick.choice(words) for words in HANDLES[language])
    return name if pick.random() < 2 / 3 else f"{name}{pick.randrange(100)}"


def _record(source: Source, name: str, texts: list[str], pick: random.Random) -> Record:
    """Return a thread whose posts answer each other, or an article of one body."""
    kind = "thread" if source.reply else "article"
    words = texts[0].split("\n")[0][: 40 if source.language == EN else 12].strip()
    authors = [_author(source.language, pick) for _ in range(6)]
    parts = [
        Part(
            f"{name}.{number}",
            text,
            author=authors[0 if number == 0 else pick.randrange(6)],
            published=f"2026-10-{1 + number:02}T08:00:00Z",
            reply_to=f"{name}.{pick.randrange(number)}" if number and pick.random() < 0.7 else "",
            kind="post" if source.reply else "body",
        )
        for number, text in enumerate(texts)
    ]
    record = Record(
        id=f"{source.name}/{name}",
        url=f"https://{source.name}.example/{name}",
        site=source.name,
        kind=kind,
        title=ASKS[source.language].format(words=words) if source.reply else words,
        author=authors[0],
        published=parts[0].published,
        work=name,
        position=1,
        licence=LICENCE,
        consent=ALLOW,
    )
    return replace(record, meta={"made": True}).with_parts(parts)


def main() -> None:
    """Make a set and print what it is made of."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="a folder for records/<site>/<run>.jsonl")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = write(options.out or Path(folder), options.megabytes, options.seed)
    for kind, amount in sorted(told.items()):
        print(f"{kind:<20}{amount:>14,}")


if __name__ == "__main__":
    main()
