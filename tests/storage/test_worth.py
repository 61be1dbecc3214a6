"""What feeds have been worth: relevant entries of late, and true firsts with how far ahead they were."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from storage import worth
from storage.database import Database
from storage.tables import AlertRow, ClaimRow, DevelopmentRow, EntryRow, FeedRow
from storage.worth import First

NOON = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
DAY = date(2026, 2, 5)


class Press:
    """Feeds of several owners that report developments, minutes after noon."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.feeds: dict[str, int] = {}

    def development(self, **given: Any) -> int:
        usual = {"kind": "exchange", "stage": "completed", "day": DAY, "confirmation": "one_side", "touched": NOON}
        with self.database.session(write=True) as session:
            row = DevelopmentRow(**(usual | given), first_seen=NOON)
            session.add(row)
            session.flush()
            assert row.id is not None
            return row.id

    def report(self, name: str, about: int | None, minutes: float, owner: str = "", **given: Any) -> None:
        at = NOON + timedelta(minutes=minutes)
        with self.database.session(write=True) as session:
            if name not in self.feeds:
                feed = FeedRow(url=f"https://{name}.example/")
                session.add(feed)
                session.flush()
                self.feeds[name] = feed.id or 0
            entry = EntryRow(
                feed_id=self.feeds[name], guid=f"{about} {minutes}", published=at, seen=at, relevant=about is not None
            )
            session.add(entry)
            session.flush()
            if about is not None:
                values = {"kind": "exchange", "stage": "completed"} | given
                session.add(
                    ClaimRow(
                        **values, entry_id=entry.id, development_id=about, owner=owner or name, published=at, seen=at
                    )
                )

    def firsts(self) -> dict[str, First]:
        found = self.database.run(worth.firsts)
        return {name: found[number] for name, number in self.feeds.items() if number in found}


def test_the_first_of_what_was_confirmed_and_how_far_ahead(either: Database) -> None:
    press = Press(either)
    for lead in (4, 10, 60):
        event = press.development()
        press.report("wire", event, 0)
        press.report("wire-by-region", event, 1, owner="wire")
        press.report("daily", event, lead)
    alone = press.development(confirmation="both_sides")
    press.report("ministry", alone, 5)

    assert press.firsts() == {"wire": First(3, timedelta(minutes=10)), "ministry": First(1, None)}


def test_what_is_no_first(either: Database) -> None:
    press = Press(either)
    rumour = press.development(confirmation="reported")
    denied = press.development(stage="denied", confirmation="both_sides")
    withdrawn = press.development(retracted=True)
    carried_out = press.development()
    at_once = press.development()
    press.report("gossip", rumour, 0)
    press.report("gossip", denied, 0, stage="denied")
    press.report("gossip", withdrawn, 0)
    press.report("gossip", carried_out, 0, stage="planned")
    press.report("gossip", carried_out, 1, background=True)
    press.report("gossip", carried_out, 2, silent=True)
    press.report("wire", carried_out, 9, stage="under_way")
    for name in ("gossip", "daily"):
        press.report(name, at_once, 3)

    assert press.firsts() == {"wire": First(1, None)}


def test_what_two_outlets_had_is_confirmed_by_its_alert(database: Database) -> None:
    press = Press(database)
    pushed = press.development(confirmation="reported")
    withdrawn = press.development(confirmation="reported")
    with database.session(write=True) as session:
        for number, (event, retracted) in enumerate(((pushed, False), (withdrawn, True))):
            row = AlertRow(
                development_id=event, kind="exchange", phase="carried_out", day=DAY, ordinal=number + 1,
                created=NOON, independent=True, retracted=retracted, shown={},
            )  # fmt: skip
            session.add(row)
    press.report("daily", pushed, 0)
    press.report("herald", pushed, 7)
    press.report("herald", withdrawn, 0)

    assert press.firsts() == {"daily": First(1, timedelta(minutes=7))}


def test_feeds_of_one_owner_with_one_article_are_all_first(database: Database) -> None:
    press = Press(database)
    event = press.development()
    press.report("all", event, 0, owner="wire")
    press.report("politics", event, 0, owner="wire")
    press.report("daily", event, 2)

    assert press.firsts() == {name: First(1, timedelta(minutes=2)) for name in ("all", "politics")}


def test_relevant_entries_of_late(database: Database) -> None:
    press = Press(database)
    event = press.development()
    press.report("wire", event, 0)
    press.report("wire", event, 5)
    press.report("wire", None, 6)
    press.report("wire", event, -60)
    press.report("daily", None, 6)

    assert database.run(worth.relevant, NOON) == {press.feeds["wire"]: 2}


def test_who_usually_tells_first_of_talks_and_returns(either: Database) -> None:
    press = Press(either)
    long_ago = NOON - timedelta(days=200)
    for name, times, given in (
        ("wire", 3, {}), ("ministry", 4, {"kind": "talks", "stage": "held"}), ("lucky", 2, {}),
        ("raids", 9, {"kind": "strikes"}), ("has-been", 5, {"touched": long_ago}),
    ):  # fmt: skip
        for _ in range(times):
            event = press.development(**given)
            press.report(name, event, 0, **{key: value for key, value in given.items() if key != "touched"})
            press.report("daily", event, 7, **{key: value for key, value in given.items() if key != "touched"})
    found = either.run(worth.usually_first, NOON)
    assert {name for name, number in press.feeds.items() if number in found} == {"wire", "ministry"}


def test_no_more_than_a_few_usually_tell_first(database: Database) -> None:
    press = Press(database)
    for number in range(worth.FEW + 1):
        for _ in range(worth.OFTEN + number % 2):
            press.report(f"wire{number}", press.development(), 0)
    found = database.run(worth.usually_first, NOON)
    assert len(found) == worth.FEW
    assert {number for name, number in press.feeds.items() if int(name[4:]) % 2} <= found
