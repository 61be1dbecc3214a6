"""What a deal has brought in whole, told beside its last stage: '300 more are back … 500 in two days, it is over'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from bot.extraction.counts.nouns import SCOPES
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.deals.added_before import only_added
from bot.extraction.deals.adds_up import adds_up, of_somebody, span_of
from bot.extraction.deals.relations import all_over
from bot.extraction.deals.rounded_off import beside_lot, rounded_off, with_last
from bot.extraction.deals.stage_sums import SPANS, all_promised
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import (
    BODIES,
    CARRIED_OUT,
    CIVIL,
    COMPLETED,
    CUMULATIVE,
    EXACT,
    EXCHANGE,
    PLANNED,
    TOTAL,
)
from storage.vocabulary import Kind

MOST: Final = {Kind.EXCHANGE: 1000, Kind.BODIES: 7000}
"""What no deal has brought to one side; more is the sum of many."""
PACT: Final = 7
"""Words between a pact and what tells when it was made: 'terms reached in Geneva last month'."""
TIMES: Final = 10
"""A deal has fewer stages than would make it so many times its last one."""
OF_IT: Final = ("swap", "body", "deal", "pact", "agreed", "operation_noun", "stage_of")
LOT: Final = ("number", "body", "lot_noun", "phase", "deal", "operation_noun", "captive", "military", "folk", "under")
FEW_DAYS: Final = (
    *("few_days", "day_noun", "weekday", "relative", "cumulative_span"),
    *("pact", "agreed", "finished", "phase", "leg", "last_day"),
)
"""What a sum of people must stand beside: the days or the agreement that it is of."""
Told = list[tuple[Event, Finding]]
Span = tuple[date | None, date | None]


def in_whole(found: list[Group], events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """Open a group for the deal that its last stage has completed, with the sums that are told of it."""
    for kind in MOST:
        news = [g for g in found if g.kind is kind and not g.background]
        done = [g for g in news if g.stage is COMPLETED and g.findings]
        if not done or any(g.framework or to_come(g) for g in news):
            continue
        lead = [e for e in events if e.lead and not e.recall]
        over = any(closes(e) for e in lead) or last_of_days(lead) or rounded_off(lead, done)
        if not (over or any(of_days_told(e, done, events) for e in lead)):
            continue
        told = [pair for g in done for pair in g.findings]
        last = max((e.day for e in events if e.day and not e.recall and e.stage is COMPLETED), default=None)
        latest = [(e, f) for e, f in told if kind is BODIES or e.day in (None, last)]
        whole = [pair for pair in told if finished_whole(*pair, latest) or adds_up(*pair, told, events)]
        lots = [pair for pair in told if pair not in whole and not with_it(*pair, whole)]
        summed = [(e, f) for e, f in sums(events, kind) if (e, f) not in whole and not only_added(f, e.findings)]
        summed = [(e, f) for e, f in summed if settled(f, lots) or e.clause.has("home", "own")]
        whole += summed if whole or any(larger(f, lots) or adds_up(e, f, lots, events) for e, f in summed) else []
        whole += [pair for pair in told if pair not in whole and with_it(*pair, whole)]
        lots = [pair for pair in lots if pair not in whole]
        if whole and lots:
            days = span_of(whole, lots, events)
            told = whole if days[0] else of_somebody(whole, lots)
            found += [deal_of(kind, told, lots, days, sides)] if told else []
            alike(whole, lots)
            for group in done:
                group.findings = [pair for pair in group.findings if pair not in whole]
                moved = [e for e, _ in whole if e not in [lot for lot, _ in lots]]
                group.events = [e for e in group.events if group.findings and e not in moved]


def of_days_told(event: Event, done: Sequence[Group], events: Sequence[Event]) -> bool:
    """'More than 400 home after two-day swap', then 243 and 160: a title's sum of lots that are told."""
    told = [pair for g in done for pair in g.findings]
    marked = event.clause.marked
    days = event.in_title and any(marked.within("swap", m.end, m.end + 2) for m in marked.of("day_noun"))
    return days and any(adds_up(event, f, told, events) for f in event.findings)


def with_it(event: Event, finding: Finding, whole: Told) -> bool:
    """'500 оборонців та двох цивільних', '6,060 handed to Kyiv, 78 to Moscow': what one clause tells beside a whole."""
    beside = [f for e, f in whole if e is event and not beside_lot(e, f)]
    civil = finding.extra or finding.scope is CIVIL
    return bool(beside) and (civil or (not finding.part and finding.party not in {f.party for f in beside}))


