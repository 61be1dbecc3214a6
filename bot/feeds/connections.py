"""The connections that stay open between two requests. Each serves one request at a time."""

from __future__ import annotations

import ssl
import time
from collections.abc import AsyncIterable, AsyncIterator

import anyio
import httpcore

_EXPIRY = 30.0
"""Seconds that a connection stays open without a request."""
_SWEPT = 1.0
"""Seconds between two looks for those that have been idle for longer: each asks the system about a socket."""


class Connections(httpcore.AsyncConnectionPool):
    """httpcore's pool for callers who take turns themselves: a request takes an idle connection, or makes one.

    httpcore itself looks at every connection, and at its socket, several times a request: that took longer than the
    request. At most `keep` connections are idle, the longest idle are closed first.
    """

    def __init__(self, tls: ssl.SSLContext, backend: httpcore.AsyncNetworkBackend, *, keep: int) -> None:
        super().__init__(ssl_context=tls, keepalive_expiry=_EXPIRY, http1=True, http2=True, network_backend=backend)
        self._keep = keep
        self._idle: list[httpcore.AsyncConnectionInterface] = []  # the one that was used last comes last
        self._swept = 0.0

    @property
    def connections(self) -> list[httpcore.AsyncConnectionInterface]:
        """Those that are open and idle."""
        return list(self._idle)

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Sends a request. Its connection is free again once the answer is closed.

        Raises:
            FeedFailed: the guard refuses the address.
            httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException: there is no whole answer.
        """
        connection = await self._taken(request.url.origin)
        try:
            answer = await connection.handle_async_request(request)
        except httpcore.ConnectionNotAvailable:  # an HTTP/2 server had said farewell to it, and so has not seen this
            await _closed(connection)
            return await self.handle_async_request(request)
        except BaseException:
            await _closed(connection)
            raise
        assert isinstance(answer.stream, AsyncIterable)
        content = _Content(answer.stream, connection, self)
        return httpcore.Response(answer.status, headers=answer.headers, content=content, extensions=answer.extensions)

    async def _taken(self, origin: httpcore.Origin) -> httpcore.AsyncConnectionInterface:
        for connection in reversed(self._idle):
            if connection.can_handle_request(origin):
                self._idle.remove(connection)
                if connection.is_available() and not connection.has_expired():
                    return connection
                await _closed(connection)
                return await self._taken(origin)
        return self.create_connection(origin)

    async def give_back(self, connection: httpcore.AsyncConnectionInterface, *, whole: bool) -> None:
        """A request is over; `whole` says whether its answer was read to the end.

        A stream of HTTP/2 left halfway is not reset by httpcore: its bytes would fill the window that all later
        streams of the connection share, and these would hang.
        """
        if whole and connection.is_idle():
            self._idle.append(connection)
        else:
            await _closed(connection)
        while len(self._idle) > self._keep:
            await _closed(self._idle.pop(0))
        if (now := time.monotonic()) >= self._swept + _SWEPT:
            self._swept = now
            while self._idle and self._idle[0].has_expired():
                await _closed(self._idle.pop(0))

    async def aclose(self) -> None:
        """Closes what is idle."""
        while self._idle:
            await _closed(self._idle.pop())


class _Content:
    """The body of an answer; closing it gives the connection back."""

    def __init__(
        self, stream: AsyncIterable[bytes], connection: httpcore.AsyncConnectionInterface, pool: Connections
    ) -> None:
        self._stream, self._connection, self._pool = stream, connection, pool
        self._whole = self._over = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part
        self._whole = True

    async def aclose(self) -> None:
        if self._over:
            return
        self._over = True
        with anyio.CancelScope(shield=True):
            try:
                if close := getattr(self._stream, "aclose", None):
                    await close()
            except BaseException:  # asyncio's own cancelling minds no shield
                await _closed(self._connection)
                raise
            await self._pool.give_back(self._connection, whole=self._whole)


async def _closed(connection: httpcore.AsyncConnectionInterface) -> None:
    """Closed also where the task that asks for it is being cancelled."""
    with anyio.CancelScope(shield=True):
        await connection.aclose()
