"""What a page's signals and its licence say about training."""

from __future__ import annotations

import pytest
from conftest import a_page, a_record

from crawler.consent import judge
from crawler.document import Document
from crawler.engines import extract
from crawler.records import Consent, Page, Record
from crawler.sites import Site

SITE = Site("site", domains=("site.example",))
HTML = "<html><head>{}</head><body><p>Long enough to be the text of a page that says something.</p></body>"


def judged(
    head: str = "", headers: dict[str, str] | None = None, site: Site = SITE, licence: str = ""
) -> Record:
    """Return a record after judging a page with such a head and headers."""
    html = HTML.format(head)
    page = Page("http://site.example/1", html.encode(), headers=headers or {})
    return judge(a_record(licence=licence), Document(page, site, html, "utf-8"))


@pytest.mark.parametrize(
    ("headers", "evidence"),
    [
        ({"X-Robots-Tag": "noindex, noai"}, "header X-Robots-Tag: noindex, noai"),
        ({"x-robots-tag": "otherbot: NOIMAGEAI"}, "header X-Robots-Tag: otherbot: NOIMAGEAI"),
        ({"TDM-Reservation": " 1 "}, "header TDM-Reservation: 1"),
        ({"Content-Usage": "train-ai=n"}, "header Content-Usage: train-ai=n"),
        ({"Content-Usage": "search=y, train-ai = N"}, "header Content-Usage: search=y, train-ai = N"),
        ({"Content-Signal": "search=yes, ai-train=no"}, "header Content-Signal: search=yes, ai-train=no"),
    ],
)
def test_a_header_against_training_denies(headers: dict[str, str], evidence: str) -> None:
    """Also where the site's licence would allow it; the evidence is the header as sent."""
    assert judged(headers=headers, licence="CC0-1.0").consent == Consent("deny", (evidence,))


@pytest.mark.parametrize(
    ("head", "evidence"),
    [
        ('<meta name="robots" content="noai, noimageai">', "meta robots: noai, noimageai"),
        ('<META NAME="Robots" CONTENT="NoAI">', "meta robots: NoAI"),
        ('<meta name="pairmill" content="noai">', "meta pairmill: noai"),
        ('<meta name="tdm-reservation" content="1">', "meta tdm-reservation: 1"),
    ],
)
def test_a_meta_tag_against_training_denies(head: str, evidence: str) -> None:
    """The same words in the page itself."""
    assert judged(head, licence="CC0-1.0").consent == Consent("deny", (evidence,))


@pytest.mark.parametrize(
    ("head", "headers"),
    [
        ('<meta name="robots" content="noindex, nofollow">', {}),
        ('<meta name="keywords" content="noai">', {}),
        ('<meta name="tdm-reservation" content="0">', {}),
        ("<meta name>", {"X-Robots-Tag": "none", "TDM-Reservation": "0"}),
        ("", {"Content-Usage": "train-ai=y", "Content-Signal": "search=no, ai-train=yes"}),
    ],
    ids=["indexing", "keywords", "no reservation", "other headers", "allowed"],
)
def test_other_signals_say_nothing_about_training(head: str, headers: dict[str, str]) -> None:
    """The licence decides then."""
    assert judged(head, headers, licence="CC0-1.0").consent == Consent("allow", ("licence CC0-1.0",))


def test_all_signals_are_kept_as_evidence() -> None:
    """Whoever asks why can see each of them, long ones cut."""
    found = judged('<meta name="robots" content="noai">', {"X-Robots-Tag": "noai " + "x" * 999})
    header, meta = found.consent.evidence
    assert (len(header), meta) == (len("header X-Robots-Tag: ") + 200, "meta robots: noai")


@pytest.mark.parametrize(
    ("tag", "licence"),
    [
        ('<link rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/">', "CC-BY-SA-4.0"),
        ('<a rel="license" href="http://creativecommons.org/licenses/by/3.0/deed.zh">by</a>', "CC-BY-3.0"),
        ('<a rel="license noopener" href="https://creativecommons.org/licenses/by/4.0/">by</a>', "CC-BY-4.0"),
        ('<a rel="license" href="//creativecommons.org/publicdomain/zero/1.0/">0</a>', "CC0-1.0"),
    ],
)
def test_an_open_licence_that_a_page_names_allows(tag: str, licence: str) -> None:
    """Creative Commons licences, which records call by their SPDX ids."""
    found = judged(tag)
    assert (found.licence, found.consent) == (licence, Consent("allow", (f"licence {licence}",)))


def test_any_other_licence_that_a_page_names_is_kept_and_allows_nothing() -> None:
    """A link to terms may say that all rights are reserved."""
    found = judged('<link rel="license" href="https://site.example/licence">')
    assert (found.licence, found.consent.decision) == ("https://site.example/licence", "unknown")


def test_the_licence_of_the_site_comes_first() -> None:
    """What the site's file says was found by a person."""
    found = judged('<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">', licence="MIT")
    assert found.licence == "MIT"


def test_a_reason_in_the_sites_file_allows() -> None:
    """Where no licence does, and never against a signal."""
    site = Site("site", why="they agreed by letter")
    assert judged(site=site).consent == Consent("allow", ("site file: they agreed by letter",))
    assert judged(headers={"X-Robots-Tag": "noai"}, site=site).consent.decision == "deny"


def test_without_a_word_nothing_is_known() -> None:
    """Such a page is not exported."""
    assert judged().consent == Consent("unknown", ("no licence was found",))


def test_every_extracted_record_is_judged() -> None:
    """No engine can forget it."""
    found = extract(a_page(HTML.format('<meta name="robots" content="noai">')))
    assert isinstance(found, Record)
    assert found.consent.decision == "deny"
