"""Which national numbers ring, as the numbering plans of libphonenumber know it; loaded when first asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# Where people write a number without a leading 0, and where with one (Germany's are of any length, so that
# its plan says little).  A leading 1800 is free of charge in Australia.
_BARE = ("US", "TR")
_TRUNK = ("GB", "FR", "JP", "TR", "PH", "AU")
_LOOSE = ("DE",)
# Regions by the language of a text, its most speakers first.
REGIONS = {
    "en": ("US", "GB", "AU", "IN", "CA", "IE", "NZ", "ZA", "SG", "PH"),
    "zh": ("CN", "TW", "HK", "SG", "MO"),
    "yue": ("HK", "CN", "MO"),
    "de": ("DE", "AT", "CH"),
    "fr": ("FR", "BE", "CH", "CA"),
    "es": ("ES", "MX", "AR", "CO", "CL", "PE"),
    "pt": ("BR", "PT"),
    "it": ("IT", "CH"),
    "nl": ("NL", "BE"),
    "ru": ("RU", "KZ", "BY"),
    "ja": ("JP",),
    "ko": ("KR",),
    "tr": ("TR",),
    "pl": ("PL",),
    "vi": ("VN",),
    "ar": ("EG", "SA", "AE"),
}
_NUMBER = re.compile(
    r"\s*(?P<number>[(+]{0,2}\d(?:[-. ()/]{0,3}\d){5,16}(?: ?(?:x|ext\.?) ?\d{1,6})?)\s*",
    re.ASCII | re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|(?:19|20)\d\d[-/.]?\d{2}[-/.]?\d{2}(?: \d.*)?"
    r"|.*123456789.*|(?:\d{1,2}\.){2,}\d+"
)
_BARE_GROUPS = frozenset({(10,), (3, 7), (6, 4), (3, 3, 4), (1, 3, 3, 4), (3, 3, 2, 2)})


def rings(number: str, regions: tuple[str, ...]) -> bool:
    """Whether ``number`` is valid in one of the ``regions`` (ISO 3166 codes); 30 microseconds each."""
    return any(_valid(number, region) for region in regions)


def abroad(number: str) -> bool:
    """Whether a number with its calling code is valid in its country."""
    return _valid(number, None)


def regions_of(language: str | None) -> tuple[str, ...]:
    """Return the regions of a BCP 47 tag, its own region first; none if the language is not known."""
    first, *rest = (language or "").split("-")
    own = tuple(tag for tag in rest if len(tag) == 2 and tag.isupper())
    return own + REGIONS.get(first, ())


def alone(text: str) -> tuple[int, int] | None:
    """Return the ends of the number that is all of a text, if it rings where its form is usual."""
    whole = _NUMBER.fullmatch(text)
    if whole is None or _NO_NUMBER.fullmatch(whole["number"]):
        return None
    number = whole["number"]
    digits = re.sub(r"\D", "", number)
    if number.lstrip("(").startswith("+"):
        known = _possible(number)
    elif digits.startswith("0"):
        known = (len(digits) >= 10 and rings(number, _TRUNK)) or (_is_pair(number) and rings(number, _LOOSE))
    else:
        free = digits.startswith("1800") and rings(number, ("AU",))
        known = free or (_plain(number) and rings(number, _BARE))
    return whole.span("number") if known else None


def _plain(number: str) -> bool:
    """Whether the groups are those of North America, or end with the two pairs of a Turkish number."""
    return tuple(map(len, re.findall(r"\d+", number.split("x")[0]))) in _BARE_GROUPS


def _is_pair(number: str) -> bool:
    """Whether an area and a number, or a number and an extension, are all there is."""
    groups = re.findall(r"\d+", number)
    return len(groups) == 2 and sum(map(len, groups)) <= 11


def _valid(number: str, region: str | None) -> bool:
    import phonenumbers

    parsed = _parsed(number, region)
    if parsed is None:
        return False
    if region is None:
        return phonenumbers.is_valid_number(parsed)
    return phonenumbers.is_valid_number_for_region(parsed, region)


def _possible(number: str) -> bool:
    import phonenumbers

    parsed = _parsed(number, None)
    return parsed is not None and phonenumbers.is_possible_number(parsed)


def _parsed(number: str, region: str | None) -> PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
