"""What proves to an API who is asking: a token or key, sent to the site's own hosts only.

A site's file names the variable that holds it; the value goes onto the wire and nowhere else.  It is
put on a request as it leaves and taken off as the answer comes, so that no repetition, redirect,
frontier, archive or log has it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.errors import SiteError
from crawler.hosts import AI, TDMREP
from crawler.network import inner, literal, named_hosts
from crawler.sites import Site

HEADER = "Authorization"
# Engines whose hosts answer nobody without a token, and why.
REQUIRED = {
    "reddit": "Reddit's API answers approved applications only (https://support.reddithelp.com, "
    "Responsible Builder Policy), and its pages are not crawled",
}


# What hosts say to everybody is asked for without a name.
PUBLIC = ("/robots.txt", TDMREP, AI)


def ready(site: Site, environment: Mapping[str, str]) -> None:
    """Raise SiteError for a site that cannot be crawled for want of a token or key."""
    if site.engine in REQUIRED and not site.token:
        why = REQUIRED[site.engine]
        raise SiteError(
            f'{site.name}: token is missing: {why}; set token = "NAME", a variable that holds yours'
        )
    for key, variable in (("token", site.token), ("key", site.key)):
        if variable and not environment.get(variable, "").strip():
            raise SiteError(f"{site.name}: {key}: the environment variable {variable} is not set")


def trusted(url: str, site: Site) -> bool:
    """Whether a secret may go to an address: a host that the site's file names, and nobody in between.

    Over http that is this machine alone.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.path in PUBLIC:
        return False
    near = host == "localhost" or (literal(host) != "" and inner(literal(host)))
    return host in named_hosts(site) and (parts.scheme == "https" or near)


def signed(url: str, site: Site) -> str:
    """Return the address to ask for: with the site's key, where it has one and the host may know it."""
    value = os.environ.get(site.key, "").strip() if site.key else ""
    if not value or not trusted(url, site):
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}key={quote(value, safe='')}"


class Tokens:
    """The downloader middleware that puts a site's token on its requests; it must stand next to the wire."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Tokens:
        """Make the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Put the token on."""
        site: Site = self.crawler.spider.site  # type: ignore[union-attr]
        request.headers.pop(HEADER, None)
        value = os.environ.get(site.token, "").strip() if site.token else ""
        if value and trusted(request.url, site):
            request.headers[HEADER] = f"Bearer {value}"

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the token off."""
        request.headers.pop(HEADER, None)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:  # noqa: ARG002
        """Take the token off."""
        request.headers.pop(HEADER, None)
