"""Figures of what a clause does not tell: of what is only discussed, of a whole whose first part is awaited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.denials.elsewhere import discussed
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import AGREED, ANNOUNCED, COMPLETED, EXACT, PLANNED, PROPOSED, UNDER_WAY

FRACTIONS: Final = frozenset(
    {"third", "quarter", "half", "fifth", "треть", "четверть", "половина", "третина", "чверть", "п'ята"}
)
"""Shares of a whole: what stands behind 'of' is the whole, and no number of those who are to come."""


KNOWING: Final = ("знаю", "знаєм", "знаем", "відом", "извест", "визначен", "определен")
"""Beginnings of words, Ukrainian and Russian, by which somebody knows a day."""


def only_discussed(event: Event) -> None:
    """What is only a subject of talks has been proposed at most; today's exchange that one speaks of is no plan."""
    of_today(event)
    if event.stage is COMPLETED and event.findings and discussed(event.clause):
        event.stage = AGREED if date_known(event.clause) else PROPOSED


def date_known(clause: Clause) -> bool:
    """'Знаємо дату обміну «500 на 500»', 'дата обмена известна': what has its day is settled, told or not."""
    dates = [m for m in clause.of("date_word") if clause.marked.has("swap", lo=m.end, hi=m.end + 2)]
    words = clause.marked.sentence.tokens[clause.lo : clause.hi]
    return bool(dates) and any(t.word.norm.startswith(KNOWING) for t in words) and "negation" not in clause.own


def of_today(event: Event) -> None:
    """'«Працюємо, аби звільнити всіх», — сказав президент про сьогоднішній обмін': today's is what he speaks of."""
    marked = event.clause.marked
    for swap in event.clause.of("swap") if event.stage is PLANNED and not event.findings else ():
        day = next((m for m in marked.of("relative") if m.end == swap.start and m.value == "0"), None)
        if day is not None and marked.has("prep_about", lo=day.start - 1, hi=day.start) and marked.has("say"):
            event.stage = COMPLETED


def guesses(event: Event) -> bool:
    """'More than 1,000 a side could be freed in all': behind the first sentence, what could be is a guess at a sum."""
    rounded = bool(event.findings) and all(f.count.qualifier is not EXACT for f in event.findings)
    return rounded and event.number > 1 and "may_be" in event.clause.own


def came_out_of(event: Event) -> bool:
    """'Из 40 пленных домой вернулись десять': of whom a clause opens with, fewer came, and these alone."""
    clause, (first, second, *_) = event.clause, event.findings
    at = first.count.start
    opens = at - clause.lo <= 2 and clause.marked.has("prep_from", "prep_of", lo=clause.lo, hi=at)
    fewer = (
        first.count.noun != "body"
        and 0 < second.count.value < first.count.value
        and not second.count.noun
        and second.count.second is None
    )
    verb = clause.marked.has("home", "return", "free", lo=first.count.end, hi=second.count.start)
    between = clause.marked.sentence.tokens[first.count.end : second.count.start]
    return opens and fewer and verb and all(t.word.kind == "word" for t in between)  # 'Of the 144 released, 95 are …'


def fraction_of(clause: Clause, at: int) -> bool:
    """'A third of the 600 a side are still to come', 'треть из шестисот': the whole, of which a share is told."""
    tokens = clause.marked.sentence.tokens
    at -= clause.marked.within("demonstrative_people", at - 1, at)
    share = next((m.start - 1 for m in clause.marked.all("prep_of", "prep_from", lo=clause.lo) if m.end == at), -1)
    return share >= clause.lo and not FRACTIONS.isdisjoint((tokens[share].word.norm, *tokens[share].word.keys))


def out_of_whole(event: Event) -> None:
    """'Перша група із шестисот має бути вдома': whether 600 are the group or all of them is not said."""
    if event.stage.phase is ANNOUNCED and guesses(event):
        event.findings = []
    if len(event.findings) > 1 and came_out_of(event):
        whole = event.findings.pop(0)
        event.findings[0].out_of = whole.count.value
    if event.stage.phase is ANNOUNCED and not event.stage.off:
        event.findings = [f for f in event.findings if not fraction_of(event.clause, f.count.start)]
    if event.stage.phase is not ANNOUNCED or event.stage.off or "ordinal" not in event.clause.own:
        return
    clause = event.clause
    groups = {m.end for m in clause.of("deal") if clause.marked.within("ordinal", m.start - 1, m.start)}
    event.findings = [
        f
        for f in event.findings
        if not (f.count.start - 1 in groups and clause.marked.has("prep_from", lo=f.count.start - 1, hi=f.count.start))
    ]


def about_nobody(events: Sequence[Event], told: set[int]) -> None:
    """'Стороны обменялись списками', then 'речь идёт о тысяче пленных': where nobody comes home, nobody is spoken of.

    'The delegations met. Ідеться про обмін 300 на 300': an exchange that nothing else tells of is talked about.
    `told`: the places of events that tell of a return without a figure.
    """
    for event in alone(events, told, lambda e: only_about(e) or only_dates(e)):
        event.void = True
    for event in alone(events, told, about_swap):
        event.stage, event.weak = PROPOSED, False


def alone(events: Sequence[Event], told: set[int], such: Callable[[Event], bool]) -> list[Event]:
    """The events of one sort, where no other one has a figure or tells of a return."""
    found = [i for i, e in enumerate(events) if e.findings and such(e)]
    others = any(e.findings and i not in found for i, e in enumerate(events))
    return [] if others or not told <= set(found) else [events[i] for i in found]


def about_swap(event: Event) -> bool:
    """'Идёт речь об обмене как минимум 300 человек': right behind the words stands the exchange, and no day."""
    clause, marked = event.clause, event.clause.marked
    bare = event.stage in (COMPLETED, UNDER_WAY) and event.when is None and not (event.in_title or event.recall)
    return bare and any(marked.within("swap", m.end, m.end + 2) for m in clause.of("is_about"))


def only_about(event: Event) -> bool:
    """'Речь идёт о тысяче пленных': what it is about is told elsewhere."""
    clause = event.clause
    return "is_about" in clause.own and not (event.in_title or event.recall or clause.has(*EVENT, "swap", "move"))


def only_dates(event: Event) -> bool:
    """'Після обміну 300 полонених родини зібралися в Києві': a title that only tells when something else was."""
    clause = event.clause
    heads = clause.marks(*EVENT, "happened") if event.in_title else []
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    if len(heads) != 1 or heads[0].cls != "swap" or tokens[heads[0].start].word.pos != "noun":
        return False
    at = heads[0].start
    if any(m.end == at for m in marked.all("beside_it", hi=at)):
        return True  # 'Вместо обмена 30 пленных отправили в Чечню'
    anchored = any(m.end == at for m in marked.all("time_anchor", "after", "shift", hi=at)) and "move" not in clause.own
    return anchored and any(t.word.pos == "verb" and t.word.tense == "past" for t in tokens[heads[0].end : clause.hi])
