"""What one answer may cost, and how its failure is told."""

from __future__ import annotations

import gzip
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hostile import hostile, page
from loopback import Answer, Crawl, Server, html, prose
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from twisted.internet.error import ConnectionLost
from twisted.python.failure import Failure
from twisted.web._newclient import ParseError, ResponseFailed

from crawler.downloads import MAX_HEAD_BYTES, HeaderFloodError, why

SITE = 'engine = "generic"\nstart = ["{base}/"]\nlicense = "CC0-1.0"\ndelay_s = 0\n{more}'


@pytest.mark.parametrize(
    ("reason", "name", "words"),
    [
        (HeaderFloodError(), "header flood", "bytes of headers"),
        (ConnectionLost(), "", "the connection was lost"),
        (ParseError("wrong", b"\x00"), "broken answer", "answered in no HTTP that can be read"),
    ],
)
def test_failed_answers_are_told_by_their_cause(reason: Exception, name: str, words: str) -> None:
    """One line, and nothing of Python in it."""
    error = DownloadFailedError()
    error.__cause__ = ResponseFailed([Failure(reason)])
    called, told = why(error, "site.example", 60, 10)
    assert called == name and words in told


def test_time_is_told_with_its_limit() -> None:
    """The reader sees which setting to change."""
    assert why(DownloadTimeoutError(), "site.example", 60.0, 10) == ("too slow", "took longer than 60 s")


def self_signed(folder: Path) -> Path:
    """Write a key and a certificate of 127.0.0.1 that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = folder / "server.pem"
    path.write_bytes(key.private_bytes(*form) + certificate.public_bytes(serialization.Encoding.PEM))
    return path


def test_certificates_are_checked(tmp_path: Path) -> None:
    """A host that cannot prove who it is gets no request, and the report says why."""
    from threading import Thread

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    server = Server({"/robots.txt": Answer(), "/": html(prose(1))})
    server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    crawl = Crawl(tmp_path)
    crawl.site("fake", SITE.format(base=server.base.replace("http:", "https:"), more=""))
    done = crawl.run("crawl", "fake")
    server.shutdown()
    server.server_close()
    assert server.asked == [] and done.returncode == 1
    assert "its certificate is not to be trusted" in done.stdout


def test_large_but_honest_answers_come(tmp_path: Path) -> None:
    """Headers of 200 kB, a packed page just below the limit, and two layers of packing are borne."""
    body = gzip.compress(gzip.compress(prose(2).encode()))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip, gzip\r\n"
    head += b"X-Much: 1234567\r\n" * 12_000 + f"Content-Length: {len(body)}\r\n\r\n".encode()
    assert len(head) < MAX_HEAD_BYTES
    crawl = Crawl(tmp_path)
    with hostile({"/": page('<a href="/big">big</a>'), "/big": head + body}) as server:
        base = f"http://127.0.0.1:{server.port}"
        crawl.site("big", SITE.format(base=base, more=f"limits = {{ max_bytes = {len(prose(2))} }}\n"))
        done = crawl.run("crawl", "big")
    assert done.returncode == 0, done.stdout
    assert "Page 2" in {row["title"] for row in crawl.lines("records", "big")}
