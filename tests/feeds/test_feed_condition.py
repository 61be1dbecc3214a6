"""How a feed does, by its document: the newest entry against its own rhythm, and its language; and how it is told."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from rich.console import Console

from bot.cli.checked import Checked, Found, as_data, cells, table
from bot.feeds.condition import Freshness, Languages, Pulse, freshness, languages
from storage.vocabulary import Document, Entry, Feed
from storage.worth import First

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
UKRAINIAN = "Україна та Росія провели обмін полоненими, повідомив у четвер Координаційний штаб, це вже другий обмін"
RUSSIAN = "Россия и Украина провели обмен пленными, сообщило в четверг Министерство обороны, это уже второй обмен"


def entry(text: str = "", hours: float = 0, *, given: bool = True) -> Entry:
    at = NOW - timedelta(hours=hours)
    return Entry(feed="", guid=f"{text}{hours}", title="", text=text, published=at, published_given=given, seen=NOW)


def document(*texts: str, language: str | None = None) -> Document:
    return Document(version="rss20", language=language, entries=tuple(map(entry, texts)))


@pytest.mark.parametrize(
    ("hours", "pulse", "usual"),
    [
        pytest.param([], Pulse.UNDATED, None, id="no entries"),
        pytest.param([0.5, 1, 1.5, 2], Pulse.FRESH, 0.5, id="on time"),
        pytest.param([3, 3.5, 4, 4.5], Pulse.QUIET, 0.5, id="late, but it may be night"),
        pytest.param([13, 13.5, 14, 14.5], Pulse.SILENT, 0.5, id="longer than any night"),
        pytest.param([13, 13.5, 14, 30], Pulse.QUIET, 0.5, id="it has been away for longer"),
        pytest.param([60, 108, 156], Pulse.FRESH, 48, id="every two days"),
        pytest.param([5], Pulse.FRESH, None, id="one entry"),
        pytest.param([50], Pulse.SILENT, None, id="one old entry"),
        pytest.param([1, 1, 1, 3], Pulse.FRESH, 2, id="many at one time"),
        pytest.param([-1, 1], Pulse.FRESH, 2, id="a clock that is ahead"),
    ],
)
def test_freshness_by_the_feeds_own_rhythm(hours: list[float], pulse: Pulse, usual: float | None) -> None:
    found = freshness([entry(hours=one) for one in hours], NOW)

    assert found.pulse is pulse
    assert found.usual == (timedelta(hours=usual) if usual else None)
    assert found.newest == (NOW - timedelta(hours=min(hours)) if hours else None)


def test_a_date_that_the_feed_did_not_give_tells_nothing() -> None:
    assert freshness([entry(given=False), entry(hours=1, given=False)], NOW) == Freshness(pulse=Pulse.UNDATED)


@pytest.mark.parametrize(
    ("listed", "declared", "texts", "detected", "differ"),
    [
        pytest.param("uk", "uk", [UKRAINIAN], ("uk",), False, id="all agree"),
        pytest.param("uk", None, [RUSSIAN], ("ru",), True, id="the list errs"),
        pytest.param("", "ru", [UKRAINIAN], ("uk",), True, id="the feed errs"),
        pytest.param("uk", "ru", [UKRAINIAN], ("uk",), True, id="list and feed differ"),
        pytest.param("", None, [UKRAINIAN, RUSSIAN], ("uk", "ru"), True, id="two languages"),
        pytest.param("uk", None, [UKRAINIAN] * 9 + [RUSSIAN], ("uk",), False, id="one guest article"),
        pytest.param("sk", None, ["Prezident hovoril s ministrom"], (), False, id="unknown"),
        pytest.param("", None, ["123"], (), False, id="nothing to tell from"),
    ],
)  # fmt: skip
def test_languages(
    listed: str, declared: str | None, texts: list[str], detected: tuple[str, ...], *, differ: bool
) -> None:
    found = languages(Feed(url="", language=listed), document(*texts, language=declared))

    assert (found.detected, found.differ) == (detected, differ)


def found(**given: object) -> Found:
    values = {
        "version": "atom10", "entries": 25, "relevant": 2, "whole": True, "moved": None,
        "freshness": Freshness(
            pulse=Pulse.FRESH, newest=NOW, age=timedelta(minutes=7), usual=timedelta(hours=1, minutes=30)
        ),
        "languages": Languages(listed="uk", declared=None, detected=("uk",)),
    } | given  # fmt: skip
    return Found(**values)  # type: ignore[arg-type]


def test_a_feed_that_answered_in_words() -> None:
    feed = Feed(url="https://anna:secret@wire.example/rss", outlet="Wire")
    first = First(3, timedelta(minutes=12))

    assert cells(Checked(feed=feed, found=found(), stored=12, first=first)) == [
        "Wire", "ok", "Atom 1.0", "25", "2026-02-05 12:00 UTC, fresh: 7 min ago, usually every 90 min", "uk",
        "12; 2 of 25 now", "3 times, 12 min ahead", "https://wire.example/rss",
    ]  # fmt: skip


def test_a_feed_that_wants_looking_after_in_words() -> None:
    spoken = Languages(listed="uk", declared="en", detected=("ru", "uk"))
    odd = found(moved="https://new.example/", whole=False, languages=spoken, freshness=Freshness(pulse=Pulse.UNDATED))

    _, status, _, entries, newest, language, *_ = cells(Checked(feed=Feed(url="https://x.example/"), found=odd))

    assert (status, entries, newest) == ("ok, moved for good to https://new.example/", "25, breaks off", "no dates")
    assert language == "differ: uk in the list; en by the feed; ru, uk in the entries"


def test_a_feed_that_failed_in_words_and_as_data() -> None:
    failed = Checked(feed=Feed(url="https://x.example/"), found=None, cause="404 not found", first=First(1, None))

    assert cells(failed) == [
        "https://x.example/", "404 not found", "", "", "", "", "0", "once, nobody after it", "https://x.example/",
    ]  # fmt: skip
    data = as_data(failed)
    assert (data["ok"], data["cause"], data["first"]) == (False, "404 not found", {"times": 1, "median_ahead": None})


def test_a_table_fits_a_terminal() -> None:
    rows = [
        Checked(feed=Feed(url="https://wire.example/rss", outlet="[b]Wire[/b]"), found=found()),
        Checked(feed=Feed(url="https://x.example/"), found=None, cause="404 not found"),
    ]
    shown = Console(file=StringIO(), width=100)

    shown.print(table(rows))

    text = shown.file.getvalue()  # type: ignore[attr-defined]
    for told in ("[b]Wire[/b]", "https://wire.example/rss", "Atom 1.0, 25", "fresh: 7 min", "2 of 25", "404 not found"):
        assert told in text
    assert max(map(len, text.splitlines())) <= 100


def test_a_feed_as_data() -> None:
    data = as_data(Checked(feed=Feed(url="https://x.example/"), found=found(), stored=12))

    assert (data["newest"], data["age"], data["usual_gap"]) == ("2026-02-05T12:00:00+00:00", 420.0, 5400.0)
    assert data["relevant"] == {"days": 30, "stored": 12, "in_document": 2}
    assert data["language"] == {"listed": "uk", "declared": None, "detected": ["uk"], "differ": False}
