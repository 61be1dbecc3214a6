"""Stories of one person: the exchange that brought them home is told without a day and is no news."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.terms import COMPLETED, EXCHANGE

WITH: Final = ("added_to", "extra", "with_them", "in_group", "part_opening", "part", "among_those")
BESIDE: Final = 3
"""Words between 'together with' and the number of the others."""


def in_company_of_one(group: Group, item: Item) -> bool:
    """'Узимку його обміняли зі 156 іншими', 'he was freed in a group of 150': nobody official says so, nor when."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED or group.fresh_day or not group.findings:
        return False
    if any(e.in_title for e in group.events) or item.has("mediation", lead=True):
        return False
    if any(s.origin.official for s in item.speakers) or any(e.when is not None for e, _ in group.findings):
        return False
    return all(in_company(e, f) or (e.clause.has("season") and not e.clause.has("body")) for e, f in group.findings)


def in_company(event: Event, finding: Finding) -> bool:
    """Whether those counted are the company of one person."""
    clause, at = event.clause, finding.count.start
    if not clause.has("pronoun_one"):
        return among_fellows(event, finding)
    if finding.count.second is not None and "swap" in clause.own:
        return True  # 'Він пробув у полоні рік і повернувся з обміном «100 на 100»'
    if clause.marked.has("formula_for", "formula", lo=at - 1, hi=at) and "swap" in clause.own:
        return True  # 'he was traded for nine conscripts'
    return clause.marked.has(*WITH, lo=max(clause.lo, at - BESIDE), hi=at)


def among_fellows(event: Event, finding: Finding) -> bool:
    """'Serhii Lys, exchanged with 214 others, runs a kitchen': an aside of one who is named."""
    marked, count = event.clause.marked, finding.count
    fellows = marked.within("fellow", max(count.start, count.end - 1), count.end + 1)
    return fellows and marked.has(*WITH, lo=max(event.clause.lo, count.start - BESIDE), hi=count.start)
