"""A browser without a network: Chromium makes a page of what it is given, and asks us for the rest.

Whatever a page's scripts ask for is answered by a function of ours or not at all.  Chromium itself
can reach nobody: it finds no host, and its proxy is a port where nobody listens.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from scrapy import Request
from scrapy.crawler import Crawler

VARIABLE = "PAIRMILL_CHROMIUM"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NOWHERE = "http://127.0.0.1:9"  # the port of the discard service, which no system runs
ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=512",
)
# A page rests when it has asked for nothing for so long, and has all that it asked for.
QUIET_S = 0.5
START_S, CLOSE_S = 60, 10
# What a page needs for its text.  Styles are empty, so that scripts that wait for them go on.
NEEDED = frozenset(["document", "script", "xhr", "fetch"])
STYLE = "stylesheet"

# What scrapy-playwright is told of each tab.
META = {
    "playwright": True,
    "playwright_context_kwargs": {"service_workers": "block", "accept_downloads": False},
    "playwright_include_page": True,
}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the browser is answered."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks for: the address, and the headers that its scripts set."""

    url: str
    headers: Mapping[str, str]
    is_script: bool


Answer = Callable[[Asked], Awaitable[Reply | None]]


def lack() -> str:
    """Return what is missing for rendering and how to get it, "" if nothing is."""
    if find_spec("scrapy_playwright") is None:
        return "needs scrapy-playwright: pip install 'pairmill[render]'"
    if not program():
        named = os.environ.get(VARIABLE)
        where = (
            f"{VARIABLE}={named} is no program" if named else f"none of {', '.join(PROGRAMS)} is on the PATH"
        )
        return f"needs Chromium, and {where}: install it, or name it by {VARIABLE}"
    return ""


def program() -> str:
    """Return the path of a Chromium, "" if there is none."""
    named = os.environ.get(VARIABLE)
    return next(filter(None, map(shutil.which, [named] if named else PROGRAMS)), "")


def options() -> dict[str, object]:
    """Return the settings of scrapy-playwright for such a browser."""
    launch = {
        "executable_path": program(),
        "args": list(ARGUMENTS),
        "proxy": {"server": NOWHERE, "bypass": "<-loopback>"},
        "chromium_sandbox": os.getuid() != 0,  # Chromium's sandbox does not work for root
    }
    return {"PLAYWRIGHT_BROWSER_TYPE": "chromium", "PLAYWRIGHT_LAUNCH_OPTIONS": launch}


class Browser:
    """Chromium as scrapy-playwright runs it: begun with the first page, begun again if it dies."""

    def __init__(self, crawler: Crawler) -> None:
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler

        self._handler = ScrapyPlaywrightDownloadHandler.from_crawler(crawler)
        self._count = 0

    @property
    def version(self) -> str:
        """The browser's version; "" before the first page."""
        return str(getattr(getattr(self._handler, "browser", None), "version", ""))

    async def render(self, url: str, page: Reply, answer: Answer, wait: bool | str, limit_s: float) -> str:
        """Return the HTML of a page after its scripts have run, in a session of its own.

        ``wait`` is a selector to wait for, else the page is ready when it rests.  Raises
        TimeoutError after ``limit_s``, RuntimeError with a line that says what else went wrong.
        """
        from playwright.async_api import Error
        from playwright.async_api import TimeoutError as Late

        tab = await self._tab()
        try:
            return await asyncio.wait_for(_made(tab, url, _Routes(page, answer), wait), limit_s)
        except (Late, TimeoutError):
            raise TimeoutError from None
        except Error as error:
            raise RuntimeError(error.message.partition("\n")[0]) from None
        finally:
            await _end(tab)

    async def _tab(self) -> Any:
        """Open an empty tab; RuntimeError with a line that says why the browser cannot.

        scrapy-playwright could go to the page itself, but then it waits for headers, which never
        come once a script has begun to lead elsewhere.
        """
        from playwright.async_api import Error

        self._count += 1
        blank = Request("about:blank", meta={**META, "playwright_context": f"page {self._count}"})
        try:
            await asyncio.wait_for(self._handler.download_request(blank), START_S)
        except TimeoutError:
            raise RuntimeError(f"it did not start within {START_S} s") from None
        except Error as error:
            raise RuntimeError(error.message.partition("\n")[0]) from None
        return blank.meta["playwright_page"]

    async def close(self) -> None:
        """End the browser."""
        await self._handler.close()


async def _made(tab: Any, url: str, routes: _Routes, wait: bool | str) -> str:
    tab.on("popup", _close)
    await tab.route("**", routes.take)
    # Not later than this: a script that begins to lead elsewhere ends all later events.
    await tab.goto(url, wait_until="commit", timeout=0)
    if isinstance(wait, str):
        await tab.wait_for_selector(wait, state="attached", timeout=0)
    else:
        await routes.rest(tab)
    return str(await tab.content())


class _Routes:
    """Answers what one page asks for, and knows when it rests."""

    def __init__(self, page: Reply, answer: Answer) -> None:
        self.page, self.answer = page, answer
        self._began = False
        self._pending, self._last = 0, time.monotonic()

    async def rest(self, tab: Any) -> None:
        """Wait until the page is read to its end, no script runs, and nothing was asked for a while."""
        while True:
            await asyncio.sleep(QUIET_S / 10)
            if self._is_quiet():
                last = self._last
                state = await tab.evaluate("document.readyState")  # answered when no script runs
                if state != "loading" and last == self._last and not self._pending:
                    return

    def _is_quiet(self) -> bool:
        return not self._pending and time.monotonic() - self._last >= QUIET_S

    async def take(self, route: Any) -> None:
        """Answer a request of the tab."""
        from playwright.async_api import Error

        self._pending += 1
        try:
            with suppress(Error):  # a page that is closed while it waits needs no answer
                reply = await self._reply(route.request)
                if reply is None:
                    await route.abort("aborted")  # a page that wants to go elsewhere stays as it is
                else:
                    await route.fulfill(status=reply.status, headers=dict(reply.headers), body=reply.body)
        finally:
            self._pending, self._last = self._pending - 1, time.monotonic()

    async def _reply(self, asked: Any) -> Reply | None:
        kind = asked.resource_type
        if kind == STYLE:
            return Reply(b"", headers={"Content-Type": "text/css"})
        if kind not in NEEDED or asked.method != "GET":
            return None
        if not asked.is_navigation_request():
            return await self.answer(Asked(asked.url, asked.headers, kind == "script"))
        # The page itself; frames in it are no part of its HTML, and where it leads to is not it.
        began, self._began = self._began, True
        return None if began else self.page


async def _close(tab: Any) -> None:
    from playwright.async_api import Error

    with suppress(Error):
        await tab.close()


async def _end(tab: Any) -> None:
    """End a page's session, also of a page whose script runs for ever."""
    from playwright.async_api import Error

    if tab is not None:
        with suppress(Error, TimeoutError):
            await asyncio.wait_for(tab.context.close(), CLOSE_S)
