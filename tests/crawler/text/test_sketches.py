"""Sketches: what of a text meets its copies in an engine."""

from __future__ import annotations

import random

import numpy as np
import pytest
from test_duplicates import chinese

from crawler.text.duplicates import BANDS, PERMUTATIONS, parsed, signatures
from crawler.text.sketches import Sketch, band_keys, sketch, sketches


def test_bands_are_cut_from_the_minima() -> None:
    """Two signatures share the keys of just those bands whose eight minima are equal."""
    one, other = signatures([chinese(1, 900), chinese(1, 900)[:-60] + "，今晚到此为止。"])
    rows = [parsed(each) for each in (one, other)]
    assert rows[0] is not None and rows[1] is not None
    equal = (rows[0] == rows[1]).reshape(BANDS, -1).all(axis=1)
    pairs = zip(sketch(one).bands, sketch(other).bands, strict=True)
    assert [mine == its for mine, its in pairs] == equal.tolist()
    assert 0 < equal.sum() < BANDS


def test_no_two_bands_of_many_texts_share_a_key_by_chance() -> None:
    """A million keys of 64 bits; the same minima in another band make another key."""
    rows = np.random.default_rng(1).integers(0, 2**32, (65_536, PERMUTATIONS), dtype=np.uint32)
    assert len(np.unique(band_keys(rows))) == 65_536 * BANDS
    assert len(np.unique(band_keys(np.full((1, PERMUTATIONS), 7, np.uint32)))) == BANDS


def test_texts_at_once_are_as_they_are_by_their_signatures() -> None:
    """Long ones have the same sketch either way; what is short or empty has neither minima nor bands."""
    texts = [chinese(n, random.Random(n).randrange(20, 900)) for n in range(40)]
    assert sketches(texts) == [sketch(signature) for signature in signatures(texts)]
    short = sketches(["谢谢楼主", "谢谢楼主！", "谢谢", "", "！"])
    assert short[0] == short[1] != short[2]
    assert short[3] == short[4] == Sketch(b"")
    assert all(each.minima is None and each.bands == () for each in short)


@pytest.mark.parametrize("signature", ["u9p128r2:AAAA", "=0123"], ids=["another version", "short"])
def test_what_has_no_minima_meets_its_equals_alone(signature: str) -> None:
    """Another version's minima mean something else."""
    assert sketch(signature) == Sketch(sketch(signature).exact) != sketch(signature + "A")


def test_no_signature_meets_nobody() -> None:
    """A text that was never signed is no copy."""
    assert sketch("") == Sketch(b"")
