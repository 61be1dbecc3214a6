"""Meetings of those who brought people home, told only as where one of them spoke of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.encounters import Mention
from bot.extraction.preceding import led_by_after
from storage.vocabulary import Claim, Kind, Stage

BROUGHT: Final = (Kind.CIVILIANS, Kind.CHILDREN)


def on_errand(found: Mention, news: Sequence[Claim]) -> Mention:
    """'Nine villagers are home, the ombudswoman said after meeting her colleague': they met to hand them over.

    `news` are the item's other claims. What is no more than that is only recalled.
    """
    told = [c for c in news if not c.background]
    home = bool(told) and all(c.kind in BROUGHT and c.stage is Stage.COMPLETED for c in told)
    clause = found.clause
    heads = clause.of("talks_strong")
    if home and heads and not found.title and not (found.round or clause.any_of(("envoys", "leaders", "hours"))):
        found.recall = found.recall or all(led_by_after(m, clause) for m in heads)
    return found
