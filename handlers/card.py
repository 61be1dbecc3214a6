"""/d41: one development's card, what changed in it, and what belongs beside it."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import Session

from handlers import arguments
from handlers.around import surroundings
from handlers.conversation import Button, Reply, Request, Rows
from handlers.freshness import last_line
from handlers.wording import badges
from handlers.wording.card import card as card_text
from handlers.wording.cite import copied
from handlers.wording.history import history
from handlers.wording.language import Speech
from handlers.wording.markup import Html, paragraphs
from handlers.wording.related import beside
from handlers.wording.sources import count
from handlers.wording.surroundings import Surroundings
from handlers.wording.together import together
from storage import developments, figures, follows, reasons, subscribers
from storage.vocabulary import Development, Dossier

EXAMPLES = ("d41", "latest", "swaps")
CHANGES_EXAMPLES = ("changes 41", "d41")
RELATED_EXAMPLES = ("related 41", "d41")


def card(request: Request, session: Session) -> Reply:
    """The card of the development of that number."""
    found = asked_for(request, session)
    if found is None:
        return unknown(request, EXAMPLES)
    return reply(request, session, found)


def asked_for(
    request: Request, session: Session, load: Callable[[Session, int], Development | None] = developments.get
) -> Development | None:
    """The development whose number was given first; with its reports, unless `load` leaves them out."""
    number = arguments.number(request.arguments[0]) if request.arguments else None
    return load(session, number) if number else None


def unknown(request: Request, examples: tuple[str, ...]) -> Reply:
    """No number, or one that nothing has."""
    say = arguments.speech(request)
    if not request.arguments:
        return arguments.missing(request, examples)
    number = arguments.number(request.arguments[0])
    if number is None:
        return arguments.mistaken(request, request.text or request.arguments[0], examples)
    told = say("Nothing has the number {number}. The numbers stand in /latest and /swaps.", number=number)
    return Reply(told, examples=("latest", "swaps"))


def reply(request: Request, session: Session, development: Development) -> Reply:
    """A card with its buttons."""
    say = arguments.speech(request)
    around = surroundings(session, request.dossier, development, request.at)
    followed = _is_followed(request, session, development)
    return Reply(
        card_text(development, request.dossier, say, around),
        buttons(development, request.dossier, around, say, followed=followed),
    )


def _is_followed(request: Request, session: Session, development: Development) -> bool:
    known = subscribers.get(session, request.chat.id, request.chat.topic_id)
    return known is not None and follows.follows(session, known.id, development.id)


def buttons(
    development: Development,
    dossier: Dossier,
    around: Surroundings,
    say: Speech,
    *,
    fresh: bool = False,
    followed: bool = False,
) -> Rows:
    """What else can be asked. Under an alert (`fresh`) they answer with a message of their own: the alert stays."""
    new = " new" if fresh else ""
    first = [Button(str(say("Sources {n}", n=count(development.reports))), f"sources {development.id}{new}")]
    if around.changes > 1:
        first.append(Button(str(say("What changed {n}", n=around.changes)), f"changes {development.id}{new}"))
    second = [Button(str(say("Copy with sources")), copy=copied(development, dossier, say))]
    if around.any:
        second.insert(0, Button(str(say("Related")), f"related {development.id}{new}"))
    if not badges.read_only_in_record(development):
        does = (say("Unfollow"), "unfollow") if followed else (say("Follow"), "follow")
        first.append(Button(str(does[0]), f"{does[1]} {development.id}{new}"))
    return tuple(first), tuple(second)


def changes(request: Request, session: Session) -> Reply:
    """The history of the development of that number, and why its reports are told as one."""
    found = asked_for(request, session)
    if found is None:
        return unknown(request, CHANGES_EXAMPLES)
    say = arguments.speech(request)
    joined = together(found, reasons.standing(session, [report.id for report in found.reports]), request.dossier, say)
    told = paragraphs(history(found, developments.changes(session, found.id), request.dossier, say), joined)
    return _beside(request, session, found, told)


def related(request: Request, session: Session) -> Reply:
    """The developments beside the one of that number: before and after it, its deal, talks, strikes."""
    found = asked_for(request, session)
    if found is None:
        return unknown(request, RELATED_EXAMPLES)
    say = arguments.speech(request)
    around = surroundings(session, request.dossier, found, request.at)
    after = figures.after(session, found.kind, found.day) if found.day else None
    return _beside(request, session, found, beside(found, around, after, request.dossier, say))


def _beside(request: Request, session: Session, found: Development, told: Html) -> Reply:
    """What stands in the place of a card, with the way back to it; under an alert a message of its own."""
    say = arguments.speech(request)
    back = ((Button(str(say("◂ Back")), f"d{found.id}"),),)
    html = paragraphs(told, last_line(request, session))
    return Reply(html, () if is_fresh(request) else back, fresh=is_fresh(request))


def is_fresh(request: Request) -> bool:
    """Whether the button stood under an alert."""
    return "new" in request.arguments
