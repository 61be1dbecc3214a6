"""/at: what Parley knew at an instant of the past, from what it had read by then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Button, Reply, Request, Rows
from handlers.days import Span, span_of
from handlers.latest import USUAL
from handlers.rumours import AWAITED_FOR
from handlers.wording.dates import local_day
from handlers.wording.language import N_, Speech
from handlers.wording.lists import one_line, two_lines
from handlers.wording.markup import Html, bold, lines, paragraphs
from handlers.wording.times import on_day
from storage import past
from storage.vocabulary import Development, Phase

EXAMPLES = ("at 2026-02-05 14:30", N_("at 5 February"), N_("at yesterday 9:00"))
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_TOWARDS = frozenset(("at", "о", "об", "в", "на", "к"))
"""What stands between a day and a time."""
_HAPPENED, _AWAITED = 5, 4
_WEEK = timedelta(days=7)
_LEAST = 2


def at(request: Request, session: Session) -> Reply:
    """The state at an instant in the reader's zone; at the end of a day where no time is named."""
    if not request.arguments:
        return arguments.missing(request, EXAMPLES)
    then = _asked(request)
    if then is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    if then > request.at:
        return arguments.ahead(request, request.text, EXAMPLES)
    say = arguments.speech(request)
    found = _known(request, session, then)
    told = [*_happened(found, then, request, say), *_awaited(found, then, request, say)]
    return Reply(
        paragraphs(
            lines(
                bold(say("What Parley knew on {when}", when=on_day(then, request.dossier, say))),
                say("From what it had read by then, by the rules of today. The numbers lead to what is known now."),
            ),
            *(told or [say("It had read nothing of this by then.")]),
        ),
        _buttons(then, request, say),
    )


def _asked(request: Request) -> datetime | None:
    """The instant that was meant, aware; the end of today is now."""
    zone = ZoneInfo(request.chat.zone or request.dossier.zone)
    today = local_day(request.at, zone.key)
    words = [word for word in request.arguments if word.lower() not in _TOWARDS]
    timed = bool(words) and (":" in words[-1] or (len(words) > 1 and _CLOCK.fullmatch(words[-1]) is not None))
    clock = _clock(words.pop()) if timed else time(23, 59, 59)
    days = span_of(words, today) if words else Span(today, today)
    if clock is None or days is None or not days.one_day:
        return None
    then = datetime.combine(days.first, clock, zone).astimezone(UTC)
    return request.at if not timed and days.first == today else then


def _clock(word: str) -> time | None:
    found = _CLOCK.fullmatch(word)
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004


def _known(request: Request, session: Session, then: datetime) -> list[Development]:
    """Each as it would have been shown then: by the same rule, from the reports of that time."""
    assert request.shown is not None
    found = past.known_at(session, USUAL, then, local_day(then, request.dossier.zone))
    return [request.shown(one.development, request.dossier) if one.later else one.development for one in found]


def _happened(found: Sequence[Development], then: datetime, request: Request, say: Speech) -> list[Html]:
    """What had taken place, or had been called off, by then: of the last week, else the last before."""
    today = local_day(then, request.dossier.zone)
    past_ones = [one for one in found if one.day and one.day <= today and not _ahead(one)]
    past_ones.sort(key=lambda one: (one.day, one.touched, one.id), reverse=True)
    fresh = [one for one in past_ones if one.day and one.day >= today - _WEEK]
    shown = (fresh if len(fresh) >= _LEAST else past_ones[:_LEAST])[:_HAPPENED]
    return [two_lines(one, request.dossier, say) for one in shown]


def _awaited(found: Sequence[Development], then: datetime, request: Request, say: Speech) -> list[Html]:
    today = local_day(then, request.dossier.zone)
    ahead = [one for one in found if _ahead(one) and not one.retracted]
    dated = [one for one in ahead if one.day_given and one.day and (one.end_day or one.day) >= today]
    undated = [one for one in ahead if not one.day_given and one.touched >= then - AWAITED_FOR]
    shown = [one_line(one, request.dossier, say) for one in (*dated, *undated)[:_AWAITED]]
    return [lines(bold(say("Announced and awaited")), *shown)] if shown else []


def _ahead(one: Development) -> bool:
    return one.phase is Phase.ANNOUNCED and not one.stage.off


def _buttons(then: datetime, request: Request, say: Speech) -> Rows:
    """The same time of the day before, and of the day after where that is past."""
    local = then.astimezone(ZoneInfo(request.chat.zone or request.dossier.zone))
    before, after = local - timedelta(days=1), local + timedelta(days=1)
    row = [Button(str(say("◂ A day before")), f"at {before:%Y-%m-%d %H:%M}")]
    if after <= request.at:
        row.append(Button(str(say("A day later ▸")), f"at {after:%Y-%m-%d %H:%M}"))
    return (tuple(row),)
