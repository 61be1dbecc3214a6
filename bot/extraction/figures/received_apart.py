"""Whose people are freed where only the other side is named: '164 released', then 'Russia received 151 prisoners'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import EXCHANGE, TOTAL

ALIKE: Final = 1.5
"""How many times as many as the one side's the other side's people may be; more are both sides' together."""


def received_apart(group: Group, sides: tuple[str, ...]) -> None:
    """Give figures of nobody's to the other side than the one that received another number, told behind them."""
    named = {f.party for _, f in group.findings if f.party in sides}
    if group.kind is not EXCHANGE or len(named) != 1 or any(f.party == JOINT for _, f in group.findings):
        return
    (side,) = named
    told = [(e, f) for e, f in group.findings if f.party == side]
    rest = [s for s in sides if s != side]
    if len(told) != 1 or len(rest) != 1 or not by_itself(*told[0]):
        return
    event, other = told[0]
    before = [(e, f) for e, f in group.findings if f.party is None and e.number < event.number]
    whole = next((f for _, f in before if not (f.part or f.extra) and f.scope is TOTAL), None)
    if whole is None or whole.count.value == other.count.value or not alike(whole, other):
        return
    for _, finding in before:
        finding.party = rest[0]


def by_itself(event: Event, finding: Finding) -> bool:
    """Whether a sentence tells of nothing but what one side received."""
    clause = event.clause
    return finding.why == "receive" and len(event.findings) == 1 and not (event.in_title or clause.has("also", "extra"))


def alike(one: Finding, other: Finding) -> bool:
    few, many = sorted((one.count.value, other.count.value))
    return few > 0 and many <= ALIKE * few
