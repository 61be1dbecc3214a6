"""Feeds reach no private address, whatever the name service and the redirects of a hostile site say.

The public Internet is played by one address that leads to a server of ours; all else that is dialled is noted.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from itertools import cycle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import is_private
from bot.feeds.limits import Limits
from tests.faults.outlet import Line, Outlet

PUBLIC = "93.184.215.14"
PRIVATE = ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00:ec2::254", "::ffff:10.0.0.7", "64:ff9b::7f00:1"]


class Internet:
    """Names that lead where they are told to, anew at each question; and who was dialled."""

    def __init__(self) -> None:
        self.names: dict[str, Iterator[list[str]]] = {}
        self.dialled: list[str] = []
        self.port = 0

    def name(self, host: str, *answers: list[str]) -> None:
        """What the name service says of a host: one answer after the other, again and again."""
        self.names[host] = cycle(answers)


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Internet:
    made = Internet()
    connect = socket.socket.connect

    def dial(self: socket.socket, address: Any) -> None:
        if self.family is socket.AF_UNIX:
            return connect(self, address)
        made.dialled.append(str(address[0]))
        if address[0] == PUBLIC:
            return connect(self, ("127.0.0.1", made.port))
        raise ConnectionRefusedError

    def resolve(host: Any, port: Any, *_: Any, **__: Any) -> Any:
        if host not in made.names:
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        found = next(made.names[host])
        return [
            (socket.AF_INET6 if ":" in one else socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port or 0))
            for one in found
        ]

    monkeypatch.setattr(socket.socket, "connect", dial)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return made


@pytest.fixture
async def site(internet: Internet) -> AsyncIterator[Outlet]:
    async with Outlet("feed") as made:
        internet.port = made.port
        internet.name("news.example", [PUBLIC])
        yield made


async def fetch(url: str) -> str:
    """The cause of the failure, or nothing."""
    async with Fetcher("Parley/test", limits=Limits(pause=0.0, total=3.0)) as fetcher:
        try:
            await fetcher.fetch(url)
        except FeedFailed as failed:
            return failed.cause
    return ""


def _leads_to(target: str) -> Any:
    async def redirect(line: Line) -> None:
        await line.answer(b"", "302 Found", Location=target)

    return redirect


async def test_a_public_site_is_reached(site: Outlet, internet: Internet) -> None:
    assert await fetch("http://news.example/feed") == ""
    assert (internet.dialled, site.asked) == ([PUBLIC], 1)


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_redirect_to_a_private_address_is_not_followed(site: Outlet, internet: Internet, address: str) -> None:
    shown = f"[{address}]" if ":" in address else address
    site.trouble = _leads_to(f"http://{shown}/latest/meta-data/")
    assert await fetch("http://news.example/feed") == "private address"
    assert internet.dialled == [PUBLIC]


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_redirect_to_a_name_of_a_private_address_is_not_followed(
    site: Outlet, internet: Internet, address: str
) -> None:
    internet.name("inside.example", [address])
    site.trouble = _leads_to("http://inside.example/")
    assert await fetch("http://news.example/feed") == "private address"
    assert internet.dialled == [PUBLIC]


async def test_a_site_that_redirects_to_itself_and_meanwhile_moves_inside_is_not_followed(
    site: Outlet, internet: Internet
) -> None:
    internet.name("news.example", [PUBLIC], ["127.0.0.1"])
    site.trouble = _leads_to("http://news.example/again")
    assert await fetch("http://news.example/feed") == "private address"
    assert internet.dialled == [PUBLIC]


async def test_a_page_behind_an_entry_is_no_way_in(site: Outlet, internet: Internet) -> None:
    internet.name("inside.example", ["10.0.0.7"])
    async with Fetcher("Parley/test", limits=Limits(pause=0.0)) as fetcher:
        with pytest.raises(FeedFailed, match="private address"):
            await fetcher.page("http://inside.example/admin", size=10_000)
    assert internet.dialled == []


ADDRESS = st.sampled_from([PUBLIC, *PRIVATE])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(ADDRESS, min_size=1, max_size=3), min_size=1, max_size=6))
def test_whatever_the_name_service_says_nothing_private_is_dialled(
    internet: Internet, answers: list[list[str]]
) -> None:
    """Rebinding: the answer that is looked at is the one that is dialled, however often it changes."""

    async def several() -> None:
        async with Outlet("feed") as made:
            internet.port = made.port
            internet.name("moving.example", *answers)
            for _ in range(3):
                await fetch("http://moving.example/feed")

    internet.dialled.clear()
    asyncio.run(several())
    assert all(one == PUBLIC for one in internet.dialled), internet.dialled


def test_the_addresses_of_these_tests_are_what_they_are_said_to_be() -> None:
    from ipaddress import ip_address

    assert not is_private(ip_address(PUBLIC))
    assert all(is_private(ip_address(one)) for one in PRIVATE)
