"""The whole of a deal, told beside a lot that is back and one that is to come: '200 each, 300 due: a deal for 500'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import AGREED, CARRIED_OUT, EXCHANGE, MILITARY, PLANNED, PROPOSED, TOTAL, UNDER_WAY

MOST: Final = 1000
"""What no deal has brought to one side: 1,000 each in May 2025."""
ROUND: Final = 10
"""Deals are struck over round numbers."""
NEAR: Final = 4
"""Within how many words behind a deal's name its number stands: 'the two-day deal for 450 a side'."""
PACTS: Final = ("pact", "deal", "framework")
STAGED: Final = ("phase", "leg", "lot_noun")
Told = tuple[Event, Finding]


def whole_ahead(found: list[Group], events: Sequence[Event]) -> None:
    """Open a group for the deal of which a part is back, or tell of whose people the number is that it has."""
    news = [g for g in found if g.kind is EXCHANGE and not (g.background or g.stage.off)]
    lots = [(e, f) for g in news if back(g) for e, f in g.findings if lot(f)]
    if not lots:
        return
    plans = next_lots(news)
    rest = [(e, f) for g in plans for e, f in g.findings if lot(f)]
    deals = [g for g in news if g.framework]
    for event, finding in (pair for deal in deals for pair in deal.findings):
        finding.party = whose(finding, lots, rest) or of_each(event, finding, lots) or finding.party
    if deals:
        return
    staged = bool(plans) or any(e.clause.any_of(STAGED) and "ordinal" in e.clause.own for e in events)
    new = {id(f) for g in news if g.stage in (AGREED, PROPOSED) for _, f in g.findings}
    for event, finding in ((e, f) for e in events if not e.void for f in e.findings if may_be_whole(f)):
        party = whose(finding, lots, rest)
        if party is None and staged and id(finding) not in new and named(event, finding) and larger(finding, lots):
            party = BOTH
        if party is not None:
            found.append(deal_of(event, finding, party, found))
            return


def next_lots(news: Sequence[Group]) -> list[Group]:
    """What is planned for a day behind that on which a lot came back."""
    day = max((g.day for g in news if back(g) and g.day), default=None)
    return [g for g in news if g.stage is PLANNED and not g.framework and g.day and (day is None or g.day > day)]


def back(group: Group) -> bool:
    return group.stage.phase is CARRIED_OUT and not group.framework


def lot(finding: Finding) -> bool:
    """Whether a figure may be that of one lot: no part, and not what is on top of another."""
    plain = not (finding.part or finding.extra) and finding.scope in (TOTAL, MILITARY)
    return plain and finding.party != JOINT and finding.count.value > 0


def may_be_whole(finding: Finding) -> bool:
    round_one = finding.count.value % ROUND == 0 and 0 < finding.count.value <= 2 * MOST
    return round_one and finding.kind is EXCHANGE and not finding.extra


def whose(whole: Finding, lots: Sequence[Told], rest: Sequence[Told]) -> str | None:
    """Whose people a number counts that is the sum of what is back and what is to come: one side's, each's, both's."""
    for _, done in lots:
        for event, due in rest:
            if done.count.value == due.count.value and not event.clause.any_of(("anaphor", "ordinal")):
                continue  # the same people, told of as yet to come
            alike = done.party == due.party or BOTH in (done.party, due.party) or due.party is None
            value = done.count.value + due.count.value
            if alike and value == whole.count.value and whole.party in (done.party, BOTH, JOINT, None):
                each = BOTH in (done.party, due.party, whole.party) or whole.party == JOINT
                return BOTH if each else whole.party or done.party
            if done.party == due.party == BOTH and 2 * value == whole.count.value and whole.party in (JOINT, None):
                return JOINT
    return None


def of_each(event: Event, whole: Finding, lots: Sequence[Told]) -> str | None:
    """'First 150 of 400', then '150 soldiers returned to each country': the whole is of each as well."""
    each = {f.count.value for _, f in lots if f.party == BOTH}
    first = any(f.count.value in each for f in event.findings if f is not whole and f.party in (None, JOINT))
    return BOTH if whole.whole and whole.party in (None, JOINT) and first else None


def larger(whole: Finding, lots: Sequence[Told]) -> bool:
    return whole.party == BOTH and all(whole.count.value >= 1.5 * f.count.value for _, f in lots)


def named(event: Event, finding: Finding) -> bool:
    """Whether a number is a deal's by its own words: 'a deal for 450 a side', 'until 800 on each side are free'."""
    marked, lo, at = event.clause.marked, event.clause.lo, finding.count.start
    if event.stage is PLANNED and event.day is not None:
        return False  # 'Завтра, обещает Мединский, обмен продолжится: по 300'
    if marked.within("until", lo, at) and at - lo <= NEAR:
        return True
    if finding.count.second is not None and marked.has("framework", lo=max(lo, at - NEAR), hi=at):
        return True
    pact = any(m.end <= at and at - m.end <= NEAR for m in marked.all(*PACTS, lo=lo, hi=at))
    promised = any(m.end <= at for m in event.clause.marks("agreed", "promised"))
    return (pact and marked.has("prep_for", "prep_about", "prep_of", lo=at - 2, hi=at)) or promised


def deal_of(event: Event, finding: Finding, party: str, found: Sequence[Group]) -> Group:
    """The deal's own group; what is left of the groups that told its number keeps the rest."""
    deal = Group(EXCHANGE, UNDER_WAY, framework=True, events=[event])
    deal.findings = [(event, replace(finding, party=party, scope=TOTAL, part=False))]
    for group in found:
        again = [(e, f) for e, f in group.findings if f is finding or same_sum(f, finding)]
        if again:
            group.findings = [pair for pair in group.findings if pair not in again]
            kept = {id(e) for e, _ in group.findings}
            moved = {id(e) for e, _ in again} - kept
            group.events = [e for e in group.events if id(e) not in moved] if group.findings else []
    return deal


def same_sum(other: Finding, whole: Finding) -> bool:
    """'за два дня обменяются пятью сотнями', then 'по 500 предстоит вернуть': the same number, told again."""
    alike = other.party in (whole.party, BOTH, JOINT, None)
    return other.count.value == whole.count.value and alike and other.kind is whole.kind and not other.part
