"""What a Bot API server can do wrong, as a script that the local one follows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class ConnectError(Exception):
    """Nothing listens there: the request never left (named as httpx names it, as are the others)."""


class ReadError(Exception):
    """The connection broke after the request had left."""


class ReadTimeout(Exception):
    """No answer came in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One answer that is not the true one.

    `broken` is None for an answer with `status` and `body`, else unreachable, reset or silence. `accepted`: the
    request is carried out all the same, only its answer is this one. It holds for one method and one chat (any
    where None), `times` times (for ever where None).
    """

    status: int = 200
    body: bytes = b""
    broken: str | None = None
    accepted: bool = False
    method: str | None = "sendMessage"
    chat_id: int | None = None
    times: int | None = 1

    def fits(self, method: str, chat_id: int | None) -> bool:
        named = self.method is None or self.method.lower() == method.lower()
        return named and (self.chat_id is None or self.chat_id == chat_id)


@dataclass(slots=True)
class Faults:
    """The script: the first fault that fits a request answers it."""

    waiting: list[list[Any]] = field(default_factory=list)

    def add(self, *faults: Fault) -> None:
        self.waiting += [[fault, fault.times] for fault in faults]

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        for entry in self.waiting:
            fault: Fault = entry[0]
            if fault.fits(method, chat_id):
                if entry[1] is not None:
                    entry[1] -= 1
                    self.waiting = [one for one in self.waiting if one[1] is None or one[1] > 0]
                return fault
        return None


def refusal(code: int, description: str, **parameters: Any) -> dict[str, Any]:
    """The body of an error answer."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return {**body, "parameters": parameters} if parameters else body


def _answer(body: Mapping[str, Any], **where: Any) -> Fault:
    return Fault(status=body["error_code"], body=json.dumps(body).encode(), **where)


def flood(retry_after: int, **where: Any) -> Fault:
    """429: too many requests; nothing was sent."""
    text = f"Too Many Requests: retry after {retry_after}"
    return _answer(refusal(429, text, retry_after=retry_after), **where)


def bad(description: str, **where: Any) -> Fault:
    """400 with its description."""
    return _answer(refusal(400, f"Bad Request: {description}"), **where)


def forbidden(description: str = "bot was blocked by the user", **where: Any) -> Fault:
    return _answer(refusal(403, f"Forbidden: {description}"), **where)


def internal(**where: Any) -> Fault:
    """500: whether it was carried out is not known."""
    return _answer(refusal(500, "Internal Server Error"), **where)


def stranger(status: int, body: bytes = b"<html><body><h1>No</h1></body></html>", **where: Any) -> Fault:
    """What a proxy or a firewall before the server answers: a page of HTML, or words of its own."""
    return Fault(status=status, body=body, **where)


def gateway(**where: Any) -> Fault:
    """502 with a page of HTML."""
    return stranger(502, **where)


def garbled(**where: Any) -> Fault:
    """200 with half a JSON document."""
    return Fault(body=b'{"ok": true, "result": {"message_', **where)


def unreachable(**where: Any) -> Fault:
    return Fault(broken="unreachable", **where)


def reset(**where: Any) -> Fault:
    """The connection breaks; with `accepted` after the request was carried out."""
    return Fault(broken="reset", **where)


def silence(**where: Any) -> Fault:
    """The answer never comes."""
    return Fault(broken="silence", **where)
