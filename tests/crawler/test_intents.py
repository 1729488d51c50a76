"""Which words of people count as a refusal, and which do not."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.intents import of_declaration, of_labels, refusal


@pytest.mark.parametrize(
    ("profile", "words"),
    [
        ({"noindex": True}, "noindex: true"),
        ({"noindex": False, "indexable": True}, ""),
        ({"indexable": False}, "indexable: false"),
        ({"indexable": None}, ""),
        ({"discoverable": False}, ""),
        ({"note": "<p>potter <a>#<span>NoBot</span></a></p>"}, "#NoBot"),
        ({"summary": "cook #noai"}, "#noai"),
        ({"description": "I #noarchive"}, "#noarchive"),
        ({"note": "I wrote #nobotany"}, ""),
        ({"note": "no bots, please"}, ""),
        ({"note": None, "summary": ["#nobot"]}, ""),
        ({"labels": [{"val": "!no-unauthenticated"}]}, "label !no-unauthenticated"),
        ({}, ""),
    ],
)
def test_refusal_is_what_the_author_set_or_wrote(profile: dict[str, Any], words: str) -> None:
    """Settings and hashtags refuse; a setting that is unknown, or about recommendations, does not."""
    assert refusal(profile) == words


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([{"val": "!no-unauthenticated", "neg": True}], ""),
        ([{"val": "bot"}, {"val": "!no-unauthenticated"}], "label !no-unauthenticated"),
        ({"$type": "selfLabels", "values": [{"val": "!no-unauthenticated"}]}, "label !no-unauthenticated"),
        ("!no-unauthenticated", ""),
        (None, ""),
    ],
)
def test_labels_refuse_unless_they_are_taken_back(labels: Any, words: str) -> None:
    """As the AppView gives them and as they stand in the profile's own record."""
    assert of_labels(labels) == words


@pytest.mark.parametrize(
    ("collection", "record", "refused"),
    [
        ("org.user-intents.declaration", {"syntheticContentGeneration": {"allow": False}}, True),
        ("org.user-intents.declaration", {"syntheticContentGeneration": {"allow": True}}, False),
        ("org.user-intents.declaration", {"syntheticContentGeneration": {"updatedAt": "2025"}}, False),
        ("org.user-intents.declaration", {"protocolBridging": {"allow": False}}, False),
        ("org.user-intents.declaration", {"bulkDataset": {"allow": False}}, True),
        ("community.lexicon.preference.ai", {"preferences": {"syntheticContent": {"allow": False}}}, True),
        ("community.lexicon.preference.ai", {"preferences": {"embedding": {"allow": False}}}, False),
        ("community.lexicon.preference.ai", {"preferences": "none"}, False),
        ("app.bsky.feed.post", {"training": {"allow": False}}, False),
    ],
)
def test_declaration_refuses_by_what_is_about_training(
    collection: str, record: dict[str, Any], refused: bool
) -> None:
    """False refuses, true and nothing do not; entries on other uses do not either."""
    assert bool(of_declaration(collection, record)) is refused
