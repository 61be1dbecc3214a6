"""A feed's server in every trouble: nothing is lost, nobody else is hindered, and the log says it once."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Self

import pytest
import pytest_asyncio

from storage.database import Database
from storage.vocabulary import FeedState
from tests.faults.chain import LIMITS, Chain, chain, unlike
from tests.faults.feed_troubles import TROUBLES
from tests.faults.outlet import EXPIRED, GOOD, SELF_SIGNED, Outlet, Trouble

pytestmark = pytest.mark.asyncio(loop_scope="module")

UNHINDERED = 2.0
"""Seconds in which another feed's alert is out, beside a feed that takes all of the 2.5 s that it is given: a wave
settles one second after its first alert-grade claim, the rest is for a busy machine."""


@pytest.fixture(scope="module")
def shared(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """One database for all: each trouble has days and outlets of its own."""
    path = tmp_path_factory.mktemp("faults") / "parley.db"
    shutil.copyfile(_migrated, path)
    with Database(f"sqlite:///{path}") as opened:
        yield opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def parley(shared: Database) -> AsyncIterator[Chain]:
    async with chain(shared) as made:
        yield made


class Day:
    """A day with news of its own, an outlet that will be in trouble, and one that is well."""

    numbers = iter(range(101, 300))

    def __init__(self, parley: Chain, certificate: Path | None = None) -> None:
        self.parley = parley
        self.number = next(self.numbers)
        parley.clock.advance(5 * 86_400)
        self.wire = Outlet(f"wire{self.number}", certificate)
        self.courier = Outlet(f"courier{self.number}")

    async def __aenter__(self) -> Self:
        await self.wire.open()
        await self.courier.open()
        self.parley.follow(self.wire, self.courier)
        await self.parley.poll()
        assert not self.parley.feed(self.wire).error
        return self

    async def __aexit__(self, *_: object) -> None:
        self.parley.forget(self.wire, self.courier)
        await self.wire.close()
        await self.courier.close()

    @property
    def exchange(self) -> str:
        return f"Prisoner exchange: {self.number}"

    @property
    def bodies(self) -> str:
        return f"{self.number + 1000:,}"

    def news(self) -> None:
        """The outlet in trouble has an exchange, the other one something else."""
        at, people, rest = self.parley.clock(), self.number, unlike(self.number)
        self.wire.publish(
            f"Ukraine and Russia exchange {people} prisoners each",
            f"Russia's Defence Ministry said that {people} Russian soldiers were returned from captivity on "
            f"{at:%A}, and that {people} Ukrainian prisoners of war were handed over to Ukraine in exchange. {rest}",
            at,
        )
        self.courier.publish(
            f"Ukraine receives the bodies of {self.bodies} fallen soldiers",
            f"Ukraine received the bodies of {self.bodies} fallen soldiers from Russia on {at:%A}, the Coordination "
            f"Headquarters for the Treatment of Prisoners of War said. {rest}",
            at,
        )


async def _in_trouble(day: Day, trouble: Trouble | None, *, polls: int = 3) -> float:
    """Polls some times while the trouble lasts: after how many seconds the other outlet's alert was out."""
    day.wire.trouble = trouble
    day.news()
    quick = asyncio.create_task(day.parley.told_within(day.bodies, 5))
    for _ in range(polls):
        await day.parley.poll()
    assert not day.parley.told(day.exchange)
    return await quick


async def _recovers(day: Day) -> None:
    day.wire.trouble = None
    for _ in range(3):
        await day.parley.poll()


def _lines(log: pytest.LogCaptureFixture, outlet: Outlet) -> list[str]:
    """What was said of an outlet at INFO and above."""
    return [one.getMessage() for one in log.records if outlet.url in one.getMessage() and one.levelno >= logging.INFO]


def _judge(day: Day, cause: str, quick: float, log: pytest.LogCaptureFixture) -> None:
    parley = day.parley
    assert parley.told(day.exchange) == 1, "read after its recovery, and told once"
    assert parley.told(day.bodies) == 1
    assert quick < UNHINDERED, "the other outlet's news did not wait"
    began, over = _lines(log, day.wire)
    assert cause in began
    assert "answers again" in over
    assert _lines(log, day.courier) == []
    assert parley.feed(day.wire).failures == parley.feed(day.courier).failures == 0
    assert day.wire.conditional, "its validators are used again"


@pytest.mark.parametrize("name", TROUBLES)
async def test_what_a_feed_brings_after_its_trouble_is_told_once(
    parley: Chain, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.INFO)
    async with Day(parley) as day:
        quick = await _in_trouble(day, TROUBLES[name].trouble)
        if parley.feed(day.wire).state == FeedState.GONE:  # it is asked again only by an operator's word
            parley.resume(day.wire)
        await _recovers(day)
        _judge(day, TROUBLES[name].cause, quick, caplog)


