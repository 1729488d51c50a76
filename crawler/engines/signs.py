"""By which signs a page is known to be of a software, in one table for all engines.

A sign is ``where:what``: a place of the page, and what stands there in lower case.  Each has the
probability that a page with this sign alone is of that engine; several add up as independent
witnesses do.  Places are small, so that a hundred signs cost less than the parsing of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.document import Document

# From this probability on a page without a site's file is read by the engine.
SURE = 0.5
# Characters at the end of a page that name the software; of a root element; of one entry of a list.
FOOT, ROOT = 6000, 1000
SIGNS: Mapping[str, Mapping[str, float]] = {
    "activitypub": {
        "root:www.w3.org/ns/activitystreams": 0.95,
        "type:orderedcollection": 0.95,
        "key: attributedto ": 0.5,
        "alternate:application/activity+json": 0.45,
        "vary: accept ": 0.35,
        "has:.h-entry": 0.3,
    },
    "ao3": {
        "url:archiveofourown.org/": 0.9,
        "root:organization for transformative works": 0.9,
        "foot:otwcode/otwarchive": 0.95,
    },
    "bluesky": {
        "media:application/vnd.ipld.car": 0.99,
        "url:/xrpc/": 0.95,
        "url://bsky.app/": 0.9,
        "root:app.bsky.": 0.9,
    },
    "discourse": {
        "generator:discourse ": 0.99,
        "key: post_stream ": 0.95,
        "key: topic_list ": 0.7,
        "key: latest_posts ": 0.7,
    },
    "discuz": {
        "generator:discuz!": 0.99,
        "foot:discuz!": 0.7,
        "asset:/discuz": 0.6,
        "has:table[id^='pid'] [id^='postmessage_']": 0.95,
        "has:[id^='normalthread_'], table.datatable[summary^='forum_']": 0.9,
    },
    "feed": {
        "root:<rss": 0.9,
        "root:<feed ": 0.9,
        "root:<rdf:rdf": 0.8,
        "root:https://jsonfeed.org/version/": 0.95,
    },
    "flarum": {
        "asset:/assets/forum.js": 0.5,
        "asset:/assets/forum-": 0.4,
        "foot:flarum-json-payload": 0.9,
        'root:"type":"discussions"': 0.9,
    },
    "flaskbb": {"foot:flaskbb.org": 0.9, "asset:flaskbb": 0.6, "has:.post-row .author .author-name": 0.8},
    "fluxbb": {"foot:fluxbb.org": 0.95, "foot:punbb.informer.com": 0.95, "foot:>punbb</a>": 0.8},
    "gutenberg": {
        "root:project gutenberg ebook": 0.9,
        "url:gutenberg.org/ebooks/": 0.9,
        "url:gutenberg.org/cache/epub/": 0.8,
        "url:gutenberg.org/files/": 0.8,
    },
    "hackernews": {
        "html: op=": 0.8,
        "url:hacker-news.firebaseio.com/": 0.95,
        "url:hn.algolia.com/api/": 0.95,
    },
    "hyperkitty": {"asset:hyperkitty": 0.9, "foot:hyperkitty": 0.8, "key: replies_html more_pending": 0.95},
    "invision": {
        "body:ipsapp": 0.97,
        "cookie:ips4_": 0.95,
        "body:id=ipboard_body": 0.95,
        "asset:/ips_kernel/": 0.8,
        "foot:invision power services": 0.6,
        "foot:powered by invision community": 0.9,
        "foot:forum software by ip.board": 0.9,
    },
    "lemmy": {
        "root:window.isodata": 0.95,
        "key: post_view ": 0.9,
        'root:{"posts":[{"post":{"id":': 0.95,
        'root:{"comments":[{"comment":{"id":': 0.95,
    },
    "machina": {
        "asset:machina.board_theme": 0.99,
        "asset:/machina/": 0.6,
        "has:.card.post .post-content-wrapper": 0.95,
    },
    "mastodon": {
        "list: in_reply_to_account_id ": 0.97,
        "key: in_reply_to_account_id ": 0.97,
        "key: ancestors descendants ": 0.97,
        "key: statuses_count ": 0.9,
        "server:mastodon": 0.97,
        "foot:id='mastodon'": 0.95,
        'foot:id="mastodon"': 0.95,
    },
    "mediawiki": {
        "generator:mediawiki": 0.99,
        "body: class=mediawiki": 0.9,
        "url:/api.php?action=parse&": 0.9,
        "url:/api.php?action=query&": 0.9,
    },
    "misskey": {
        "generator:misskey": 0.97,
        "list: renoteid ": 0.9,
        "key: renoteid ": 0.9,
        "root:<generator>misskey": 0.95,
    },
    "mybb": {
        "asset:jscripts/general.js?ver=": 0.9,
        "asset:cache/themes/theme": 0.6,
        "cookie:mybb[": 0.9,
        "foot:mybb</a>": 0.7,
        "foot:mybb group": 0.7,
    },
    "nodebb": {
        "generator:nodebb": 0.99,
        "asset:nodebb.min.js": 0.9,
        "body: page-status-": 0.8,
        "key: tagwhitelist ": 0.6,
        "key: postercount ": 0.6,
    },
    "phpbb": {
        "body:id=phpbb": 0.95,
        "cookie:phpbb3_": 0.9,
        "cookie:phpbb2mysql": 0.9,
        "foot:phpbb</a>": 0.7,
        "foot:>phpbb<": 0.7,
        "asset:/styles/prosilver": 0.8,
        "asset:/styles/subsilver2": 0.8,
    },
    "pipermail": {
        "foot:messages sorted by:": 0.6,
        "foot:pipermail": 0.6,
        "foot:mailman/listinfo": 0.4,
        "url:/pipermail/": 0.6,
    },
    "reddit": {
        "asset:redditstatic.com/shreddit/": 0.95,
        "root:https://www.redditstatic.com/": 0.8,
        "asset://out.reddit.com": 0.8,
        'root:"kind": "listing"': 0.95,
        'root:"kind":"listing"': 0.95,
        'root:"kind": "t1"': 0.95,
    },
    "royalroad": {"url:royalroad.com/fiction": 0.95, "foot:royalroadcdn": 0.6, "asset:royalroadcdn": 0.6},
    "smf": {
        'foot:simplemachines.org" title="simple machines"': 0.8,
        "foot:action=credits": 0.6,
        "foot:powered by smf": 0.9,
        "asset:/smf_": 0.6,
        "asset:fin20": 0.5,
        "asset:/scripts/script.js?smf": 0.9,
        "body:id=chooseboard": 0.3,
    },
    "spirit": {"asset:/spirit/": 0.6, "has:.comment[data-number][data-pk]": 0.9},
    "stackexchange": {
        "body: class=question-page unified-theme": 0.95,
        "asset:/npm/@stackoverflow/stacks/": 0.8,
        "asset:cdn.sstatic.net/": 0.7,
        "key: quota_remaining ": 0.95,
    },
    "telegram": {"url://t.me/": 0.9, "asset:telegram.org/css/widget-frame": 0.7},
    "tieba": {
        "url:://tieba.baidu.com/": 0.9,
        "has:.l_post[data-field]": 0.95,
        "has:[id^='pagelet_html_frs-list']": 0.9,
    },
    "v2ex": {"url:v2ex.com/": 0.9, "asset:v2ex": 0.7, "has:[id^='r_'] .reply_content": 0.9},
    "vbulletin": {
        "generator:vbulletin 3": 0.97,
        "generator:vbulletin 4": 0.97,
        "html:id=vbulletin_html": 0.95,
        "asset:vbulletin_global.js": 0.9,
        "asset:clientscript/vbulletin": 0.9,
        "cookie:bb_sessionhash": 0.6,
        "foot:vbulletin_init": 0.9,
        "foot:powered by vbulletin": 0.6,
    },
    "vbulletin5": {
        "generator:vbulletin 5": 0.97,
        "generator:vbulletin 6": 0.97,
        "html:id=vb-": 0.6,
        "body:id=vb-page-body": 0.95,
    },
    "wordpress": {"generator:wordpress": 0.99, "asset:/wp-content/": 0.95, "asset:/wp-includes/": 0.95},
    "xenforo": {
        "html:id=xf": 0.97,
        "html:id=xenforo": 0.97,
        "cookie:xf_csrf": 0.9,
        "asset:css.php?css=public": 0.8,
        "foot:community platform by xenforo": 0.9,
        "foot:forum software by xenforo": 0.9,
    },
}
# Each sign with the place where it is looked for and what stands there.
PARTED = {engine: [(sign, *sign.split(":", 1)) for sign in signs] for engine, signs in SIGNS.items()}
SELECTORS = [sign.removeprefix("has:") for signs in SIGNS.values() for sign in signs if sign[:4] == "has:"]


@dataclass(frozen=True, slots=True)
class Guess:
    """An engine that a page may be of, how probable that is (0 to 1), and the signs that say so."""

    engine: str
    confidence: float
    why: tuple[str, ...]


def guesses(document: Document) -> list[Guess]:
    """Return the engines that signs of a page speak for, the most probable first."""
    found = places(document)
    told = []
    for engine, signs in SIGNS.items():
        seen = [sign for sign, where, what in PARTED[engine] if what in found.get(where, "")]
        if seen:
            doubt = 1.0
            for sign in seen:
                doubt *= 1 - signs[sign]
            told.append(Guess(engine, round(1 - doubt, 4), tuple(seen)))
    return sorted(told, key=lambda guess: -guess.confidence)


def places(document: Document) -> dict[str, str]:
    """Return the text of each place of a page where signs are looked for, in lower case.

    Of any page: url, server, media and vary (headers; vary between spaces), cookie (names and values
    set), root (its first characters).  Of JSON: key (the keys of the object, or of the first one of a
    list, each between spaces) and type.  Of HTML: generator, html and body (attributes as name=value),
    asset (addresses of scripts and styles, one a line), alternate (other types that it is to be had
    in), app (names that mobile pages and feeds give the site), foot (the last characters), has (the
    selectors of SIGNS that match, one a line): for pages that name their software nowhere.
    """
    page = document.page
    found = {
        "url": page.url.lower(),
        "cookie": page.header("Set-Cookie").lower(),
        "server": page.header("Server").lower(),
        "vary": f" {page.header('Vary').lower().replace(',', ' ')} ",
        "media": page.header("Content-Type").lower(),
        "root": document.html[:ROOT].lower(),
    }
    if document.json is not None:
        return found | _of_json(document.json)
    return found | _of_html(document)


def _of_json(value: Any) -> dict[str, str]:
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return {}
    kind = first.get("type")
    return {
        "list" if isinstance(value, list) else "key": f" {' '.join(map(str, first))} ".lower(),
        "type": kind.lower() if isinstance(kind, str) else "",
    }


def _of_html(document: Document) -> dict[str, str]:
    tree = document.tree
    assets = (
        node.attributes.get("src") or node.attributes.get("href") or ""
        for node in tree.css("script[src], link[href]")
    )
    alternates = (node.attributes.get("type") or "" for node in tree.css("link[rel=alternate][type]"))
    generators = (node.attributes.get("content") or "" for node in tree.css("meta[name=generator i]"))
    return {
        "generator": "\n".join(generators).lower(),
        "html": _attributes(document, "html"),
        "body": _attributes(document, "body"),
        "asset": "\n".join(assets).lower(),
        "alternate": "\n".join(alternates).lower(),
        "foot": document.html[-FOOT:].lower(),
        "has": _matches(tree),
    }


def _matches(tree: LexborHTMLParser) -> str:
    """Return the selectors of SIGNS that match; a page on which none does is searched once."""
    if tree.css_first(", ".join(SELECTORS)) is None:
        return ""
    return "\n".join(selector for selector in SELECTORS if tree.css_first(selector))


def _attributes(document: Document, tag: str) -> str:
    node = document.tree.css_first(tag)
    pairs = node.attributes.items() if node else ()
    return "".join(f" {name}={value or ''}" for name, value in pairs).lower()
