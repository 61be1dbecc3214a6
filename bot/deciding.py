"""What a wave's reports come to, decided and put into words, with all that follows from it in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.jobs.resolve import WaveResult, resolve_wave
from bot.settings import Settings
from handlers import operators
from handlers.alerting import compose
from storage import search
from storage.reports import ALL, Chosen
from storage.vocabulary import Dossier


def decide(session: Session, dossier: Dossier, settings: Settings, now: datetime, chosen: Chosen = ALL) -> WaveResult:
    """Decides everything unresolved, or what of it is chosen: developments, alerts, questions to the operators.

    Statements become findable.
    """
    admins = settings.admins
    result = resolve_wave(
        session, dossier, now, edit_seconds=settings.edit_seconds, compose=compose, reviewed=bool(admins), chosen=chosen
    )
    if result.unsure or result.clashes:
        operators.tell_of_questions(session, dossier, admins, now)
    search.index_new_statements(session, dossier)
    return result
