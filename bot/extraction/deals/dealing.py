"""Deals of several stages, and what an item tells of them (Rule M: the parent link)."""

from __future__ import annotations

from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, Finding
from bot.extraction.deals.deal_stage import stage_of_deal
from bot.extraction.deals.lot_days import whole_of_lots
from bot.extraction.deals.of_deal import lots_of_pact, named_whole, the_next
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import (
    AGREED,
    ANNOUNCED,
    CARRIED_OUT,
    CIVIL,
    COMPLETED,
    EXCHANGE,
    MILITARY,
    PLANNED,
    TOTAL,
    UNDER_WAY,
)


def deals(found: list[Group]) -> None:
    """'1,000 for 1,000' beside a smaller figure of these days is the deal that is carried out in stages (Rule M, 9)."""
    whole_of_lots(found)
    news = [g for g in found if g.kind is EXCHANGE and not g.background]
    for group in news:
        for event in group.events:
            lots_of_pact(event)
    begun = any(carried_out(g) for g in news)
    lots = ((e, f) for g in news for e, f in g.findings if not (f.part or on_top(e, f) or whole(e, f)))
    smaller = next((for_one(f) for e, f in lots if not (begun and ahead_in_lots(e, f, news))), 0)
    of_whole = (ahead_for_both, of_formula) if begun else ()
    taken = [(e, f) for g in news for e, f in g.findings if whole(e, f) or any(told(e, f) for told in of_whole)]
    taken = [(e, f) for e, f in taken if f.count.value >= 1.5 * smaller > 0]
    parts = [(e, f) for g in news for e, f in g.findings if not smaller and carried_out(g) and staged_of(e, f)]
    taken += [(e, f) for g in news for e, f in g.findings if finished_whole(e, f, g) and (e, f) not in taken]
    taken += parts
    taken += [pair for g in news for pair in of_first(g) if pair not in taken]
    lots_told = [pair for g in news if carried_out(g) for pair in g.findings]
    taken = taken or [(e, f) for g in news for e, f in g.findings if staged(e, f, lots_told)]
    if not taken:
        return
    of_each_too(taken, news)
    sums = {f.count.value for _, f in taken}
    alike = [(e, f) for g in news for e, f in g.findings if f.count.value in sums and told_again(e, f)]
    taken += [pair for pair in alike if pair not in taken]
    told = [e for e, f in taken if (e, f) not in parts]  # 'Friday's was the first part of a deal on 400 each'
    for group in news:
        leave_lots(group, taken, told)
    deal = Group(EXCHANGE, stage_of_deal(news, taken, begun=begun), framework=True)
    deal.events, deal.findings = [t[0] for t in taken], taken
    whole_sums(deal, news)
    found.append(deal)


def alone(found: list[Group]) -> None:
    """'1,000-for-1,000 exchange under way': so many have never come home at once, it is a deal without its lots."""
    for group in (g for g in found if g.kind is EXCHANGE and not g.background):
        told = [f for _, f in group.findings if not f.part]
        going = group.stage in (COMPLETED, UNDER_WAY) and bool(told)
        group.framework = group.framework or (going and all(framework(f) for f in told))


def of_first(group: Group) -> list[tuple[Event, Finding]]:
    """'settle on a swap of 300 a side', then 'the first 120 are to go home on Sunday': the whole that was agreed."""
    if group.stage not in (AGREED, PLANNED):
        return []
    first = [f for e, f in group.findings if planned(e) and (ordinal_lot(e, f) or of_first_leg(e, f))]
    wholes = [(e, f) for e, f in group.findings if e.day is None and f.party == BOTH]
    wholes = [(e, f) for e, f in wholes if e.stage is AGREED or (e.stage is PLANNED and e.in_title)]
    wholes = [(e, f) for e, f in wholes if first and f.count.value >= 1.5 * max(o.count.value for o in first)]
    for lot in first if wholes else ():
        lot.part, lot.party = False, lot.party or BOTH
    return wholes


def ordinal_lot(event: Event, finding: Finding) -> bool:
    """'The first 120 are to go home on Sunday', 'первые 120 вернутся в воскресенье'."""
    at = finding.count.start
    return event.clause.marked.has("ordinal", lo=max(event.clause.lo, at - 2), hi=at) and not finding.extra


def of_first_leg(event: Event, finding: Finding) -> bool:
    """'первый обмен пройдёт в субботу, по сто человек с каждой стороны', beside the whole that was agreed."""
    marked, at = event.clause.marked, finding.count.start
    firsts = [m for m in event.clause.of("ordinal") if m.value == "1" and m.end < at]
    return finding.party == BOTH and any(marked.has("leg", "phase", "swap", lo=m.start, hi=m.end + 1) for m in firsts)


def on_top(event: Event, finding: Finding) -> bool:
    """'agreement on 250-for-250 swap', then 'thirty civilians will also be let go': no lot of it, but beside it."""
    return finding.extra and finding.scope is CIVIL and event.stage.phase is ANNOUNCED


