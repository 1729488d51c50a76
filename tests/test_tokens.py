"""Tokens and keys: they reach the site's own host, and nothing that is kept or printed holds them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from loopback import Answer, Answers, Crawl, Server, serving

from crawler.errors import SiteError
from crawler.sites import Site, load_site
from crawler.tokens import ready, signed, trusted

SECRET = "s3cret-0f-2o25/+"
SITE = 'engine = "reddit"\nstart = ["{base}/r/knots/new"]\ntoken = "KNOTS_TOKEN"\ndelay_s = 0\n'
ASK = (
    'engine = "stackexchange"\nstart = ["{base}/2.3/questions?site=knots"]\nkey = "KNOTS_KEY"\ndelay_s = 0\n'
)
POST = {
    "id": "1a",
    "name": "t3_1a",
    "title": "Which knot?",
    "author": "a",
    "created_utc": 1,
    "num_comments": 0,
}


def answer(value: object, status: int = 200, **headers: str) -> Answer:
    return Answer(json.dumps(value).encode(), status, {"Content-Type": "application/json"} | headers)


def listing(*posts: dict[str, object]) -> dict[str, object]:
    return {
        "kind": "Listing",
        "data": {"after": None, "children": [{"kind": "t3", "data": post} for post in posts]},
    }


def forum() -> Answers:
    """Return a list whose first answer is a failure, and a thread that another address redirects to."""
    thread = "/comments/1a?limit=500&raw_json=1&sort=old"
    fails = answer({}, 503)
    return {
        "/r/knots/new": lambda number: fails if number == 1 else answer(listing(POST)),
        thread: Answer(b"", 302, {"Location": "/comments/1a/which"}),
        "/comments/1a/which": answer([listing(POST), listing()]),
    }


def kept(folder: Path) -> bytes:
    """Return every byte under a folder, those of packed files unpacked."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return b"".join(gzip.open(path).read() if path.suffix == ".gz" else path.read_bytes() for path in files)


def asked(server: Server, header: str) -> set[str]:
    return {headers.get(header, "") for _, path, headers in server.asked if path in server.answers}


def test_token_goes_with_every_page_and_stays_nowhere(tmp_path: Path) -> None:
    """Over a failure tried again and a redirect; frontier, archive, records, report and output are clean."""
    crawl = Crawl(tmp_path)
    with serving(forum()) as server:
        crawl.site("knots", SITE.format(base=server.base))
        done = crawl.run("crawl", "knots", "-s", "LOG_LEVEL=DEBUG", environment={"KNOTS_TOKEN": SECRET})
        assert asked(server, "Authorization") == {f"Bearer {SECRET}"}
        assert "/comments/1a/which" in server.paths()
    assert len(crawl.lines("records", "knots")) == 1, done.stdout + done.stderr
    assert SECRET.encode() not in kept(tmp_path)
    assert SECRET not in done.stdout + done.stderr


def test_key_stands_in_the_request_and_in_no_stored_address(tmp_path: Path) -> None:
    """The host reads ?key=, the archive and the records hold the address without it."""
    items = {
        "items": [{"question_id": 5, "title": "Which?", "body": "<p>Which knot?</p>", "answer_count": 0}]
    }
    key = "s3cret-0f-2o25%2F%2B"
    paths = [f"/2.3/questions?site=knots&key={key}", f"/2.3/questions/5?site=knots&filter=withbody&key={key}"]
    crawl = Crawl(tmp_path)
    with serving({path: answer(items) for path in paths}) as server:
        crawl.site("ask", ASK.format(base=server.base))
        done = crawl.run("crawl", "ask", "-s", "LOG_LEVEL=DEBUG", environment={"KNOTS_KEY": SECRET})
        assert server.paths() == paths, done.stdout + done.stderr
    assert [record["url"] for record in crawl.lines("records", "ask")] == [
        f"{server.base}/2.3/questions/5?site=knots&filter=withbody"
    ]
    assert b"s3cret" not in kept(tmp_path)
    assert "s3cret" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("site", "line"),
    [
        (SITE, "knots: token: the environment variable KNOTS_TOKEN is not set\n"),
        (
            SITE.replace('token = "KNOTS_TOKEN"\n', ""),
            "knots: token is missing: Reddit's API answers approved",
        ),
    ],
    ids=["not set", "not named"],
)
def test_crawl_without_its_token_is_refused_in_one_line(site: str, line: str, tmp_path: Path) -> None:
    """It exits 2, as for any other mistake in a site's file, and asks for nothing."""
    crawl = Crawl(tmp_path)
    with serving(forum()) as server:
        crawl.site("knots", site.format(base=server.base))
        done = crawl.run("crawl", "knots", environment={"KNOTS_TOKEN": ""})
        assert server.asked == []
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(line)


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("https://api.knots.example/new", True),
        ("https://knots.example/new", True),
        ("http://api.knots.example/new", False),
        ("https://other.knots.example/new", False),
        ("https://api.knots.example.evil.example/new", False),
        ("https://knots.example@evil.example/new", False),
    ],
)
def test_only_hosts_that_the_file_names_are_told(url: str, is_told: bool) -> None:
    """Word for word, over TLS: no other host below the domain, and nobody who listens."""
    site = Site("knots", domains=("knots.example",), start=("https://api.knots.example/",))
    assert trusted(url, site) is is_told


def test_a_host_that_may_not_know_the_key_is_asked_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """The address goes out as it is."""
    monkeypatch.setenv("KNOTS_KEY", SECRET)
    site = Site("knots", domains=("knots.example",), key="KNOTS_KEY")
    assert signed("https://www.knots.example/a", site) == "https://www.knots.example/a"


def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path) -> None:
    """Whoever pastes the token itself is told so; the line may end in a log."""
    path = tmp_path / "knots.toml"
    path.write_text(SITE.format(base="https://knots.example").replace("KNOTS_TOKEN", "eyJhbGciOi"))
    with pytest.raises(
        SiteError, match=r"knots\.toml: token: expected the name of an environment variable"
    ) as told:
        load_site(path)
    assert "eyJ" not in str(told.value)


def test_a_site_that_needs_nothing_is_ready() -> None:
    """Most sites ask for no token."""
    ready(Site("site", engine="discourse"), {})
