"""Who wrote the posts of a page and when: the keys under which names and times stand, the surest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crawler.engines.anatomy import COMMON, Key, Places, Template, body_key
from crawler.engines.outline import Outline
from crawler.engines.vocabulary import EDITED, JOINED, PROFILE

SURE = 0.75  # score from which on a key is believed to hold authors
STRONG = frozenset("b strong h2 h3 h4 h5 dt cite".split())
MAX_ABOUT = 80  # characters of what stands around a time that are looked at
BESIDE = 4  # elements between a name and the time that stands beside it


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the fields of posts stand: the key of the bodies, places of author and time of each (-1: none).

    ``known`` says how many of the authors are people by more than their place (0 to 1): they are named so,
    their names lead to pages about people, or recur.
    """

    posts: Template
    body: Key
    authors: tuple[int, ...]
    dates: tuple[int, ...]
    known: float

    @property
    def bodies(self) -> Places:
        """The places of the bodies by number of post."""
        return self.posts.keys[self.body]

    def like(self, place: int) -> bool:
        """Whether an element outside the posts has the name of their bodies."""
        e = self.posts.page.elements[place]
        return len(self.body) == 2 and e.tag == self.body[0] and self.body[1] in e.tokens

    @property
    def named(self) -> float:
        """The share of the posts whose author is known."""
        return sum(place >= 0 for place in self.authors) / len(self.authors)

    @property
    def dated(self) -> float:
        """The share of the posts whose time is known."""
        return sum(place >= 0 for place in self.dates) / len(self.dates)


def fields(posts: Template) -> Fields:
    """Find the fields of the posts of a page."""
    body = body_key(posts)
    bodies = posts.keys[body]
    numbers = range(len(posts.blocks))
    people, times = author_keys(posts, bodies), time_keys(posts, bodies)
    authors = tuple(_at(posts, people, number, posts.names) for number in numbers)
    dates = tuple(_at(posts, times, number, posts.times) for number in numbers)
    names = [posts.names[place].lower() for place in authors if place >= 0]
    seen = Counter(names)
    told = sum(_told(posts.page, place) for place in authors if place >= 0)
    recur = sum(seen[name] > 1 for name in names)
    known = min(1.0, (told + recur) / max(1, len(names))) if len(seen) > 1 or told else 0.0
    return Fields(posts, body, authors, dates, known)


def _told(page: Outline, place: int) -> bool:
    """Whether an element, what holds it or what it holds is named as a person or leads to one."""
    e = page.elements[place]
    return page.inside(page.people, place) > 0 or (e.parent >= 0 and page.elements[e.parent].who != "")


def _at(posts: Template, keys: Sequence[Key], number: int, known: Mapping[int, str]) -> int:
    """Return the place of a field in a block by the first key that has it, -1 if none has."""
    places = (place for key in keys for place in posts.keys[key].get(number, ()))
    return next((place for place in places if place in known), -1)


def author_keys(posts: Template, bodies: Places) -> list[Key]:
    """Return the keys under which authors stand, the surest first."""
    least = COMMON * 0.9 * len(posts.blocks)
    scored: dict[tuple[int, ...], tuple[float, Key]] = {}
    for key, found in posts.keys.items():
        places = tuple([each[0] for each in found.values()])
        if places not in scored and sum([place in posts.names for place in places]) >= least:
            scored[places] = (_of_author(posts, found, bodies), key)
    return [key for score, key in sorted(scored.values(), reverse=True) if score >= SURE]


def _of_author(posts: Template, found: Places, bodies: Places) -> float:
    """Weigh the first elements of a key as those that name the authors."""
    page = posts.page
    names: list[str] = []
    addresses: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    said = profiles = early = length = strong = beside = leaf = 0
    for number, (place, *_) in found.items():
        name = posts.names.get(place)
        if not name:
            continue
        e = page.elements[place]
        above = page.elements[max(e.parent, 0)]
        names.append(name.lower())
        length += len(name)
        leaf += page.inside(page.texts, place) <= 1
        said += "author" in e.roles or "author" in above.roles
        strong += e.tag in STRONG or above.tag in STRONG
        beside += page.times[min(e.end + BESIDE, len(page.elements))] > page.times[max(0, place - BESIDE)]
        body = bodies.get(number)
        early += not body or place < body[0] or page.elements[body[-1]].end <= place
        if link := _link(page, place):
            addresses[name.lower()].add(link)
            owners[link].add(name.lower())
            profiles += PROFILE.search(link) is not None
    count, distinct = len(names), len(set(names))
    proper = all(len(each) == 1 for each in (*addresses.values(), *owners.values()))
    linked = sum(name in addresses for name in names) / count if proper else 0.0
    score = (
        (0.9 * said + 0.9 * profiles + 0.4 * early + 0.2 * strong + 0.3 * beside + 0.3 * leaf) / count
        + (0.8 if 1 < distinct < count else 0.4) * linked
        + 0.7 * min(1.0, 2 * (distinct - 1) / max(1, count - 1))
        - 0.03 * length / count
        - (0.6 if length < 2 * count else 0.0)
        - (1.5 if distinct == 1 and count > 2 and not profiles else 0.0)
    )
    return score * (0.5 + 0.5 * count / len(posts.blocks))


def _link(page: Outline, place: int) -> str:
    """Return the address of the link that an element stands in or holds, "" if there is none."""
    e = page.elements[place]
    if e.linked:
        while page.elements[place].tag != "a":
            place = page.elements[place].parent
        return page.elements[place].attributes.get("href") or ""
    links = (each.attributes.get("href") or "" for each in page.elements[place : e.end] if each.tag == "a")
    return next(links, "")


def time_keys(posts: Template, bodies: Places) -> list[Key]:
    """Return the keys under which the times of posts stand, the surest first."""
    scored: dict[tuple[int, ...], tuple[float, int, Key]] = {}
    for key, found in posts.keys.items():
        places: dict[int, int] = {}
        for number, each in found.items():
            for place in each:
                if place in posts.times:
                    places[number] = place
                    break
        if len(places) >= COMMON * 0.9 * len(posts.blocks):
            score = _of_time(posts, places, bodies)
            at = tuple(places.values())
            if score > max(1.0, scored.get(at, (0.0,))[0]):
                scored[at] = (score, -at[0], key)
    return [key for *_, key in sorted(scored.values(), reverse=True)]


def _of_time(posts: Template, places: dict[int, int], bodies: Places) -> float:
    """Weigh elements as those that name the times of the posts."""
    page, count = posts.page, len(places)
    exact = said = outside = wrong = 0
    for number, place in places.items():
        e = page.elements[place]
        exact += e.exact
        said += "time" in e.roles or e.tag == "time"
        outside += not any(p < place < page.elements[p].end for p in bodies.get(number, ()))
        before = page.elements[place - 1].own if place else ""
        about = " ".join(own[:MAX_ABOUT] for own in (before, page.elements[max(e.parent, 0)].own, e.own))
        wrong += JOINED.search(about) is not None or EDITED.match(e.own[:MAX_ABOUT]) is not None
    various = len({page.elements[place].when for place in places.values()})
    good = 0.5 * exact + 0.3 * said + 0.6 * outside + 0.4 * various - 2.0 * wrong
    return count / len(posts.blocks) + good / count
