"""Heads of quotes."""

from __future__ import annotations

import time

import pytest

from crawler.engines.heads import name


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bitshift wrote:", "bitshift"),
        ("wrote it all wrote:", "wrote it all"),
        ("bitshift said:", "bitshift"),
        ("bitshift Wrote: ", "bitshift"),
        ("(02-24-2019, 02:31 AM)bitshift Wrote:", "bitshift"),
        ("Originally Posted by bitshift", "bitshift"),
        ("Quote from: bitshift on June 09, 2024, 03:29:46 AM", "bitshift"),
        ("Zitat von: bitshift am 9. Juni 2024, 03:29:46", "bitshift"),
        ("bitshift hat geschrieben:", "bitshift"),
        ("bitshift schrieb: ↑", "bitshift"),
        ("Am 1.11.2025 um 21:04 schrieb bitshift:", "bitshift"),
        ("On 5/20/2024 at 6:14 AM, bitshift said:", "bitshift"),
        ("Le 20/05/2024 à 06:14, bitshift a dit :", "bitshift"),
        ("bitshift a écrit:", "bitshift"),
        ("bitshift escribió:", "bitshift"),
        ("bitshift писал(а):", "bitshift"),
        ("小白 写道:", "小白"),
        ("引用自: 小白 于 2014-05-02, 09:12:00", "小白"),
        ("原帖由 小白 于 2019-3-1 发表", "小白"),
        ("bitshift", "bitshift"),
        ("Quote:", ""),
        ("Zitat", ""),
        ("引用：", ""),
        ("", ""),
    ],
)
def test_the_name_is_what_the_software_did_not_write(text: str, wanted: str) -> None:
    """A head without a name has none."""
    assert name(text) == wanted


@pytest.mark.parametrize("piece", ["wrote ", "On 1", "Quote ", "(", " on ", "说"])
def test_odd_heads_cost_little(piece: str) -> None:
    """A head is what a person wrote, of any length."""
    start = time.perf_counter()
    name(piece * 50_000)
    assert time.perf_counter() - start < 2
