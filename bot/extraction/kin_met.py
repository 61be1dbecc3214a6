"""Meetings with captives' families: what is told of them behind the title is no talks either."""

from __future__ import annotations

from typing import Final

from bot.extraction.encounters import Mention
from bot.extraction.events import Read
from bot.extraction.item import Item

MET: Final = ("talks", "talks_strong", "meet", "converse", "receive_guest")
NEAR, PAIR = 4, 2
"""Words behind 'met' within which it stands with whom."""


def met_kin(read: Read) -> bool:
    """'Москалькова встретилась с матерями пленных', 'Буданов поговорив із родинами зниклих'."""
    for event in read.events:
        clause = event.clause
        if "kin" not in clause.own or clause.has("round", "swap"):
            continue
        received = {m.start for m in clause.of("receive_guest")}
        for met in clause.marks(*MET):
            beside = met.start in received or clause.marked.has("prep_with", lo=met.end, hi=met.end + 1)
            if beside and clause.marked.has("kin", lo=met.end, hi=met.end + NEAR):
                return True
    return False


def handed_to_kin(item: Item) -> bool:
    """'Two sisters handed to their mother', then 'after the meeting at Minsk airport': of a family, not of envoys."""
    told = item.has("parents", "to_kin", "reunion", title=True)
    return told and not item.has("talks_strong", "envoys", "leaders", "round", title=True)


def of_that(found: Mention, read: Read, *, kin: bool) -> bool:
    """'Встреча прошла в Москве' behind such a title, or the title itself: no party is named that was met."""
    if found.round is not None:
        return False
    family = (
        kin and not found.title and (not found.parties or (len(found.parties) < PAIR and "child" in found.clause.own))
    )
    return family or (len(found.parties) < PAIR and met_kin(read))
