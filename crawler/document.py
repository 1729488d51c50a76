"""A page made readable: its characters decoded and its HTML parsed, once for every reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2s
from typing import Any, TypeVar
from urllib.parse import urldefrag, urljoin

import charset_normalizer
import orjson
from selectolax.lexbor import LexborHTMLParser, LexborNode
from w3lib.encoding import html_to_unicode

from crawler.records import Context, Drop, Page
from crawler.sites import Site
from crawler.tangles import tangle

# Above this share of undecodable characters the guess of the encoding was wrong and the text is
# worthless; a cut character at the end of a truncated page stays far below.
MAX_UNDECODED = 0.02
# Continuation bytes that make valid UTF-8 sure: ten characters of GBK are valid with a chance of 1e-7.
MIN_CONTINUED = 20
# Chinese has one of its commonest signs in fewer than so many; chance pairs of bytes have one in 300.
COMMON, MAX_UNCOMMON = frozenset("，。的"), 40
TEXT_TYPES = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom")
# What is no text, and is read from the page's bytes by an engine of its own.
BINARY_TYPES = ("application/vnd.ipld.car",)
# What a page is parsed into, which another place of the page does not change.
PARSED = ("tree", "json", "base")
# Some answer JSON under the name of a script.
SCRIPT_TYPE = re.compile(r"application/(?:x-)?javascript\b")
# Links that were made whole lately: menus and people stand on most pages of a site.
MAX_JOINED = 10_000
# Selectors that are kept taken apart; a site has some thirty.
MAX_CHOICES = 1000
T = TypeVar("T")
JSON_TYPE = re.compile(r"application/(?:json|[\w.-]{1,40}\+json)\b")


@dataclass(frozen=True)
class Document:
    """A decoded page with the site it belongs to; ``tree`` is parsed when first asked for.

    Of a page of BINARY_TYPES ``html`` is empty: whoever reads it takes ``page.body``.
    """

    page: Page
    site: Site
    html: str
    encoding: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as a tree; an empty one of JSON, whose texts must not pass for tags of the page."""
        return LexborHTMLParser(self.html if self.json is None else "")

    @cached_property
    def json(self) -> Any:
        """The page as the JSON object or list that it is, None if it is none."""
        if self.html.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
            return None
        try:
            return orjson.loads(self.html.lstrip("\ufeff"))
        except orjson.JSONDecodeError:
            return None

    def placed(self, context: Context, timezone: str = "") -> Document:
        """Return the page with what is known of its place, and of its times; what was parsed stays."""
        site = replace(self.site, timezone=timezone) if timezone else self.site
        other = replace(self, page=replace(self.page, context=context), site=site)
        known = {name: self.__dict__[name] for name in PARSED if name in self.__dict__}
        other.__dict__.update({**known, "tree": self.tree})  # both are read, and parsed once
        return other

    def once(self, make: Callable[[Document], T]) -> T:
        """Return what ``make`` gives of this page; it is asked once, however many ask."""
        made: dict[Callable[[Document], Any], Any] = self._made
        if make not in made:
            made[make] = make(self)
        value: T = made[make]
        return value

    @cached_property
    def _made(self) -> dict[Callable[[Document], Any], Any]:
        return {}

    @cached_property
    def base(self) -> str:
        """The address that relative links of this page start from; one that is none counts as not there."""
        node = self.tree.css_first("base[href]")
        try:
            return urljoin(self.page.url, (node.attributes["href"] or "").strip()) if node else self.page.url
        except ValueError:
            return self.page.url

    @cached_property
    def root(self) -> str:
        """The address that links start from which begin at their host's root: one for all pages of a host."""
        return urljoin(self.base, "/")

    @cached_property
    def destinations(self) -> dict[str, str]:
        """The addresses of links that were asked for so far, by what stands in their ``href``."""
        return {}

    def absolute(self, href: str) -> str:
        """Return a link of this page as an address without fragment, "" if it is none."""
        try:
            url = _joined(self.root if _is_rooted(href) else self.base, href)
        except ValueError:
            return ""
        return self.site.canonical(url) if url.startswith(("http://", "https://")) else ""

    def value(self, selector: str, node: LexborNode | None = None) -> str:
        """Return the text, or the attribute after ``@``, of the first match below ``node`` or in the page.

        Of several selectors apart by ``;`` the first that gives something counts.
        """
        for css, attribute in _choices(selector):
            found = node if node is not None and not css else (node or self.tree).css_first(css or "html")
            if found is not None:
                text = found.attributes.get(attribute) or "" if attribute else found.text(deep=True)
                if value := " ".join(text.split()):
                    return value
        return ""


