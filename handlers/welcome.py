"""/start: what Parley is, and three questions by buttons in one message that changes; in a topic it subscribes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session

from handlers import here
from handlers.conversation import Button, Reply, Request, Rows
from handlers.preferences import keyboard, kinds, language, seen_by, word
from handlers.preferences.digest import at_once
from handlers.preferences.page import Page, Seen
from handlers.quiet import of_statements
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, lines, paragraphs
from storage.vocabulary import ChatKind, Kind, Rhythm, Subscriber

_PAGES = {page.name: page for page in (language.PAGE, kinds.PAGE, word.PAGE)}


def start(request: Request, session: Session) -> Reply:
    """What Parley is, and the first question; nothing is stored before it is answered.

    Who manages a group and types it in a topic means that topic: alerts are on there at once.
    """
    now, chat = here.as_it_is(request, session), request.chat
    if chat.topic_id and chat.kind is not ChatKind.PRIVATE and chat.manages and not now.subscribed:
        return _done(request, here.keep(request, session, replace(at_once(now), subscribed=True, active=True)))
    return _first(request, now)


def welcome(request: Request, session: Session) -> Reply:
    """The questions that follow: `<page> <value>` answers one, `kinds` and `word` ask one, `go` takes what is usual."""
    if not request.chat.manages:
        return here.refused(request)
    now, words = here.as_it_is(request, session), request.arguments
    if words == ("go",):
        return _done(request, here.keep(request, session, replace(at_once(now), subscribed=True, active=True)))
    page = _PAGES.get(words[0]) if words else None
    if page is None:
        return _first(request, now)
    if len(words) == 1:
        return _ASKED[page.name](request, now)
    changed = page.take(seen_by(request, now), words[1:])
    if changed is None:
        return _first(request, now)
    if page is word.PAGE:
        changed = replace(at_once(changed), subscribed=True, active=True)
    reply = _NEXT[page.name](request, here.keep(request, session, changed))
    return reply if changed.language == now.language else replace(reply, menu=changed.language)


def _first(request: Request, one: Subscriber) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    usual = Button(str(say("Send me alerts on exchanges")), "welcome go")
    return Reply(
        paragraphs(_what_it_is(request, say), _question(1, say("Which language?"), say)),
        (
            *_answers(language.PAGE, seen),
            (Button(str(say("Next: what to follow ▸")), "welcome kinds"),),
            (usual,),
            _look_around(say),
        ),
    )


def _what_it_is(request: Request, say: Speech) -> Html:
    name = say.text(request.dossier.name)
    return lines(
        say("<b>Parley</b> follows the talks and the exchanges of prisoners: {name}.", name=name),
        say("Each figure has its source; both sides' counts stand side by side; what is not known is said."),
        say("It is not an official service, keeps no lists and takes no names. All commands: /help"),
    )


def _kinds(request: Request, one: Subscriber) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    return Reply(
        paragraphs(_question(2, say("What to follow?"), say), say("Tap to mark what to be told of.")),
        (
            *_answers(kinds.PAGE, seen),
            (Button(str(say("◂ Back")), "welcome"), Button(str(say("Next: how soon ▸")), "welcome word")),
        ),
    )


def _word(request: Request, one: Subscriber) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    return Reply(
        paragraphs(_question(3, say("How soon? Whose word is enough?"), say), say(word.PAGE.question)),
        (*_answers(word.PAGE, seen), (Button(str(say("◂ Back")), "welcome kinds"),)),
    )


def _done(request: Request, one: Subscriber) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    return Reply(
        paragraphs(
            say("<b>Alerts are on in this topic.</b>") if one.topic_id else say("<b>Alerts are on.</b>"),
            lines(
                say("A message comes for: {kinds}.", kinds=kinds.told(seen)),
                say("Whose word is enough: {word}.", word=word.told(seen)),
                of_statements(one, say),
                say(
                    "One message for each event, edited without a sound as more is known, and corrected aloud if it "
                    "was wrong."
                ),
            ),
            say("Quiet hours, digests, calm mode, smallest number, time zone: /settings. To stop: /stop."),
        ),
        (
            *_digest(one, say),
            (Button(str(say("All settings")), "settings"), Button(str(say("Stop alerts")), "stop")),
            _look_around(say),
        ),
    )


def _digest(one: Subscriber, say: Speech) -> Rows:
    """Statements come in a digest only: one tap asks for it."""
    if Kind.STATEMENT not in one.kinds or one.digest is not Rhythm.NONE:
        return ()
    return ((Button(str(say("A digest every day")), "settings digest daily"),),)


_ASKED: dict[str, Callable[[Request, Subscriber], Reply]] = {"language": _first, "kinds": _kinds, "word": _word}
_NEXT: dict[str, Callable[[Request, Subscriber], Reply]] = {"language": _kinds, "kinds": _kinds, "word": _done}


def _question(number: int, words: Html, say: Speech) -> Html:
    return bold(say("{n} of 3 · {question}", n=number, question=words))


def _answers(page: Page, seen: Seen) -> Rows:
    return keyboard(page, seen, "welcome")


def _look_around(say: Speech) -> tuple[Button, ...]:
    return (
        Button(str(say("Latest")), "latest"),
        Button(str(say("Exchanges")), "swaps"),
        Button(str(say("Talks")), "talks"),
    )
