"""The hours and days in which an RSS document says that nobody should ask; feedparser leaves only the last of them."""

from __future__ import annotations

import re

_LIST = re.compile(rb"<skip(Hours|Days)\b[^<>]*>(.{0,4000}?)</skip\1\s*>", re.DOTALL | re.IGNORECASE)
_ONE = re.compile(rb"<(?:hour|day)\b[^<>]*>\s*(\w{1,10})\s*<", re.IGNORECASE)
_DAYS = (b"monday", b"tuesday", b"wednesday", b"thursday", b"friday", b"saturday", b"sunday")
_HEAD = 16_384
_ITEM = re.compile(rb"<(?:\w+:)?item\b", re.IGNORECASE)
_MIDNIGHT = 24


def hours(document: bytes) -> tuple[int, ...]:
    """The hours of GMT, 0 to 23, in their order; 24 is how RSS 0.91 writes midnight."""
    stated = {int(one) for one in _listed(document, b"hours") if one.isdigit()}
    return tuple(sorted({one % _MIDNIGHT for one in stated if one <= _MIDNIGHT}))


def days(document: bytes) -> tuple[int, ...]:
    """The days of the week, Monday being 0."""
    return tuple(sorted({_DAYS.index(one) for one in _listed(document, b"days") if one in _DAYS}))


def _listed(document: bytes, what: bytes) -> list[bytes]:
    """What stands in the list of the channel, before its items or after them."""
    item = _ITEM.search(document)
    head, tail = document[: min(item.start(), _HEAD) if item else _HEAD], document[-_HEAD:] if item else b""
    found = next((one for part in (head, tail) for one in _LIST.finditer(part) if one[1].lower() == what), None)
    return [one.lower() for one in _ONE.findall(found[2])] if found else []
