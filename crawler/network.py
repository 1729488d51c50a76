"""Where requests may go: to hosts of the site, over http and https, and never to an inner network.

A page that anybody may write can name addresses that only we can reach: a router, a cloud's
metadata service, our own disk.  Links are checked by the site's file; what is left are redirects
and names whose address lies inside.  The address checked is the one connected to: the endpoint
takes the addresses that the resolver gives it and asks nobody else.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import MetaRefreshMiddleware, RedirectMiddleware
from scrapy.exceptions import CannotResolveHostError, IgnoreRequest
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.politeness import Endless, Forbidden, host_of
from crawler.sites import Site

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
# RFC 6052, 2.1: the last four bytes are an IPv4 address that a translator will connect to.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Scrapy looks at 4,096 characters; in some encodings each letter has two bytes, one of them 0.
REFRESH, MAX_HEAD = re.compile(rb"refresh|\0", re.I), 4 * 4096


def inner(address: str) -> bool:
    """Whether an address lies in a private, loopback, link-local, multicast or reserved network.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, NAT64) are judged by that one.  What is
    no address is inner: it cannot be judged.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    carried = _carried(found)
    judged = carried or found
    return not judged.is_global or judged.is_multicast or (judged.is_reserved and found not in NAT64)


def _carried(found: Address) -> Address | None:
    if isinstance(found, ipaddress.IPv4Address):
        return None
    if found in NAT64:
        return ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found.sixtofour


def literal(host: str) -> str:
    """Return the address that a host's name spells, "" if it is a name.

    >>> literal("0x7f.1"), literal("2130706433"), literal("[::1]"), literal("forum.example")
    ('127.0.0.1', '127.0.0.1', '::1', '')
    """
    host = host.strip("[]").partition("%")[0]
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host))  # what connects reads 127.1 and 0x7f000001 too
    except (OSError, ValueError):
        return ""


def refusal(url: str, site: Site) -> str:
    """Return why a site's crawl must not go to an address, "" if it may."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "no web address"
    if parts.scheme not in ("http", "https"):
        return f"no web address ({parts.scheme}:)"
    spelt = literal(host)
    if spelt and host not in named_hosts(site) and inner(spelt):
        return f"the private address {spelt}"
    return ""


def named_hosts(site: Site) -> frozenset[str]:
    """Return the hosts that a site's file names word for word: these may lie in an inner network."""
    starts = (urlsplit(url).hostname or "" for url in site.start)
    return frozenset(host.lower() for host in (*site.domains, *starts))


@implementer(IHostnameResolver)
class Resolver:
    """Twisted's resolver, without the inner addresses of hosts that are not ``trusted``."""

    def __init__(self, whole: Any, trusted: Collection[str]) -> None:
        self.whole, self.trusted = whole, trusted
        self.refused: dict[str, str] = {}

    def resolveHostName(  # noqa: N802 (the name is Twisted's)
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> Any:
        """Resolve a name as Twisted does; see IHostnameResolver."""
        receiver = resolutionReceiver
        if hostName.lower() not in self.trusted:
            receiver = _Sieve(resolutionReceiver, hostName, self.refused)
        return self.whole.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)


