"""The one message of a morning: what fell into the quiet hours, as it stands now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from handlers.wording.families import families_line
from handlers.wording.language import translator
from handlers.wording.lists import two_lines
from handlers.wording.markup import MESSAGE_LIMIT, Html, bold, fit, paragraphs, within
from storage import developments
from storage.vocabulary import Alert, Development, Dossier

_ROOM = MESSAGE_LIMIT - 600
"""Leaves place for the head, the line for families, and the first line of a repeat."""


def message(
    session: Session,
    dossier: Dossier,
    told: Sequence[Alert],
    corrections: Iterable[str],
    language: str,
    now: datetime,  # noqa: ARG001 (all that words a message is given the time)
) -> dict[str, object]:
    """Corrections as they were worded, then the newest state of each event: `html`, as a broadcast keeps it."""
    say = translator(language)
    ids = dict.fromkeys(alert.development_id for alert in told)
    found: list[Development] = [one for key in ids if (one := developments.get(session, key))]
    parts = [*(Html(text) for text in corrections), *(two_lines(one, dossier, say) for one in found)]
    head = bold(say.ngettext("While it was quiet: {n} message", "While it was quiet: {n} messages", len(parts)))
    shown = within(parts, _ROOM)
    left = len(parts) - len(shown)
    more = say.ngettext("{n} more stands in /latest.", "{n} more stand in /latest.", left) if left else None
    html = paragraphs(head, *shown, more, families_line(dossier, say))
    return {"html": str(fit(html, MESSAGE_LIMIT - 200)), "buttons": []}
