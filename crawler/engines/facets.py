"""What Bluesky's posts say besides their plain text: facets name the bytes that are a link.

Apps shorten an address for the eye; the facet has it in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from crawler.engines.answers import Table, inner, tables, text, whole

LINK = "app.bsky.richtext.facet#link"


def spelled(record: Table) -> str:
    """Return the text of a post, addresses that were shortened in it in full.

    >>> feature = {"$type": LINK, "uri": "https://a.example/b"}
    >>> facet = {"index": {"byteStart": 4, "byteEnd": 14}, "features": [feature]}
    >>> spelled({"text": "See a.examp...!", "facets": [facet]})
    'See https://a.example/b!'
    """
    said = record.get("text")  # as it is: facets count its bytes
    if not isinstance(said, str):
        return ""
    raw, end, pieces = said.encode("utf-8", "replace"), 0, []
    for start, stop, address in sorted(_links(record)):
        shown = raw[start:stop].decode("utf-8", "replace") if end <= start < stop <= len(raw) else ""
        if is_short_for(shown, address):
            pieces += [raw[end:start], address.encode("utf-8", "replace")]
            end = stop
    return b"".join([*pieces, raw[end:]]).decode("utf-8", "replace").strip()


def is_short_for(shown: str, address: str) -> bool:
    """Whether what is shown is the beginning of an address, cut for the eye."""
    bare = shown.rstrip(".…")
    return bare != shown and bool(bare) and bare.split("://")[-1] in address


def _links(record: Table) -> Iterator[tuple[int, int, str]]:
    """Yield first byte, end and address of each link."""
    for facet in tables(record.get("facets")):
        index = inner(facet, "index")
        for feature in tables(facet.get("features")):
            if text(feature, "$type") == LINK:
                yield whole(index, "byteStart"), whole(index, "byteEnd"), text(feature, "uri")
