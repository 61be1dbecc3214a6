"""'Ещё по столько же отпустят в воскресенье', 'Столько вернула каждая из сторон': so many as were told right before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.clause import BOTH
from bot.extraction.events import Event
from bot.extraction.scope import Finding
from storage.vocabulary import Scope

NEAR = 2
"""Within how many sentences behind a figure 'as many' points back to it."""


def so_many(events: Sequence[Event]) -> None:
    """Put the figure told last in the place of 'as many' on each side; so many civilians are those told beside."""
    last: tuple[Event, Finding] | None = None
    for event in (e for e in events if not e.recall):
        for finding in event.findings:
            if finding.count.value < 0 and last is not None and event.number - last[0].number <= NEAR:
                on_each_side(event, finding, last[1])
                civilians(event, finding, last)
            if finding.count.value > 0 and not finding.part:
                last = (event, finding)


def on_each_side(event: Event, finding: Finding, last: Finding) -> None:
    """As many on each side: the figure before, which is that of each side where it had none."""
    if finding.party != BOTH or last.extra or last.scope is Scope.CIVILIANS:
        return
    if last.party is None and last.count.second is None and event.clause.has("so_many"):
        last.party = BOTH
    if last.party == BOTH:
        finding.count = replace(finding.count, value=last.count.value, qualifier=last.count.qualifier)


def civilians(event: Event, finding: Finding, last: tuple[Event, Finding]) -> None:
    """'20 мирных жителей; столько же гражданских получила и Украина'."""
    count, told = finding.count, last[1]
    named = event.clause.marked.has("civilian", "resident", lo=count.start, hi=count.end + 2)
    if named and told.scope is Scope.CIVILIANS and finding.party not in (None, BOTH, told.party):
        finding.count = replace(count, value=told.count.value, noun="civilian")
        finding.scope, finding.extra, finding.joined = Scope.CIVILIANS, True, False
