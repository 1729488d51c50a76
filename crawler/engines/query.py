"""What the query of an address asks for: which page of a list, from which place on."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

# More digits are no number of a page.
MAX_DIGITS = 8


def asked(url: str, key: str, usual: int) -> int:
    """Return the whole number that the query has under a key, ``usual`` if none.

    >>> asked("http://a/list?page=3", "page", 1), asked("http://a/list?page=x", "page", 1)
    (3, 1)
    """
    said = parse_qs(urlsplit(url).query).get(key, [""])[0]
    return int(said) if said.isdecimal() and len(said) <= MAX_DIGITS else usual


def turned(url: str, key: str, value: object) -> str:
    """Return the address with another value under a key, which comes last.

    >>> turned("http://a/list?page=3&limit=50", "page", 4)
    'http://a/list?limit=50&page=4'
    """
    address, _, query = url.partition("?")
    kept = [cell for cell in query.split("&") if cell and cell.partition("=")[0] != key]
    return f"{address}?{'&'.join([*kept, f'{key}={value}'])}"
