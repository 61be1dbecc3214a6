"""/talks: each round, where and who, what came of it, what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from handlers import arguments, paging
from handlers.around import exchanges
from handlers.conversation import Button, Reply, Request
from handlers.days import BESIDE, span_of
from handlers.freshness import last_line
from handlers.wording import headlines, sources
from handlers.wording.card import agreed, meanwhile, outcome
from handlers.wording.language import N_, Speech
from handlers.wording.lists import first_source, number
from handlers.wording.markup import Html, bold, join, lines, paragraphs
from handlers.wording.surroundings import Surroundings
from handlers.wording.table import at_the_table
from storage import developments, figures, lately, statements
from storage.vocabulary import Development, Kind, Outcome

EXAMPLES = ("talks", "talks 2", N_("talks February 2026"))
_PAGE = 3
"""So many fit on two screens of a phone, whatever was agreed at each."""
_TOPICS_SHOWN = 3


def talks(request: Request, session: Session) -> Reply:
    """The rounds of talks, newest first; with a month, a year or a day those of that time, with a place those there."""
    words, page = arguments.page(request)
    asked = _asked(words, request)
    if asked is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    page = asked.page if asked.page is not None else page
    found = figures.talks(
        session, asked.until, since=asked.since, places=asked.places, limit=_PAGE + 1, offset=page * _PAGE
    )
    say = arguments.speech(request)
    html = paragraphs(
        say("<b>Talks</b>") if found else say("<b>Talks</b>\nNone that Parley knows of."),
        *_told(request, session, found[:_PAGE], say),
        None if page or asked.only else _next(request, session, say),
        last_line(request, session),
    )
    line = " ".join(("talks", *(words if asked.only else ())))
    row = paging.turns(line, page if found else min(page, 1), more=len(found) > _PAGE, say=say)
    picture = (Button(str(say("Timeline")), "timeline"),) if found and page == 0 else ()
    return Reply(html, tuple(one for one in ((*row, *picture),) if one))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Which talks: up to a day, from a day on, in those places; or the page of all, by its number."""

    until: date
    since: date | None = None
    places: tuple[str, ...] = ()
    page: int | None = None

    @property
    def only(self) -> bool:
        """Whether some are left out."""
        return bool(self.since or self.places)


def _asked(words: Sequence[str], request: Request) -> _Asked | None:
    today = arguments.today(request)
    if not words:
        return _Asked(until=today)
    if len(words) == 1 and (number := arguments.whole(words[0], 500)):
        return _Asked(until=today, page=number - 1)
    if days := span_of(words, today):
        return _Asked(until=days.last, since=days.first)
    there = arguments.place(" ".join(word for word in words if word not in BESIDE), request.dossier)
    return _Asked(until=today, places=(there.id, there.name["en"])) if there else None


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
