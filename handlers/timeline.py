"""/timeline: talks and exchanges on one line of time, as a picture."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from sqlmodel import Session

from handlers import arguments, around
from handlers.chart import firsts, known, reply
from handlers.conversation import Button, Made, Reply, Request
from handlers.days import year_of
from handlers.drawing import timeline as drawing
from handlers.freshness import last_line
from handlers.wording import timeline as wording
from handlers.wording.timeline import Course
from storage import figures, series
from storage.vocabulary import Confirmation, Development, Kind

EXAMPLES = ("timeline", "timeline 2025")
_SPAN = timedelta(days=365)
_MOST = 200


def timeline(request: Request, session: Session) -> Reply:
    """The last twelve months, or a year."""
    year = year_of(request.text)
    if request.arguments and year is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say, today, dossier = arguments.speech(request), arguments.today(request), request.dossier
    since = date(year, 1, 1) if year else today - _SPAN
    until = min(date(year, 12, 31), today) if year else today
    course = Course(
        since=since,
        until=until,
        talks=_talks(session, since, until),
        exchanges=_exchanges(session, since, until),
        year=year,
        gaps=_gaps(request, session, since, until),
    )
    buttons = _years(session, year, today)
    if not (course.talks or course.exchanges):
        return Reply(say("None that Parley knows of."), buttons)
    caption = wording.caption(course, dossier, say, last_line(request, session))
    return reply("timeline", Made(drawing.draw, wording.picture(course, dossier, say)), caption, buttons)


def _talks(session: Session, since: date, until: date) -> list[Development]:
    """Newest first, those of doubtful sources and those that began before left out."""
    found = figures.talks(session, until, since=since, limit=_MOST)
    return [one for one in found if one.confidence != "low" and one.day and one.day >= since]


def _exchanges(session: Session, since: date, until: date) -> list[Development]:
    """Newest first, those that no total counts left out."""
    found = figures.carried_out(session, Kind.EXCHANGE, since, until, limit=_MOST)
    return [one for one in reversed(found) if _counts(one)]


def _counts(one: Development) -> bool:
    sure = one.record_id is not None or one.confirmation is not Confirmation.REPORTED
    return sure and one.confidence != "low"


def _gaps(request: Request, session: Session, since: date, until: date) -> list[tuple[date, date]]:
    """The times between two days in which an exchange may be unknown, in months."""
    reading = around.reading_since(session, request.dossier, request.at)
    gaps: list[tuple[date, date]] = []
    for first, last in pairwise([*(max(one, since) for one in firsts(since, until)), until]):
        if known(request.dossier, first, last - timedelta(days=1), reading):
            continue
        joins = bool(gaps) and gaps[-1][1] == first
        gaps[-1:] = [(gaps[-1][0], last)] if joins else [*gaps[-1:], (first, last)]
    return gaps


def _years(session: Session, year: int | None, today: date) -> tuple[tuple[Button, ...], ...]:
    """The years beside the one that is shown, as far as there are exchanges."""
    known = sorted({month.first.year for month in series.months(session, Kind.EXCHANGE, (), today)})
    shown = year or today.year + 1
    before = [Button(f"◂ {one}", f"timeline {one}") for one in known if one < shown]
    after = [Button(f"{one} ▸", f"timeline {one}") for one in known if one > shown]
    row = (*before[-1:], *after[:1])
    return (row,) if row else ()
