"""/subscribe, /unsubscribe, /stop, /deleteme, /mydata: what a chat gets, and what is stored about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlmodel import Session

from handlers import arguments, here, quiet
from handlers.around import surroundings
from handlers.conversation import Button, Reply, Request
from handlers.preferences import calm, digest, hours, seen_by, silence, word
from handlers.wording import names
from handlers.wording.badges import KINDS
from handlers.wording.card import card
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, join, lines, paragraphs, quote
from handlers.wording.times import stamp
from storage import figures, follows, health, rhythm, subscribers
from storage.developments import with_reports
from storage.vocabulary import ChatKind, Kind, Rhythm, Subscriber

SUBSCRIBE_EXAMPLES = ("subscribe", N_("subscribe bodies"))
DELETE_EXAMPLES = ("deleteme",)
_YES = "yes"
_SURE = {
    "any": N_("said by an official of a side or of the mediator, or by two independent outlets"),
    "official": N_("said by an official of a side or of the mediator"),
    "both": N_("confirmed by officials of both sides"),
}
_CHATS = {
    ChatKind.PRIVATE: N_("private"),
    ChatKind.GROUP: N_("group"),
    ChatKind.SUPERGROUP: N_("group"),
    ChatKind.CHANNEL: N_("channel"),
}


def subscribe(request: Request, session: Session) -> Reply:
    """Switches alerts on from now; settings made before are kept, and the kinds that are named come besides."""
    say = arguments.speech(request)
    if not request.chat.manages:
        return here.refused(request)
    named = {arguments.kind(word) for word in request.arguments}
    if not named <= set(quiet.FOLLOWED):
        return arguments.mistaken(request, request.text, SUBSCRIBE_EXAMPLES)
    now = here.known(request, session)
    on = replace(now, subscribed=True, active=True, kinds=now.kinds | {kind for kind in named if kind})
    known = here.keep(request, session, on)
    return Reply(
        paragraphs(
            _what_comes(known, say) if known.alerts_off is None else _at_its_hour(request, known, say),
            _example(request, session, say),
            say("To change it: /settings. To stop: /stop. All that is stored about this chat: /mydata."),
        ),
        ((Button(str(say("All settings")), "settings"), Button(str(say("Stop alerts")), "stop")),),
    )


def _what_comes(known: Subscriber, say: Speech) -> Html:
    kinds = say.listed([str(say(KINDS[kind])) for kind in Kind if kind in known.kinds])
    sure = say(_SURE[word.enough(known)])
    return lines(
        say("<b>Alerts are on in this topic.</b>") if known.topic_id else say("<b>Alerts are on.</b>"),
        say("A message comes for: {kinds}. Only what was carried out, {sure}.", kinds=kinds, sure=sure)
        if not known.announced
        else say("A message comes for: {kinds}, announced or carried out, {sure}.", kinds=kinds, sure=sure),
        say(
            "One message for each event, edited without a sound as more is known, and corrected aloud if it was wrong."
        ),
        quiet.of_statements(known, say),
        _hours(known, say),
    )


def _at_its_hour(request: Request, known: Subscriber, say: Speech) -> Html:
    """What comes where no alert does."""
    seen = seen_by(request, known)
    pages = (calm.PAGE if known.digest is Rhythm.CALM else digest.PAGE, silence.PAGE)
    return lines(
        say("<b>It is on again.</b> As chosen, no alert comes at once."),
        *(say("{title}: {told}.", title=say(page.title), told=page.told(seen)) for page in pages),
    )


def _hours(known: Subscriber, say: Speech) -> Html:
    if known.quiet_from is None:
        return say("Exchanges come at any hour. For quiet hours: /quiet 22-7")
    told = say("Quiet hours: {hours}.", hours=quiet.shown(known, say))
    if known.quiet_silent:
        return join((told, quiet.in_them(known, say)), " ")
    return join((told, say("Exchanges come at any hour.") if known.exchanges_any_hour else None), " ")


def _example(request: Request, session: Session, say: Speech) -> Html | None:
    """The last exchange as it would have come."""
    last = figures.before(session, Kind.EXCHANGE, arguments.today(request) + timedelta(days=1))
    if last is None:
        return None
    shown = with_reports(session, [last])[0]
    around = surroundings(session, request.dossier, shown, request.at)
    return lines(say("This is how the last one looks:"), quote(card(shown, request.dossier, say, around, folded=False)))


def stop(request: Request, session: Session) -> Reply:
    """Switches all alerts off; the settings stay. What is already on its way is skipped."""
    say = arguments.speech(request)
    if not request.chat.manages:
        return here.refused(request)
    known = subscribers.get(session, request.chat.id, request.chat.topic_id)
    unfollowed = follows.drop(session, known.id) if known else 0
    if known is None or not (known.subscribed or unfollowed):
        return Reply(say("No alerts were on here. To switch them on: /subscribe"))
    subscribers.save(session, replace(known, subscribed=False))
    off = (
        say("Nothing comes any more. The settings are kept: /subscribe switches all on again, /deleteme erases them.")
        if known.alerts_off or rhythm.wanted(known)
        else say("Alerts are off. The settings are kept: /subscribe switches them on again, /deleteme erases them.")
    )
    ended = say.ngettext("{n} event is no longer followed.", "{n} events are no longer followed.", unfollowed)
    return Reply(
        lines(off, ended if unfollowed else None),
        ((Button(str(say("Switch on again")), "subscribe"),),),
    )


def deleteme(request: Request, session: Session) -> Reply:
    """Asks once, then erases all that is stored about this chat."""
    say = arguments.speech(request)
    if not request.chat.manages:
        return here.refused(request)
    if not request.arguments:
        return Reply(
            say("This erases everything that is stored about this chat, its alerts included. It cannot be undone."),
            ((Button(str(say("Erase everything")), f"deleteme {_YES}"), Button(str(say("Keep it")), "mydata")),),
        )
    if request.arguments != (_YES,):
        return arguments.mistaken(request, request.text, DELETE_EXAMPLES)
    gone = subscribers.forget(session, request.chat.id)
    return Reply(
        say("Erased. Nothing about this chat is stored any more.")
        if gone
        else say("Nothing was stored about this chat."),
        menu="",
        forgets=True,
    )


def mydata(request: Request, session: Session) -> Reply:
    """All that is stored about this chat, word for word."""
    say = arguments.speech(request)
    known = subscribers.of_chat(session, request.chat.id)
    if not known:
        return Reply(say("Nothing is stored about this chat."))
    return Reply(
        paragraphs(
            say("<b>All that is stored about this chat</b>"),
            *(_all_of(one, session, request, say) for one in known),
            say("To erase it: /deleteme. Why it is stored: /privacy"),
        )
    )


def _all_of(one: Subscriber, session: Session, request: Request, say: Speech) -> Html:
    deliveries = health.deliveries_of(session, one.id)
    return lines(_stored(one, deliveries, request, say), _followed(session, one, say))


def _stored(one: Subscriber, deliveries: int, request: Request, say: Speech) -> Html:
    kinds = say.listed([str(say(KINDS[kind])) for kind in Kind if kind in one.kinds])
    yes, no = say("yes"), say("no")
    return lines(
        say("Chat number: <code>{n}</code>", n=one.chat_id),
        say("Topic: {n}", n=one.topic_id) if one.topic_id else None,
        say("Kind of chat: {kind}", kind=say(_CHATS[one.kind])),
        say("Language: {language}", language=one.language),
        say("Time zone: {zone}", zone=one.zone),
        say("Alerts on: {answer}", answer=yes if one.subscribed else no),
        say("Reachable: {answer}", answer=yes if one.active else no),
        say("Out of reach since: {day}", day=say.day(one.inactive_since.date())) if one.inactive_since else None,
        say("Kinds: {kinds}", kinds=kinds),
        say("Announced ones too: {answer}", answer=yes if one.announced else no),
        say("Official word only: {answer}", answer=yes if one.official_only else no),
        say("Both sides' word only: {answer}", answer=yes if one.both_sides else no),
        say("Only returns to: {party}", party=names.party(one.side, request.dossier, say)) if one.side else None,
        say("Smallest number of people: {n}", n=say.number(one.minimum)),
        say("{title}: {told}", title=say(hours.PAGE.title), told=quiet.shown(one, say)),
        say("Exchanges at any hour: {answer}", answer=yes if one.exchanges_any_hour else no),
        say("Without a sound in the quiet hours: {answer}", answer=yes if one.quiet_silent else no),
        *_digests(one, request, say),
        say("Alerts since: {day}", day=_day(one, request, say)) if one.since else None,
        say("First seen: {day}", day=say.day(one.created.date())) if one.created else None,
        say(
            "Messages sent or due: {n}, each with its time, its number here and how it ended",
            n=say.number(deliveries),
        ),
    )


def _digests(one: Subscriber, request: Request, say: Speech) -> list[Html]:
    """What is stored of digests: how often, the hour, since when instead of alerts, the last and the next."""
    seen = seen_by(request, one)
    moments = (
        (N_("No alerts at once since: {when}"), one.alerts_off),
        (N_("Pause until: {when}"), one.paused_until),
        (N_("Told by a digest up to: {when}"), one.digest_told),
        (N_("Next digest: {when}"), one.digest_due),
    )
    return [
        *(say("{title}: {told}", title=say(page.title), told=page.told(seen)) for page in (digest.PAGE, calm.PAGE)),
        say("Hour of digests and notes: {hour}:00", hour=one.digest_hour),
        say("{title}: {told}", title=say(silence.PAGE.title), told=silence.PAGE.told(seen)),
        *(say(told, when=stamp(at, request.dossier, seen.say, "medium")) for told, at in moments if at),
    ]


def _followed(session: Session, one: Subscriber, say: Speech) -> Html | None:
    events = join((Html(f"/d{key}") for key in follows.of_subscriber(session, one.id)), ", ")
    return say("Followed events: {events}", events=events) if events else None


def _day(one: Subscriber, request: Request, say: Speech) -> str:
    since: date = (one.since or request.at).date()
    return say.day(since)
