"""Pages that only their scripts write: a site's file says ``render``, a browser makes the HTML.

A downloader middleware behind all that guards a download: the page has been fetched as any other,
and each script and each piece of data that it asks for is one more request of the crawl, with
robots.txt, delay, limits, and hosts that are the site's.  The browser itself has no network
(crawler.browser).  What it makes of the page is what is archived.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from dataclasses import dataclass

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.request import NO_CALLBACK

from crawler.browser import Asked, Browser, Reply, lack, options
from crawler.errors import SiteError
from crawler.hosts import FAILURES
from crawler.politeness import Forbidden, Postponed
from crawler.sites import Site

# The header that says in the archive that a page is what a browser made of it, and which one.
MARK = "X-Rendered-By"
PART = "part_of_page"
PRIORITY = 500  # before other pages, behind the policy files of a host
# What one page may ask for, and what is kept of scripts, which most pages of a site share.
MAX_ASKED = 200
MAX_KEPT_BYTES = 64_000_000
# Headers of the browser that our own request has itself, or that name what was agreed on for one connection.
OURS = ("user-agent", "cookie", "host", "accept-encoding", "connection", "content-length", "sec-", "referer")
WIRE = ("content-encoding", "transfer-encoding", "content-length", "set-cookie", "content-security-policy")


class Unrendered(IgnoreRequest):
    """A page that the browser could not make, or not wholly."""


@dataclass(slots=True)
class Need:
    """What a page asked for while it was rendered, and the first thing that it did not get."""

    asked: int = 0
    lost: Exception | None = None
    lost_url: str = ""


def settings(site: Site) -> dict[str, object]:
    """Return the settings that rendering needs; SiteError if the machine cannot do it."""
    if site.render and (reason := lack()):
        raise SiteError(f"{site.name}: render: {reason}")
    return options() if site.render else {}


class Render:
    """The downloader middleware that has HTML pages rendered."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit_s = crawler.settings.getfloat("RENDER_TIMEOUT")
        self._browser = Browser(crawler)
        self._scripts: OrderedDict[str, Reply] = OrderedDict()
        crawler.signals.connect(self._browser.close, signal=signals.spider_closed)
        logging.getLogger("scrapy-playwright").setLevel(
            logging.CRITICAL
        )  # it logs each page with a traceback

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Render:
        """Make the middleware where the site wants it."""
        if not crawler.spider.site.render:  # type: ignore[union-attr]
            raise NotConfigured
        return cls(crawler)

    @property
    def site(self) -> Site:
        """The site that is crawled."""
        site: Site = self.crawler.spider.site  # type: ignore[union-attr]
        return site

    def process_request(self, request: Request) -> None:
        """Ask for the page itself: what it was made of may have changed although it has not."""
        for name in ("If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Return the page as the browser makes it; raise Unrendered or Postponed if it is not whole."""
        said = request.meta
        if said.get(PART) or said.get("dont_obey_robotstxt") or response.status != 200:
            return response
        if not isinstance(response, HtmlResponse):
            return response
        need = Need()
        encoding = self.site.encoding or "utf-8"
        headers = {"Content-Type": self._content_type(response)}

        async def answer(asked: Asked) -> Reply | None:
            return await self._answer(asked, need)

        page = Reply(response.body, headers=headers)
        try:
            html = await self._browser.render(response.url, page, answer, self.site.render, self.limit_s)
        except TimeoutError:
            raise self._lost(request, need, self._late()) from None
        except RuntimeError as error:
            raise self._lost(request, need, f"the browser says: {error}") from None
        if need.lost:
            raise self._lost(request, need, "")
        body = html.encode(encoding, "xmlcharrefreplace")
        if len(body) > self.site.limits.max_bytes:
            raise Unrendered(f"rendered to more than {self.site.limits.max_bytes:,} bytes")
        made = {"Content-Type": f"text/html; charset={encoding}", MARK: f"Chromium/{self._browser.version}"}
        return response.replace(body=body, encoding=encoding, headers={**response.headers, **made})

    def _content_type(self, response: HtmlResponse) -> str:
        return f"text/html; charset={self.site.encoding or response.encoding}"

    def _late(self) -> str:
        wanted = self.site.render
        if isinstance(wanted, str):
            return f"nothing on it matched {wanted!r} after {self.limit_s:g} s of rendering"
        return (
            f'did not rest within {self.limit_s:g} s of rendering; render = "selector" does not wait for that'
        )

    def _lost(self, request: Request, need: Need, reason: str) -> IgnoreRequest:
        """Return the error for a page that is not whole: a host that is unwell is asked again later."""
        self._case("not rendered", request.url)
        if isinstance(need.lost, Postponed):
            return Postponed(str(need.lost))
        return Unrendered(f"{need.lost_url}, which it needs: {need.lost}" if need.lost else reason)

    async def _answer(self, asked: Asked, need: Need) -> Reply | None:
        """Return what a page asked for, None for what it must not have."""
        need.asked += 1
        if need.asked > MAX_ASKED or not self.site.allows(asked.url):
            return None
        if asked.url in self._scripts:
            self._scripts.move_to_end(asked.url)
            return self._scripts[asked.url]
        try:
            reply = await self._fetch(asked)
        except Forbidden as error:
            self._case("left out of a page", f"{asked.url}: {error}")
            return None
        except FAILURES as error:
            need.lost, need.lost_url = need.lost or error, need.lost_url or asked.url
            return None
        if reply.status >= 500:
            need.lost = need.lost or Unrendered(f"status {reply.status}")
            need.lost_url = need.lost_url or asked.url
        if asked.is_script and reply.status == 200:
            self._keep(asked.url, reply)
        return reply

    async def _fetch(self, asked: Asked) -> Reply:
        headers = {name: value for name, value in asked.headers.items() if not name.startswith(OURS)}
        meta = {PART: True}
        engine = self.crawler.engine
        assert engine is not None
        response = await engine.download_async(
            Request(asked.url, callback=NO_CALLBACK, headers=headers, priority=PRIORITY, meta=meta)
        )
        said = {
            key.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
            for key, values in response.headers.items()
        }
        told = {key: value for key, value in said.items() if key not in WIRE}
        origin = asked.headers.get("origin")
        return Reply(
            response.body, response.status, told | ({"access-control-allow-origin": origin} if origin else {})
        )

    def _keep(self, url: str, reply: Reply) -> None:
        """Keep a script for the next pages, and forget those that were not used for longest."""
        self._scripts[url] = reply
        while sum(len(each.body) for each in self._scripts.values()) > MAX_KEPT_BYTES:
            self._scripts.popitem(last=False)

    def _case(self, name: str, what: str) -> None:
        self.crawler.spider.ledger.case(name, what)  # type: ignore[union-attr]
