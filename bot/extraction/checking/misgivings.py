"""What, in the title or the first sentences, speaks against a return of these days, however well a clause tells of one.

Each of these makes a claim wait for another report: freed long ago and met today, moved from prison to prison, home by
their own escape, dead, counted over a month. Genuine news hardly ever has such words beside it; beside some of them it
has never been seen, beside others only where an official tells it, so that without one they make a claim background.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from bot.extraction.background import anniversaries, long_ago
from bot.extraction.background.gifts import of_gifts, passed_on
from bot.extraction.background.touched_on import several_summed
from bot.extraction.background.years_before import years_before
from bot.extraction.checking import no_homecoming, not_freed
from bot.extraction.checking.kinds import kind_of
from bot.extraction.checking.led_away import led_away
from bot.extraction.checking.named_alone import named_alone
from bot.extraction.checking.plainly import plainly
from bot.extraction.checking.unvouched import contradicted, not_to_come, unvouched
from bot.extraction.events import told
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.terms import ANNOUNCED, BODIES, CARRIED_OUT, EXCHANGE
from storage.vocabulary import Kind, Origin


def reasons(group: Group, item: Item) -> tuple[str, ...]:
    """The reasons to wait for another report, by name: of what has been carried out all, of what is ahead the first."""
    if group.background or group.stage.off:
        return ()
    if group.kind is not EXCHANGE:
        return tuple(other_kinds(group, item)) if group.stage.phase is CARRIED_OUT else ()
    if group.stage.phase is ANNOUNCED:
        return tuple(ahead(group, item))[:1]
    told = misgivings(group, item)
    if kind_of(group, item) is Kind.CIVILIANS:
        told = (name for name in told if not (name in OF_CAPTIVES and OF_CAPTIVES[name](item)))
    return tuple(told)


def no_news(group: Group, item: Item, why: Sequence[str], origins: Sequence[Origin]) -> bool:
    """Whether, for one of these reasons, an exchange that was carried out is no news at all of these days."""
    if not why or group.stage.phase is not CARRIED_OUT or kind_of(group, item) is not EXCHANGE:
        return False
    if any(name in NEVER_NEWS for name in why) or ("over a month" in why and several_summed(group, item)):
        return True  # 'За май освобождены 380 человек', then 'таковы итоги двух обменов'
    if any(origin.official for origin in origins):
        return False
    titled = any(e.in_title and e.findings for e in group.events)
    return any(name in ONLY_TOLD or (name in ONLY_TITLED and not titled) for name in why) or (
        not (titled or group.fresh_day) and "out of nobody's hands" in why and not held_by_somebody(group, item)
    )


def held_by_somebody(group: Group, item: Item) -> bool:
    """Whether captives or captivity are told of with the figures, or the first sentences name who might tell."""
    told = any(e.clause.has("captive", "captivity") for e, _ in group.findings)
    return told or item.has("person", "office", "agency", lead=True)


def ahead(group: Group, item: Item) -> Iterator[str]:
    """Reasons to wait where it is only announced: longed for, agreed years ago, or taken back."""
    if anniversaries.a_year_on(item):
        yield "a year on"
    if told.longed_for(group):
        yield "longed for"
    if not_to_come(group):
        yield "not to come"


def misgivings(group: Group, item: Item) -> Iterator[str]:
    """All reasons to wait, by name."""
    yield from (name for name, speaks in OF_GROUP.items() if speaks(group))
    yield from (name for name, speaks in OF_ITEM.items() if speaks(item))
    yield from (name for name, speaks in OF_BOTH.items() if speaks(group, item))


def other_kinds(group: Group, item: Item) -> Iterator[str]:
    """Reasons to wait where the dead, children or civilians return: told long after, added up, or only named by it."""
    names = OF_BODIES if group.kind is BODIES else OF_OTHERS
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
    "unvouched": unvouched,
}
OF_ITEM: Final[dict[str, Callable[[Item], bool]]] = {
    "by themselves": not_freed.came_by_themselves,
    "disowned": not_freed.disowned,
    "contradicted": contradicted,
    "of a kind": long_ago.of_a_kind,
    "over a period": long_ago.over_a_period,
    "a year on": anniversaries.a_year_on,
    "held by others": no_homecoming.held_by_others,
    "demanded": no_homecoming.demanded,
    "no captives named": no_homecoming.no_captives_named,
}
OF_BOTH: Final[dict[str, Callable[[Group, Item], bool]]] = {
    "named alone": named_alone,
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
    "led away": led_away,
}
NEVER_NEWS: Final = frozenset(
    {
        *(
            "a figure told",
            "by a court",
            "by a unit",
            "by themselves",
            "demanded",
            "held by others",
            "mourned",
            "moved on",
        ),
        *("only asked", "out of a group", "passed on", "since a season", "taken inside", "told how", "years before"),
    }
)
"""Reasons beside which none of the 3,400 exchanges in our corpora is told."""
ONLY_TOLD: Final = frozenset({"captured", "of studies"})
"""Reasons beside which an exchange is told only by an official, with its day."""
ONLY_TITLED: Final = frozenset(
    {"a year on", "another scene", "freed before", "named only", "of a kind", "of gifts", "of others"}
)
"""Reasons beside which it is told so, or its figure stands in the title."""
OF_BODIES: Final = (
    *("unvouched", "named alone", "contradicted"),
    *("over a month", "told how", "only asked", "demanded", "counted in a sum"),
)
OF_OTHERS: Final = (
    *OF_BODIES,
    "a figure told",
    "since a season",
    "over a period",
    "a year on",
    "named only",
    "another scene",
    "disowned",
    "led away",
)
"""Reasons that speak against a return of the dead, and of children or civilians."""
OF_CAPTIVES: Final[dict[str, Callable[[Item], bool]]] = {
    "no captives named": lambda item: any(speaker.origin.official for speaker in item.speakers),
    "of others": lambda item: item.has("third_hands", lead=True),
}
"""What speaks against a return of captives only, and in which news no longer where those who come are civilians."""
