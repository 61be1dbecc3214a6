"""A round sum over the few days of a deal, beside one lot more: '300 more are home; in two days 500 have returned'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.deals.stage_sums import over_stages
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import CIVIL, CUMULATIVE

ROUND: Final = 50
"""Deals are struck over round numbers; a sum on their way ('697 in two days') is seldom one."""
ONE_MORE: Final = ("anaphor", "last_lot", "the_rest", "continuing")
LOTS: Final = ("phase", "leg", "lot_noun", "day_noun")


def rounded_off(lead: Sequence[Event], done: Sequence[Group]) -> bool:
    """Whether a round sum over several days is told, and the lot that is back is one more of them."""
    lots = [(e, f) for g in done for e, f in g.findings if f.count.value > 0]
    values = {f.count.value for _, f in lots}
    if len({e.day for e, f in lots if e.day and not f.part}) > 1:
        return False  # 'in two days 500', then 200 on the one and 300 on the other: they are told by themselves
    both = any(f.party == BOTH for _, f in lots)  # '600 back in two days', of both sides
    few = {f.count.value for _, f in lots if f.scope is CIVIL or f.part} | {0}
    more = any(one_more(e) for e in lead if not counted(e))
    return more and any(
        f.count.value > max(values, default=0)
        and not (both and f.party is None)
        and any((f.count.value - n) % ROUND == 0 for n in few)
        for e in lead
        for f in counted(e)
    )


def counted(event: Event) -> list[Finding]:
    """The sums of a clause over several days or stages."""
    sums = [f for f in event.findings if f.scope is CUMULATIVE and (not f.part or beside_lot(event, f))]
    return sums if sums and (over_stages(event.clause) or with_last(event.clause)) else []


def with_last(clause: Clause) -> bool:
    """'Разом із учорашньою групою повернуто 500': the lot of the day before is added; Thursday's may be any."""
    marked = clause.marked
    added = {m.end for m in clause.marks("extra", "added_to")}
    days = (m for m in clause.marks("last_day", "relative") if m.start in added)
    return any(marked.has("lot_noun", "contingent", lo=m.start, hi=m.end + 2) for m in days)


def beside_lot(event: Event, finding: Finding) -> bool:
    """'Last 150 freed, 350 home in three days': a sum is no part of the smaller lot that its clause tells before."""
    lots = [f.count.value for f in event.findings if f is not finding and alone(f)]
    return bool(lots) and max(lots) < finding.count.value and over_stages(event.clause)


def alone(finding: Finding) -> bool:
    """Whether a figure is that of a lot, and no part of one or on top of it."""
    return not (finding.part or finding.extra) and finding.scope not in (CUMULATIVE, CIVIL)


def one_more(event: Event) -> bool:
    """'300 more', 'second stage', 'the last group': a lot that others have come before."""
    clause = event.clause
    if clause.any_of(ONE_MORE) and event.findings:
        return True
    return clause.any_of(LOTS) and any(m.value != "1" for m in clause.of("ordinal"))
