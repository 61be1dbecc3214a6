"""A side's own group of those who crossed, and what a count shares with the one before it (Rule E, step 4).

'Kyiv's group numbered 150, Moscow's 157', '150 from each side, seven civilians added for Ukraine'.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.frames.agents import Agents, side_in
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BOTH, RECIPIENT, Clause
from bot.extraction.words.marks import Mark

NEAR: Final = 4
"""How many words may stand between a group and the verb that counts it, and between that and the number."""


def by_contingent(spot: Spot, agents: Agents) -> Ruling | None:
    """Whose group a number counts: 'the Russian group consisted of 157', '…, Moscow's 157', 'its convoy carried'."""
    if spot.count.nation or "contingent" not in spot.clause.own:
        return None
    group = counted_group(spot.clause, spot.count)
    owner = owner_of(group, spot.clause, spot.count) if group else None
    if owner is not None:
        return (owner.value, "its group") if owner.value in agents.sides else None
    if group is None or not owned(group, spot.clause):
        return None
    agent = agents.agent(spot.clause, group.start, spot.before)
    return (agent.code, "its group") if agent is not None and agent.code in agents.sides else None


ITS_DAY: Final = ("weekday", "relative", "ordinal", "last_lot")
"""What tells of which day or turn a group is."""


def numbered_group(clause: Clause, count: Count) -> bool:
    """Whether a count is of somebody's group."""
    group = counted_group(clause, count) if "contingent" in clause.own else None
    if group is None:
        return False
    return owned(group, clause) or owner_of(group, clause, count) is not None or lot_numbered(group, clause, count)


def lot_numbered(group: Mark, clause: Clause, count: Count) -> bool:
    """'Friday's group numbers 243 people', 'друга група налічує 160 воїнів': how many came on a day, told apart."""
    marked, at = clause.marked, group.start
    return bool(count.noun) and marked.has(*ITS_DAY, lo=max(clause.lo, at - 1), hi=at) and not clause.has("talks")


def of_a_deal(clause: Clause, count: Count) -> bool:
    """'A 314-prisoner deal', 'сделка по 180 пленным': so many people of both sides together."""
    marked, lo = clause.marked, count.start + 1
    if count.noun != "captive" or count.second is not None:
        return False
    tokens, by = marked.sentence.tokens, count.start - 1
    if marked.within("each_before", by, count.start) and marked.within("pact", by - 1, by):
        word = tokens[count.end - 1].word  # 'сделка по 180 пленным', but not 'по 180 пленных'
        return "datv" in word.cases and "gent" not in word.cases
    if marked.within("prep_about", by, count.start) and marked.has("pact", lo=by - 1, hi=by):
        told_of = not marked.any_of(("each", "each_before"))
        return told_of and tokens[by].word.norm.isascii()  # 'agreement on 314 prisoners'
    glued = (m for m in marked.inside("captive", lo, lo + NEAR) if tokens[m.start].glued)
    return any(marked.has("swap", "pact", lo=m.start + 1, hi=m.start + 2) for m in glued)


def of_a_stage(clause: Clause, count: Count) -> bool:
    """'Second stage: 300 defenders and, separately, two civilians': a title that tells whom a stage brings."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if not clause.has("ordinal", "last_lot") or not clause.has("military", "captive"):
        return False
    if not (clause.has("own", "captive") or (clause.has("extra") and clause.has("civilian"))):
        return False
    stages = (m for m in clause.of("phase") if m.end < clause.hi and tokens[m.end].word.surface == ":")
    told = any(m.end < count.start and marked.has("ordinal", "last_lot", lo=m.start - 1, hi=m.end) for m in stages)
    return told and not clause.has("killed", "still_held", "weapon", "target")


def begun_with(clause: Clause, count: Count) -> bool:
    """'Почали тисячу на тисячу: перші 390 — в Україні': the first of a deal that has begun."""
    begun = "under_way" in clause.own and "formula" in clause.own
    return begun and clause.marked.within("ordinal", count.start - 1, count.start)


def owned(group: Mark, clause: Clause) -> bool:
    """'its own convoy', 'its group'."""
    return any(group.start in (m.end, m.start) for m in clause.marks("cue_own"))


def owner_of(group: Mark, clause: Clause, count: Count) -> Mark | None:
    """The side named right before its group, or right before the number where the group was told with the other."""
    tokens = clause.marked.sentence.tokens
    named = [m for m in clause.marks("party", "adjective") if m.cls == "adjective" or tokens[m.end - 1].word.possessive]
    gapped = (m for m in named if group.end <= m.start and 0 <= count.start - m.end <= 1)
    return next(gapped, None) or next((m for m in named if 0 <= group.start - m.end <= 1), None)


def counted_group(clause: Clause, count: Count) -> Mark | None:
    """The group that a verb of numbering counts: 'group numbered', 'contingent was', 'convoy carried'."""
    marked = clause.marked
    for group in clause.marks("contingent"):
        if group.end > count.start:
            continue
        verb = marked.first("copula", "stands_at", "composed", "conveys", lo=group.end, hi=count.start)
        if verb is not None and verb.start - group.end <= NEAR:
            return group
    return None


def of_the_last(spot: Spot) -> bool:
    """'150 from each side, seven civilians added for Ukraine': 'each' is the count's before, this has its own side."""
    tokens = spot.clause.marked.sentence.tokens
    told = list(spot.clause.marked.inside("each", spot.left, spot.right))
    if spot.left == spot.clause.lo or not told or told[-1].end > spot.count.start or told[0].start - spot.left > 1:
        return False
    comma = any(t.word.surface in ",;—–" for t in tokens[told[-1].end : spot.count.start])
    if comma and side_in(spot.clause, RECIPIENT, spot.count.end, spot.right) is not None:
        return True
    acting = side_in(spot.clause, AGENT, told[-1].end, spot.count.start)  # '140 each, and Russia gave up 20 more'
    given = any(told[-1].end <= v.start < spot.count.start for v in spot.clause.verbs)
    return given and acting is not None and acting.code != BOTH


def by_goal(spot: Spot, sides: tuple[str, ...]) -> Ruling | None:
    """'300 sets of remains reached Ukraine': the verb of coming home names where."""
    home = next((v for v in spot.clause.verbs if v.cls == "home" and 0 <= v.start - spot.count.end <= 2), None)
    if home is None or spot.count.nation:
        return None
    goal = next((m for m in spot.clause.of("party") if home.start < m.start and m.end == home.end), None)
    return (goal.value, "reached") if goal is not None and goal.value in sides else None
