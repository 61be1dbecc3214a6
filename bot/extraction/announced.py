"""A title that only names an exchange ('announces swap of 1,000 each'), where the text says that it lies ahead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.clause import VERBS, Clause
from bot.extraction.events import Event
from bot.extraction.group import Group
from bot.extraction.marks import Mark
from bot.extraction.nouns import PEOPLE
from storage.vocabulary import Phase, Stage

AGREED = ("agreed", "pact", "accepted")


def announced(found: list[Group], events: Sequence[Event]) -> None:
    """What only nouns tell of is as far as the sentence says that tells the same figures with a verb."""
    for done in found:
        if done.stage is not Stage.COMPLETED or done.background or not done.findings:
            continue
        if any(told(e.clause) for e in done.events):
            continue
        values = {f.count.value for _, f in done.findings if not f.part}
        plan = next((g for g in found if lies_ahead(g, done, values)), None)
        if plan is not None:
            wholes = [(e, f) for e, f in plan.findings if f.count.value not in values]
            plan.events, plan.findings = done.events + plan.events, done.findings + wholes
            done.events, done.findings = [], []
            if any(e.lead and not e.recall and e.clause.has(*AGREED) for e in events):
                plan.stage = Stage.AGREED


def lies_ahead(plan: Group, done: Group, values: set[int]) -> bool:
    if plan.kind is not done.kind or plan.background or plan.stage.off or plan.stage.phase is not Phase.ANNOUNCED:
        return False
    return bool(values) and values <= {f.count.value for _, f in plan.findings}


def told(clause: Clause) -> bool:
    """Whether a verb tells of the event: one of returning, happening, or 'swap' before whom it moves."""
    if clause.has(*VERBS, "happened", "completed", "finished", "reunion"):
        return True
    return any(not noun(clause, mark) for mark in clause.marks("swap"))


def noun(clause: Clause, mark: Mark) -> bool:
    """'swap of 1,000', 'the exchange', but not 'swap 1,000 prisoners'."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.end - 1].word
    if word.pos:
        return word.pos == "noun"
    if mark.end >= clause.hi or clause.marked.has("prep_of", "prep_stop", lo=mark.end, hi=mark.end + 1):
        return not word.tense
    counted = tokens[mark.end].word.kind == "num" or clause.marked.has("number", *PEOPLE, lo=mark.end, hi=mark.end + 2)
    return not counted and not word.tense


def settled_on(found: list[Group]) -> None:
    """'Envoys leave with a plan to swap 650', then 'agreed to free 325 each': a plan that was agreed on, undated."""
    for group in found:
        bare = group.stage is Stage.PLANNED and not group.background and all(e.day is None for e in group.events)
        if bare and any(e.stage is Stage.AGREED for e, f in group.findings if not f.part):
            group.stage = Stage.AGREED
