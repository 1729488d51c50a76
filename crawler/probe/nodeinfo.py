"""What a server of the social web says that it runs: NodeInfo, asked for at a well-known address.

Source: NodeInfo protocol 2.1, http://nodeinfo.diaspora.software/protocol.html.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from crawler.document import Document
from crawler.engines.signs import Guess

ADDRESS = "/.well-known/nodeinfo"
# Software by the API that it speaks; whatever else federates has outboxes.
ENGINES: Mapping[str, Iterable[str]] = {
    "mastodon": "mastodon hometown glitch-soc pleroma akkoma gotosocial pixelfed friendica iceshrimp".split(),
    "misskey": "misskey calckey firefish sharkey foundkey cherrypick".split(),
    "lemmy": ["lemmy"],
    "discourse": ["discourse"],
    "nodebb": ["nodebb"],
    "wordpress": ["wordpress"],
}
FEDERATED = 0.9


def described(document: Document) -> str:
    """Return the address of the description that the well-known file names last, "" if it names none."""
    listed = document.json.get("links") if isinstance(document.json, dict) else None
    named = [str(each.get("href") or "") for each in listed or () if isinstance(each, dict)]
    return urljoin(document.page.url, named[-1]) if named else ""


def guess(document: Document) -> Guess | None:
    """Return which engine reads a server by its description, None if that tells of none."""
    told: Any = document.json if isinstance(document.json, dict) else {}
    software, protocols = told.get("software"), told.get("protocols")
    name = str(software.get("name") or "").lower() if isinstance(software, dict) else ""
    for engine, names in ENGINES.items():
        if name in names:
            return Guess(engine, 0.99, (f"nodeinfo:{name}",))
    federated = isinstance(protocols, list) and "activitypub" in protocols
    return Guess("activitypub", FEDERATED, ("nodeinfo:activitypub",)) if federated else None
