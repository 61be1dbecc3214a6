"""What a fetched document shows of its feed: how fresh it is by its own rhythm, and in which language it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from bot.feeds.language import TOLD_APART, detect, primary
from storage.vocabulary import Document, Entry, Feed

LATE = 3
"""So many usual gaps without a new entry are more than usual (RULES, 6)."""
NIGHT = timedelta(hours=12)
"""No newsroom is called silent for a night."""
_SHARE = 5
"""A language counts where one entry in so many is in it."""
_CLEAR_LEAD = 3


class Pulse(StrEnum):
    """How a feed's newest entry stands against its own rhythm."""

    FRESH = "fresh"
    QUIET = "quiet"
    SILENT = "silent"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """The newest entry, how old it is, and the median gap between the entries; None where no dates tell."""

    pulse: Pulse
    newest: datetime | None = None
    age: timedelta | None = None
    usual: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Languages:
    """The language by the catalogue, by the document, and those that its entries are in, the commonest first.

    Nothing is detected where either names a language that Parley cannot tell from others.
    """

    listed: str | None
    declared: str | None
    detected: tuple[str, ...]

    @property
    def differ(self) -> bool:
        """Whether they contradict each other, or the entries are in more than one."""
        return len({self.listed, self.declared, *self.detected} - {None}) > 1


def freshness(entries: Iterable[Entry], now: datetime) -> Freshness:
    """Quiet is more than three usual gaps; silent is also more than the longest one in the document and a night."""
    moments = sorted({entry.published for entry in entries if entry.published_given})
    if not moments:
        return Freshness(pulse=Pulse.UNDATED)
    newest, age = moments[-1], max(now - moments[-1], timedelta())
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    usual = timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else None
    return Freshness(pulse=_pulse(age, usual, gaps), newest=newest, age=age, usual=usual)


def _pulse(age: timedelta, usual: timedelta | None, gaps: Iterable[timedelta]) -> Pulse:
    quiet = usual is not None and age > LATE * usual
    if age > max([NIGHT, *gaps]) and (quiet or usual is None):
        return Pulse.SILENT
    return Pulse.QUIET if quiet else Pulse.FRESH


def languages(feed: Feed, document: Document) -> Languages:
    """What the catalogue, the document and its entries say of the language."""
    listed, declared = primary(feed.language), document.language
    told_apart = {listed, declared} - {None} <= TOLD_APART
    return Languages(listed=listed, declared=declared, detected=_detected(document.entries) if told_apart else ())


def _detected(entries: Iterable[Entry]) -> tuple[str, ...]:
    found = Counter(filter(None, (detect(f"{one.title}\n{one.text}", _CLEAR_LEAD) for one in entries)))
    return tuple(code for code, count in found.most_common() if count * _SHARE >= found.total())
