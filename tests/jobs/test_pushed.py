"""What a real hub pushes: kept as if it had been polled, and polls become rare."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.feeds.fetched import Fetched
from bot.feeds.websub import METHODS
from bot.jobs.leases import LEASE
from storage import feeds, hubs, reports
from storage.vocabulary import Feed
from tests.jobs.hub_office import BENEATH, LATER, OLD, START, SWAP, Office


async def test_what_a_hub_pushes_is_kept_as_if_it_had_been_polled_and_polls_become_rare(either_office: Office) -> None:
    office = either_office
    await office.subscribed(OLD)
    assert office.states == ["verified"]
    (form,) = office.hub.asked
    assert form["hub.topic"] == office.hub.url("wire")
    assert form["hub.lease_seconds"] == str(10 * 24 * 3600)
    assert form["hub.callback"].startswith(f"{BENEATH}/")
    assert len(form["hub.callback"].rpartition("/")[2]) > 40
    assert len(form["hub.secret"]) == 64

    office.hub.publish("wire", OLD, SWAP)
    assert await office.hub.distribute("wire") == [200]
    await office.taken()
    (report,) = office.database.run(reports.unresolved)
    assert not report.silent
    assert (office.settled, office.outcomes, office.hub.fetched) == (2, ["taken"], 1)
    assert office.feed.pushed_until == START + hubs.LEASE
    assert office.feed.last_success == office.at

    assert await office.poll(timedelta(minutes=4)) == 1  # that poll had been planned before anything was pushed
    assert await office.poll(timedelta(minutes=12)) == 0
    assert await office.poll(timedelta(minutes=5)) == 1
    assert office.feed.pushed_until, "what the hub had pushed is nothing that it missed"


async def test_a_hub_that_says_it_again_adds_nothing(office: Office) -> None:
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    for _ in range(2):
        assert await office.hub.distribute("wire") == [200]
        await office.taken()
    assert len(office.database.run(reports.unresolved)) == 1
    assert office.texts == [OLD[1], SWAP[1]]


async def test_each_method_of_the_recommendation_is_good(office: Office) -> None:
    await office.subscribed(OLD)
    for method in METHODS:
        office.hub.publish("wire", OLD, SWAP)
        assert await office.hub.distribute("wire", method=method) == [200]
        await office.taken()
    assert office.outcomes == ["taken"] * 4


@pytest.mark.parametrize(("method", "secret"), [("sha256", "guessed"), ("md5", None), ("", None)])
async def test_what_is_signed_wrongly_is_answered_and_ignored(
    office: Office, method: str, secret: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="parley")
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    assert await office.hub.distribute("wire", method=method, secret=secret) == [200]
    assert await office.hub.distribute("wire", "", method=method, secret=secret) == [200]
    await office.taken()
    assert (office.texts, office.outcomes) == ([OLD[1]], ["forged", "forged"])
    assert office.feed.pushed_until is None
    due = office.feed.due_at
    assert due is not None
    assert due > office.at
    (form,) = office.hub.asked
    assert form["hub.secret"] not in caplog.text
    assert form["hub.callback"].rpartition("/")[2] not in caplog.text


async def test_news_that_was_not_pushed_brings_back_polls_until_a_push_comes(office: Office) -> None:
    await office.subscribed()
    office.hub.publish("wire", OLD)
    await office.distributed()
    assert office.feed.pushed_until
    office.hub.publish("wire", OLD, SWAP)
    await office.poll(timedelta(minutes=4))
    assert office.feed.pushed_until is None
    assert await office.poll(timedelta(minutes=4)) == 1
    await office.distributed()
    assert office.feed.pushed_until is None, "it tells what is known"
    office.hub.publish("wire", OLD, SWAP, LATER)
    await office.distributed()
    assert office.feed.pushed_until


async def test_an_older_push_that_comes_late_does_not_undo_an_edit(office: Office) -> None:
    await office.subscribed(OLD)
    late = office.hub.publish("wire", OLD, ("Swap", "Ukraine and Russia exchanged 57 prisoners each, TASS said."))
    office.hub.publish("wire", OLD, SWAP)
    await office.distributed()
    assert await office.hub.distribute("wire", late) == [200]
    await office.taken()
    assert office.texts == [OLD[1], SWAP[1]]
    assert await office.poll(timedelta(seconds=31)) == 1, "the feed itself is asked"
    office.hub.publish("wire", OLD, LATER)
    await office.distributed()
    assert await office.poll(timedelta(seconds=31)) == 1
    assert office.texts == [OLD[1], LATER[1]]


async def test_a_push_under_other_ids_is_left_to_the_feed_itself(office: Office) -> None:
    long = ("Swap", f"{SWAP[1]} {'They were flown home. ' * 10}")
    await office.subscribed(OLD, long)
    assert await office.hub.distribute("wire", office.hub.documents["wire"].replace("wire-", "new-")) == [200]
    await office.taken()
    assert len(office.texts) == 3, "of the short one nobody can tell"
    assert office.feed.pinged


async def test_a_ping_while_a_push_is_taken_in_is_not_lost(office: Office) -> None:
    await office.subscribed(OLD)
    office.at += timedelta(minutes=1)
    office.hub.publish("wire", OLD, SWAP)
    (callback, agreed), take = *office.hub.agreed.items(), office.poller.take
    taken: list[tuple[Feed, Fetched]] = []
    office.callbacks._take = lambda *given: taken.append(given)
    await office.hub.distribute("wire")
    assert await office.hub.post(callback, b"", "sha256", agreed.secret) == 200
    take(*taken[0])
    await office.taken()
    assert office.texts[1:] == [SWAP[1]]
    assert await office.poll() == 1


@pytest.mark.parametrize(
    "body", ["", '{"items": []}', '<feed xmlns="http://www.w3.org/2005/Atom"><title>w</title></feed>']
)
async def test_a_push_without_news_has_the_feed_polled_at_once(office: Office, body: str) -> None:
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    assert await office.hub.distribute("wire", body) == [200]
    await office.taken()
    assert await office.poll(timedelta(seconds=1)) == 0, "it has been asked just now"
    assert await office.poll(timedelta(seconds=30)) == 1
    assert office.texts[1:] == [SWAP[1]]
    assert office.feed.pushed_until, "the hub has told of it"
    assert office.feed.error is None
    assert await office.poll(timedelta(minutes=10)) == 0


async def test_what_is_pushed_while_the_feed_is_polled_is_taken_in_after_that(either_office: Office) -> None:
    office = either_office
    await office.subscribed(OLD)
    office.at += timedelta(minutes=4)
    (leased,) = office.database.run(feeds.claim_due, office.at, "another", LEASE, write=True)
    office.hub.publish("wire", OLD, SWAP)
    assert await office.hub.distribute("wire") == [200]
    assert office.texts == [OLD[1]]
    later = office.at + timedelta(minutes=3)
    office.database.run(feeds.succeeded, leased.id, office.at, later, etag=None, modified=None, write=True)
    assert office.feed.due_at == office.at, "whoever has not kept the push polls again"
    await office.taken()
    assert office.texts[1:] == [SWAP[1]]


async def test_a_push_that_was_taken_and_not_kept_is_polled_for(office: Office) -> None:
    await office.subscribed(OLD)
    office.hub.publish("wire", OLD, SWAP)
    taken: list[Any] = []
    office.callbacks._take = lambda feed, fetched: taken.append(fetched)  # killed in between
    assert await office.hub.distribute("wire") == [200]
    assert len(taken) == 1
    assert await office.poll() == 0
    office.database.run(feeds.release, "test", write=True)
    assert await office.poll() == 1
    assert office.texts[1:] == [SWAP[1]]
