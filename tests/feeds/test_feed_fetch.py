"""The HTTP door against a real server on loopback."""

import asyncio
import gzip
import logging
import random
import socket
import struct
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address

import brotli
import pytest
import zstandard
from feed_web import Web, answer

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import GuardedBackend
from bot.feeds.limits import Limits
from tests.listening import Listener

BODY = b"<rss version='2.0'><channel/></rss>"


async def failure(fetcher: Fetcher, url: str) -> FeedFailed:
    with pytest.raises(FeedFailed) as caught:
        await fetcher.fetch(url)
    return caught.value


class TestConditional:
    async def test_validators_go_back_byte_for_byte(self, web: Web, fetcher: Fetcher) -> None:
        etag, modified = 'W/"caf\xe9-1"', "Thu,  5 feb 2026 10:00:00 MSK"
        url = web.on("/feed", answer(BODY, ETag=etag, Last_Modified=modified))

        first = await fetcher.fetch(url)
        await fetcher.fetch(url, first.etag, first.modified)

        assert (first.etag, first.modified) == (etag, modified)
        assert web.requests[1].headers["if-none-match"] == etag
        assert web.requests[1].headers["if-modified-since"] == modified

    async def test_not_modified_has_no_body(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/feed", answer(status="304 Not Modified", ETag='"2"', Content_Encoding="gzip"))

        fetched = await fetcher.fetch(url, etag='"1"')

        assert (fetched.status, fetched.body, fetched.etag) == (304, None, '"2"')

    async def test_first_request_is_unconditional_and_says_who_asks(self, web: Web, fetcher: Fetcher) -> None:
        await fetcher.fetch(web.on("/feed", answer(BODY, Content_Type="text/xml; charset=windows-1251")))

        sent = web.requests[0].headers
        assert sent["user-agent"] == "Parley/test (+test@example.org)"
        assert sent["accept-encoding"] == "gzip, br, zstd"
        assert not {"if-none-match", "if-modified-since", "cookie", "authorization"} & sent.keys()

    async def test_a_contact_in_any_script_breaks_no_request(self, web: Web) -> None:
        async with Fetcher("Parley/1 (+бот@example.org\n)", allow_private=True) as fetcher:
            await fetcher.fetch(web.on("/feed", answer(BODY)))

        assert web.requests[0].headers["user-agent"] == "Parley/1 (+@example.org)"

    async def test_content_type_is_kept(self, web: Web, fetcher: Fetcher) -> None:
        fetched = await fetcher.fetch(web.on("/feed", answer(BODY, Content_Type="text/xml; charset=koi8-r")))

        assert fetched.content_type == "text/xml; charset=koi8-r"


class TestRedirects:
    async def test_permanent_ones_are_reported(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/old", answer(status="301 Moved Permanently", Location="/older"))
        web.on("/older", answer(status="308 Permanent Redirect", Location="/new"))
        web.on("/new", answer(BODY))

        fetched = await fetcher.fetch(url)

        assert (fetched.body, fetched.url, fetched.moved) == (BODY, web.url("/new"), web.url("/new"))

    async def test_a_temporary_one_ends_what_is_permanent(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/old", answer(status="301 Moved Permanently", Location="/new"))
        web.on("/new", answer(status="302 Found", Location="/today"))
        web.on("/today", answer(status="301 Moved Permanently", Location="/mirror"))
        web.on("/mirror", answer(BODY))

        fetched = await fetcher.fetch(url)

        assert (fetched.url, fetched.moved) == (web.url("/mirror"), web.url("/new"))

    async def test_a_temporary_one_moves_nothing(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/feed", answer(status="307 Temporary Redirect", Location="/other"))
        web.on("/other", answer(BODY))

        assert (await fetcher.fetch(url)).moved is None

    @pytest.mark.parametrize(
        ("status", "location", "cause"),
        [
            ("302 Found", "/feed", "redirect loop"),
            ("302 Found", "ftp://example.org/feed", "not a web address"),
            ("302 Found", "javascript:alert(1)", "not a web address"),
            ("302 Found", "http://xn--zzzzzzz99999.example/", "not a web address"),
            ("302 Found", "http://[::1", "broken redirect"),
            ("302 Found", "http://93.184.215.14:22/", "port 22 is not a web port"),
            ("302 Found", "http://host.invalid/", "no such host"),
        ],
    )
    async def test_one_that_leads_nowhere(
        self, web: Web, fetcher: Fetcher, status: str, location: str, cause: str
    ) -> None:
        failed = await failure(fetcher, web.on("/feed", answer(status=status, Location=location)))

        assert failed.cause.replace("no answer from the name service", "no such host") == cause

    async def test_a_loop_of_two(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/a", answer(status="302 Found", Location="/b"))
        web.on("/b", answer(status="302 Found", Location="/a"))

        assert (await failure(fetcher, url)).cause == "redirect loop"

    @pytest.mark.parametrize(("hops", "follows"), [(5, True), (6, False)])
    async def test_five_are_followed(self, web: Web, fetcher: Fetcher, hops: int, follows: bool) -> None:
        for hop in range(hops):
            web.on(f"/{hop}", answer(status="302 Found", Location=f"/{hop + 1}"))
        web.on(f"/{hops}", answer(BODY))

        if follows:
            assert (await fetcher.fetch(web.url("/0"))).body == BODY
        else:
            assert (await failure(fetcher, web.url("/0"))).cause == "too many redirects"

    async def test_one_without_an_address(self, web: Web, fetcher: Fetcher) -> None:
        assert (await failure(fetcher, web.on("/feed", answer(status="302 Found")))).cause == "302 found"

    async def test_cookies_are_not_kept(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/feed", answer(status="302 Found", Location="/next", Set_Cookie="id=7; Path=/"))
        web.on("/next", answer(BODY))

        await fetcher.fetch(url)

        assert "cookie" not in web.requests[1].headers


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "cause", "temporary", "gone"),
        [
            ("404 Nope", "404 not found", False, False),
            ("410 Gone", "410 gone", False, True),
            ("401 Unauthorized", "401 unauthorized", False, False),
            ("403 Forbidden", "403 forbidden", False, False),
            ("429 Slow down", "429 too many requests", True, False),
            ("500 Oops", "500 internal server error", True, False),
            ("503 Busy", "503 service unavailable", True, False),
            ("599 Odd", "599 unknown answer", True, False),
        ],
    )
    async def test_status(
        self, web: Web, fetcher: Fetcher, status: str, cause: str, temporary: bool, gone: bool
    ) -> None:
        failed = await failure(fetcher, web.on("/feed", answer(b"<html/>", status=status)))

        assert (failed.cause, failed.temporary, failed.gone) == (cause, temporary, gone)

    async def test_retry_after_in_seconds(self, web: Web, fetcher: Fetcher) -> None:
        url = web.on("/feed", answer(status="429 Slow down", Retry_After="120"))

        assert (await failure(fetcher, url)).retry_after == 120

    async def test_retry_after_as_a_date(self, web: Web, fetcher: Fetcher) -> None:
        later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
        failed = await failure(fetcher, web.on("/feed", answer(status="503 Busy", Retry_After=later)))

        assert failed.retry_after == pytest.approx(90, abs=3)

    @pytest.mark.parametrize(
        "address", ["", "feed", "ftp://example.org/x", "file:///etc/passwd", "http://", "http://xn--/"]
    )
    async def test_what_is_no_web_address(self, fetcher: Fetcher, address: str) -> None:
        failed = await failure(fetcher, address)

        assert (failed.cause, failed.temporary) == ("not a web address", False)


class TestFreshness:
    @pytest.mark.parametrize(
        ("headers", "seconds"),
        [
            ({"Cache_Control": "public, max-age=600"}, 600),
            ({"Cache_Control": "max-age=600", "Age": "100"}, 500),
            ({"Cache_Control": "max-age=60", "Age": "100"}, 0),
            ({"Cache_Control": "no-cache, max-age=600"}, None),
            ({"Cache_Control": "s-maxage=600"}, None),
            (
                {"Date": "Thu, 05 Feb 2026 10:00:00 GMT", "Expires": "Thu, 05 Feb 2026 10:05:00 GMT"},
                300,
            ),
            ({"Expires": "0"}, None),
            ({}, None),
        ],
    )
    async def test_max_age(self, web: Web, fetcher: Fetcher, headers: dict[str, str], seconds: int | None) -> None:
        fetched = await fetcher.fetch(web.on("/feed", answer(BODY, **headers)))

        assert fetched.max_age == seconds


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


class TestSize:
    @pytest.mark.parametrize("coding", PACKERS)
    async def test_compressed_bodies_are_unpacked(self, web: Web, fetcher: Fetcher, coding: str) -> None:
        url = web.on("/feed", answer(PACKERS[coding](BODY), Content_Encoding=coding))

        assert (await fetcher.fetch(url)).body == BODY

    async def test_a_long_compressed_body(self, web: Web, fetcher: Fetcher) -> None:
        body = random.Random(1).randbytes(150_000)

        fetched = await fetcher.fetch(web.on("/feed", answer(gzip.compress(body), Content_Encoding="gzip")))

        assert fetched.body == body

    @pytest.mark.parametrize("coding", PACKERS)
    async def test_a_bomb_is_too_large(self, web: Web, fetcher: Fetcher, coding: str) -> None:
        url = web.on("/feed", answer(PACKERS[coding](bytes(20_000_000)), Content_Encoding=coding))

        assert (await failure(fetcher, url)).cause == "too large"

    @pytest.mark.parametrize(
        ("coding", "body", "cause"),
        [
            pytest.param("gzip", BODY, "damaged compression", id="no gzip"),
            pytest.param("gzip", gzip.compress(BODY)[:-12], "damaged compression", id="cut gzip"),
            pytest.param("br", BODY, "damaged compression", id="no brotli"),
            pytest.param("zstd", BODY, "damaged compression", id="no zstd"),
            pytest.param("compress", BODY, "unknown compression", id="unknown"),
            pytest.param("gzip, gzip, gzip", BODY, "unknown compression", id="three layers"),
        ],
    )
    async def test_a_damaged_body(self, web: Web, fetcher: Fetcher, coding: str, body: bytes, cause: str) -> None:
        assert (await failure(fetcher, web.on("/feed", answer(body, Content_Encoding=coding)))).cause == cause

    async def test_a_large_body_stops_at_the_cap(self, web: Web, fetcher: Fetcher) -> None:
        assert (await failure(fetcher, web.on("/feed", answer(bytes(300_000))))).cause == "too large"

    async def test_an_endless_body_stops_at_the_cap(self, web: Web, fetcher: Fetcher) -> None:
        async def endless(writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                writer.write(b"<item/>" * 1000)
                await writer.drain()

        assert (await failure(fetcher, web.on("/feed", endless))).cause == "too large"


async def silent(_writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(30)


async def drip(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        writer.write(b" ")
        await asyncio.sleep(0.05)


async def drip_head(writer: asyncio.StreamWriter) -> None:
    for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 200:
        writer.write(bytes([letter]))
        await asyncio.sleep(0.05)


async def reset(writer: asyncio.StreamWriter) -> None:
    plug = writer.get_extra_info("socket")
    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def cut(writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>")
    writer.close()


async def hang_up(writer: asyncio.StreamWriter) -> None:
    writer.close()


class TestTrouble:
    @pytest.mark.parametrize(
        ("trouble", "causes"),
        [
            (silent, {"timed out"}),
            (drip, {"timed out"}),
            (drip_head, {"timed out"}),
            (reset, {"connection broken"}),
            (cut, {"broken answer"}),
            (hang_up, {"broken answer"}),
        ],
    )
    async def test_bad_answers(
        self,
        web: Web,
        fetcher: Fetcher,
        trouble: Callable[[asyncio.StreamWriter], Awaitable[None]],
        causes: set[str],
    ) -> None:
        clock = asyncio.get_running_loop().time
        start = clock()

        failed = await failure(fetcher, web.on("/feed", trouble))

        assert failed.cause in causes
        assert failed.temporary
        assert clock() - start < 4.0

    async def test_no_http_at_all(self, web: Web, fetcher: Fetcher) -> None:
        assert (await failure(fetcher, web.on("/feed", b"SSH-2.0-OpenSSH\r\n\r\n"))).cause == "broken answer"

    async def test_nobody_listens(self, fetcher: Fetcher) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))  # bound, not listening
            url = f"http://127.0.0.1:{taken.getsockname()[1]}/"

            assert (await failure(fetcher, url)).cause == "connection refused"

    async def test_no_tls(self, fetcher: Fetcher) -> None:
        async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        async with Listener(plain) as server:
            assert (await failure(fetcher, f"https://127.0.0.1:{server.port}/")).cause == "TLS failure"

    async def test_redirects_share_one_deadline(self, web: Web, fetcher: Fetcher) -> None:
        async def slow(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.8)
            writer.write(answer(status="302 Found", Location=f"/{len(web.requests)}"))

        for hop in range(5):
            web.on(f"/{hop}", slow)

        assert (await failure(fetcher, web.url("/0"))).cause == "timed out"
        assert 2 <= len(web.requests) <= 3

    async def test_a_dripping_feed_holds_up_no_other(self, web: Web, fetcher: Fetcher) -> None:
        slow = asyncio.create_task(failure(fetcher, web.on("/drip", drip)))
        quick = [fetcher.fetch(web.on(f"/{number}", answer(BODY))) for number in range(20)]

        await asyncio.gather(*quick)

        assert not slow.done()
        assert (await slow).cause == "timed out"


class TestGuard:
    @pytest.mark.parametrize(
        "host",
        [
            "127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0", "10.1.2.3",
            "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fd00:ec2::254]", "[fe80::1]",
            "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1", "255.255.255.255", "2130706433", "127.1", "0x7f.1",
        ],
    )  # fmt: skip
    async def test_private_addresses_are_refused(self, host: str) -> None:
        async with Fetcher("Parley/test") as fetcher:
            failed = await failure(fetcher, f"http://{host}/feed")

        assert (failed.cause, failed.temporary) == ("private address", False)

    async def test_nothing_is_sent_to_a_private_address(self, web: Web) -> None:
        async with Fetcher("Parley/test") as fetcher:
            await failure(fetcher, web.on("/feed", answer(BODY)))

        assert web.requests == []

    def test_a_name_that_leads_to_both_worlds_is_refused(self) -> None:
        addresses = [ip_address("93.184.215.14"), ip_address("10.0.0.1")]

        with pytest.raises(FeedFailed, match="private address"):
            GuardedBackend(allow_private=False)._permitted(addresses, 80)

    async def test_only_web_ports_on_public_addresses(self) -> None:
        async with Fetcher("Parley/test") as fetcher:
            failed = await failure(fetcher, "http://93.184.215.14:25/")

        assert failed.cause == "port 25 is not a web port"

    async def test_a_proxy_of_the_environment_is_not_used(
        self, web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")

        async with Fetcher("Parley/test", allow_private=True) as fresh:
            assert (await fresh.fetch(web.on("/feed", answer(BODY)))).body == BODY


class TestSecrets:
    async def test_a_password_is_sent_and_shown_nowhere(
        self, web: Web, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        web.on("/feed", answer(BODY))

        fetched = await fetcher.fetch(f"http://reader:s3cret@127.0.0.1:{web.port}/feed")

        assert web.requests[0].headers["authorization"].startswith("Basic ")
        assert "s3cret" not in fetched.url + caplog.text

    async def test_a_feed_with_a_password_does_not_move(self, web: Web, fetcher: Fetcher) -> None:
        web.on("/feed", answer(status="301 Moved Permanently", Location="/new"))
        web.on("/new", answer(BODY))

        fetched = await fetcher.fetch(f"http://reader:s3cret@127.0.0.1:{web.port}/feed")

        assert "authorization" in web.requests[1].headers
        assert fetched.moved is None

    async def test_a_password_does_not_follow_to_another_site(self, web: Web, fetcher: Fetcher) -> None:
        web.on("/feed", answer(status="302 Found", Location=web.url("/other", host="localhost")))
        web.on("/other", answer(BODY))

        await fetcher.fetch(f"http://reader:s3cret@127.0.0.1:{web.port}/feed")

        assert "authorization" not in web.requests[1].headers


class TestPoliteness:
    async def test_a_private_host_needs_no_pause(self, web: Web, fetcher: Fetcher) -> None:
        urls = [web.on(f"/{number}", answer(BODY)) for number in range(12)]

        await asyncio.wait_for(asyncio.gather(*map(fetcher.fetch, urls)), 4.0)

        assert len(web.requests) == 12

    async def test_no_more_than_so_many_at_once(self, web: Web) -> None:
        async def slow(writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(0.05)
            writer.write(answer(BODY))

        async with Fetcher("Parley/test", allow_private=True, limits=Limits(parallel=3)) as fetcher:
            await asyncio.gather(*(fetcher.fetch(web.on(f"/{number}", slow)) for number in range(9)))

        assert web.most_open == 3
