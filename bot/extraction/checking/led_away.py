"""Children and civilians who are taken away from home: 'from occupied Luhansk to Russia', 'to a camp in Crimea'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import CHILDREN
from storage.vocabulary import Kind

TAKEN: Final = ("abducted", "journey", "gather", "move")
BACK: Final = ("return", "home", "free", "swap", "reunion")
"""Words of those who come back, whatever else is told of where they had been."""
NEAR: Final = 4
"""Within how many words behind 'to' stands where they are led: 'to a holiday camp in Crimea'."""


def led_away(group: Group, item: Item) -> bool:
    """Whether those who are counted are led away from an occupied place or to a camp, and nobody comes back."""
    if group.kind not in (CHILDREN, Kind.CIVILIANS):
        return False
    return any(_led(e.clause, f.party, item) for e, f in group.findings)


def _led(clause: Clause, party: str | None, item: Item) -> bool:
    if not clause.any_of(TAKEN) or clause.any_of(BACK):
        return False
    marked, own = clause.marked, clause.own
    for to in clause.of("prep_to"):
        until = min(to.end + NEAR, clause.hi)
        away = marked.has("institution", lo=to.end, hi=until) if "place" in own else False
        if away or marked.has("topic_place", lo=to.end, hi=to.end + 1):
            return True
        goal = marked.first("party", lo=to.end, hi=to.end + 2)
        if goal is not None and goal.value == party and "occupied" in own:
            places = item.lexicon.dossier.places
            theirs = any(places[m.value].country not in (party, None) for m in clause.of("place"))
            return theirs or _told_by_others(party, item)
    return False


def _told_by_others(party: str | None, item: Item) -> bool:
    """'Taken from occupied land to Russia, Lubinets said': whoever has children back tells of it himself."""
    speaking = {s.origin.party for s in item.speakers if s.origin.official}
    return bool(speaking) and party not in speaking
