"""Check digits: what tells a card, an identity number or an account from any other long number."""

from __future__ import annotations

from datetime import date

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_PROVINCES = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46".split()) | frozenset(
    "50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)

# Countries by the characters of their IBANs.  Source: SWIFT, IBAN Registry.
_IBAN_COUNTRIES = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL NL",
    19: "MK SI",
    20: "AT BA EE KZ LT LU XK",
    21: "CH HR LI LV",
    22: "BG BH CR DE GB GE IE ME RS VA",
    23: "AE GI IL IQ TL",
    24: "AD CZ ES MD PK RO SA SE SK TN VG",
    25: "LY PT ST",
    26: "IS TR",
    27: "FR GR IT MC MR SM",
    28: "AL AZ BY CY DO GT HU LB PL SV",
    29: "BR EG PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
}
IBAN_LENGTHS = {country: length for length, names in _IBAN_COUNTRIES.items() for country in names.split()}


def luhn(digits: str) -> bool:
    """Whether the last of ``digits`` checks the others.  Source: ISO/IEC 7812-1, annex B."""
    values = [int(digit) for digit in reversed(digits)]
    return (sum(values[::2]) + sum(sum(divmod(2 * value, 10)) for value in values[1::2])) % 10 == 0


def chinese_id(number: str) -> bool:
    """Whether ``number`` is a resident identity number: province, birthday, check character.

    Eighteen characters, the last a digit or X.  Source: GB 11643-1999.
    """
    weighed = sum(weight * int(digit) for weight, digit in zip(_ID_WEIGHTS, number, strict=False))
    return (
        number[:2] in _PROVINCES and is_day(number[6:14]) and _ID_CHECKS[weighed % 11] == number[17].upper()
    )


def is_day(digits: str) -> bool:
    """Whether eight digits are a day of the years 1900 to 2099, year first."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        return 1900 <= date(year, month, day).year < 2100
    except ValueError:
        return False


def iban(account: str) -> bool:
    """Whether ``account``, without spaces, has its country's length and checks.  Source: ISO 13616-1."""
    account = account.upper()
    moved = account[4:] + account[:4]
    return (
        len(account) == IBAN_LENGTHS.get(account[:2])
        and int("".join(str(int(c, 36)) for c in moved)) % 97 == 1
    )
