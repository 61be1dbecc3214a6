"""Running totals: figures that add up many exchanges, which fill no day's slot (Rule E, step 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.over_months import over_months
from bot.extraction.counts.scope import Finding
from bot.extraction.counts.several import by_mediation, in_many, ordinal_before, told_apart
from bot.extraction.days.when import When
from bot.extraction.events.events import Event
from bot.extraction.figures.children_sums import children_so_far
from bot.extraction.figures.sum_beside_lot import in_total, own_total
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import BODIES, CUMULATIVE, EXACT, EXCHANGE, UNDER_WAY

PREPOSED: Final = ("on", "only", "just", "у", "в", "во", "лише", "тільки", "только", "саме")
WITH_PEOPLE: Final = ("military", "civilian", "captive", "pronoun_them")
CHILDREN: Final = 100
"""So many children have never come home on one day."""
THOUSANDS: Final = 1000
"""No single exchange of people returns more to a side; of bodies, twice as many."""
OPENING: Final = 2
"""Within how many words of its clause a phrase of time opens it."""
OTHERS: Final = 3
"""Words between the number of those who have not come and 'not'."""
LATELY: Final = 21
"""Days that a deal's stages take at most: a sum since its first one is news with its last."""
MOST: Final = {EXCHANGE: 1500, BODIES: 7000}
"""What no exchange or repatriation has come near to at once: 1,000 a side in May 2025, 6,057 bodies in June 2025."""


def running(event: Event, published: date, *, carried_out: bool) -> None:
    """Mark the running totals of a clause, their parts, and what is added up beside them."""
    for finding in event.findings if carried_out else ():
        if cumulative(event.clause, finding, event.findings, today=event.day == published):
            finding.scope = CUMULATIVE
    for first, second in pairwise(event.findings):
        if second.part and first.scope is CUMULATIVE:
            second.scope = CUMULATIVE
    sums = [f for f in event.findings if f.scope is CUMULATIVE]
    children_so_far(event)
    if sums:
        opened(event, sums[0], published)


def opened(event: Event, whole: Finding, published: date) -> None:
    """'Всего с понедельника Киев получил 2120 тел, Россия — 60': what opens a clause adds up all of it."""
    clause, event_day = event.clause, event.when
    cue = clause.marked.first("cumulative", "combined", lo=clause.lo, hi=min(clause.lo + OPENING, whole.count.start))
    if cue is None:
        return
    for finding in event.findings:
        behind = finding.count.start > whole.count.start and not finding.part and finding.party != whole.party
        if behind and not dated(clause, whole, finding):
            finding.scope = CUMULATIVE
    if event_day is not None and 0 <= event_day.start - cue.end <= 1 and event_day.start < whole.count.start:
        since = clause.marked.has("since", "cumulative", lo=cue.start, hi=event_day.start)
        apposed = clause.marked.sentence.tokens[event_day.start - 1].word.surface in (",", "(", "—")
        if since or apposed or clause.marked.has("prep_from", lo=cue.start, hi=event_day.start):
            lately = event.day is not None and (published - event.day).days <= LATELY
            event.recall = event.recall and not (lately and event.why.startswith(str(event.day)))
            event.day = event.end_day = event.when = None


def cumulative(clause: Clause, finding: Finding, findings: list[Finding], *, today: bool = False) -> bool:
    """Whether a count is a running total; 'the largest since 2022' and 'held since March' are none."""
    if too_many(finding) or in_many(clause, finding.count) or summed(clause, finding.count):
        return True
    if thousands_so_far(clause, finding.count) or in_exchanges(clause) or over_months(clause) or others_not(clause):
        return True
    if (
        with_earlier(clause, findings if today else ())
        or so_far(clause, finding.count)
        or in_all(clause, finding)
        or counted_up(clause, finding.count)
    ):
        return True
    young = finding.count.noun == "child"  # a group that travels for days: 'have been returned this week'
    spans = clause.of("cumulative_span") if "perfect" in clause.own and not young else []
    for mark in [*clause.of("cumulative"), *spans]:
        lo = max(clause.lo, mark.start - 6)
        excused = superlative(clause, mark) or clause.marked.has(
            "ordinal", "kept", "crime", "prisons", lo=lo, hi=mark.start
        )
        excused = excused or any(held_in(clause, m) for m in clause.marked.inside("captivity", lo, mark.start))
        excused = excused or possessive(clause, mark) or ordinal_before(clause, mark)
        excused = excused or (since_day(clause, mark) and not in_total(clause, finding, findings))
        dated = clause.marked.within("month", max(clause.lo, mark.start - 2), mark.start) or by_mediation(clause, mark)
        excused = excused or dated
        if not excused and (added_up(clause, mark, finding, findings) is finding or over_all(clause, mark, finding)):
            return True
    return False


def too_many(finding: Finding) -> bool:
    """'возвращены около 2300 военных': more than any exchange or handover has brought is a sum of many (the record)."""
    most = MOST.get(finding.kind)
    return most is not None and finding.count.value > most and finding.count.second is None and not finding.part


