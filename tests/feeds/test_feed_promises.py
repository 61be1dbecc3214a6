"""What Parley promises to servers and of feeds, poll by poll, against a real one: with a clock that is set by hand."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from feed_web import Web, answer

from bot.feeds.fetch import Fetcher
from bot.jobs.intervals import Pace
from bot.jobs.poll import Poller
from storage import feeds
from storage.database import Database
from storage.seeds import default_folder
from storage.vocabulary import Feed, FeedState
from tests.jobs.hub_office import Here

START = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"


def document(*titles: str) -> bytes:
    items = "".join(f"<item><guid>{title}</guid><title>{title}</title></item>" for title in titles)
    return f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


@dataclass
class Desk:
    """Polls one feed of a database."""

    database: Database
    web: Web
    fetcher: Fetcher
    at: datetime = START
    path: str = "/feed"

    @property
    def feed(self) -> Feed:
        [found] = self.database.run(feeds.every)
        return found

    async def poll(self, at: datetime) -> int:
        """A round at that time, by a Parley that has just started: how many requests it made."""
        self.at = at
        pace = Pace()
        self.database.run(feeds.release_all, write=True)
        self.database.run(feeds.spread, at, lambda feed: pace.first(feed, at), write=True)
        poller = Poller(
            self.database, self.fetcher, Here(1), folder=default_folder(), pace=pace, now=lambda: self.at, owner="me",
            settle=self._settle,
        )  # fmt: skip
        before = len(self.web.requests)
        await poller.poll_due()
        return len(self.web.requests) - before

    async def polls(self, times: int) -> None:
        """So many rounds, each when the feed is due."""
        for _ in range(times):
            assert await self.poll(self.feed.due_at or self.at) == 1

    async def _settle(self) -> None:
        """Nothing is decided here."""


@pytest.fixture
def desk(database: Database, web: Web, fetcher: Fetcher) -> Desk:
    made = Desk(database, web, fetcher)
    database.run(feeds.synchronise, [Feed(url=web.url(made.path), tier=1)], write=True)
    database.run(feeds.spread, START, lambda _: START, write=True)
    return made


async def test_each_request_is_conditional_by_the_newest_validators_as_they_came(desk: Desk) -> None:
    desk.web.on(
        desk.path,
        answer(document("1"), ETag='W/"a"', Last_Modified="yesterday"),
        answer(document("1", "2"), ETag='"b c'),
        NOT_MODIFIED,
        answer(document("1", "2", "3")),
        answer(document("1", "2", "3", "4")),
    )
    await desk.polls(5)
    sent = [request.headers for request in desk.web.requests]
    assert [one.get("if-none-match") for one in sent] == [None, 'W/"a"', '"b c', '"b c', None]
    assert [one.get("if-modified-since") for one in sent] == [None, "yesterday", None, None, None]


async def test_never_twice_within_the_shortest_interval_also_after_a_304_and_a_restart(desk: Desk) -> None:
    desk.web.on(desk.path, answer(document("1"), ETag='"a"'), NOT_MODIFIED)
    for _ in range(3):
        begun = desk.feed.due_at or START
        assert await desk.poll(begun) == 1
        assert [await desk.poll(begun + timedelta(seconds=one)) for one in (0, 1, 60, 89)] == [0, 0, 0, 0]


@pytest.mark.parametrize("status", ["200 OK", "304 Not Modified", "429 Too Many Requests", "503 Service Unavailable"])
async def test_what_a_server_asks_for_is_obeyed(desk: Desk, status: str) -> None:
    body = document("1") if status.startswith("200") else b""
    desk.web.on(desk.path, answer(body, status, Retry_After="7200"))
    assert await desk.poll(START) == 1
    assert await desk.poll(START + timedelta(seconds=7199)) == 0
    assert desk.feed.due_at == START + timedelta(hours=2)
    assert await desk.poll(START + timedelta(hours=2)) == 1


async def test_the_server_may_be_asked_as_soon_as_its_answer_is_stale_and_no_sooner(desk: Desk) -> None:
    desk.web.on(desk.path, answer(document("1"), Cache_Control="public, max-age=1800"))
    assert await desk.poll(START) == 1
    assert desk.feed.due_at == START + timedelta(minutes=30)


async def test_backing_off_never_becomes_giving_up(desk: Desk) -> None:
    desk.web.on(desk.path, answer(status="500 Internal Server Error"))
    await desk.polls(30)
    assert (desk.feed.failures, desk.feed.state) == (30, FeedState.ACTIVE)
    assert desk.feed.due_at is not None
    assert desk.feed.due_at - desk.at <= timedelta(hours=6)
    desk.web.on(desk.path, answer(document("1")))
    await desk.polls(1)
    assert (desk.feed.failures, desk.feed.error, desk.feed.entries) == (0, None, 1)


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
async def test_a_move_for_good_is_followed_and_kept_the_third_time(desk: Desk, status: str) -> None:
    there = desk.web.on("/there", answer(document("1")))
    desk.web.on(desk.path, answer(status=status, Location=there))
    for times in range(3):
        assert desk.feed.url == desk.web.url(desk.path), times
        await desk.poll(desk.feed.due_at or START)
    assert (desk.feed.url, desk.feed.entries) == (there, 1)
    await desk.polls(1)
    assert [request.path for request in desk.web.requests] == [desk.path, "/there"] * 3 + ["/there"]


async def test_one_that_is_gone_is_asked_no_more(desk: Desk) -> None:
    desk.web.on(desk.path, answer(status="410 Gone"))
    assert await desk.poll(START) == 1
    assert desk.feed.state is FeedState.GONE
    assert await desk.poll(START + timedelta(days=30)) == 0


async def test_a_restart_after_hours_asks_everybody_but_not_at_once(desk: Desk) -> None:
    listed = [Feed(url=desk.web.on(f"/{number}", answer(document("1"))), tier=1) for number in range(30)]
    desk.database.run(feeds.synchronise, listed, write=True)
    desk.database.run(feeds.spread, START, lambda _: START, write=True)
    later = START + timedelta(hours=5)
    at_once = await desk.poll(later)
    assert at_once <= 3
    rest = [await desk.poll(later + timedelta(seconds=one)) for one in range(10, 100, 10)]
    assert sum(rest) + at_once == 31
    assert max(rest) < 12
