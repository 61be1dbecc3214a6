"""Meetings of those who brought people home, told only as where one of them spoke of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.preceding import led_by_after, settled_at
from bot.extraction.words.terms import COMPLETED, EXCHANGE, HELD, UNDER_WAY
from storage.vocabulary import Claim, Kind

BROUGHT: Final = (Kind.CIVILIANS, Kind.CHILDREN)


def on_errand(found: Mention, news: Sequence[Claim]) -> Mention:
    """'Nine villagers are home, the ombudswoman said after meeting her colleague': they met to hand them over.

    `news` are the item's other claims. What is no more than that is only recalled.
    """
    told = [c for c in news if not c.background]
    home = bool(told) and all(c.kind in BROUGHT and c.stage is COMPLETED for c in told)
    clause = found.clause
    heads = clause.of("talks_strong")
    if settled_then(found, told):
        found.recall, found.stage, found.day, found.end_day = True, HELD, None, None
    if heads and on_exchange(found, told):
        found.recall = True
    if home and heads and not found.title and not (found.round or clause.any_of(("envoys", "leaders", "hours"))):
        found.recall = found.recall or all(led_by_after(m, clause) for m in heads)
    return found


def settled_then(found: Mention, told: Sequence[Claim]) -> bool:
    """'200 are back; the swap was agreed at the Geneva talks, 300 more should come tomorrow': where it was agreed.

    Beside an exchange that is done such talks are no news, and have no day.
    """
    done = any(c.kind is EXCHANGE and c.stage in (COMPLETED, UNDER_WAY) for c in told)
    clause = found.clause
    found_heads = clause.of("talks_strong")
    heads = [m for m in found_heads if not any(o.start < m.start and m.end <= o.end for o in found_heads)]
    if not done or not heads or found.title or found.round or "hours" in clause.own:
        return False
    agreed = clause.has("swap", "deal", "pact") and clause.any_of(("agreed", "settled"))
    return agreed and all(settled_at(m, clause) for m in heads)


def on_exchange(found: Mention, told: Sequence[Claim]) -> bool:
    """'Swapped 103 captives each', then 'the two ombudsmen met at the exchange point': part of that exchange."""
    done = bool(told) and all(c.stage is COMPLETED for c in told)
    clause = found.clause
    ombudsmen = any(m.value == "ombudsman" for m in clause.of("office"))
    return done and ombudsmen and not found.title and found.place is None and not clause.any_of(("envoys", "round"))
