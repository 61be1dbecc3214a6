"""Which kinds of event a clause tells of that counts nobody: an exchange, the return of the dead, of children."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import BODIES, COMPLETED, EXCHANGE
from storage.vocabulary import Kind, Stage

OPENING: Final = 2
"""Within how many words of its clause the dead of whom it tells stand."""
NEAR: Final = 4
"""Words between a verb of exchanging and the dead: 'swap up to 6,000 bodies'."""


def of_those(clause: Clause) -> bool:
    """'identify the bodies | that Russia returned on Thursday': a relative clause tells of what stands before it."""
    marked = clause.marked
    opens = marked.has("relative_word", "that", lo=clause.lo, hi=clause.lo + 1)
    opens = opens and not marked.within("and", clause.lo - 1, clause.lo)  # 'said that 27 dead came and that …'
    return opens and clause.lo > 0 and marked.has("body", lo=clause.lo - 2, hi=clause.lo)


def swaps_dead(mark: Mark, clause: Clause) -> bool:
    """'Bodies are to be exchanged next week', 'обменять по 6000 тел': a verb beside the dead, and nobody else."""
    verb = clause.marked.sentence.tokens[mark.start].word.tense != ""
    dead = clause.marked.has("body", lo=clause.lo, hi=mark.end + NEAR)
    return verb and dead and not clause.has("captive", "captivity", "wounded")


def dead_beside(event: Event) -> bool:
    """'Their bodies came back on Saturday, the same day as 116 prisoners': beside others, who are counted."""
    clause, first = event.clause, event.findings[0].count.start
    dead = clause.marked.first("body", lo=clause.lo, hi=min(clause.lo + OPENING, first))
    if dead is None or event.recall or event.stage is not COMPLETED or any(f.kind is BODIES for f in event.findings):
        return False
    return clause.marked.has("home", "return", lo=dead.end, hi=first)


def kinds_told(event: Event) -> tuple[Kind, ...]:
    """The kinds of an event told without figures: 'put off both the bodies and the swap' tells two."""
    clause = event.clause
    if of_those(clause):
        return (BODIES,)
    if "body" in clause.own:
        of_bodies = all(
            clause.marked.has("body", lo=m.start - 1, hi=m.end + 2) or swaps_dead(m, clause) for m in clause.of("swap")
        )
        return (
            (EXCHANGE, BODIES)
            if clause.has("swap") and event.stage is not Stage.COMPLETED and not of_bodies
            else (BODIES,)
        )
    if "child" in clause.own and not clause.marked.any_of(("captive", "captivity")):
        return (Kind.CHILDREN,)
    return (EXCHANGE,)
