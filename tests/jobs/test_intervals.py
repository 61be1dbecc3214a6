"""When a feed is polled next."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.jobs.intervals import Pace
from storage.vocabulary import Feed

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
PACE = Pace(chance=random.Random(1))


def _feed(tier: int, **more: object) -> Feed:
    return Feed(url="https://wire.example/rss", tier=tier, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("feed", "minutes"),
    [
        pytest.param(_feed(1), 3, id="officials and agencies"),
        pytest.param(_feed(2), 6, id="national outlets"),
        pytest.param(_feed(3, last_entry=NOW - timedelta(hours=2)), 15, id="others, busy"),
        pytest.param(_feed(3, last_entry=NOW - timedelta(days=2)), 30, id="others, slower"),
        pytest.param(_feed(3, last_entry=NOW - timedelta(days=30)), 60, id="others, quiet"),
        pytest.param(_feed(3, last_entry=NOW, usual_gap=5400), 45, id="others, by their own rhythm"),
        pytest.param(_feed(3, last_entry=NOW, usual_gap=60), 15, id="others, however busy, not more often"),
        pytest.param(_feed(3, last_entry=NOW, usual_gap=10**6), 60, id="others, however rare, within an hour"),
        pytest.param(_feed(2, usual_gap=10**6), 6, id="national outlets, whatever their rhythm"),
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=40), 40, id="others, by their own word"),
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=5), 15, id="others, whatever their word, not more often"),
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=1440), 60, id="others, whatever their word, within an hour"),
        pytest.param(_feed(1, ttl_minutes=60), 3, id="officials and agencies, whatever their word"),
    ],
)
def test_own_choice_follows_the_tier(feed: Feed, minutes: int) -> None:
    assert PACE.interval(feed, NOW) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("until", "minutes"), [(NOW + timedelta(seconds=1), 15), (NOW, 3), (None, 3)])
def test_what_a_hub_pushes_is_polled_rarely_hot_hours_or_not(until: datetime | None, minutes: int) -> None:
    feed = _feed(1, last_entry=NOW, pushed_until=until)
    assert PACE.interval(feed, NOW) == timedelta(minutes=minutes)
    hot = PACE.heated(NOW + timedelta(hours=1))
    assert hot.interval(feed, NOW) == timedelta(seconds=900 if until and until > NOW else 90)


def test_own_choice_stays_between_the_settings() -> None:
    assert Pace(shortest=1, longest=1).interval(_feed(3), NOW) == timedelta(seconds=1)


def test_jitter_stays_within_a_tenth() -> None:
    waits = [PACE.after_success(_feed(1), NOW) - NOW for _ in range(200)]
    assert timedelta(seconds=162) <= min(waits) < max(waits) <= timedelta(seconds=198)


def test_a_server_may_ask_for_longer_but_not_for_ever() -> None:
    assert PACE.after_success(_feed(1), NOW, max_age=1800) == NOW + timedelta(minutes=30)
    assert PACE.after_success(_feed(1), NOW, max_age=10**9) == NOW + timedelta(hours=1)
    assert PACE.after_failure(_feed(1), NOW, retry_after=7 * 3600) == NOW + timedelta(hours=7)


def test_failures_in_a_row_slow_down_to_six_hours() -> None:
    waits = [PACE.after_failure(_feed(1, failures=40), NOW) - NOW for _ in range(300)]
    assert max(waits) <= timedelta(hours=6)
    assert max(waits) > timedelta(hours=5)
    assert all(PACE.after_failure(_feed(1), NOW) - NOW <= timedelta(minutes=6) for _ in range(100))


def test_a_start_is_no_stampede() -> None:
    firsts = {PACE.first(Feed(url=f"https://{n}.example/rss", tier=1), NOW) for n in range(200)}
    assert len(firsts) > 50
    assert max(firsts) <= NOW + timedelta(seconds=120)


def test_in_the_hot_hours_officials_and_agencies_are_polled_at_the_shortest_interval() -> None:
    hot = PACE.heated(NOW + timedelta(hours=1))
    assert hot.interval(_feed(1), NOW) == timedelta(seconds=90)
    assert hot.interval(_feed(2), NOW) == timedelta(minutes=6)
    assert hot.interval(_feed(1), NOW + timedelta(hours=2)) == timedelta(minutes=3)
    assert hot.after_success(_feed(1), NOW, max_age=600) >= NOW + timedelta(minutes=10)


def test_who_usually_tells_first_is_hot_whatever_its_tier() -> None:
    hot = PACE.heated(NOW + timedelta(hours=1), frozenset({7}))
    assert hot.interval(_feed(3, id=7), NOW) == timedelta(seconds=90)
    assert hot.interval(_feed(2, id=8), NOW) == timedelta(minutes=6)
    assert PACE.heated(None, frozenset({7})).interval(_feed(2, id=7), NOW) == timedelta(minutes=6)


def test_hours_that_a_feed_wants_skipped_are_skipped() -> None:
    skipping = _feed(3, last_entry=NOW, skip_hours=(12, 13, 15))
    due = PACE.after_success(skipping, NOW)
    assert NOW.replace(hour=14) <= due <= NOW.replace(hour=14, minute=17)
    assert PACE.after_success(skipping, NOW.replace(hour=14)) < NOW.replace(hour=14, minute=17)
    assert PACE.after_success(skipping, NOW, retry_after=7200) == NOW.replace(hour=14)


def test_days_that_a_feed_wants_skipped_are_skipped() -> None:
    thursday_to_sunday = _feed(3, last_entry=NOW, skip_days=(3, 4, 5, 6))
    monday = datetime(2026, 2, 9, tzinfo=UTC)
    assert monday <= PACE.after_success(thursday_to_sunday, NOW) <= monday + timedelta(minutes=17)


def test_news_of_officials_and_agencies_waits_an_hour_at_most_and_not_at_all_while_it_is_hot() -> None:
    official = _feed(1, skip_hours=tuple(range(24)), skip_days=(3,))
    assert PACE.after_success(official, NOW) <= NOW + timedelta(minutes=4), "nobody wants never to be asked"
    official = _feed(1, skip_days=(3,))
    assert PACE.after_success(official, NOW) == NOW + timedelta(hours=1)
    assert PACE.after_success(official, NOW, retry_after=7200) == NOW + timedelta(hours=2)
    assert PACE.heated(NOW + timedelta(hours=1)).after_success(official, NOW) <= NOW + timedelta(seconds=99)


def test_what_a_server_asks_for_may_exceed_the_settings_but_they_clamp_our_own_choice() -> None:
    narrow = Pace(shortest=300, longest=600, chance=random.Random(1))
    assert narrow.interval(_feed(1), NOW) == timedelta(minutes=10)
    assert Pace(shortest=300, longest=300).interval(_feed(3, usual_gap=10**6), NOW) == timedelta(minutes=5)
    assert narrow.after_success(_feed(1), NOW, retry_after=3600) == NOW + timedelta(hours=1)
    assert narrow.after_success(_feed(1), NOW, max_age=3600) == NOW + timedelta(hours=1)
