"""Returns that are no news of these days: met or treated long after, added up over a month, told on an anniversary."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.genre import genre
from bot.extraction.events.events import LOT_BEFORE, Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import MOVED, only_named, returning
from bot.extraction.events.told import SPAN, between_commas, lead, opening, plural, returned_now, swap_told, telling
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import CUMULATIVE

KIN: Final = ("parents", "families")
FEW: Final = 2
"""So many may be a mother's two sons; of more the kin's return is none."""
NEAR: Final = 7
"""Words between a kinsman and the verb that tells of the return: 'their mother, a combat medic, was freed'."""
HALVED: Final = ("deal", "pact", "swap", "framework")
LONG: Final = 6
"""Words before a span in which nobody came home: 'after three and a half years', 'no news of them for half a year'."""
TREATED: Final = ("discharged", "treated")
SCENES: Final = ("honoured", "ceremony", "discharged", "treated")
"""What is told of those who have been home for long."""


def freed_before(group: Group, item: Item) -> bool:
    """'The men came back in the summer', 'звільнили їх ще у грудні': an older day of the same people's return."""
    if any("happened" in e.clause.own and "swap" in e.clause.own and not e.recall for e in group.events):
        return False
    if any(e.clause.marked.within("former", f.count.start - 1, f.count.end + 2) for e, f in group.findings):
        return True  # 'Clinic takes in 80 former prisoners'
    values = {f.count.value for _, f in group.findings}
    then = (e for e in item.events if e.lead and ((e.recall and e.why != LOT_BEFORE) or in_a_season(e.clause)))
    return any(returned_then(e, values) and not (max(values, default=0) > FEW and of_kin(e)) for e in then)


def told_how(group: Group) -> bool:
    """'розповів, як повертали 215 захисників': a tale of how it was done, in the title."""
    for event in group.events:
        marked = event.clause.marked
        if event.in_title and any(
            marked.within("likened", s.end, s.end + 2) and any(v.start > s.end for v in event.clause.verbs)
            for s in marked.of("say")
        ):
            return True
    return False


def in_a_season(clause: Clause) -> bool:
    """'повернули з полону навесні', 'freed in the winter'."""
    if "season" not in clause.own:
        return False
    marked = clause.marked
    verbs = returning(clause)
    near = [m for m in clause.of("season") if any(-SPAN <= m.start - v.end <= SPAN for v in verbs)]
    return any(not marked.has("seized", "time_anchor", "bounding", lo=m.start - 2, hi=m.start) for m in near)


