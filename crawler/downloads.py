"""How much one answer may cost: bytes, packed and unpacked, bytes of headers, and seconds in all.

A server may send for ever: slowly, in headers, or in what a few bytes unpack to.  Each bound ends
in one line that says which it was.  Scrapy bounds body and time; headers are ours to count.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

from OpenSSL.SSL import Error as TlsError
from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.utils._compression import (  # type: ignore[attr-defined]
    _DecompressionMaxSizeExceeded,
    brotli,
    zstd,
)
from twisted.internet.error import ConnectionAborted, ConnectionDone, ConnectionLost
from twisted.python.failure import Failure

from crawler.politeness import host_of
from crawler.tokens import signed

# What Chromium takes (net/http/http_stream_parser.cc, kMaxHeaderBufSize); real hosts send a few kB.
MAX_HEAD_BYTES = 256 * 1024
# Nobody packs a page twice; each further layer may unpack to the whole limit again.
MAX_LAYERS = 2
BROKEN_PACKINGS = (OSError, EOFError, struct.error, zlib.error, brotli.error, zstd.ZstdError)
DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)


class HeaderFloodError(Exception):
    """Headers that do not end, or a line of them that does not."""


class Bomb(IgnoreRequest):
    """A page that unpacks to more than it may have, or not at all."""


class _Parser(_LenientHTTPClientParser):
    """Counts the bytes before the body; Scrapy gives its own parser no attributes, and so does this."""

    _head_bytes = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 (the name is Twisted's)
        self._head_bytes += len(line) + 1
        if self._head_bytes > MAX_HEAD_BYTES:
            raise HeaderFloodError
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802, ARG002
        raise HeaderFloodError


class _Protocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        answer = super().request(request)
        self._parser.__class__ = _Parser
        return answer


class _Factory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _Protocol:  # noqa: N802, ARG002
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class Downloads(HTTP11DownloadHandler):
    """Scrapy's downloads over HTTP/1.1, with bounded headers and errors that a person can read."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _Factory

    async def download_request(self, request: Request) -> Response:
        """Return the response; raises Scrapy's errors in our words."""
        try:
            return await self._download(request)
        except DOWNLOAD_ERRORS as error:
            meta, settings = request.meta, self._crawler.settings
            timeout_s = meta.get("download_timeout", settings.getfloat("DOWNLOAD_TIMEOUT"))
            max_bytes = meta.get("download_maxsize", settings.getint("DOWNLOAD_MAXSIZE"))
            name, reason = why(error, host_of(request), timeout_s, max_bytes)
            if name and not meta.get("retry_times"):
                self._crawler.spider.ledger.case(name, request.url)  # type: ignore[union-attr]
            raise type(error)(reason) from error

    async def _download(self, request: Request) -> Response:
        """Ask with the site's key, if it has one, and answer as if it had not been there."""
        url = signed(request.url, self._crawler.spider.site)  # type: ignore[union-attr]
        if url == request.url:
            return await super().download_request(request)
        sent = request.replace(url=url)
        response = await super().download_request(sent)
        request.meta.update(sent.meta)  # how long it took
        return response.replace(url=request.url)


def why(error: Exception, host: str, timeout_s: float, max_bytes: int) -> tuple[str, str]:
    """Return what a failed download is called in a report ("" if it is nothing odd), and why it failed."""
    table = {
        CannotResolveHostError: ("", f"there is no host {host}"),
        DownloadCancelledError: ("too large", f"answered with more than {max_bytes:,} bytes"),
        DownloadConnectionRefusedError: ("", "the connection was refused"),
        DownloadTimeoutError: ("too slow", f"took longer than {timeout_s:g} s"),
        ResponseDataLossError: ("broken answer", "the answer broke off before its end"),
        DownloadFailedError: _broken(getattr(error.__cause__, "reasons", [])),
    }
    return table[type(error)]


def _broken(reasons: list[Failure]) -> tuple[str, str]:
    """Return the same for an answer that failed under way, from Twisted's list of what went wrong."""
    found = [reason.value for reason in reasons]
    if any(isinstance(one, HeaderFloodError) for one in found):
        return (
            "header flood",
            f"answered with more than {MAX_HEAD_BYTES:,} bytes of headers, or a line of 16,384",
        )
    if any(isinstance(one, TlsError) for one in found):
        return "bad certificate", "its certificate is not to be trusted"
    if all(isinstance(one, (ConnectionAborted, ConnectionDone, ConnectionLost)) for one in found):
        return "", "the connection was lost"
    return "broken answer", "answered in no HTTP that can be read"


class Unpack(HttpCompressionMiddleware):
    """Scrapy's decompression; what it cannot unpack within the limit is counted and named."""

    crawler: Crawler

    def process_response(  # type: ignore[override]
        self, request: Request, response: Response
    ) -> Request | Response:
        """Return the response unpacked; raise Bomb if it cannot be, or would pass DOWNLOAD_MAXSIZE."""
        try:
            return super().process_response(request, response)
        except Bomb:
            self.crawler.spider.ledger.case("compression bomb", request.url)  # type: ignore[union-attr]
            raise

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpack:
        """Make the middleware."""
        made = super().from_crawler(crawler)
        made.crawler = crawler
        return made

    def _handle_encoding(
        self, body: bytes, content_encoding: list[bytes], max_size: int
    ) -> tuple[bytes, list[bytes]]:
        layers = b",".join(content_encoding).count(b",") + 1
        if layers > MAX_LAYERS:
            raise Bomb(f"is packed {layers} times over")
        try:
            return super()._handle_encoding(body, content_encoding, max_size)
        except _DecompressionMaxSizeExceeded:
            reason = f"its {len(body):,} bytes unpack to more than {max_size:,}"
            raise Bomb(reason) from None
        except BROKEN_PACKINGS:
            raise Bomb("is not packed as it says") from None

    def _warn_unknown_encoding(self, response: Response, encodings: list[bytes]) -> None:
        words = b",".join(encodings).decode("latin-1")
        if words != "identity":
            self.crawler.spider.ledger.case("unknown packing", f"{response.url}: {words}")  # type: ignore[union-attr]
