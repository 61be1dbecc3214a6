"""What a fetch brings."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

_LONG = 500_000
"""Bytes that take the event loop milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer. `body` is None where the server says that nothing changed (304).

    `etag` and `modified` are the validators byte for byte (as Latin-1), to be sent back next time; `moved` is
    where the address leads for good (the leading 301 and 308), `url` where the answer came from. `retry_after`
    and `max_age` are in seconds, `link` is all of the Link headers.
    """

    status: int
    url: str
    body: bytes | None = None
    etag: str | None = None
    modified: str | None = None
    moved: str | None = None
    retry_after: int | None = None
    max_age: int | None = None
    content_type: str | None = None
    link: str | None = None


async def digest_of(body: bytes) -> str:
    """Tells whether a document has changed; a long one is read in a thread."""
    made = hashlib.sha256(body) if len(body) < _LONG else await asyncio.to_thread(hashlib.sha256, body)
    return made.hexdigest()
