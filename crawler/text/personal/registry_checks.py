"""Check digits of the registers of persons and taxpayers, one function a register.

Each takes a number in upper case without gaps, of the shape that its row in ``documents`` asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from crawler.text.personal.checksums import luhn

Check = Callable[[str], bool]

_DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_OLDEST = 1905  # year of birth: nobody is known to have lived for more than 122 years
_HETU_CHARS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_NRIC_LETTERS = dict.fromkeys("ST", "JZIHGFEDCBA") | dict.fromkeys("FG", "XWUTRQPNMLK")
# Verhoeff's dihedral group and his permutation of it.  Source: J. Verhoeff, Error Detecting Decimal Codes.
_TURNS = tuple(
    tuple((a + b if a < 5 else a - b) % 5 + 5 * ((a < 5) != (b < 5)) for b in range(10)) for a in range(10)
)
_PERMUTATION = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def weighed(number: str, weights: Iterable[int]) -> int:
    """Return the sum of the digits of ``number``, each times its weight; the shorter one ends it."""
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))


def is_date(year: int, month: str, day: str) -> bool:
    """Whether there is such a day."""
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def verhoeff(number: str) -> bool:
    """Whether the last of the digits checks the others (Aadhaar)."""
    sum_, row = 0, tuple(range(10))
    for digit in reversed(number):
        sum_ = _TURNS[sum_][row[int(digit)]]
        row = tuple(_PERMUTATION[value] for value in row)
    return sum_ == 0


def mod_11_10(number: str) -> bool:
    """Whether the last digit checks the others.  Source: ISO 7064, MOD 11,10 (German tax id)."""
    product = 10
    for digit in number[:-1]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(number[-1])


def german_tax_id(number: str) -> bool:
    """One digit of the first ten comes twice or thrice (since 2016); the check is MOD 11,10."""
    return max(map(number[:10].count, number[:10])) <= 3 and mod_11_10(number)


def german_card(number: str) -> bool:
    """Whether weights 7, 3, 1 check an identity card or passport.  Source: ICAO 9303, part 3."""
    values = (int(char, 36) * (7, 3, 1)[place % 3] for place, char in enumerate(number[:-1]))
    return number[-1].isdigit() and sum(values) % 10 == int(number[-1])


def german_pension(number: str) -> bool:
    """A day of birth (plus 50 for a second number) and digits checked after the letter's place is put in."""
    day, month = int(number[2:4]) % 50, int(number[4:6])
    digits = number[:8] + f"{ord(number[8]) - 64:02d}" + number[9:11]
    crossed = (
        sum(divmod(int(digit) * weight, 10))
        for digit, weight in zip(digits, (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1), strict=True)
    )
    return 0 < day < 32 and 0 < month < 13 and sum(crossed) % 10 == int(number[11])


def german_health(number: str) -> bool:
    """Whether a letter and nine digits check by weights 1, 2 of their cross sums."""
    digits = f"{ord(number[0]) - 64:02d}{number[1:9]}"
    return sum(sum(divmod(int(d) * (1, 2)[i % 2], 10)) for i, d in enumerate(digits)) % 10 == int(number[9])


def german_doctor(number: str) -> bool:
    """Whether weights 4, 9 check the seventh digit of a doctor's number."""
    return (10 - weighed(number[:6], (4, 9, 4, 9, 4, 9)) % 10) % 10 == int(number[6])


def dni(number: str) -> bool:
    """Whether the letter is the number modulo 23; X, Y and Z of foreigners count 0, 1, 2."""
    digits = number[:-1].translate({ord("X"): "0", ord("Y"): "1", ord("Z"): "2"})
    return number[-1] == _DNI_LETTERS[int(digits) % 23]


def hetu(number: str) -> bool:
    """A Finnish day of birth, a sign for its century and a check of nine digits modulo 31."""
    number = number if len(number) == 11 else f"{number[:6]}-{number[6:]}"
    century = 1800 if number[6] == "+" else 1900 if number[6] in "-UVWXY" else 2000
    birth = is_date(century + int(number[4:6]), number[2:4], number[:2])
    return birth and number[10] == _HETU_CHARS[int(number[:6] + number[7:10]) % 31]


def personnummer(number: str) -> bool:
    """A Swedish day of birth (plus 60 of a coordination number) and a Luhn check of the last ten digits."""
    digits = number.replace("-", "").replace("+", "")
    day = int(digits[-6:-4])
    year = int(digits[-12:-8] or 0) if len(digits) == 12 else 2000 + int(digits[:2])
    return is_date(year, digits[-8:-6], f"{day - 60 if day > 60 else day}") and luhn(digits[-10:])


