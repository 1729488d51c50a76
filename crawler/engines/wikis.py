"""How MediaWiki names its pages: between titles, addresses for readers and addresses of the API."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

# Namespaces that hold no texts, as most wikis name them.
ASIDE = re.compile(
    r"(?:special|talk|[^:/]{1,40}[ _]talk|user|file|image|media|template|help|mediawiki|module|draft|index"
    r"|page|portal|author|wikipedia|wikisource|project|特殊|讨论|討論|用户|用戶|文件|模板|帮助|幫助|作者|維基文庫"
    r"|维基文库"
    r"|[^:/]{1,20}(?:讨论|討論)):",
    re.I,
)
CATEGORY = re.compile(r"(?:category|分类|分類):", re.I)
PATH = re.compile(r"^(/(?:wiki|zh|zh-hans|zh-hant|zh-cn|zh-tw|w)/)(?!index\.php|api\.php)(.{1,600})$", re.S)
# What MediaWiki leaves as it is in addresses (its wfUrlencode).
UNQUOTED = ";@$!*(),/~:"
# What a page is asked for besides its text: histories, editors, earlier versions.
OTHER_VIEWS = frozenset("action oldid diff veaction curid printable".split())


def name(url: str) -> str:
    """Return the title of the page at an address, "" if it names none.

    >>> name("https://w.example/wiki/The_Ferry/Chapter_1"), name("https://w.example/w/index.php?title=A_b")
    ('The Ferry/Chapter 1', 'A b')
    >>> name("https://w.example/w/api.php?action=parse&page=A_b&format=json"), name("https://w.example/x")
    ('A b', '')
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    path = PATH.match(parts.path)
    title = query.get("page") or query.get("title") or (unquote(path[2]) if path else "")
    return " ".join(title.replace("_", " ").split())


def address(url: str, title: str) -> str:
    """Return where the page of a title stands, in the manner of an address of the same wiki.

    >>> address("https://w.example/wiki/Main_Page", "The Ferry/1")
    'https://w.example/wiki/The_Ferry/1'
    """
    parts = urlsplit(url)
    folded = title.replace(" ", "_")
    if parts.path.endswith("api.php"):
        told = {
            "action": "parse",
            "page": folded,
            "prop": "text|categories",
            "format": "json",
            "formatversion": "2",
        }
        return urlunsplit(parts._replace(query=urlencode(told), fragment=""))
    if parts.path.endswith("index.php") and not PATH.match(parts.path):
        return urlunsplit(parts._replace(query=urlencode({"title": folded}), fragment=""))
    path = PATH.match(parts.path)
    folder = path[1] if path else "/wiki/"
    return urlunsplit(parts._replace(path=folder + quote(folded, safe=UNQUOTED), query="", fragment=""))


def continued(url: str, told: dict[str, object]) -> str:
    """Return where a list of the API goes on, by what its answer says of that."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query)) | {name: str(value) for name, value in told.items()}
    return urlunsplit(parts._replace(query=urlencode(query)))


def is_text(title: str) -> bool:
    """Whether a title is that of a page with a text of its own."""
    return bool(title) and not ASIDE.match(title) and not CATEGORY.match(title)


def is_other_view(url: str) -> bool:
    """Whether an address asks for something else than a page as it stands."""
    parts = urlsplit(url)
    return not parts.path.endswith("api.php") and bool(OTHER_VIEWS & dict(parse_qsl(parts.query)).keys())
