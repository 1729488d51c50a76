"""Sketches: what of a signature meets those of copies in an engine, as keys that it can group by."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crawler.text.duplicates import BANDS, PERMUTATIONS, ROWS, Signature, minima, parsed
from crawler.text.shingles import shingle_hashes

_DIGIT, _HALF, _SHIFT = np.uint64(0x9E3779B97F4A7C15), np.uint64(32), np.uint64(33)
_FINISH = (np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53))


class Sketch(NamedTuple):
    """What of a text meets its copies: ``exact`` those with the same minima, ``bands`` near ones.

    A short text (one shingle at most) has neither minima nor bands, one without a unit nothing.
    """

    exact: bytes
    minima: bytes | None = None
    bands: Sequence[int] = ()


def sketches(texts: Sequence[str]) -> list[Sketch]:
    """Return the sketches of texts; many short ones at a time cost a third of what single ones do."""
    hashes = shingle_hashes(texts)
    rows = minima(hashes)
    keys = band_keys(rows).tolist()
    return [
        Sketch(_exact(row.tobytes()), row.tobytes(), own)
        if len(known) > 1
        else Sketch(_exact(known.tobytes()) if len(known) else b"")
        for known, row, own in zip(hashes, rows, keys, strict=True)
    ]


def sketch(signature: str) -> Sketch:
    """Return the sketch that a stored signature stands for; of another version's, what is equal to it.

    Raises ValueError if it is not whole.
    """
    return stored([signature])[0]


def stored(signatures: Sequence[str]) -> list[Sketch]:
    """Return the sketches that stored signatures stand for, as ``sketch`` does one by one."""
    rows = list(map(parsed, signatures))
    known = [row for row in rows if row is not None]
    keys = iter(band_keys(np.array(known, np.uint32).reshape(len(known), PERMUTATIONS)).tolist())
    return [
        Sketch(_exact(signature.encode()) if signature else b"")
        if row is None
        else Sketch(_exact(row.tobytes()), row.tobytes(), next(keys))
        for signature, row in zip(signatures, rows, strict=True)
    ]


def band_keys(rows: Signature) -> NDArray[np.int64]:
    """Hash the bands of n signatures (n, PERMUTATIONS) to keys (n, BANDS), other ones for each band.

    A row is one digit of a polynomial; the finish is that of murmur3 (Appleby 2011).
    """
    keys = np.empty((len(rows), BANDS), np.uint64)
    keys[:] = np.arange(1, BANDS + 1, dtype=np.uint64)
    banded = rows.reshape(len(rows), BANDS, ROWS)
    for place in range(ROWS):
        keys *= _DIGIT
        keys += banded[:, :, place]
        keys ^= keys >> _HALF
    for factor in _FINISH:
        keys *= factor
        keys ^= keys >> _SHIFT
    return keys.view(np.int64)


def _exact(told: bytes) -> bytes:
    return blake2s(told, digest_size=16).digest()