def with_earlier(clause: Clause, findings: Sequence[Finding] = ()) -> bool:
    """'Together with the day before, 697 are back', 'with the 390 people released on Friday': a sum of several days."""
    marked = clause.marked
    days = ("relative", "weekday", "shift", "last_day")
    for mark in clause.of("added_to"):
        the = marked.within("demonstrative_people", mark.end, mark.end + 1)
        the = the and not marked.has("pronoun_them", lo=mark.end, hi=mark.end + 1)  # 'and with them seven civilians'
        counted = any(t.word.kind == "num" for t in marked.sentence.tokens[mark.end : mark.end + 2])
        if marked.within("prep_with", mark.start, mark.end) and mark.end - mark.start == 1 and not (the and counted):
            continue  # 'with Saturday's exchange' tells of that one
        if the and counted and fewer_beside(findings, mark):
            continue
        reach = 8 if the and counted else 3
        day = marked.first(*days, lo=mark.end, hi=min(mark.end + reach, clause.hi))
        if day is not None and not the and marked.has(*WITH_PEOPLE, lo=mark.end, hi=day.start):
            continue  # 'разом із військовими у четвер' tells of people
        if day is not None and (the or not marked.has("number", lo=mark.end, hi=day.start)):
            return True
    return False


def fewer_beside(findings: Sequence[Finding], mark: Mark) -> bool:
    """'Two civilians came with the 300 freed today': a sum would be more than what it is of."""
    at = mark.end + 1
    main = next((f.count for f in findings if f.count.start <= at < f.count.end or f.count.start == at), None)
    others = [f.count.value for f in findings if f.count is not main]
    return main is not None and bool(others) and max(others) < main.value


def so_far(clause: Clause, count: Count) -> bool:
    """'вже понад 7 тисяч', 'понад тисячу вже вдома': such thousands are a sum; 'уже едут 307' are none."""
    if count.noun == "child":
        many = count.value >= CHILDREN  # 'Kyiv says 2,000 children now returned'
        return many or clause.marked.has("already", lo=max(clause.lo, count.start - 1), hi=count.start)
    if count.value < THOUSANDS * (2 if count.noun == "body" else 1):
        return False
    return clause.marked.within("already", max(clause.lo, count.start - 4), min(count.end + 5, clause.hi))


def in_all(clause: Clause, finding: Finding) -> bool:
    """'всего при посредничестве ОАЭ освобождены 4349': more than one exchange has brought, behind 'in all'."""
    count = finding.count
    if count.value <= THOUSANDS or finding.kind is not EXCHANGE or count.second is not None or finding.part:
        return False
    return clause.marked.within("combined", max(clause.lo, count.start - 8), count.start) and "each" not in clause.own


def counted_up(clause: Clause, count: Count) -> bool:
    """'put the number of people exchanged with its help at 5,355': thousands that a number of people has come to."""
    tally = clause.opening("tally")
    if tally is None or count.value < THOUSANDS or count.noun == "body" or tally.end > count.start:
        return False
    mounts = clause.marked.within("mounts", tally.end, count.start) and clause.marked.sentence.in_title
    return mounts or clause.marked.has("swap", "free", "return", lo=tally.end, hi=count.start)


def held_in(clause: Clause, mark: Mark) -> bool:
    """'in Russian captivity since 2022' dates a captivity; 'freed from captivity since 2022' adds up."""
    return clause.marked.has("prep_in", lo=max(clause.lo, mark.start - 2), hi=mark.start)


def summed(clause: Clause, count: Count) -> bool:
    """'bringing the three-day total to 600', 'brings to 500 the number freed': a sum of earlier events."""
    verb, marked = clause.opening("summing"), clause.marked
    if marked.within("makes_it", max(clause.lo, count.start - 3), count.start):
        return True  # 'Friday's 240 make it 400 a side'
    to = verb is not None and marked.within("prep_to", verb.end, count.start)
    to = to and marked.within("tally", count.end, count.end + 2)
    return to or (verb is not None and marked.within("tally", verb.end, min(count.start, verb.end + 5)))


def since_day(clause: Clause, mark: Mark) -> bool:
    """'150 are back since Friday': since the day on which they came."""
    since = mark.end - mark.start == 1 and clause.marked.has("since", lo=mark.start, hi=mark.end)
    return since and clause.marked.has("weekday", "relative", lo=mark.end, hi=mark.end + 1)


def superlative(clause: Clause, mark: Mark) -> bool:
    """'the largest group to come home in one go since …', 'вперше за три місяці': it compares, it does not add up."""
    found = clause.marked.first("superlative", "first_time", lo=max(clause.lo, mark.start - 12), hi=mark.start)
    return found is not None and not clause.marked.has("combined", lo=found.end, hi=mark.start)


def thousands_so_far(clause: Clause, count: Count) -> bool:
    """'more than 1,000 have returned under the agreements': a rounded thousand in the perfect is a sum up to now."""
    if count.value < 1000 or count.qualifier is EXACT or count.noun == "body":
        return False
    tokens = clause.marked.sentence.tokens[count.end : min(count.end + 8, clause.hi)]
    return any("have" in t.word.keys or t.word.norm == "have" for t in tokens)


