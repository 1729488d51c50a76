"""Nothing leads inside: not an address, not a name, not a redirect, whatever it is written like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Answers, Crawl, html, links, prose, serving
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.network import Refreshes, Resolver, inner, literal, refusal
from crawler.sites import Site
from crawler.spiders.site import SiteSpider


@pytest.mark.parametrize(
    ("address", "is_inner"),
    [
        ("127.0.0.1", True),
        ("127.255.255.254", True),
        ("10.0.0.1", True),
        ("172.16.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.1.1", True),
        ("255.255.255.255", True),
        ("198.18.0.1", True),
        ("240.0.0.1", True),
        ("::1", True),
        ("::", True),
        ("fe80::1", True),
        ("fe80::1%eth0", True),
        ("fd00:ec2::254", True),
        ("ff02::1", True),
        ("::ffff:127.0.0.1", True),
        ("::ffff:a9fe:a9fe", True),
        ("::127.0.0.1", True),
        ("64:ff9b::10.0.0.1", True),
        ("2002:7f00:1::", True),
        ("no address", True),
        ("", True),
        ("93.184.216.34", False),
        ("1.1.1.1", False),
        ("172.32.0.1", False),
        ("::ffff:93.184.216.34", False),
        ("64:ff9b::93.184.216.34", False),
        ("2606:4700::1111", False),
    ],
)
def test_inner_addresses_are_known(address: str, is_inner: bool) -> None:
    """Private, shared, loopback, link-local, multicast and reserved networks, and those carried in IPv6."""
    assert inner(address) is is_inner


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("forum.example", ""),
        ("127.0.0.1.forum.example", ""),
        ("1.2.3.4.5", ""),
        ("", ""),
    ],
)
def test_addresses_are_read_as_what_connects_reads_them(host: str, address: str) -> None:
    """Short, decimal, octal and hexadecimal forms are addresses too."""
    assert literal(host) == address


@given(st.text())
def test_any_host_and_any_address_is_judged(text: str) -> None:
    """Nothing that a page writes is an error."""
    inner(text)
    literal(text)
    refusal(text, Site("site"))
    refusal(f"http://{text}/", Site("site"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://forum.example/1", ""),
        ("http://192.168.0.5:8080/1", ""),
        ("http://192.168.0.6/1", "the private address 192.168.0.6"),
        ("http://2130706433/", "the private address 127.0.0.1"),
        ("http://[::ffff:10.0.0.1]/", "the private address ::ffff:10.0.0.1"),
        ("http://user:secret@169.254.169.254/", "the private address 169.254.169.254"),
        ("http://93.184.216.34/", ""),
        ("file:///etc/passwd", "no web address (file:)"),
        ("ftp://forum.example/", "no web address (ftp:)"),
        ("data:text/html,x", "no web address (data:)"),
        ("javascript:alert(1)", "no web address (javascript:)"),
        ("http://[", "no web address"),
    ],
)
def test_addresses_that_lead_out_of_the_web_are_refused(url: str, reason: str) -> None:
    """But for hosts that the site's file names word for word."""
    site = Site("site", domains=("forum.example",), start=("http://192.168.0.5:8080/",))
    said = refusal(url, site)
    assert said.replace("::ffff:a00:1", "::ffff:10.0.0.1") == reason


