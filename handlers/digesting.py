"""A digest: each event once, as it stands now, what changed in those told before, and how long it has been quiet."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers import insisting, silence
from handlers.alerting import as_json
from handlers.conversation import Button, Rows
from handlers.wording import digests as words
from handlers.wording.families import families_line
from handlers.wording.freshness import as_of
from handlers.wording.language import Speech, translator
from handlers.wording.markup import MESSAGE_LIMIT, Html, fit, length, paragraphs
from handlers.wording.silence import note
from storage import developments, health
from storage.digests import Digest
from storage.vocabulary import Development, Dossier, Kind, Rhythm

_QUIET_FOR = 7
"""Days without an exchange from which on the weekly note comes."""
_PAUSE = 2
"""Weeks of the pause that a message of calm mode offers."""
_OF_PEOPLE = frozenset({Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN})


def message(
    session: Session, dossier: Dossier, digest: Digest, language: str, now: datetime
) -> dict[str, object] | None:
    """The message as a broadcast keeps it (`html`, `buttons`); None where there is nothing to say."""
    say = translator(language)
    told = _told(session, digest)
    quiet = _quiet(session, dossier, now, say) if digest.silence else None
    said = _said(session, dossier, digest, say)
    if not told and quiet is None and said is None:
        return None
    taken = length(said) if said else 0
    html = paragraphs(
        *(words.listed(told, digest.rhythm, _span(digest), dossier, say, taken) if told else ()),
        said,
        quiet,
        families_line(dossier, say) if any(one.kind in _OF_PEOPLE for one, _ in told) else None,
        as_of(health.freshness(session, now), now, dossier, say),
    )
    return {"html": str(fit(html, MESSAGE_LIMIT)), "buttons": as_json(_buttons(digest.rhythm, say))}


def _told(session: Session, digest: Digest) -> list[words.Told]:
    """The developments with what changed in them: withdrawn and called off first, then the newest."""
    found: dict[int, words.Told] = {}
    for event in digest.events:
        one = developments.get(session, event.development_id)
        if one is not None:
            found.setdefault(one.id, (_calm(one) if digest.rhythm is Rhythm.CALM else one, event.steps))
    return sorted(found.values(), key=_order)


def _order(told: words.Told) -> tuple[bool, int, int]:
    one, _ = told
    return not (one.retracted or one.stage.off), -(one.day.toordinal() if one.day else 0), -one.id


def _calm(one: Development) -> Development:
    """Without the record's words, which may speak of the dead."""
    return replace(one, prose={})


def _span(digest: Digest) -> timedelta:
    return digest.until - digest.since if digest.since else timedelta(0)


def _said(session: Session, dossier: Dossier, digest: Digest, say: Speech) -> Html | None:
    """What officials newly insist on, where that is followed."""
    if not digest.statements or digest.since is None:
        return None
    return insisting.section(session, dossier, digest.since, digest.until, say)


def _quiet(session: Session, dossier: Dossier, now: datetime, say: Speech) -> Html | None:
    today = now.astimezone(ZoneInfo(dossier.zone)).date()
    found = silence.since_last(session, dossier, today, now)
    if found is None or found.last.day is None or (today - found.last.day).days < _QUIET_FOR:
        return None
    return note(found, dossier, say)


def _buttons(rhythm: Rhythm, say: Speech) -> Rows:
    settings = Button(str(say("All settings")), "settings new")
    if rhythm is not Rhythm.CALM:
        return ((settings,),)
    label = say.ngettext("Pause for {n} week", "Pause for {n} weeks", _PAUSE)
    return ((Button(str(label), f"settings calm pause {_PAUSE} new"), settings),)
