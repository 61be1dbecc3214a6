"""Rule T: phrases of time in three languages, read on Thursday 5 February 2026 and across weekdays, zones, midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.extraction import Reader
from bot.extraction.days.dates import whens
from bot.extraction.days.when import settle
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.text import sentences
from storage.vocabulary import Entry

THURSDAY = date(2026, 2, 5)
NONE = "-"

TABLE = {
    "en": """
        on 5 February = 2026-02-05 | on February 5 = 2026-02-05 | on Feb. 5 = 2026-02-05
        on the 4th of February = 2026-02-04
        on 5 February 2026 = 2026-02-05 | on February 3, 2026 = 2026-02-03 | on 28 December = 2025-12-28
        on 2 October = 2025-10-02
        on 16 May 2025 = 2025-05-16 | on December 31 = 2025-12-31 | on 1 January = 2026-01-01
        on 2 March = 2026-03-02
        from 4 to 5 February = 2026-02-04/2026-02-05 | on 4–5 February = 2026-02-04/2026-02-05
        on February 4-5 = 2026-02-04/2026-02-05
        on 23 and 24 January = 2026-01-23/2026-01-24 | between 20 and 30 June = 2026-06-20/2026-06-30
        on 05.02.2026 = 2026-02-05
        on Thursday = 2026-02-05 | on Wednesday = 2026-02-04 | on Friday = 2026-01-30 | on Monday = 2026-02-02
        on Saturday = 2026-01-31
        Thursday's swap = 2026-02-05 | last Thursday = 2026-01-29 | last Friday = 2026-01-30
        next Thursday = 2026-02-12
        today = 2026-02-05 | earlier today = 2026-02-05 | later today = 2026-02-05 | tonight = 2026-02-05
        this morning = 2026-02-05
        overnight = 2026-02-05 | yesterday = 2026-02-04 | last night = 2026-02-04 | tomorrow = 2026-02-06
        the day before yesterday = 2026-02-03
        the day after tomorrow = 2026-02-07 | five days ago = 2026-01-31 | 3 days ago = 2026-02-02
        two days ago = 2026-02-03
        this week = - | last week = - | next week = - | recently = - | in May = - | last month = -
        last year = - | in 2024 = -
        in recent days = - | within days = - | last autumn = - | in the coming days = - | weeks ago = -
        this month = -
        this weekend = 2026-02-07/2026-02-08 | last weekend = 2026-01-31/2026-02-01
        at the weekend = 2026-02-07/2026-02-08
        at 10:30 = - | 157 prisoners = - | 30 people = - | aged 25 = - | the 65th exchange = -
        on New Year's Eve = 2025-12-31
        earlier in the day = 2026-02-05 | later in the day = 2026-02-05 | on Sunday = 2026-02-01
        on Tuesday = 2026-02-03
    """,
    "uk": """
        5 лютого = 2026-02-05 | 5 лютого 2026 року = 2026-02-05 | 4 лютого = 2026-02-04
        28 грудня = 2025-12-28 | 2 жовтня = 2025-10-02
        16 травня 2025 року = 2025-05-16 | 1 січня = 2026-01-01 | 2 березня = 2026-03-02
        31 грудня = 2025-12-31 | 24 серпня = 2025-08-24
        4–5 лютого = 2026-02-04/2026-02-05 | з 23 по 25 травня = 2026-05-23/2026-05-25
        23 та 24 січня = 2026-01-23/2026-01-24
        між 20 і 30 червня = 2026-06-20/2026-06-30 | 05.02.2026 = 2026-02-05
        7-8 червня = 2026-06-07/2026-06-08
        у четвер = 2026-02-05 | в четвер = 2026-02-05 | у середу = 2026-02-04 | у п'ятницю = 2026-01-30
        у п’ятницю = 2026-01-30
        у понеділок = 2026-02-02 | у вівторок = 2026-02-03 | у суботу = 2026-01-31 | у неділю = 2026-02-01
        минулої п'ятниці = 2026-01-30
        минулого четверга = 2026-01-29 | наступного четверга = 2026-02-12 | ввечері в середу = 2026-02-04
        сьогодні = 2026-02-05 | учора = 2026-02-04 | вчора = 2026-02-04 | завтра = 2026-02-06
        позавчора = 2026-02-03 | післязавтра = 2026-02-07
        напередодні = 2026-02-04 | вночі = 2026-02-05 | п'ять днів тому = 2026-01-31 | 3 дні тому = 2026-02-02
        цього тижня = - | минулого тижня = - | днями = - | нещодавно = - | у травні = - | торік = -
        найближчими днями = - | у 2024 році = -
        цими вихідними = 2026-02-07/2026-02-08 | серед них = - | 157 військових = - | 68-й обмін = -
        о 10:30 = - | минулого місяця = -
        на День Незалежності = 2025-08-24 | на завтра = 2026-02-06 | наступного тижня = - | згодом = -
    """,
    "ru": """
        5 февраля = 2026-02-05 | 5 февраля 2026 года = 2026-02-05 | 4 февраля = 2026-02-04
        28 декабря = 2025-12-28 | 2 октября = 2025-10-02
        16 мая 2025 года = 2025-05-16 | 1 января = 2026-01-01 | 2 марта = 2026-03-02 | 31 декабря = 2025-12-31
        24 августа = 2025-08-24
        4–5 февраля = 2026-02-04/2026-02-05 | с 23 по 25 мая = 2026-05-23/2026-05-25
        23 и 24 января = 2026-01-23/2026-01-24
        между 20 и 30 июня = 2026-06-20/2026-06-30 | 05.02.2026 = 2026-02-05
        7-8 июня = 2026-06-07/2026-06-08
        в четверг = 2026-02-05 | в среду = 2026-02-04 | в пятницу = 2026-01-30 | в понедельник = 2026-02-02
        во вторник = 2026-02-03
        в субботу = 2026-01-31 | в воскресенье = 2026-02-01 | в прошлую пятницу = 2026-01-30
        в прошлый четверг = 2026-01-29
        в следующий четверг = 2026-02-12 | вечером в среду = 2026-02-04
        сегодня = 2026-02-05 | вчера = 2026-02-04 | завтра = 2026-02-06 | позавчера = 2026-02-03
        послезавтра = 2026-02-07
        накануне = 2026-02-04 | накануне вечером = 2026-02-04 | ночью = 2026-02-05
        пять дней назад = 2026-01-31 | 3 дня назад = 2026-02-02
        на этой неделе = - | на прошлой неделе = - | на днях = - | недавно = - | в мае = -
        в прошлом году = - | в ближайшие дни = -
        в 2024 году = - | среди них = - | 157 военных = - | 68-й обмен = - | в 10:30 = -
        в прошлом месяце = - | вскоре = -
        на завтра = 2026-02-06 | на следующей неделе = - | в ночь на четверг = 2026-02-05
        в выходные = 2026-02-07/2026-02-08
    """,
}
ROWS = [
    (code, *(part.strip() for part in row.rsplit("=", 1)))
    for code, table in TABLE.items()
    for line in table.splitlines()
    for row in line.split("|")
    if row.strip()
]
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "uk": ["у понеділок", "у вівторок", "у середу", "у четвер", "у п'ятницю", "у суботу", "у неділю"],
    "ru": ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"],
}


def read(lexicon: Lexicon, phrase: str, published: date, *, ahead: bool) -> str:
    """The first day or span that a phrase names, `-` for none."""
    found = [w for s in sentences("", phrase, lexicon.language) for w in whens(lexicon.mark(s), lexicon, published)]
    for when in found:
        day = settle(when, published, ahead=ahead, last=None)
        if day is not None:
            return f"{day}/{when.end_day}" if when.end_day else str(day)
    return NONE


@pytest.mark.parametrize(("code", "phrase", "day"), ROWS)
def test_phrase(reader: Reader, code: str, phrase: str, day: str) -> None:
    assert read(reader.lexicons[code], phrase, THURSDAY, ahead=False) == day


@pytest.mark.parametrize("code", WEEKDAYS)
@pytest.mark.parametrize("named", range(7))
@pytest.mark.parametrize("published", [THURSDAY + timedelta(days=n) for n in range(7)])
def test_a_weekday_is_the_nearest_one_and_today_counts(reader: Reader, code: str, named: int, published: date) -> None:
    phrase = WEEKDAYS[code][named]
    past = date.fromisoformat(read(reader.lexicons[code], phrase, published, ahead=False))
    coming = date.fromisoformat(read(reader.lexicons[code], phrase, published, ahead=True))
    assert past.weekday() == coming.weekday() == named
    assert 0 <= (published - past).days <= 6
    assert 0 <= (coming - published).days <= 6


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        ("2026-02-05T21:59", "Europe/Kyiv", "2026-02-05"),
        ("2026-02-05T22:01", "Europe/Kyiv", "2026-02-06"),
        ("2026-02-05T22:01", "UTC", "2026-02-05"),
        ("2026-02-06T02:00", "America/New_York", "2026-02-05"),
        ("2026-02-05T21:30", "Europe/Moscow", "2026-02-06"),
        ("2026-02-05T12:00", "no such zone", "2026-02-05"),
    ],
)
def test_today_is_the_day_in_the_outlets_zone(reader: Reader, moment: str, zone: str, day: str) -> None:
    published = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    title = "Ukraine brings home 157 prisoners in swap with Russia today"
    entry = Entry(feed="f", guid="g", title=title, text="", published=published, seen=published)
    assert [str(c.day) for c in reader.read(entry, zone=zone).claims] == [day]
