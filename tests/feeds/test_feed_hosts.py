"""What one host is asked: over one connection that is kept, and not while it rests."""

from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from feed_web import Web, answer

from bot.feeds import fetch, politeness
from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from bot.feeds.politeness import Turns

BODY = b"<rss/>"
BUSY = answer(status="429 Too Many Requests", Retry_After="300")


@pytest.fixture
async def public(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Fetcher]:
    """A fetcher that may reach loopback, and for which it is a host like any other."""

    async def is_private(_: str) -> bool:
        return False

    monkeypatch.setattr(fetch, "is_private_host", is_private)
    async with Fetcher("Parley/test", allow_private=True, limits=Limits(pause=0.0, connect=1.0)) as one:
        yield one


async def _cause(fetcher: Fetcher, url: str) -> tuple[str, int | None]:
    with pytest.raises(FeedFailed) as caught:
        await fetcher.fetch(url)
    return caught.value.cause, caught.value.retry_after


async def test_a_connection_is_kept_for_the_next_request(web: Web, public: Fetcher) -> None:
    urls = [web.on(f"/{number}", answer(BODY)) for number in range(5)]
    for url in urls:
        await public.fetch(url)
    assert (len(web.requests), web.connections) == (5, 1)


async def test_what_one_feed_is_asked_to_wait_holds_for_all_of_its_host(web: Web, public: Fetcher) -> None:
    asked, other = web.on("/asked", BUSY), web.on("/other", answer(BODY))
    assert await _cause(public, asked) == ("429 too many requests", 300)
    cause, left = await _cause(public, other)
    assert cause == "429 too many requests"
    assert left is not None
    assert 295 <= left <= 300
    assert len(web.requests) == 1


async def test_a_host_out_of_reach_gets_a_rest_from_the_second_time_on(web: Web, public: Fetcher) -> None:
    nobody = "http://127.0.0.1:1/feed"
    assert [await _cause(public, nobody) for _ in range(3)] == [
        ("connection refused", None), ("connection refused", None), ("connection refused", 30),
    ]  # fmt: skip
    assert (await _cause(public, web.on("/feed", answer(BODY))))[1] == 30
    assert web.requests == []


async def test_a_feeds_own_failure_gives_its_host_no_rest(web: Web, public: Fetcher) -> None:
    missing, there = web.url("/missing"), web.on("/there", answer(BODY))
    for _ in range(3):
        assert await _cause(public, missing) == ("404 not found", None)
    assert (await public.fetch(there)).body == BODY


async def test_a_private_host_gets_no_rest(web: Web, fetcher: Fetcher) -> None:
    asked, other = web.on("/asked", BUSY), web.on("/other", answer(BODY))
    assert await _cause(fetcher, asked) == ("429 too many requests", 300)
    assert (await fetcher.fetch(other)).body == BODY


async def _rest(turns: Turns) -> int:
    """How many seconds the host rests still."""
    try:
        async with turns.turn("host"):
            return 0
    except FeedFailed as error:
        return error.retry_after or 0


async def test_rests_grow_end_and_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now, turns, rests = 1000.0, Turns(pause=0.0, parallel=1), []
    monkeypatch.setattr(politeness, "time", SimpleNamespace(monotonic=lambda: now))
    for _ in range(8):
        turns.failed("host", "timed out")
        rests.append(await _rest(turns))
        now += 600.0
    assert rests == [0, 30, 60, 120, 240, 480, 600, 600]
    assert await _rest(turns) == 0
    turns.answered("host")
    turns.failed("host", "timed out")
    assert await _rest(turns) == 0
    turns.failed("host", "503", 10**9)
    assert await _rest(turns) == 86_400
