"""The stage line, the times of the first report, the folded sources, and what belongs beside a card."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from handler_examples import (
    BEFORE,
    BOTH,
    EXCHANGE,
    RU_MOD,
    STRIKES,
    TALKS,
    UA_PRESIDENT,
    US_ENVOY,
    report,
)

from bot.plaintext import as_text
from handlers.wording import headlines
from handlers.wording.cite import COPIED, clipped, copied
from handlers.wording.language import translator
from handlers.wording.markup import MESSAGE_LIMIT, length, units
from handlers.wording.stands import speaker
from storage import alerts
from storage.vocabulary import Confirmation, Figure, Phase, Stage, Statement

ANNOUNCED = report(US_ENVOY, stage=Stage.AGREED, at="2026-02-04T19:00", outlet="Wire")
UNDER_WAY = report(stage=Stage.UNDER_WAY, at="2026-02-05T09:20", outlet="Early")
MOSCOW = report(RU_MOD, figures={"RU": 160})
KYIV = report(UA_PRESIDENT, figures={"UA": 157}, at="2026-02-05T10:38", outlet="Courier")
_SCREEN, _WIDE = 30, 45
"""Lines and characters of a phone's screen, roughly."""


def stage_line(answer):
    return next((line for line in as_text(answer.html).splitlines() if "→" in line), None)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            (
                "announced 4 Feb, 21:00 Kyiv time → under way 5 Feb, 11:20 → Moscow confirms 12:04"
                " → both sides confirm 12:38"
            ),
        ),
        (
            "uk",
            (
                "оголошено 4 лют., 21:00 за Києвом → триває 5 лют., 11:20 → Москва підтверджує 12:04"
                " → підтверджують обидві сторони 12:38"
            ),
        ),
        (
            "ru",
            (
                "объявлено 4 февр., 21:00 по Киеву → идёт 5 февр., 11:20 → Москва подтверждает 12:04"
                " → подтверждают обе стороны 12:38"
            ),
        ),
    ],
)
def test_each_step_has_its_time(ask, store, language, line):
    told = store(BOTH, KYIV, MOSCOW, UNDER_WAY, ANNOUNCED)
    assert stage_line(ask(f"/d{told.id}", language=language)) == line


def test_one_step_alone_is_told_by_who_says_so(ask, store):
    told = store(EXCHANGE, MOSCOW)
    assert stage_line(ask(f"/d{told.id}")) is None


def test_steps_that_nobody_told_in_time_are_left_out(ask, store):
    late = replace(UNDER_WAY, published=datetime(2026, 2, 5, 14, tzinfo=UTC))
    told = store(BOTH, KYIV, MOSCOW, late)
    assert stage_line(ask(f"/d{told.id}")) == "Moscow confirms 5 Feb, 12:04 Kyiv time → both sides confirm 12:38"


def test_what_was_reported_before_an_official_spoke_is_a_step(ask, store):
    told = store(EXCHANGE, report(at="2026-02-05T09:40", outlet="Early"), MOSCOW)
    assert stage_line(ask(f"/d{told.id}")) == "reported 5 Feb, 11:40 Kyiv time → Moscow confirms 12:04"


def test_an_official_who_announced_it_has_not_confirmed_it(ask, store):
    """Moscow announced; only Kyiv has said that it took place."""
    ahead = report(RU_MOD, stage=Stage.AGREED, at="2026-02-04T19:00")
    told = store(replace(EXCHANGE, speakers=("UA",)), ahead, KYIV)
    assert stage_line(ask(f"/d{told.id}")) == "announced 4 Feb, 21:00 Kyiv time → Kyiv confirms 5 Feb, 12:38"


def test_what_was_put_off_says_when(ask, store):
    off = report(US_ENVOY, stage=Stage.POSTPONED, at="2026-02-05T08:00")
    told = store(replace(EXCHANGE, stage=Stage.POSTPONED, speakers=("US",)), ANNOUNCED, off)
    assert stage_line(ask(f"/d{told.id}")) == "announced 4 Feb, 21:00 Kyiv time → postponed 5 Feb, 10:00"


def test_the_record_has_no_times(ask, store):
    told = store(BEFORE, replace(MOSCOW, record_id="exchange-2025-10-02"))
    html = ask(f"/d{told.id}").html
    assert "→" not in html
    assert "blockquote" not in html


def test_published_seen_and_sent_are_told(ask, store, database):
    seen = replace(MOSCOW, seen=MOSCOW.published + timedelta(minutes=2))
    told = store(EXCHANGE, seen)
    database.run(
        alerts.create,
        told,
        Phase.CARRIED_OUT,
        EXCHANGE.day,
        MOSCOW.published + timedelta(minutes=3),
        report_id=told.reports[0].id,
        independent=False,
        reply_to=None,
        shown={},
        write=True,
    )
    text = as_text(ask(f"/d{told.id}").html)
    assert "Published 5 Feb, 12:04 Kyiv time · seen 12:06 · alert sent 12:07\n" in text


