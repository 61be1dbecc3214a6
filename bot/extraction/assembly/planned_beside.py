"""Whether what is told as carried out is planned beside it, or nothing in the news says that it has been."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.assembly.done import done, said_done
from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.stages.agreeing import fulfilled, reduced, set_off
from bot.extraction.stages.stage import oblique
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import ANNOUNCED, COMPLETED, EXCHANGE, PLANNED
from storage.vocabulary import Stage

PLANS: Final = ("future", "agreed", "proposed", "conditional")
WHITHER: Final = frozenset({"додому", "домой"})
AFTERWARDS: Final = ("transport", "doctors", "treated")
"""What is still to come for those who are back: a flight home, doctors."""


def planned(group: Group, item: Item, among: Sequence[Group]) -> bool:
    """Whether the title speaks of what may come (of these figures, or of none), or the item plans the same figures."""
    if group.stage.phase is ANNOUNCED:
        return told_with_deal(group, among)
    if unsaid(group, item) or set_ahead(group, item):
        return True
    values = {f.count.value for _, f in group.findings}
    titled = [e for e in item.events if e.in_title]
    ahead = [e for e in titled if plans_in(e.clause) and not e.stage.off]
    if ahead and not any(e in group.events and not e.weak for e in titled) and not on_later_day(ahead, group):
        told = {f.count.value for e in titled for f in e.findings}
        return not told or bool(told & values)
    plans = [g for g in among if g.stage.phase is ANNOUNCED and not g.background]
    if any(still_to_swap(e) for g in plans for e in g.events):
        return True
    return any(values & {f.count.value for e, f in g.findings if not another(e, f)} for g in plans)


def on_later_day(ahead: Sequence[Event], group: Group) -> bool:
    """'Обмен продолжится завтра', then 'в пятницу домой вернулись 150': the title's plan is of another lot."""
    return group.day is not None and all(e.day is not None and e.day > group.day for e in ahead)


def told_with_deal(plan: Group, among: Sequence[Group]) -> bool:
    """'500 на 500 за два дня', then 'завтра — 300 на 300': the deal is announced, and no stage of it beside it."""
    deals = (g for g in among if g.framework and not g.background and g.kind is plan.kind)
    return not plan.framework and any(g.stage.phase is ANNOUNCED and not g.stage.off for g in deals)


def still_to_swap(event: Event) -> bool:
    """'264 fighters evacuated', then 'all of them are to be brought home through an exchange': these are not back."""
    clause = event.clause
    coming = event.lead and event.stage is PLANNED and "swap" in clause.own
    return coming and clause.has("home", "receive", "return", "free") and clause.has("all_of", "pronoun_them")


def set_ahead(group: Group, item: Item) -> bool:
    """'300 each: what Doha brought', then 'the exchange would be carried out by Friday': only a title told of it."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED:
        return False
    if any(said_done(e) if not e.in_title else done(e) and e.clause.has("free", "swap") for e in group.events):
        return False  # 'Medinsky: 250 prisoners swapped today'
    home = any(e.in_title and e.findings and e.clause.has("home", "captivity") for e in group.events)
    agreed = Stage.AGREED if home else None  # 'Удома 120 захисників', then 'про обмін домовилися в Абу-Дабі'
    return any(to_come(e) and e.stage is not agreed for e in item.events if e.lead and not e.in_title)


def to_come(event: Event) -> bool:
    """Whether a clause says without a figure that the exchange, not the next one, is still to be carried out."""
    clause = event.clause
    ahead = event.stage in (PLANNED, Stage.AGREED) and not event.findings and not event.recall
    if "say" in clause.marked.marks and any(
        m.start == 0 and m.value.startswith("-") for m in clause.marked.all("relative", "shift")
    ):
        return False  # 'накануне депутат говорил, что обмен может состояться'
    if not ahead or not clause.has("swap") or not clause.has("happened", "completed", "finished", "agreed"):
        return False
    if of_that_day(event) or clause.has("tally", "number_kept"):
        return False  # 'Numbers will be made public only after the exchange is finished'
    return not clause.has("anaphor", "ordinal", "cal_next", "phase", "goes_on")


def of_that_day(event: Event) -> bool:
    """'Thursday's exchange, mediated by the Emirates, was agreed in Geneva': of the day, and told in the past."""
    clause = event.clause
    if event.day is None or event.stage is not Stage.AGREED or "was" not in clause.own:
        return False
    return any(clause.marked.within("weekday", m.start - 1, m.start) for m in clause.of("swap"))


def unsaid(group: Group, item: Item) -> bool:
    """'Two hours in Istanbul: a thousand prisoners each': nothing says that it was done, and a plan is told of."""
    if group.kind is not EXCHANGE or group.stage is not COMPLETED:
        return False
    if any((said_done(e) and not verbless(e)) or opens(e) for e in group.events) or any(
        took_place(e, group) for e in item.events
    ):
        return False
    return any(m.any_of((*PLANS, "talks_strong")) for m in item.lead if not afterwards(m))


def verbless(event: Event) -> bool:
    """'Переговори: без перемир'я, але по тисячі полонених додому': whither, and no verb tells that they have gone."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    whither = [m for m in clause.of("home") if tokens[m.start].word.norm in WHITHER]
    return bool(whither) and not any(tokens[i].word.pos == "verb" for i in range(clause.lo, clause.hi))


def opens(event: Event) -> bool:
    """'Two-day, 500-for-500 swap begins with 200 from each side': the first lot is out."""
    return event.stage is Stage.UNDER_WAY and bool(event.findings) and "swap" in event.clause.own


def took_place(event: Event, group: Group) -> bool:
    """'О том, что он произошёл в четверг, написали военные': of an exchange that the title names, on its day."""
    clause = event.clause
    if not event.lead or event.in_title or event.day is None or event.day != group.day or not done(event):
        return False
    return clause.has("pronoun_one") and "happened" in clause.own and not clause.has("talks", "talks_strong")


def afterwards(marked: Marked) -> bool:
    """'They will be taken to Moscow by plane', 'nearly all will need treatment': what lies ahead of them."""
    planned_too = marked.has("swap", "free", "return", "receive", "give", "agreed", "proposed", "talks_strong")
    return marked.any_of(AFTERWARDS) and not planned_too


def plans_in(clause: Clause) -> bool:
    """Whether a clause speaks of what may come, and not only 'under the agreement' by which something was done."""
    open_ = (m for m in clause.all_of(PLANS) if not oblique(clause, m) and not set_off(clause, m))
    return any(not (fulfilled(clause, mark) or begun(clause, mark)) for mark in open_)


def begun(clause: Clause, mark: Mark) -> bool:
    """'first to be freed', 'start new swap agreed in Istanbul', 'дехто чекав одинадцять років': nothing to come."""
    marked, word = clause.marked, clause.marked.sentence.tokens[mark.start].word
    if mark.cls == "future":
        waited = word.pos == "verb" and word.tense == "past"
        return waited or marked.within("ordinal", mark.start - 1, mark.start)
    return mark.cls == "agreed" and reduced(clause, mark)


def another(event: Event, finding: Finding) -> bool:
    """'мають звільнити ще по 150', 'the next one, also of 150': as many again, another time."""
    at = finding.count.start
    return event.clause.marked.has("anaphor", "ordinal", "cal_next", lo=max(event.clause.lo, at - 8), hi=at)
