"""What people say of the use of their own posts, in the words that each network has for it.

A host's robots.txt speaks for the host; these speak for one author.  One table for all networks, so
that an engine only asks.  What refuses here makes an author's parts OPTED_OUT; the words go into the
evidence of the record (crawler.consent).

Sources: Mastodon's Account entity (``noindex``: no search engines; ``indexable``: posts may be found
by all, FEP-5feb); the hashtags are custom of the fediverse, Mastodon itself knows none of them;
``!no-unauthenticated``: app.bsky.actor.profile, a label that asks not to be shown to the public;
proposal 0008 of atproto (``org.user-intents.declaration``) and ``community.lexicon.preference.ai``.
``discoverable: false`` is no refusal: it keeps an account out of recommendations, and is what
most accounts have that never looked at the setting.  An ``indexable`` that is missing is none either:
most software does not know it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# A setting of an account or actor, and the value that refuses.
SETTINGS = (("noindex", True), ("indexable", False), ("preventAiLearning", True), ("noCrawle", True))
# Where people write of themselves: Mastodon, ActivityPub, Bluesky and Misskey.
BIOS = ("note", "summary", "description")
HASHTAGS = re.compile(r"#(?:nobots?|noindex|noarchive|noai|noaitraining)\b", re.I)
TAG = re.compile(r"<[^<>]{0,2000}>")
LABELS = frozenset(["!no-unauthenticated"])
# Records of an author's repository that are about use, and the entries in them that speak of training
# models or of handing on a dataset.
DECLARATIONS: Mapping[str, tuple[str, ...]] = {
    "org.user-intents.declaration": ("syntheticContentGeneration", "bulkDataset"),
    "community.lexicon.preference.ai": ("training", "syntheticContent"),
}


def refusal(profile: Mapping[str, Any]) -> str:
    """Return the words by which an account or actor refuses, "" if it does not.

    >>> refusal({"indexable": False, "note": "<p>gardener</p>"})
    'indexable: false'
    >>> refusal({"summary": "Cook. #<span>NoBot</span>"})
    '#NoBot'
    """
    for name, value in SETTINGS:
        if profile.get(name) is value:
            return f"{name}: {str(value).lower()}"
    for text in filter(None, map(profile.get, BIOS)):
        if isinstance(text, str) and (found := HASHTAGS.search(TAG.sub("", text))):
            return found[0]
    return of_labels(profile.get("labels"))


def of_labels(labels: Any) -> str:
    """Return the label of a Bluesky account that refuses, "" if none does; one may be taken back."""
    if isinstance(labels, Mapping):
        labels = labels.get("values")  # as it stands in the profile's own record
    for label in labels if isinstance(labels, list) else ():
        if isinstance(label, Mapping) and label.get("val") in LABELS and not label.get("neg"):
            return f"label {label['val']}"
    return ""


def of_declaration(collection: str, record: Mapping[str, Any]) -> str:
    """Return the words by which a record of an author's repository refuses, "" if it does not.

    >>> of_declaration("community.lexicon.preference.ai", {"preferences": {"training": {"allow": False}}})
    'community.lexicon.preference.ai: training.allow=false'
    """
    inner = record.get("preferences")
    told = inner if isinstance(inner, Mapping) else record
    for name in DECLARATIONS.get(collection, ()):
        entry = told.get(name)
        if isinstance(entry, Mapping) and entry.get("allow") is False:
            return f"{collection}: {name}.allow=false"
    return ""
