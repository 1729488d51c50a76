"""The index of signatures that several workers share, in Redis.

It has the layout of datasketch's Redis storage, so that its MinHashLSH reads it, and beside that
the signatures themselves and the short texts.  datasketch would take some fifty round trips to look
for a text and to add it, and two workers with one text could both find nothing in between: here a
script does both on the server, in one step.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from typing import Any

from datasketch import MinHashLSH

from crawler.errors import StoreError
from crawler.records import Record
from crawler.text.duplicates import BANDS, PERMUTATIONS, ROWS, VERSION, Signature, compare, parsed

# Looks for the nearest of the texts that meet a new one in a band.  KEYS: the signatures, and for each
# band where its buckets are listed, then its bucket.  ARGV: key, signature, how many minima have to
# be the same, and the bands.  Returns the keys of the nearest; if none is near the text is added.
SCRIPT = f"""
local rows, row, bands = KEYS[1], ARGV[2], {BANDS}
if redis.call('HEXISTS', rows, ARGV[1]) == 1 then return {{}} end
local most, nearest, seen = 0, {{}}, {{}}
for band = 1, bands do
  for _, met in ipairs(redis.call('SMEMBERS', KEYS[1 + bands + band])) do
    local other = not seen[met] and redis.call('HGET', rows, met)
    seen[met] = true
    if other then
      local same = 0
      for at = 1, #row, 4 do
        if row:sub(at, at + 3) == other:sub(at, at + 3) then same = same + 1 end
      end
      if same > most then most, nearest = same, {{}} end
      if same == most then nearest[#nearest + 1] = met end
    end
  end
end
if most >= tonumber(ARGV[3]) then return nearest end
redis.call('HSET', rows, ARGV[1], row)
for band = 1, bands do
  redis.call('HSET', KEYS[1 + band], ARGV[3 + band], KEYS[1 + bands + band])
  redis.call('SADD', KEYS[1 + bands + band], ARGV[1])
end
return {{}}
"""
TIMEOUT_S = 3  # for an answer: the crawl waits as long
REST_S = 60  # until a server that did not answer is asked again
FILLING_S = 120  # a worker that fills the index and says nothing for so long is dead
EVERY = 500  # records between its signs of life


class Shared:
    """An index as ``crawler.text.duplicates.Index``, for all workers of a site that name one server.

    Of texts that are copies exactly one is called the first, whoever finds them and when: each
    match is one step of the server and one round trip, a third of a millisecond on loopback where
    datasketch's own calls under a lock take 25 times that (benchmarks/shared_index.py); 8 kB a
    signature.  While the server is away nothing is marked; ``missed`` counts what was not compared.
    """

    def __init__(self, address: str, site: str, min_similarity: float = 0.8) -> None:
        """Connect; StoreError if the address or the server cannot be used, never showing a password."""
        self.min_similarity, self.missed, self._rests_until = min_similarity, 0, 0.0
        # Keys of one site and version stay together where Redis is a cluster.
        self.name = f"pairmill:{{{site}:{VERSION}}}:".encode()
        try:
            import redis
            from redis.backoff import NoBackoff
            from redis.retry import Retry
        except ModuleNotFoundError:
            raise StoreError("INDEX: Redis needs pip install 'pairmill[redis]'") from None
        self._refused: type[Exception] = redis.RedisError
        limits = {"socket_timeout": TIMEOUT_S, "socket_connect_timeout": TIMEOUT_S}
        try:
            pool = redis.ConnectionPool.from_url(address, retry=Retry(NoBackoff(), 1), **limits)
        except (ValueError, TypeError):
            raise StoreError("INDEX: expected an address such as redis://host:6379/0") from None
        self._redis = redis.Redis(connection_pool=pool)
        storage = {"type": "redis", "basename": self.name, "redis": {"connection_pool": pool}}
        self.lsh = MinHashLSH(
            num_perm=PERMUTATIONS, params=(BANDS, ROWS), storage_config=storage, prepickle=False
        )
        self._script = self._redis.register_script(SCRIPT)
        try:
            self._redis.ping()
        except self._refused as error:
            raise StoreError(_told(error)) from None

    def fill(self, records: Iterable[Record]) -> None:
        """Compare stored records with one another, unless a worker has filled the index before.

        Others wait meanwhile.  StoreError if the server goes away.
        """
        name, filled = self.name.decode() + "filling", self.name + b"filled"
        try:
            with self._redis.lock(name, timeout=FILLING_S) as lock:
                if self._redis.exists(filled):
                    return
                for number, record in enumerate(records, start=1):
                    compare(record, self)
                    if number % EVERY == 0:
                        lock.reacquire()
                if not self.missed:
                    self._redis.set(filled, 1)
        except self._refused as error:
            raise StoreError(_told(error)) from None

    def match(self, key: str, signature: str) -> str:
        """Return the key of the best earlier near-copy, "" if there is none; then remember the text."""
        row = parsed(signature)
        if row is None and not signature.startswith("="):
            return ""
        if time.monotonic() < self._rests_until:
            self.missed += 1
            return ""
        try:
            return self._exact(key, signature) if row is None else self._near(key, row)
        except self._refused as error:
            if not self.missed:
                logging.getLogger(__name__).warning("%s; copies are not marked meanwhile", _told(error))
            self.missed += 1
            self._rests_until = time.monotonic() + REST_S
            return ""

    def _near(self, key: str, row: Signature) -> str:
        bands = [row[start:end].byteswap().tobytes() for start, end in self.lsh.hashranges]
        tables = self.lsh.hashtables
        buckets = [table.redis_key(band) for table, band in zip(tables, bands, strict=True)]
        listed = [table.redis_key(b"") for table in tables]
        found = self._script(
            keys=[self.name + b"signatures", *listed, *buckets],
            args=[key.encode(), row.tobytes(), self.min_similarity * PERMUTATIONS, *bands],
        )
        return min(map(bytes.decode, found), default="")

    def _exact(self, key: str, signature: str) -> str:
        short: Any = self._redis.pipeline()
        short.hsetnx(self.name + b"short", signature, key.encode())
        short.hget(self.name + b"short", signature)
        first: str = short.execute()[1].decode()
        return "" if first == key else first


def _told(error: Exception) -> str:
    return f"INDEX: the Redis server cannot be used: {' '.join(str(error).split())[:200].rstrip('.')}"
