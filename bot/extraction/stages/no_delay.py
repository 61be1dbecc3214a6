"""Who denies having put off an exchange: whatever the item repeats of the delay is what is denied."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event, Read
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import AGREED, BODIES, COMPLETED, DENIED, EXCHANGE, PLANNED, POSTPONED

DELAY: Final = ("postponed", "cancelled", "delay")
NOTHING: Final = ("negation", "nothing")
TALKS: Final = ("talks_strong", "truce", "talks")
OTHER: Final = (*TALKS, "body")
SET: Final = ("weekday", "relative", "month")
NOBODY: Final = ("nobody", "one")
BEFORE: Final = 6
"""Words between 'we did not' and the delay."""


def delay_denied(found: list[Group], item: Item) -> list[Group]:
    """'Kyiv: we did not ask for any delay', 'denies holding up exchange': one denial, and no other stage beside it."""
    title = next((r for r in item.reads if r.marked.sentence.in_title), None)
    if title is None or not item.has("swap", "body", lead=True) or not title.events:
        return found
    if not item.has("swap", lead=True):
        return dead_denied(found, title) if denies(title.marked, TALKS) else found
    if not denies(title.marked):
        return found
    news = [g for g in found if g.kind is EXCHANGE and not g.background]
    if any(g.findings or (g.stage is COMPLETED and g.fresh_day) for g in news):
        return found  # 'denies blocking exchanges', then 'another group came home on Thursday'
    if any(g.stage is PLANNED and g.day is not None and g.day >= item.published for g in news):
        return found  # 'rejects reports that it was called off', then 'it will go ahead on Wednesday'
    left = [g for g in found if g not in news]
    return [Group(EXCHANGE, DENIED, events=[*title.events, *(e for g in news for e in g.events)]), *left]


def dead_denied(found: list[Group], title: Read) -> list[Group]:
    """'Reports of a broken-off handover are untrue', then '800 bodies were turned back, Russian media had written'."""
    news = [g for g in found if g.kind is BODIES and not g.background]
    if not news or not all(g.stage.off for g in news):
        return found
    left = [g for g in found if g not in news]
    return [Group(BODIES, DENIED, events=[*title.events, *(e for g in news for e in g.events)]), *left]


def still_to_come(events: list[Event]) -> None:
    """'У штабі заперечили скасування обміну. Завтра обміняють по 90 осіб': the plan stands, what is denied is void."""
    only_moved(events)
    told = [e for e in events if e.lead and not (e.recall or e.void)]
    off = [e for e in told if e.stage.off]
    denials = [e for e in off if denied_there(e.clause) or "disowned" in e.clause.marked.marks]
    off = [e for e in off if e in denials or "rumour" not in e.clause.marked.marks]
    plans = [e for e in told if stands_yet(e)] if denials else []
    for plan in plans[:1]:
        plan.day = plan.day or next((e.day for e in denials if e.day), None)
    for event in told if plans and len(off) == len(denials) and not any(e.findings for e in off) else ():
        event.void = event.void or event.stage.off


def only_moved(events: list[Event]) -> None:
    """'The exchange was not called off | but moved to Monday', '; it has only been put back': it is put off."""
    for event, after in pairwise(events):
        clause, then = event.clause, after.clause
        if "swap" not in clause.own or event.stage.off or not clause.any_of(("cancelled", "off")):
            continue
        off = clause.marks("cancelled", "off")
        if then.marked is not clause.marked or then.lo > clause.hi + 1 or then.any_of(("swap", *OTHER)):
            continue
        moved = [m for m in then.marks("postponed", "shifted") if not negated(then, m)]
        if moved and all(negated(clause, m) for m in off):
            event.stage, after.void = POSTPONED, True


def stands_yet(event: Event) -> bool:
    """Whether a clause tells of an exchange to come, or of captives who will, with how many of each side or its day."""
    named = "swap" in event.clause.own or (event.clause.has("captivity") and event.clause.has("home", "return", "free"))
    named = named or (event.stage is AGREED and event.clause.has("home"))
    return event.stage in (PLANNED, AGREED) and named and (whole(event) or goes_ahead(event))


def goes_ahead(event: Event) -> bool:
    """'The swap will go ahead on Saturday as agreed', 'обмін відбудеться в суботу': a finite verb, and its own day."""
    clause = event.clause
    dated = event.when is not None and clause.lo <= event.when.start < clause.hi and not event.when.spoken
    coming = "swap" in clause.own and clause.any_of(("happened", "takes_place", "future", "goes_on"))
    return dated and coming and not clause.any_of(("would", "was", "denied", "possible", "conditional", "pluperfect"))


def whole(event: Event) -> bool:
    """Whether a plan is told with how many of each side."""
    return any(f.kind is EXCHANGE and f.party is not None and not f.part for f in event.findings)


def denied_there(clause: Clause) -> bool:
    """'denies that it was put off', 'чутки про зрив — фейк'."""
    denied = {m.start for m in clause.of("denied")}
    return bool(denied) and any(m.start not in denied for m in clause.marks(*DELAY, "shifted", "talks_off"))


def only_delay_denied(group: Group, item: Item) -> bool:
    """'denies reports of exchange being cancelled', 'спростував чутки про зрив обміну': the exchange itself stands."""
    if group.stage is not DENIED:
        return False
    told = [r.marked for r in item.reads if r.marked.sentence.lead and r.marked.any_of(("denied", *NOTHING))]
    return any(denies(marked) or (marked.has("denied") and delays(marked)) for marked in told)


def delays(marked: Marked) -> bool:
    """Whether a word of delay stands beside that of denying."""
    denied = {m.start for m in marked.of("denied")}
    return any(m.start not in denied for m in marked.all(*DELAY, "shifted"))


def denies(title: Marked, other: tuple[str, ...] = OTHER) -> bool:
    if title.any_of(other) and "swap" not in title.marks:
        return False
    delays = list(title.all_of(DELAY))
    if "denied" in title.marks:
        return bool(delays) and not all(title.has("denied", lo=m.start, hi=m.end) for m in delays)
    return not title.any_of(SET) and any(undone(m, title) for m in delays)  # 'the swap set for Friday is not put off'


def undone(delay: Mark, title: Marked) -> bool:
    """'we held nothing up', 'never asked to postpone', 'Україна не відкладала': by whom it was not put off."""
    nothing = title.first(*NOTHING, lo=max(0, delay.start - BEFORE), hi=delay.end + 1)
    if nothing is None:
        return False
    if nobodys(nothing, delay, title):
        return True
    who = title.has("first_person", hi=nothing.start)
    asked = title.has("asks", lo=nothing.end, hi=delay.start + 1)
    word = title.sentence.tokens[delay.start].word
    acted = word.pos == "verb" and word.tense == "past" and not word.passive and not word.perfective
    named = title.has("party", "agency", "person", hi=nothing.start)
    return who or asked or (acted and named)


def nobodys(nothing: Mark, delay: Mark, title: Marked) -> bool:
    """English: 'no swap was cancelled', 'nobody has put off an exchange': of none, or by nobody; not 'the exchange'."""
    tokens = title.sentence.tokens
    none = next((m for m in title.of("no_swap") if m.start == nothing.start), None)
    end = (
        none.end
        if none is not None
        else max((m.end for m in title.of("negation") if m.start == nothing.start), default=nothing.end)
    )
    if none is None and tokens[end - 1].word.norm not in NOBODY:
        return False
    the = none is None and delay.end < len(tokens) and tokens[delay.end].word.norm == "the"
    auxiliaries = {i for m in title.of("auxiliary") for i in range(m.start, m.end)}
    return not the and all(i in auxiliaries for i in range(end, delay.start))
