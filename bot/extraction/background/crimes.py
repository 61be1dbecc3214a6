"""Courts, fraud and what had been done to those who come home: crimes that a text tells of instead of an exchange."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.touched_on import names_them
from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Marked
from storage.vocabulary import Phase, Stage

COME: Final = ("home", "receive", "return", "give", "free")
MANY: Final = 10
"""So many come home in an exchange; of fewer their story may be told."""
MONEY: Final = 10000
"""So much is no number of people."""
SERVED: Final = 6
"""Within how many words before 'years in prison' stands 'spent' or 'after'."""


def of_crime(item: Item) -> bool:
    """'Брал за место в списке', then 'арестовали: по версии следствия …': of crime, where nobody returns."""
    if item.lexicon.code == "en" or item.has("swap", "home", "free", "receive", title=True):
        return item.lexicon.code != "en" and sentenced_one(item)
    words = {r.marked.sentence.tokens[m.start].word.norm for r in item.reads if lead(r) for m in r.marked.of("crime")}
    return len(words) > 1 and not any(e.findings for e in item.events if e.lead)


def sentenced_one(item: Item) -> bool:
    """'Военного хотели вернуть по обмену', then 'Суд приговорил его': one man's trial, and nobody has come home."""
    told = (m for m in item.lead if not m.sentence.in_title and m.any_of(("judge",)) and m.any_of(("crime",)))
    if not any("pronoun_one" in m.marks for m in told):
        return False
    titled = [e for e in item.events if e.in_title]
    return not any(e.findings for e in item.events) and all(e.stage.phase is Phase.ANNOUNCED for e in titled)


def of_fraud(item: Item) -> bool:
    """'Two held over fake promises of a swap', 'обіцяв обмін за гроші, кажуть у поліції': nobody returns."""
    if any("forged" in m.marks and "refuses" in m.marks for m in item.lead if m.sentence.in_title):
        return True  # 'Фейк: «Київ відмовився від 500 своїх»'
    taken = item.has("lawmen", title=True) and item.has("kin", "families", "parents", lead=True)
    taken = taken and (item.has("finance", lead=True) or item.has("forged", title=True) or of_money(item))
    taken = taken or item.has("fraud", title=True) or any(impostor(m) for m in item.lead if m.sentence.in_title)
    if not taken and not (item.has("fraud", lead=True) and item.has("lawmen", lead=True)):
        return False
    come = (e for e in item.events if e.lead and e.clause.has(*COME) and e.stage is Stage.COMPLETED)
    come = (e for e in come if not e.clause.marked.any_of(("forged", "promised")))  # 'a forged order on 90 captives'
    return not any(f.party or f.count.noun != "folk" for e in come for f in e.findings)


def impostor(marked: Marked) -> bool:
    """'Fake "Budanov" calls families': who gives himself out for an official."""
    return any(marked.has("person", "office", "agency", lo=m.end, hi=m.end + 2) for m in marked.of("forged"))


def of_money(item: Item) -> bool:
    """'обещал вернуть сыновей за 200 тысяч': so many people have never come home."""
    return any(f.count.value >= MONEY and not f.count.noun for e in item.events if e.lead for f in e.findings)


def lead(read: Read) -> bool:
    return read.marked.sentence.lead


def had_been_tried(read: Read) -> bool:
    """'Медикині, яких судили в Ростові, вдома', 'Засуджених морпехів повернули': what those are who come home."""
    marked, tokens = read.marked, read.marked.sentence.tokens
    if not marked.has("home", "free") or marked.has("prison", "prisons"):
        return False
    aside = {i for e in read.events if names_them(e.clause) for i in range(e.clause.lo, e.clause.hi)}
    crimes = [(m.start, tokens[m.start].word) for m in marked.of("crime")]
    return all(at in aside or (w.tense == "part" and w.cases and not w.cases & {"nomn"}) for at, w in crimes)


def served(read: Read) -> bool:
    """English: 'Some spent eleven years in prison: 84 freed', 'freed after years in jail': a term that is over."""
    marked = read.marked
    if not marked.any_of(("prison_term", "term_served")) or not marked.has("home", "free", "receive"):
        return False
    over = all(marked.has("term_served", lo=m.start - SERVED, hi=m.start) for m in marked.of("crime"))
    return over and any(f.count.value >= MANY and not f.part for e in read.events for f in e.findings)
