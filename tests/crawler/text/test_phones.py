"""Telephone numbers of any country, as libphonenumber writes them, and what the plans are asked for."""

from __future__ import annotations

import subprocess
import sys

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from crawler.text.personal.dialing import abroad, alone, regions_of, rings
from crawler.text.privacy import find


def examples(style: int) -> list[str]:
    """Return a fixed and a mobile number of every country."""
    found = (
        phonenumbers.example_number_for_type(region, kind)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    )
    return [phonenumbers.format_number(number, style) for number in found if number]


@pytest.mark.parametrize(
    ("style", "context", "least"),
    [
        (PhoneNumberFormat.E164, "my number {} thanks", 0.99),
        (PhoneNumberFormat.E164, "打{}找我", 0.99),
        (PhoneNumberFormat.INTERNATIONAL, "I am at {} today", 0.99),
        (PhoneNumberFormat.INTERNATIONAL, "可以打{}找我", 0.99),
        (PhoneNumberFormat.NATIONAL, "call {} now", 0.9),
        (PhoneNumberFormat.NATIONAL, "电话：{}，谢谢", 0.9),
    ],
)
def test_numbers_of_every_country_are_found(style: int, context: str, least: float) -> None:
    """Whole, with a calling code anywhere, without one after a word for it."""
    hits = []
    for number in examples(style):
        start = context.index("{")
        spans = find(context.format(number))
        hits.append(
            any(s.kind == "phone" and s.start <= start + 1 and s.end == start + len(number) for s in spans)
        )
    assert sum(hits) >= least * len(hits)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4156667777", True),
        ("(0)900-1 123 123", True),
        ("+49-49-34", True),
        ("1800-10-10 22", True),
        ("2012-01-02 08", False),
        ("3/10/1984", False),
        ("1.2.3.4", False),
        ("123456789012345", False),
        ("65 02 53 00 00", False),
    ],
)
def test_a_number_alone_rings_where_its_form_is_usual(text: str, found: bool) -> None:
    """A field of a form has no words beside it."""
    assert (alone(text) is not None) is found


def test_the_language_says_which_plans_are_asked() -> None:
    """The region of a tag comes first; a language that is not known has none."""
    assert regions_of("en-IN")[0] == "IN" and regions_of("zh-Hans")[0] == "CN"
    assert regions_of("xx") == regions_of(None) == ()
    assert rings("02079460958", regions_of("en")) and not rings("00000000000", regions_of("en"))
    assert abroad("+683 7012") and not abroad("+999 7012")


def test_a_trunk_number_without_a_gap_is_found_where_the_language_has_it() -> None:
    """No word stands beside it; the plan alone says that it rings."""
    assert [span.kind for span in find("meins ist 03012345678 danke", "de")] == ["phone"]
    assert find("meins ist 03012345678 danke", "fr") == []


def test_the_plans_are_loaded_when_first_asked() -> None:
    """Nobody pays for them who has no number."""
    code = "import sys, crawler.text.privacy as p; p.find('没有号码'); print('phonenumbers' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
