"""The gzip members of an archive: where each begins and ends, and which are torn or damaged."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 1 << 16
# Far more than settings.DOWNLOAD_MAXSIZE: a gzip member beyond it holds a whole file and not one record.
MAX_MEMBER = 1 << 28
MAGIC = re.compile(rb"\x1f\x8b\x08")
WARCINFO = re.compile(rb"WARC/1\.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: (<[^<>\s]{1,99}>)\r\n")

CUT, DAMAGED = "is cut short", "is damaged"
FOREIGN = "is no gzip member of its own (`warcio recompress` makes it one)"


@dataclass(frozen=True, slots=True)
class Member:
    """Bytes of a file from ``start`` to ``end``: a gzip member and what it holds, or why that is unknown."""

    start: int
    end: int
    content: bytes = b""
    fault: str = ""

    def told(self, path: Path, pages: int) -> str:
        """Return the line that says what is wrong here, behind so many whole pages of ``path``."""
        if self.fault == CUT:
            return f"{path}: page {pages + 1} {CUT} at byte {self.end}; {pages} pages read"
        return f"{path}: page {pages + 1} {self.fault} at byte {self.start}; {pages} pages read before it"


def members(path: Path, start: int = 0) -> Iterator[Member]:
    """Yield the gzip members of a file in order; together they are all its bytes behind ``start``.

    Behind a fault the next one is the next record that refers to the file's own warcinfo: a whole
    record inside the body of a torn page may be anybody's.
    """
    with path.open("rb") as file:
        number = file.fileno()
        size, own = os.fstat(number).st_size, warcinfo_id(head(number, 0))
        while start < size:
            member = member_at(number, start)
            if member.fault:
                member = _bounded(member, _next(number, start + 1, own) if own else size, size)
            yield member
            start = member.end


def _bounded(member: Member, end: int, size: int) -> Member:
    """Return a faulty member up to where the next record begins; it is cut only if there is none."""
    fault = DAMAGED if end < size and member.fault == CUT else member.fault
    return Member(member.start, end, fault=fault)


def member_at(number: int, start: int) -> Member:
    """Read the gzip member that begins at a byte of an open file."""
    decoder, parts, at, left = zlib.decompressobj(31), [], start, MAX_MEMBER
    try:
        while not decoder.eof:
            chunk = os.pread(number, BLOCK, at)
            if not chunk:
                return Member(start, at, fault=CUT)
            if at == 0 and chunk.startswith(b"WARC/"):
                return Member(start, start + len(chunk), fault=FOREIGN)
            at += len(chunk)
            parts.append(decoder.decompress(chunk))
            left -= len(parts[-1])
            if left < 0:
                return Member(start, at, fault=FOREIGN)
    except zlib.error:
        return Member(start, at, fault=DAMAGED)
    return Member(start, at - len(decoder.unused_data), b"".join(parts))


def _next(number: int, at: int, own: bytes) -> int:
    """Return where the next record begins that refers to the warcinfo ``own``, or the file ends."""
    wanted = b"WARC/1.1\r\nWARC-Warcinfo-ID: " + own + b"\r\n"
    while block := os.pread(number, BLOCK, at):
        for found in MAGIC.finditer(block):
            if head(number, at + found.start()).startswith(wanted):
                return at + found.start()
        at += max(1, len(block) - 2)  # the mark of a member is three bytes
    return at


def head(number: int, start: int) -> bytes:
    """Return the first bytes that a gzip member holds, b"" if there is none."""
    try:
        return zlib.decompressobj(31).decompress(os.pread(number, 1 << 10, start), 1 << 10)
    except zlib.error:
        return b""


def warcinfo_id(content: bytes) -> bytes:
    """Return the id of the warcinfo record that these bytes begin with, b"" if it is none of ours."""
    found = WARCINFO.match(content)
    return found.group(1) if found else b""