@implementer(IResolutionReceiver)
class _Sieve:
    """Passes on the addresses of one host that may be connected to."""

    def __init__(self, to: Any, host: str, refused: dict[str, str]) -> None:
        self.to, self.host, self.refused = to, host, refused

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802 (the names are Twisted's)
        self.to.resolutionBegan(resolution)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.to.resolutionComplete()

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        if inner(address.host):
            self.refused[self.host] = address.host
        else:
            self.to.addressResolved(address)


class Gate:
    """The downloader middleware that lets no request out to where the site's file does not lead.

    Scrapy's own check of domains passes requests with dont_filter, and so every redirect after a retry.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Gate:
        """Make the middleware."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise Forbidden if the request must not go out."""
        request.meta.pop("download_slot", None)  # a redirect brings that of the host it comes from
        site: Site = self.crawler.spider.site  # type: ignore[union-attr]
        if reason := refusal(request.url, site):
            raise _forbidden(self.crawler, request.url, reason)
        if not (request.meta.get("allow_offsite") or site.allows(request.url)):
            raise Forbidden("not an address of this site")


class Names:
    """The downloader middleware that puts our resolver before Twisted's while a crawl runs."""

    resolver: Resolver

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.install, signal=signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Names:
        """Make the middleware."""
        return cls(crawler)

    def install(self) -> None:
        """Resolve names without inner addresses; a proxy that the environment names is the user's own."""
        from twisted.internet import reactor

        proxies = {urlsplit(url).hostname or "" for url in getproxies().values()}
        trusted = named_hosts(self.crawler.spider.site) | proxies  # type: ignore[union-attr]
        self.resolver = Resolver(reactor.nameResolver, trusted)
        reactor.installNameResolver(self.resolver)
        self.crawler.signals.connect(self.remove, signal=signals.spider_closed)

    def remove(self) -> None:
        """Resolve names as before."""
        from twisted.internet import reactor

        reactor.installNameResolver(self.resolver.whole)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Raise Forbidden for a host that could not be resolved because its address is an inner one."""
        found = self.resolver.refused.get(host_of(request))
        if found and isinstance(exception, CannotResolveHostError):
            raise _forbidden(self.crawler, request.url, f"the private address {found}")


class _Checked:
    """Redirects that stay on the site; for both of Scrapy's classes, which share ``_redirect``."""

    crawler: Crawler

    def _redirect(self, redirected: Request, request: Request, reason: Any) -> Request:
        _check_target(self.crawler, redirected.url, request)
        earlier = [*request.meta.get("redirect_urls", []), request.url]
        if redirected.url in earlier:
            raise self._endless(request, "redirected in a circle")
        try:
            followed: Request = super()._redirect(redirected, request, reason)  # type: ignore[misc]
        except IgnoreRequest:
            raise self._endless(request, f"redirected more than {len(earlier) - 1} times") from None
        return followed

    def _endless(self, request: Request, reason: str) -> Endless:
        self.crawler.spider.ledger.case("endless redirects", request.url)  # type: ignore[union-attr]
        return Endless(reason)


class Redirects(_Checked, RedirectMiddleware):
    """Follows a Location on the site, and names one that leads out of the web."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the next request or the response; raise Forbidden if the Location must not be followed."""
        location = response.headers.get("Location") or b""
        if response.status in (301, 302, 303, 307, 308) and location:
            _check_scheme(self.crawler, location.decode("latin-1").strip(), request)
        followed: Request | Response = super().process_response(request, response)
        return followed


class Refreshes(_Checked, MetaRefreshMiddleware):
    """Follows a <meta http-equiv=refresh> on the site."""

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the next request or the response; Scrapy decodes a whole page to look at its beginning."""
        if not REFRESH.search(response.body, 0, MAX_HEAD):
            return response
        followed: Request | Response = super().process_response(request, response)
        return followed


def _check_scheme(crawler: Crawler, location: str, request: Request) -> None:
    """Scrapy takes a redirect that it cannot follow for a page; this names it."""
    try:
        scheme = urlsplit(urljoin(request.url, location)).scheme
    except ValueError:
        scheme = ""
    if scheme not in ("http", "https"):
        raise _forbidden(crawler, request.url, f"no web address ({scheme}:)" if scheme else "no web address")


def _check_target(crawler: Crawler, url: str, request: Request) -> None:
    site: Site = crawler.spider.site  # type: ignore[union-attr]
    if reason := refusal(url, site):
        raise _forbidden(crawler, request.url, reason)
    if not (request.meta.get("allow_offsite") or site.allows(url)):
        raise Forbidden("redirected to another site")


def _forbidden(crawler: Crawler, url: str, reason: str) -> Forbidden:
    name = "private address" if reason.startswith("the private") else "no web address"
    crawler.spider.ledger.case(name, f"{url}: {reason}")  # type: ignore[union-attr]
    return Forbidden(f"leads to {reason}")
