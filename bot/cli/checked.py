"""What a feed answered when it was checked, in words and as data: the one place where both are made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.table import Table
from rich.text import Text

from bot.feeds.condition import Freshness, Languages
from storage.vocabulary import Feed, without_login
from storage.worth import First

DAYS = 30
"""How far back *lately* reaches."""
_WIDTHS = {
    "Feed": (10, 18),
    "Answer": (6, 12),
    "Newest": (6, 12),
    "Language": (5, 10),
    "Relevant": (5, 10),
    "First": (4, 8),
}
"""The columns of the table: each one's share of the width, and the least that it needs."""
_VERSION = re.compile(r"([a-z]+)(\d)(\d*)")
_UNITS = ((timedelta(days=3), timedelta(days=1), "days"), (timedelta(hours=2), timedelta(hours=1), "h"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a fetched document holds. `relevant` entries say something that is kept; None where it was not to be told.

    `moved` is where the address leads for good; `whole` is False where the document breaks off.
    """

    version: str
    entries: int
    relevant: int | None
    whole: bool
    moved: str | None
    freshness: Freshness
    languages: Languages


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One feed: what was found, or the cause why nothing was; `stored` are the relevant entries of late."""

    feed: Feed
    found: Found | None
    cause: str = ""
    stored: int = 0
    first: First | None = None


def table(checked: Sequence[Checked]) -> Table:
    """For a terminal, which is narrow: cells of two lines, and no column of its own for an address."""
    made = Table(show_lines=True, expand=True, caption=f"Relevant: stored of the last {DAYS} days; in the document now")
    for heading, (share, least) in _WIDTHS.items():
        made.add_column(heading, overflow="fold", ratio=share, min_width=least)
    for one in checked:
        outlet, status, version, entries, _, language, relevant, first, address = cells(one)
        answer = f"{status}\n{version}, {entries} entries" if one.found else status
        feed = "\n".join(dict.fromkeys((outlet, address)))
        newest = _age(one.found.freshness) if one.found else ""
        written = (feed, answer, newest, language, relevant, first)
        made.add_row(*map(Text, written), style="" if one.found else "red")
    return made


def cells(one: Checked) -> list[str]:
    """Outlet, status, format, entries, newest one, language, relevant lately, first, address."""
    found = one.found
    address = without_login(one.feed.url)
    return [
        one.feed.outlet or one.feed.title or address,
        _status(one),
        form(found.version) if found else "",
        (f"{found.entries}" if found.whole else f"{found.entries}, breaks off") if found else "",
        _newest(found.freshness) if found else "",
        _language(found.languages) if found else "",
        _relevant(one),
        _first(one.first),
        address,
    ]


def as_data(one: Checked) -> dict[str, Any]:
    """A feed for machines: times in ISO 8601, spans in seconds, null for what is not known."""
    found, first = one.found, one.first
    data: dict[str, Any] = {
        "url": without_login(one.feed.url),
        "outlet": one.feed.outlet,
        "title": one.feed.title,
        "state": one.feed.state.value,
        "ok": found is not None,
        "cause": one.cause or None,
        "relevant": {"days": DAYS, "stored": one.stored, "in_document": found.relevant if found else None},
        "first": {"times": first.times if first else 0, "median_ahead": _seconds(first.ahead if first else None)},
    }
    return data | (_document(found) if found else {})


def _document(found: Found) -> dict[str, Any]:
    fresh, spoken = found.freshness, found.languages
    return {
        "moved": found.moved,
        "format": found.version,
        "entries": found.entries,
        "whole": found.whole,
        "newest": fresh.newest.isoformat() if fresh.newest else None,
        "age": _seconds(fresh.age),
        "usual_gap": _seconds(fresh.usual),
        "freshness": fresh.pulse.value,
        "language": {
            "listed": spoken.listed,
            "declared": spoken.declared,
            "detected": list(spoken.detected),
            "differ": spoken.differ,
        },
    }


def form(version: str) -> str:
    """A format as people call it.

    >>> form("rss091u"), form("atom10"), form("")
    ('RSS 0.91', 'Atom 1.0', 'unknown')
    """
    known = _VERSION.match(version)
    if known is None:
        return version.upper() or "unknown"
    name = "Atom" if known[1] == "atom" else known[1].upper()
    return f"{name} {known[2]}.{known[3] or 0}"


def span(length: timedelta) -> str:
    """A length of time in its largest sensible unit.

    >>> span(timedelta(seconds=90)), span(timedelta(hours=30)), span(timedelta(days=9))
    ('2 min', '30 h', '9 days')
    """
    for least, unit, name in _UNITS:
        if length >= least:
            return f"{round(length / unit)} {name}"
    return f"{round(length.total_seconds() / 60)} min" if length.total_seconds() >= 60 else f"{length.seconds} s"  # noqa: PLR2004


def moment(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC") if at else "never"


def _status(one: Checked) -> str:
    if one.found is None:
        return one.cause
    return f"ok, moved for good to {one.found.moved}" if one.found.moved else "ok"


def _newest(fresh: Freshness) -> str:
    return f"{moment(fresh.newest)}, {_age(fresh)}" if fresh.newest else _age(fresh)


def _age(fresh: Freshness) -> str:
    if fresh.age is None:
        return "no dates"
    usual = f", usually every {span(fresh.usual)}" if fresh.usual is not None else ""
    return f"{fresh.pulse.value}: {span(fresh.age)} ago{usual}"


def _language(spoken: Languages) -> str:
    if not spoken.differ:
        return spoken.listed or spoken.declared or ", ".join(spoken.detected) or "unknown"
    return "differ: " + "; ".join(_differing(spoken))


def _differing(spoken: Languages) -> Iterator[str]:
    if spoken.listed:
        yield f"{spoken.listed} in the list"
    if spoken.declared:
        yield f"{spoken.declared} by the feed"
    if spoken.detected:
        yield f"{', '.join(spoken.detected)} in the entries"


def _relevant(one: Checked) -> str:
    if one.found is None or one.found.relevant is None:
        return str(one.stored)
    return f"{one.stored}; {one.found.relevant} of {one.found.entries} now"


def _first(first: First | None) -> str:
    if first is None:
        return "never"
    times = "once" if first.times == 1 else f"{first.times} times"
    return f"{times}, {span(first.ahead)} ahead" if first.ahead is not None else f"{times}, nobody after it"


def _seconds(length: timedelta | None) -> float | None:
    return None if length is None else round(length.total_seconds(), 1)
