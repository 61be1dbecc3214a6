"""Subscriptions at a real hub, from the first request to the last farewell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.feeds.fetch import Fetcher
from bot.jobs.hubs import Hubs
from storage import feeds, hubs
from storage.tables import FeedRow, HubRow
from storage.vocabulary import Feed, FeedState
from tests.jobs.hub_office import BENEATH, LATER, OLD, SWAP, Office


async def test_only_what_is_meant_is_confirmed(office: Office) -> None:
    await office.subscribed(OLD)
    callback, topic = office.hub.asked[0]["hub.callback"], office.hub.url("wire")
    good = {"mode": "subscribe", "topic": topic, "challenge": "x", "lease_seconds": "86400"}
    for changed in (
        {"topic": office.hub.url("other")}, {"mode": "unsubscribe"}, {"mode": "publish"}, {"lease_seconds": "60"},
        {"lease_seconds": "-1"}, {"lease_seconds": "٣٠٠٠٠"}, {"challenge": ""}, {"challenge": "x" * 5000},
        {"mode": "denied", "topic": "http://127.0.0.1/other"},
    ):  # fmt: skip
        assert (await office.hub.verify(callback, **(good | changed))).status_code == 404, changed
    assert (await office.hub.verify(f"{BENEATH}/guessed", **good)).status_code == 404
    assert office.states == ["verified"]
    answer = await office.hub.verify(callback, **good)
    assert (answer.status_code, answer.text, answer.headers["content-type"]) == (200, "x", "text/plain; charset=utf-8")
    assert office.subscription
    assert office.subscription.lease_until == office.at + timedelta(days=1)


async def test_a_subscription_is_renewed_under_another_address_and_secret_before_it_ends(either_office: Office) -> None:
    office = either_office
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    await office.distributed()
    await office.ask(timedelta(days=8, hours=23))
    assert len(office.hub.asked) == 1, "that is too early"
    await office.ask(timedelta(hours=2))
    first, second = office.hub.asked
    assert second["hub.mode"] == "subscribe"
    assert not set(first.values()) & set(second.values()) - {"subscribe", office.hub.url("wire"), "864000"}
    assert office.feed.pushed_until == office.at + hubs.LEASE
    assert sorted(office.states) == ["ending", "verified"]
    assert await office.hub.post(first["hub.callback"], b"<feed/>", "sha256", first["hub.secret"]) == 410

    await office.ask()
    assert office.hub.asked[2]["hub.mode"] == "unsubscribe"
    assert list(office.hub.agreed) == [second["hub.callback"]]
    assert office.states == ["verified"]


async def test_a_lease_that_nobody_renews_brings_back_the_feeds_own_pace_at_once(either_office: Office) -> None:
    office = either_office
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    await office.distributed()
    office.hub.status = 503
    await office.ask(timedelta(days=9, hours=1))
    await office.ask(timedelta(minutes=11))
    assert [form["hub.mode"] for form in office.hub.asked] == ["subscribe"] * 3
    assert office.feed.pushed_until
    await office.poll()
    await office.ask(timedelta(hours=23))
    assert office.feed.pushed_until is None
    assert await office.poll() == 1
    assert await office.poll(timedelta(minutes=4)) == 1

    office.hub.status = 202
    await office.ask(timedelta(days=1))
    assert office.states == ["verified"]


async def test_a_hub_that_denies_is_not_asked_again_until_the_feed_names_another(either_office: Office) -> None:
    office = either_office
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    await office.distributed()
    callback = office.hub.asked[0]["hub.callback"]
    await office.poll(timedelta(minutes=4))
    assert await office.hub.deny(callback, office.hub.url("wire"), "too\x07 many") == 200
    assert office.subscription
    assert (office.states, office.subscription.reason) == (["denied"], "too many")
    assert await office.poll() == 1, "it is polled at once, and at its own pace"
    assert await office.poll(timedelta(minutes=4)) == 1
    assert await office.hub.post(callback, b"<feed/>", "sha256", office.hub.asked[0]["hub.secret"]) == 410

    office.hub.publish("wire", OLD, SWAP, LATER)
    await office.poll(timedelta(minutes=4))
    await office.ask(timedelta(days=40))
    assert len(office.hub.asked) == 1
    office.hub.publish("wire", OLD, SWAP, LATER, hub="hub?other")
    await office.poll(timedelta(minutes=4))
    await office.ask()
    assert office.states == ["verified"]


@pytest.mark.parametrize("how", ["paused", "removed", "no hub"])
async def test_a_feed_that_is_not_polled_or_names_no_hub_any_more_is_taken_leave_of(office: Office, how: str) -> None:
    await office.subscribed(OLD)
    callback = office.hub.asked[0]["hub.callback"]
    if how == "no hub":
        office.hub.publish("wire", OLD, SWAP, hub=None)
        await office.poll(timedelta(minutes=4))
    elif how == "paused":
        office.database.run(feeds.set_state, office.hub.url("wire"), FeedState.PAUSED, "noisy", write=True)
    else:
        office.database.run(feeds.remove, office.hub.url("wire"), write=True)
    office.hub.publish("wire", OLD, SWAP, LATER)
    assert await office.hub.distribute("wire") == [410]
    await office.ask()
    assert (office.hub.agreed, office.states) == ({}, [])
    assert await office.hub.post(callback, b"<feed/>", "sha256", office.hub.asked[0]["hub.secret"]) == 404
    assert LATER[1] not in office.texts


async def test_a_hub_that_never_verifies_is_asked_ever_more_rarely(office: Office) -> None:
    office.hub.silent = True
    await office.subscribed(OLD)
    for minutes in (9, 2, 15, 6, 60):
        await office.ask(timedelta(minutes=minutes))
    assert len(office.hub.asked) == 4
    assert len({form["hub.callback"] for form in office.hub.asked}) == 1
    assert (office.states, office.feed.pushed_until) == (["requested"], None)


async def test_no_hub_is_asked_where_it_could_not_answer(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    office.hub.publish("wire", OLD)
    office.database.run(feeds.put, Feed(url=office.hub.url("wire"), tier=1), write=True)
    await office.poll()
    async with Fetcher("Parley/test") as guarded:
        away = Hubs(office.database, guarded, "https://127.0.0.1/hook/feeds", office.now)
        await away.tick()
        assert "PARLEY_WEBHOOK_URL leads to no public address" in caplog.text
        away = Hubs(office.database, guarded, BENEATH, office.now)
        await away.tick()
    assert office.hub.asked == []
    assert office.subscription
    assert office.subscription.reason == "private address"


async def test_a_start_forgets_what_no_longer_reaches_it_and_looks_for_what_it_may_have_missed(office: Office) -> None:
    await office.subscribed()
    office.hub.publish("wire", OLD)
    await office.distributed()
    office.database.run(hubs.keep, BENEATH, write=True)
    assert office.feed.pushed_until
    assert office.feed.due_at is None
    office.database.run(hubs.keep, "https://parley.example/elsewhere/feeds", write=True)
    assert office.states == []
    assert office.feed.pushed_until is None


def _secrets(session: Session) -> list[tuple[str, str]]:
    return [(row.callback, row.secret) for row in session.exec(select(HubRow))]


async def test_a_feed_with_a_login_is_not_subscribed_to(office: Office) -> None:
    office.hub.publish("wire", OLD)
    address = office.hub.url("wire").replace("//", "//me:secret@")
    office.database.run(feeds.put, Feed(url=address, tier=1), write=True)
    await office.poll()
    assert office.database.run(_secrets) == []
    assert office.database.run(lambda session: session.exec(select(FeedRow.entries)).one()) == 1
