"""/status: whether Parley hears anything, and which feeds are silent."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Reply, Request
from handlers.wording.freshness import silent
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, escape, join, lines, paragraphs, quote, within
from handlers.wording.times import moment
from storage import doubts, health, holds, hubs, notices, reviews

_ROOM = 2500


def status(request: Request, session: Session) -> Reply:
    """For everybody: last poll and silent feeds. For operators: causes, counts, what the process says of itself."""
    say = arguments.speech(request)
    fresh = health.freshness(session, request.at)
    return Reply(
        paragraphs(
            lines(
                say("<b>Status</b>"),
                _last(request, fresh.last, say) if fresh.last else say("No feed has answered yet."),
                silent(fresh, say) if fresh.feeds else say("No feed is switched on."),
                *_network(request, say),
            ),
            _silent(request, session, say),
            _inside(request, session, say) if request.chat.admin else None,
        )
    )


def _last(request: Request, last: datetime, say: Speech) -> Html:
    minutes = max(int((request.at - last).total_seconds() // 60), 0)
    ago = say.ngettext("{n} minute ago", "{n} minutes ago", minutes)
    return say("Last answer of a feed: {time}, {ago}", time=moment(last, request.dossier, say), ago=ago)


def _network(request: Request, say: Speech) -> list[Html]:
    """What cannot be reached, as the running process tells it."""
    network = request.facts.get("network")
    return [say("Network: {network}", network=network)] if network else []


def _silent(request: Request, session: Session, say: Speech) -> Html | None:
    found = health.silent_outlets(session, request.at)
    if not found:
        return None
    told = [join((outlet, error if request.chat.admin else None), ": ") for outlet, error in found]
    return lines(bold(say("Silent feeds")), quote(lines(*within(told, _ROOM))))


def _inside(request: Request, session: Session, say: Speech) -> Html:
    counts = health.stored(session)
    facts = [escape(f"{name}: {value}") for name, value in sorted(request.facts.items()) if name != "network"]
    return lines(
        bold(say("For operators")),
        *_queue(request, session, say),
        say(
            "Stored: {entries} entries, {developments} developments",
            entries=say.number(counts["entries"]),
            developments=say.number(counts["developments"]),
        ),
        *_lost(request, session, say),
        *_pushed(request, session, say),
        say("Open questions: {n} · /review", n=say.number(reviews.count_open(session))),
        say("Reports of readers passed on: {n}", n=say.number(notices.reported(session).total)),
        *within(facts, 1000),
    )


def _queue(request: Request, session: Session, say: Speech) -> list[Html]:
    """What waits to be sent, since when, and whether pushes are held."""
    waiting = health.backlog(session, request.at)
    held = [_held(request, session, say)] if holds.held(session) else []
    if waiting.oldest is None:
        return [*held, say("Nothing waits to be sent.")]
    minutes = max(int((request.at - waiting.oldest).total_seconds() // 60), 0)
    told = say("To be sent: {n}, the oldest for {minutes} min", n=say.number(waiting.waiting), minutes=minutes)
    doubtful = say("Unsure whether they arrived: {n}", n=say.number(waiting.doubtful)) if waiting.doubtful else None
    return [*held, told, *([doubtful] if doubtful else [])]


def _lost(request: Request, session: Session, say: Speech) -> list[Html]:
    """What never arrived for sure, and how it is sent once more."""
    number = doubts.lost(session, request.at)
    return [say("Given up or refused within a week: {n} · /release lost", n=say.number(number))] if number else []


def _pushed(request: Request, session: Session, say: Speech) -> list[Html]:
    """How many feeds need not be polled all the time."""
    number = hubs.pushed(session, request.at)
    return [say("Feeds pushed by their hubs: {n}", n=say.number(number))] if number else []


def _held(request: Request, session: Session, say: Speech) -> Html:
    since = holds.since(session)
    if since is None:
        return say("Pushes are held: /release lets them go.")
    return say("Pushes have been held since {time}: /release lets them go.", time=moment(since, request.dossier, say))
