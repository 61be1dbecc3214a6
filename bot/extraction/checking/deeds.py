"""The words of a clause by which people come back: 'were freed', 'swapped', 'came home', but no 'return of 300'."""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.done import done, left, noun
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.stages.nominal import a_noun
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

TOLD: Final = ("happened", "completed", "finished", "captivity", "under_way", "led_to", "managed")
"""What tells, besides a verb of return, that it came about."""


def deeds(clause: Clause) -> list[Mark]:
    """The words of a clause that say that people came back, or that an exchange took place."""
    verbs = [m for v in clause.verbs for m in clause.of(v.cls) if m.start == v.start and not a_noun(clause, m)]
    swaps = [m for m in clause.of("swap") if not noun(clause, m)]
    told = [m for m in clause.marks(*TOLD) if not negated(clause, m)]
    return [*(m for m in verbs if not names_it(clause, m)), *swaps, *told]


def names_it(clause: Clause, mark: Mark) -> bool:
    """English: 'Return of 300 prisoners', 'release of': a noun, whatever stands before it."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos or word.tense:
        return word.pos == "noun"
    return clause.marked.within("prep_of", mark.end, mark.end + 1)


def tells(event: Event) -> bool:
    """Whether a clause says by a deed, or by 'are home', that people came back."""
    clause = event.clause
    if done(event) or deeds(clause) or left(event) or clause.has("swap_head", "reunion"):
        return True
    return any(not names_home(m, clause) for m in clause.of("home"))


def names_home(mark: Mark, clause: Clause) -> bool:
    """«Повернення 300», «возвращение военных»: a noun, and behind it whose return it is."""
    tokens = clause.marked.sentence.tokens
    return tokens[mark.start].word.pos == "noun" and mark.end < clause.hi and tokens[mark.end].word.kind != "sym"
