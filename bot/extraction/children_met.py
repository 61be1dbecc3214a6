"""Children who see their families again: told without a number, or told twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.clause import SOURCE
from bot.extraction.dealing import AS_IT_SAYS
from bot.extraction.events import Event
from bot.extraction.group import Group
from bot.extraction.item import Item
from storage.vocabulary import Kind, Phase, Stage

TO_KIN: Final = ("kin", "to_kin", "reunion", "families", "parents")


def brought_to_kin(event: Event) -> bool:
    """'Мелания Трамп помогла детям вернуться в семьи': a title that tells who helped children to their families."""
    clause = event.clause
    if not event.in_title or "child" not in clause.own or event.stage is not Stage.COMPLETED or event.recall:
        return False
    told = clause.has("reunion", "to_kin") and clause.has("person", "agency", "party") and not event.findings
    words = (clause.marked.sentence.tokens[m.start].word for m in clause.of("managed"))
    return told and any(w.pos == "verb" and w.tense == "past" for w in words) and not clause.has("negation", "possible")


def seen_soon(found: Sequence[Group]) -> None:
    """'Пятеро детей едут на Украину', then 'четверо мальчиков и девочка скоро увидят родных': the same children."""
    done = [g for g in found if g.kind is Kind.CHILDREN and not g.background and any(e.in_title for e in g.events)]
    done = [g for g in done if g.stage.phase is Phase.CARRIED_OUT and not g.stage.off]
    for group in found if done else ():
        plan = group.kind is Kind.CHILDREN and group.stage is Stage.PLANNED and not group.background
        if not plan or group is done[0] or any(e.day for e in group.events) or not group.findings:
            continue
        values = {f.count.value for _, f in done[0].findings}
        same = sum(f.count.value for _, f in group.findings) in values
        if same and all(e.clause.has(*TO_KIN) for e, _ in group.findings):
            done[0].events += group.events
            group.events, group.findings = [], []


def told_by_holders(item: Item, speaking: str | None) -> None:
    """'Lvova-Belova: six children returned to families': those told of by the side that has them are not its own."""
    theirs = item.lexicon.only_theirs.get("child")
    if theirs is None or "child" not in item.everywhere or speaking not in item.lexicon.sides or speaking == theirs:
        return
    told = [(e, f) for e in item.events for f in e.findings if f.kind is Kind.CHILDREN]
    if any(f.party is not None and f.why != AS_IT_SAYS for _, f in told):
        return  # 'Eight children reunited with families', then 'three left for Russia, the rest for Ukraine'
    for event, finding in told:
        led_away = any(s.role == SOURCE for s in event.clause.sides)
        if event.clause.has(*TO_KIN) and not (finding.count.own or led_away):
            finding.party = theirs