class Names:
    """A resolver that knows some names; and what a connection would be told of them."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.told: list[str] = []
        self.complete = False

    def resolveHostName(self, receiver: Any, name: str, port: int, *more: object) -> None:  # noqa: N802
        receiver.resolutionBegan(None)
        for address in self.addresses:
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()

    def resolutionBegan(self, resolution: object) -> None:  # noqa: N802
        self.complete = False

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.told.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.complete = True


@pytest.mark.parametrize(
    ("name", "addresses", "told"),
    [
        ("forum.example", ["93.184.216.34", "2606:4700::1111"], ["93.184.216.34", "2606:4700::1111"]),
        ("forum.example", ["10.0.0.1"], []),
        ("forum.example", ["10.0.0.1", "93.184.216.34"], ["93.184.216.34"]),
        ("forum.example", ["::ffff:127.0.0.1"], []),
        ("2130706433", ["127.0.0.1"], []),
        ("intranet.example", ["10.0.0.1"], ["10.0.0.1"]),
    ],
)
def test_connections_are_told_no_inner_address(name: str, addresses: list[str], told: list[str]) -> None:
    """What a name means is checked where it is resolved, for the connection itself and by nobody twice."""
    names = Names(*addresses)
    resolver = Resolver(names, {"intranet.example"})
    resolver.resolveHostName(names, name, 80)
    assert names.told == told and names.complete
    assert (name in resolver.refused) is (told != addresses)


SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n{more}'


def test_redirect_after_a_retry_stays_on_the_site(tmp_path: Path) -> None:
    """Scrapy lets a request that was asked for again go anywhere."""
    crawl = Crawl(tmp_path)
    with serving({"/secret": html(prose(9))}) as other:
        there = html("", 302, Location=f"http://localhost:{other.server_port}/secret")
        answers: Answers = {
            "/": html(links("/wait", "/err", "/1")),
            "/wait": lambda n: Answer(b"", 429) if n == 1 else there,
            "/err": lambda n: Answer(b"", 503) if n == 1 else there,
            "/1": html(prose(1)),
        }
        with serving(answers) as server:
            crawl.site("stay", SITE.format(base=server.base, more=""))
            done = crawl.run("crawl", "stay")
        assert other.asked == []
    assert done.returncode == 0 and "redirected to another site: 2" in done.stdout


def test_subdomain_with_an_inner_address_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name below an allowed one may not point to loopback: nothing is asked there; the report says so."""
    crawl = Crawl(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    hook = tmp_path / "sitecustomize.py"
    hook.write_text(
        "import socket\n"
        "real = socket.gethostbyname\n"
        "socket.gethostbyname = lambda name: '127.0.0.1' if name.endswith('.forum.example') else real(name)\n"
    )
    with serving({"/secret": html(prose(9))}) as other:
        inside = f"http://inside.forum.example:{other.server_port}/secret"
        with serving({"/": html(links(inside, "/1")), "/1": html(prose(1))}) as server:
            crawl.site(
                "sub", SITE.format(base=server.base, more='domains = ["127.0.0.1", "forum.example"]\n')
            )
            done = crawl.run("crawl", "sub")
        assert other.asked == []
    assert done.returncode == 0 and "leads to the private address 127.0.0.1: 1" in done.stdout
    assert crawl.report("sub")["cases"]["private address"]["count"] >= 1
    assert any(row["url"].endswith("/1") for row in crawl.lines("records", "sub"))


@pytest.mark.parametrize(
    ("head", "encoding", "followed"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', "utf-8", True),
        ('<meta http-equiv="Refresh" content="0; url=/new">', "utf-16", True),
        ('<meta name="description" content="new">', "utf-8", False),
        (f"<!--{'中' * 5000}--><meta http-equiv=refresh content='0; url=/new'>", "utf-8", False),
    ],
    ids=["plain", "two bytes", "none", "too far down"],
)
def test_a_page_may_lead_on_by_itself(head: str, encoding: str, followed: bool) -> None:
    """However it is written; most pages are not decoded to see that they do not."""
    site = Site("site", domains=("site.example",), start=("http://site.example/",))
    crawler = get_crawler(type("Spider", (SiteSpider,), {"name": "site", "site": site}))
    crawler.spider = crawler.spidercls.from_crawler(crawler)
    request = Request("http://site.example/")
    body = f"<html><head>{head}</head><p>old</p></html>".encode(encoding)
    response = HtmlResponse(request.url, body=body, encoding=encoding, request=request)
    found = Refreshes.from_crawler(crawler).process_response(request, response)
    assert ("new" in found.url) is followed
