"""Who was aboard a plane that was lost: 'exchanges go on despite the downing of a plane with 65 prisoners'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.marks import Marked

NEAR: Final = 5
"""How many words may stand between a plane and those aboard: 'самолёта, на борту которого были 65'."""


def but_those_lost(found: list[Count], marked: Marked) -> list[Count]:
    """The counts of a sentence without those aboard a plane that crashed or was shot down: nobody gave them back."""
    if not found or "aircraft" not in marked.marks or "craft_lost" not in marked.marks:
        return found
    return [count for count in found if not aboard(count, marked)]


def aboard(count: Count, marked: Marked) -> bool:
    """Whether a plane stands right before a count, with what says that it carried these."""
    planes = marked.all("aircraft", lo=max(0, count.start - NEAR), hi=count.start)
    return any(marked.has("carries", lo=plane.end, hi=count.start) for plane in planes)