def alike(whole: Told, lots: Told) -> None:
    """'Завершальний етап: 400 тіл', then 'усього в Україну доправили 1600': a lot of those of the sum."""
    party = next((f.party for _, f in whole), None)
    first = next(f for _, f in lots)
    if party is not None and first.party is None and not first.part:
        first.party = party


def deal_of(kind: Kind, whole: Told, lots: Told, days: Span, sides: tuple[str, ...]) -> Group:
    """The deal's own group; a sum of nobody's is of those of whom the last lot makes a part, else of the others."""
    deal = Group(kind, COMPLETED, framework=True)
    deal.day, deal.end_day = days
    deal.events = [e for e, _ in whole]
    numbers = {e.number + 1 for e, _ in whole}
    as_many = [(e, f) for e, f in lots if f.count.value < 0 and e.number in numbers and e is not lots[0][0]]
    alone = kind is BODIES or len({f.party for _, f in lots if not f.part}) == 1
    for event, finding in whole:
        if finding.part or finding.extra:
            summed = finding.scope is CUMULATIVE
            scope = SCOPES.get(finding.count.noun, TOTAL) if summed else finding.scope
            deal.findings.append((event, replace(finding, scope=scope)))
            continue
        fits = [
            f.party for e, f in lots if f.party in sides and alone and larger(replace(finding, party=f.party), lots)
        ]
        if kind is BODIES and any(f.count.value == finding.count.value for _, f in deal.findings):
            continue  # told again
        taken = {f.party for _, f in deal.findings}
        others = [s for s in sides if s not in taken] if taken and kind is BODIES else []
        party = finding.party or next(iter([s for s in fits if s not in taken] + others), None)
        mine = replace(finding, scope=TOTAL, extra=False, joined=False, party=party)
        deal.findings.append((event, mine))
    deal.findings += as_many  # 'With Friday's group, 400 have come home. Russia got the same number.'
    return deal


def to_come(group: Group) -> bool:
    """Whether a further stage is told of, so that nothing is over yet."""
    return group.stage is PLANNED and (group.day is not None or group.kind is EXCHANGE)


def closes(event: Event) -> bool:
    """Whether a clause says that the whole is over, or that this lot is the last."""
    clause = event.clause
    if "finished" in clause.own and clause.has(*OF_IT) and not clause.has("future", "negation"):
        return event.stage is not PLANNED and any(not first_one(m, clause) for m in clause.of("finished"))
    freed = any(all_promised(clause, f) for f in event.findings) and event.stage is COMPLETED
    return freed or any(last_lot(m, clause) for m in clause.of("last_lot"))


def last_of_days(events: Sequence[Event]) -> bool:
    """'Second day of swap', then 'the two-day operation has brought home 500': its last day is told of."""
    days, spans = set[str](), set[str]()
    for clause in (e.clause for e in events):
        marked = clause.marked
        for leg in clause.all_of(SPANS):
            days |= {m.value for m in marked.inside("ordinal", leg.start - 1, leg.end)}
            if "perfect" in clause.own or marked.sentence.in_title:
                spans |= {m.value for m in marked.inside("number", leg.start - 2, leg.start)}
    return not days.isdisjoint(spans - {"1"})


def first_one(end: Mark, clause: Clause) -> bool:
    """'The first stage is complete': only that one."""
    return clause.marked.has("ordinal", lo=max(clause.lo, end.start - 3), hi=end.end + 3)


def last_lot(last: Mark, clause: Clause) -> bool:
    """'Последние 420 тел', 'the closing batch of 900', 'остання передача'; not 'в последний раз'."""
    told = clause.marked.has(*LOT, lo=last.end, hi=min(last.end + 2, clause.hi))
    told = told or clause.marked.has("phase", lo=max(clause.lo, last.start - 3), hi=last.start)  # 'этап последний'
    tokens = clause.marked.sentence.tokens
    if last.end >= clause.hi or tokens[last.end].word.kind == "sym":  # 'Wednesday's exchange was the last'
        was = clause.marked.within("copula", last.start - 3, last.start)
        return told or (was and clause.marked.has("swap", "phase", lo=clause.lo, hi=last.start))
    return told or tokens[last.end].word.kind == "num"


