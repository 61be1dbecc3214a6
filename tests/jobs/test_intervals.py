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
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=40), 40, id="others, by their own word"),
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=5), 15, id="others, whatever their word, not more often"),
        pytest.param(_feed(3, last_entry=NOW, ttl_minutes=1440), 60, id="others, whatever their word, within an hour"),
        pytest.param(_feed(1, ttl_minutes=60), 3, id="officials and agencies, whatever their word"),
    ],
)
def test_own_choice_follows_the_tier(feed: Feed, minutes: int) -> None:
    assert PACE.interval(feed, NOW) == timedelta(minutes=minutes)


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