@lru_cache(maxsize=MAX_CHOICES)
def _choices(selector: str) -> tuple[tuple[str, str], ...]:
    """Return selector and attribute ("" for the text) of each choice.

    >>> _choices("time@datetime; .date;@id;")
    (('time', 'datetime'), ('.date', ''), ('', 'id'))
    """
    choices = (each.strip() for each in selector.split(";"))
    parted = (each.rpartition("@") if "@" in each else (each, "", "") for each in choices if each)
    return tuple((css, attribute) for css, _, attribute in parted)


@lru_cache(maxsize=MAX_JOINED)
def _joined(base: str, href: str) -> str:
    return urldefrag(urljoin(base, href.strip())).url


def _is_rooted(href: str) -> bool:
    """Whether a link begins at the root of its host, wherever it stands."""
    return href[:1] == "/" and href[1:2] not in ("/", "\\", "\t", "\r", "\n")


def read(page: Page, site: Site) -> Document | Drop:
    """Decode a page; what is no text, empty or in an unreadable encoding is a Drop that says so."""
    if page.status != 200:
        return Drop(None, "http", f"status {page.status}", page.url)
    if not page.body.strip():
        return Drop(None, "empty", "the page is empty", page.url)
    kind = page.header("Content-Type").lower().strip()
    if kind.startswith(BINARY_TYPES):
        return Document(page, site, "", "binary")
    told = SCRIPT_TYPE.match(kind) and page.body.lstrip()[:1] == b"{"
    if kind and not (kind.startswith(TEXT_TYPES) or JSON_TYPE.match(kind) or told):
        return Drop(None, "type", f"{kind.split(';')[0]} is not text", page.url)
    if b"\0" in page.body[:1000] and not page.body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Drop(None, "type", "the page is binary, not text", page.url)
    encoding, html = html_to_unicode(
        page.header("Content-Type") if not site.encoding else f"text/html; charset={site.encoding}",
        page.body,
        default_encoding="utf-8",
        auto_detect_fun=_guess,
    )
    if not site.encoding and encoding != "utf-8" and _is_utf8(page.body):
        encoding, html = "utf-8", page.body.decode()
    lost = html.count("\ufffd")
    if lost > MAX_UNDECODED * len(html):
        share = lost / len(html)
        reason = f'{share:.0%} of its characters are not {encoding}; set encoding = "…" in the site\'s file'
        return Drop(None, "encoding", reason, page.url)
    document = Document(page, site, html, encoding)
    # JSON has no tags; what its texts hold is looked at where they are read (engines.api.fragment).
    reason = tangle(html) if document.json is None else ""
    return Drop(None, "html", reason, page.url) if reason else document


def _is_utf8(body: bytes) -> bool:
    """Whether a body can hardly be anything but UTF-8, whatever its server or its head declares."""
    try:
        return len(body) - len(body.decode()) >= MIN_CONTINUED
    except UnicodeDecodeError:
        return False


def _is_gbk(body: bytes) -> bool:
    """Whether bytes read as GBK are Chinese prose, which other encodings cannot be by chance.

    Some of the bytes of its commonest signs mean the same in Japanese, which has kana as well.
    """
    signs = [sign for sign in body.decode("gb18030", "replace") if sign > "\x7f"]
    common = sum(sign in COMMON for sign in signs)
    foreign = sum(sign == "\ufffd" or "ぁ" <= sign <= "ヿ" for sign in signs)
    return len(signs) < MAX_UNCOMMON * common and foreign < common


def identity(url: str) -> str:
    """Return a short stable name for an address."""
    return blake2s(url.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _guess(body: bytes) -> str | None:
    """Name the encoding of a page that declares none, UTF-8 first: most of them are."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > 0 and error.start >= len(body) - 4:
            return "utf-8"
    else:
        return "utf-8"
    if _is_gbk(body[:50_000]):
        return "gb18030"
    best = charset_normalizer.from_bytes(body[:50_000]).best()
    if best is None:
        return None
    return "gb18030" if best.encoding in ("gb2312", "gbk") else best.encoding
