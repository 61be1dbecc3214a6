"""HTTP/2 over TLS against a real server on loopback."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import Event, RequestReceived
from h2.exceptions import ProtocolError

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from tests.listening import Listener

CERTIFICATE = Path(__file__).parent / "localhost.pem"
BODY = b"<rss version='2.0'/>"


class Http2Site:
    """Answers `/large` with more than anyone wants and `/silent` never; anything else with a small body.

    It says farewell (GOAWAY) to all connections that are idle when told to, as servers do after some seconds.
    """

    def __init__(self) -> None:
        self.port = 0
        self.connections = 0
        self.lines: dict[asyncio.StreamWriter, H2Connection] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        line = H2Connection(H2Configuration(client_side=False))
        line.initiate_connection()
        self.lines[writer] = line
        with suppress(ConnectionError, ProtocolError):
            while data := await reader.read(65_536):
                for event in line.receive_data(data):
                    self.answer(line, event)
                writer.write(line.data_to_send())
        writer.transport.abort()

    def say_farewell(self, *, hang_up: bool) -> None:
        for writer, line in self.lines.items():
            line.close_connection()
            writer.write(line.data_to_send())
            if hang_up:
                writer.close()

    def answer(self, line: H2Connection, event: Event) -> None:
        if not isinstance(event, RequestReceived):
            return
        path = dict(event.headers)[b":path"]
        if path == b"/silent":
            return
        line.send_headers(event.stream_id, [(":status", "200")])
        if path != b"/large":
            line.send_data(event.stream_id, BODY, end_stream=True)
            return
        while room := min(line.local_flow_control_window(event.stream_id), line.max_outbound_frame_size):
            line.send_data(event.stream_id, bytes(room))

    def url(self, path: str) -> str:
        return f"https://localhost:{self.port}{path}"


@pytest.fixture
async def site() -> AsyncIterator[Http2Site]:
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(CERTIFICATE)
    tls.set_alpn_protocols(["h2"])
    site = Http2Site()
    async with Listener(site.serve, tls=tls) as server:
        site.port = server.port
        yield site


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    tls = ssl.create_default_context(cafile=str(CERTIFICATE))
    limits = Limits(total=2.0, read=1.0, size=20_000)
    async with Fetcher("Parley/test", allow_private=True, limits=limits, tls=tls) as one:
        yield one


async def test_one_connection_serves_many(site: Http2Site, fetcher: Fetcher) -> None:
    for number in range(5):
        assert (await fetcher.fetch(site.url(f"/{number}"))).body == BODY

    assert site.connections == 1


@pytest.mark.parametrize("hang_up", [False, True])
async def test_a_server_that_has_said_farewell_is_asked_anew(site: Http2Site, fetcher: Fetcher, hang_up: bool) -> None:
    await fetcher.fetch(site.url("/"))
    site.say_farewell(hang_up=hang_up)
    await asyncio.sleep(0.05)
    assert (await fetcher.fetch(site.url("/"))).body == BODY
    assert site.connections == 2


@pytest.mark.parametrize(("path", "cause"), [("/large", "too large"), ("/silent", "timed out")])
async def test_one_bad_answer_spoils_no_later_one(site: Http2Site, fetcher: Fetcher, path: str, cause: str) -> None:
    for _ in range(2):
        with pytest.raises(FeedFailed) as caught:
            await fetcher.fetch(site.url(path))
        assert caught.value.cause == cause

        assert (await fetcher.fetch(site.url("/good"))).body == BODY


async def test_an_unknown_certificate_is_refused(site: Http2Site) -> None:
    async with Fetcher("Parley/test", allow_private=True) as fetcher:
        with pytest.raises(FeedFailed) as caught:
            await fetcher.fetch(site.url("/"))

    assert caught.value.cause == "TLS failure"
