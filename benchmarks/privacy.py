"""Measure private data: formats that others test, English sentences, names in Chinese posts, novels, speed.

Prints one row a figure.  The texts are real and are not in the repository: without the folder
given as argument (default: ``shared/data`` beside the repository) only the speeds are printed.

A positive case passes if something is found in it (of the kind itself for telephones, mail,
hosts and cards), a negative one if nothing of the kind is: a number that is no Canadian one may well be
a valid Australian one, and digits alone cannot say whose they are.
"""

from __future__ import annotations

import runpy
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from crawler.text import privacy

DATA = Path(__file__).parents[1].parent / "shared" / "data"
ROUNDS = 5
# Recognisers of presidio by what we call their kind.
RECOGNIZERS = {
    name: kind
    for kind, names in {
        "email": "email",
        "phone": "phone ph_mobile_number tr_phone_number",
        "bank_card": "credit_card",
        "ip": "ip",
        "mac": "mac",
        "wallet": "crypto",
        "ssn": "us_ssn",
        "bank_account": "aba_routing us_bank",
        "tax_id": "au_abn au_acn au_tfn de_tax_id de_tax_number in_gstin in_pan it_vat_code kr_brn ph_tin"
        " us_itin",
        "health_id": "au_medicare certificate_number de_bsnr de_health_insurance de_lanr uk_nhs us_mbi"
        " us_npi",
        "national_id": "ca_sin de_id_card de_social_security es_nie es_nif fi_personal_identity_code"
        " in_aadhaar in_voter it_fiscal_code it_identity_card kr_frn kr_rrn ng_nin pl_pesel"
        " se_personnummer sg_fin th_tnin tr_national_id uk_nino za_id_number",
        "driver_license": "de_fuehrerschein it_driver_license kr_driver_license uk_driving_licence"
        " us_driver_license",
        "passport": "de_passport es_passport in_passport it_passport kr_passport uk_passport us_passport",
        "plate": "de_kfz in_vehicle_registration ng_vehicle_registration tr_license_plate"
        " uk_vehicle_registration",
        "address": "uk_postcode",
    }.items()
    for name in names.split()
}
STRICT = {"email", "phone", "bank_card", "ip", "mac", "wallet", "ssn"}
LEFT_OUT = {
    "date": "dates are not private",
    "pattern": "tests of presidio itself",
    "spacy": "names and dates in prose are not private",
    "stanza": "names and dates in prose are not private",
    "transformers": "names and dates in prose are not private",
    "url": "an address of a page is not private, one with a login is",
    "de_plz": "five digits name a town, not a person",
    "de_handelsregister": "companies",
    "de_vat_id": "companies",
    "se_organisationsnummer": "companies",
    "sg_uen": "companies",
}
CHINESE = {
    "TestCNPhoneRecognizer": "phone",
    "TestCNIDCardRecognizer": "id_card",
    "TestCNBankCardRecognizer": "bank_card",
    "TestCNPassportRecognizer": "passport",
    "TestCNEmailRecognizer": "email",
}
# Groups of the matcher's tests: no number anywhere, no number of a known plan; numbers, in odd and in
# right groups.  VALID_CASES are left out: digits in groups that nobody writes (12.1 - 23.71 - 23.45).
GROUPS = {
    "IMPOSSIBLE_CASES": False,
    "POSSIBLE_ONLY_CASES": False,
    "STRICT_GROUPING_CASES": True,
    "EXACT_GROUPING_CASES": True,
}
LABELLED = {
    "CREDIT_CARD": "bank_card",
    "EMAIL_ADDRESS": "email",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "PHONE_NUMBER": "phone",
    "US_SSN": "ssn",
    "US_DRIVER_LICENSE": "driver_license",
    "STREET_ADDRESS": "address",
    "ZIP_CODE": "address",
    "PERSON": "name",
}  # fmt: skip
# Told, but no aim: names in prose are not private, and most of these addresses stand without a word.
TOLD_ONLY = {"STREET_ADDRESS", "ZIP_CODE", "PERSON"}

Row = tuple[str, str]


class Case(NamedTuple):
    """A text, the kind that it is about, and whether it holds one."""

    source: str
    name: str
    kind: str
    text: str
    positive: bool

    @property
    def passes(self) -> bool:
        """Whether the finders say so too."""
        kinds = {span.kind for span in privacy.find(self.text)}
        if self.positive and self.kind not in STRICT:
            return bool(kinds)
        return (self.kind in kinds) is self.positive


def cases(data: Path) -> Iterator[Case]:
    """Yield the cases of all kinds that are covered."""
    loader = runpy.run_path(str(data / "pii_cases" / "load.py"))
    for text, case in loader["presidio"](RECOGNIZERS):
        name = case["recognizer"]
        yield Case("presidio", name, RECOGNIZERS[name], text, case["n"] > 0)
    for text, case in loader["cn"]():
        kind = CHINESE[case["kind"]]
        yield Case("chinese", kind, kind, text, case["n"] > 0)
    for text, case in loader["phones"]():
        if case["group"] in GROUPS:
            name = case["group"].removesuffix("_CASES").lower()
            yield Case("libphonenumber", name, "phone", text, GROUPS[case["group"]])


