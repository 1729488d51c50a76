"""What a page's signals and its licence say about training."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from conftest import a_page, a_record
from hypothesis import given
from hypothesis import strategies as st

from crawler.consent import MAX_LINES, directives, judge, overview
from crawler.document import Document
from crawler.engines import extract
from crawler.policies import MAX_SIGNALS, MAX_TEXT
from crawler.records import OPTED_OUT, Consent, Page, Record, Signal
from crawler.sites import Site

SITE = Site("site", domains=("site.example",))
WHY = Site("site", domains=("site.example",), why="站长书面同意，编号 12")
HTML = "<html><head>{}</head><body><p>Long enough to be the text of a page that says something.</p></body>"
BY = '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">'
BY_NC = '<a rel="license" href="https://creativecommons.org/licenses/by-nc/4.0/">by-nc</a>'


def judged(
    head: str = "",
    headers: dict[str, str] | None = None,
    site: Site = SITE,
    licence: str = "",
    signals: tuple[Signal, ...] = (),
    fetched_at: datetime | None = None,
) -> Record:
    """Return a record after judging a page with such a head, headers and signals of its host."""
    html = HTML.format(head)
    page = Page(
        "http://site.example/1", html.encode(), headers=headers or {}, signals=signals, fetched_at=fetched_at
    )
    return judge(a_record(licence=licence), Document(page, site, html, "utf-8"))


def from_file(says: str, source: str = "robots.txt") -> Signal:
    return Signal(source, f"what {source} says", "2026-11-20T08:00:00+00:00", says)


@pytest.mark.parametrize(
    ("headers", "evidence"),
    [
        ({"X-Robots-Tag": "noindex, noai"}, "header X-Robots-Tag: noindex, noai"),
        ({"x-robots-tag": "pairmill: NoAI"}, "header X-Robots-Tag: pairmill: NoAI"),
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
        ('<link rel="license" type="application/rsl+xml" href="/rsl.xml">', "link license: /rsl.xml"),
    ],
)
def test_a_tag_against_training_denies(head: str, evidence: str) -> None:
    """The same words in the page itself, and terms of RSL, which are for sale."""
    assert judged(head, licence="CC0-1.0").consent == Consent("deny", (evidence,))


@pytest.mark.parametrize("source", ["robots.txt", "tdmrep.json", "ai.txt"])
def test_a_file_of_the_host_against_training_denies(source: str) -> None:
    """As it was when the page was fetched, so that reading the archive again decides the same."""
    signal = from_file("deny", source)
    evidence = f"{source} 2026-11-20T08:00:00+00:00: what {source} says"
    assert judged(licence="CC0-1.0", signals=(signal,)).consent == Consent("deny", (evidence,))


@pytest.mark.parametrize(
    ("head", "headers", "kept"),
    [
        ('<meta name="robots" content="noindex, noimageai">', {}, "meta robots: noindex, noimageai"),
        ('<meta name="tdm-reservation" content="0">', {}, "meta tdm-reservation: 0"),
        ('<meta name="tdm-reservation" content="yes">', {}, "meta tdm-reservation: yes"),
        ("<meta name>", {"X-Robots-Tag": "none"}, "header X-Robots-Tag: none"),
        ("", {"X-Robots-Tag": "otherbot: noai"}, "header X-Robots-Tag: otherbot: noai"),
        ("", {"Content-Usage": "search=n"}, "header Content-Usage: search=n"),
        ("", {"TDM-Policy": "https://a.example/p"}, "header TDM-Policy: https://a.example/p"),
        ("", {"Content-Usage": "train-ai=y"}, "header Content-Usage: train-ai=y"),
    ],
    ids="indexing unreserved nonsense none other search policy permission".split(),
)
def test_signals_that_refuse_no_text_are_kept_and_the_licence_decides(
    head: str, headers: dict[str, str], kept: str
) -> None:
    """Pictures, indexing and other robots are no matter of ours."""
    found = judged(head, headers, licence="CC0-1.0")
    assert found.consent == Consent("allow", ("licence CC0-1.0", kept))


@pytest.mark.parametrize("name", ["keywords", "googlebot", "viewport"])
def test_other_meta_tags_are_no_signals(name: str) -> None:
    """A page may write about noai."""
    found = judged(f'<meta name="{name}" content="noai">', {"X-Robots-Tag": "max-snippet:5"})
    assert found.consent == Consent("unknown", ("no licence was found",))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("noindex, noai", {"noindex", "noai"}),
        ("otherbot: noindex, noai", set()),
        ("otherbot: noindex, PairMill: noai", {"noai"}),
        ("*: noai", {"noai"}),
        ("otherbot: noindex, *: noai", {"noai"}),
        ("unavailable_after: Friday, 25-Jun-27 15:00:00 PST, noai", {"noai"}),
        ("max-snippet: 5, noai", {"noai"}),
    ],
)
def test_directives_behind_a_robots_name_are_that_robots(value: str, found: set[str]) -> None:
    """A directive with a value of its own is no robot."""
    assert {word for word in directives(value) if word.startswith("no")} == found


@pytest.mark.parametrize(
    ("file", "header", "meta", "decision"),
    [
        ("deny", "", "", "deny"),
        ("deny", "0", "", "allow"),
        ("", "1", "", "deny"),
        ("", "1", "0", "allow"),
        ("deny", "0", "1", "deny"),
        ("deny", "nonsense", "", "deny"),
    ],
)
def test_the_nearest_word_on_mining_decides(file: str, header: str, meta: str, decision: str) -> None:
    """TDMRep: a header supersedes tdmrep.json, and a meta element both."""
    found = judged(
        f'<meta name="tdm-reservation" content="{meta}">' if meta else "",
        {"TDM-Reservation": header} if header else {},
        licence="CC0-1.0",
        signals=(from_file(file, "tdmrep.json"),),
    )
    assert found.consent.decision == decision


def by_authors(*marks: str) -> Consent:
    """Return the decision on a page of which one part each has such a mark."""
    record = a_record(*(f"text {number}" for number, _ in enumerate(marks)), licence="CC0-1.0")
    parts = [replace(part, mark=mark) for part, mark in zip(record.parts, marks, strict=True)]
    told = replace(record, meta={"opt_outs": {"wei": "#nobot"}} if OPTED_OUT in marks else {})
    page = Page("http://site.example/1", b"{}")
    return judge(told.with_parts(parts), Document(page, SITE, "{}", "utf-8")).consent


@pytest.mark.parametrize(
    ("marks", "consent"),
    [
        ([OPTED_OUT, OPTED_OUT], Consent("deny", ("author wei: #nobot",))),
        ([OPTED_OUT, ""], Consent("allow", ("licence CC0-1.0", "author wei: #nobot"))),
        (["spam", ""], Consent("allow", ("licence CC0-1.0",))),
    ],
    ids=["all", "some", "none"],
)
def test_a_page_whose_authors_all_refuse_is_denied(marks: list[str], consent: Consent) -> None:
    """One author's refusal is kept as evidence and binds their own parts alone."""
    assert by_authors(*marks) == consent


