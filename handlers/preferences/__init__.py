"""/settings, /language, /timezone: all that a chat can set, by buttons in one message that is edited in place.

A further setting is one file with a `Page` and its place in PAGES.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import arguments, here
from handlers.conversation import Button, Reply, Request, Rows
from handlers.preferences import calm, digest, hours, kinds, language, people, phase, side, silence, word, zone
from handlers.preferences.page import Page, Seen
from handlers.wording.language import N_, Speech, translator
from handlers.wording.markup import Html, bold, lines, paragraphs
from storage import follows
from storage.vocabulary import Rhythm, Subscriber

PAGES: tuple[Page, ...] = (
    language.PAGE,
    kinds.PAGE,
    phase.PAGE,
    word.PAGE,
    side.PAGE,
    people.PAGE,
    hours.PAGE,
    digest.PAGE,
    calm.PAGE,
    silence.PAGE,
    zone.PAGE,
)
"""In the order in which they are shown."""
EXAMPLES = ("settings", "settings people 250")
NEW = "new"
"""The last word of a button under what should stay: a message of its own answers it."""
CHOSEN = "✓ "
_SWITCHES = {
    (True, True): N_("Switch alerts off"),
    (True, False): N_("Stop everything"),
    (False, True): N_("Switch alerts on"),
    (False, False): N_("Switch on again"),
}
"""By whether anything comes, and whether alerts come at once."""
_SWITCHED = {True: "settings off", False: "settings on"}
_SWITCH = {"on": True, "off": False}


def settings(request: Request, session: Session) -> Reply:
    """All settings; `<page>` one of them, `<page> <value>` changes it, `on` and `off` switch the alerts."""
    if not request.chat.manages:
        return here.refused(request)
    words = tuple(word for word in request.arguments if word != NEW)
    if NEW in request.arguments:
        reply = settings(replace(request, arguments=words), session)
        return replace(reply, fresh=bool(reply.html))
    now = here.as_it_is(request, session)
    if not words:
        return _overview(request, now, session)
    if len(words) == 1 and words[0] in _SWITCH:
        kept = here.keep(request, session, replace(now, subscribed=_SWITCH[words[0]], active=True))
        if not kept.subscribed:
            follows.drop(session, kept.id)
        return _overview(request, kept, session)
    page = next((one for one in PAGES if one.name == words[0].lower()), None)
    return turned(request, session, page, words[1:]) if page else _mistaken(request, EXAMPLES)


def tongue(request: Request, session: Session) -> Reply:
    """The language of this chat: the page with its buttons, or the one that is named."""
    return turned(request, session, language.PAGE, request.arguments)


def timezone(request: Request, session: Session) -> Reply:
    """The time zone of this chat: the page with its buttons, or the one that is named."""
    return turned(request, session, zone.PAGE, request.arguments)


def turned(request: Request, session: Session, page: Page, words: Sequence[str]) -> Reply:
    """A page, after what its words change."""
    if not request.chat.manages:
        return here.refused(request)
    now = here.as_it_is(request, session)
    if not words:
        return _shown(request, page, now)
    changed = page.take(seen_by(request, now), words)
    if changed is None:
        return replace(_mistaken(request, page.examples), buttons=keyboard(page, seen_by(request, now), "settings"))
    reply = _shown(request, page, here.keep(request, session, changed))
    return reply if changed.language == now.language else replace(reply, menu=changed.language)


def seen_by(request: Request, one: Subscriber) -> Seen:
    """The settings in the language that they name."""
    return Seen(one, translator(one.language, one.zone), request.at, request.dossier)


def keyboard(page: Page, seen: Seen, command: str) -> Rows:
    """The buttons of a page; each says `command <page> <value>`."""
    return tuple(
        tuple(Button(f"{CHOSEN if one.chosen else ''}{one.label}", f"{command} {page.name} {one.value}") for one in row)
        for row in page.choices(seen)
    )


def _overview(request: Request, one: Subscriber, session: Session) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    alerts = _alerts(one, say)
    told = lines(_line(say("Alerts"), alerts), *(_line(say(page.title), page.told(seen)) for page in PAGES))
    switch = Button(str(say(_SWITCHES[one.subscribed, one.alerts_off is None])), _SWITCHED[one.subscribed])
    pages = [Button(str(say(page.title)), f"settings {page.name}") for page in PAGES]
    rows = [pages[first : first + 2] for first in range(0, len(pages), 2)]
    followed = len(follows.of_subscriber(session, one.id))
    if followed:
        told = lines(told, _line(say("Followed events"), say.number(followed)))
        rows.append([Button(str(say("Followed events")), "follow")])
    heading = say("<b>Settings of this topic</b>") if one.topic_id else say("<b>Settings of this chat</b>")
    return Reply(paragraphs(heading, told), ((switch,), *map(tuple, rows)))


def _alerts(one: Subscriber, say: Speech) -> Html:
    if not one.subscribed:
        return say("off")
    if one.alerts_off is None:
        return say("on")
    return say("a digest instead") if one.digest is not Rhythm.NONE else say("the weekly note only")


def _line(title: Html, told: object) -> Html:
    return Html(f"{title}: {bold(told)}")


def _shown(request: Request, page: Page, one: Subscriber) -> Reply:
    seen = seen_by(request, one)
    say = seen.say
    html = paragraphs(
        _line(say(page.title), page.told(seen)),
        lines(say(page.question), page.hint(seen)),
        None if one.subscribed else say("Alerts are off here; /subscribe switches them on."),
    )
    return Reply(html, (*keyboard(page, seen, "settings"), (Button(str(say("◂ All settings")), "settings"),)))


def _mistaken(request: Request, examples: tuple[str, ...]) -> Reply:
    """What nothing offers: where a button said so, the message under it stays."""
    if request.pressed:
        say = arguments.speech(request)
        return Reply("", notice=str(say("That is not offered any more.")))
    return arguments.mistaken(request, request.text, examples)
