"""/swaps: the exchanges of prisoners of a year, each side's figures, totals, and how long ago the last one was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlmodel import Session

from handlers import arguments, paging, silence
from handlers.card import reply as card_reply
from handlers.conversation import Button, Reply, Request
from handlers.days import Span, span_of
from handlers.freshness import last_line
from handlers.wording import figures, headlines, names
from handlers.wording.deals import part_of
from handlers.wording.language import N_, Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, join, lines, paragraphs, quote
from handlers.wording.silence import since_last
from handlers.wording.totals import since_the_start, year_so_far
from storage import figures as aggregates
from storage.developments import with_reports
from storage.figures import Tally
from storage.vocabulary import Confirmation, Development, Dossier, Kind, Stage

EXAMPLES = ("swaps", "swaps 2025", N_("swaps 5 February"))
_PAGE = 25
Deals = Mapping[int, tuple[Development, tuple[Development, ...]]]


def swaps(request: Request, session: Session) -> Reply:
    """A year's exchanges, or those of the days asked for."""
    words, page = arguments.page(request)
    today = arguments.today(request)
    tallies = aggregates.tallies(session, Kind.EXCHANGE, request.dossier.sides)
    if not words:
        return _year(request, session, _newest_year(session, tallies, today), tallies, page)
    asked = span_of(words, today)
    if asked is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    if (asked.last - asked.first).days > 31:  # noqa: PLR2004 - longer than a month: a year
        return _year(request, session, asked.first.year, tallies, page)
    return _days(request, session, asked)


def _newest_year(session: Session, tallies: Sequence[Tally], today: date) -> int:
    """This year, as soon as there is anything of it, even unconfirmed; else the last that has some."""
    this_year = aggregates.carried_out(session, Kind.EXCHANGE, date(today.year, 1, 1), today, limit=1)
    return today.year if this_year or not tallies else tallies[0].year


def _year(request: Request, session: Session, year: int, tallies: Sequence[Tally], page: int) -> Reply:
    say = arguments.speech(request)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = aggregates.carried_out(session, Kind.EXCHANGE, first, last, limit=_PAGE + 1, offset=page * _PAGE)
    shown = found[:_PAGE]
    deals = aggregates.deals(session, {one.parent for one in shown if one.parent})
    html = paragraphs(
        lines(_title(request.dossier, say, year), _rows(shown, deals, request.dossier, say)),
        lines(
            year_so_far(year, tallies, arguments.today(request), request.dossier, say),
            _since_last(request, session, say) if year >= max((t.year for t in tallies), default=year) else None,
        ),
        since_the_start(tallies, arguments.today(request), request.dossier, say),
        last_line(request, session),
    )
    more = paging.turns(f"swaps {year}", page, more=len(found) > _PAGE, say=say)
    files = Button(str(say("Export")), f"export {year}")
    charts = (Button(str(say("Chart")), "chart"),) if tallies else ()
    return Reply(html, tuple(row for row in (more, (*_years(year, tallies), *charts, files)) if row))


def _title(dossier: Dossier, say: Speech, year: int) -> Html:
    return say("<b>Exchanges of prisoners · {when}</b>  {to}", when=year, to=_columns(dossier, say))


def _columns(dossier: Dossier, say: Speech) -> str:
    """What the two figures of a row are."""
    return " · ".join(str(say("to {party}", party=names.case(side, "to", dossier, say))) for side in dossier.sides)


_OPEN = 12


def _rows(found: Sequence[Development], deals: Deals, dossier: Dossier, say: Speech) -> Html:
    if not found:
        return say("None that Parley knows of.")
    told = [row(one, deals, dossier, say) for one in found]
    if len(told) <= _OPEN:
        return lines(*told)
    return lines(quote(lines(*told)))


def row(one: Development, deals: Deals, dossier: Dossier, say: Speech) -> Html:
    """5 Mar  200 · 200  US, UAE · part 1 of 500 for 500  /d44."""
    deal = deals.get(one.parent or 0)
    mediators = ", ".join(names.short(code, dossier, say) for code in names.in_order(one.mediators, dossier))
    notes = join((mediators, part_of(one, *deal, dossier, say) if deal else None, _marks(one, say)), " · ")
    pair = Html(f"<b>{figures.pair(one, dossier, say)}</b>")
    return join((headlines.when(one, say, "short"), pair, notes, number(one)), "  ")


def _marks(one: Development, say: Speech) -> Html | None:
    if one.confidence == "low":
        return say("⚠ doubtful, not counted")
    if one.record_id is None and one.confirmation is Confirmation.REPORTED:
        return say("⚠ unconfirmed, not counted")
    return say("under way") if one.stage is Stage.UNDER_WAY else None


def _since_last(request: Request, session: Session, say: Speech) -> Html | None:
    """How long ago the last one was, where nothing can have been missed since, and what is usual."""
    last = silence.since_last(session, request.dossier, arguments.today(request), request.at)
    return since_last(last, say) if last else None


def _years(year: int, tallies: Sequence[Tally]) -> tuple[Button, ...]:
    known = sorted(tally.year for tally in tallies)
    before = [one for one in known if one < year][-1:]
    after = [one for one in known if one > year][:1]
    return (
        *(Button(f"◂ {one}", f"swaps {one}") for one in before),
        *(Button(f"{one} ▸", f"swaps {one}") for one in after),
    )


def _days(request: Request, session: Session, asked: Span) -> Reply:
    """The exchanges of one day or month: a single one as its card."""
    say = arguments.speech(request)
    found = aggregates.carried_out(session, Kind.EXCHANGE, asked.first, asked.last)
    if len(found) == 1:
        return card_reply(request, session, with_reports(session, found)[0])
    if not found:
        return Reply(paragraphs(_none(request, session, asked, say), last_line(request, session)))
    deals = aggregates.deals(session, {one.parent for one in found if one.parent})
    when = say.day(asked.first) if asked.one_day else say.day(asked.first, "month")
    return Reply(
        paragraphs(
            lines(
                say("<b>Exchanges of prisoners · {when}</b>  {to}", when=when, to=_columns(request.dossier, say)),
                _rows(found, deals, request.dossier, say),
            ),
            last_line(request, session),
        )
    )


def _none(request: Request, session: Session, asked: Span, say: Speech) -> Html:
    before = aggregates.before(session, Kind.EXCHANGE, asked.first)
    following = aggregates.after(session, Kind.EXCHANGE, asked.last)
    when = say.day(asked.first) if asked.one_day else say.day(asked.first, "month")
    return lines(
        say("No exchange of prisoners on {when} that Parley knows of.", when=when)
        if asked.one_day
        else say("No exchange of prisoners in {when} that Parley knows of.", when=when),
        _neighbour(before, request.dossier, say, say("Before it")),
        _neighbour(following, request.dossier, say, say("After it")),
    )


def _neighbour(one: Development | None, dossier: Dossier, say: Speech, label: Html) -> Html | None:
    if one is None:
        return None
    told = join((headlines.when(one, say), figures.pair(one, dossier, say), number(one)), "  ")
    return join((label, told), ": ")
