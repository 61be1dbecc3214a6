"""Talks told by how long those sat of whom a text has told before."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause

KNOWN: Final = (
    "relative",
    "weekday",
    "shift",
    "hours",
    "number",
    "delegation",
    "envoys",
    "people",
    "both",
    "not_people",
)


def sat_so_long(clause: Clause) -> bool:
    """'Накануне заседали долго, сегодня около двух часов', 'говорили три години', beside a number of hours."""
    if "converse" in clause.own:
        return True
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    verbs = [m for m in clause.marks("confer", "talks_verb") if tokens[m.start].word.tense == "past"]
    if not verbs or clause.has("agency", "office", "prisoners_body", "party", "delegation", "envoys"):
        return False
    told = {i for m in marked.all(*KNOWN, lo=clause.lo, hi=verbs[0].start) for i in range(m.start, m.end)}
    return all(tokens[i].word.pos != "noun" or i in told for i in range(clause.lo, verbs[0].start))
