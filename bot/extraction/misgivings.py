"""What, in the title or the first sentences, speaks against a return of these days, however well a clause tells of one.

Each of these only makes a claim wait for another report: freed long ago and met today, moved from prison to prison,
home by their own escape, dead, counted over a month. Genuine news hardly ever has such words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bot.extraction import long_ago, no_homecoming, not_freed, told
from bot.extraction.gifts import of_gifts, passed_on
from bot.extraction.group import Group
from bot.extraction.item import Item
from bot.extraction.kinds import kind_of
from bot.extraction.plainly import plainly
from bot.extraction.years_before import years_before
from storage.vocabulary import Kind, Phase


def misgiving(group: Group, item: Item) -> str | None:
    """The first reason to wait for another report, by name; None where there is none."""
    if group.background or group.stage.off:
        return None
    if group.kind is not Kind.EXCHANGE:
        return next(other_kinds(group, item), None) if group.stage.phase is Phase.CARRIED_OUT else None
    if group.stage.phase is Phase.ANNOUNCED:
        return next(ahead(group, item), None)
    told = misgivings(group, item)
    if kind_of(group, item) is Kind.CIVILIANS:
        told = (name for name in told if not (name in OF_CAPTIVES and OF_CAPTIVES[name](item)))
    return next(told, None)


def ahead(group: Group, item: Item) -> Iterator[str]:
    """Reasons to wait where it is only announced: longed for by families, or agreed years ago."""
    if long_ago.a_year_on(item):
        yield "a year on"
    if told.longed_for(group):
        yield "longed for"


def misgivings(group: Group, item: Item) -> Iterator[str]:
    """All reasons to wait, by name."""
    yield from (name for name, speaks in OF_GROUP.items() if speaks(group))
    yield from (name for name, speaks in OF_ITEM.items() if speaks(item))
    yield from (name for name, speaks in OF_BOTH.items() if speaks(group, item))


def other_kinds(group: Group, item: Item) -> Iterator[str]:
    """Reasons to wait where the dead, children or civilians return: told long after, added up, or only named by it."""
    names = OF_BODIES if group.kind is Kind.BODIES else OF_OTHERS
    yield from (name for name in names if name in OF_GROUP and OF_GROUP[name](group))
    yield from (name for name in names if name in OF_ITEM and OF_ITEM[name](item))
    yield from (name for name in names if name in OF_BOTH and OF_BOTH[name](group, item))


def unclear(group: Group, item: Item) -> bool:
    """Nothing says out of whose hands people come."""
    return not plainly(group, item)


OF_GROUP: Final[dict[str, Callable[[Group], bool]]] = {
    "over a month": long_ago.over_a_month,
    "of many exchanges": long_ago.of_many,
    "by a unit": no_homecoming.by_a_unit,
    "by a court": no_homecoming.by_a_court,
    "of gifts": of_gifts,
    "since a season": long_ago.since_a_season,
    "only asked": no_homecoming.only_asked,
    "told how": long_ago.told_how,
    "out of a group": long_ago.out_of_a_group,
}
OF_ITEM: Final[dict[str, Callable[[Item], bool]]] = {
    "by themselves": not_freed.came_by_themselves,
    "disowned": not_freed.disowned,
    "of a kind": long_ago.of_a_kind,
    "over a period": long_ago.over_a_period,
    "a year on": long_ago.a_year_on,
    "held by others": no_homecoming.held_by_others,
    "demanded": no_homecoming.demanded,
    "no captives named": no_homecoming.no_captives_named,
}
OF_BOTH: Final[dict[str, Callable[[Group, Item], bool]]] = {
    "of studies": no_homecoming.of_studies,
    "of nobody": no_homecoming.of_nobody,
    "passed on": passed_on,
    "mourned": not_freed.mourned,
    "out of nobody's hands": unclear,
    "years before": years_before,
    "freed before": long_ago.freed_before,
    "named only": long_ago.by_name_only,
    "counted in a sum": long_ago.counted_in_sum,
    "taken inside": no_homecoming.taken_inside,
    "moved on": no_homecoming.moved_on,
    "another scene": long_ago.other_scene,
    "a figure told": long_ago.figure_told,
    "captured": no_homecoming.captured,
    "of others": no_homecoming.of_others,
}
OF_BODIES: Final = ("over a month", "told how", "only asked", "demanded", "counted in a sum")
OF_OTHERS: Final = (
    *OF_BODIES,
    "a figure told",
    "since a season",
    "over a period",
    "a year on",
    "named only",
    "another scene",
    "disowned",
)
"""Reasons that speak against a return of the dead, and of children or civilians."""
OF_CAPTIVES: Final[dict[str, Callable[[Item], bool]]] = {
    "no captives named": lambda item: any(speaker.origin.official for speaker in item.speakers),
    "of others": lambda item: item.has("third_hands", lead=True),
}
"""What speaks against a return of captives only, and in which news no longer where those who come are civilians."""
