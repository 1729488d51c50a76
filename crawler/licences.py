"""Which licence a page states, word for word, and what it is called in the SPDX list.

Three questions, kept apart: what stands on the page (``statements``), which licence that is
(``spdx``), and whether that licence lets anyone train and sell (``OPEN``).  RSL, a licence for
machines that robots.txt points to, is read here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import orjson
from lxml import etree  # type: ignore[import-untyped]

from crawler.document import Document
from crawler.records import Signal

# Sources: the SPDX licence list 3.28, and creativecommons.org for the addresses.
KINDS = frozenset("BY BY-SA BY-NC BY-ND BY-NC-SA BY-NC-ND".split())
VERSIONS = frozenset("1.0 2.0 2.5 3.0 4.0".split())
# Versions for one country that have an id of their own; of others the country is left out.
PORTED = frozenset(
    "BY-2.5-AU BY-3.0-AT BY-3.0-AU BY-3.0-DE BY-3.0-IGO BY-3.0-NL BY-3.0-US BY-NC-3.0-DE BY-NC-ND-3.0-DE "
    "BY-NC-ND-3.0-IGO BY-NC-SA-2.0-DE BY-NC-SA-2.0-FR BY-NC-SA-2.0-UK BY-NC-SA-3.0-DE BY-NC-SA-3.0-IGO "
    "BY-ND-3.0-DE BY-SA-2.0-UK BY-SA-2.1-JP BY-SA-3.0-AT BY-SA-3.0-DE BY-SA-3.0-IGO".split()
)
ADDRESS = re.compile(
    r"creativecommons\.org/(?:licenses/([a-z]{2}(?:-[a-z]{2}){0,2})/(\d\.\d)(?:/([a-z]{2,3})(?![\w.]))?"
    r"|publicdomain/(zero|mark)/1\.0)",
    re.I,
)
NAME = re.compile(
    r"(?<![\w-])CC[ -](?:(BY(?:-(?:NC|SA|ND)){0,2})[ -](\d\.\d)(?:-([A-Z]{2,3})(?!\w))?|(PDM)-1\.0)"
)
ZERO = re.compile(r"(?<![\w-])CC[ -]?0(?![\w.])")
# Other well-known ones, by a part of their address or by their whole name.
KNOWN = {
    "gnu.org/licenses/fdl-1.3": "GFDL-1.3-or-later",
    "gnu.org/licenses/fdl": "GFDL-1.3-or-later",
    "gnu.org/copyleft/fdl": "GFDL-1.3-or-later",
    "opendatacommons.org/licenses/by": "ODC-By-1.0",
    "opendatacommons.org/licenses/odbl": "ODbL-1.0",
    "opendatacommons.org/licenses/pddl": "PDDL-1.0",
    "opensource.org/licenses/mit": "MIT",
    "opensource.org/license/mit": "MIT",
    "apache.org/licenses/license-2.0": "Apache-2.0",
    "opensource.org/licenses/apache-2.0": "Apache-2.0",
    "opensource.org/license/apache-2-0": "Apache-2.0",
    "unlicense.org": "Unlicense",
    "nationalarchives.gov.uk/doc/open-government-licence/version/3": "OGL-UK-3.0",
}
NAMES = {
    name.lower(): name
    for name in (*KNOWN.values(), "CC0-1.0", "CC-PDM-1.0", "GFDL-1.3-only", "GFDL-1.2-or-later", "0BSD")
}
# What lets anyone use, change and sell a text, as training a model and making pairs of it may be.
# NC is left out, for nobody knows what a dataset's readers earn with it, and ND, for a pair is a
# changed text; who may use such a site all the same says so in its file.
# Source: the Open Definition 2.1, https://opendefinition.org/licenses/.
OPEN = frozenset(
    [f"CC-{kind}-{version}" for kind in ("BY", "BY-SA") for version in VERSIONS]
    + [f"CC-{name}" for name in PORTED if not re.search("NC|ND", name)]
    + list(NAMES.values())
)

# What SPDX says of a licence that nobody knows: one such post keeps its record from being all open.
UNKNOWN = "NOASSERTION"

# Bounds of what is read of one page: scripts, characters of one, objects in it, statements.
MAX_SCRIPTS, MAX_SCRIPT, MAX_OBJECTS, MAX_STATEMENTS = 20, 200_000, 200, 10
# Objects whose licence is that of a picture or a recording, and not of the text around it.
MEDIA = frozenset("ImageObject VideoObject AudioObject MediaObject Photograph".split())
RIGHTS = frozenset(
    "dc.rights dc.rights.license dcterms.rights dcterms.license dc:rights dcterms:license".split()
)
RSL_TYPE = "application/rsl+xml"

# RSL 1.0, section 3.4: uses that hold training, with the labels of its drafts.
TRAINING = frozenset("all ai-all ai-train train-ai".split())


def statements(document: Document, seen: str) -> list[Signal]:
    """Return what a page says of its own licence, the clearest way of saying it first.

    A link of the type of RSL is a refusal: its terms are for sale until they are read.
    """
    ways = [*_links(document, "link"), *_embedded(document), *_metas(document), *_links(document, "a")]
    found: dict[str, Signal] = {}
    for source, text, says in ways:
        found.setdefault(text, Signal(source, text, seen, says))
    return [signal for text, signal in found.items() if text][:MAX_STATEMENTS]


def spdx(text: str) -> str:
    """Return the SPDX id of a licence given by address, name or id, "" if it is none of those known.

    >>> spdx("https://creativecommons.org/licenses/by-nc-sa/2.0/fr/"), spdx("CC BY 4.0"), spdx("all rights")
    ('CC-BY-NC-SA-2.0-FR', 'CC-BY-4.0', '')
    """
    text = text[:1000].strip()
    if match := ADDRESS.search(text):
        if match[4]:
            return "CC0-1.0" if match[4].lower() == "zero" else "CC-PDM-1.0"
        return _creative_commons(match[1], match[2], match[3] or "")
    if match := NAME.search(text):
        return "CC-PDM-1.0" if match[4] else _creative_commons(match[1], match[2], match[3] or "")
    if ZERO.search(text):
        return "CC0-1.0"
    address = text.lower()
    return NAMES.get(address) or next((name for part, name in KNOWN.items() if part in address), "")


def named(text: str) -> str:
    """Return the SPDX id of a licence that something says it has, "NOASSERTION" if the words are not known.

    >>> named("CC BY-SA 4.0"), named("all mine"), named("")
    ('CC-BY-SA-4.0', 'NOASSERTION', '')
    """
    return spdx(text) or (UNKNOWN if text.strip() else "")


def _creative_commons(kind: str, version: str, country: str) -> str:
    kind = kind.upper()
    kind = "BY-NC-ND" if kind == "BY-ND-NC" else kind  # the order of version 1.0
    ported = f"{kind}-{version}-{country.upper()}"
    if ported in PORTED:
        return f"CC-{ported}"
    return f"CC-{kind}-{version}" if kind in KINDS and version in VERSIONS else ""


def _links(document: Document, tag: str) -> Iterator[tuple[str, str, str]]:
    for node in document.tree.css(f"{tag}[rel~=license i][href]")[:MAX_STATEMENTS]:
        refusal = "deny" if node.attributes.get("type") == RSL_TYPE else ""
        yield f"{tag} license", (node.attributes["href"] or "").strip(), refusal


def _metas(document: Document) -> Iterator[tuple[str, str, str]]:
    for node in document.tree.css("meta[content]"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        if name in RIGHTS:
            yield f"meta {name}", (node.attributes["content"] or "").strip(), ""


def _embedded(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield the licences that the page's JSON-LD gives for the page or its main entity."""
    for node in document.tree.css('script[type="application/ld+json"]')[:MAX_SCRIPTS]:
        for text in _of_json(node.text(deep=True)):
            yield "JSON-LD license", text, ""