@pytest.mark.parametrize("certificate", [SELF_SIGNED, EXPIRED], ids=["self-signed", "expired"])
async def test_a_certificate_that_nobody_can_trust(
    parley: Chain, caplog: pytest.LogCaptureFixture, certificate: Path
) -> None:
    caplog.set_level(logging.INFO)
    async with Day(parley, GOOD) as day:
        await day.wire.present(certificate)
        quick = await _in_trouble(day, None)
        await day.wire.present(GOOD)
        await _recovers(day)
        _judge(day, "TLS failure", quick, caplog)


async def test_a_server_that_is_away(parley: Chain, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with Day(parley) as day:
        await day.wire.close()
        quick = await _in_trouble(day, None)
        await day.wire.open()
        await _recovers(day)
        _judge(day, "connection refused", quick, caplog)


async def test_troubles_that_take_turns_are_each_said_once(parley: Chain, caplog: pytest.LogCaptureFixture) -> None:
    async with Day(parley) as day:
        day.news()
        for name in ["500", "502 with HTML", "404"] * 3:
            day.wire.trouble = TROUBLES[name].trouble
            await parley.poll()
        await _recovers(day)
        assert len(_lines(caplog, day.wire)) == 4
        assert "after 9 failures" in _lines(caplog, day.wire)[-1]
        assert parley.told(day.exchange) == 1


async def test_a_document_that_breaks_off_is_read_to_its_end_later(parley: Chain) -> None:
    """Sent as if it were all, under the validator of the whole: the next answer would be that nothing has changed."""
    async with Day(parley) as day:
        day.news()
        whole = day.wire.document()
        half = whole[: whole.index(b"handed over")]

        async def broken_off(line):
            fields = await line.request()
            if "if-none-match" in fields and fields["if-none-match"] == '"same"':
                line.write(b"", "304 Not Modified", ETag='"same"')
            else:
                line.write(half if day.wire.asked < 4 else whole, ETag='"same"')

        day.wire.trouble = broken_off
        for _ in range(5):
            await parley.poll()
        assert parley.told(day.exchange) == 1
        assert [entry.text for entry in _entries(parley, day.wire)] == [day.wire._items[0][1]]


def _entries(parley: Chain, outlet: Outlet) -> list:
    from storage import entries

    return parley.database.run(lambda session: [one for one in entries.export(session) if one.feed == outlet.url])


async def test_a_dozen_that_hang_hinder_nobody(parley: Chain) -> None:
    hanging = [Outlet(f"hanging{number}") for number in range(12)]
    for one in hanging:
        await one.open()
        one.trouble = TROUBLES["no answer"].trouble
    parley.follow(*hanging)
    async with Day(parley) as day:
        day.news()
        begun = time.monotonic()
        polling = asyncio.create_task(parley.poll())
        await parley.told_within(day.exchange, 5)
        assert time.monotonic() - begun < LIMITS.patience + UNHINDERED
        await polling
    parley.forget(*hanging)
    for one in hanging:
        await one.close()


async def test_news_late_in_a_wave_waits_no_longer_than_the_first(database: Database) -> None:
    """The wave of a feed that drips settles again for what comes after its first settling."""
    async with chain(database, settle_seconds=0.1) as parley, Day(parley) as day:
        slow = Outlet("slow")
        await slow.open()
        parley.follow(slow)
        await parley.poll()
        slow.trouble = TROUBLES["slow drip"].trouble
        day.news()
        whole = day.wire.document()

        async def late(line):
            await asyncio.sleep(0.6)
            await line.answer(whole)

        day.wire.trouble = late
        begun = time.monotonic()
        polling = asyncio.create_task(parley.poll())
        await parley.told_within(day.bodies, 5)
        assert not parley.told(day.exchange)
        await parley.told_within(day.exchange, 5)
        assert time.monotonic() - begun < UNHINDERED
        await polling
        parley.forget(slow)
        await slow.close()


async def test_retry_after_is_obeyed_and_a_mistyped_one_for_a_day_only(parley: Chain) -> None:
    async with Day(parley) as day:
        for seconds, least, most in (("7200", 7200, 7300), ("9999999999", 86_400, 86_400)):

            async def slow_down(line, seconds=seconds):
                await line.answer(b"", "429 Too Many Requests", Retry_After=seconds)

            day.wire.trouble = slow_down
            await parley.poll()
            wait = (parley.feed(day.wire).due_at - parley.clock()).total_seconds()
            assert least <= wait <= most
        asked = day.wire.asked
        parley.clock.advance(86_000)
        await parley.poller.poll_due()
        assert day.wire.asked == asked, "no request before its time"


async def test_one_that_is_gone_is_asked_no_more(parley: Chain) -> None:
    async with Day(parley) as day:
        day.wire.trouble = TROUBLES["410"].trouble
        await parley.poll()
        asked = day.wire.asked
        await parley.poll()
        assert (day.wire.asked, parley.feed(day.wire).state) == (asked, "gone")
