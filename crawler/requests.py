"""Requests as rows of the frontier and back: JSON, never pickle."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import urlsplit

import orjson
from scrapy import Request, Spider

from crawler.entries import NOTHING, Entry, rank
from crawler.records import Context
from crawler.schema import sayable
from crawler.store import dumps

# What the crawl itself keeps in a request's meta, or what belongs to one download of it.
OWN = frozenset(
    "context lease depth again download_slot download_latency download_timeout retry_times waits".split()
)


def as_entry(request: Request) -> Entry:
    """Return what the frontier keeps of a request; TypeError if its meta cannot be said in JSON."""
    known = request.meta.get("context")
    context = known if isinstance(known, Context) else NOTHING
    return Entry(
        request.url,
        sayable(urlsplit(request.url).hostname or ""),
        context,
        request.priority,
        int(request.meta.get("depth", 0)),
        _asked(request),
        again=bool(request.meta.get("again")),
        anew=request.dont_filter,
        rank=rank(context),
    )


def _asked(request: Request) -> str | None:
    said: dict[str, Any] = {
        "method": request.method if request.method != "GET" else "",
        "headers": {
            name.decode("latin-1"): [value.decode("latin-1") for value in values]
            for name, values in request.headers.items()
            if name not in (b"If-None-Match", b"If-Modified-Since")
        },
        "body": base64.b64encode(request.body).decode() if request.body else "",
        "callback": _name(request.callback, "parse"),
        "errback": _name(request.errback, "failed"),
        "cb_kwargs": request.cb_kwargs,
        "meta": {name: value for name, value in request.meta.items() if name not in OWN},
    }
    said = {name: value for name, value in said.items() if value}
    return dumps(said) if said else None


def _name(method: Any, usual: str) -> str:
    name = getattr(method, "__name__", "")
    return "" if name == usual else name


def _bytes(value: str) -> bytes:
    """Return a header as it stood in the answer: its bytes were read as latin-1."""
    return value.encode("latin-1", "replace")


def as_request(entry: Entry, spider: Spider) -> Request:
    """Return an entry as a request of a spider; one that was fetched before asks only for what is new."""
    said: dict[str, Any] = orjson.loads(entry.asked) if entry.asked else {}
    headers = {name: [_bytes(value) for value in values] for name, values in said.get("headers", {}).items()}
    if entry.etag:
        headers["If-None-Match"] = [_bytes(entry.etag)]
    if entry.modified:
        headers["If-Modified-Since"] = [_bytes(entry.modified)]
    own = {"context": entry.context, "lease": entry.id, "depth": entry.depth}
    return Request(
        entry.url,
        callback=getattr(spider, said.get("callback", "parse"), None),
        errback=getattr(spider, said.get("errback", "failed"), None),
        method=said.get("method", "GET"),
        headers=dict(headers),
        body=base64.b64decode(said.get("body", "")),
        cb_kwargs=said.get("cb_kwargs"),
        meta={**said.get("meta", {}), **own},
        priority=entry.priority,
        dont_filter=True,
    )
