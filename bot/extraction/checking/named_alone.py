"""An exchange that is only named: 'the exchange of 300 is a myth', «обмін 300 на 300 можливий», 'a film about it'.

What may be said of an exchange is without end, so the words that make it no news cannot be listed; the few ways in
which a noun alone tells of one can: 'Thursday's exchange', 'Exchange: 300 are home', 'ministry reports return of 50'.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.checking.deeds import tells
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import COMPLETED, EXCHANGE

NOUNS: Final = ("swap", "return", "free", "home", "body")
DAYS: Final = ("weekday", "relative", "month")
NEAR: Final = 3
"""Within how many words 'not' stands before who reports it, and 'the 70th' behind 'was'."""
PHRASE: Final = 8
"""Of how many words an exchange is called at most: 'the 95-for-95 swap'."""
BESIDE: Final = (
    *("article", "demonstrative_people", "ordinal", "superlative", "number", "anaphor", "captive", "adjective"),
)


def named_alone(group: Group, item: Item) -> bool:
    """Whether nothing tells that it was carried out, and no noun stands as news."""
    if group.stage is not COMPLETED or any(tells(e) for e in group.events) or ours_home(item):
        return False
    nouns = [e for e in group.events if e.clause.has(*NOUNS)]
    return bool(nouns) and not any(announced(e, group) for e in nouns)


def opened(event: Event) -> bool:
    """«Передача 1000 тел зависит от Киева»: a noun that a title opens with, and no more than one number."""
    clause = event.clause
    nouns = any(m.start == clause.lo for m in clause.all_of(NOUNS))
    return nouns and len(event.findings) == 1 and not clause.has("formula", "prep_to")


def ours_home(item: Item) -> bool:
    """'“Our people are home. 185 defenders,” Zelensky wrote': who is counted in the next sentence."""
    told = (e for e in item.events if e.lead and not e.recall and e.stage is COMPLETED)
    return any(e.clause.has("home") and e.clause.has("first_person", "own") and tells(e) for e in told)


def announced(event: Event, group: Group) -> bool:
    """Whether a noun stands as news: in a title of two parts, with its own day, or right behind who tells it."""
    clause, marked = event.clause, event.clause.marked
    nouns = clause.all_of(NOUNS)
    if "inside_still" in clause.own:
        return False
    if "covers" in clause.own or any(beside_day(m, marked) or led(m, marked) or ranked(m, marked) for m in nouns):
        return True
    if clause.has("copula", "negation", "possible"):
        return event.in_title and of_so_many(event)
    if "true_word" in clause.own or (
        event.in_title and any(marked.within("prep_with", m.start - 1, m.start) for m in nouns)
    ):
        return True
    parted = any(marked.sentence.tokens[i].word.surface in ":;—–" for i in marked.sentence.signs)
    return (event.in_title and parted) or (group.kind is not EXCHANGE and not opened(event))


def of_so_many(event: Event) -> bool:
    """'First swap of the year is 25 for 25': a title that says how many it was of."""
    tokens, clause = event.clause.marked.sentence.tokens, event.clause
    counts = (m.end < clause.hi and tokens[m.end].word.kind == "num" for m in clause.of("copula"))
    return "formula" in clause.own and any(counts)


def beside_day(noun: Mark, marked: Marked) -> bool:
    """'Thursday's exchange', 'an exchange on Monday', «вчерашнего обмена», «обмін 5 лютого»."""
    return marked.has(*DAYS, lo=noun.start - 1, hi=noun.start) or marked.has(*DAYS, lo=noun.end, hi=noun.end + 2)


def ranked(noun: Mark, marked: Marked) -> bool:
    """'The exchange was the 70th', 'was mediated by', «став найбільшим»: what is said only of one that was."""
    was = (m for m in marked.all("was", "became", lo=noun.end))
    return any(
        marked.has("ordinal", "superlative", "ordinal_ending", "mediation", lo=m.end, hi=m.end + NEAR) for m in was
    )


def led(noun: Mark, marked: Marked) -> bool:
    """'Ministry reports return of fifty', 'UAE brokers fresh exchange', 'in second swap', 'after an exchange'."""
    lo = first_word(noun, marked)
    if marked.within("prep_in", lo - 1, lo) and marked.has("ordinal", "superlative", lo=lo, hi=noun.start):
        return True
    if marked.within("after", lo - 1, lo):
        return True
    if marked.within("prep_for", lo - 1, lo):
        return marked.has("thanks", "mediation", hi=lo)
    telling = marked.all("announces_it", "mediation", "makes_known", lo=lo - 2, hi=noun.start)
    return any(not marked.has("negation", "refuses", lo=m.start - NEAR, hi=m.start) for m in telling)


def first_word(noun: Mark, marked: Marked) -> int:
    """Where what an exchange is called begins: 'for the 95-for-95 swap'."""
    tokens, at = marked.sentence.tokens, noun.start
    while at > 0 and noun.start - at < PHRASE:
        word = tokens[at - 1].word
        joined = word.kind == "num" or word.surface in "-–" or marked.any_within(BESIDE, lo=at - 1, hi=at)
        if not joined and not (at > 1 and marked.within("formula", at - 1, at) and tokens[at - 2].word.surface == "-"):
            break
        at -= 1
    return at
