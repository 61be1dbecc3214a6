"""What talks are only about: named with figures, and neither agreed nor done."""

from __future__ import annotations

from bot.extraction.elsewhere import discussed
from bot.extraction.events import Event
from storage.vocabulary import Stage


def only_discussed(event: Event) -> None:
    """What is only a subject of talks has been proposed at most."""
    if event.stage is Stage.COMPLETED and event.findings and discussed(event.clause):
        event.stage = Stage.PROPOSED