def pesel(number: str) -> bool:
    """A Polish day of birth, its century added to the month, and a check digit."""
    month = int(number[2:4])
    year = (1900, 2000, 2100, 2200, 1800)[month // 20] + int(number[:2])
    checked = (10 - weighed(number[:10], (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10) % 10 == int(number[10])
    return is_date(year, str(month % 20), number[4:6]) and checked


def korean(number: str) -> bool:
    """A day of birth, a sex and century from 1 to 8; a check digit only up to October 2020."""
    year = (1900 if number[6] in "1256" else 2000) + int(number[:2])
    return year >= _OLDEST and is_date(year, number[2:4], number[4:6])


def korean_business(number: str) -> bool:
    """Whether the last digit checks nine, the ninth by its cross sum times five."""
    total = weighed(number, (1, 3, 7, 1, 3, 7, 1, 3)) + sum(divmod(int(number[8]) * 5, 10))
    return (10 - total % 10) % 10 == int(number[9])


def thai(number: str) -> bool:
    """A class of 1 to 8, a province of 10 to 96, and a check digit modulo 11."""
    placed = number[0] in "12345678" and 10 <= int(number[1:3]) <= 96
    return placed and (11 - weighed(number, range(13, 1, -1)) % 11) % 10 == int(number[12])


def turkish(number: str) -> bool:
    """Whether the last two digits check the nine before them."""
    odd, even = sum(map(int, number[:9:2])), sum(map(int, number[1:8:2]))
    return (odd * 7 - even) % 10 == int(number[9]) and sum(map(int, number[:10])) % 10 == int(number[10])


def south_african(number: str) -> bool:
    """A day of birth, a citizenship of 0 to 2, and a Luhn check."""
    birth = any(is_date(century + int(number[:2]), number[2:4], number[4:6]) for century in (1900, 2000))
    return birth and number[10] in "012" and luhn(number)


def abn(number: str) -> bool:
    """Whether eleven digits, one taken from the first, are a multiple of 89."""
    first = int(number[0]) - 1
    return first >= 0 and weighed(f"{first}{number[1:]}", (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)) % 89 == 0


def acn(number: str) -> bool:
    """Whether the ninth digit checks eight, their weights falling from 8 to 1."""
    return (10 - weighed(number[:8], range(8, 0, -1)) % 10) % 10 == int(number[8])


def tfn(number: str) -> bool:
    """Whether an Australian tax file number is a multiple of 11 when weighed."""
    return weighed(number, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def medicare(number: str) -> bool:
    """Whether the ninth digit of an Australian card checks eight."""
    return weighed(number[:8], (1, 3, 7, 9, 1, 3, 7, 9)) % 10 == int(number[8])


def nhs(number: str) -> bool:
    """Whether the tenth digit checks nine modulo 11."""
    return weighed(number, range(10, 0, -1)) % 11 == 0 and len(set(number)) > 1


def nric(number: str) -> bool:
    """Whether the letter of a Singapore card checks its seven digits; T and G shift by four, M is new."""
    letters = _NRIC_LETTERS.get(number[0], "")
    total = weighed(number[1:8], (2, 7, 6, 5, 4, 3, 2)) + (4 if number[0] in "TG" else 0)
    return not letters or letters[total % 11] == number[8]


def philippine_tax(number: str) -> bool:
    """Whether the ninth digit is what eight weigh modulo 11; a branch may follow."""
    return weighed(number[:8], range(9, 1, -1)) % 11 == int(number[8])


def routing(number: str) -> bool:
    """Whether nine digits of an American bank check by weights 3, 7, 1."""
    return weighed(number, (3, 7, 1) * 3) % 10 == 0


def npi(number: str) -> bool:
    """Whether an American provider's ten digits check after the prefix 80840."""
    return luhn("80840" + number) and len(set(number)) > 2


def dea(number: str) -> bool:
    """Whether the last digit checks the six before it."""
    digits = number[2:]
    return (sum(map(int, digits[:6:2])) + 2 * sum(map(int, digits[1:6:2]))) % 10 == int(digits[6])


def partita_iva(number: str) -> bool:
    """Whether an Italian VAT number checks by Luhn and is not nought."""
    return luhn(number) and int(number) > 0
