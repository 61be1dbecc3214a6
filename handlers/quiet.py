"""/quiet, /mute, /unmute: when a chat is left in peace, and by what."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlmodel import Session

from handlers import arguments, here
from handlers.conversation import Button, Reply, Request
from handlers.wording.badges import KINDS
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, lines
from handlers.wording.zones import city
from storage import subscribers
from storage.vocabulary import Kind, Rhythm, Subscriber

EXAMPLES = ("quiet 22-7", N_("quiet 22-7 silent"), N_("quiet 22-7 all"), N_("quiet off"))
MUTE_EXAMPLES = (N_("mute bodies"), N_("unmute talks"))
PUSHED = (Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN, Kind.TALKS)
"""The kinds that are ever pushed."""
FOLLOWED = (*PUSHED, Kind.STATEMENT)
"""The kinds that a chat can follow: statements stand in its digest."""
_DIGESTS = (Rhythm.DAILY, Rhythm.WEEKLY)
_HOURS = re.compile(
    r"(\d{1,2})(?:[:.]00)?\s*[-–—]\s*(\d{1,2})(?:[:.]00)?(?:\s+(?:(all|всі|все)|(silent|тихо|без звука|без звуку)))?",
    re.IGNORECASE,
)
_OFF = ("off", "no", "ні", "вимк", "нет", "выкл")
_MIDNIGHT = 24


def quiet(request: Request, session: Session) -> Reply:
    """The hours in which nothing comes; without an argument, how it stands."""
    say = arguments.speech(request)
    if not request.chat.manages:
        return here.refused(request)
    known = here.as_it_is(request, session)
    text = request.text.strip()
    if not text:
        return Reply(_told(known, say), ((Button(str(say("No quiet hours")), "quiet off"),),))
    wanted = changed(known, text)
    if wanted is None:
        return arguments.mistaken(request, request.text, EXAMPLES)
    return Reply(_told(here.keep(request, session, wanted), say))


def mute(request: Request, session: Session) -> Reply:
    """One kind of event is not pushed to this chat any more."""
    return _switched(request, session, on=False)


def unmute(request: Request, session: Session) -> Reply:
    """One kind of event is pushed to this chat."""
    return _switched(request, session, on=True)


def shown(one: Subscriber, say: Speech) -> Html:
    """The quiet hours of a chat in words."""
    if one.quiet_from is None or one.quiet_until is None:
        return say("none")
    return say(
        "{begin}:00–{end}:00 ({zone})", begin=one.quiet_from, end=f"{one.quiet_until:02}", zone=city(one.zone, say)
    )


def of_statements(one: Subscriber, say: Speech) -> Html | None:
    """Where statements are told to a chat that follows them."""
    if Kind.STATEMENT not in one.kinds:
        return None
    if one.digest in _DIGESTS:
        return say("Statements: what officials newly insist on stands in the digest; no alert comes.")
    return say(
        "Statements: what officials newly insist on stands in a digest by the day or week (/settings digest daily); "
        "no alert comes."
    )


def changed(known: Subscriber, text: str) -> Subscriber | None:
    """With the hours that were typed (22-7, off), None where these are none."""
    if text.lower() in _OFF:
        return replace(known, quiet_from=None, quiet_until=None)
    found = _HOURS.fullmatch(text)
    if found is None:
        return None
    begin, end = int(found[1]), int(found[2])
    if max(begin, end) > _MIDNIGHT or begin % _MIDNIGHT == end % _MIDNIGHT:
        return None
    return replace(
        known,
        quiet_from=begin % _MIDNIGHT,
        quiet_until=end % _MIDNIGHT,
        exchanges_any_hour=not (found[3] or found[4]),
        quiet_silent=found[4] is not None,
    )


def in_them(one: Subscriber, say: Speech) -> Html:
    """What becomes of a message in the quiet hours."""
    if one.quiet_silent:
        return say("What comes in them comes at once, without a sound.")
    return say("What comes in them waits, and is one message afterwards that shows the latest state.")


def _told(one: Subscriber, say: Speech) -> Html:
    """The hours and what becomes of a message in them; and whether any comes at all."""
    off = None if one.subscribed else say("Alerts are off here; /subscribe switches them on.")
    if one.quiet_from is None:
        return lines(say("No quiet hours: messages come when they are due. To set some: /quiet 22-7"), off)
    hours = f"{one.quiet_from}-{one.quiet_until}"
    return lines(
        say("Quiet hours: {hours}.", hours=shown(one, say)),
        in_them(one, say),
        None if one.quiet_silent else _exchanges(one, hours, say),
        None if one.quiet_silent else say("For all at once without a sound: /quiet {hours} silent", hours=hours),
        say("To switch them off: /quiet off"),
        off,
    )


def _exchanges(one: Subscriber, hours: str, say: Speech) -> Html:
    if not one.exchanges_any_hour:
        return say("Exchanges wait too.")
    return say(
        "Exchanges that were carried out come at any hour (/quiet {hours} all makes them wait too).", hours=hours
    )


def _switched(request: Request, session: Session, *, on: bool) -> Reply:
    say = arguments.speech(request)
    if not request.chat.manages:
        return here.refused(request)
    if not request.arguments:
        return arguments.missing(request, MUTE_EXAMPLES)
    kind = arguments.kind(request.arguments[0])
    if kind not in FOLLOWED or len(request.arguments) > 1:
        return arguments.mistaken(request, request.text, MUTE_EXAMPLES)
    known = here.known(request, session)
    kinds = known.kinds | {kind} if on else known.kinds - {kind}
    subscribers.save(session, replace(known, kinds=kinds))
    told = say.listed([str(say(KINDS[one])) for one in FOLLOWED if one in kinds])
    return Reply(
        lines(
            say("A message comes for: {kinds}.", kinds=Html(told)) if told else say("No kind is left: nothing comes."),
            of_statements(replace(known, kinds=kinds), say),
            None if known.subscribed else say("Alerts are off here; /subscribe switches them on."),
        )
    )
