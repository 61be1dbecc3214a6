"""When two mentions are of one sitting: it goes on tomorrow or after a break, or a region stands for its town."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.meeting import Meeting
from bot.extraction.talks.next_round import days_planned
from bot.extraction.words.terms import HELD, SCHEDULED, UNDER_WAY

MORROW: Final = timedelta(days=1)


def one_sitting(found: list[Meeting], item: Item) -> list[Meeting]:
    """'Second round opens in Doha', then 'the delegations meet again on Thursday', told on Wednesday: one round."""
    sat = next((m for m in found if m.stage in (UNDER_WAY, HELD) and not m.recall), None)
    if sat is None or sat.first("day") not in (None, item.published):
        return found
    now = sat.stage is UNDER_WAY  # 'Завтра группы соберутся вновь'
    more = [m for m in found if m.stage is SCHEDULED and (goes_on_tomorrow(m, item) or (now and after_break(m, item)))]
    more = [m for m in more if same_place(sat, m) and not any(x.round for x in m.mentions)]
    more = [m for m in more if now or all(x.clause.has("goes_on") for x in m.mentions)]
    found = [m for m in found if not all(days_planned(x.clause) for x in m.mentions)] if now else found
    teams = any(x.clause.has("envoys", "first_day", "round") for m in (sat, *more) for x in m.mentions)
    teams = teams or any(x.clause.has("keep_on") for m in more for x in m.mentions)  # 'his discussions will continue'
    if sat.stage is HELD and not teams:
        return found  # 'the ombudsmen met', then 'the two will sit down again on Thursday'
    sat.goes_on = bool(more)
    return [m for m in found if m not in more]


def goes_on_tomorrow(meeting: Meeting, item: Item) -> bool:
    return meeting.first("day") == item.published + MORROW


def after_break(meeting: Meeting, item: Item) -> bool:
    """'After six hours on Friday the delegations will carry on in the morning', told on Friday."""
    same = meeting.first("day") == item.published
    return same and all(m.clause.has("goes_on") and m.clause.has("hours") for m in meeting.mentions)


def of_region(meeting: Meeting, mention: Mention) -> bool:
    """'Witkoff calls Miami meetings useful', then 'the contacts in Florida ended on Sunday': held in one third land."""
    title = meeting.mentions[0]
    alike = not (title.parties and mention.parties) or set(title.parties) == set(mention.parties)
    bare = title.title and title.round is None and alike and (title.day is None or mention.day in (None, title.day))
    set_ = title.stage is SCHEDULED and bool(
        title.parties or mention.parties
    )  # 'примут Умерова во Флориде', 'назначена в Майами'
    same = mention.stage is title.stage and (title.stage is HELD or set_)
    return bare and title.land is not None and title.land == mention.land and same


def same_place(one: Meeting, other: Meeting) -> bool:
    return not other.first("place") or not one.first("place") or one.first("place") == other.first("place")
