"""Talks as an iCalendar file (RFC 5545): whole days, each event under one name for ever."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from handlers.export.rows import Told
from handlers.wording import badges, headlines, names, sources
from handlers.wording.language import Speech
from handlers.wording.markup import lines, plain
from storage import identity
from storage.vocabulary import Confirmation, Development, Dossier, Phase, without_login

if TYPE_CHECKING:
    from icalendar import Event

_OFF = "CANCELLED"


def calendar(found: Iterable[Told], ours: UUID, dossier: Dossier, say: Speech) -> bytes:
    """The file. Talks that were put off or withdrawn stay in it as cancelled, so that calendars take them off."""
    from icalendar import Calendar  # 3 MB that only an export needs

    made = Calendar()
    made.add("prodid", "-//Parley//Talks//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    title = plain(say("Talks: {negotiation}", negotiation=say.text(dossier.name)))
    made.add("name", title)
    made.add("x-wr-calname", title)
    for one in found:
        made.add_component(_event(one, ours, dossier, say))
    return bytes(made.to_ical())


def _event(told: Told, ours: UUID, dossier: Dossier, say: Speech) -> Event:
    from icalendar import Event

    one = told.development
    assert one.day is not None
    moved = max((step.at for step in told.changes), default=one.touched)
    event = Event()
    values: Mapping[str, object] = {
        "uid": str(identity.of_development(ours, one.id)),
        "dtstamp": moved,
        "created": min(one.first_seen, moved),
        "last-modified": moved,
        "sequence": max(len(told.changes) - 1, 0),
        "dtstart": one.day,
        "dtend": (one.end_day or one.day) + timedelta(days=1),
        "summary": plain(headlines.headline(one, dossier, say)),
        "description": plain(_description(one, dossier, say)),
        "location": names.place(one.place, dossier, say),
        "status": status(one),
        "transp": "TRANSPARENT",
        "url": next((without_login(report.link) for report in one.reports if report.link), None),
    }
    for name, value in values.items():
        if value is not None:
            event.add(name, value)
    return event


def status(one: Development) -> str:
    """Tentative while only one of the sides has announced them."""
    if one.stage.off or one.retracted:
        return _OFF
    sure = one.phase is Phase.CARRIED_OUT or one.confirmation is Confirmation.BOTH_SIDES
    return "CONFIRMED" if sure else "TENTATIVE"


def _description(one: Development, dossier: Dossier, say: Speech) -> str:
    ahead = one.phase is Phase.ANNOUNCED and not one.stage.off
    return lines(
        badges.badge(one, say),
        sources.who_says(one, dossier, say),
        say("Plans are sometimes postponed.") if ahead else None,
        say("In Parley: /d{id}", id=one.id),
    )
