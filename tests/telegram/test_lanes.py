"""The budgets of messages, on a clock that is handed in."""

from __future__ import annotations

import random
from collections import Counter, deque

import pytest

from bot.telegram.lanes import CHAT_GAP, GROUP_MOST, Lanes, Pace
from storage.vocabulary import Priority

ALERT, EDIT, REPLY = Priority.CARRIED_OUT, Priority.EDIT, Priority.REPLY


def run(lanes: Lanes, seconds: float, events: list[tuple[float, int, Priority]] = ()) -> list[tuple[float, int, int]]:
    """Grants in order of time: (when, chat, priority)."""
    now, granted, waiting = 0.0, [], deque(sorted(events))
    while now <= seconds:
        while waiting and waiting[0][0] <= now:
            _, chat, priority = waiting.popleft()
            lanes.add(chat, priority)
        while ticket := lanes.grant(now):
            granted.append((now, ticket.chat_id, ticket.priority))
        wait = lanes.wait(now)
        steps = [wait] if wait is not None else []
        if waiting:
            steps.append(waiting[0][0] - now)
        if not steps:
            break
        now += max(min(steps), 1e-6)
    return granted


def most_within(times: list[float], span: float) -> int:
    """The most in any window of that many seconds."""
    window: deque[float] = deque()
    most = 0
    for at in times:
        window.append(at)
        while window[0] <= at - span:
            window.popleft()
        most = max(most, len(window))
    return most


@pytest.mark.parametrize("per_second", [30, 500])
def test_ten_thousand_chats_and_two_hundred_groups_stay_within_every_budget(per_second: int) -> None:
    lanes = Lanes(Pace(per_second))
    for chat in range(1, 10_001):
        lanes.add(chat, ALERT)
    for group in range(-200, 0):
        for _ in range(3):
            lanes.add(group, ALERT)
    granted = run(lanes, 600)
    assert len(granted) == 10_600
    times = [at for at, _, _ in granted]
    assert most_within(times, 1.0) <= per_second
    assert times[-1] <= 10_600 / (per_second * 29 / 30) + 2, "the budget is used"
    by_chat: dict[int, list[float]] = {}
    for at, chat, _ in granted:
        by_chat.setdefault(chat, []).append(at)
    assert all(most_within(each, 1.0) == 1 for each in by_chat.values())


def test_a_group_gets_eighteen_a_minute_and_not_more() -> None:
    lanes = Lanes(Pace())
    for _ in range(60):
        lanes.add(-7, ALERT)
    times = [at for at, _, _ in run(lanes, 300)]
    assert len(times) == 60
    assert most_within(times, 60.0) == GROUP_MOST


def test_whoever_types_waits_one_token_behind_ten_thousand() -> None:
    lanes = Lanes(Pace())
    for chat in range(1, 10_001):
        lanes.add(chat, ALERT)
    asked = [(second + 0.013, 20_000 + second, REPLY) for second in range(60)]
    granted = run(lanes, 60.9, asked)
    waits = [at - (chat - 20_000 + 0.013) for at, chat, priority in granted if priority == REPLY]
    assert len(waits) == 60
    assert max(waits) <= 0.04


def test_classes_go_in_order_and_one_class_in_the_order_of_arrival() -> None:
    lanes = Lanes(Pace())
    for chat, priority in ((1, EDIT), (2, ALERT), (3, EDIT), (4, ALERT)):
        lanes.add(chat, priority)
    assert [chat for _, chat, _ in run(lanes, 5)] == [2, 4, 1, 3]


def test_a_person_may_get_a_burst_of_answers_but_one_a_second_in_the_long_run() -> None:
    lanes = Lanes(Pace())
    for _ in range(12):
        lanes.add(5, REPLY)
    times = [at for at, _, _ in run(lanes, 60)]
    assert times[4] < 0.3
    assert times[-1] == pytest.approx(7, abs=0.3)


def test_an_alert_keeps_its_distance_from_an_answer() -> None:
    lanes = Lanes(Pace())
    lanes.add(5, REPLY)
    lanes.add(5, ALERT)
    first, second = (at for at, _, _ in run(lanes, 10))
    assert second - first >= CHAT_GAP


def test_a_flood_answer_stops_the_chat_that_it_names_and_nobody_else() -> None:
    pace = Pace()
    pace.flooded(5, 30.0, now=0.0)
    lanes = Lanes(pace)
    for chat in (5, 6, 7):
        lanes.add(chat, ALERT)
    granted = run(lanes, 60)
    assert [chat for _, chat, _ in granted] == [6, 7, 5]
    assert granted[-1][0] >= 30.0
    assert granted[1][0] < 0.2


def test_several_chats_flooded_at_once_stop_everybody_for_that_long() -> None:
    pace = Pace()
    for chat in (1, 2, 3):
        pace.flooded(chat, 7.0, now=0.0)
    assert pace.paused(0.0) == 7.0
    lanes = Lanes(pace)
    lanes.add(9, REPLY)
    assert run(lanes, 60)[0][0] == pytest.approx(7.0)


def test_who_gives_up_a_place_holds_up_nobody() -> None:
    lanes = Lanes(Pace())
    gone = lanes.add(1, ALERT)
    lanes.add(2, ALERT)
    lanes.remove(gone)
    assert [chat for _, chat, _ in run(lanes, 5)] == [2]
    assert lanes.wait(5.0) is None


def test_chats_that_wait_no_more_are_forgotten() -> None:
    pace = Pace()
    for chat in range(1, 100):
        pace.take(chat, now=float(chat))
    assert pace.busy(99.5) == {99}
    assert pace.busy(200.0) == frozenset()
    assert not pace._chats


def test_any_mixture_keeps_every_budget() -> None:
    chance = random.Random(5)
    events = [
        (chance.uniform(0, 60), chance.choice((*range(1, 40), *range(-5, 0))), chance.choice(list(Priority)))
        for _ in range(1500)
    ]
    granted = run(Lanes(Pace()), 10_000, events)
    assert Counter(chat for _, chat, _ in granted) == Counter(chat for _, chat, _ in events)
    assert most_within([at for at, _, _ in granted], 1.0) <= 30
    for group in range(-5, 0):
        assert most_within([at for at, chat, _ in granted if chat == group], 60.0) <= GROUP_MOST
