"""A small WebSub hub on loopback, and the publisher beside it: it verifies, signs, renews, denies and misbehaves."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import parse_qsl, urlencode

import httpx

from bot.serving import Answered, Asked, HttpServer

CHALLENGE = "a challenge of 1 & 2 = 3"
ATOM = "application/atom+xml"


@dataclass
class Agreed:
    """What a subscriber has confirmed."""

    topic: str
    secret: str
    lease: int


@dataclass
class HubServer:
    """Serves documents at /<name> and is the hub at /hub. `balancer` says where public addresses really lead.

    `status` is its answer to requests, `lease` what it grants instead of what was asked for; with `silent` it
    verifies nothing.
    """

    balancer: Mapping[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    status: int = 202
    lease: int | None = None
    silent: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    fetched: int = 0
    agreed: dict[str, Agreed] = field(default_factory=dict)
    refused: list[int] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        self._client, self._tasks = httpx.AsyncClient(), set[asyncio.Task[None]]()
        routes = {("POST", "/hub"): self._request, ("GET", "/*"): self._document}
        self._server = HttpServer("127.0.0.1:0", routes)
        await self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.idle()
        await self._client.aclose()
        await self._server.stop()

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._server.port}/{name}"

    def publish(self, name: str, *entries: tuple[str, str], hub: str | None = "hub") -> str:
        """An Atom document with these (title, text), the numbers of which are their ids; its own word for its hub."""
        links = f'<link rel="self" href="{self.url(name)}"/>' + (f'<link rel="hub" href="/{hub}"/>' if hub else "")
        items = "".join(
            f"<entry><id>{name}-{number}</id><title>{title}</title><summary>{text}</summary></entry>"
            for number, (title, text) in enumerate(entries)
        )
        self.documents[name] = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{name}</title>{links}{items}</feed>'
        return self.documents[name]

    async def idle(self) -> None:
        """Waits until everything that it was asked for has been verified, or refused."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def distribute(
        self, name: str, body: str | None = None, *, method: str = "sha256", secret: str | None = None, kind: str = ATOM
    ) -> list[int]:
        """Posts a document (that at its address by default) to each who has agreed: the answers."""
        content = (self.documents[name] if body is None else body).encode()
        return [
            await self.post(callback, content, method, one.secret if secret is None else secret, kind)
            for callback, one in list(self.agreed.items())
            if one.topic == self.url(name)
        ]

    async def post(self, callback: str, content: bytes, method: str, secret: str, kind: str = ATOM) -> int:
        signature = f"{method}={hmac.new(secret.encode(), content, method).hexdigest()}" if method else ""
        headers = {"Content-Type": kind, "Link": f'<{self.url("hub")}>; rel="hub"'}
        headers |= {"X-Hub-Signature": signature} if signature else {}
        return (await self._client.post(self._really(callback), content=content, headers=headers)).status_code

    async def verify(self, callback: str, **given: str) -> httpx.Response:
        """Asks the subscriber, with these parameters."""
        return await self._client.get(self._really(callback) + "?" + urlencode({f"hub.{k}": given[k] for k in given}))

    async def deny(self, callback: str, topic: str, reason: str = "not for you") -> int:
        self.agreed.pop(callback, None)
        return (await self.verify(callback, mode="denied", topic=topic, reason=reason)).status_code

    async def _document(self, asked: Asked) -> Answered:
        self.fetched += 1
        return Answered(200, self.documents[asked.path.strip("/")].encode(), ATOM)

    async def _request(self, asked: Asked) -> Answered:
        form = dict(parse_qsl(asked.body.decode()))
        self.asked.append(form)
        if self.status == 202 and not self.silent:
            task = asyncio.create_task(self._verify_request(form))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return Answered(self.status)

    async def _verify_request(self, form: dict[str, str]) -> None:
        callback, mode, topic = form["hub.callback"], form["hub.mode"], form["hub.topic"]
        lease = str(self.lease or form.get("hub.lease_seconds", ""))
        answer = await self.verify(callback, mode=mode, topic=topic, challenge=CHALLENGE, lease_seconds=lease)
        if answer.status_code // 100 != 2 or answer.text != CHALLENGE:
            self.refused.append(answer.status_code)
        elif mode == "subscribe":
            self.agreed[callback] = Agreed(topic, form["hub.secret"], int(lease))
        else:
            self.agreed.pop(callback, None)

    def _really(self, address: str) -> str:
        for public, real in self.balancer.items():
            address = address.replace(public, real, 1)
        return address
