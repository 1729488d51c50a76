"""The registers of persons: how their numbers look, what checks them, which words name them.

A table and nothing else.  Sources of the shapes: the registers' own descriptions; of the checks, see
``registry_checks``.
"""

from __future__ import annotations

from crawler.text.personal import registry_checks as check
from crawler.text.personal.checksums import luhn
from crawler.text.personal.registry_checks import Check

Row = tuple[str, str, Check]  # shape, words (separated by commas), check


def shaped(_: str) -> bool:
    """Accept: few other things look like it."""
    return True


def told(_: str) -> bool:
    """Accept: but the shape says little, so that a word must be there."""
    return True


_MBI = "[AC-HJKMNP-RT-Y]"
_MEDICARE = rf"[1-9]{_MBI}(?:{_MBI}|\d)\d-?{_MBI}(?:{_MBI}|\d)\d-?{_MBI}{{2}}\d\d"
_NINO = r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{gap}\d\d{gap}\d\d{gap}\d\d{gap}[A-D]"
_POSTCODE = (
    r"(?:GIR ?0AA|(?:[A-PR-UWYZ]\d[\dA-HJKPSTUW]?|[A-PR-UWYZ][A-HK-Y]\d[\dABEHMNPRVWXY]?)"
    r"{gap}\d[ABD-HJLNP-UW-Z]{{2}})"
)
_DVLA = r"(?=[A-Z]{2})[A-Z9]{5}\d[0156]\d(?:[0-2]\d|3[01])\d[A-Z][A-Z9][A-Z0-9]{1,2}[A-Z]{2}"
_GERMAN_CARD = "personalausweis,ausweis,ausweisnummer"
_PASSPORT = (
    "passport,passports,travel document,pasaporte,passaporto,reisepass,pass-nr,pasaport,여권,旅行证件,护照"
)
_TAX = "tax id,tax number,tax identification,taxpayer"
_STEUER = "steuernummer,st.-nr,steuernr"
_PLATE = (
    "plate,plates,license plate,number plate,vehicle,vehicles,car reg,registration number,kennzeichen"
    ",plaka,plakası,车牌"
)
_DRIVER = "driver license,driver's license,drivers license,driving licence"
_LICENCE = f"{_DRIVER},license,licence,führerschein,führerscheinnummer,fahrerlaubnis,patente,운전면허"

