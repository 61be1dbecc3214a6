"""A lot that names no day, beside the days that the whole of its deal took: it came home on one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.events.group import Group
from bot.extraction.words.terms import COMPLETED, UNDER_WAY

MORE: Final = ("anaphor", "last_lot")


def last_of_span(found: Sequence[Group], published: date | None) -> None:
    """'300 more are back', then 'so on 5 and 6 March 500 were swapped for 500': these on the last, which ends it."""
    deals = [g for g in found if g.framework and not g.background and g.day and g.end_day]
    if len(deals) != 1 or published is None:
        return
    deal = deals[0]
    first, last = deal.day, deal.end_day
    assert first is not None
    assert last is not None
    lots = [g for g in found if g is not deal and is_lot_of(g, deal)]
    for lot in lots:
        within = first <= published <= last
        lot.day, lot.end_day = (published if within else last), None
    told = all(e.stage is COMPLETED for e, _ in deal.findings)
    if lots and deal.stage is UNDER_WAY and told and published >= last:
        deal.stage = COMPLETED


def is_lot_of(group: Group, deal: Group) -> bool:
    """Whether some are back whose days are only those of the deal, and fewer than it frees."""
    if group.kind is not deal.kind or group.stage is not COMPLETED or group.background or not group.findings:
        return False
    most = max(finding.count.value for _, finding in deal.findings)
    fewer = all(finding.count.value < most for _, finding in group.findings)
    own = any(event.day is not None for event, _ in group.findings)
    more = any(event.clause.any_of(MORE) for event, _ in group.findings)
    return fewer and not own and more and (group.day, group.end_day) in ((deal.day, deal.end_day), (deal.day, None))