def leave_lots(group: Group, taken: list[tuple[Event, Finding]], told: list[Event]) -> None:
    """Leaves a group what is not the deal's: the lots, and the stage that they have come to."""
    left = [pair for pair in group.findings if pair not in taken]
    if group.stage is AGREED and left != group.findings and all(planned(e) for e, _ in left):
        group.stage = PLANNED  # 'agreed to swap 600 each, the first 250 on Thursday'
        group.events = [e for e in group.events if e not in told]
    group.findings = left
    first = any(e in told and first_lot(e, f) for e, f in group.findings)
    if group.stage is UNDER_WAY and (first or any(e.stage is COMPLETED for e, _ in group.findings)):
        group.stage = COMPLETED  # 'Обмен «1000 на 1000» начался с 205 человек': these are back
    if not group.findings:  # 'The rest of the 800 will follow on Saturday': a lot that nobody counts
        group.events = [e for e in group.events if e not in told or (planned(e) and "the_rest" in e.clause.own)]


def ahead_in_lots(event: Event, finding: Finding, news: list[Group]) -> bool:
    """'to free 500 each over two days', then 'the first 200 were exchanged', or 200 and 300 more: a title's whole."""
    if not event.in_title or not ahead_for_both(event, finding):
        return False
    done = [(e, f) for g in news if carried_out(g) for e, f in g.findings if not f.part]
    told = {f.count.value for g in news for _, f in g.findings}
    return any(
        e.clause.has("ordinal", "phase") or finding.count.value - f.count.value in told
        for e, f in done
        if for_one(f) < finding.count.value
    )


def of_each_too(taken: list[tuple[Event, Finding]], news: list[Group]) -> None:
    """'400 each', '150 on each side were exchanged; the remaining 250 are due on Saturday': the rest is of each too."""
    wholes = {f.count.value for _, f in taken if f.party == BOTH}
    told = {f.count.value for g in news for _, f in g.findings if f.party == BOTH and not f.part} - wholes
    rests = {whole - lot for whole in wholes for lot in told}
    for finding in (f for g in news for _, f in g.findings if f.count.value in rests):
        open_yet = finding.party in (None, JOINT) or finding.why == AS_IT_SAYS
        if open_yet and finding.count.nation is None and finding.count.second is None:
            finding.party, finding.part, finding.extra = BOTH, False, False


def told_again(event: Event, finding: Finding) -> bool:
    """'500-for-500 swap begins', then '500 from either country would be swapped': the deal, not what is left of it."""
    return finding.party in (None, JOINT) or (finding.party == BOTH and event.stage is PLANNED)


def planned(event: Event) -> bool:
    """Whether an event is to come on a day that is named."""
    return event.stage is PLANNED and event.day is not None


def first_lot(event: Event, finding: Finding) -> bool:
    """'First 200 each: 500-for-500 swap starts', 'swap of 500 each opens with 200 a side': its beginning."""
    clause, at = event.clause, finding.count.start
    if any(clause.marked.sentence.tokens[i].word.surface == ":" for i in range(clause.lo, at)):
        return True  # 'Start of the 500-for-500 swap: 180 back in Ukraine'
    return clause.has("ordinal") or clause.marked.within("prep_with", at - 1, at)


def whole(event: Event, finding: Finding) -> bool:
    """Whether a figure is a deal's by its own words, wherever a smaller one has been carried out."""
    if the_next(event):
        return False
    told = finding.whole or framework(finding) or begins(event, finding) or named_whole(event, finding)
    return told or agreed_upon(event, finding) or staged_of(event, finding)


def of_formula(event: Event, finding: Finding) -> bool:
    """'160 under 450-for-450 formula', 'on 5 and 6 March 400 for 400 were swapped', 'за домовленістю 350 на 350'."""
    at = finding.count.end
    if finding.count.second is not None and event.end_day is not None:
        return True
    marked, start = event.clause.marked, finding.count.start
    named = marked.has("framework", "pact", lo=at, hi=at + 2) or marked.within("pact", start - 1, start)
    return finding.count.second is not None and named


def staged_of(event: Event, finding: Finding) -> bool:
    """'is the first part of an exchange of 500 a side', 'opens a swap of 400 each': the whole that a stage is of."""
    if "stage_of" not in event.clause.own or finding.party not in (BOTH, JOINT) or finding.part:
        return False
    cues = [m.end for m in event.clause.of("stage_of") if m.end <= finding.count.start]
    if cues and any(cues[-1] <= verb.start < finding.count.start for verb in event.clause.verbs):
        return False  # 'Closing stage of Doha deal brings 125 captives home on each side'
    if not cues or event.clause.marked.within("and", cues[-1], finding.count.start):
        return False
    tokens = event.clause.marked.sentence.tokens[cues[-1] : finding.count.start]
    return all(t.word.surface not in (":", "—", "–") for t in tokens)  # 'Второй этап обмена: по 300 с каждой стороны'


