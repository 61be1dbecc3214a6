"""What a feed says of its hubs, what hubs are sent, and their signatures."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime

import pytest
from feed_web import Web, answer

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.parse import parse
from bot.feeds.websub import METHODS, is_signed, offer, secure
from storage.vocabulary import Document, Feed, Offer

ADDRESS = "https://wire.example/rss/all.xml"
HUB, TOPIC = "https://hub.example/", "https://wire.example/feed?utm_source=a&b=1"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'


def _offer(document: str = "", link: str | None = None) -> Offer | None:
    found = (
        parse(document.encode(), feed=Feed(url=ADDRESS), now=datetime.now(UTC)) if document else Document(version="")
    )
    return offer(Fetched(status=200, url=ADDRESS, link=link), found)


def _rss(links: str, entry: str = "") -> str:
    head = '<rss version="2.0" xmlns:a10="http://www.w3.org/2005/Atom"><channel><title>x</title>'
    return f"{head}{links}<item><title>y</title>{entry}</item></channel></rss>"


@pytest.mark.parametrize(
    ("document", "link", "found"),
    [
        pytest.param("", f'<{HUB}>; rel="hub", <{TOPIC}>; rel="self"', Offer((HUB,), TOPIC), id="headers"),
        pytest.param("", f"<{TOPIC}>;rel=self,<{HUB}>;title=\"a, b; c\";rel='hub'", None, id="quoted otherwise"),
        pytest.param("", f'<{TOPIC}>;rel=self,<{HUB}>; title="a, b; c"; REL=HUB', Offer((HUB,), TOPIC), id="bare"),
        pytest.param("", f'<{HUB}>; rel="hub self"', Offer((HUB,), HUB), id="both in one"),
        pytest.param("", "</hub>; rel=hub, <../feed>; rel=self",
                     Offer(("https://wire.example/hub",), "https://wire.example/feed"), id="relative"),
        pytest.param("", f"<{HUB}>; rel=hub", Offer((HUB,), ADDRESS), id="no topic but itself"),
        pytest.param("", f"<{TOPIC}>; rel=self, </next>; rel=next", None, id="no hub"),
        pytest.param("", "<javascript:x>; rel=hub, <https://a:b@hub.example/>; rel=hub, <https://[>; rel=hub",
                     None, id="no address of a hub"),
        pytest.param("", "<" * 50_000 + "; rel=hub" * 50_000, None, id="nonsense without end"),
        pytest.param(f'<feed {ATOM}><link rel="hub" href="{HUB}"/><link rel="self" href="/a"/>'
                     f'<entry><title>x</title></entry></feed>', None,
                     Offer((HUB,), "https://wire.example/a"), id="Atom"),
        pytest.param(_rss(f'<a10:link rel="self" href="/a"/><a10:link rel="hub" href="{HUB}"/>'
                          '<a10:link rel="hub" href="http://second.example"/>'), None,
                     Offer((HUB, "http://second.example"), "https://wire.example/a"), id="RSS, two hubs"),
        pytest.param(_rss('<a10:link rel="hub" href="https://in.example/"/>'), f"<{HUB}>; rel=hub, <{TOPIC}>; rel=self",
                     Offer((HUB,), TOPIC), id="headers go first"),
        pytest.param(_rss("", '<a10:link rel="hub" href="https://anybody.example/"/>'), None, None,
                     id="what stands in an entry is not the feed's word"),
    ],
)  # fmt: skip
def test_the_hubs_that_a_feed_names(document: str, link: str | None, found: Offer | None) -> None:
    assert _offer(document, link) == found


def test_a_hub_is_told_secrets_by_https_only() -> None:
    assert secure("http://hub.example:80/a?b=c") == "https://hub.example/a?b=c"
    assert secure("https://hub.example:8443/") == "https://hub.example:8443/"


def test_signatures() -> None:
    body, secret = b"<feed/>", "s" * 64
    for method in METHODS:
        right = hmac.new(secret.encode(), body, method).hexdigest()
        assert is_signed(body, secret, f"{method}={right}")
        assert is_signed(body, secret, f" {method.upper()}={right.upper()} ")
        for wrong in (f"{method}={right[:-1]}", f"{method}={right}0", f"{method}=", right, f"sha1={right}0", "", "="):
            assert not is_signed(body, secret, wrong)
        assert not is_signed(body + b" ", secret, f"{method}={right}")
        assert not is_signed(body, secret[:-1], f"{method}={right}")
        assert not is_signed(body, secret, f"{method}=\xe9{right[1:]}")
    assert not is_signed(body, secret, f"md5={hmac.new(secret.encode(), body, 'md5').hexdigest()}")


async def test_a_request_follows_a_hub_that_has_moved_with_the_same_form(fetcher: Fetcher, web: Web) -> None:
    there = web.on("/there", answer(status="202 Accepted"))
    here = web.on("/here", answer(status="307 Temporary Redirect", Location=there))
    assert await fetcher.post(here, {"hub.mode": "subscribe", "hub.topic": "https://a/?b=c&d"}) == 202
    assert [request.path for request in web.requests] == ["/here", "/there"]
    for request in web.requests:
        assert request.headers["content-type"] == "application/x-www-form-urlencoded"
        assert request.headers["content-length"] == str(
            len("hub.mode=subscribe&hub.topic=https%3A%2F%2Fa%2F%3Fb%3Dc%26d")
        )


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("302 Found", "redirected elsewhere"), ("303 See Other", "redirected elsewhere"),
        ("422 Unprocessable Content", "422 unprocessable"), ("503 Service Unavailable", "503 service unavailable"),
    ],
)  # fmt: skip
async def test_a_hub_that_does_not_take_a_request(fetcher: Fetcher, web: Web, status: str, cause: str) -> None:
    with pytest.raises(FeedFailed, match=cause):
        await fetcher.post(web.on("/hub", answer(status=status, Location="/elsewhere")), {"a": "b"})


async def test_no_hub_is_a_way_into_the_network_of_its_own(web: Web) -> None:
    async with Fetcher("Parley/test") as guarded:
        with pytest.raises(FeedFailed, match="private address"):
            await guarded.post(web.on("/hub", answer(status="202 Accepted")), {"a": "b"})
    assert web.requests == []
