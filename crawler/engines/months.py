"""Days as people write them: with the month in words, in the languages that boards speak, or all in numbers.

A room of its own beside ``dates``: tables of words, and a search that costs a thousandth of what a
general parser of dates does; boards print thousands of such dates.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

# One line a month: English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish,
# Russian, Turkish, Czech; short forms without their full stop.
MONTHS = (
    "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari jani "
    "stycznia styczeń sty января январь янв ocak oca ledna",
    "february feb februar feber février févr fév febrero febbraio fevereiro fev februari lutego luty lut "
    "февраля февраль фев февр şubat şub února",
    "march mar märz mär mrz mars marzo março maart mrt marts marca marzec марта март мар mart března",
    "april apr avril avr abril abr aprile kwietnia kwiecień kwi апреля апрель апр nisan nis dubna",
    "may mai mayo maggio mag maio mei maj maja мая май mayıs květen května",
    "june jun juni juin junio giugno giu junho czerwca czerwiec cze июня июнь июн haziran haz června",
    "july jul juli juillet juil julio luglio lug julho lipca lipiec lip июля июль июл temmuz tem července",
    "august aug août aou aoû agosto ago augustus augusti sierpnia sierpień sie августа август авг "
    "ağustos ağu srpna",
    "september sep sept septembre septiembre settembre set setembro września wrzesień wrz сентября сентябрь "
    "сен сент eylül eyl září",
    "october oct oktober okt octobre octubre ottobre ott outubro out października październik paź октября "
    "октябрь окт ekim eki října",
    "november nov novembre noviembre novembro listopada listopad lis ноября ноябрь ноя нояб kasım kas",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro grudnia grudzień gru декабря "
    "декабрь дек aralık ara prosince",
)
NUMBER_OF = {word: number for number, words in enumerate(MONTHS, start=1) for word in words.split()}
DAYS_AGO = {
    word: days
    for days, words in enumerate((
        "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag dzisiaj dziś сегодня bugün dnes "
        "今天 今日",
        "yesterday gestern hier ayer ieri ontem gisteren igår wczoraj вчера dün včera 昨天 昨日",
        "vorgestern anteayer 前天",
    ))
    for word in words.split()
}  # fmt: skip
WORD = r"([^\W\d_]{3,12})\.?"
DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s-]{{1,3}}(?:de\s|of\s)?{WORD},?"
    r"[\s-]{1,3}(?:del?\s)?(\d{4})(?!\d)"
)
MONTH_FIRST = re.compile(
    rf"(?<![^\W\d_]){WORD}[\s-]{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]{{1,3}}(\d{{4}})(?!\d)"
)
NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d\d)(?![\d.])")
CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})\s?[:.h]\s?(\d{2})(?:[:.](\d{2}))?(?![\d:])"
    r"(?:\s?([AaPp])\.?[Mm]\b)?(\s?(?:[A-Z]{3,4}\b|[+-]\d))?"
)
HOUR = re.compile(r"\b(?:\d{1,2}\s?[AaPp]\.?[Mm]\b|noon|midnight)")
NAMED = re.compile("|".join(map(re.escape, DAYS_AGO)), re.I)
NAMED_BEFORE_CLOCK = re.compile(rf"(?:{NAMED.pattern})(?=[^0-9]{{0,12}}[0-9]{{1,2}}[:.h][0-9]{{2}})", re.I)
# How far from the day its time may stand: " в ", ", um ", " г., ", " - ".
NEAR = 24


def day(text: str, *, day_first: bool = False, now: datetime | None = None) -> datetime | None:
    """Return the day and time of day that ``text`` names, without a time zone, None if it is not sure.

    ``day_first`` tells what 3/4/2024 means where neither number can be a month alone; ``now``, in the
    page's own time, is what "yesterday, 09:41" counts from.  A time with a zone of its own is not
    read here.

    Raises ValueError if there is no such day or time.

    >>> day("Fr 6. Mär 2026, 21:41"), day("03-06-2026, 09:41 PM") == day("6 mars 2026 21h41")
    (datetime.datetime(2026, 3, 6, 21, 41), True)
    """
    found = _in_words(text) or _in_numbers(text, day_first)
    if found:
        date, start, end = found
        clock = CLOCK.search(text[end : end + NEAR]) or CLOCK.search(text[max(start - NEAR, 0) : start])
        if clock is None:
            return None if HOUR.search(text, end) else date
        return None if clock[5] else _at(date, clock)
    named = NAMED.search(text) if now else None
    if named and now and (clock := CLOCK.search(text, named.end())):
        return _at(now - timedelta(DAYS_AGO[named[0].lower()]), clock)
    return None


def dated(text: str, now: datetime) -> str:
    """Put dates for the names of days that a time of day follows: what was said yesterday is so today.

    >>> dated("Ida, Yesterday at 9:41", datetime(2026, 3, 10))
    'Ida, 2026-03-09 at 9:41'
    """
    return NAMED_BEFORE_CLOCK.sub(
        lambda match: f"{now - timedelta(DAYS_AGO[match[0].lower()]):%Y-%m-%d}", text
    )


def day_first(texts: list[str]) -> bool:
    """Whether the dates of one page, by those that leave no doubt, have the day before the month.

    >>> day_first(["03/04/2024", "13/04/2024"])
    True
    """
    return any(12 < int(match[1]) < 32 for text in texts for match in NUMERIC.finditer(text))


def _in_words(text: str) -> tuple[datetime, int, int] | None:
    for pattern, month, date in ((DAY_FIRST, 2, 1), (MONTH_FIRST, 1, 2)):
        for match in pattern.finditer(text):
            if number := NUMBER_OF.get(match[month].lower()):
                return datetime(int(match[3]), number, int(match[date])), match.start(), match.end()
    return None


def _in_numbers(text: str, day_first: bool) -> tuple[datetime, int, int] | None:
    match = NUMERIC.search(text)
    if match is None or (len(match[4]) == 2 and not CLOCK.search(text, match.end())):
        return None  # three short numbers alone are rather a version than a day
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or (day_first and second < 13):
        first, second = second, first
    return datetime(year if year > 99 else 2000 + year, first, second), match.start(), match.end()


def _at(date: datetime, clock: re.Match[str]) -> datetime:
    hour, half = int(clock[1]), (clock[4] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return date.replace(hour=hour, minute=int(clock[2]), second=int(clock[3] or 0), microsecond=0)
