"""What is to follow a stage that has been carried out: 'the remaining 300', 'another group', 'the second part'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.group import Group
from storage.vocabulary import Phase, Stage

DAYS: Final = ("weekday", "relative", "month")
SOON: Final = ("cal_vague", "cal_week", "month")
UNSURE: Final = ("negation", "wish", "ought", "possible", "conditional", "question", "the_rest")
NEXT: Final = ("cal_next", "anaphor")


def next_lot(clause: Clause) -> bool:
    """'The remaining 300 a side will follow on Friday': a lot of its own, to come on a day that is named."""
    return "future" in clause.own and clause.any_of(DAYS)


def lot_to_be(clause: Clause) -> bool:
    """Ukrainian, Russian: 'Друга група буде в неділю', 'продолжение — в субботу': a lot, and no other verb."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    if any(tokens[m.start].word.tense == "futr" for m in clause.of("will")):
        return True
    lot = clause.of("phase")[0]
    dash = lot.end < clause.hi and tokens[lot.end].word.surface in ("—", "–", "-")
    return dash and lot.start == clause.lo and marked.has(*DAYS, lo=lot.end, hi=min(lot.end + 4, clause.hi))


def soon(clause: Clause) -> bool:
    """'Наступний етап проведуть найближчим часом', 'more will follow in February': not 'a next exchange in July'."""
    stages = [m for m in clause.of("phase") if not clause.marked.has("swap", lo=m.start, hi=m.end)]
    return bool(stages) and clause.any_of(SOON) and clause.any_of(NEXT) and not clause.any_of(UNSURE)


def unfollowed(found: Sequence[Group]) -> None:
    """Drop a next stage without day or number, unless one of its kind is told of as carried out: it is of nothing."""
    done = {g.kind for g in found if g.stage.phase is Phase.CARRIED_OUT and not (g.background or g.framework)}
    for group in found:
        undated = group.stage is Stage.PLANNED and not group.findings and group.day is None
        if undated and group.kind not in done and all(soon(e.clause) for e in group.events):
            group.events = []
