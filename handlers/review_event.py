"""/review 41: one event's reports, each with its evidence, and buttons that part it from the event or dismiss it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session

from handlers import arguments, paging
from handlers.conversation import Button, Reply, Request
from handlers.wording import headlines
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, italic, join, lines, paragraphs, within
from handlers.wording.review import beside, numbered
from handlers.wording.together import why
from storage import developments, reasons
from storage.judgements import Judgement
from storage.vocabulary import Development, Report

_REPORTS = 6
_BESIDE = 3
_NEAR = timedelta(days=1)
_ROOM, _ROOM_BESIDE = 2600, 900


def event(request: Request, session: Session, found: Development, page: int) -> Reply:
    """Its reports with the numbers by which they are moved, and the events that it may be one with."""
    say = arguments.speech(request)
    reports = found.reports[page * _REPORTS : (page + 1) * _REPORTS]
    ruled = reasons.standing(session, [report.id for report in reports])
    told = within((_line(report, found, ruled.get(report.id), request, say) for report in reports), _ROOM)
    turn = paging.turns(f"review {found.id}", page, more=len(found.reports) > (page + 1) * _REPORTS, say=say)
    others = _others(session, found) if page == 0 else []
    html = paragraphs(
        lines(
            bold(headlines.headline(found, request.dossier, say)),
            join((headlines.when(found, say), Html(f"/d{found.id}")), " · "),
        ),
        paragraphs(*told),
        say("To part several of them at once: {command}", command=f"/review part {found.id} …"),
        lines(say("Of those days:"), *within((beside(one, request.dossier, say) for one in others), _ROOM_BESIDE))
        if others
        else None,
    )
    rows = (*_moves(found, reports[: len(told)], say), *_joins(found, others, say), turn)
    return Reply(html, tuple(row for row in rows if row))


def _line(report: Report, found: Development, ruled: Judgement | None, request: Request, say: Speech) -> Html:
    """A report with its number and evidence, and why it stands here."""
    reason = say("Joined: {why}", why=why(report, ruled, say))
    return lines(numbered(report, found, request.dossier, say), italic(reason))


def _moves(found: Development, reports: Sequence[Report], say: Speech) -> list[tuple[Button, ...]]:
    """Part and dismiss, a row a report; what an event rests on alone cannot be parted from it."""
    several = len(found.reports) > 1
    return [
        (
            *((Button(str(say("Part {n}", n=one.id)), f"review part {found.id} {one.id}"),) if several else ()),
            Button(str(say("Dismiss {n}", n=one.id)), f"review dismiss {one.id}"),
        )
        for one in reports
    ]


def _others(session: Session, found: Development) -> list[Development]:
    """Events of its kind within a day of it."""
    if found.day is None:
        return []
    near = developments.between(session, found.kind, found.day - _NEAR, (found.end_day or found.day) + _NEAR)
    return developments.with_reports(session, [one for one in near if one.id != found.id][:_BESIDE])


def _joins(found: Development, others: Sequence[Development], say: Speech) -> list[tuple[Button, ...]]:
    made = [Button(str(say("Join with d{id}", id=one.id)), f"review join {found.id} {one.id}") for one in others]
    return [tuple(made)]