def _of_json(text: str) -> Iterator[str]:
    try:
        waiting = [orjson.loads(text)] if len(text) <= MAX_SCRIPT else []
    except orjson.JSONDecodeError:
        return
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting += thing[:MAX_OBJECTS]
        elif isinstance(thing, dict) and not MEDIA & set(_strings(thing.get("@type"))):
            yield from _strings(thing.get("license"))
            waiting += [thing[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in thing]


def _strings(value: Any) -> list[str]:
    """Return the texts of a JSON-LD value: a text, an object with an address or a name, or several."""
    several = value[:MAX_STATEMENTS] if isinstance(value, list) else [value]
    named = [
        next((one[key] for key in ("@id", "url", "name") if key in one), "") if isinstance(one, dict) else one
        for one in several
    ]
    return [text.strip() for text in named if isinstance(text, str)]


def is_free(document: str, applies: Callable[[str], bool]) -> bool:
    """Whether an RSL document lets anyone train on what ``applies`` says its patterns are about.

    The longest pattern that applies decides; one of its licences must cost nothing, permit
    training, and restrict no user and no country.  A document that is not XML permits nothing.
    Source: RSL 1.0, sections 3.3 to 3.7.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(document.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    contents = [(content.get("url") or "", content) for content in root.iter("{*}content")]
    fitting = [(len(url), content) for url, content in contents if applies(url)]
    longest = max((length for length, _ in fitting), default=0)
    best = [content for length, content in fitting if length == longest]
    return bool(best) and all(
        content.get("server") is None and any(_lets_train(one) for one in content.iter("{*}license"))
        for content in best
    )


def _lets_train(licence: Any) -> bool:
    payments = [payment.get("type") for payment in licence.iter("{*}payment")]
    rules = [*licence.iter("{*}permits"), *licence.iter("{*}prohibits")]
    permitted, prohibited = (
        {use for rule in licence.iter(f"{{*}}{tag}") for use in re.split(r"[\s,]+", rule.text or "")}
        for tag in ("permits", "prohibits")
    )
    return (
        bool(payments)
        and set(payments) == {"free"}
        and all(rule.get("type", "usage") == "usage" for rule in rules)
        and bool(permitted & TRAINING)
        and not prohibited & TRAINING
    )