def test_every_signal_is_kept_with_the_time_it_was_seen() -> None:
    """Those that decide first; what is on the page was seen when the page was fetched."""
    found = judged(
        '<meta name="robots" content="noarchive, nofollow">',
        {"Content-Signal": "ai-train=no"},
        signals=(from_file("allow"),),
        fetched_at=datetime(2026, 11, 20, 9, 30, 0, 5, UTC),
    )
    assert found.consent == Consent(
        "deny",
        (
            "header Content-Signal 2026-11-20T09:30:00+00:00: ai-train=no",
            "robots.txt 2026-11-20T08:00:00+00:00: what robots.txt says",
            "meta robots 2026-11-20T09:30:00+00:00: noarchive, nofollow",
        ),
    )


def test_evidence_is_bounded() -> None:
    """A page of a million tags is one record, and no long one."""
    metas = "".join(f'<meta name="robots" content="noindex {number}">' for number in range(99))
    found = judged(metas, {"X-Robots-Tag": "noai " + "x" * 9999})
    assert (len(found.consent.evidence), found.consent.decision) == (MAX_SIGNALS, "deny")
    assert len(found.consent.evidence[0]) == len("header X-Robots-Tag: ") + MAX_TEXT


def test_an_open_licence_that_a_page_names_allows() -> None:
    """Records call it by its SPDX id, and the evidence says where it stood."""
    found = judged(BY)
    evidence = ("licence CC-BY-4.0", "link license: https://creativecommons.org/licenses/by/4.0/")
    assert (found.licence, found.consent) == ("CC-BY-4.0", Consent("allow", evidence))


@pytest.mark.parametrize("head", [BY_NC, BY + BY_NC])
def test_a_licence_that_is_not_open_allows_nothing(head: str) -> None:
    """Nor does an open one beside it: nobody knows which of them is the text's."""
    found = judged(head)
    assert (found.licence, found.consent.decision) == ("CC-BY-NC-4.0", "unknown")
    assert found.consent.evidence[0] == "licence CC-BY-NC-4.0 is not open to every use"


def test_any_other_licence_that_a_page_names_is_kept_and_allows_nothing() -> None:
    """A link to terms may say that all rights are reserved."""
    found = judged('<link rel="license" href="https://site.example/licence">')
    assert (found.licence, found.consent.decision) == ("https://site.example/licence", "unknown")
    assert found.consent.evidence[0] == "licence https://site.example/licence is not known"