def of_kin(event: Event) -> bool:
    """'Their mother was freed last October', 'його дружину звільнили взимку': somebody else's return."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.findings or not clause.marked.any_of(KIN):
        return False
    starts = [v.start for v in clause.verbs if v.cls in MOVED]
    kin = clause.marked.all(*KIN, lo=max(0, clause.lo - 2), hi=clause.hi)
    single = [m for m in kin if not plural(m, clause) and not tokens[m.start].word.norm.endswith("s")]
    return any(m.end - SPAN // 2 <= at <= m.end + NEAR for at in starts for m in single)


def returned_then(event: Event, values: set[int]) -> bool:
    """Whether a clause that looks back tells of a return of those counted: by their number, or by no number."""
    clause = event.clause
    if not freed_in(clause):
        told = (v for v in clause.verbs if v.cls in MOVED and v.tense in ("past", "part"))
        if not any(not of_else(v.start, clause) for v in told) or of_another(clause):
            return False
        if clause.has("seized", "taken", "kept", "crime", "body") or since_then(clause) or held_for_long(clause):
            return False
    return {f.count.value for f in event.findings} <= values


def freed_in(clause: Clause) -> bool:
    """'had been held since May and were freed last autumn', 'всех обменяли осенью': right behind the verb, a season."""
    ends = [v.end for v in returning(clause) if v.tense in ("past", "part")]
    return any(0 <= season.start - end < SPAN // 2 for season in clause.of("season") for end in ends)


def of_else(at: int, clause: Clause) -> bool:
    """'those who returned had lost touch two years ago', 'killed in May, was handed over': when something else was."""
    return any(m.start > at for m in clause.of("pluperfect")) or any(
        m.end <= at for m in clause.marks("killed", "died")
    )


def since_then(clause: Clause) -> bool:
    """'the first since troops crossed the border on 6 August': from when on there had been none."""
    lo, marked = clause.lo, clause.marked
    return marked.within("since", lo, lo + 2) and marked.has("ordinal", lo=lo - SPAN, hi=lo)


def held_for_long(clause: Clause) -> bool:
    """'звільнені були в полоні з 2022 року': since when they were captives."""
    marked = clause.marked
    inside = (m.end for m in clause.of("captivity") if marked.has("prep_in", lo=m.start - 2, hi=m.start))
    return any(marked.within("prep_from", end, end + 1) for end in inside)


def of_another(clause: Clause) -> bool:
    """'The previous exchange took place in May': an exchange that nothing but itself is told of."""
    inside = ("prep_in", "in_course", "prep_from", "prep_by")
    return any(
        not clause.marked.has(*inside, lo=max(clause.lo, m.start - SPAN), hi=m.start) for m in clause.marks("swap")
    )


def counted_in_sum(group: Group, item: Item) -> bool:
    """The same figure stands beside 'since the start of the year': a running sum."""
    if not group.findings or swap_told(item):
        return False
    told = group.findings[0][1].count.value
    return any(f.scope is CUMULATIVE and f.count.value == told for e in item.events if e.lead for f in e.findings)


def over_a_month(group: Group) -> bool:
    """'За січень звільнили 208', 'September results: 412 freed', '500 freed this year': the sum of a month or more."""
    return any(month_told(e.clause) or of_the_span(e) for e in telling(group) if e.findings)


def of_the_span(event: Event) -> bool:
    """'500 captives freed with its help this year' in a title, but not 'the first this year'."""
    clause = event.clause
    years = (m for m in clause.of("cumulative") if clause.marked.within("long_span", m.start, m.end))
    return event.in_title and any(years) and not clause.has("ordinal", "superlative", "first_time", "swap")


def month_told(clause: Clause) -> bool:
    """Whether a month without a day of its own is what a clause adds up."""
    marked = clause.marked
    tokens = marked.sentence.tokens
    for month in clause.of("month"):
        lo = max(clause.lo, month.start - 2)
        if any(t.word.kind == "num" for t in tokens[lo : min(month.end + 1, clause.hi)]):
            continue
        if marked.has("talks", lo=month.end, hi=month.end + 1):
            continue  # 'итог февральских переговоров'
        if all(marked.within(cls, month.start - SPAN, month.start) for cls in ("ordinal", "swap")):
            continue  # 'второй обмен за декабрь: 9-го числа освободили по 75'
        opens = month.start - clause.lo <= 1 and marked.has("prep_in", lo=clause.lo, hi=month.start)
        over = marked.has("over_period", lo=lo, hi=month.start)
        if opens or over or marked.has("results", lo=lo, hi=month.end + 1):
            return True
    return False


def of_many(group: Group) -> bool:
    """'307 came home in the February exchanges': what several brought."""
    told = (e for e in telling(group) if any(f.scope is not CUMULATIVE for f in e.findings))
    return any(plural_swap(m, e.clause) for e in told for m in e.clause.of("swap"))


def plural_swap(mark: Mark, clause: Clause) -> bool:
    lo, marked = max(clause.lo, mark.start - SPAN), clause.marked
    inside = marked.has("prep_in", "in_course", lo=lo, hi=mark.start)
    lull = marked.has(
        "lull", "day_noun", lo=lo, hi=mark.start
    )  # 'after the longest pause in swaps', 'second day of swaps'
    return plural(mark, clause) and inside and not lull and not marked.has("not_exchange", lo=lo, hi=mark.end)


def since_a_season(group: Group) -> bool:
    """'С лета возвращены 940 человек', 'від серпня': a sum since then."""
    return any(summed_since(e.clause) for e in telling(group) if e.findings)


def summed_since(clause: Clause) -> bool:
    marked = clause.marked
    if clause.any_of(("ordinal", "kept", "seized", "superlative", "swap")):
        return False
    return any(
        marked.has("prep_from", "since", lo=max(clause.lo, m.start - 2), hi=m.start)
        and not any(t.word.kind == "num" for t in marked.sentence.tokens[m.start - 1 : m.end + 1])
        and not between_commas(m, clause)
        for m in clause.marks("season", "month")
    )


def over_a_period(item: Item) -> bool:
    """'released in the first half of the year', 'у третьому кварталі'."""
    told = any(added(m, mark) for m in opening(item) for mark in m.of("period"))
    return told and not returned_now(item) and not swap_told(item)


def added(marked: Marked, period: Mark) -> bool:
    """'після пів року паузи' only tells how long nobody came home; 'a quarter of the group' is a part of it."""
    if marked.has("after", "time_anchor", "no", "without", "negation", lo=period.start - LONG, hi=period.start):
        return False
    swap = next(iter(marked.inside("swap", period.start - SPAN, period.start)), None)
    if swap is not None and marked.has("ordinal", "first_time", lo=swap.start - 2, hi=swap.start):
        return False  # 'Это первый обмен за полгода'
    if marked.within("prep_of", period.end, period.end + 1) and marked.has(
        *HALVED, lo=period.end, hi=period.end + LONG
    ):
        return False  # 'First half of Doha deal'
    return not (marked.within("article", period.start - 1, period.start) and marked.within("prep_of", period.end))


def of_a_kind(item: Item) -> bool:
    """A report from afterwards, a story, a court's news by its title."""
    told = genre(item)
    if told == "statistics" and any(of_talks(m) for m in lead(item) if m.sentence.in_title):
        return False
    return told in ("genre", "personal", "statistics", "report from inside", "opinion") and not swap_told(item)


