"""Sums over the stages of one deal: 'over the three stages each side got 500', 'all 400 promised are free now'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import CARRIED_OUT, CUMULATIVE, EXCHANGE, MILITARY, TOTAL

SPANS: Final = ("day_noun", "phase")
OVER: Final = ("over_period", "in_many", "in_course")
PROMISED: Final = ("pending", "sought", "agreed", "pact", "promised")
"""What is said of all those whom a deal is to free."""
MOST: Final = 1000
"""No deal has freed more of one side."""
NEAR: Final = 5
"""Within how many words behind 'all 400' it is told that they had been promised."""
Told = tuple[Event, Finding]


def stage_sums(events: Sequence[Event]) -> None:
    """Take a figure that adds up the stages of a deal for a sum, where a smaller one of a stage is told."""
    told = [(e, f) for e in events if counts(e) for f in e.findings if plain(f)]
    titled(told)
    for event, finding in told if len(told) > 1 else ():
        if finding.scope not in (TOTAL, MILITARY):
            continue
        lots = [(e, f) for e, f in told if e is not event and lot_of(f, finding)]
        if lots and (stages_of(event, finding) or so_far(event, finding, lots)):
            finding.scope = CUMULATIVE
            finding.party = None if finding.party == JOINT else finding.party


def titled(told: Sequence[Told]) -> None:
    """A title's sum by what the text says: '1,000 home in all', over '303 on Friday, and a total of 1,000'."""
    sums = [(e, f) for e, f in told if f.scope is CUMULATIVE and not e.in_title]
    beside = {f.count.value for e, f in sums if any(lot_of(lot, f) for lot in e.findings)}
    for event, finding in told if beside else ():
        if event.in_title and finding.count.value in beside:
            finding.scope = CUMULATIVE


def counts(event: Event) -> bool:
    return not (event.void or event.recall) and event.stage.phase is CARRIED_OUT and not event.stage.off


def plain(finding: Finding) -> bool:
    whole = not (finding.part or finding.extra) and finding.count.second is None
    return whole and finding.kind is EXCHANGE and 0 < finding.count.value <= MOST


def lot_of(lot: Finding, whole: Finding) -> bool:
    """Whether a figure may be that of one stage: of the same people, and fewer."""
    same = lot.party in (whole.party, BOTH, None) or whole.party in (BOTH, JOINT, None)
    return same and lot.party != JOINT and lot.scope is not CUMULATIVE and lot.count.value < whole.count.value


def stages_of(event: Event, finding: Finding) -> bool:
    """Whether a clause tells over which stages or days a figure adds up, or that it is of all who were promised."""
    clause = event.clause
    if all_promised(clause, finding) or finding.party == JOINT:
        return all_promised(clause, finding)
    return over_stages(clause) or since_day(clause) or of_the_deal(clause) or has_brought(clause, finding)


def so_far(event: Event, finding: Finding, lots: Sequence[Told]) -> bool:
    """'160 were exchanged on Friday; 310 from each side have been freed in all': undated, behind a lot with its day."""
    clause, value = event.clause, finding.count.value
    if event.when is not None or finding.party == JOINT or not (clause.has("combined") and clause.has("perfect")):
        return False
    dated = [f.count.value for e, f in lots if e.when is not None and not e.in_title]
    return bool(dated) and all(value not in (a + b, 2 * a) for a in dated for b in dated)


def of_the_deal(clause: Clause) -> bool:
    """'the Ankara deal, | under which 350 have now come back', 'a two-stage swap in | which 350 have come home'."""
    opens = clause.marked.has("relative_word", "that", lo=clause.lo, hi=clause.lo + 1) and "perfect" in clause.own
    return opens and clause.marked.has("pact", "swap", lo=clause.lo - NEAR - 1, hi=clause.lo)


def has_brought(clause: Clause, finding: Finding) -> bool:
    """'The two-day operation has now brought 500 home': what the whole of it has come to, up to its last stage."""
    marked, lo, at = clause.marked, clause.lo, finding.count.start
    has = next((m for m in clause.of("perfect") if m.start < at), None)
    if has is None or not marked.has("pact", "operation_noun", "swap", lo=lo, hi=has.start):
        return False
    several = (m.end for m in marked.inside("number", lo, has.start) if m.value != "1")
    days = {m.start for m in marked.all(*SPANS, lo=lo, hi=has.start)}
    return marked.within("running_now", has.start, at) or any(not days.isdisjoint((i, i + 1)) for i in several)


def over_stages(clause: Clause) -> bool:
    """'over the three stages', 'in two stages', 'over four days'; not 'a two-day exchange'."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    swaps = {m.end for m in clause.of("swap")}  # 'the second swap in two days' adds nothing up
    for mark in clause.marks(*SPANS, "few_days"):
        at = mark.start - 1
        numbers = [m.value for m in marked.all("number", lo=at, hi=at + 1)] if at > clause.lo else []
        several = any(n != "1" for n in numbers) or (at > clause.lo and (tokens[at].word.value or 0) > 1)
        if several and any(at - 1 <= m.end <= at and m.start not in swaps for m in clause.marks(*OVER)):
            return True
    return False


def since_day(clause: Clause) -> bool:
    """'has recovered 370 prisoners since Wednesday': from the first stage on."""
    return "perfect" in clause.own and any(
        clause.marked.within("weekday", m.end, m.end + 1) for m in clause.of("since")
    )


def all_promised(clause: Clause, finding: Finding) -> bool:
    """'all 400 promised are free', 'all 250 people promised have come back', 'the last of 300 are back'."""
    at, end = finding.count.start, finding.count.end
    every = clause.marked.within("all_of", max(clause.lo, at - 2), at)
    those = clause.marked.within("before_name", at - 1, at) and clause.marked.has(
        "agreed", "sought", lo=end, hi=end + 1
    )
    last = clause.marked.within("prep_of", at - 1, at) and clause.marked.within("last_lot", at - 2, at - 1)
    return those or last or (every and clause.marked.any_within(PROMISED, lo=end - 1, hi=min(end + NEAR, clause.hi)))


def same_sums(events: list[Event]) -> None:
    """'Russia has handed over 6,060 bodies', then '1,248 more, bringing the number to 6,060': the title has the sum."""
    told = [(e, f) for e in events for f in e.findings if not f.part]
    sums = {(f.kind, f.count.value) for e, f in told if f.scope is CUMULATIVE and not e.recall}
    for event, finding in told:
        if (finding.kind, finding.count.value) not in sums or event.recall:
            continue
        fewer = (f for e, f in told if e is not event and f.kind is finding.kind and f.scope is not CUMULATIVE)
        if any(f.count.value < finding.count.value and f.party == finding.party for f in fewer):
            finding.scope = CUMULATIVE