def test_the_licence_of_the_site_comes_first() -> None:
    """What the site's file says was found by a person."""
    found = judged(BY_NC, licence="MIT")
    assert (found.licence, found.consent.decision) == ("MIT", "allow")


@pytest.mark.parametrize(
    ("licences", "decision"),
    [
        (["CC BY-SA 4.0", "CC BY-SA 3.0"], "allow"),
        (["CC BY-SA 4.0", "CC BY-NC 4.0"], "unknown"),
        (["CC BY-SA 4.0", "all mine"], "unknown"),
        (["CC BY-SA 4.0", ""], "unknown"),
        (["", ""], "unknown"),
    ],
    ids=["open", "one is not", "one is not known", "one says nothing", "none says anything"],
)
def test_the_licences_of_posts_allow_if_all_are_open(licences: list[str], decision: str) -> None:
    """What an API says of a post is no promise of the site's file, and of another post it says nothing."""
    items = [
        {"answer_id": n, "body": "<p>Text.</p>", "content_license": one} for n, one in enumerate(licences)
    ]
    page = Page("https://a.example/2.3/questions/1/answers", json.dumps({"items": items}).encode())
    record = extract(page, Site("a", engine="stackexchange", domains=("a.example",)))
    assert isinstance(record, Record)
    assert record.consent.decision == decision


def test_a_permission_allows_where_nothing_refuses() -> None:
    """The signal is the reason."""
    assert judged(headers={"Content-Usage": "train-ai=y"}).consent == Consent(
        "allow", ("header Content-Usage: train-ai=y",)
    )
    assert (
        judged(headers={"Content-Usage": "train-ai=y"}, signals=(from_file("deny"),)).consent.decision
        == "deny"
    )


def test_the_reason_of_the_sites_file_overrides_and_names_what() -> None:
    """Whoever reads the dataset card sees that a refusal was overruled, and by whom."""
    found = judged(headers={"X-Robots-Tag": "noai"}, site=WHY, licence="CC0-1.0")
    assert found.consent == Consent(
        "allow", ("site file: 站长书面同意，编号 12", "header X-Robots-Tag: noai")
    )


def test_the_reason_of_the_sites_file_answers_an_unknown_licence() -> None:
    """What the page states is named too."""
    assert judged(site=WHY).consent == Consent("allow", ("site file: 站长书面同意，编号 12",))
    assert judged(BY_NC, site=WHY).consent.evidence[1:] == (
        "a license: https://creativecommons.org/licenses/by-nc/4.0/",
    )


@pytest.mark.parametrize("allowed", [{"head": BY}, {"headers": {"Content-Signal": "ai-train=yes"}}])
def test_the_reason_of_the_sites_file_is_not_needed_where_all_is_allowed(allowed: dict[str, object]) -> None:
    """The better reason is told."""
    found = judged(**allowed, site=WHY)  # type: ignore[arg-type]
    assert found.consent.decision == "allow"
    assert not any(entry.startswith("site file") for entry in found.consent.evidence)


def test_without_a_word_nothing_is_known() -> None:
    """Such a page is not exported."""
    assert judged().consent == Consent("unknown", ("no licence was found",))


def test_every_extracted_record_is_judged() -> None:
    """No engine can forget it."""
    found = extract(a_page(HTML.format('<meta name="robots" content="noai">')))
    assert isinstance(found, Record)
    assert found.consent.decision == "deny"


@given(
    st.text(), st.text(), st.sampled_from(["Content-Usage", "X-Robots-Tag", "TDM-Reservation", "TDM-Policy"])
)
def test_no_header_and_no_reason_raises(value: str, why: str, name: str) -> None:
    """And what is kept of them can be written."""
    found = judged(headers={name: value}, site=replace(SITE, why=why))
    assert found.consent.decision in ("allow", "deny", "unknown")
    "\n".join(found.consent.evidence).encode()


def test_an_overview_counts_decisions_and_evidence() -> None:
    """Commonest first; when a signal was seen makes no other kind of it."""
    denied = [
        a_record(consent=Consent("deny", (f"robots.txt 2026-11-20T08:00:0{second}+00:00: ai-train=no",)))
        for second in range(3)
    ]
    allowed = a_record(consent=Consent("allow", ("licence CC0-1.0",)))
    assert overview(iter([*denied, allowed])) == [
        "deny             3",
        "allow            1",
        "        3  robots.txt: ai-train=no",
        "        1  licence CC0-1.0",
    ]


def test_an_overview_is_short() -> None:
    """Whatever a host says, and in however many lines."""
    records = (a_record(consent=Consent("deny", (f"meta robots: noai\n{number}",))) for number in range(99))
    lines = overview(records)
    assert len(lines) == MAX_LINES and lines[-1] == "... and 81 more kinds of evidence"
    assert lines[1] == "        1  meta robots: noai 0"
    assert overview([]) == []
