"""The texts of alerts: what is pushed, what an edit makes of it, what a correction says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlmodel import Session

from handlers.around import surroundings
from handlers.card import buttons
from handlers.conversation import Button, Rows
from handlers.wording.alerts import announced, correction, repeat_line
from handlers.wording.card import card
from handlers.wording.follows import followed
from handlers.wording.language import translator
from handlers.wording.markup import MESSAGE_LIMIT, Html, fit
from storage import alerts, developments
from storage.vocabulary import Alert, Change, Development, Dossier, Phase, Purpose

_ROOM = MESSAGE_LIMIT - 200
"""Leaves place for the first line of a repeat."""


def compose(
    session: Session,
    dossier: Dossier,
    alert: Alert,
    *,
    purpose: Purpose,
    languages: Iterable[str],
    now: datetime,
    before: Mapping[str, object] | None = None,
) -> dict[str, dict[str, object]]:
    """The message of an alert by language: `html`, and `buttons` as rows of `label` with `data` or `url`.

    ALERT and EDIT give the card of the alert's development, announced or carried out as the alert's phase is;
    CORRECTION says what was said before (`before`, else what is stored with the alert) and what it is now;
    FOLLOWED how it stands, and what has changed at that instant.
    Nothing for a development that is not there.
    """
    found = developments.get(session, alert.development_id)
    if found is None:
        return {}
    around = surroundings(session, dossier, found, now)
    told = before if before is not None else _stored(session, alert)
    texts: dict[str, dict[str, object]] = {}
    for language in languages:
        say = translator(language)
        if purpose is Purpose.CORRECTION:
            html = correction(found, alert, told, dossier, say)
        elif _still_announced(found, alert):
            html = announced(found, dossier, say, around)
        else:
            html = card(found, dossier, say, around)
        if purpose is Purpose.FOLLOWED:
            html = followed(_steps_of(session, found, now), html, dossier, say)
        rows = buttons(found, dossier, around, say, fresh=True, followed=purpose is Purpose.FOLLOWED)
        texts[language] = {"html": str(fit(html, _ROOM)), "buttons": as_json(rows)}
    return texts


def _steps_of(session: Session, found: Development, now: datetime) -> list[Change]:
    """What has changed just now."""
    return [step for step in developments.changes(session, found.id) if step.at == now]


def _still_announced(development: Development, alert: Alert) -> bool:
    """An announcement stays one on its message, but for the card of what came of it."""
    return alert.phase is Phase.ANNOUNCED and development.phase is Phase.ANNOUNCED and not development.stage.off


def _stored(session: Session, alert: Alert) -> Mapping[str, object]:
    stored = alerts.of_developments(session, [alert.development_id]).get(alert.development_id, [])
    return next((shown for one, shown in stored if one.id == alert.id), {})


def repeat_of(message: Mapping[str, object], language: str) -> dict[str, object]:
    """A message that may have arrived already, with a first line that says so."""
    line = repeat_line(translator(language))
    return {**message, "html": str(Html(f"{line}\n\n{message['html']}"))}


def as_json(rows: Rows) -> list[list[dict[str, str]]]:
    """Buttons as they are stored with a broadcast."""
    return [[_stored_button(button) for button in row] for row in rows]


def _stored_button(button: Button) -> dict[str, str]:
    does = {"data": button.data, "url": button.url, "copy": button.copy}
    return {"label": button.label, **{name: value for name, value in does.items() if value}}
