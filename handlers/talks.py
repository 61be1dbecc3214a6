"""/talks: each round, where and who, what came of it, what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from handlers import arguments, paging
from handlers.around import exchanges
from handlers.conversation import Button, Reply, Request
from handlers.freshness import last_line
from handlers.wording import headlines, sources
from handlers.wording.card import agreed, meanwhile, outcome
from handlers.wording.language import Speech
from handlers.wording.lists import first_source, number
from handlers.wording.markup import Html, bold, join, lines, paragraphs
from handlers.wording.surroundings import Surroundings
from handlers.wording.table import at_the_table
from storage import developments, figures, lately, statements
from storage.vocabulary import Development, Kind, Outcome

EXAMPLES = ("talks", "talks 2", "talks February 2026")
_PAGE = 3
"""So many fit on two screens of a phone, whatever was agreed at each."""
_TOPICS_SHOWN = 3


def talks(request: Request, session: Session) -> Reply:
    """The rounds of talks, newest first; with a month, a year or a day those of that time."""
    words, page = arguments.page(request)
    turned = arguments.whole(words[0], 500) if len(words) == 1 else None
    asked = arguments.span(words, arguments.today(request)) if words and turned is None else None
    if words and turned is None and asked is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    page = turned - 1 if turned else page
    until = asked.last if asked else arguments.today(request)
    found = figures.talks(session, until, since=asked.first if asked else None, limit=_PAGE + 1, offset=page * _PAGE)
    say = arguments.speech(request)
    html = paragraphs(
        say("<b>Talks</b>") if found else say("<b>Talks</b>\nNone that Parley knows of."),
        *_told(request, session, found[:_PAGE], say),
        _next(request, session, say) if page == 0 and not asked else None,
        last_line(request, session),
    )
    line = " ".join(("talks", *(words if asked else ())))
    row = paging.turns(line, page, more=len(found) > _PAGE, say=say)
    picture = (Button(str(say("Timeline")), "timeline"),) if found and page == 0 else ()
    return Reply(html, tuple(one for one in ((*row, *picture),) if one))


def _told(request: Request, session: Session, found: Sequence[Development], say: Speech) -> list[Html]:
    spans = [(one.day, (one.end_day or one.day) + timedelta(days=1)) for one in found if one.day]
    heard = statements.topics_heard(session, spans)
    strikes = _strikes(session, spans)
    swaps = exchanges(session, request.dossier, found)
    return [_round(request, one, Days(heard, strikes, swaps), say) for one in found]


def _strikes(session: Session, spans: Sequence[tuple[date, date]]) -> list[Development]:
    if not spans:
        return []
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return developments.with_reports(session, figures.on(session, Kind.STRIKES, first, last))


@dataclass(frozen=True, slots=True)
class Days:
    """What else is known of the days of the talks on a page: topics heard, strikes, the exchange agreed."""

    heard: Sequence[tuple[date, str, int]]
    strikes: Sequence[Development]
    exchanges: Mapping[int, Development]


def _round(request: Request, one: Development, days: Days, say: Speech) -> Html:
    dossier = request.dossier
    where = headlines.talks_in_a_list(one, dossier, say)
    came_of_it = agreed(one, days.exchanges.get(one.id), dossier, say)
    return lines(
        join((bold(headlines.when(one, say, "medium")), where, _doubt(one, say)), " · "),
        join((outcome(one, say), came_of_it), " "),
        at_the_table(one, dossier, say),
        meanwhile(Surroundings(meanwhile=tuple(_during(one, days.strikes))), dossier, say),
        join((_open_topics(request, one, days.heard, say), _origin(one, say), number(one)), " · "),
    )


def _doubt(one: Development, say: Speech) -> Html | None:
    return say("⚠ doubtful") if one.confidence == "low" else None


def _origin(one: Development, say: Speech) -> Html:
    """Where it comes from: the first source and how many reports there are."""
    return join((first_source(one), sources.report_count(one, say)), ", ")


def _during(one: Development, strikes: Sequence[Development]) -> list[Development]:
    if one.day is None:
        return []
    last = one.end_day or one.day
    return [strike for strike in strikes if strike.day and one.day <= strike.day <= last][:2]


def _open_topics(
    request: Request, one: Development, heard: Sequence[tuple[date, str, int]], say: Speech
) -> Html | None:
    """The sticking points that were most spoken of in those days, where the talks ended without agreement."""
    if one.outcome is Outcome.BREAKTHROUGH or one.day is None:
        return None
    last = (one.end_day or one.day) + timedelta(days=1)
    spoken = {topic for day, topic, _ in heard if one.day <= day <= last and topic in request.dossier.topics}
    first = sorted(spoken, key=lambda topic: request.dossier.topics[topic].order)[:_TOPICS_SHOWN]
    told = [say.text(request.dossier.topics[topic].name) for topic in first]
    return say("Open: {topics}", topics=", ".join(told)) if told else None


def _next(request: Request, session: Session, say: Speech) -> Html:
    awaited = lately.awaited(session, (Kind.TALKS,), arguments.today(request), request.at - timedelta(days=14), limit=1)
    if not awaited:
        return say("Next: no date announced.")
    one = awaited[0]
    when = headlines.when(one, say) if one.day_given else say("no day given")
    return say(
        "Next: {when}, {what} /d{id}", when=when, what=headlines.talks_in_a_list(one, request.dossier, say), id=one.id
    )