def formats(data: Path) -> dict[tuple[str, bool], list[bool]]:
    """Return which cases pass, by name and side; "total" has them all."""
    passed: dict[tuple[str, bool], list[bool]] = {}
    for case in cases(data):
        for name in (f"{case.source} {case.name}", "total"):
            passed.setdefault((name, case.positive), []).append(case.passes)
    return passed


def sentences(data: Path) -> dict[str, float]:
    """Return recall by label, precision by kind, and how much was found where nothing is labelled."""
    hits, gold_all, found_all, right = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    beside = 0
    loader = runpy.run_path(str(data / "pii_en_synth" / "load.py"))
    for text, gold in loader["items"]():
        spans = privacy.find(text, "en")
        for start, end, label, _ in gold:
            if kind := LABELLED.get(label):
                gold_all[label] += 1
                hits[label] += any(s.start <= start + 1 and s.end >= end - 1 for s in spans if s.kind == kind)
        for span in spans:
            labels = {label for start, end, label, _ in gold if span.start < end and span.end > start}
            found_all[span.kind] += 1
            right[span.kind] += any(LABELLED.get(label) == span.kind for label in labels)
            beside += not labels
    figures = {f"recall {label}": hits[label] / gold_all[label] for label in LABELLED}
    figures |= {f"precision {kind}": right[kind] / found_all[kind] for kind in sorted(found_all)}
    return figures | {"found where nothing is labelled": beside}


def chinese_names(data: Path) -> dict[str, float]:
    """Return precision and recall of names in Chinese posts; most of the gold are public figures in prose."""
    loader = runpy.run_path(str(data / "pii_zh_weibo" / "load.py"))
    found = right = gold_all = reached = 0
    for split in ("train", "dev", "test"):
        for text, gold in loader["items"](split):
            names = [(start, end) for start, end, label, _ in gold if label == "PER.NAM"]
            spans = [span for span in privacy.find(text, "zh-Hans") if span.kind == "name"]
            gold_all, found = gold_all + len(names), found + len(spans)
            right += sum(any(s.start < end and s.end > start for start, end in names) for s in spans)
            reached += sum(any(s.start < end and s.end > start for s in spans) for start, end in names)
    return {"precision": right / found if found else 1.0, "recall": reached / gold_all, "found": found}


def texts(data: Path) -> dict[str, tuple[str, list[str]]]:
    """Return language and texts of each part of the mix."""
    book = (data.parent / "servers" / "common" / "books" / "CalltoArms.txt").read_text(encoding="utf-8")
    litbank = runpy.run_path(str(data / "litbank" / "load.py"))["items"]()
    weibo = runpy.run_path(str(data / "pii_zh_weibo" / "load.py"))["items"]
    threads = runpy.run_path(str(data / "wcxb" / "load.py"))["threads"]()
    return {
        "novel, zh": ("zh", [book[at : at + 5000] for at in range(0, len(book), 5000)]),
        "novel, en": ("en", ["\n".join(map(" ".join, said)) for said, _ in litbank]),
        "posts, zh": ("zh", [text for split in ("train", "dev", "test") for text, _ in weibo(split)]),
        "posts, en": ("en", list(_posts(threads))),
    }


def _posts(threads: Any) -> Iterator[str]:
    for thread in threads:
        for part in thread:
            if isinstance(part, list | tuple):
                yield from (post["text"] for post in part if isinstance(post, dict) and post.get("text"))


def speeds(data: Path) -> Iterator[Row]:
    """Milliseconds a megabyte of UTF-8 of each part of the mix, and over the mix in equal parts."""
    mix = texts(data)
    costs: dict[str, list[float]] = {name: [] for name in mix}
    for _ in range(ROUNDS):
        for name, (language, found) in mix.items():
            size = sum(len(text.encode("utf-8", "replace")) for text in found) / 1e6
            start = time.process_time()
            for text in found:
                privacy.find(text, language, names=name.startswith("posts"))
            costs[name].append((time.process_time() - start) * 1000 / size)
    medians = {name: statistics.median(cost) for name, cost in costs.items()}
    for name, cost in (*medians.items(), ("the mix", statistics.mean(medians.values()))):
        yield f"speed, {name}", f"{cost:.1f} ms/MB"


def rows(data: Path) -> Iterator[Row]:
    """Yield all figures with their names."""
    for (name, positive), passed in sorted(formats(data).items()):
        share = f" {sum(passed) / len(passed):.3f}" if name == "total" else ""
        yield f"{name}, {'positives' if positive else 'negatives'}", f"{sum(passed)}/{len(passed)}{share}"
    for name, why in LEFT_OUT.items():
        yield f"not covered: {name}", why
    for name, figure in sentences(data).items():
        told = " (told only)" if name.split()[-1] in TOLD_ONLY else ""
        yield f"English sentences, {name}{told}", f"{figure:.3f}"
    for name, figure in chinese_names(data).items():
        yield f"names in Chinese posts, {name}", f"{figure:.3f}"
    for name, (language, found) in texts(data).items():
        if name.startswith("novel"):
            spans = sum(len(privacy.find(text, language, names=False)) for text in found)
            yield f"found in {name}", f"{spans} spans"
    yield from speeds(data)


def main(data: Path) -> None:
    """Print the table."""
    if not data.is_dir():
        print(f"{data} is not there: nothing to measure")
        return
    for name, figure in rows(data):
        print(f"{name:72}{figure:>24}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
