"""/latest: what happened in the last days, what is awaited, what is only reported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Button, Reply, Request
from handlers.freshness import last_line
from handlers.rumours import AWAITED_FOR, OPEN_FOR
from handlers.wording import headlines
from handlers.wording.language import N_, Speech
from handlers.wording.lists import first_source, number, one_line, two_lines
from handlers.wording.markup import Html, bold, join, lines, paragraphs
from storage import lately
from storage.vocabulary import RETURNS, Development, Dossier, Kind

EXAMPLES = ("latest", "latest 14", N_("latest talks"))
USUAL = (Kind.EXCHANGE, Kind.TALKS, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN)
_KINDS = (*USUAL, Kind.STRIKES)
_DAYS, _MOST_DAYS = 7, 365
_LEAST, _MOST = 3, 7
_PERIODS = {
    1: re.compile(r"days?|today|день|дні|днів|дня|дни|дней|сьогодні|сегодня"),
    7: re.compile(r"weeks?|тиждень|тижні|тижнів|тижня|недел[яиюе]|недель"),
    30: re.compile(r"months?|місяц(?:ь|і|ів|я)|месяц(?:ы|ев|а)?"),
    365: re.compile(r"years?|рік|роки|років|року|годы?|года|лет"),
}
"""The words for so many days."""


def latest(request: Request, session: Session) -> Reply:
    """The newest developments, then what is open. What outlets alone told stands there only, and only while it is."""
    say = arguments.speech(request)
    asked = _asked(request)
    if asked is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    days, kinds = asked
    now = arguments.today(request)
    newest = lately.happened(session, kinds, now, rumours=False, limit=_MOST)
    recent = [one for one in newest if one.day and (one.end_day or one.day) >= now - timedelta(days=days)]
    found = recent if len(recent) >= _LEAST else newest[:_LEAST]
    return Reply(
        paragraphs(
            _heading(found, days, say, quiet=not recent),
            *(two_lines(one, request.dossier, say) for one in found),
            *_open(request, session, kinds, say),
            _strikes(request, session, now, kinds, say),
            last_line(request, session),
        ),
        _buttons(say),
    )


def _asked(request: Request) -> tuple[int, tuple[Kind, ...]] | None:
    """The days and the kinds: 14, talks, 2 weeks, today; None where a word says neither."""
    given, unit = 0, 0
    kinds: tuple[Kind, ...] = USUAL
    for word in request.arguments:
        number, kind, period = arguments.whole(word, _MOST_DAYS), arguments.kind(word), _period(word)
        if number is None and not period and kind not in _KINDS:
            return None
        given, unit = number or given, period or unit
        kinds = (kind,) if kind else kinds
    days = (given or 1) * unit if unit else given or _DAYS
    return min(days, _MOST_DAYS), kinds


def _period(word: str) -> int:
    """The days of a day, a week, a month or a year; 0 where it is none of them."""
    return next((days for days, names in _PERIODS.items() if names.fullmatch(word.lower())), 0)


def _heading(found: Sequence[Development], days: int, say: Speech, *, quiet: bool) -> Html:
    if not found:
        return say("<b>Latest</b>\nNothing is stored yet.")
    if quiet:
        return say.ngettext(
            "<b>Latest</b>\nNothing in the last {n} day. Before that:",
            "<b>Latest</b>\nNothing in the last {n} days. Before that:",
            days,
        )
    return say("<b>Latest</b>")


def _open(request: Request, session: Session, kinds: Sequence[Kind], say: Speech) -> list[Html]:
    day = arguments.today(request)
    awaited = lately.awaited(session, kinds, day, request.at - AWAITED_FOR)
    returns = [kind for kind in kinds if kind in RETURNS]
    rumoured = lately.unconfirmed(session, returns, request.at - OPEN_FOR)
    parts = []
    if awaited:
        parts.append(
            lines(bold(say("Announced and awaited")), *(one_line(one, request.dossier, say) for one in awaited))
        )
    shown = [_rumoured(one, request.dossier, say) for one in rumoured]
    if shown:
        parts.append(lines(join((bold(say("Unconfirmed, not pushed")), Html("/unconfirmed")), " · "), *shown))
    return parts


def _rumoured(one: Development, dossier: Dossier, say: Speech) -> Html:
    return join((headlines.headline(one, dossier, say), first_source(one), number(one)), " · ")


def _strikes(request: Request, session: Session, now: date, kinds: Sequence[Kind], say: Speech) -> Html | None:
    """Strikes of the last days, as context, where they were not asked for by name."""
    if Kind.STRIKES in kinds or Kind.TALKS not in kinds:
        return None
    found = lately.happened(session, (Kind.STRIKES,), now, since=now - timedelta(days=2), limit=2)
    told = [
        join(
            (
                headlines.targets(one.targets, request.dossier, say),
                headlines.when(one, say, "short"),
                first_source(one),
            ),
            ", ",
        )
        for one in found
    ]
    return say("Meanwhile: strikes on {what}", what=join(told, "; ")) if told else None


def _buttons(say: Speech) -> tuple[tuple[Button, ...], ...]:
    return (
        (
            Button(str(say("Exchanges")), "swaps"),
            Button(str(say("Talks")), "talks"),
            Button(str(say("Who negotiates")), "parties"),
        ),
    )
