"""Which clauses of an item carry a return, and whether an exchange itself is told of in its first sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import MOVED, main_verb, names, trades
from bot.extraction.words.clause import Clause, Verb
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import COMPLETED, UNDER_WAY

FOR: Final = ("terms", "for_them", "longing", "wish", "discuss", "years", "feast", "recall", "year_on")
"""What stands before an exchange that is only wished for, spoken of, or long ago."""
WHO: Final = ("military", "own", "captive", "freed_people")
CARE: Final = ("institution", "treated", "doctors")
"""Where those who were exchanged before are taken."""
SPAN: Final = 4
"""Words between a preposition and its noun: 'to a pre-trial detention centre'."""
NEAR: Final = 6
"""Words between a verb of return and its day."""
OPENING: Final = 2
"""How many sentences behind the title tell what an item is about."""


def telling(group: Group) -> list[Event]:
    """The clauses of a group that carry it: those with figures, its head and those of the title."""
    return [e for e in group.events if e.findings or e is group.head or e.in_title]


def lead(item: Item) -> list[Marked]:
    return item.lead


def opening(item: Item) -> Iterator[Marked]:
    return (m for m in lead(item) if m.sentence.number <= OPENING)


def swap_told(item: Item) -> bool:
    """Whether a clause of the first sentences tells of one exchange itself, and does not look back."""
    if item.swap_told is None:
        item.swap_told = tells_of_swap(item)
    return item.swap_told


def tells_of_swap(item: Item) -> bool:
    if not item.has("swap", lead=True):
        return False
    told = (e for e in item.events if e.lead and not e.recall and e.stage in (COMPLETED, UNDER_WAY))
    told = (e for e in told if "cumulative" not in e.clause.own)  # 'since the invasion there have been 71 exchanges'
    return any(one_told(mark, e.clause) and not only_named(mark, e) for e in told for mark in e.clause.of("swap"))


def only_named(mark: Mark, event: Event) -> bool:
    """'98 exchanged prisoners are still without pay': a participle that says who they are."""
    word = event.clause.marked.sentence.tokens[mark.start].word
    told = (word.tense in ("past", "part") and word.pos != "noun") or word.pos == "adj"
    return (told and names(event, Verb(mark.start, mark.end, mark.cls, word.tense, word.passive))) or any(
        v.tense == "part" and v.cls in MOVED and 0 <= mark.start - v.end <= 1 and names(event, v)
        for v in event.clause.verbs
    )


def one_told(mark: Mark, clause: Clause) -> bool:
    """Whether a word of exchange names one, and is not what lists, letters or hopes are for, nor long ago."""
    lo = max(clause.lo, mark.start - SPAN)
    if clause.marked.within("after", 0, mark.start) and mark.start == clause.lo + 1:
        return False  # 'After the exchange: 270 finish their treatment'
    if treated_after(mark, clause):
        return False
    listed = clause.marked.within("terms", mark.end, mark.end + 1)  # 'the exchange list'
    meant = clause.marked.any_of(FOR) and clause.marked.any_within(FOR, lo=lo, hi=mark.start)
    verb = trades(clause, mark, clause.marked.sentence.tokens[mark.start].word)  # 'Moscow swaps 115'
    return (verb or not plural(mark, clause)) and not listed and not meant


def listed(mark: Mark, clause: Clause) -> bool:
    """'put on the exchange list', 'включили в список обмена': these are still to be exchanged."""
    marked = clause.marked
    return marked.within("still_held", mark.start - 1, mark.start) and marked.within(
        "terms", mark.start - 1, mark.start
    )


def treated_after(mark: Mark, clause: Clause) -> bool:
    """'40 defenders arrived at a hospital after the exchange': when it was, nobody says."""
    if not clause.marked.within("after", mark.start - 2, mark.start):
        return False
    back = clause.has("captivity", "free", "give", "home", "receive", "return")
    return (clause.has(*CARE) and not first_home(mark, clause)) or (clause.has(*WHO) and not back)


def first_home(swap: Mark, clause: Clause) -> bool:
    """'came home after an exchange and were taken to hospital', but not 'came to a hospital after the exchange'."""
    homes = (m for m in clause.marks("home", "free", "captivity") if m.end <= swap.start)
    return any(not clause.marked.has(*CARE, lo=m.end, hi=swap.start) for m in homes)


def longed_for(group: Group) -> bool:
    """'families await an exchange', 'hoping for the holiday exchange': nobody says that it will be."""
    swaps = [(m, e.clause) for e in group.events for m in e.clause.of("swap")]
    return bool(swaps) and all(
        any(
            not is_due(w, c)
            for w in c.marked.all("longing", "wish", "hoped", lo=max(c.lo, m.start - SPAN - 2), hi=m.start)
        )
        and not c.has("person", "agency", "office")
        for m, c in swaps
    )


def is_due(word: Mark, clause: Clause) -> bool:
    """'Russia and Ukraine expected to swap 230 prisoners on Saturday': nobody's hope."""
    marked = clause.marked
    who = marked.has("party", lo=word.start - 2, hi=word.start)
    return who and marked.within("due", word.start, word.end) and marked.within("goal_prep", word.end, word.end + 1)


def returned_now(item: Item) -> bool:
    """'released from Russian captivity on Thursday', 'у четвер звільнили з полону': a return with its own day."""
    if not any(out_of_captivity(m) for m in lead(item)):
        return False
    return any(dated_return(e.clause, item.published) for e in item.events if e.lead and not e.recall)


def out_of_captivity(marked: Marked) -> bool:
    """'from Russian captivity', 'Ukrainian prisoners'; 'wounded in captivity' tells of no return from it."""
    from_it = (marked.has("prep_from", lo=m.start - 3, hi=m.start) for m in marked.all("captivity"))
    return marked.has("captive") or any(from_it)


def dated_return(clause: Clause, published: date) -> bool:
    """Whether today or yesterday stands beside a verb of return, with no other verb between them."""
    days = [m for m in clause.marks("relative", "weekday") if these_days(m, published)]
    verbs = [v for v in clause.verbs if v.cls in MOVED and v.tense in ("past", "part", "pres")] if days else []
    for verb in verbs:
        for day in days:
            lo, hi = (verb.end, day.start) if verb.end <= day.start else (day.end, verb.start)
            if 0 <= hi - lo <= NEAR and not any(parts(clause, at) for at in range(lo, hi)):
                return True
    return False


def these_days(day: Mark, published: date) -> bool:
    if day.cls == "relative":
        return day.value in ("0", "-1")
    return (published.weekday() - int(day.value)) % 7 <= 1


def parts(clause: Clause, at: int) -> bool:
    return clause.marked.sentence.tokens[at].word.kind == "sym" or main_verb(clause, at)


def plural(mark: Mark, clause: Clause) -> bool:
    word = clause.marked.sentence.tokens[mark.end - 1].word
    return word.pos in ("", "noun") and (word.plural if word.pos else word.norm.endswith("s"))


def between_commas(month: Mark, clause: Clause) -> bool:
    """'вернула экипажи судов, стоявших в её портах с февраля, и 38 военных': between commas, of what stands before."""
    tokens = clause.marked.sentence.tokens
    if month.end >= clause.hi or tokens[month.end].word.surface != ",":
        return False
    comma = max((i for i in range(clause.lo, month.start) if tokens[i].word.surface == ","), default=clause.lo)
    counted = any(t.word.kind == "num" for t in tokens[comma : month.start])
    return clause.marked.has("home", "return", "free", "receive", lo=clause.lo, hi=comma) and not counted
