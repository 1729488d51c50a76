"""English names: who stands beside a verb of saying, and capitalised words within sentences.

Somebody without a name who speaks is called as the text calls him: “the old man”, “his mother”.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from crawler.text.spoken.gaps import Gap
from crawler.text.spoken.genders import FEMALE_ROLES, MALE_ROLES, gender
from crawler.text.spoken.tags import NOBODY, TITLES

MIN_CAPITALS = 2  # times that a capitalised name must stand within sentences
MAX_PLACE = 0.5  # share of the times that a name follows “in” or “at”: above it, a place
MIN_NARRATOR = 1 / 2_000  # of the characters of narration; an I here and there may be a slip or a letter

MAX_MERGED = 400  # names, the most frequent first, whose short forms are looked for
_CAPITAL = r"[A-Z][a-z’'-][\w’'-]{0,20}"
_NAME = re.compile(
    rf"{_CAPITAL}(?:(?: |\.(?:(?<=Mr.)|(?<=Mrs.)|(?<=Ms.)|(?<=Dr.)|(?<=St.)) ){_CAPITAL}){{0,3}}"
)
_PLACE = dict.fromkeys("in at near via through across".split(), 1.0) | dict.fromkeys(
    "to from of for into".split(), 0.6
)
_PEOPLE = (FEMALE_ROLES | MALE_ROLES | {"child", "cousin", "companion"}) - {
    "men",
    "women",
    "ladies",
    "gentlemen",
}
_ARTICLE = re.compile(r"(?:an?|the|this|that|another|one|some)\s", re.IGNORECASE)
# What speaks for nobody though it stands where a speaker does.
_THINGS = frozenset(
    "hand hands head arm arms eye eyes mouth finger fingers face feet foot knee knees back "
    "voice way time moment thing words word lips tone heart mind day night side place door "
    "house room name manner advice fact".split()
)


def names(text: str, between: Sequence[Gap]) -> list[list[str]]:
    """Return the alias lists of the people in English narration, the most named first."""
    narration = " ".join(text[gap.start : gap.end] for gap in between if gap.size)
    after = [gap.said_after for gap in between if gap.said_after is not None]
    before = [gap.said_before for gap in between if gap.said_before is not None]
    proper: Counter[str] = Counter()
    described: Counter[str] = Counter()
    for at, tag in enumerate((*after, *before)):
        if tag.pronoun or tag.start == tag.end:
            continue
        name = text[tag.start : tag.end]
        if _is_proper(name):
            proper[name] += 1
        elif role := _role(name):
            described[role] += 1
        elif at < len(after):  # before a quotation what is no person may be an object
            described[name] += 1
    found = proper + _within(narration)
    cast = _merged([name for name, _ in found.most_common(MAX_MERGED)])
    cast = _titled(cast, _described(described))
    told = narration.count(" I ")
    if any(tag.pronoun == "I" for tag in (*after, *before)) or told > MIN_NARRATOR * len(narration) + 2:
        cast.append(["I"])
    return cast


def _role(name: str) -> str:
    """Return a description up to its last word for a person: “the boy” of “the boy half”, "" of “the way”."""
    words = name.split()
    last = next((i for i in range(len(words) - 1, 0, -1) if words[i].lower() in _PEOPLE), 0)
    return " ".join(words[: last + 1]) if last else ""


def _is_proper(name: str) -> bool:
    return name[:1].isupper() and not _ARTICLE.match(name) and name.split()[0].lower() not in _OWNERS


# Descriptions by which one is also called to: “Well, doctor,”.
_CALLED = frozenset(
    "doctor parson captain colonel major sergeant nurse judge professor inspector lieutenant squire".split()
)
_OWNERS = frozenset("his her my our their your its".split())


def _within(narration: str) -> Counter[str]:
    """Return the capitalised names within sentences that are not places, and how often each stands there."""
    times: Counter[str] = Counter()
    places: dict[str, float] = defaultdict(float)
    for match in _NAME.finditer(narration):
        start = match.start()
        if start > 1 and narration[start - 1] == " " and narration[start - 2].islower():
            name = match[0]
            times[name] += 1
            places[name] += _PLACE.get(narration[max(0, start - 12) : start - 1].rpartition(" ")[2], 0.0)
    return _trimmed(
        Counter({name: n for name, n in times.items() if n >= MIN_CAPITALS and places[name] <= MAX_PLACE * n})
    )


def _trimmed(found: Counter[str]) -> Counter[str]:
    """Return the names without the words before them that are none; what has nothing left goes."""
    kept: Counter[str] = Counter()
    for name, times in found.items():
        words = name.removesuffix("'s").removesuffix("’s").replace("\n", " ").split()
        while words and words[0].lower().rstrip(".") in NOBODY and words[0].lower().rstrip(".") not in TITLES:
            words.pop(0)
        alone = words[0].lower().rstrip(".") if len(words) == 1 else ""
        if (
            words
            and alone not in NOBODY
            and alone not in ("mr", "mrs", "miss", "dr", "ms", "sir", "lady", "lord")
        ):
            kept[" ".join(words)] += times
    return kept


def _described(found: Counter[str]) -> list[list[str]]:
    """Return the alias lists of descriptions, each with both cases and both articles."""
    known: dict[str, list[str]] = {}
    for name, _ in found.most_common():
        words = name.split()
        if words[-1].lower() in _THINGS and (words[0].lower() in _OWNERS or words[-1].lower() != "voice"):
            continue
        rest = _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else ""
        low = name[0].lower() + name[1:]
        key = f"the {rest}" if rest else low
        if key not in known:
            known[key] = [low]
        firsts = (f"the {rest}", low) if rest else (low,)
        called = (rest,) if rest in _CALLED else ()
        for form in (*firsts, *called):
            for alias in (form, form[0].upper() + form[1:]):
                if alias not in known[key]:
                    known[key].append(alias)
    return list(known.values())


def _titled(cast: list[list[str]], described: list[list[str]]) -> list[list[str]]:
    """Put “the captain” among the aliases of the only Captain, and add the other descriptions."""
    kept = []
    for aliases in described:
        title = aliases[0].removeprefix("the ").capitalize()
        last = aliases[0].split()[-1]
        named = [one for one in cast if last[0].isupper() and any(last in alias.split() for alias in one)]
        if len(named) == 1:
            named[0] += aliases
            continue
        bearers = [one for one in cast if any(alias.startswith((f"{title} ", f"{title}. ")) for alias in one)]
        if len(bearers) == 1 and " " not in title:
            bearers[0] += aliases
        else:
            kept.append(aliases)
    return cast + kept


def _merged(found: Iterable[str]) -> list[list[str]]:
    """Put a shorter name among the aliases of the one longer name that it can be short for."""
    found = list(found)
    cores = {name: _core(name) for name in found}
    by_word: dict[str, list[str]] = {}
    for name in found:
        for word in {cores[name][0], cores[name][-1]}:
            by_word.setdefault(word, []).append(name)
    short_for: dict[str, str] = {}
    for name in found:
        longer = [
            other
            for word in {cores[name][0], cores[name][-1]}
            for other in by_word[word]
            if _is_short(name, other, cores)
        ]
        longer = [
            other for other in dict.fromkeys(longer) if not any(_is_short(other, o, cores) for o in longer)
        ]
        if len(longer) == 1:
            short_for[name] = longer[0]
    aliases: dict[str, list[str]] = {name: [name] for name in found if name not in short_for}
    for name in short_for:
        full = name
        for _ in range(4):
            full = short_for.get(full, full)
        if full in aliases:
            aliases[full].append(name)
        else:
            aliases.setdefault(name, [name])
    return list(aliases.values())


def _core(name: str) -> list[str]:
    """Return the words of a name without its titles, all of them if there is nothing else."""
    words = name.split()
    return [word for word in words if word.lower().rstrip(".") not in TITLES] or words


def _is_short(name: str, other: str, cores: dict[str, list[str]]) -> bool:
    """Whether a name may be short for another: Bennet or Mr. Bennet for John Bennet, not for Mrs. Bennet."""
    if len(name) >= len(other):
        return False
    if other.startswith(f"{name} "):
        return True
    mine, theirs = cores[name], cores[other]
    titled = mine != name.split()
    if len(mine) > 1 or mine[0] not in (theirs[0], theirs[-1]):
        return False
    if titled and len(theirs) == 1:
        return False
    told = gender(name), gender(other)
    return not titled or "" in told or told[0] == told[1]
