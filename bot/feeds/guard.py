"""Which machines Parley may connect to, decided at the moment of connecting (RULES: SSRF).

Checking a name before the request leaves a gap: the name may point elsewhere a moment later. So the check sits
where the connection is made, on the very address that is then used.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpcore
from httpcore import AnyIOBackend, AsyncNetworkBackend, AsyncNetworkStream

from bot.feeds.failures import FeedFailed

Address = IPv4Address | IPv6Address

_WEB_PORTS = frozenset({80, 443})
_NAT64 = IPv6Network("64:ff9b::/96")


def is_private(address: Address) -> bool:
    """Whether the address lies outside the public Internet, also where it is an IPv4 address in disguise.

    Private, loopback, link-local (with the cloud's metadata service), shared (CGNAT), multicast, reserved.

    >>> is_private(ip_address("::ffff:169.254.169.254"))
    True
    """
    inner = _embedded(address)
    if inner is not None:
        return is_private(inner)
    return not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified


def _embedded(address: Address) -> IPv4Address | None:
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


async def resolve(host: str) -> list[Address]:
    """Every address of a host name, in the system's order.

    Raises:
        FeedFailed: there is no such host, or nobody to ask.
    """
    with contextlib.suppress(ValueError):
        return [ip_address(host)]
    with contextlib.suppress(OSError):
        return [ip_address(socket.inet_aton(host))]  # 127.1 and 2130706433, as the system reads them
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        lost = error.errno == socket.EAI_AGAIN
        raise FeedFailed("no answer from the name service" if lost else "no such host") from error
    except UnicodeError as error:
        raise FeedFailed("no such host") from error
    return list(dict.fromkeys(ip_address(str(one[4][0]).partition("%")[0]) for one in found))


async def is_private_host(host: str) -> bool:
    """Whether the host name leads to private addresses only (False where it leads nowhere)."""
    try:
        return all(map(is_private, await resolve(host)))
    except FeedFailed:
        return False


class GuardedBackend(AsyncNetworkBackend):
    """Connects to public web servers only; `allow_private` opens private addresses, and any port there."""

    def __init__(self, *, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._plain = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 -- the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """A connection to the first permitted address that takes it.

        Raises:
            FeedFailed: the address is private, the port is not the web's, or there is no such host.
            httpcore.ConnectError: nobody answered.
        """
        failure: Exception = FeedFailed("no such host")
        for address in self._permitted(await resolve(host), port):
            try:
                return await self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _permitted(self, addresses: list[Address], port: int) -> list[Address]:
        if not self._allow_private and any(map(is_private, addresses)):
            raise FeedFailed("private address", temporary=False)
        permitted = [one for one in addresses if is_private(one) or port in _WEB_PORTS]
        if not permitted:
            raise FeedFailed(f"port {port} is not a web port", temporary=False)
        return permitted

    async def connect_unix_socket(
        self,
        path: str,  # noqa: ARG002 -- the signature is httpcore's
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> AsyncNetworkStream:
        raise FeedFailed("private address", temporary=False)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
