"""An exchange that is said not to come, where somebody answers a rumour: it is denied, not put off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.denials.denial import absent
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import DENIED, POSTPONED

NEAR: Final = 2
"""Within how many sentences of the denial the rumour is told."""


def rumoured(found: Sequence[Group], events: Sequence[Event]) -> None:
    """'На цих вихідних обміну не буде', then 'так відповіли на слова про 300 полонених, яких нібито вже везуть'."""
    for group in found:
        told = [e for e in group.events if e.stage is POSTPONED and absent(e.clause)]
        if group.stage is not POSTPONED or not told or group.background or group.findings:
            continue
        first = told[0].number
        if any(e.clause.has("rumour") for e in events if 0 <= e.number - first <= NEAR):
            group.stage = DENIED