def test_what_was_not_pushed_says_nothing_of_an_alert(ask, store):
    told = store(EXCHANGE, MOSCOW)
    assert "Published 5 Feb, 12:04 Kyiv time · seen 12:04\n" in as_text(ask(f"/d{told.id}").html)


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_card_of_many_reports_keeps_to_two_screens(ask, store, language):
    """Folded, a list shows three lines."""
    long = [
        report(
            UA_PRESIDENT, RU_MOD, figures={"UA": 157, "RU": 150 + n}, outlet=f"An outlet of a long name {n}",
            at=f"2026-02-05T1{n // 6}:{n % 6}0", place=None,
        )
        for n in range(40)
    ]  # fmt: skip
    told = store(BOTH, ANNOUNCED, UNDER_WAY, *long)
    answer = ask(f"/d{told.id}", language=language)
    assert length(answer.html) <= MESSAGE_LIMIT
    assert f"/sources {told.id}" in answer.html
    before, _, rest = answer.html.partition("<blockquote expandable>")
    _, _, after = rest.partition("</blockquote>")
    shown = [line for part in (before, after) for line in as_text(part).split("\n")]
    addresses = sum(part.count("<a ") for part in (before, after))
    lines = sum(max(1, -(-len(line) // _WIDE)) for line in shown) + 3
    assert lines - addresses <= 2 * _SCREEN


def test_a_number_of_the_sides_own_counting_is_told(ask, store, dossier):
    """The Coordination Headquarters called that of 2 October 2025 the 69th."""
    told = store(BEFORE)
    assert "By Kyiv's count this is exchange number 69." in ask(f"/d{told.id}").html
    assert "exchange number" not in ask(f"/d{store(EXCHANGE, MOSCOW).id}").html


def test_each_sides_own_number_is_told(ask, store):
    """From the newest report in which that side's officials alone speak."""

    def numbered(origin, number, at):
        one = report(origin, figures={"UA": 157}, at=at)
        return replace(one, claim=replace(one.claim, ordinal=number))

    one = store(
        BOTH,
        numbered(UA_PRESIDENT, 70, "2026-02-05T11:00"),
        numbered(UA_PRESIDENT, 71, "2026-02-05T12:00"),
        numbered(RU_MOD, 68, "2026-02-05T12:30"),
        numbered(US_ENVOY, 5, "2026-02-05T13:00"),
    )
    told = as_text(ask(f"/d{one.id}").html)
    assert "By Kyiv's count this is exchange number 71. By Moscow's count this is exchange number 68." in told
    assert "number 70" not in told
    assert "number 5" not in told


def test_what_belongs_beside_it_is_a_tap_away(ask, store):
    before, held = store(BEFORE), store(TALKS)
    told = store(EXCHANGE, MOSCOW)
    assert "Related" in [button.label for row in ask(f"/d{told.id}").buttons for button in row]
    answer = ask(button=f"related {told.id}")
    text = as_text(answer.html)
    assert (
        f"The one before\nPrisoner exchange: 205 returned to Ukraine, 205 to Russia · 2 Oct 2025 · /d{before.id}"
        in text
    )
    assert f"Talks of those days\nTalks in Abu Dhabi · round 2 · 4–5 Feb 2026 · /d{held.id}" in text.replace(
        " · Ukraine, Russia, United States", ""
    )
    assert answer.buttons[0][0].data == f"d{told.id}"
    assert ask(button=f"related {told.id} new").fresh
    assert (
        f"The next one\nPrisoner exchange: 157 returned to Russia, 157 to Ukraine · 5 Feb 2026 · /d{told.id}"
        in as_text(ask(f"/related {before.id}").html)
    )


def test_nothing_beside_it_is_said(ask, store):
    told = store(STRIKES)
    assert "Nothing is stored beside it." in ask(f"/related {told.id}").html
    assert "Nothing has the number" in ask("/related 999").html


def test_what_is_copied_fits_whatever_the_addresses(dossier, store):
    told = store(
        BOTH,
        *(
            replace(report(UA_PRESIDENT, outlet=f"Outlet {n}"), link=f"https://x.example/{'a' * 60}{n}")
            for n in range(4)
        ),
    )
    text = copied(told, dossier, translator("uk"))
    assert units(text) <= COPIED
    pasted = clipped(text.replace("/d", f"https://t.me/{'b' * 32}?start=dev_"))
    assert units(pasted) <= COPIED
    assert pasted.splitlines()[-1].endswith(f"dev_{told.id}")
    assert "Outlet 0, 10:04 UTC https://x.example/" in text
    assert text.endswith(f"UTC: /d{told.id}")
    long = replace(told, reports=(replace(told.reports[0], link=f"https://x.example/{'a' * 400}"),))
    assert "(confirmed by both sides)\nOutlet 0, 10:04 UTC\nParley" in copied(long, dossier, translator("en"))
    named = replace(
        told,
        figures=(Figure(1, "UA"),),
        confirmation=Confirmation.REPORTED,
        speakers=(),
        reports=(),
        day=date(2026, 2, 5),
    )
    assert 1 <= units(copied(named, dossier, translator("ru"))) <= COPIED


@pytest.mark.parametrize(
    ("language", "place", "title"),
    [
        ("en", "United States", "Talks in the United States"),
        ("uk", "United States", "Переговори: США"),
        ("ru", "United Arab Emirates", "Переговоры: Объединённые Арабские Эмираты"),
        ("en", "Abu Dhabi", "Talks in Abu Dhabi"),
    ],
)
def test_a_state_where_talks_are_held_is_named_in_the_readers_language(language, place, title, dossier):
    held = replace(TALKS, place=place)
    assert as_text(headlines.talks(held, dossier, translator(language))).startswith(title)


@pytest.mark.parametrize(("language", "who"), [("en", "Coordination Headquarters"), ("uk", "Координаційний штаб")])
def test_a_body_that_speaks_is_named_in_the_readers_language(language, who, dossier):
    said = Statement(day=date(2026, 2, 6), party="UA", speaker="Coordination Headquarters", text={"en": "Words."})
    assert speaker(said, dossier, translator(language)) == who
