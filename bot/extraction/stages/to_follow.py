"""What is to follow a stage that has been carried out: 'the remaining 300', 'another group', 'the second part'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.stages.next_stage import follows_first
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, CARRIED_OUT, COMPLETED, PLANNED

DAYS: Final = ("weekday", "relative", "month")
SOON: Final = ("cal_vague", "cal_week", "month")
UNSURE: Final = ("negation", "wish", "ought", "possible", "conditional", "question", "the_rest")
NEXT: Final = ("cal_next", "anaphor", "ordinal")
LATER: Final = ("the_rest", "remainder", "phase", "cal_next", "deal")
"""What tells of a further lot, or of the whole of a deal, and of none that has come."""

NEAR: Final = 6
"""Of how many words at most a title's last part is that tells how many are to come: ', 170 more to come'."""


def next_lot(clause: Clause) -> bool:
    """'The remaining 300 a side will follow on Friday': a lot of its own, to come on a day that is named."""
    return "future" in clause.own and clause.any_of(DAYS)


def lot_to_be(clause: Clause) -> bool:
    """'Друга група буде в неділю', 'продолжение — в субботу', '170 more to come': a lot, and no other verb."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    near = clause.lo > 0 and marked.has("to_come", lo=clause.lo, hi=clause.lo + NEAR)
    if near and any(t.word.kind == "num" for t in tokens[clause.lo : clause.lo + 2]):
        return True  # '130 home, | 170 more to come'
    if any(tokens[m.start].word.tense == "futr" for m in clause.of("will")):
        return True
    lot = clause.of("phase")[0]
    dash = lot.end < clause.hi and tokens[lot.end].word.surface in ("—", "–", "-")
    return dash and lot.start == clause.lo and marked.has(*DAYS, lo=lot.end, hi=min(lot.end + 4, clause.hi))


def soon(clause: Clause) -> bool:
    """'Наступний етап проведуть найближчим часом', 'more will follow in February': not 'a next exchange in July'."""
    if follows_first(clause) and clause.any_of(SOON) and not clause.any_of(UNSURE):
        return True
    stages = [m for m in clause.of("phase") if not clause.marked.has("swap", lo=m.start, hi=m.end)]
    return bool(stages) and clause.any_of(SOON) and clause.any_of(NEXT) and not clause.any_of(UNSURE)


def next_one(event: Event) -> bool:
    """'перший етап обміну, | наступний проведуть найближчим часом': told by an ordinal alone."""
    clause = event.clause
    ahead = event.stage is PLANNED and not event.findings and follows_first(clause)
    return ahead and (event.day is not None or soon(clause))


def unfollowed(found: Sequence[Group]) -> None:
    """Drop a next stage without day or number, unless one of its kind is told of as carried out: it is of nothing."""
    done = {g.kind for g in found if g.stage.phase is CARRIED_OUT and not (g.background or g.framework)}
    for group in found:
        if done and (foretold(group, found) or had_vowed(group)):
            group.events, group.findings = [], []
            continue
        undated = group.stage is PLANNED and not group.findings and group.day is None
        if undated and group.kind not in done and all(soon(e.clause) for e in group.events):
            group.events = []


def had_vowed(group: Group) -> bool:
    """'197 came home', then 'Moscow had promised to free 23 wounded': what was promised before it, and no plan."""
    if group.stage is not PLANNED or group.day is not None or any(e.in_title for e in group.events):
        return False
    return all("promised" in e.clause.own and "pluperfect" in e.clause.own for e in group.events)


def foretold(group: Group, found: Sequence[Group]) -> bool:
    """'107 each were swapped', then '65 of the men due back are from Donetsk': some of those who have come by now."""
    if group.stage.phase is not ANNOUNCED or group.stage.off or group.background or not group.findings:
        return False
    if not all(f.part and "demonstrative" in e.clause.own for e, f in group.findings):
        return False
    if any(e.in_title or e.clause.any_of(LATER) for e in group.events):
        return False
    done = [g for g in found if g.kind is group.kind and g.stage is COMPLETED and not g.background]
    told = [g for g in done if any(e.in_title and not f.part for e, f in g.findings)]
    ahead = any(group.day and (g.day or group.day) < group.day for g in told)
    most = max(f.count.value for _, f in group.findings)
    return not ahead and any(f.count.value > most for g in told for _, f in g.findings if not f.part)