def in_exchanges(clause: Clause) -> bool:
    """'Thousands have been brought home in exchanges': what all of them brought, on no day of its own."""
    marked = clause.marked
    for mark in clause.marks("swap", lo=clause.lo + 1):
        word = marked.sentence.tokens[mark.end - 1].word
        plural = not word.pos and not word.tense and word.norm.endswith("s")
        within = marked.has("prep_in", "in_many", lo=max(clause.lo, mark.start - 2), hi=mark.start)
        within = within and not marked.within("lull", max(clause.lo, mark.start - 3), mark.start)
        if plural and within and not marked.has("weekday", "relative", "month", lo=mark.end, hi=mark.end + 4):
            return True
    return False


def others_not(clause: Clause) -> bool:
    """'1,500 of ours have come back, 700 have not': what has become of all of them, on no day."""
    if "perfect" not in clause.own or "negation" not in clause.own or clause.has("weekday", "relative"):
        return False
    tokens = clause.marked.sentence.tokens
    return any(
        tokens[i].word.kind == "num" and any(0 < m.start - i <= OTHERS for m in clause.of("negation"))
        for i in range(clause.lo + 1, clause.hi)
    )


def possessive(clause: Clause, mark: Mark) -> bool:
    """'this week's exchange' names an exchange; it adds nothing up."""
    return clause.marked.sentence.tokens[mark.end - 1].word.possessive


def added_up(clause: Clause, mark: Mark, finding: Finding, findings: list[Finding]) -> Finding | None:
    """The count that a phrase of time adds up: the last one before it, else the first behind it.

    'сьогодні 303, за три дні — тисяча': one behind a dash.
    """
    tokens = clause.marked.sentence.tokens
    behind = [f for f in findings if 0 < f.count.start - mark.end <= 4]
    dashed = next((f for f in behind if tokens[f.count.start - 1].word.surface in "—–:"), None)
    if dashed is not None:
        return dashed
    before = [f for f in findings if f.count.end <= mark.start]
    behind = [f for f in findings if f.count.start >= mark.end]
    if behind and not before and told_apart(clause, mark, behind[0].count):
        return None
    if before and behind and own_total(clause, before[-1], mark, behind[0]):
        return behind[0]
    if behind and clause.marked.within("summing", mark.start, mark.start + 1):
        return behind[0]
    if len(before) > 1 and before[-1].joined and finding is before[-2] and not dated(clause, finding, before[-1]):
        return finding
    return before[-1] if before else next(iter(findings), None)


def over_all(clause: Clause, mark: Mark, finding: Finding) -> bool:
    """'Since July, 17 children have rejoined families in Russia and 95 in Ukraine': what opens a clause spans it."""
    if mark.start - clause.lo > 1 or finding.part or not clause.marked.has("since", lo=mark.start, hi=mark.start + 1):
        return False
    return not clause.marked.has("relative", "weekday", "last_day", lo=mark.end, hi=clause.hi)


def dated(clause: Clause, first: Finding, second: Finding) -> bool:
    """'51 on Monday, and 78 over the whole operation': the first has a day of its own."""
    return clause.marked.has("relative", "weekday", "month", lo=first.count.end, hi=second.count.start)


def own_days(event: Event, mine: list[When]) -> None:
    """'had received 78 bodies, 51 of them on June 16': the part is what its day brought, the whole a sum up to then."""
    for whole, part in pairwise(event.findings):
        count = part.count
        days = [w for w in mine if w.kind in ("date", "weekday", "relative") and 0 <= w.start - count.end <= 2]
        between = event.clause.marked.sentence.tokens[count.end : days[0].start] if days else []
        bare = all(t.word.kind == "sym" or t.word.norm in PREPOSED for t in between)
        if part.part and count.of_them and days and bare and count.value < whole.count.value:
            whole.scope, part.part, part.kind = CUMULATIVE, False, whole.kind
            part.party = part.party or whole.party


def since_then(before: Event, event: Event) -> None:
    """'Since the Istanbul deal, | 14,000 dead have come home': what has come together since then is a sum."""
    clause = before.clause
    opens = clause.marked.within("since", clause.lo, clause.lo + 1) and clause.has("deal", "agreed", "pact", "talks")
    if not opens or before.number != event.number or before.findings or "perfect" not in event.clause.own:
        return
    for finding in event.findings:
        finding.scope = CUMULATIVE


def goes_on(event: Event) -> bool:
    """'Обмін триває: за два дні повернули 697': a title that sums up an exchange which is still under way."""
    summed = bool(event.findings) and all(f.scope is CUMULATIVE for f in event.findings)
    if not (summed and event.in_title and event.stage is UNDER_WAY) or event.recall:
        return False
    tokens = event.clause.marked.sentence.tokens
    return any(not tokens[m.end - 1].word.plural for m in event.clause.of("swap") if tokens[m.end - 1].word.pos)
