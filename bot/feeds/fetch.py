"""Address → bytes: the one HTTP door. It is polite, bounded in time and size, and reaches no private address."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urlencode

import httpx

from bot.feeds import caching
from bot.feeds.causes import plain_causes
from bot.feeds.compression import ACCEPTED, decompress
from bot.feeds.connections import Connections
from bot.feeds.failures import FeedFailed, refused
from bot.feeds.fetched import Fetched
from bot.feeds.guard import GuardedBackend, is_private_host
from bot.feeds.limits import Limits
from bot.feeds.politeness import Turns

_ACCEPT = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
_ACCEPT_PAGE = "text/html, application/xhtml+xml"
_LONG = 4_096  # bytes whose unpacking could hold up the event loop
_UNWELL = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE})
_OUT_OF_REACH = (TimeoutError, httpx.TransportError)
_SHORT = 65_536
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
_SAME_METHOD = frozenset({HTTPStatus.TEMPORARY_REDIRECT, HTTPStatus.PERMANENT_REDIRECT})
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})


@dataclass(slots=True)
class _Journey:
    """One fetch on its way through redirects; `left` is the time it may still use, waiting for turns apart."""

    url: httpx.URL
    left: float
    size: int
    auth: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    moved: str | None = None
    temporary: bool = False
    form: bytes | None = None


class Fetcher:
    """Fetches documents over HTTP/1.1 and HTTP/2; use it as an async context manager.

    `user_agent` names Parley and a contact. `allow_private` opens private addresses, which then need no pause,
    have no connection limit and may use any port: tests and people's own servers. `tls` replaces the usual
    certificate authorities.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        allow_private: bool = False,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._allow_private = allow_private
        limits = self._limits
        self._turns = Turns(pause=limits.pause, parallel=limits.parallel, patience=limits.patience)
        readable = "".join(letter for letter in user_agent if letter.isascii() and letter.isprintable())
        self._headers = {"User-Agent": readable, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
        self._timeouts = httpx.Timeout(self._limits.read, connect=self._limits.connect, pool=None).as_dict()
        # The transport alone: a client would add cookies, redirects, a decoder without bounds, and log addresses.
        self._transport = _GuardedTransport(
            tls or httpx.create_ssl_context(trust_env=False),
            allow_private=allow_private,
            parallel=self._limits.parallel,
        )

    async def __aenter__(self) -> Self:
        from anyio import lowlevel  # httpcore would load it within the first request, which takes the event loop 30 ms

        await lowlevel.checkpoint()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def fetch(
        self, url: str, etag: str | None = None, modified: str | None = None, *, size: int | None = None
    ) -> Fetched:
        """The document at `url`; conditional where the validators of an earlier answer are given.

        `size` is the most bytes to take, where that is less than usual.

        Raises:
            FeedFailed: whatever went wrong, in plain words.
        """
        return await self._travel(self._start(url, size), _validators(etag, modified))

    async def page(self, url: str, *, size: int) -> Fetched:
        """The web page at `url`, of at most `size` bytes. A redirect is not followed: `body` is None, `url` its aim.

        Raises:
            FeedFailed: whatever went wrong, in plain words.
        """
        journey = self._start(url, size)
        async with await self._turn(journey.url.host):
            answer = await self._ask(journey, {"Accept": _ACCEPT_PAGE})
        return answer if isinstance(answer, Fetched) else Fetched(status=answer[0], url=str(answer[1]))

    def forgive(self) -> None:
        """The machine's own network was away: no host is to rest for that."""
        self._turns.forgive()

    async def post(self, url: str, form: Mapping[str, str]) -> int:
        """Sends a form to `url` (a hub), and on to where it says that the form belongs (307, 308): the status then.

        Raises:
            FeedFailed: whatever went wrong, in plain words; also any status but 2xx.
        """
        journey = self._start(url, _SHORT)
        journey.form = urlencode(form).encode()
        return (await self._travel(journey, _FORM)).status

    async def _travel(self, journey: _Journey, extra: dict[str, str]) -> Fetched:
        while True:
            host = journey.url.host
            async with await self._turn(host):
                while journey.url.host == host:
                    answer = await self._ask(journey, extra)
                    if isinstance(answer, Fetched):
                        return replace(answer, moved=journey.moved)
                    self._follow(journey, *answer)

    def _start(self, url: str, size: int | None) -> _Journey:
        given = _web_address(url)
        # A password travels as a header, so that no log line and no error can show it within an address. As the new
        # address would lack it, such a feed stays where it is.
        plain = not (given.userinfo or given.fragment)  # to make an address takes as long as to send a request
        target = given if plain else given.copy_with(userinfo=b"", fragment=None)
        most = self._limits.size if size is None else size
        return _Journey(target, self._limits.total, most, _basic(given), temporary=bool(given.userinfo))

    async def _turn(self, host: str) -> AbstractAsyncContextManager[None]:
        if self._allow_private and await is_private_host(host):
            return self._turns.unhurried()
        return self._turns.turn(host)

    async def _ask(self, journey: _Journey, extra: dict[str, str]) -> Fetched | tuple[int, httpx.URL]:
        journey.seen.add(str(journey.url))
        clock = asyncio.get_running_loop().time
        start = clock()
        try:
            with plain_causes():
                async with asyncio.timeout(journey.left), self._send(journey, extra) as response:
                    answer = await self._read(response, journey)
        except FeedFailed as error:
            if error.retry_after or error.status in _UNWELL or isinstance(error.__cause__, _OUT_OF_REACH):
                self._turns.failed(journey.url.host, error.cause, error.retry_after)
            raise
        else:
            self._turns.answered(journey.url.host)
            return answer
        finally:
            journey.left -= clock() - start

    @asynccontextmanager
    async def _send(self, journey: _Journey, extra: dict[str, str]) -> AsyncIterator[httpx.Response]:
        headers = httpx.Headers(self._headers | journey.auth | extra, encoding="latin-1")
        method, timeouts = "GET" if journey.form is None else "POST", {"timeout": self._timeouts}
        request = httpx.Request(method, journey.url, headers=headers, content=journey.form, extensions=timeouts)
        response = await self._transport.handle_async_request(request)
        try:
            yield response
        finally:
            await response.aclose()

    async def _read(self, response: httpx.Response, journey: _Journey) -> Fetched | tuple[int, httpx.URL]:
        now = datetime.now(UTC)
        if response.has_redirect_location:
            return response.status_code, _location(journey.url, response)
        if response.status_code != HTTPStatus.NOT_MODIFIED and not response.is_success:
            raise refused(response.status_code, caching.retry_after(response.headers, now))
        body = await self._body(response, journey.size)
        return Fetched(
            status=response.status_code,
            url=str(journey.url),
            body=None if response.status_code == HTTPStatus.NOT_MODIFIED else body,
            etag=_verbatim(response, b"etag"),
            modified=_verbatim(response, b"last-modified"),
            retry_after=caching.retry_after(response.headers, now),
            max_age=caching.max_age(response.headers, now),
            content_type=response.headers.get("content-type"),
            link=response.headers.get("link"),
        )

    async def _body(self, response: httpx.Response, most: int) -> bytes:
        packed = bytearray()
        async for part in response.aiter_raw():
            packed += part
            if len(packed) > most:
                raise FeedFailed("too large")
        encodings = response.headers.get("content-encoding", "")
        unpack = partial(decompress, bytes(packed), encodings, most)
        return await asyncio.to_thread(unpack) if encodings and len(packed) >= _LONG else unpack()

    def _follow(self, journey: _Journey, status: int, target: httpx.URL) -> None:
        if str(target) in journey.seen:
            raise FeedFailed("redirect loop")
        if len(journey.seen) > self._limits.redirects:
            raise FeedFailed("too many redirects")
        if journey.form is not None and (status not in _SAME_METHOD or target.scheme < journey.url.scheme):
            raise FeedFailed("redirected elsewhere")  # or from https to http, with a secret in the form
        journey.temporary = journey.temporary or status not in _PERMANENT
        if not journey.temporary:
            journey.moved = str(target)
        if (target.scheme, target.netloc) != (journey.url.scheme, journey.url.netloc):
            journey.auth = {}
        journey.url = target


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over connections that go through the guard."""

    def __init__(self, tls: ssl.SSLContext, *, allow_private: bool, parallel: int) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = Connections(tls, GuardedBackend(allow_private=allow_private), keep=parallel * 4)


def _web_address(url: str) -> httpx.URL:
    try:
        target = httpx.URL(url.strip())
        host = target.host  # in letters: where it is written in Punycode, it may be none
    except (httpx.InvalidURL, UnicodeError) as error:
        raise FeedFailed("not a web address", temporary=False) from error
    if target.scheme not in {"http", "https"} or not host:
        raise FeedFailed("not a web address", temporary=False)
    return target


def _basic(url: httpx.URL) -> dict[str, str]:
    if not url.userinfo:
        return {}
    token = b64encode(f"{url.username}:{url.password}".encode()).decode("ascii")
    return {"Authorization": f"Basic {token}"}


def _location(url: httpx.URL, response: httpx.Response) -> httpx.URL:
    try:
        target = url.join(response.headers["location"])
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise FeedFailed("broken redirect") from error
    return _web_address(str(target)).copy_with(userinfo=b"", fragment=None)


def _validators(etag: str | None, modified: str | None) -> dict[str, str]:
    etag_header = {"If-None-Match": etag} if etag else {}
    return etag_header | ({"If-Modified-Since": modified} if modified else {})


def _verbatim(response: httpx.Response, name: bytes) -> str | None:
    """The header byte for byte: some servers send validators that are not ASCII, and want them back as they were."""
    return next((value.decode("latin-1") for key, value in response.headers.raw if key.lower() == name), None)
