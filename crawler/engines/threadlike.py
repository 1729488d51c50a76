"""How sure it is that blocks of a page are posts of a thread, and not teasers, sections or comments.

A room of its own because it judges what the other rooms found: each sign is a share from 0 to 1, and
what the signs are worth was learned from pages of forums and of articles.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp

from crawler.document import Document
from crawler.engines.fields import Fields
from crawler.engines.repeats import Candidate
from crawler.engines.vocabulary import words

# A logit over 102 pages of forums and 360 of other kinds; what names say is worth less: they may be hashed.
WORTH = {
    "score": 3.0,
    "named": 1.0,
    "known": 1.8,
    "dated": 2.3,
    "alike": 1.5,
    "posts": 1.2,
    "teasers": -1.5,
    "pair": -0.6,
    "article": -1.8,
}
BIAS = -6.8
POSTS = ("post", "posts", "comment", "message", "reply", "answer", "topic", "question")
# Two patterns: each has a beginning that is found without looking closer at every character.
KINDS = (
    re.compile(r"\"@type\"\s{0,9}:\s{0,9}\[?\s{0,9}\"([A-Za-z]{3,30})\""),
    re.compile(r"itemtype=\"https?://schema\.org/([A-Za-z]{3,30})"),
)
ARTICLES = frozenset(
    "Article NewsArticle OpinionNewsArticle ReportageNewsArticle TechArticle BlogPosting Recipe".split()
)
DISCUSSIONS = frozenset("DiscussionForumPosting QAPage Question".split())
HEADLINE = (
    15  # characters from which on a link beside the words of a block reads like a headline, 7 in Chinese
)
UNDATED = 0.25  # what it is worth that no block has a time: some software shows none
COMMON = 0.75  # share of the blocks in which a name stands that is the template's
ABOVE = 300  # characters of words above comments from which on they are comments on an article


def confidence(document: Document, candidate: Candidate, where: Fields, above: int) -> float:
    """Return how sure it is that the blocks are posts, 0 if they are comments on an article.

    ``above`` is how many characters of words stand between the title and the blocks.
    """
    article = document.once(_article)
    elements = where.posts.page.elements
    comments = all("comment" in elements[block.start].roles for block in where.posts.blocks)
    if article and comments and above >= ABOVE:
        return 0.0
    return _share({**signs(candidate, where), "article": float(article)})


def ceiling(document: Document, found: Sequence[Candidate]) -> float:
    """Return what ``confidence`` gives at most for any of some candidates, whatever their fields are.

    Where that is too little the fields need not be looked for: most articles end here.
    """
    told = {"named": 1.0, "known": 1.0, "alike": 1.0, "posts": 1.0, "teasers": 0.0}
    told["article"] = float(document.once(_article))
    return max(
        _share(
            {
                **told,
                "score": each.score,
                "dated": max(each.dated, UNDATED),
                "pair": float(len(each.blocks) == 2),
            }
        )
        for each in found
    )


def _share(told: Mapping[str, float]) -> float:
    """Return the probability that signs speak for posts."""
    return 1 / (1 + exp(-BIAS - sum([worth * told[sign] for sign, worth in WORTH.items()])))


def signs(candidate: Candidate, where: Fields) -> dict[str, float]:
    """Return what speaks for posts and against them, each from 0 to 1."""
    starts = [where.posts.page.elements[block.start] for block in where.posts.blocks]
    posts = max(_posts(where.body), sum(_posts(e.tokens) for e in starts) / len(starts))
    return {
        "score": candidate.score,
        "named": where.named,
        "known": where.known,
        "dated": where.dated or UNDATED,
        "alike": _alike(where),
        "posts": posts,
        "teasers": _teasers(where) * min(1.0, 5 * candidate.linked),
        "pair": float(len(starts) == 2),
    }


def _posts(names: Sequence[str]) -> bool:
    """Whether one of the names of an element says that it is a post, or in one."""
    return any(word.endswith(POSTS) for name in names for word in words(name))


def _article(document: Document) -> bool:
    """Whether a page says that it is an article and not a discussion."""
    kinds = {kind for pattern in KINDS for kind in pattern.findall(document.html)}
    if not kinds.isdisjoint(DISCUSSIONS):
        return False
    said = document.value("meta[property='og:type']@content")
    return said == "article" or not kinds.isdisjoint(ARTICLES)


def _alike(where: Fields) -> float:
    """Return how much of what stands around the words of a block stands around those of most blocks."""
    posts, page = where.posts, where.posts.page
    counts: Counter[tuple[str, str | int]] = Counter()
    for places in posts.places:
        root = page.elements[places[0]].depth
        seen: set[tuple[str, str | int]] = set()
        for e in [page.elements[place] for place in places if page.held[place] == 0]:
            seen.add((e.tag, e.depth - root))
            seen.update([(e.tag, name) for name in e.tokens])
        counts.update(seen)
    least = COMMON * len(posts.blocks)
    return sum(count for count in counts.values() if count >= least) / max(1, counts.total())


def _teasers(where: Fields) -> float:
    """Return the share of the blocks that have a headline of their own which leads elsewhere."""
    posts = where.posts
    elements = posts.page.elements
    inside = {
        p for places in where.bodies.values() for body in places for p in range(body, elements[body].end)
    }
    heads: list[set[str]] = []
    for places in posts.places:
        links = (elements[p] for p in places if elements[p].linked and p not in inside)
        heads.append({e.own for e in links if _headline(e.own) and not e.who and not e.when})
    seen = Counter(head for each in heads for head in each)
    return sum(any(seen[head] == 1 for head in each) for each in heads) / len(heads)


def _headline(text: str) -> bool:
    return len(text) >= HEADLINE or (len(text) > HEADLINE // 2 and text > "\u2e80")
