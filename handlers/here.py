"""The place where somebody asks: its settings, and who may change them."""

from __future__ import annotations

from dataclasses import replace

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Reply, Request
from handlers.wording.markup import Html
from storage import digests, quiet, subscribers
from storage.vocabulary import Subscriber


def at_home(request: Request, session: Session) -> Request:
    """The same request in the language and the time zone that were chosen for its chat, if any were."""
    known = subscribers.chosen(session, request.chat.id, request.chat.topic_id)
    if known is None:
        return request
    return replace(request, chat=replace(request.chat, language=known.language, zone=known.zone))


def as_it_is(request: Request, session: Session) -> Subscriber:
    """The settings that hold here; nothing is stored of a chat that has changed none."""
    chat = request.chat
    found = subscribers.get(session, chat.id, chat.topic_id)
    if found is not None:
        return found
    fresh = Subscriber(id=0, chat_id=chat.id, topic_id=chat.topic_id, kind=chat.kind, language=chat.language)
    return replace(fresh, zone=chat.zone or fresh.zone)


def known(request: Request, session: Session) -> Subscriber:
    """The settings of this place, stored from now on."""
    chat = request.chat
    return subscribers.ensure(session, chat.id, chat.topic_id, chat.kind, chat.language, request.at, chat.zone)


def keep(request: Request, session: Session, changed: Subscriber) -> Subscriber:
    """Stores changed settings. Where the quiet hours moved, what has waited for their end is due now.

    A digest is planned anew where its hour moved.
    """
    before = known(request, session)
    after = replace(changed, id=before.id)
    if after.subscribed and after.active and not (before.subscribed and before.active):
        after = replace(after, since=request.at)
    subscribers.save(session, after)
    if _hours(after) != _hours(before):
        quiet.wake(session, after.id, request.at)
    digests.schedule(session, before, after, request.at)
    return after


def _hours(one: Subscriber) -> tuple[object, ...]:
    return one.quiet_from, one.quiet_until, one.exchanges_any_hour, one.quiet_silent, one.zone


def refused(request: Request) -> Reply:
    """To somebody who may not change this chat's settings. A pressed button leaves its message as it is."""
    say = arguments.speech(request)
    return _told(request, say("Only the administrators of this chat can change that."))


def refused_in_named_channel(request: Request) -> Reply:
    """A channel that the operators have named carries every alert, whatever is posted or pressed in it."""
    say = arguments.speech(request)
    return _told(request, say("This channel carries every alert; only the operators of Parley can change that."))


def _told(request: Request, words: Html) -> Reply:
    return Reply("", notice=str(words)) if request.pressed else Reply(words)
