"""/follow 41, /unfollow 41: news of one event, whatever else the chat is subscribed to; or of a kind, as /unmute."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from handlers import arguments, here, quiet
from handlers.card import asked_for, is_fresh, reply, unknown
from handlers.conversation import Button, Reply, Request
from handlers.wording import headlines
from handlers.wording.language import N_, Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, bold, join, lines, paragraphs
from storage import follows
from storage.figures import by_ids
from storage.vocabulary import Development

EXAMPLES = ("follow 41", N_("follow statements"), "follow", "unfollow 41")
_ALL = "all"
_ALL_WORDS = (_ALL, "усі", "всі", "все")
_SHOWN = 10


def follow(request: Request, session: Session) -> Reply:
    """Follows the event of that number from now on, or a kind of events; without either, what is followed here."""
    if not request.chat.manages:
        return here.refused(request)
    if not request.arguments:
        return _list(request, session)
    if _is_a_kind(request):
        return quiet.unmute(request, session)
    found = asked_for(request, session)
    if found is None:
        return unknown(request, EXAMPLES)
    say = arguments.speech(request)
    known = here.known(request, session)
    if len(follows.of_subscriber(session, known.id)) >= follows.MOST:
        full = say("{n} events are followed here already. To choose which: /follow", n=follows.MOST)
        return Reply("", notice=str(full)) if request.pressed else Reply(full)
    follows.add(session, known.id, found.id, request.at)
    told = say(
        "Followed: each new stage, confirmation and correction of it comes here. To stop: /unfollow {id}", id=found.id
    )
    return _told(request, session, found, told)


def unfollow(request: Request, session: Session) -> Reply:
    """Follows it no longer, or that kind of events; `all` ends every follow of this chat."""
    if not request.chat.manages:
        return here.refused(request)
    if len(request.arguments) == 1 and request.arguments[0].lower() in _ALL_WORDS:
        known = here.as_it_is(request, session)
        follows.drop(session, known.id)
        return _list(request, session)
    if _is_a_kind(request):
        return quiet.mute(request, session)
    found = asked_for(request, session) if request.arguments else None
    if found is None:
        return unknown(request, EXAMPLES) if request.arguments else _list(request, session)
    say = arguments.speech(request)
    gone = follows.drop(session, here.as_it_is(request, session).id, found.id)
    told = say("It is no longer followed.") if gone else say("It was not followed here.")
    return _told(request, session, found, told)


def _is_a_kind(request: Request) -> bool:
    """Whether a kind of events is named that a chat can follow: that is one of its settings."""
    return len(request.arguments) == 1 and arguments.kind(request.arguments[0]) in quiet.FOLLOWED


def _told(request: Request, session: Session, found: Development, told: Html) -> Reply:
    """Under a card it is the card again, with the other button; under an alert the alert stays as it is."""
    if not request.pressed:
        return Reply(lines(told, _line(found, request, arguments.speech(request))))
    if is_fresh(request):
        return Reply("", notice=str(told))
    return replace(reply(request, session, found), notice=str(told))


def _list(request: Request, session: Session) -> Reply:
    say = arguments.speech(request)
    ids = follows.of_subscriber(session, here.as_it_is(request, session).id)
    found = by_ids(session, ids[:_SHOWN])
    if not ids:
        return Reply(
            say(
                "No event is followed here. The button Follow under an event's card brings every step of it; "
                "so does /follow 41."
            )
        )
    shown = [found[key] for key in ids if key in found]
    more = len(ids) - len(shown)
    told = (
        *(_line(one, request, say) for one in shown),
        say.ngettext("and {n} more", "and {n} more", more) if more else None,
    )
    return Reply(
        paragraphs(bold(say("Followed here")), lines(*told)),
        ((Button(str(say("Unfollow all")), f"unfollow {_ALL}"), Button(str(say("All settings")), "settings")),),
    )


def _line(one: Development, request: Request, say: Speech) -> Html:
    what = headlines.headline(one, request.dossier, say)
    return join((what, headlines.when(one, say, "medium"), number(one)), " · ")
