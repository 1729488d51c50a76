"""What the narrator puts into dash dialogue, by the custom of each country.

A room of its own because dashes say where speech begins but seldom where it ends: English and
French set the narrator off by a verb of saying alone (“— Thanks, he cried. That will do.”),
Spanish by dashes that lean on his words (“—Hola —dijo él—. Adiós.”), Russian, Polish and
Portuguese by dashes between spaces (“— Да, — сказал он. — Нет.”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.text.spoken.speech import EN_SAY

# Verbs of saying as narrators write them, third person, past and present.
FR_SAY = (
    "dit|fit|répondit|répond|demanda|demande|s['’]écria|s['’]écrie|reprit|reprend|murmura|murmure|ajouta|ajoute|cria|crie"
    "|répliqua|réplique|continua|déclara|poursuivit|interrompit|soupira|balbutia|grommela|observa|repartit|riposta"
    "|s['’]exclama|acheva|hurla|chuchota|expliqua|affirma|lança|souffla|pensa"
)
ES_SAY = (
    "dijo|dice|preguntó|pregunta|respondió|responde|contestó|exclamó|gritó|murmuró|añadió|repuso|replicó|susurró"
    "|continuó|repitió|explicó|insistió|susurra|comentó|observó"
)
PT_SAY = "disse|diz|perguntou|respondeu|exclamou|gritou|murmurou|acrescentou|replicou|sussurrou|continuou"
IT_SAY = "disse|dice|chiese|rispose|esclamò|gridò|mormorò|aggiunse|domandò|replicò|sussurrò|continuò|fece"
PL_SAY = (
    "powiedział[ao]?|rzekł[ao]?|zapytał[ao]?|spytał[ao]?|odparł[ao]?|odpowiedział[ao]?|krzyknęła|krzyknął|mruknęła"
    "|mruknął|szepnęła|szepnął|dodał[ao]?|zawołał[ao]?"
)
DE_SAY = "sagte|fragte|antwortete|rief|erwiderte|flüsterte|murmelte|meinte|schrie|fuhr"

_SUBJECT = (
    r"(?:[A-Z][\w.]{0,20}|he|she|I|they|we|the|his|her|my|old|young|little|man|woman|boy|girl|voice|one)"
)
_LOWER = "a-zà-öø-ÿа-яёąćęłńóśźż"
_DASHED = (
    rf"[ \u00a0][—–](?=[{_LOWER}])"  # Spanish
    rf"|(?<=[,.!?…:])[ \u00a0]{{1,2}}[—–][ \u00a0](?=[{_LOWER}])"  # Russian
    rf"|[ \u00a0][—–][ \u00a0](?=(?:{ES_SAY}|{PT_SAY}|{IT_SAY}|{PL_SAY}|{DE_SAY})\b)"
)
_ASIDE = re.compile(
    rf"(?:{_DASHED})[^—–\n]*(?:[—–][.,;:!?…]{{0,3}}[ \u00a0]?|$)"
    rf"|(?<=[,.!?…])[ \u00a0]{{1,2}}(?:(?:{_SUBJECT}[ ]){{1,4}}(?:{EN_SAY})\b|(?:{EN_SAY})[ ]{_SUBJECT}\b"
    rf"|(?:{FR_SAY})(?:-t)?-(?:il|elle|je|on|ils|elles)\b"
    rf"|(?:{FR_SAY})[ ](?:[A-ZÀ-Ý]|l[ea’']|les?|une?|son|sa|mon|ma)"
    r")[^,.;:!?\n]*[,.;:!?]*",
    re.MULTILINE,
)
_EDGES = " \t\r\u3000\u00a0\u202f"

# Where a text has one sentence a line, what tells a line of speech from one of narration.
_ADDRESSES = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|mine|[Yy]ou|[Yy]ours?|[Ww]e|us|[Oo]urs?|[Ll]et)\b"
    r"|[?!]\s*$|(?<!\w)(?:do|ca|wo|is|does) n['’]t\b"
)
_NARRATES = re.compile(
    r"\b(?:he|she|they|it|his|her|He|She|They|It|His|Her|The|[A-Z][a-z]+)\b.{0,60}?\b(?:\w{2,}ed|was|were|had|did|said|went|came|took|stood"
    r"|sat|began|held|bent|looked|drew|swept|brought|put|fell|rose|broke|hid|ran|felt|saw|heard|knew|thought|made|gave|told)\b"
)
_SAID = re.compile(
    rf"\s*[a-z][^.!?\n]{{0,60}}\b(?:{EN_SAY})\b|\s*(?:[A-Z][\w.]{{0,20}}\s){{1,3}}(?:{EN_SAY})\b"
)
MAX_LINES = 40  # that one speech goes on for where sentences stand on lines


def without(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spoken pieces between a dash and its line's end, without white space at their edges."""
    for aside in _ASIDE.finditer(text, start, end):
        if piece := _trimmed(text, start, aside.start()):
            yield piece
        start = aside.end()
    if piece := _trimmed(text, start, end):
        yield piece


def breaks(text: str) -> bool:
    """Whether the narrator breaks into a line of speech."""
    return _ASIDE.search(text) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    held = text[start:end]
    if not held.strip(_EDGES + "—–.,;:-"):
        return None
    return start + len(held) - len(held.lstrip()), start + len(held.rstrip())


def over_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a speech of which each sentence has a line, from the dash on.

    A line in lower case is the narrator's (“he said gaily .”); later lines belong to the speech
    while they address somebody, or tell nothing.
    """
    pieces = list(without(text, start, end))
    for _ in range(MAX_LINES):
        line_end = text.find("\n", end + 1)
        line_end = line_end if line_end >= 0 else len(text)
        line = text[end + 1 : line_end]
        if not line.strip() or line.lstrip()[0] in "—–―" or "—" in line or "--" in line:
            break
        if line.lstrip()[0].islower() and _SAID.match(line):
            pieces.append((end + 1, end + 1))
        elif _ADDRESSES.search(line) or not _NARRATES.search(line):
            first, last = pieces[-1] if pieces else (end + 1, end + 1)
            if pieces and first < last and text[last:end].strip() == "":
                pieces[-1] = (first, end + 1 + len(line.rstrip()))
            else:
                pieces.append((end + 1, end + 1 + len(line.rstrip())))
        else:
            break
        end = line_end
    yield from ((first, last) for first, last in pieces if last > first)
