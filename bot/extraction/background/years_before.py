"""An exchange that a title tells of without a day, and of which the text says that it was in another year."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.long_ago import of_another
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import returning

LONG_AGO: Final = 300
"""Days after which an exchange is told only to remember it."""


def years_before(group: Group, item: Item) -> bool:
    """'Обмен 1000 на 1000 завершён', then 'последние 303 вернулись 25 мая 2025 года', and nothing of these days."""
    if not all(e.in_title and e.day is None for e in group.events):
        return False
    return any(long_ago(e, item) and not of_another(e.clause) for e in item.events if e.lead and not e.in_title)


def long_ago(event: Event, item: Item) -> bool:
    """Whether a clause tells of people who came back on a day of another year."""
    if event.day is None or (item.published - event.day).days < LONG_AGO or not event.findings:
        return False
    return bool(returning(event.clause)) and not event.clause.has("seized", "taken", "kept", "crime")
