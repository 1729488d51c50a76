"""Whether a page's text may be used for training: what its licence and its signals say.

A signal against it wins over everything; a licence that the site's file names, an open licence
that the page names, or the reason in the site's file allows it; else nothing is known, and an
unknown page is not exported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.document import Document
from crawler.records import Consent, Record

DENIALS = re.compile(r"\b(?:noai|noimageai|none-ai)\b", re.I)
PREFERENCES = re.compile(r"\b(?:train-ai|ai-train|ai-use|ai-input)\s*=\s*(?:n|no|\?0)\b", re.I)

CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z-]+)/([\d.]+)|publicdomain/zero/([\d.]+))"
)


def judge(record: Record, document: Document) -> Record:
    """Return the record with its licence and the decision on its use, with evidence."""
    named, is_open = _licence(document)
    licence = record.licence or named
    denials, site = list(_denials(document)), document.site
    if denials:
        consent = Consent("deny", tuple(denials))
    elif record.licence or is_open:
        consent = Consent("allow", (f"licence {licence}",))
    elif site.why:
        consent = Consent("allow", (f"site file: {site.why}",))
    else:
        consent = Consent(
            "unknown", (f"licence {licence[:200]} is not known" if licence else "no licence was found",)
        )
    return replace(record, licence=licence, consent=consent)


def _denials(document: Document) -> Iterator[str]:
    page = document.page
    for header, pattern in (
        ("X-Robots-Tag", DENIALS),
        ("Content-Usage", PREFERENCES),
        ("Content-Signal", PREFERENCES),
    ):
        if pattern.search(value := page.header(header)):
            yield f"header {header}: {value[:200]}"
    if page.header("TDM-Reservation").strip() == "1":
        yield "header TDM-Reservation: 1"
    for node in document.tree.css("meta[name][content]"):
        name, content = (node.attributes["name"] or "").lower(), node.attributes["content"] or ""
        if (name in ("robots", "pairmill") and DENIALS.search(content)) or (
            name == "tdm-reservation" and content == "1"
        ):
            yield f"meta {name}: {content[:200]}"


def _licence(document: Document) -> tuple[str, bool]:
    """Return the licence that a page names for itself, and whether it is an open one.

    Creative Commons licences come as SPDX ids and are open, anything else as the page's address of it.
    """
    href = document.value("link[rel~=license]@href") or document.value("a[rel~=license]@href")
    match = CREATIVE_COMMONS.search(href)
    if match is None:
        return href, False
    return (f"CC0-{match[3]}" if match[3] else f"CC-{match[1].upper()}-{match[2]}"), True
