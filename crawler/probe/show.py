"""What a probe says to a person: the engine and why, what the host allows, and records to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.columns import printable
from crawler.engines.signs import Guess
from crawler.records import Drop, Part, Record, Signal

# Posts of a page and characters of each that are shown; a person wants to see that they are right.
POSTS, CHARS = 4, 240


def engine(guesses: Iterable[Guess], chosen: str, why: str) -> Iterator[str]:
    """Yield which engine it is and how sure that is, the others that it might be after it."""
    yield f"engine      {chosen}: {why}"
    for guess in guesses:
        if guess.engine != chosen:
            yield f"            {guess.engine} is possible, {guess.confidence:.0%}: {', '.join(guess.why)}"


def signals(told: Iterable[Signal], robots: str, consent: Iterable[str]) -> Iterator[str]:
    """Yield what the host says of crawling and of the use of its texts."""
    yield f"robots.txt  {robots}"
    lines = [f"{signal.source}: {printable(signal.text)[:100]}" for signal in told]
    for line in dict.fromkeys([*lines, *consent]):
        yield f"consent     {printable(line)[:160]}"


def record(result: Record | Drop, url: str) -> Iterator[str]:
    """Yield a page's record as a person would read it."""
    yield ""
    yield f"== {printable(url)}"
    if isinstance(result, Drop):
        yield f"   no record: {printable(result.reason)}"
        return
    count = f", {len(result.parts)} parts" if len(result.parts) > 1 else ""
    place = f", position {result.position}" if result.position else ""
    yield f"   {result.kind}{place}{count}: {printable(result.title)}"
    for part in result.parts[:POSTS]:
        yield from _part(part)
    if len(result.parts) > POSTS:
        yield f"   … and {len(result.parts) - POSTS} more"


def _part(part: Part) -> Iterator[str]:
    head = [part.author or "(no author)", part.published or "(no time)"]
    head += [f"answers {part.reply_to}"] if part.reply_to else []
    head += [f"quotes {part.quote_author}"] if part.quote_author else []
    yield f"   -- {printable(' · '.join(head))}"
    words = " ".join(part.text.split())
    cut = words if len(words) <= CHARS else words[: CHARS - 1] + "…"
    yield f"      {printable(cut) or '(no text)'}"