def finished_whole(event: Event, finding: Finding, told: Told) -> bool:
    """'All 4,000 bodies have been handed over', then 'the closing batch of 900': what is over, beside its last lot."""
    clause, at = event.clause, finding.count.start
    plain = not (finding.part or finding.extra or finding.party == JOINT) and event.when is None
    plain = plain and event.stage.phase is CARRIED_OUT and not is_lot(event)
    if not plain or finding.count.qualifier is not EXACT:
        return False
    lots = [(e, f) for e, f in told if e is not event and not f.part and is_lot(e)]
    over = all_over(clause) or clause.marked.has("all_of", lo=max(clause.lo, at - 2), hi=at) or of_several_days(event)
    if not over and not any(last_of_all(e, f) for e, f in lots):
        return False
    return settled(finding, lots) and larger(finding, lots)


def of_several_days(event: Event) -> bool:
    """'Two-day swap brings 500 home on either side', beside its second group: a title's whole."""
    marked = event.clause.marked
    days = (m for m in marked.of("day_noun") if marked.within("swap", m.end, m.end + 2)) if event.in_title else ()
    return any(n.value != "1" for m in days for n in marked.inside("number", m.start - 1, m.start))


def last_of_all(event: Event, lot: Finding) -> bool:
    """'Останніх 1245 загиблих привезли в понеділок', 'with Monday's 1,248 bodies the operation is complete'."""
    at = lot.count.start
    dated = event.when is not None and all_over(event.clause)
    return dated or event.clause.marked.within("last_lot", at - 1, at)


def settled(whole: Finding, lots: Told) -> bool:
    """Whether it is clear whose people a whole counts: where both sides got some, it may be all of them."""
    if whole.kind is BODIES or whole.party is not None:
        return True
    return len({f.party for _, f in lots if not f.part} - {None}) < 2 and all(f.party != BOTH for _, f in lots)


def is_lot(event: Event) -> bool:
    """Whether a clause tells of one lot: on a day of its own, or called the last, or one more."""
    return event.when is not None or event.clause.has("anaphor", "last_lot", "phase", "ordinal")


def sums(events: Sequence[Event], kind: Kind) -> Iterator[tuple[Event, Finding]]:
    """The running sums of the deal's few days, not those of a year or of the war."""
    before: Event | None = None
    for event in events:
        with_lot = any(only_added(f, event.findings) for f in event.findings)
        if (
            (event.recall and not with_lot)
            or event.void
            or any(not of_pact(m, event.clause) for m in event.clause.marked.of("long_span"))
        ):
            continue
        if kind is EXCHANGE and not event.clause.marked.any_of(FEW_DAYS):
            continue
        for finding in event.findings:
            summed = finding.scope is CUMULATIVE and finding.kind is kind
            before = event if summed else before
            whole = summed and (not finding.part or with_lot or beside_lot(event, finding))
            whole = whole or (before is not None and goes_on(event, before) and other_side(finding, before))
            if whole and 0 < finding.count.value <= MOST[kind] and finding.party != JOINT:
                finding.part = False
                finding.extra = finding.extra and not with_last(event.clause)
                yield event, finding


def of_pact(span: Mark, clause: Clause) -> bool:
    """'brings to 500 those freed since Thursday under terms reached last month': when it was agreed."""
    pacts = clause.marked.all("pact", "pact_terms", lo=span.start - PACT, hi=span.start)
    return any(clause.marked.has("under", lo=m.start - 3, hi=m.start) for m in pacts)


def goes_on(event: Event, before: Event) -> bool:
    """Whether a clause is of the sum's sentence, and neither has a day."""
    return before.number == event.number and event.when is None and before.when is None


def other_side(finding: Finding, before: Event) -> bool:
    """'Всего Киеву отданы 6060 тел, | приняты 78': the sentence goes on with what the other side got in whole."""
    told = {f.party for f in before.findings if f.scope is CUMULATIVE}
    return finding.party not in {None, BOTH, JOINT, *told} and not (finding.part or finding.extra)


def larger(whole: Finding, lots: Told) -> bool:
    """Whether a sum is larger than what the last stage brought to the same side, and not out of all proportion."""
    told: dict[tuple[int, str | None], int] = {}
    daily: dict[tuple[int, date | None, str | None], int] = {}
    for event, finding in lots:
        alike = whole.party in (BOTH, None) or finding.party in (whole.party, BOTH, None)
        if alike and not finding.part and finding.party != JOINT and finding.scope is not CUMULATIVE:
            side = finding.party if whole.party == BOTH else None
            value = max(finding.count.value, 0)
            told[event.number, side] = told.get((event.number, side), 0) + value
            daily[event.number, event.day, side] = daily.get((event.number, event.day, side), 0) + value
    return bool(told) and max(daily.values()) < whole.count.value <= TIMES * max(told.values())
