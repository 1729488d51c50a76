"""Near-duplicates: MinHash signatures of shingles, and an index of those seen.

A text of fewer units than a shingle has (see crawler.text.shingles) has no signature: it is a copy
only of a text with the same units.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2s
from itertools import compress
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from crawler.records import Record, changed
from crawler.text.clusters import Clusters
from crawler.text.shingles import UNITS, Hashes, cut, run_hashes, shingle_hashes, shingles, unit_hashes

Signature = NDArray[np.uint32]

PERMUTATIONS = 128
# 16 bands of 8 rows: two texts of Jaccard similarity 0.8 meet with probability 0.95, of 0.5 with
# 0.06.  datasketch's own choice for a threshold of 0.8 (9 of 13) finds only 0.88 of the first.
BANDS, ROWS = 16, 8
SEED = 1
VERSION = f"s2u{UNITS}p{PERMUTATIONS}r{RMinHash.ALGORITHM_VERSION}"
# A part below this many characters says too little on its own to be called a copy.
MIN_PART_CHARS = 100


def sign(record: Record) -> Record:
    """Return the record with its signature and those of its longer posts."""
    split = len(record.parts) > 1 and record.kind in ("thread", "status", "conversation")
    long = [split and len(part.text) >= MIN_PART_CHARS for part in record.parts]
    if not any(long):
        return replace(record, signature=signatures([record.text])[0])
    hashes, whole = _of_parts(record)
    signed = iter(_signed([whole, *compress(hashes, long)]))
    return replace(
        record,
        signature=next(signed),
        parts=tuple(
            changed(part, signature=next(signed)) if own else part
            for part, own in zip(record.parts, long, strict=True)
        ),
    )


def _of_parts(record: Record) -> tuple[list[Hashes], Hashes]:
    """Return the shingles of each part, and those of the whole, which is hashed with them where it can be."""
    texts = [part.text for part in record.parts]
    if record.text != "\n\n".join(texts):  # comments are no part of it
        return shingle_hashes(texts), shingle_hashes([record.text])[0]
    units, ends = unit_hashes(texts)
    whole = run_hashes(units, UNITS)
    return cut(units, ends, whole), whole if len(whole) else run_hashes(units, len(units))


def near(texts: Iterable[str], threshold: float = 0.8) -> list[list[int]]:
    """Return clusters of texts whose shingles have a Jaccard similarity of ``threshold`` or more.

    Each cluster holds two or more positions in ``texts``, rising; clusters stand by their first.
    Candidates meet in an LSH band and are verified by exact Jaccard; time and memory grow with
    the texts, and linearly within a bucket (each text is held against the leads met there).
    Likeness does not pass on from text to text, so that the order matters: the longest go first,
    whatever the order of ``texts``.
    """
    hashes = [shingles(text) for text in texts]
    rows = minima(hashes)
    leads: dict[object, list[int]] = {}
    clusters = Clusters[int]()
    for number in sorted(range(len(hashes)), key=lambda n: (-len(hashes[n]), hashes[n].tobytes())):
        for key in _keys(hashes[number], rows[number]):
            met = leads.setdefault(key, [])
            for other in met:
                if clusters.lead(other) == clusters.lead(number):
                    break
                if jaccard(hashes[other], hashes[number]) >= threshold:
                    clusters.join(other, number)
                    break
            else:
                met.append(number)
    members: dict[int, list[int]] = {}
    for number in sorted(clusters):
        members.setdefault(clusters.lead(number), []).append(number)
    return list(members.values())


def _keys(hashes: Hashes, row: Signature) -> list[object]:
    if len(hashes) == 0:
        return []
    if len(hashes) == 1:
        return [int(hashes[0])]
    return [(band, row[band * ROWS : band * ROWS + ROWS].tobytes()) for band in range(BANDS)]


def jaccard(one: Hashes, other: Hashes) -> float:
    """Return the Jaccard similarity of two sorted sets of hashes, 0 to 1."""
    shared = len(np.intersect1d(one, other, assume_unique=True))
    return shared / max(1, len(one) + len(other) - shared)


def minima(hashes: Sequence[Hashes]) -> Signature:
    """Return the minima of n sets of shingles (n, PERMUTATIONS)."""
    flat = np.concatenate([*hashes, np.zeros(0, np.uint64)])
    offsets = np.cumsum([0, *map(len, hashes)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(flat, offsets, PERMUTATIONS, SEED)
    return np.array(matrix.to_rows(), np.uint32).reshape(len(hashes), PERMUTATIONS)


def signatures(texts: Iterable[str]) -> list[str]:
    """Return a signature for each text: ``VERSION:`` and base64, ``=`` and a hash if short, "" if empty."""
    return _signed(shingle_hashes(list(texts)))


def _signed(hashes: list[Hashes]) -> list[str]:
    return [_written(own, row) for own, row in zip(hashes, minima(hashes), strict=True)]


def _written(hashes: Hashes, row: Signature) -> str:
    if len(hashes) < 2:
        return "=" + blake2s(hashes.tobytes(), digest_size=12).hexdigest() if len(hashes) else ""
    return f"{VERSION}:{base64.b64encode(row.tobytes()).decode()}"


def parsed(signature: str) -> Signature | None:
    """Return the 128 minima of a signature, None for a short text's and for another version's.

    Raises ValueError if it is not whole.
    """
    version, _, data = signature.partition(":")
    if version != VERSION:
        return None
    return np.frombuffer(base64.b64decode(data), np.uint32).reshape(PERMUTATIONS)


def similarity(one: Signature, other: Signature) -> float:
    """Estimate the Jaccard similarity of two texts, standard error 0.03 at 0.8."""
    return float(np.mean(one == other))


class Seen(Protocol):
    """The texts seen so far: an Index, or one that several workers share (crawler.index)."""

    missed: int

    def match(self, key: str, signature: str) -> str:
        """Return the key of the best earlier near-copy, "" if there is none; then remember the text."""


class Index:
    """The signatures seen so far: what a new record is held against as it arrives.

    About 4 kB a signature; ``match`` costs microseconds and does not grow with what is stored,
    copies apart: of texts that are copies only the first is kept.  None is ``missed``.
    """

    missed = 0

    def __init__(self, min_similarity: float = 0.8) -> None:
        self.min_similarity = min_similarity
        from datasketch import MinHash, MinHashLSH  # imports scipy: 0.7 s that only a crawl is to pay

        self._lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
        self._rows: dict[str, Signature] = {}
        self._short: dict[str, str] = {}
        permutations = MinHash(num_perm=PERMUTATIONS, seed=SEED, scheme="affine32").permutations
        self._sketch = partial(MinHash, permutations=permutations, scheme="affine32")

    def match(self, key: str, signature: str) -> str:
        """Return the key of the best earlier near-copy, "" if there is none; then remember the text."""
        row = parsed(signature)
        if row is None:
            return self._exact(key, signature)
        if key in self._rows:
            return ""
        sketch = self._sketch(hashvalues=row)
        found = [(similarity(row, self._rows[other]), other) for other in self._lsh.query(sketch)]
        best, other = min(((-score, other) for score, other in found), default=(0.0, ""))
        if -best >= self.min_similarity:
            return other
        self._rows[key] = row
        self._lsh.insert(key, sketch)
        return ""

    def _exact(self, key: str, signature: str) -> str:
        if not signature.startswith("="):
            return ""
        first = self._short.setdefault(signature, key)
        return "" if first == key else first


def compare(record: Record, index: Seen) -> Record:
    """Mark a record and its posts with what they nearly copy; the index remembers those that copy nothing.

    That a long post makes most of its own record is no copy.
    """
    parts = tuple(
        replace(part, duplicate_of=index.match(f"{record.id}#{part.id}", part.signature))
        if part.signature
        else part
        for part in record.parts
    )
    found = index.match(record.id, record.signature)
    return replace(record, duplicate_of="" if found.startswith(f"{record.id}#") else found, parts=parts)
