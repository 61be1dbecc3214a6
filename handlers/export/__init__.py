"""/export: developments as files, for those who work with the data: CSV, JSON, a calendar of talks."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Attachment, Button, Reply, Request
from handlers.days import BESIDE, year_of
from handlers.export import files
from handlers.export.files import File
from handlers.freshness import last_line
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, lines, paragraphs
from storage import histories

EXAMPLES = ("export csv", "export json 2025", "export calendar")
MOST_REPORTS = 5_000
"""So many reports go into the files of one answer: more would keep others waiting, and not fit a message."""
_FORMS = {
    "csv": "csv", "table": "csv", "json": "json", "calendar": "calendar", "ics": "calendar", "ical": "calendar",
    "календар": "calendar", "календарь": "calendar", "таблиця": "csv", "таблица": "csv",
}  # fmt: skip


def export(request: Request, session: Session, most: int = MOST_REPORTS) -> Reply:
    """The files of a form and a year, of at most so many reports; without a form, what there is to choose from."""
    form, year, rest = _asked(request)
    if rest:
        return arguments.mistaken(request, request.text, EXAMPLES)
    if form is None:
        return _choice(request, session, year)
    if form == "calendar":
        return _calendar(request, session, year)
    return _developments(request, session, form, year, most)


def _asked(request: Request) -> tuple[str | None, int | None, tuple[str, ...]]:
    """The form and the year, in any order; and what is neither."""
    form: str | None = None
    year: int | None = None
    rest: list[str] = []
    for word in request.arguments:
        which = year_of(word)
        if form is None and word.lower() in _FORMS:
            form = _FORMS[word.lower()]
        elif year is None and which is not None:
            year = which
        elif word.lower() not in BESIDE:
            rest.append(word)
    return form, year, tuple(rest)


def _choice(request: Request, session: Session, year: int | None) -> Reply:
    say = arguments.speech(request)
    which = f" {year}" if year else ""
    developments, reports = histories.size(session, *files.span(year))
    title = say("Export · {year}", year=year) if year else say("Export")
    html = paragraphs(
        bold(title),
        _amount(developments, reports, say),
        lines(
            say("<b>CSV</b>: three tables, of developments, of the claims behind them, of what changed"),
            say("<b>JSON</b>: the same in one file"),
            say("<b>Calendar</b>: talks with a day, for any calendar (iCalendar)"),
        ),
        None if year else say("For one year, add it: {command}", command="/export csv 2025"),
        _book(say),
        last_line(request, session),
    )
    forms = (("CSV", "csv"), ("JSON", "json"), (str(say("Calendar")), "calendar"))
    buttons = [tuple(Button(label, f"export {form}{which}") for label, form in forms)]
    if year:
        buttons.append((Button(str(say("◂ Back")), f"swaps {year}"),))
    return Reply(html, tuple(buttons))


def _amount(developments: int, reports: int, say: Speech) -> Html:
    told = say.ngettext("{n} development", "{n} developments", developments)
    return say(
        "{developments}, {reports}", developments=told, reports=say.ngettext("{n} report", "{n} reports", reports)
    )


def _book(say: Speech) -> Html:
    return say("Every field and value is defined in docs/codebook.md, in the source of Parley.")


def _developments(request: Request, session: Session, form: str, year: int | None, most: int) -> Reply:
    say = arguments.speech(request)
    developments, reports = histories.size(session, *files.span(year))
    if not developments:
        return Reply(say("Nothing is stored of that time."))
    if reports > most:
        told = say("That is too much for one answer: {amount}.", amount=_amount(developments, reports, say))
        return Reply(lines(told, say("For one year, add it: {command}", command="/export csv 2025")))
    made = files.kept(session, form, request.dossier, year)
    html = lines(
        _amount(developments, reports, say),
        say("Each figure stands with whoever said it. Words that could name a prisoner are left out."),
        _book(say),
        last_line(request, session),
    )
    return Reply(html, fresh=True, attachments=_attached(made))


def _calendar(request: Request, session: Session, year: int | None) -> Reply:
    say, today = arguments.speech(request), arguments.today(request)
    made = files.calendar_file(session, request.dossier, say, today, year)
    if not made.count:
        none = say("Nothing is stored of that time.") if year else say("No talks are announced for a day ahead.")
        button = Button(str(say("Talks of {year}", year=today.year)), f"export calendar {today.year}")
        return Reply(none, () if year else ((button,),))
    html = lines(
        say(
            "Talks: {n} with a day. Plans are sometimes postponed: a new file brings the same events up to date.",
            n=made.count,
        ),
        last_line(request, session),
    )
    return Reply(html, fresh=True, attachments=_attached((made,)))


def _attached(made: tuple[File, ...]) -> tuple[Attachment, ...]:
    return tuple(Attachment(file.name, file.content) for file in made)
