"""/hold, /release, /retract: the operators' brake, and their word that an alert was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import arguments
from handlers.alerting import compose
from handlers.conversation import Button, Reply, Request
from handlers.wording import headlines
from handlers.wording.language import Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, escape, join, lines
from storage import alerts, broadcasts, developments, doubts, follows, health, holds, reports, waves
from storage.vocabulary import Alert, Change, ChangeType, Development, Priority, Purpose

RELEASE_EXAMPLES = ("release", "release 123", "release lost")
RETRACT_EXAMPLES = ("retract d41", "retract alert 7")
_YES, _LOST = "yes", "lost"


def hold(request: Request, session: Session) -> Reply:
    """Nothing is pushed any more; what is owed waits."""
    say = arguments.speech(request)
    holds.hold(session, on=True, at=request.at)
    return Reply(
        lines(
            say("Pushes are held: alerts, edits, corrections and digests wait. Questions are answered as ever."),
            _waiting(request, session, say),
        ),
        ((Button(str(say("Let them go")), "release"),),),
    )


def release(request: Request, session: Session) -> Reply:
    """What has waited goes out; with a delivery's number or `lost`, what was given up or refused goes once more."""
    if request.arguments:
        return _once_more(request, session)
    say = arguments.speech(request)
    was_held = holds.held(session)
    holds.hold(session, on=False)
    return Reply(
        lines(
            say("Pushes go out again.") if was_held else say("Pushes were not held."), _waiting(request, session, say)
        )
    )


def _once_more(request: Request, session: Session) -> Reply:
    word = request.arguments[0].lower()
    key = arguments.whole(word, arguments.MOST)
    if len(request.arguments) > 1 or (key is None and word != _LOST):
        return arguments.mistaken(request, request.text, RELEASE_EXAMPLES)
    say = arguments.speech(request)
    number_of = doubts.resume(session, request.at, key)
    if not number_of:
        return Reply(say("No such message was given up or refused."))
    held = say("Pushes are held: it goes out after /release.") if holds.held(session) else None
    sent = say.ngettext("{n} message is sent once more.", "{n} messages are sent once more.", number_of)
    return Reply(lines(sent, held))


def _waiting(request: Request, session: Session, say: Speech) -> Html:
    """What waits: messages made, and broadcasts of which none has been made yet."""
    waiting = health.backlog(session, request.at)
    begun = say.ngettext("{n} message waits.", "{n} messages wait.", waiting.waiting)
    unmade = broadcasts.unfinished(session)
    more = say.ngettext("{n} broadcast is not expanded yet.", "{n} broadcasts are not expanded yet.", unmade)
    return join((begun, more if unmade else None), " ")


def retract(request: Request, session: Session) -> Reply:
    """Asks once, then withdraws an event: those who got its alert are told as loudly as they were alerted."""
    words = list(request.arguments)
    sure = bool(words) and words[-1] == _YES
    if not words:
        return arguments.missing(request, RETRACT_EXAMPLES)
    found = _meant(session, words[:-1] if sure else words)
    if found is None:
        return arguments.mistaken(request, request.text, RETRACT_EXAMPLES)
    say = arguments.speech(request)
    if isinstance(found, Html):
        told = say("Nothing has the number {number}. The numbers stand in /latest and /swaps.", number=found)
        return Reply(told, examples=("latest", "swaps"))
    if found.retracted:
        return Reply(say("It was withdrawn already: {event}", event=_event(found, request, say)))
    standing = [one for one in alerts.of_development(session, found.id) if not one.retracted]
    return _withdrawn(request, session, found, standing) if sure else _asked(request, session, found, standing)


def _meant(session: Session, words: Sequence[str]) -> Development | Html | None:
    """By its own number (41, d41), or by that of its alert (alert 7), as the log names it; None for anything else."""
    by_alert = len(words) == 2 and words[0].lower() == "alert"  # noqa: PLR2004
    if len(words) != 1 and not by_alert:
        return None
    key = arguments.number(words[-1])
    if key is None:
        return None
    alert = alerts.get(session, key) if by_alert else None
    wanted = alert.development_id if alert else None if by_alert else key
    return (developments.get(session, wanted) if wanted else None) or escape(key)


def _asked(request: Request, session: Session, found: Development, standing: Sequence[Alert]) -> Reply:
    say = arguments.speech(request)
    told = broadcasts.told(session, [alert.id for alert in standing])
    return Reply(
        lines(
            say("Withdraw this? {event}", event=_event(found, request, say)),
            say.ngettext(
                "{n} chat got its alert, and will be told aloud that it was wrong.",
                "{n} chats got its alert, and will be told aloud that it was wrong.",
                told,
            )
            if standing
            else say("No alert went out for it: nobody is told, it is only marked."),
        ),
        (
            (
                Button(str(say("Withdraw it")), f"retract d{found.id} {_YES}"),
                Button(str(say("Keep it")), f"d{found.id}"),
            ),
        ),
    )


def _withdrawn(request: Request, session: Session, found: Development, standing: Sequence[Alert]) -> Reply:
    say, now = arguments.speech(request), request.at
    reports.hold_resolution(session)
    developments.update(session, replace(found, retracted=True, touched=now))
    step = Change(type=ChangeType.RETRACTED, at=now, slot="retracted", after="retracted")
    developments.add_changes(session, found.id, [step])
    session.flush()
    for alert in standing:
        languages = waves.languages(session)
        texts = compose(
            session, request.dossier, alert, purpose=Purpose.CORRECTION, languages=languages, now=now
        )  # worded before the new state is noted
        broadcasts.add(session, Purpose.CORRECTION, Priority.CARRIED_OUT, now, texts=texts, alert_id=alert.id)
        alerts.retract(session, alert.id, now)
    _tell_followers(session, request, found, standing)
    held = say("Pushes are held: it goes out after /release.") if standing and holds.held(session) else None
    event = _event(replace(found, retracted=True), request, say)
    return Reply(lines(say("Withdrawn: {event}", event=event), held))


def _tell_followers(session: Session, request: Request, found: Development, standing: Sequence[Alert]) -> None:
    """Who follows it without having been alerted is told too."""
    if not follows.any_of(session, found.id):
        return
    now, languages = request.at, follows.languages(session, found.id)
    about = standing[-1] if standing else alerts.stand_in(found, now)
    texts = compose(session, request.dossier, about, purpose=Purpose.FOLLOWED, languages=languages, now=now)
    follows.owe(session, found.id, now, texts=texts, alert_id=about.id or None)


def _event(found: Development, request: Request, say: Speech) -> Html:
    return join((headlines.headline(found, request.dossier, say), headlines.when(found, say), number(found)), " · ")
