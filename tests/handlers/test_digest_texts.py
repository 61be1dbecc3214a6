"""Digests in words, and the settings that they go by."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, MOVED, NOW, RU_MOD, TALKS, UA_PRESIDENT, report
from markup_checker import check

from bot.plaintext import as_text
from handlers import digesting
from handlers.wording.markup import MESSAGE_LIMIT, length
from storage import subscribers
from storage.digests import Digest
from storage.news import Event
from storage.vocabulary import Change, ChangeType, ChatKind, Kind, Rhythm

DAY = timedelta(days=1)
CONFIRMED = Change(type=ChangeType.CONFIRMATION, at=NOW, slot="confirmation", before="one_side", after="both_sides")
CORRECTED = Change(type=ChangeType.CORRECTION, at=NOW, slot="UA.total", before="100", after="157")


@pytest.fixture
def digest(database, dossier):
    """The message of these events, None where there is none."""

    def made(*events, language="en", rhythm=Rhythm.DAILY, silence=False, span=DAY, at=NOW):
        asked = Digest(rhythm, at - span, at, events, silence)
        told = database.run(digesting.message, dossier, asked, language, at)
        if told is not None:
            check(told["html"])
            assert length(told["html"]) <= MESSAGE_LIMIT
            assert "!" not in told["html"]
            assert all(len(b["data"].encode()) <= 64 for row in told["buttons"] for b in row)
        return told

    return made


def text(message):
    return as_text(message["html"])


def row(database, topic=None):
    return database.run(lambda session: subscribers.get(session, 7, topic))


def data(reply):
    return [button.data for line in reply.buttons for button in line]


class TestWords:
    def test_each_event_in_two_lines_and_what_changed(self, digest, store):
        talks = store(TALKS, report(UA_PRESIDENT, kind=Kind.TALKS))
        swap = store(BOTH, report(RU_MOD), report(UA_PRESIDENT))
        told = text(digest(Event(talks.id), Event(swap.id, (MOVED, CONFIRMED))))
        assert told.startswith(
            "The day in short: 2 events\n\nPrisoner exchange: 157 returned to Ukraine, 160 to Russia\n"
        )
        assert "Changed: returned to Russia: 157 → 160; confirmation: one side → both sides" in told
        assert "Talks in Abu Dhabi · round 2" in told
        assert "nobody can sell a place" in told
        assert told.rstrip().endswith("From the record; no feed has answered yet.")

    def test_a_correction_and_what_is_withdrawn_stand_first_and_bold(self, digest, store):
        swap = store(BOTH, report(RU_MOD))
        gone = store(replace(EXCHANGE, day=date(2026, 2, 3), retracted=True), report(RU_MOD))
        retracted = replace(CORRECTED, type=ChangeType.RETRACTED, slot="retracted", before=None, after="retracted")
        html = digest(Event(swap.id, (CORRECTED,)), Event(gone.id, (retracted,)))["html"]
        assert html.index("<b>Changed: withdrawn</b>") < html.index("<b>Changed: correction, returned to Ukraine")
        assert "3 Feb 2026 · <i>withdrawn</i>" in html

    @pytest.mark.parametrize(
        ("rhythm", "span", "head"),
        [
            (Rhythm.DAILY, DAY + timedelta(hours=1), "The day in short: 1 event"),
            (Rhythm.CALM, timedelta(days=14), "14 days in short: 1 event"),
            (Rhythm.WEEKLY, timedelta(days=7), "The week in short: 1 event"),
            (Rhythm.WEEKLY, timedelta(days=21), "21 days in short: 1 event"),
            (Rhythm.NONE, timedelta(hours=3), "The day in short: 1 event"),
        ],
    )
    def test_the_head_says_of_what_time(self, digest, store, rhythm, span, head):
        swap = store(BOTH, report(RU_MOD))
        assert text(digest(Event(swap.id), rhythm=rhythm, span=span)).startswith(head)

    def test_one_that_was_joined_with_another_is_told_once(self, digest, store, database):
        swap = store(BOTH, report(RU_MOD))
        twin = store(replace(EXCHANGE, redirect=swap.id))
        assert "1 event\n" in text(digest(Event(twin.id), Event(swap.id)))

    def test_what_does_not_fit_is_counted(self, digest, store):
        many = [store(replace(EXCHANGE, day=date(2026, 1, 1) + timedelta(days=n)), report(RU_MOD)) for n in range(40)]
        told = text(digest(*(Event(one.id) for one in many)))
        assert "40 events" in told
        assert "more stand in /latest." in told

    def test_without_anything_to_say_there_is_no_message(self, digest, store):
        store(BOTH, report(RU_MOD))
        assert digest() is None
        assert digest(silence=True) is None  # the last exchange was yesterday
        assert digest(Event(999)) is None

    def test_calm_mode_has_none_of_the_records_words_and_a_button_for_a_pause(self, digest, store):
        outcome = {"outcome": {"en": "1,000 dead were agreed on"}}
        talks = store(replace(TALKS, prose=outcome), report(UA_PRESIDENT, kind=Kind.TALKS))
        assert "dead" in text(digest(Event(talks.id)))
        calm = digest(Event(talks.id), rhythm=Rhythm.CALM)
        assert "dead" not in text(calm)
        assert [b["data"] for b in calm["buttons"][0]] == ["settings calm pause 2 new", "settings new"]

    def test_the_note_on_the_silence(self, digest, store):
        for number, ago in enumerate((100, 90, 60, 50, 37)):
            store(replace(BEFORE, day=NOW.date() - timedelta(days=ago), record_id=str(number)), report(RU_MOD))
        told = text(digest(silence=True, rhythm=Rhythm.NONE))
        assert told.startswith(
            "37 days without an exchange of prisoners\n"
            "The usual gap is 12 days (median of the last 12 months). The longest was 30 days.\n"
            "The last one: 31 December 2025 · Prisoner exchange: 205 returned to Ukraine, 205 to Russia /d5"
        )

    def test_the_note_counts_no_days_where_one_can_have_been_missed(self, digest, store):
        store(replace(BEFORE, day=NOW.date()), report(RU_MOD))
        told = text(digest(silence=True, at=NOW + timedelta(days=30)))
        assert told.startswith("The last one that Parley knows of: 6 February 2026 /d1.")

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("uk", ("За добу: 1 подія", "Змінилося: повернулися до Росії: 157 → 160", "37 днів без обміну полоненими")),
            ("ru", ("За сутки: 1 событие", "Изменилось: возвращены России: 157 → 160", "37 дней без обмена пленными")),
        ],
    )
    def test_in_each_language(self, digest, store, language, said):
        swap = store(replace(BOTH, day=NOW.date() - timedelta(days=37)), report(RU_MOD))
        told = text(digest(Event(swap.id, (MOVED,)), language=language, silence=True))
        assert [words for words in said if words not in told] == []


class TestSettings:
    @pytest.mark.parametrize(
        ("lines", "kept"),
        [
            (("/subscribe", "/settings digest daily"), {"digest": Rhythm.DAILY, "alerts_off": None}),
            (("/settings digest weekly",), {"digest": Rhythm.WEEKLY, "alerts_off": NOW, "subscribed": True}),
            (("/settings digest weekly", "/settings digest besides"), {"alerts_off": None}),
            (("/subscribe", "/settings digest daily", "/settings digest instead"), {"alerts_off": NOW}),
            (("/settings digest daily", "/settings digest at 10:00"), {"digest_hour": 10}),
            (("/settings digest daily", "/settings digest none"), {"subscribed": False, "alerts_off": None}),
            (("/settings calm on",), {"digest": Rhythm.CALM, "alerts_off": NOW, "subscribed": True}),
            (
                ("/settings calm on", "/settings calm off"),
                {"digest": Rhythm.NONE, "alerts_off": None, "subscribed": True},
            ),
            (("/settings calm on", "/settings digest none"), {"digest": Rhythm.NONE, "alerts_off": None}),
            (("/settings calm on", "/settings digest weekly"), {"digest": Rhythm.WEEKLY, "alerts_off": NOW}),
            (("/settings calm on", "/settings calm pause 3"), {"paused_until": datetime(2026, 2, 27, 7, tzinfo=UTC)}),
            (("/settings calm on", "/settings calm pause 3", "/settings calm resume"), {"paused_until": None}),
            (("/settings calm on", "/settings calm pause 3", "/settings calm off"), {"paused_until": None}),
            (("/settings silence on",), {"silence": True, "subscribed": True, "alerts_off": NOW}),
            (("/subscribe", "/settings silence on"), {"silence": True, "alerts_off": None}),
            (("/settings silence on", "/settings silence off"), {"silence": False, "subscribed": False}),
        ],
    )
    def test_what_is_chosen_is_kept(self, ask, database, lines, kept):
        for line in lines:
            ask(line)
        found = row(database)
        assert {name: getattr(found, name) for name in kept} == kept

    @pytest.mark.parametrize(
        "line",
        [
            "settings digest hourly", "settings digest at 24", "settings digest at -1", "settings digest at ٣",
            "settings digest besides", "settings calm pause 0", "settings calm pause 53", "settings calm pause",
            "settings calm pause 2", "settings calm maybe", "settings silence at 9", "settings silence perhaps",
            "settings calm pause 2 new",
        ],
    )  # fmt: skip
    def test_what_was_tampered_with_changes_nothing(self, ask, database, line):
        assert ask(button=line).notice == "That is not offered any more."
        assert row(database) is None or not row(database).subscribed

    def test_it_is_planned_for_the_hour_and_the_zone(self, ask, database):
        ask("/settings digest daily")
        assert row(database).digest_due == datetime(2026, 2, 7, 7, tzinfo=UTC)
        ask("/settings digest at 20")
        assert row(database).digest_due == datetime(2026, 2, 6, 18, tzinfo=UTC)
        ask("/timezone America/New_York")
        assert row(database).digest_due == datetime(2026, 2, 7, 1, tzinfo=UTC)
        assert row(database).digest_told == NOW
        ask("/settings digest none")
        assert row(database).digest_due is None

    def test_a_pause_by_one_button_leaves_the_message_as_it_is(self, ask, database):
        ask("/settings calm on")
        reply = ask(button="settings calm pause 2 new")
        assert reply.fresh
        assert "Calm mode: <b>paused until 20 February 2026</b>" in reply.html
        assert "settings calm resume" in data(reply)
        assert row(database).digest_due == datetime(2026, 2, 20, 7, tzinfo=UTC)
        assert ask(button="settings new").fresh
        assert not ask(button="settings").fresh

    def test_only_who_manages_a_group_pauses_it(self, ask, database):
        ask("/settings calm on", kind=ChatKind.GROUP)
        reply = ask(button="settings calm pause 2 new", kind=ChatKind.GROUP, manages=False)
        assert (reply.html, reply.notice) == ("", "Only the administrators of this chat can change that.")
        assert row(database).paused_until is None

    def test_the_overview_and_subscribing_say_what_comes(self, ask):
        ask("/settings calm on")
        overview = ask("/settings")
        assert "Alerts: <b>a digest instead</b>" in overview.html
        assert overview.buttons[0][0].label == "Stop everything"
        again = as_text(ask("/subscribe").html)
        assert again.startswith("It is on again. As chosen, no alert comes at once.\nCalm mode: on, every day at 9:00.")
        assert ask("/stop").html.startswith("Nothing comes any more.")
        assert ask("/settings").buttons[0][0].label == "Switch on again"
        ask("/settings calm off")
        ask("/settings silence on")
        assert "Alerts: <b>the weekly note only</b>" in ask("/settings").html

    def test_all_of_it_is_shown_by_mydata(self, ask):
        ask("/settings calm on")
        ask("/settings calm pause 2")
        told = as_text(ask("/mydata").html)
        for line in (
            "Digest: one message a day, by calm mode", "Calm mode: paused until 20 February 2026",
            "Hour of digests and notes: 9:00", "Note on the silence: none", "Pause until: 20 Feb 2026, 09:00",
            "No alerts at once since: 6 Feb 2026, 12:30", "Told by a digest up to: 6 Feb 2026, 12:30",
            "Next digest: 20 Feb 2026, 09:00",
        ):  # fmt: skip
            assert line in told

    @pytest.mark.parametrize("line", ["welcome go", "welcome word any"])
    def test_whoever_asks_for_alerts_at_the_start_again_gets_them(self, ask, database, line):
        ask("/settings calm on")
        assert "Alerts are on." in ask(button=line).html
        assert (row(database).digest, row(database).alerts_off) == (Rhythm.NONE, None)

    def test_a_topic_has_its_own(self, ask, database):
        ask("/settings calm on", kind=ChatKind.SUPERGROUP, topic_id=3)
        assert row(database, 3).digest is Rhythm.CALM
        assert row(database) is None