def agreed_upon(event: Event, finding: Finding) -> bool:
    """'the Geneva agreement on 500 servicemen has been fulfilled', 'домовленість про 500 оборонців виконано'."""
    clause, at = event.clause, finding.count.start
    pacts = [m.end for m in clause.of("pact") if m.end <= at]
    if not pacts or finding.part or not clause.marked.within("prep_about", pacts[-1], at):
        return False
    if clause.marked.within("ordinal", pacts[-1], at):
        return False  # 'the deal covers Friday and Saturday: 150 on the first day, 250 on the second'
    return not any(pacts[-1] <= verb.start < at for verb in clause.verbs)


def begins(event: Event, finding: Finding) -> bool:
    """'Kyiv and Moscow begin swap of 400 each', 'they began an exchange of 400 a side': a whole, beside its lot."""
    at = finding.count.start
    lot = event.clause.marked.within("prep_with", at - 1, at)  # 'Swap of 250 each starts with 100 a side'
    going = [m.end for m in event.clause.of("under_way") if m.end <= at]
    if finding.party != BOTH or lot or not (going or event.in_title):
        return False
    begun = any(0 <= s.start - end <= 2 and 0 < at - s.end <= 2 for end in going for s in event.clause.of("swap"))
    before = begun and any(f.count.start < at for f in event.findings)  # '150 back as they begin swap of 300 each'
    return event.stage is UNDER_WAY or before


def finished_whole(event: Event, finding: Finding, group: Group) -> bool:
    """'complete two-day exchange of 450 each', then '220 were released on either side on Friday': the deal is over."""
    if "finished" not in event.clause.own or finding.party not in (BOTH, JOINT) or finding.part:
        return False
    stages = (f for e, f in group.findings if e is not event and not (f.party in (None, JOINT) or f.part or f.extra))
    return any(for_one(finding) >= 1.5 * f.count.value > 0 for f in stages)


def for_one(finding: Finding) -> int:
    """How many people a figure gives to one side: half of what is added up."""
    return finding.count.value // 2 if finding.party == JOINT else finding.count.value


def carried_out(group: Group) -> bool:
    """Whether a group tells of figures that were returned: a stage of a deal, where a larger figure lies ahead."""
    told = any(not framework(f) and not f.part for _, f in group.findings)
    return told and group.stage.phase is CARRIED_OUT and not group.stage.off


def ahead_for_both(event: Event, finding: Finding) -> bool:
    """'In all, 1,000 from each side are to be freed', but not 'another 300 each', nor what has a day of its own."""
    plan = event.stage in (PLANNED, AGREED) and event.day is None and finding.party == BOTH and not finding.part
    if not plan or the_next(event):
        return False
    marked, at = event.clause.marked, finding.count
    lots = event.clause.marks("phase", "lot_noun")  # 'The next stage should cover 300 from either country'
    further = any(marked.has("anaphor", lo=m.start - 2, hi=m.start) for m in lots)  # 'ещё один этап'
    return not further and not marked.has("anaphor", "ordinal", lo=at.start - 3, hi=at.end + 2)


def whole_sums(deal: Group, news: list[Group]) -> None:
    """'880 soldiers and 120 civilians in three days' adds up to the deal: it tells of the deal."""
    value = deal.findings[0][1].count.value
    for group in news:
        told = [f for _, f in group.findings if not f.part]
        if (
            any(f.scope is CIVIL for f in told)
            and sum(f.count.value for f in told if f.party == told[0].party) == value
        ):
            deal.findings = [*group.findings, *deal.findings]
            group.events, group.findings = [], []


def staged(event: Event, finding: Finding, lots: list[tuple[Event, Finding]]) -> bool:
    """'Завершился обмен 350 на 350: сегодня едут ещё 200': a round fifty in stages, beside a whole that is smaller."""
    value = finding.count.second
    if value is None or value < 100 or value % 50 or not event.clause.has("finished", "under_way", "phase"):
        return False
    if headed_by_stage(event.clause, finding):
        return False
    whole = [f for _, f in lots if f.count.second is None and not (f.part or f.extra)]
    whole = [f for f in whole if f.scope in (TOTAL, MILITARY) and f.party not in (None, JOINT)]
    return any(value / 5 <= f.count.value <= value / 1.3 for f in whole)


def headed_by_stage(clause: Clause, finding: Finding) -> bool:
    """'Second stage: 300 for 300': the number is the stage's own."""
    at, tokens = finding.count.start, clause.marked.sentence.tokens
    phases = clause.marked.all("phase", lo=clause.lo, hi=at)
    return any(m.end == at - 1 and tokens[m.end].word.surface in (":", "—", "–") for m in phases)


def framework(finding: Finding) -> bool:
    """A round hundred from 500 up, N for N."""
    value = finding.count.second
    return value is not None and value >= 500 and value % 100 == 0