# Found anywhere.
FREE: dict[str, tuple[Row, ...]] = {
    "national_id": (
        (r"[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]", "", shaped),  # Italy, codice fiscale
        (r"\d{8}-?[A-HJ-NP-TV-Z]|[XYZ]\d{7}-?[A-HJ-NP-TV-Z]", "", check.dni),  # Spain, DNI and NIE
        (_NINO.format(gap=" "), "", shaped),  # United Kingdom, national insurance
        (_NINO.format(gap=""), "", shaped),
        (r"[STFG]\d{7}[A-Z]", "", check.nric),  # Singapore
        (r"\d{6}-[1-8]\d{6}", "", check.korean),
        (r"\d{8}[A-Z]\d{3}", "", check.german_pension),
        (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", "", check.hetu),  # Finland
    ),
    "tax_id": (
        (r"(?:0[1-9]|[12]\d|3[0-7])[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]", "", shaped),  # India, GSTIN
        (r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", "", shaped),  # India, PAN
    ),
    "health_id": ((_MEDICARE, "", shaped),),  # United States
    "driver_license": (
        (_DVLA, "", shaped),  # United Kingdom
        (r"(?:1[1-9]|2[0-8])-\d\d-\d{6}-\d\d", "", shaped),  # Korea
    ),
    "address": ((_POSTCODE.format(gap=" "), "", shaped),),  # United Kingdom; some fifteen houses share one
}
# Found beside a word, and those that are checked or of a shape of their own where nothing else is there.
NAMED: dict[str, tuple[Row, ...]] = {
    "national_id": (
        (r"\d{7,8}-?[A-Z]|[XYZ]\d{7}-?[A-Z]", "nif,dni,nie,identificación", check.dni),
        (_NINO.format(gap="[- ]?"), "nino,national insurance,ni number", shaped),
        (r"[STFGM]\d{7}[A-Z]", "nric,fin", shaped),
        (r"[CFGHJ-NPRTV-Z0-9]{8}\d", _GERMAN_CARD, check.german_card),
        (r"T\d{8}", _GERMAN_CARD, shaped),
        (r"\d{11}", "pesel", check.pesel),
        (r"\d{11}", "tc kimlik,tckn,kimlik,turkish id", check.turkish),
        (r"\d{6}-?[1-8]\d{6}", "rrn,frn,주민등록번호,외국인등록번호", check.korean),
        (r"\d{13}", "thai id,thai national id,tnin,เลขประจำตัวประชาชน,เลขบัตรประชาชน", check.thai),
        (r"\d{13}", "id,rsa,id number,resident number", check.south_african),
        (r"(?:19|20|18)?\d{6}[-+]?\d{4}", "personnummer,pnr,identity code,id code", check.personnummer),
        (r"[2-9]\d{3}([- :]?)\d{4}\1\d{4}", "aadhaar,aadhar,uidai,uid", check.verhoeff),
        (r"[1-79]\d\d([- ]?)\d{3}\1\d{3}", "sin,nas,social insurance", luhn),
        (r"[A-Z]{3}\d{7}", "voter,epic,vote", shaped),
        (r"[A-Z]{2}\d{5}[A-Z]{2}|\d{7}[A-Z]{2}|[A-Z]{2} \d{7}", "carta d'identità,identity card", shaped),
    ),
    "health_id": (
        (r"\d{3}([- ]?)\d{3}\1\d{4}", "nhs,national health", check.nhs),
        (r"[2-6]\d{3} ?\d{5} ?\d", "medicare", check.medicare),
        (r"[12]\d{3}([- ]?)\d{3}\1\d{3}", "npi,provider,provider identifier", check.npi),
        (r"[A-Z][A-Z9]\d{7}", "dea,certificate,certificate number", check.dea),
        (r"[A-Z]\d{9}", "krankenkasse,kvnr,krankenversichertennummer,egk", check.german_health),
        (r"\d{9}", "lanr,arztnummer", check.german_doctor),
        (r"\d{9}", "bsnr,betriebsstättennummer", told),
        (_MEDICARE, "mbi,medicare", shaped),
    ),
    "tax_id": (
        (r"9\d\d[- ]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]?\d{4}", f"itin,{_TAX}", shaped),
        (
            r"\d{11}",
            "steuer-id,idnr,steueridentifikationsnummer,steuer-identifikationsnummer",
            check.german_tax_id,
        ),
        (r"\d{2,3}/\d{3,4}/\d{4,5}", _STEUER, shaped),
        (r"(?:0[1-9]|1[0-6])\d{11}", _STEUER, told),
        (r"\d\d ?\d{3} ?\d{3} ?\d{3}", "abn,business number", check.abn),
        (r"\d{3} ?\d{3} ?\d{3}", "acn,company number", check.acn),
        (r"\d{3} ?\d{3} ?\d{3}", "tfn,tax file number", check.tfn),
        (r"\d{11}", "partita iva,p.iva,p. iva,vat", check.partita_iva),
        (r"\d{3}-?\d\d-?\d{5}", "brn,사업자등록번호", check.korean_business),
        (r"[A-Z]{5}\d{4}[A-Z]|[A-Z]\d{4}[A-Z]{5}", "pan,pan number", shaped),
        (r"\d{3}-?\d{3}-?\d{3}(?:-?\d{3})?", f"tin,bir,{_TAX}", check.philippine_tax),
        (r"\d{3}-\d{3}-\d{3}-\d{3}", "id", check.philippine_tax),
    ),
    "bank_account": (
        (r"\d{4}-?\d{4}-?\d", "routing,aba,routing number", check.routing),
        (r"\d{8,17}", "bank account,account number,acct,checking account,savings account", told),
    ),
    "driver_license": (
        (
            r"[A-Z]{2}\d{7}[A-Z]|U1[B-DF-HJ-NP-TV-Z0-9]{7}[A-Z]|[A-Z]{2}\d{8}[A-Z]|(?!DE|AT|FR)[A-Z]{2}\d{9}",
            _LICENCE,
            shaped,
        ),
        (r"(?:1[1-9]|2[0-8])([- ])\d\d\1\d{6}\1\d\d", _LICENCE, shaped),
        (r"(?:1[1-9]|2[0-8])\d{10}", _LICENCE, shaped),
        (r"[A-Z]\d{7,8}|[A-Z]\d{12,14}|\d{7,9}", _DRIVER, told),
        (_DVLA, _LICENCE, shaped),
    ),
    "passport": (
        (
            r"[A-Z]{1,2}\d{7,8}|[A-Z]{3}\d{6}|[MSDRG]\d{3}[A-Z]\d{4}|[A-Z]\d{2}[A-Z]\d{2}[A-Z]\d{2}|\d{9}",
            _PASSPORT,
            told,
        ),
        (r"[A-Z]{1,2}[1-9]\d{6}|[A-Z]{3}\d{6}|[A-Z]\d{8}|[MSDRG]\d{3}[A-Z]\d{4}", _PASSPORT, shaped),
    ),
    "plate": (
        (r"[A-HK-PR-Y][A-HJ-PR-Y](?:0[2-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}", _PLATE, shaped),
        (r"[A-HJ-NPR-TV-Y]\d{1,3} ?[A-HJ-PR-Y]{3}|[A-HJ-PR-Y]{3} ?\d{1,3}[A-HJ-NPR-TV-Y]", _PLATE, shaped),
        (r"(?:0[1-9]|[1-7]\d|8[01]) ?[A-Z]{1,3} ?\d{2,4}", _PLATE, shaped),
        (r"[A-Z]{1,3}[- ][A-Z]{1,2}[- ][1-9]\d{0,3}[EH]?", _PLATE, shaped),
        (r"[A-Z]{3}[- ]?\d{3}[- ]?[A-Z]{2}|[A-Z]{2}\d{1,2}[A-Z]{1,3}\d{4}", _PLATE, shaped),
    ),
    "address": ((_POSTCODE.format(gap=" ?"), "postcode,post code,postal code", shaped),),
}
