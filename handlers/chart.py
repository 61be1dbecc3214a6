"""/chart: people returned to each side month by month or in all, and the days between exchanges, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from sqlmodel import Session

from handlers import arguments, around, silence
from handlers.conversation import Attachment, Button, FileKind, Made, Reply, Request
from handlers.days import year_of
from handlers.drawing import gaps as draw_gaps
from handlers.drawing import months as draw_months
from handlers.drawing import total as draw_total
from handlers.freshness import last_line
from handlers.wording import charts, gaps
from handlers.wording.charts import Series
from handlers.wording.language import N_, Speech
from storage import figures, series
from storage.series import Month
from storage.vocabulary import Dossier, Kind

EXAMPLES = ("chart", "chart 2025", N_("chart total"), N_("chart gaps"))
_VIEWS = {
    "months": N_("By month"),
    "total": N_("In all"),
    "gaps": N_("Days between"),
}
_WORDS = {
    "months": ("month", "monthly", "місяць", "місяці", "месяц", "месяцы"),
    "total": ("all", "sum", "cumulative", "загалом", "усього", "всього", "разом", "всего", "итого"),
    "gaps": ("gap", "days", "silence", "проміжки", "промежутки", "паузи", "паузы", "дні", "дни"),
}
_MOST = 120
"""Months that one picture can show."""


def chart(request: Request, session: Session) -> Reply:
    """One of three pictures, months first; with a year the months of that year."""
    word = " ".join(request.arguments).lower() or "months"
    year = year_of(word)
    view = "months" if year else next((name for name, words in _WORDS.items() if word in (name, *words)), None)
    if view is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say, today = arguments.speech(request), arguments.today(request)
    found = series.months(session, Kind.EXCHANGE, request.dossier.sides, today)
    shown = [month for month in found if year in (None, month.first.year)][-_MOST:]
    rows = (_views(view, year, say), _years(found, year) if view == "months" else ())
    buttons = tuple(row for row in rows if row)
    if not shown:
        return Reply(say("None that Parley knows of."), buttons if found else ())
    if view == "gaps":
        return _gaps(request, session, buttons)
    made = _series(session, request, shown, year)
    fresh, dossier = last_line(request, session), request.dossier
    if view == "total":
        picture = Made(draw_total.draw, charts.in_all(made, dossier, say))
        return reply("total", picture, charts.total_caption(made, dossier, today, say, fresh), buttons)
    picture = Made(draw_months.draw, charts.by_month(made, dossier, say))
    return reply("months", picture, charts.months_caption(made, dossier, today, say, fresh), buttons)


def reply(name: str, picture: Made, caption: str, buttons: tuple[tuple[Button, ...], ...]) -> Reply:
    """A picture with what it says in words."""
    return Reply(caption, buttons, attachments=(Attachment(f"{name}.png", picture, FileKind.PICTURE),))


def _series(session: Session, request: Request, shown: Sequence[Month], year: int | None) -> Series:
    """The months from the first that had an exchange to this one, those that had none too; a year from January."""
    today = arguments.today(request)
    first = date(year, 1, 1) if year else shown[0].first
    last = min(date(year, 12, 1), today.replace(day=1)) if year else today.replace(day=1)
    held = {month.first: month for month in shown}
    reading = _reading(session, request)
    begins = firsts(first, last)
    return Series(
        months=[held.get(one, Month(first=one)) for one in begins],
        known=[known(request.dossier, one, min(_end(one), today), reading) for one in begins],
        year=year,
    )


def firsts(first: date, last: date) -> Sequence[date]:
    """The first day of each month from that of one day to that of another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    months = (first.month - 1 + number for number in range(count))
    return [date(first.year + month // 12, month % 12 + 1, 1) for month in months]


def _end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def known(dossier: Dossier, since: date, until: date, reading: date | None) -> bool:
    """Whether no exchange between two days can be unknown: by the record, or as Parley itself has read since."""
    return around.covers(dossier, Kind.EXCHANGE, since, until, lambda: reading) or (
        reading is not None and reading <= since
    )


def _reading(session: Session, request: Request) -> date | None:
    return around.reading_since(session, request.dossier, request.at)


def _gaps(request: Request, session: Session, buttons: tuple[tuple[Button, ...], ...]) -> Reply:
    say, today, dossier = arguments.speech(request), arguments.today(request), request.dossier
    days = figures.days(session, Kind.EXCHANGE, date.min, today)
    reading = _reading(session, request)
    ends = days if days[-1] == today else [*days, today]
    if len(ends) == 1:
        return Reply(say("The last one was today."), buttons)
    spans = [(since, until, known(dossier, since, until, reading)) for since, until in pairwise(ends)]
    last = silence.since_last(session, dossier, today, request.at)
    picture = Made(draw_gaps.draw, gaps.chart(spans, last, today, say))
    return reply("gaps", picture, gaps.caption(spans, last, dossier, today, say, last_line(request, session)), buttons)


def _views(view: str, year: int | None, say: Speech) -> tuple[Button, ...]:
    """The pictures that are not shown now."""
    shown = None if year else view
    return tuple(Button(str(say(label)), f"chart {name}") for name, label in _VIEWS.items() if name != shown)


_BUTTONS = 5


def _years(found: Sequence[Month], year: int | None) -> tuple[Button, ...]:
    years = sorted({month.first.year for month in found})[-_BUTTONS:]
    return tuple(Button(str(one), f"chart {one}") for one in years if one != year)
