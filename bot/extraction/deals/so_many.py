"""'Ещё по столько же отпустят в воскресенье', 'Столько вернула каждая из сторон': so many as were told right before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import COMPLETED, PLANNED
from storage.vocabulary import Kind, Scope

NEAR: Final = 2
"""Within how many sentences behind a figure 'as many' points back to it."""


def so_many(events: Sequence[Event]) -> None:
    """Put the figure told last in the place of 'as many' on each side; so many civilians are those told beside."""
    with_others(events)
    last: tuple[Event, Finding] | None = None
    for event in (e for e in events if not e.recall):
        for finding in event.findings:
            if finding.count.value < 0 and last is not None and event.number - last[0].number <= NEAR:
                on_each_side(event, finding, last[1])
                next_lot(event, finding, last)
                for_as_many(event, finding, last[1])
                civilians(event, finding, last)
            if finding.count.value > 0 and not finding.part:
                last = (event, finding)


def with_others(events: Sequence[Event]) -> None:
    """'12 чеченцев вернулись', then 'их обменяли вместе со 140 другими': those others come on top of the title's."""
    titled = [f for e in events if e.in_title for f in e.findings]
    if len(titled) != 1 or titled[0].part or titled[0].count.second is not None or titled[0].count.value < 1:
        return
    few = titled[0]
    for event in (e for e in events if not (e.in_title or e.recall)):
        clause, marked = event.clause, event.clause.marked
        first = marked.sentence.tokens[clause.lo].word.norm
        they = first == "they"  # 'They came home with 88 others', 'The men were exchanged with 113 others'
        they = they or (first == "the" and marked.has("military", "folk", lo=clause.lo + 1, hi=clause.lo + 2))
        if not they and "pronoun_them" not in clause.own:
            continue
        for finding in event.findings:
            at = finding.count.start
            others = marked.has("fellow", lo=at - 1, hi=finding.count.end + 1) and finding.count.value > few.count.value
            beside = marked.has("extra", "with_them", "added_to", lo=max(clause.lo, at - 3), hi=at)
            beside = beside or (they and marked.within("prep_with", at - 1, at))
            if (
                others
                and beside
                and finding.count.second is None
                and (finding.party == few.party or None in (finding.party, few.party))
            ):
                finding.count = replace(finding.count, value=finding.count.value + few.count.value)
                finding.party = few.party = finding.party or few.party
                finding.part, finding.extra, few.part = False, False, True
                return


def on_each_side(event: Event, finding: Finding, last: Finding) -> None:
    """As many on each side: the figure before, which is that of each side where it had none."""
    if finding.party != BOTH or last.extra or last.scope is Scope.CIVILIANS:
        return
    if last.party is None and last.count.second is None and event.clause.has("so_many"):
        last.party = BOTH
    if last.party == BOTH:
        finding.count = replace(finding.count, value=last.count.value, qualifier=last.count.qualifier)


def next_lot(event: Event, finding: Finding, last: tuple[Event, Finding]) -> None:
    """'The first 160 are home', then 'a second group of the same size is due on Sunday': as many of the same side."""
    told, clause = last[1], event.clause
    open_ = (
        finding.party is None and told.party is not None and not (told.extra or told.part) and finding.kind is told.kind
    )
    ahead = event.stage is PLANNED and last[0].stage is COMPLETED and event.day is not None
    if open_ and ahead and clause.has("ordinal", "anaphor", "cal_next") and clause.has("lot_noun", "phase"):
        finding.party, finding.scope = told.party, told.scope
        finding.count = replace(finding.count, value=told.count.value, qualifier=told.count.qualifier)


def for_as_many(event: Event, finding: Finding, last: Finding) -> None:
    """'Домой вернулись 205, взамен отдали столько же': whoever they are, each side has as many back."""
    open_ = finding.party is None and last.party is None and last.count.second is None and not last.extra
    if not open_ or "in_return" not in event.clause.own or last.scope is Scope.CIVILIANS:
        return
    if last.kind is finding.kind is Kind.EXCHANGE and not finding.part:
        last.party = finding.party = BOTH
        finding.count = replace(finding.count, value=last.count.value, qualifier=last.count.qualifier)


def civilians(event: Event, finding: Finding, last: tuple[Event, Finding]) -> None:
    """'20 мирных жителей; столько же гражданских получила Украина'; '20 civilians; Moscow reported as many'."""
    count, told = finding.count, last[1]
    named = event.clause.marked.has("civilian", "resident", lo=count.start, hi=count.end + 2)
    alone = event.number == last[0].number and len(last[0].findings) == 1 and event.clause.has("say")
    named = named or (alone and not event.clause.has("military", "captive", "swap"))
    if named and told.scope is Scope.CIVILIANS and finding.party not in (None, BOTH, told.party):
        finding.count = replace(count, value=told.count.value, noun="civilian")
        finding.scope, finding.extra, finding.joined = Scope.CIVILIANS, True, False
