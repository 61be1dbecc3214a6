"""Times of day: the client shows them in its reader's zone, the text inside is for clients that cannot."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import dates
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, join, timed
from handlers.wording.zones import city
from storage.vocabulary import Dossier


def moment(at: datetime, dossier: Dossier, say: Speech) -> Html:
    """12:04 Kyiv time; in the zone that its reader has chosen, where one reader alone is answered."""
    return timed(at, _told(at, dossier, say), "t")


def dated(at: datetime, dossier: Dossier, say: Speech) -> Html:
    """5 Feb, 12:04 Kyiv time."""
    return timed(at, join((_day(at, dossier, say, "short"), _told(at, dossier, say)), ", "), "dt")


def stamp(at: datetime, dossier: Dossier, say: Speech, style: str = "short") -> Html:
    """5 Feb, 12:04: a line of a list, whose zone is told elsewhere or plain."""
    return timed(at, escape(f"{_day(at, dossier, say, style)}, {say.clock(at, _zone(dossier, say))}"), "dt")


def on_day(at: datetime, dossier: Dossier, say: Speech) -> Html:
    """5 February 2026, 14:30 Kyiv time."""
    return timed(at, join((_day(at, dossier, say, "long"), _told(at, dossier, say)), ", "), "dt")


def following(at: datetime, before: datetime, dossier: Dossier, say: Speech) -> Html:
    """12:38, with its day where that is another one than that of the time told before it, whose zone it is in."""
    if is_of(at, before, dossier, say):
        return timed(at, say.clock(at, _zone(dossier, say)), "t")
    return stamp(at, dossier, say)


def is_of(at: datetime, now: datetime, dossier: Dossier, say: Speech) -> bool:
    """Whether it was today, as its reader counts the days."""
    zone = _zone(dossier, say)
    return dates.local_day(at, zone) == dates.local_day(now, zone)


def _told(at: datetime, dossier: Dossier, say: Speech) -> Html:
    zone = _zone(dossier, say)
    time = say.clock(at, zone)
    if zone == "Europe/Kyiv":
        return say("{time} Kyiv time", time=time)
    return say("{time} ({zone})", time=time, zone=city(zone, say))


def _day(at: datetime, dossier: Dossier, say: Speech, style: str) -> str:
    return say.day(dates.local_day(at, _zone(dossier, say)), style)


def _zone(dossier: Dossier, say: Speech) -> str:
    return say.zone or dossier.zone
