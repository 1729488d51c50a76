"""Addresses of crypto wallets, told from other long words by their checks."""

from __future__ import annotations

import re
from hashlib import sha256

from crawler.text.personal.reading import Ends, Reading

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9_])(?:(?P<base58>[13T][1-9A-HJ-NP-Za-km-z]{24,34})|(?P<bech32>bc1[02-9ac-hj-np-z]{11,87})"
    r"|(?P<ether>0x[0-9A-Fa-f]{40}))(?![A-Za-z0-9_])"
)
# Constants of Bech32 and Bech32m.  Sources: BIP 173, BIP 350.
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_RESIDUES = (1, 0x2BC830A3)


def wallets(reading: Reading) -> Ends:
    """Bitcoin (and Tron) by the check of their address, Ether by the form 0x and forty hex digits."""
    for found in _ADDRESS.finditer(reading.text):
        if found["ether"] or (base58(found[0]) if found["base58"] else bech32(found[0])):
            yield found.span()


def base58(address: str) -> bool:
    """Whether the last four of 25 bytes are the head of the double hash of the others."""
    value = 0
    for char in address:
        value = 58 * value + _BASE58.index(char)
    if value >= 1 << 200:
        return False
    raw = value.to_bytes(25, "big")
    return sha256(sha256(raw[:21]).digest()).digest()[:4] == raw[21:]


def bech32(address: str) -> bool:
    """Whether the polynomial over a lower-case address of the prefix bc leaves what it should."""
    check = 1
    for value in (3, 3, 0, 2, 3, *map(_BECH32.index, address[3:])):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATORS):
            check ^= generator if top >> bit & 1 else 0
    return check in _RESIDUES
