"""Numbers of persons in the registers of many countries: identity, tax, health, licences, passports, plates.

A shape that nothing else has is found anywhere, the others only beside a word that names the
document, or where a text is nothing but numbers, as the field of a form is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import ahocorasick_rs

from crawler.text import registries as check
from crawler.text.reading import Reading, hits

BEFORE, AFTER = 48, 32  # characters between a number and the word that names it

_Words = tuple[str, ...]
_GAPS = re.compile(r"[-. /:·•]")


class Document(NamedTuple):
    """A register: the shape of its numbers, their check, the words that name it.

    ``free`` needs no word, ``field`` none where the number is all there is.
    """

    kind: str
    shape: re.Pattern[str]
    check: check.Check
    words: _Words
    free: bool
    field: bool

    @property
    def checked(self) -> bool:
        """Whether more than the shape is asked for."""
        return self.check is not _any


def _any(number: str) -> bool:
    return len(set(number)) > 1


def _told(
    kind: str, shape: str, words: str, checked: check.Check = _any, *, free: bool = False, field: bool = False
) -> Document:
    """Return a row; ``words`` are separated by commas.  Only a free shape minds upper and lower case."""
    # A sentence may run into a Finnish or Swedish number without a space; its date and its check stand that.
    glued = checked in (check.hetu, check.personnummer)
    left = ("(?<!(?-i:[A-Z0-9_]))" if glued else "(?<![A-Za-z0-9_])") + r"(?<!\d[-.,/])(?:"
    pattern = re.compile(left + shape + r")(?![A-Za-z0-9_])(?![-./]\d)", re.ASCII | (0 if free else re.I))
    return Document(
        kind,
        pattern,
        checked,
        tuple(filter(None, words.split(","))),
        free,
        field or free or checked is not _any,
    )


def _free(kind: str, shape: str, checked: check.Check = _any) -> Document:
    return _told(kind, shape, "", checked, free=True)


_PASSPORT = (
    "passport,passports,travel document,pasaporte,passaporto,reisepass,pass-nr,pasaport,여권,旅行证件,护照"
)
_TAX = "tax id,tax number,tax identification,taxpayer"
_PLATE = "plate,plates,license plate,number plate,vehicle,vehicles,car reg,registration number,kennzeichen,plaka,plakası,车牌"
_LICENCE = (
    "driver license,driver's license,drivers license,driving licence,license,licence,führerschein,"
    "führerscheinnummer,fahrerlaubnis,patente,운전면허"
)
_NINO = r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d\d\1\d\d\1\d\d\1[A-D]"
_MBI = "[AC-HJKMNP-RT-Y]"
_POSTCODE = r"(?:GIR ?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?){gap}\d[ABD-HJLNP-UW-Z]{{2}})"

DOCUMENTS: tuple[Document, ...] = (
    # Shapes that nothing else has.
    _free("national_id", r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]"),  # Italy, codice fiscale
    _free("national_id", r"\d{8}-?[A-HJ-NP-TV-Z]|[XYZ]\d{7}-?[A-HJ-NP-TV-Z]", check.dni),  # Spain, DNI and NIE
    _free("national_id", _NINO),  # United Kingdom, national insurance
    _free("national_id", r"[STFG]\d{7}[A-Z]", check.nric),  # Singapore
    _free("national_id", r"\d{6}-[1-8]\d{6}", check.korean),  # Korea
    _free("national_id", r"\d{8}[A-Z]\d{3}", check.german_pension),
    _free("national_id", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", check.hetu),  # Finland
    _free("tax_id", r"(?:0[1-9]|[12]\d|3[0-7])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]"),  # India, GSTIN
    _free("tax_id", r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]"),  # India, PAN
    _free("health_id", rf"[1-9]{_MBI}(?:{_MBI}|\d)\d-?{_MBI}(?:{_MBI}|\d)\d-?{_MBI}{{2}}\d\d"),  # Medicare
    _free("driver_license", r"(?=[A-Z]{2})[A-Z9]{5}\d[0156]\d(?:[0-2]\d|3[01])\d[A-Z][A-Z9][A-Z0-9]{1,2}[A-Z]{2}"),
    _free("driver_license", r"(?:1[1-9]|2[0-8])-\d\d-\d{6}-\d\d"),  # Korea
    _free("address", _POSTCODE.format(gap=" ")),  # United Kingdom; some fifteen houses share one
    # Shapes that need a word.
    _told("national_id", r"\d{7,8}-?[A-Z]|[XYZ]\d{7}-?[A-Z]", "nif,dni,nie,identificación", check.dni),
    _told("national_id", _NINO.replace("( ?)", "[- ]?").replace("\\1", "[- ]?"), "nino,national insurance,ni number", field=True),
    _told("national_id", r"[STFGM]\d{7}[A-Z]", "nric,fin", field=True),
    _told("national_id", r"[CFGHJ-NPRTV-Z0-9]{8}\d", "personalausweis,ausweis,ausweisnummer", check.german_card),
    _told("national_id", r"T\d{8}", "personalausweis,ausweis,ausweisnummer", field=True),
    _told("national_id", r"\d{11}", "pesel", check.pesel),
    _told("national_id", r"\d{11}", "tc kimlik,tckn,kimlik,turkish id", check.turkish),
    _told("national_id", r"\d{6}-?[1-8]\d{6}", "rrn,frn,주민등록번호,외국인등록번호", check.korean),
    _told("national_id", r"\d{13}", "thai id,thai national id,tnin,เลขประจำตัวประชาชน,เลขบัตรประชาชน", check.thai),
    _told("national_id", r"\d{13}", "id,rsa,id number,resident number", check.south_african),
    _told("national_id", r"(?:19|20|18)?\d{6}[-+]?\d{4}", "personnummer,pnr,identity code,id code", check.personnummer),
    _told("national_id", r"[2-9]\d{3}([- :]?)\d{4}\1\d{4}", "aadhaar,aadhar,uidai,uid", check.verhoeff),
    _told("national_id", r"[1-79]\d\d([- ]?)\d{3}\1\d{3}", "sin,nas,social insurance", check.luhn),
    _told("national_id", r"[A-Z]{3}\d{7}", "voter,epic,vote", field=True),
    _told("national_id", r"[A-Z]{2}\d{5}[A-Z]{2}|\d{7}[A-Z]{2}|[A-Z]{2} \d{7}", "carta d'identità,identity card", field=True),
    _told("health_id", r"\d{3}([- ]?)\d{3}\1\d{4}", "nhs,national health", check.nhs),
    _told("health_id", r"[2-6]\d{3} ?\d{5} ?\d", "medicare", check.medicare),
    _told("health_id", r"[12]\d{3}([- ]?)\d{3}\1\d{3}", "npi,provider,provider identifier", check.npi),
    _told("health_id", r"[A-Z][A-Z9]\d{7}", "dea,certificate,certificate number", check.dea),
    _told("health_id", r"[A-Z]\d{9}", "krankenkasse,kvnr,krankenversichertennummer,egk", check.german_health),
    _told("health_id", r"\d{9}", "lanr,arztnummer", check.german_doctor),
    _told("health_id", r"\d{9}", "bsnr,betriebsstättennummer"),
    _told("health_id", rf"[1-9]{_MBI}(?:{_MBI}|\d)\d-?{_MBI}(?:{_MBI}|\d)\d-?{_MBI}{{2}}\d\d", "mbi,medicare", field=True),
    _told("tax_id", r"9\d\d[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4}", f"itin,{_TAX}", field=True),
    _told("tax_id", r"\d{11}", "steuer-id,idnr,steueridentifikationsnummer,steuer-identifikationsnummer", check.german_tax_id),
    _told("tax_id", r"\d{2,3}/\d{3,4}/\d{4,5}", "steuernummer,st.-nr,steuernr", field=True),
    _told("tax_id", r"(?:0[1-9]|1[0-6])\d{11}", "steuernummer,st.-nr,steuernr"),
    _told("tax_id", r"\d\d ?\d{3} ?\d{3} ?\d{3}", "abn,business number", check.abn),
    _told("tax_id", r"\d{3} ?\d{3} ?\d{3}", "acn,company number", check.acn),
    _told("tax_id", r"\d{3} ?\d{3} ?\d{3}", "tfn,tax file number", check.tfn),
    _told("tax_id", r"\d{11}", "partita iva,p.iva,p. iva,vat", check.partita_iva),
    _told("tax_id", r"\d{3}-?\d\d-?\d{5}", "brn,사업자등록번호", check.korean_business),
    _told("tax_id", r"[A-Z]{5}\d{4}[A-Z]|[A-Z]\d{4}[A-Z]{5}", "pan,pan number", field=True),
    _told("tax_id", r"\d{3}-?\d{3}-?\d{3}(?:-?\d{3})?", f"tin,bir,{_TAX}", check.philippine_tax),
    _told("tax_id", r"\d{3}-\d{3}-\d{3}-\d{3}", "id", check.philippine_tax),
    _told("bank_account", r"\d{4}-?\d{4}-?\d", "routing,aba,routing number", check.routing),
    _told("bank_account", r"\d{8,17}", "bank account,account number,acct,checking account,savings account"),
    _told("driver_license", r"[A-Z]{2}\d{7}[A-Z]|U1[B-DF-HJ-NP-TV-Z0-9]{7}[A-Z]|[A-Z]{2}\d{8}[A-Z]|(?!DE|AT|FR)[A-Z]{2}\d{9}", _LICENCE, field=True),
    _told("driver_license", r"(?:1[1-9]|2[0-8])([- ])\d\d\1\d{6}\1\d\d", _LICENCE, field=True),
    _told("driver_license", r"(?:1[1-9]|2[0-8])\d{10}", _LICENCE, field=True),
    _told("driver_license", r"[A-Z]\d{7,8}|[A-Z]\d{12,14}|\d{7,9}", "driver license,driver's license,drivers license,driving licence"),
    _told("driver_license", r"(?=[A-Z]{2})[A-Z9]{5}\d{6}[A-Z][A-Z9][A-Z0-9]{1,2}[A-Z]{2}", _LICENCE, field=True),
    _told("passport", r"[A-Z]{1,2}\d{7,8}|[A-Z]{3}\d{6}|[MSDRG]\d{3}[A-Z]\d{4}|[A-Z]\d{2}[A-Z]\d{2}[A-Z]\d{2}|\d{9}", _PASSPORT),
    _told("passport", r"[A-Z]{1,2}[1-9]\d{6}|[A-Z]{3}\d{6}|[A-Z]\d{8}|[MSDRG]\d{3}[A-Z]\d{4}", _PASSPORT, field=True),
    _told("plate", r"[A-HK-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}", _PLATE, field=True),
    _told("plate", r"[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]", _PLATE, field=True),
    _told("plate", r"(?:0[1-9]|[1-7]\d|8[01]) ?[A-Z]{1,3} ?\d{2,4}", _PLATE, field=True),
    _told("plate", r"[A-Z]{1,3}[- ][A-Z]{1,2}[- ][1-9]\d{0,3}[EH]?", _PLATE, field=True),
    _told("plate", r"[A-Z]{3}[- ]?\d{3}[- ]?[A-Z]{2}|[A-Z]{2}\d{1,2}[A-Z]{1,3}\d{4}", _PLATE, field=True),
    _told("address", _POSTCODE.format(gap=" ?"), "postcode,post code,postal code", field=True),
)  # fmt: skip

_BY_WORD: dict[str, list[int]] = {}
for _row, _document in enumerate(DOCUMENTS):
    for _word in _document.words:
        _BY_WORD.setdefault(_word, []).append(_row)
_WORDS = tuple(_BY_WORD)
_NAMED = ahocorasick_rs.AhoCorasick(_WORDS)
_FREE = tuple(document for document in DOCUMENTS if document.free)
_INSIDE_WORD = re.compile(r"[a-z][a-z]")
# All that most windows are asked; what passes meets the second gate.
_CODE_GATE = re.compile(r"[A-Z\d](?:[A-Z\d-]{7}|[A-Z]? \d[A-Z\d])")
_FREE_GATE = re.compile(
    r"(?<![A-Z0-9_])(?=[A-Z0-9-]{0,12}[A-Z])(?=[A-Z0-9-]{0,9}\d)[A-Z0-9][A-Z0-9-]{7}|\d{6}-\d{7}|\d\d-\d\d-\d{6}"
    r"|[A-Z]{2} \d\d \d\d|\d[A-Z]? \d[A-Z]{2}(?![A-Za-z])"
)
# A year or a small number is no document's.
_TOLD_GATE = re.compile(r"[A-Z\d](?:(?<=\d)(?:\d{4}|\d\d[-. ]\d|\d ?[A-Z])|(?<=[A-Z])[- ]?\d\d)")


def numbers(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of every number that its shape or a word beside it tells."""
    if _CODE_GATE.search(reading.text) and _FREE_GATE.search(reading.text):
        for row in _FREE:
            for start, end in valid(row, reading.text):
                yield row.kind, start, end
    told = _named(reading.text) if _TOLD_GATE.search(reading.text) else {}
    for index, places in sorted(told.items()):
        row = DOCUMENTS[index]
        for start, end in valid(row, reading.text):
            if any(start - BEFORE <= at <= end + AFTER for at in places):
                yield row.kind, start, end


def valid(row: Document, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of what has the shape and the check of a register."""
    for found in row.shape.finditer(text):
        number = _GAPS.sub("", found[0]).upper()
        if len(set(number)) > 1 and row.check(number):
            yield found.span()


def _named(text: str) -> dict[int, list[int]]:
    """Return the rows that ``text`` names, with the places of their words."""
    lower = text.lower()
    if len(lower) != len(text):  # some capitals have two small letters
        lower = text
    rows: dict[int, list[int]] = {}
    for index, start, end in hits(_NAMED, lower, overlapping=True):
        if not _INSIDE_WORD.match(lower[start - 1 : start] + lower[start]) and not _INSIDE_WORD.match(
            lower[end - 1 : end + 1]
        ):
            for row in _BY_WORD[_WORDS[index]]:
                rows.setdefault(row, []).append(start)
    return rows