def of_talks(marked: Marked) -> bool:
    """'Вторая группа военных возвращена по итогам Стамбула': the results are those of talks."""
    return (
        any(marked.within("place", m.end, m.end + 1) for m in marked.of("outcome_of")) and "number" not in marked.marks
    )


def other_scene(group: Group, item: Item) -> bool:
    """'Zelensky presented awards to 31 freed servicemen', 'завершили реабілітацію': long home."""
    values = {f.count.value for _, f in group.findings}
    counted = (r.marked for r in item.reads if r.marked.sentence.lead and any(c.value in values for c in r.counts))
    told = [*(e.clause.marked for e in telling(group)), *counted]
    if swap_told(item):
        return False
    if any(from_a_clinic(m) for m in told):
        return True
    if not any(m.any_of(SCENES) for m in told):
        return False
    return any(m.has(*TREATED) for m in told) or not returned_now(item)


def from_a_clinic(marked: Marked) -> bool:
    """'прилетіли з нідерландської клініки', 'home from hospital'."""
    return any(marked.within("prep_from", m.start - 3, m.start) for m in marked.of("doctors"))


def by_name_only(group: Group, item: Item) -> bool:
    """'received 20 Ukrainians freed from captivity': their return only says who they are."""
    answered = any(f.count.value < 0 for _, f in group.findings)  # 'Russia received as many in return'
    return only_named(telling(group)) and not swap_told(item) and not answered


def out_of_a_group(group: Group) -> bool:
    """'Из 40 пленных в камере домой вернулись десять': what became of people who had been together."""
    return any(f.out_of for _, f in group.findings) and not any("swap" in e.clause.own for e in group.events)


def figure_told(group: Group, item: Item) -> bool:
    """'Headquarters: 500 medics freed', then 'it gave the figure on Thursday': of no one exchange."""
    if item.has("swap", "captivity", "mediation", "in_return", "each", "happened", "body", lead=True):
        return False
    parties = {f.party for _, f in group.findings}
    return len(parties & {*item.lexicon.sides}) == 1 and any(tells_figure(m) for m in opening(item))


def tells_figure(marked: Marked) -> bool:
    """Whether somebody gives a figure: not 'не называя цифр', 'did not give the number'."""
    told = (m for m in marked.of("figure_told"))
    return any(not marked.has("negation", "not", "no", "without", lo=m.start - 3, hi=m.start) for m in told)
