"""Which words an item says of the return it tells of: not of an older one, and not of what is handed over besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark

THINGS: Final = ("gifts", "messages", "for_them")
"""What is handed over for captives, or tells of them: parcels, letters, lists."""
NEAR: Final = 3
"""Words behind 'exchanged' within which the things stand: 'обменялись и посылками'."""


def tells(group: Group, item: Item, *classes: str, lead: bool = False) -> bool:
    """Whether the sentences that tell of a group, or of nothing else, have a word of these classes."""
    return item.has(*classes, lead=lead) and any(True for _ in told(group, item, *classes, lead=lead))


def told(group: Group, item: Item, *classes: str, lead: bool = False) -> Iterator[tuple[Event, Mark]]:
    """The words of these classes with the clauses that say them of a group, or of no other return.

    'Тижнем раніше за обміном повернулися 205' tells of another one; 'передав списки поранених' of nobody who came.
    """
    for event in item.events:
        if (lead and not event.lead) or not event.clause.any_of(classes) or another(event, group) or of_things(event):
            continue
        for mark in event.clause.all_of(classes):
            yield event, mark


def another(event: Event, group: Group) -> bool:
    """Whether a clause only recalls what is not this group's."""
    return event.recall and event not in group.events


def of_things(event: Event) -> bool:
    """'Він передав їй списки тяжкохворих, а для полонених — дві тисячі посилок': nobody comes home."""
    clause = event.clause
    if event.findings or not clause.any_of(THINGS) or clause.has("home", "free"):
        return False
    return all(clause.marked.any_within(THINGS, lo=m.end, hi=m.end + NEAR) for m in clause.of("swap"))
