"""The whole of a deal, told by its own words beside the stage that is back: 'part of a swap of 450 each'."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event, Read
from bot.extraction.events.group import Group
from bot.extraction.stages.stage import HEADS
from bot.extraction.stages.under_pact import matter_of_pact
from bot.extraction.words.clause import BOTH
from bot.extraction.words.marks import STARTS
from bot.extraction.words.terms import AGREED, ANNOUNCED, CARRIED_OUT, COMPLETED, PLANNED

NEAR: Final = 2
"""How many words stand between a lot and the whole that it is of: 'первые 200 пленных из 500'."""
BEHIND: Final = 4
"""Within how many words behind a pact's name its return of people is named: 'договорённость о возвращении 500'."""

OPENING: Final = 3
"""Within how many words of its clause stands that it is of the next one."""
NEXT: Final = ("next", "следующий", "наступний")


def named_whole(event: Event, finding: Finding) -> bool:
    """Whether a figure is of what a deal covers, and not of what one day has brought."""
    if finding.part or finding.extra:
        return False
    told = covered(event, finding) or of_pact(event, finding) or first_in(event, finding)
    told = told or (finding.party in (BOTH, JOINT, None) and agreed_on(event, finding))
    return told or over_days(event, finding) or completed_by(event, finding)


def covered(event: Event, finding: Finding) -> bool:
    """'Обмен, охватывающий 350 человек с каждой стороны', 'the deal covers 300 each'."""
    clause, at = event.clause, finding.count.start
    cues = [m for m in clause.of("covers") if 0 <= at - m.end <= NEAR] if "covers" in clause.own else ()
    next_one = "cal_next" in clause.own  # 'Следующий обмен охватит 1200'
    own_day = event.when is not None and clause.lo <= event.when.start < clause.hi
    return bool(cues) and finding.party == BOTH and not own_day and not next_one


def agreed_on(event: Event, finding: Finding) -> bool:
    """'Freed on Friday under the deal to exchange 1,200 each': what that deal is about."""
    if "pact" not in event.clause.own or not event.clause.any_of(("under",)):
        return False
    matter = matter_of_pact(event.clause, sorted(event.clause.all_of(HEADS), key=STARTS))
    return matter is not None and matter[0] < finding.count.start < matter[1]


def lots_of_pact(event: Event) -> None:
    """'Возвращены 200 по соглашению об обмене 500 на 500': the lot is no part of those that the formula counts."""
    formula = next((f for f in event.findings if f.count.second is not None), None)
    first = event.findings[0] if event.findings else None
    if formula is not None and first is not None and first is not formula and agreed_on(event, formula):
        first.part = False


def completed_by(event: Event, finding: Finding) -> bool:
    """'Wednesday's second stage completes the release of 350 by either side': all that the stage is the last of."""
    clause, at = event.clause, finding.count.start
    stages = [m.end for m in clause.marks("phase", "leg") if m.end <= at]
    if not stages:
        return False
    marked, end = clause.marked, stages[0]
    later = any(m.value not in ("0", "1") for m in marked.all("ordinal", "last_lot", lo=clause.lo, hi=end))
    ends = marked.inside("finished", end, at) if later else []
    return bool(ends) and marked.has("free", "return", "swap", lo=ends[0].end, hi=at)


def of_pact(event: Event, finding: Finding) -> bool:
    """'Так выполняется договорённость о возвращении 500 человек': the pact's own number, named by nouns alone."""
    clause, at = event.clause, finding.count.start
    if "pact" not in clause.own or not clause.has("under_way", "fulfilled"):
        return False
    tokens = clause.marked.sentence.tokens
    pact = next((m for m in clause.of("pact") if 0 < at - m.end <= BEHIND), None)
    between = [v for v in clause.verbs if pact is not None and pact.end <= v.start < at]
    return pact is not None and all(tokens[v.start].word.pos == "noun" for v in between)


def first_in(event: Event, finding: Finding) -> bool:
    """'Сьогоднішній етап — перший у домовленому обміні по 450': what the first of its stages is of."""
    clause, at = event.clause, finding.count.start
    if "ordinal" not in clause.own or "swap" not in clause.own or finding.party not in (BOTH, JOINT):
        return False
    swaps = [m.start for m in clause.of("swap") if m.end <= at]
    firsts = [m.end for m in clause.of("ordinal") if swaps and m.end <= swaps[-1]]
    return bool(firsts) and clause.marked.has("prep_in", lo=firsts[-1], hi=firsts[-1] + 1)


def over_days(event: Event, finding: Finding) -> bool:
    """'За два дні з полону мають вийти 400 українців': what is to come over several days, the first of them today."""
    clause = event.clause
    ahead = event.stage in (PLANNED, AGREED) and event.day is None
    return ahead and finding.party is not None and clause.has("cumulative", "over_period") and "day_noun" in clause.own


def first_of(event: Event) -> None:
    """'First 200 of 500', 'первые 200 пленных из 500': the second number is the deal's, the first a part."""
    clause = event.clause
    for lot, whole in pairwise(event.findings if "ordinal" in clause.own else ()):
        at = whole.count.start
        first = clause.marked.within("ordinal", lot.count.start - 1, lot.count.start)
        of = clause.marked.has("prep_of", "prep_from", lo=at - 1, hi=at) and 0 < at - lot.count.end <= NEAR
        if first and of and whole.count.value > lot.count.value > 0:
            whole.part, whole.extra, whole.whole = False, False, True
            whole.party = whole.party or lot.party
            lot.party = BOTH if whole.party == BOTH and lot.party == JOINT else lot.party  # '390 of 1,000 each'


def rest_of(event: Event) -> None:
    """'The rest of the 800 promised to either country will follow': how many is told of the whole, not of the rest.

    What a lot makes up is of the same people: 'Friday's 240 make it 400 a side'.
    """
    marked = event.clause.marked
    for lot, whole in pairwise(event.findings if "makes_it" in event.clause.own else ()):
        if marked.within("makes_it", lot.count.end, lot.count.end + 2):
            lot.party, whole.part = lot.party or whole.party, False
    for rest in event.clause.of("the_rest"):
        for finding in event.findings:
            at = finding.count.start
            if 0 < at - rest.end <= BEHIND and marked.has("prep_of", "prep_from", lo=rest.end, hi=at):
                finding.part, finding.extra, finding.whole = False, False, True


def stage_behind(group: Group, read: Read) -> bool:
    """'The first stage went ahead with Emirati mediation; 300 more will follow': told of the stage that is back."""
    done = group.stage.phase is CARRIED_OUT and not group.framework and not group.background
    return done and any(
        e.stage is COMPLETED and "phase" in e.clause.own and e.clause.has("mediation", "mediation_weak")
        for e in read.events
    )


def the_next(event: Event) -> bool:
    """'The next exchange will cover 1,200 from each side', «Следующий охватит …»: another one than that told of."""
    clause = event.clause
    if event.stage.phase is not ANNOUNCED:
        return False
    words = clause.marked.sentence.tokens[clause.lo : min(clause.lo + OPENING, clause.hi)]
    return any(t.word.norm in NEXT for t in words) and not clause.any_of(("lot_noun", "the_rest"))
