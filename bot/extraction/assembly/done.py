"""Whether words say that an exchange was carried out: where no figure says so, they alone can justify an alert.

A clause that names an exchange and none of this ('nobody has postponed the exchange', 'ready to host as many rounds')
is read as completed for want of another stage; on that alone nobody may be alarmed.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.telling import only_about
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.frames.licence import out_of_prisons
from bot.extraction.stages.agreeing import of_it
from bot.extraction.stages.next_stage import later_lot
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, ANNOUNCED, COMPLETED

TAKEN_PLACE: Final = ("happened", "completed", "finished", "led_to", "managed")
DEEDS: Final = (*VERBS, "swap")
TOLD: Final = ("body", *TAKEN_PLACE, *VERBS)
NOT_COME: Final = ("future", "negation", "possible", "conditional", "wish", "want", "obliged")
NOT_YET: Final = ("ing", "inf", "fut")


def told_as_done(group: Group) -> bool:
    """Whether some clause of a group says by a verb that people were exchanged, freed or have returned."""
    return group.stage is not COMPLETED or any(done(e) or back(e, group) for e in group.events)


def deal_told(group: Group) -> bool:
    """'Thursday's trade is part of the deal that covers 1,000 a side': the number of the deal, beside what is done."""
    return group.stage is AGREED and all(of_it(e.clause) for e in group.events)


def named_by_day(group: Group, item: Item) -> bool:
    """'Wounded soldiers freed', then 'Tuesday's exchange covered …': an exchange of its day, which the title tells."""
    titles = [r.marked for r in item.reads if r.marked.sentence.in_title]
    freed = any(m.has("free", "home", "return") and m.has("military", "captive", "captivity") for m in titles)
    ahead = any(m.has("future", "proposed", "conditional", "negation") and not m.has("ordinal") for m in titles)
    return freed and not ahead and any(of_its_day(e) for e in group.events)


def of_its_day(event: Event) -> bool:
    clause = event.clause
    if event.stage is not COMPLETED or event.day is None or not event.lead or clause.has("future", "negation"):
        return False
    return any(clause.marked.within("weekday", m.start - 1, m.start) for m in clause.of("swap"))


def back(event: Event, group: Group) -> bool:
    """'A group is back from Russian captivity', or a title's 'brings home' where the day of the exchange is told."""
    clause = event.clause
    if not event.in_title or event.stage is not COMPLETED or clause.has("negation"):
        return False
    swapped = group.day is not None and any("swap" in e.clause.own for e in group.events)
    out = clause.has("captivity") or event.day is not None or swapped
    if clause.has("home") and out:
        return True
    tokens = clause.marked.sentence.tokens
    now = (m for m in clause.all_of(VERBS) if tokens[m.start].word.tense == "pres" and not negated(clause, m))
    return swapped and any(now)


def told_of(group: Group) -> bool:
    """Whether any clause of a group has a word of exchange or return: 'video of 20 prisoners' has none."""
    return any(
        event.clause.any_of(TOLD) or swaps(event.clause) or left(event) or titled_swap(event) for event in group.events
    )


def titled_swap(event: Event) -> bool:
    """'New swap a day after the last: fifty a side': the title names it before the clause that counts who came."""
    marked, lo = event.clause.marked, event.clause.lo
    if not (event.in_title and event.findings and lo) or marked.has("negation", "future", "wish", hi=lo):
        return False
    return any(m.start <= 1 for m in marked.all("swap", hi=lo))


def swaps(clause: Clause) -> bool:
    """Whether an exchange is told of, not only what came before it ('80 prisoners before the swap') or after it."""
    marked = clause.marked
    told = (m for m in clause.of("swap") if not marked.within("before_it", m.start - 2, m.start))
    return any(not (marked.within("after", 0, m.start) and m.start == clause.lo + 1) for m in told)


def left(event: Event) -> bool:
    """'Из российской неволи вышли 45 бойцов': whoever leaves captivity returns."""
    return event.clause.has("leaving") and out_of_prisons(event.clause)


def done(event: Event) -> bool:
    """Whether a clause says by a verb in the past, or a word of completion, that it took place."""
    clause = event.clause
    if event.stage is not COMPLETED:
        return False
    tokens = clause.marked.sentence.tokens
    placed = [m for m in clause.all_of(TAKEN_PLACE) if tokens[m.start].word.tense not in NOT_YET]
    if placed and any(not negated(clause, mark) for mark in placed) and not only_about(clause):
        return True
    if any(told(event, head) and not negated(clause, head) for head in clause.all_of(DEEDS)):
        return True
    return not clause.verbs and bool(event.findings) and goes_on(event)


def goes_on(event: Event) -> bool:
    """English: 'Sixty soldiers | who had been held since 2022 came home on Friday': the verb in the relative clause."""
    marked, at = event.clause.marked, event.clause.hi
    if event.day is None or not marked.within("relative_word", at, at + 1) or marked.sentence.tokens[at].word.pos:
        return False
    came = (
        m for m in marked.all("home", "return", "free", lo=at) if marked.sentence.tokens[m.start].word.tense == "past"
    )
    return any(not marked.has(*NOT_COME, lo=at, hi=m.start) for m in came)


def told(event: Event, head: Mark) -> bool:
    """A verb in the past ('were freed', 'exchanged captives'), or in the present of that day ('they come home')."""
    word = event.clause.marked.sentence.tokens[head.start].word
    return word.tense in ("past", "part") or (word.tense == "pres" and event.day is not None)


def said_done(event: Event) -> bool:
    """Whether a clause says that people came back: a verb, somebody home, a swap of its day or by its number."""
    clause = event.clause
    if event.stage.phase is ANNOUNCED:
        return False  # 'It would be the first since May'
    if "confirm" in clause.own and not clause.any_of((*VERBS, "swap", "body", "captive", "happened")):
        return False  # 'Kyiv confirmed | that lists were ready'
    titled = event.in_title and (clause.any_of(VERBS) or out_of_prisons(clause))  # '300 leave Russian prisons'
    if done(event) or clause.has("home", "ordinal") or titled:
        return True
    dated = event.day is not None and clause.has("swap", "let_go") and "future" not in clause.own
    return dated or any(not noun(clause, mark) for mark in clause.marks("swap"))


def noun(clause: Clause, mark: Mark) -> bool:
    """'swap of 1,000', 'the exchange', but not 'swap 1,000 prisoners'."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.end - 1].word
    if word.pos:
        return word.pos == "noun"
    if mark.end >= clause.hi or clause.marked.has("prep_of", "prep_stop", lo=mark.end, hi=mark.end + 1):
        return not word.tense
    counted = tokens[mark.end].word.kind == "num" or clause.marked.has("number", *PEOPLE, lo=mark.end, hi=mark.end + 2)
    return not counted and not word.tense


def of_today(group: Group, item: Item) -> bool:
    """Whether a fresh day is told, or, without one, a second or further lot."""
    if group.day is None:
        return any(later_lot(e, item.events) for e in group.events)
    return (item.published - group.day).days in (0, 1) and group.fresh_day
