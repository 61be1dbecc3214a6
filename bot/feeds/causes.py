"""What httpx raises, as failures with a cause in plain words."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from bot.feeds.failures import FeedFailed

_BROKEN = "connection broken"
# The first that is anywhere in the chain of causes; httpx's own words come last, as they say least.
_CAUSES: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "TLS failure"),
    (ConnectionRefusedError, "connection refused"),
    (ConnectionResetError, _BROKEN),
    (BrokenPipeError, _BROKEN),
    (httpx.ConnectError, "no connection"),
    (httpx.RemoteProtocolError, "broken answer"),
)


@contextmanager
def plain_causes() -> Iterator[None]:
    """Foreign errors become the family's at the door they came through, with a cause in plain words."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException) as error:
        raise FeedFailed("timed out") from error
    except httpx.UnsupportedProtocol as error:
        raise FeedFailed("not a web address", temporary=False) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise FeedFailed(_cause(error)) from error


def _cause(error: BaseException) -> str:
    links = list(_chain(error))
    return next((cause for kind, cause in _CAUSES if any(isinstance(link, kind) for link in links)), _BROKEN)


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
