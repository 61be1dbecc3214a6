"""Markup → text, dates, links, languages, fingerprints: the small parts of reading a feed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.dates import parse_date, usable
from bot.feeds.language import detect, language_of, primary
from bot.feeds.links import canonical
from bot.feeds.simhash import distance, simhash
from bot.feeds.text import plain, plain_line


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain words", "plain words"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one\nsentence\tover lines</p>", "one sentence over lines"),
        ("A line that was\nwrapped.\nA new one\n\nA paragraph", "A line that was wrapped.\nA new one\nA paragraph"),
        ("so<b>me</b> <i>in</i>line", "some inline"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("x<script>if (a<b) c('</p>')</script>y", "xy"),
        ("x<script>never closed", "x"),
        ("a<style>p{}</style>b<!-- c -- d -->e", "abe"),
        ("<form>Search<input></form>text", "text"),
        ("<form>never closed, so it is text", "never closed, so it is text"),
        ("<nav>Menu</nav><p>text</p><svg><title>icon</title></svg>", "text"),
        ("<a href=\"/x?a=1>2\" title='<b>'>link</a>", "link"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("&lt;p&gt;escaped&lt;/p&gt;", "escaped"),
        ("&amp;lt;b&amp;gt;twice&amp;lt;/b&amp;gt;", "twice"),
        ("&amp;amp;amp;", "&"),
        ("AT&T; &unknown; &#8212; &#x2014;", "AT&T; &unknown; — —"),
        ("1&nbsp;000 \u2009people", "1 000 people"),
        ("no\u200b\u00ad\ufeff marks\u202e at\u2066 all", "no marks at all"),
        ("и\u0306 composed", "й composed"),
        ("", ""),
        ("<img src=x onerror=alert(1)>", ""),
        ("<o:p>office</o:p>", "office"),
        ("<figure><img><figcaption>An old picture</figcaption></figure><p>News</p>", "News"),
    ],
)
def test_plain(markup: str, text: str) -> None:
    assert plain(markup) == text


def test_a_title_is_one_line() -> None:
    assert plain_line("<p>Two</p><p>paragraphs</p>") == "Two paragraphs"


@given(st.text(alphabet="<>&;/!-'\"= abp\n\u202e\u200b&lt;", max_size=200))
def test_plain_leaves_no_invisible_marks_and_no_loose_ends(markup: str) -> None:
    text = plain(markup)

    assert text == text.strip()
    assert not set(text) & set("\u202e\u200b\t\r")
    assert "  " not in text
    assert "\n\n" not in text


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Thu, 05 Feb 2026 13:05:00 MSK", "2026-02-05T10:05"),
        ("Thu, 05 Feb 2026 13:05:00", "2026-02-05T11:05"),
        ("Tue, 05 Aug 2025 13:05:00", "2025-08-05T10:05"),
        ("Thu, 05 Feb 2026 13:05:00 GMT+03:00", "2026-02-05T10:05"),
        ("Thu, 05 Feb 2026 13:05:00 \u22120500", "2026-02-05T18:05"),
        ("5th February 2026 13:05 UTC", "2026-02-05T13:05"),
        ("February 5, 2026 1:05 p.m. EST", "2026-02-05T18:05"),
        ("2026-02-05T13:05Z", "2026-02-05T13:05"),
        ("2026-02-05T13:05:10+02", "2026-02-05T11:05:10"),
        ("2020/1/10 14:33:00", "2020-01-10T12:33"),
        ("05.02.2026 13:05", "2026-02-05T11:05"),
        ("5 лютого 2026 року о 13:05", "2026-02-05T11:05"),
        ("5 февраля 2026 г. в 13:05 МСК", "2026-02-05T10:05"),
        ("12:00 AM GMT Feb 5, 2026", "2026-02-05T00:00"),
        ("2026-02-05", "2026-02-04T22:00"),
        ("", None),
        ("yesterday", None),
        ("2026-13-40", None),
        ("Thu, 05 Feb 2026 25:00:00 GMT", None),
        ("Thu, 05 Feb 2026 10:00:00 +9900", None),
        ("0000-00-00 00:00:00", None),
        ("9999-12-31T23:59:59-12:00", None),
    ],
)
def test_dates(written: str, moment: str | None) -> None:
    expected = None if moment is None else datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert parse_date(written, "Europe/Kyiv") == expected


@given(st.text(alphabet="0123456789:./-+ TZfebAMPлют", max_size=40))
def test_no_text_breaks_the_dates(written: str) -> None:
    moment = parse_date(written, "Europe/Kyiv")

    assert moment is None or moment.tzinfo is UTC


def test_an_unknown_zone_is_utc() -> None:
    assert parse_date("2026-02-05 13:05", "Mars/Phobos") == datetime(2026, 2, 5, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "result"), [(-5, -5), (0, 0), (9, 0), (11, None), (-60 * 24 * 365 * 40, None)])
def test_what_cannot_be_true_is_no_date(minutes: int, result: int | None) -> None:
    now = datetime(2026, 2, 5, tzinfo=UTC)

    found = usable(now + timedelta(minutes=minutes), now)

    assert found == (None if result is None else now + timedelta(minutes=result))


@pytest.mark.parametrize(
    ("link", "result"),
    [
        ("/a?id=7&utm_source=rss#top", "https://news.example/a?id=7#top"),
        ("https://X.example:443/A?B=C&fbclid=1", "https://x.example/A?B=C"),
        ("http://user:pass@x.example:8080/a", "http://x.example:8080/a"),
        ("http://x.example:8080/a", "http://x.example:8080/a"),
        ("http://x.example:80/a", "http://x.example/a"),
        ("http://x.example:443/a", "http://x.example:443/a"),
        ("  https://x.example/a b\n", "https://x.example/a%20b"),
        ("https://x.example/?at_medium=RSS&at_campaign=rss", "https://x.example/"),
        ("javascript:alert(1)", None),
        ("java\u200bscript:alert(1)", None),
        ("mailto:a@b.example", None),
        ("http://", None),
        ("http://[bad", None),
        ("", None),
        ("https://x.example/" + "a" * 3000, None),
    ],
)
def test_links(link: str, result: str | None) -> None:
    assert canonical(link, "https://News.example/feed.xml") == result


@given(st.text(max_size=80))
def test_a_link_leads_to_the_web_or_nowhere(link: str) -> None:
    found = canonical(link, "https://news.example/")

    assert found is None or found.startswith(("http://", "https://"))
    assert found is None or canonical(found) == found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Обмін полоненими відбувся", "uk"),
        ("Обмен пленными состоялся: что известно", "ru"),
        ("Переговоры завершились", "ru"),
        ("Переговори завершено, але без підсумку", "uk"),
        ("The talks ended without a result", "en"),
        ("Les pourparlers sont terminés dans la ville", "fr"),
        ("Die Gespräche sind in der Stadt zu Ende", "de"),
        ("Witkoff", None),
        ("2026", None),
        ("", None),
    ],
)
def test_detect(text: str, language: str | None) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("Witkoff", ("uk", None), "uk"),
        ("Зеленський, Трамп", ("ru", None), "ru"),  # two names are no proof
        ("Обмін відбувся, їх зустріли рідні", ("ru", "ru"), "uk"),
        ("The envoys said that it is over", ("", "en-US"), "en"),
        ("Преговорите приключиха", ("bg",), "bg"),
        ("Обмін відбувся", ("", None), "uk"),
        ("Witkoff", ("", None), "en"),
    ],
)
def test_language_of(text: str, stated: tuple[str | None, ...], language: str) -> None:
    assert language_of(text, *stated) == language


@pytest.mark.parametrize(
    ("tag", "code"), [("uk-UA", "uk"), ("ua", "uk"), ("en_us", "en"), ("", None), (None, None), ("x1", None)]
)
def test_primary(tag: str | None, code: str | None) -> None:
    assert primary(tag) == code


def test_like_texts_have_like_fingerprints() -> None:
    text = (
        "The exchange took place on Thursday near the border. Both sides thanked the mediators. "
        "Buses took the men to hospitals, and relatives waited for hours in the cold. "
    )
    like = text.replace("Thursday", "Friday")
    other = "A new stadium opened in the north after three years of work, and the club sold every seat in a day."

    assert distance(simhash(text), simhash(like)) < 12 < distance(simhash(text), simhash(other))


@given(st.text(max_size=300))
def test_a_fingerprint_fits_the_column(text: str) -> None:
    assert -(2**63) <= simhash(text) < 2**63
    assert simhash(text) == simhash(text.upper().lower().upper().lower()) or not text.isascii()
