"""Whom a side got back on top of so many for so many: 'сверх обмена «175 на 175» получил 22 раненых'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.clause import BOTH
from bot.extraction.events import Event

BEFORE: Final = 3
"""Within how many words before a formula stands that something is outside it."""


def beyond_formula(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Окрім обміну 175 на 175, Росія віддала 22 тяжкопоранених': these come on top of as many of each."""
    for event in events:
        if len(event.findings) < 2 or event.recall:
            continue
        told = [f for f in event.findings if f.party == BOTH and f.count.second is not None and not f.part]
        for formula in told:
            at = formula.count.start
            if not event.clause.marked.within("besides", max(event.clause.lo, at - BEFORE), at - 1):
                continue
            for other in event.findings:
                if other.party in sides and other.count.second is None and other.count.value < formula.count.value:
                    other.extra, other.part, other.joined = True, False, False
