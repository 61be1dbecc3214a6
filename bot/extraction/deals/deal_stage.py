"""How far a deal of several stages has come."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.deals.stage_sums import over_stages
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import ANNOUNCED, COMPLETED, PLANNED, UNDER_WAY
from storage.vocabulary import Stage

OPEN_YET: Final = ("ordinal", "phase", "future", "negation", "relative", "weekday", "month")
"""With any of these a title's 'swap ends' may be of a stage, or to come: 'first day of swap ends', 'ends tomorrow'."""
BEGUN: Final = ("under_way", "fulfilled", "finished")
Told = list[tuple[Event, Finding]]


def stage_of_deal(news: list[Group], taken: Told, *, begun: bool) -> Stage:
    """How far a deal has come: `begun` says whether anything of the item was carried out."""
    done = any(over(t[0].clause) for t in taken if t[0].stage is not PLANNED)
    done = done or (all(over_by_now(e) for e, _ in taken) and not any(g.stage is PLANNED for g in news))
    if done or any(swap_ends(e) for g in news for e in g.events):
        return COMPLETED
    if lots_to_come(news, taken):
        return PLANNED
    ahead = all(e.stage.phase is ANNOUNCED for e, _ in taken)
    going = begun and taken[0][0].clause.has("under_way", "fulfilled")  # 'so begins the agreed swap of 500 each'
    ahead = ahead and not going and not (begun and taken[0][0].stage is PLANNED)
    return taken[0][0].stage if ahead else UNDER_WAY


def lots_to_come(news: list[Group], taken: Told) -> bool:
    """'400 for 400 in two stages, mediators say', then '200 on Saturday and 200 on Monday': all lots are to come."""
    lots = [g for g in news if g.findings]
    bare = all(e.stage is COMPLETED and not (e.clause.verbs or e.clause.any_of(BEGUN)) for e, _ in taken)
    return bare and len(lots) > 1 and all(g.stage is PLANNED for g in lots)


def over(clause: Clause) -> bool:
    """Whether the whole is finished: not only 'the first part of the 1,000-for-1,000 exchange'."""
    ends = clause.marks("finished")
    perfect = clause.first("perfect") if clause.has("deal", "pact") else None
    ends += [m for m in clause.marks("completed") if perfect and m.start > perfect.start]  # 'has been carried out'
    return any(not clause.marked.has("ordinal", lo=m.end, hi=m.end + 3) and not of_first_stage(m, clause) for m in ends)


def of_first_stage(end: Mark, clause: Clause) -> bool:
    """'First stage of 400-for-400 swap completed': only that one, however far before the verb it stands."""
    firsts = [m for m in clause.of("ordinal") if m.value == "1" and m.end <= end.start]
    return any(clause.marked.has("leg", "phase", "lot_noun", lo=m.start, hi=m.end + 1) for m in firsts)


def over_by_now(event: Event) -> bool:
    """'Всего за два дня стороны обменялись по формуле «400 на 400»': what all its days have brought, told as past."""
    tokens = event.clause.marked.sentence.tokens
    told = any(tokens[m.start].word.pos and tokens[m.start].word.tense == "past" for m in event.clause.of("swap"))
    return told and over_stages(event.clause) and event.stage is COMPLETED


def swap_ends(event: Event) -> bool:
    """'300 more go free as two-day swap ends', 'обмен завершён': a title that tells no stage's end."""
    clause = event.clause
    if not event.in_title or "finished" not in clause.own or clause.any_of(OPEN_YET):
        return False
    ends = clause.marks("finished")
    return any(m.start == s.end or s.start == m.end for s in clause.of("swap") for m in ends)
