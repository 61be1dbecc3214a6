"""What a chat can set, by buttons and by typing: each page, whoever presses it, in each language."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from handlers.preferences import PAGES
from handlers.preferences.zone import find
from storage import subscribers
from storage.tables import SubscriberRow
from storage.vocabulary import ChatKind, Kind

LANGUAGES = ("en", "uk", "ru")


def row(database, topic=None):
    return database.run(lambda session: subscribers.get(session, 7, topic))


def data(reply):
    return [button.data for line in reply.buttons for button in line]


def chosen(reply):
    return [button.data for line in reply.buttons for button in line if button.label.startswith("✓ ")]


def test_all_settings_stand_on_one_page_and_looking_stores_nothing(ask, database):
    reply = ask("/settings")
    assert "Alerts: <b>off</b>" in reply.html
    assert "Quiet hours: <b>none</b>" in reply.html
    assert data(reply)[0] == "settings on"
    assert data(reply)[1:] == [f"settings {page.name}" for page in PAGES]
    with database.session() as session:
        assert session.exec(select(SubscriberRow)).all() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_button_of_each_page_is_taken_and_leads_back(ask, database, page, language):
    shown = ask(button=f"settings {page.name}", language=language)
    assert data(shown)[-1] == "settings"
    for pressed in data(shown)[:-1]:
        reply = ask(button=pressed, language=language)
        assert reply.html
        assert not reply.notice
        assert data(reply)[-1] == "settings"
    assert row(database) is not None


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("settings on", {"subscribed": True}),
        ("settings kinds bodies", {"kinds": {Kind.EXCHANGE, Kind.BODIES}}),
        ("settings kinds exchange", {"kinds": frozenset()}),
        ("settings stage announced", {"announced": True}),
        ("settings word official", {"official_only": True, "both_sides": False}),
        ("settings word both", {"official_only": True, "both_sides": True}),
        ("settings side UA", {"side": "UA"}),
        ("settings side both", {"side": None}),
        ("settings people 250", {"minimum": 250}),
        ("settings quiet 23-7", {"quiet_from": 23, "quiet_until": 7, "exchanges_any_hour": True}),
        ("settings quiet wait", {"exchanges_any_hour": False, "quiet_silent": False}),
        ("settings quiet silent", {"exchanges_any_hour": False, "quiet_silent": True}),
        ("settings quiet pass", {"exchanges_any_hour": True, "quiet_silent": False}),
        ("settings quiet 23-7 silent", {"quiet_from": 23, "quiet_silent": True}),
        ("settings zone America/New_York", {"zone": "America/New_York"}),
        ("settings language uk", {"language": "uk"}),
        ("language русский", {"language": "ru"}),
        ("language English", {"language": "en"}),
        ("timezone europe/warsaw", {"zone": "Europe/Warsaw"}),
        ("timezone Лондон", {"zone": "Europe/London"}),
        ("timezone New York", {"zone": "America/New_York"}),
        ("timezone київ", {"zone": "Europe/Kyiv"}),
    ],
)
def test_what_is_chosen_is_kept(ask, database, line, kept):
    ask(f"/{line}")
    found = row(database)
    assert {name: getattr(found, name) for name in kept} == kept


@pytest.mark.parametrize(
    "line",
    [
        "settings nothing", "settings on off", "settings kinds strikes", "settings kinds", "settings stage",
        "settings stage maybe", "settings word nobody", "settings side US",
        "settings side XX", "settings people -1", "settings people 99999999",
        "settings people ٣", "settings quiet 25-3", "settings zone ../../etc/passwd", "settings zone Mars/Olympus",
        "settings language de", "settings language uk ru", "language xx", "timezone nowhere",
    ],
)  # fmt: skip
def test_what_was_tampered_with_changes_nothing(ask, database, line):
    before = ask("/mydata").html
    reply = ask(button=line)
    assert reply.notice == "That is not offered any more." or line in {"settings kinds", "settings stage"}
    assert ask("/mydata").html == before


def test_typed_wrong_it_is_answered_with_how_it_is_typed(ask):
    assert ask("/settings people many").html.endswith("Try: /settings people 250")
    assert ask("/timezone Mars").html.endswith("Try: /timezone Europe/Warsaw · /timezone Berlin")
    assert ask("/language de").html.endswith("Try: /language uk · /language English")
    assert ask("/timezone Mars").buttons[:-1] == ask("/timezone").buttons[:-2]


def test_switching_alerts_on_begins_now_and_off_keeps_the_rest(ask, database):
    ask(button="settings people 50")
    assert row(database).since is None
    ask(button="settings on")
    begun = row(database).since
    assert begun is not None
    ask(button="settings on", at=begun.replace(day=7))
    assert row(database).since == begun
    ask(button="settings off")
    assert (row(database).subscribed, row(database).minimum) == (False, 50)


def test_a_language_once_chosen_holds_whatever_telegram_says(ask, database):
    reply = ask(button="settings language uk", language="en")
    assert reply.html.startswith("Мова: <b>Українська</b>")
    assert reply.menu == "uk"
    assert ask("/help", language="en").html.startswith("<b>Про що можна запитати")
    assert ask(button="settings language uk").menu is None


def test_a_topic_has_its_own_settings_and_takes_the_rest_from_its_group(ask, database):
    place = {"kind": ChatKind.SUPERGROUP}
    ask("/language uk", **place)
    ask("/timezone Warsaw", **place)
    assert ask("/settings", topic_id=3, **place).html.startswith("<b>Налаштування цієї теми</b>")
    ask("/settings people 50", topic_id=3, **place)
    own = row(database, 3)
    assert (own.language, own.zone, own.minimum) == ("uk", "Europe/Warsaw", 50)
    assert row(database).minimum == 0
    ask("/language en", topic_id=3, **place)
    assert ask("/help", topic_id=3, **place).html.startswith("<b>What can be asked")
    assert ask("/help", **place).html.startswith("<b>Про що можна запитати")


@pytest.mark.parametrize("line", ["settings", "settings people 50", "language uk", "timezone Warsaw", "welcome go"])
def test_only_who_manages_a_chat_changes_it(ask, database, line):
    typed = ask(f"/{line}", kind=ChatKind.GROUP, manages=False)
    assert typed.html == "Only the administrators of this chat can change that."
    pressed = ask(button=line, kind=ChatKind.GROUP, manages=False)
    assert (pressed.html, pressed.notice) == ("", "Only the administrators of this chat can change that.")
    assert row(database) is None


def test_moved_quiet_hours_wake_what_waits(ask, database):
    from datetime import timedelta

    from storage.tables import DeliveryRow

    ask("/settings on")
    ask("/quiet 22-7")
    morning = datetime(2026, 2, 7, 5, tzinfo=UTC)
    with database.session(write=True) as session:
        session.add(
            DeliveryRow(
                subscriber_id=row(database).id,
                purpose="alert",
                priority=1,
                created=morning - timedelta(hours=6),
                due_at=morning,
                quiet_until=morning,
            )
        )
    ask(button="settings people 10")
    assert _due(database) == morning
    ask(button="settings zone Europe/London")
    assert _due(database) < morning


def _due(database):
    from storage.tables import DeliveryRow

    return database.run(lambda session: session.exec(select(DeliveryRow.due_at)).one())


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"), ("варшава", "Europe/Warsaw"), ("Kyiv", "Europe/Kyiv"),
        ("europe/kiev", "Europe/Kyiv"), ("los_angeles", "America/Los_Angeles"), ("Vilnius", "Europe/Vilnius"),
        ("Прага", "Europe/Prague"), ("Вільнюс", "Europe/Vilnius"), ("Кишинёв", "Europe/Chisinau"),
        ("Львів", "Europe/Kyiv"), ("мск", "Europe/Moscow"),
        ("UTC+3", "Etc/GMT-3"), ("gmt+3", "Etc/GMT-3"), ("+3", "Etc/GMT-3"), ("UTC −5:00", "Etc/GMT+5"),
        ("UTC+0", "UTC"),
        ("UTC+15", None), ("+3:30", None), ("3", None),
        ("UTC", "UTC"), ("", None), ("Factory", None), ("localtime", None), ("/etc/localtime", None),
    ],
)  # fmt: skip
def test_zones_as_people_type_them(typed, zone):
    assert find(typed) == zone


@pytest.mark.parametrize(
    ("typed", "told"), [("GMT+3", "UTC+3, where it is 13:30"), ("UTC-5", "UTC−5, where it is 05:30")]
)
def test_hours_from_greenwich_count_as_people_count_them(ask, typed, told):
    assert told in ask(f"/timezone {typed}").html


class TestWelcome:
    def test_three_taps_make_a_useful_setting(self, ask, database):
        first = ask("/start")
        assert "It is not an official service" in first.html
        assert "1 of 3" in first.html
        assert row(database) is None
        second = ask(button="welcome language uk")
        assert "2 з 3" in second.html
        assert second.menu == "uk"
        third = ask(button="welcome word")
        assert "3 з 3" in third.html
        assert not row(database).subscribed
        last = ask(button="welcome word official")
        assert last.html.startswith("<b>Сповіщення увімкнено.</b>")
        kept = row(database)
        assert (kept.subscribed, kept.language, kept.official_only, kept.kinds) == (
            True, "uk", True, {Kind.EXCHANGE},
        )  # fmt: skip

    def test_one_tap_takes_what_is_usual(self, ask, database):
        assert "welcome go" in data(ask("/start"))
        assert ask(button="welcome go").html.startswith("<b>Alerts are on.</b>")
        assert row(database).subscribed

    def test_kinds_are_toggled_where_they_stand(self, ask, database):
        ask(button="welcome kinds talks")
        shown = ask(button="welcome kinds exchange")
        assert chosen(shown) == ["welcome kinds talks"]
        assert row(database).kinds == {Kind.TALKS}

    @pytest.mark.parametrize("line", ["welcome", "welcome nothing", "welcome language xx", "welcome word x y"])
    def test_what_was_tampered_with_begins_again(self, ask, database, line):
        assert "1 of 3" in ask(button=line).html
        assert row(database) is None

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_button_leads_on(self, ask, language):
        for asked in ("welcome", "welcome kinds", "welcome word", "welcome go"):
            for pressed in data(ask(button=asked, language=language)):
                assert ask(button=pressed, language=language).html


class TestLinks:
    def test_a_development_is_opened(self, ask, store):
        from handler_examples import EXCHANGE, RU_MOD, report

        made = store(EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
        assert ask(f"/start dev_{made.id}").html == ask(f"/d{made.id}").html

    @pytest.mark.parametrize(
        ("payload", "line"), [("swaps", "/swaps"), ("swaps_2025", "/swaps 2025"), ("TALKS", "/talks")]
    )
    def test_a_command_that_only_tells_is_run(self, ask, payload, line):
        assert ask(f"/start {payload}").html == ask(line).html

    @pytest.mark.parametrize(
        "payload",
        [
            "subscribe",
            "stop",
            "deleteme_yes",
            "settings_off",
            "review",
            "report_41_x",
            "start",
            "dev_x",
            "dev_",
            "x",
            "_",
        ],
    )
    def test_a_link_never_changes_anything(self, ask, database, payload):
        assert "1 of 3" in ask(f"/start {payload}").html
        assert row(database) is None

    def test_a_number_that_nothing_has(self, ask):
        assert "Nothing has the number 99." in ask("/start dev_99").html
