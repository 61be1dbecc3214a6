"""People who are only named by their return: whom surgeons treat, what a book is about, for whom money is raised."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

CAME: Final = ("receive", "give", "return", "free", "home", "swap")
NEWS: Final = ("say", "happened", "move", "vehicles", "confirm", "future", "agreed")
"""Words beside which those named may be the news: 'plane with 45 freed prisoners lands', 'spoke of 84 freed'."""
BEFORE, BEHIND = 2, 3
"""Words between those counted and the participle that tells where they come from."""
FAR: Final = 8
"""Words between things and how many were given for them: '600 envelopes had been exchanged for 580'."""
NAMING: Final = frozenset({"tends", "work_of_art"})
REACH: Final = 5
"""Words between a verb and whom it does good: 'operate on 14 soldiers', 'взяла на навчання дев'ятьох'."""


def tended(clause: Clause, count: Count) -> bool:
    """'Surgeons operate on 14 soldiers freed from captivity', 'книга про 12 жінок, визволених з Оленівки'."""
    if "surveyed" in clause.own or (count.noun and shown(clause, count)):
        return True
    if not clause.any_of(CAME):
        return False
    if whom_one_gave(clause, count) or for_things(clause, count):
        return True
    if not count.noun or count.second is not None or not clause.any_of(NAMING):
        return False
    if any(not marked_so(m, clause) for m in clause.marks("mediation", "mediation_weak")):
        return False  # 'ОАЭ помогли: 84 освобождены'
    near = [m for m in clause.all_of(CAME) if participle(m, count, clause)]
    starts = {m.start for m in near}
    if any(m.start not in starts for m in clause.marks(*NEWS)):
        return False
    others = (m for m in clause.marks(*CAME) if not any(0 <= m.start - s <= 1 for s in starts))
    return (
        bool(near)
        and not any(verb(m, clause) for m in others)
        and (treated(clause, count) or told_about(clause, count))
    )


def shown(clause: Clause, count: Count) -> bool:
    """'п'єса про 215 захисників', 'a play about 215 defenders': whom a work is about, whatever became of them."""
    if "work_of_art" not in clause.own or clause.has("happened", "home"):
        return False
    about = clause.marked.first("prep_about", lo=max(clause.lo, count.start - 1), hi=count.start)
    art = clause.marked.first("work_of_art", lo=clause.lo, hi=count.start)
    return about is not None and art is not None and about.start - art.end <= 1


def for_things(clause: Clause, count: Count) -> bool:
    """'600 envelopes exchanged for 580', 'обміняли 400 посилок на 350': as many again of the same things."""
    marked, at = clause.marked, count.start
    if count.noun or count.nation or not marked.within("formula", at - 1, at):
        return False
    things = list(marked.all("gifts", "messages", lo=max(clause.lo, at - FAR), hi=at))
    tokens = marked.sentence.tokens
    return any(m.start > clause.lo and tokens[m.start - 1].word.kind == "num" for m in things)


def whom_one_gave(clause: Clause, count: Count) -> bool:
    """English: '120 bodies Russia returned were not ours': a clause without 'which', and another verb behind it."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    later = clause.any_of(("copula", "perfect", "auxiliary")) if count.noun else False
    giver = next((m for m in marked.all("party", "people") if m.start == count.end), None) if later else None
    if giver is None:
        return False
    gave = next((m for m in clause.marks("give", "return", "free", "home") if m.start == giver.end), None)
    if gave is None or tokens[gave.start].word.pos or tokens[gave.start].word.tense != "past":
        return False
    behind = marked.first("copula", "perfect", "auxiliary", lo=gave.end, hi=min(gave.end + REACH, clause.hi))
    return behind is not None and not marked.has(*CAME, lo=behind.end, hi=clause.hi)


def marked_so(mark: Mark, clause: Clause) -> bool:
    """'помогают', 'takes in': what is done for those who are back already."""
    return clause.marked.within("tends", mark.start, mark.end)


def participle(mark: Mark, count: Count, clause: Clause) -> bool:
    """Whether a word of return stands beside those counted as what they are called by."""
    word = clause.marked.sentence.tokens[mark.start].word
    if not count.start - BEFORE <= mark.start < count.end + BEHIND or marked_so(mark, clause):
        return False
    if word.pos:
        named = word.pos == "adj" or clause.marked.within("freed_people", mark.start, mark.end)
        return named and bool(word.cases)
    auxiliary = clause.marked.has("auxiliary", "copula", "perfect", lo=mark.start - 1, hi=mark.start)
    return word.tense in ("past", "part") and not auxiliary


def verb(mark: Mark, clause: Clause) -> bool:
    word = clause.marked.sentence.tokens[mark.start].word
    return mark.cls != "receive" and (word.pos == "verb" or (not word.pos and word.tense in ("past", "pres")))


def treated(clause: Clause, count: Count) -> bool:
    """Whether a verb of care stands before those counted."""
    return any(0 <= count.start - m.end <= REACH for m in clause.of("tends"))


def told_about(clause: Clause, count: Count) -> bool:
    """'a book about 12 women', 'виставка про п'ятьох': what they are only the matter of."""
    lo = max(clause.lo, count.start - BEFORE)
    about = clause.marked.first("prep_about", "prep_of", lo=lo, hi=count.start + 1)
    return about is not None and clause.marked.has("work_of_art", lo=clause.lo, hi=about.start)
