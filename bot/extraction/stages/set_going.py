"""What has been set going does not lie ahead: 'began on Monday to swap prisoners' (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

TAKEN: Final = ("said", "believed", "thought", "understood", "reported", "presumed", "claimed", "considered")
"""For what somebody takes the dead."""
DAY: Final = 4
"""How many words, those of a day, may stand between 'began' and what was begun."""


def deemed(clause: Clause, mark: Mark) -> bool:
    """'1,200 bodies, said by Moscow to be Ukrainian', 'believed to be those of': what somebody takes them for."""
    words = [t.word for t in clause.marked.sentence.tokens[mark.start : mark.end + 1]]
    if [w.norm for w in words[:2]] != ["to", "be"] or clause.marked.any_within(EVENT, lo=mark.end, hi=mark.end + 2):
        return False
    tokens = clause.marked.sentence.tokens[max(clause.lo, mark.start - DAY) : mark.start]
    return any(t.word.norm in TAKEN for t in tokens)


def first_to(clause: Clause, mark: Mark) -> bool:
    """English: 'were the first to return on Monday': who has come, and not who will."""
    words = [t.word.norm for t in clause.marked.sentence.tokens[max(clause.lo, mark.start - DAY) : mark.start + 1]]
    return words[-1] == "to" and words[-2:-1] in (["first"], ["last"]) and ("were" in words or "was" in words)


def long_prepared(clause: Clause, mark: Mark) -> bool:
    """English: 'the exchange on Thursday had been prepared for months': how long before it, and no plan."""
    word = clause.marked.sentence.tokens[mark.start].word
    past = word.tense in ("past", "part") and "prepare" in word.keys and mark.end - mark.start == 1
    return past and clause.marked.within("pluperfect", mark.start - 3, mark.start)


def set_going(clause: Clause, mark: Mark) -> bool:
    """'Kyiv and Moscow began on Monday to swap', 'have started to exchange': the infinitive of what has begun."""
    if deemed(clause, mark) or first_to(clause, mark) or long_prepared(clause, mark):
        return True
    if "under_way" not in clause.own or clause.marked.sentence.tokens[mark.start].word.norm != "to":
        return False
    tokens = clause.marked.sentence.tokens
    begun = [m for m in clause.of("under_way") if 0 <= mark.start - m.end <= DAY]
    if not begun or clause.marked.has("talks", "talks_strong", "not", lo=clause.lo, hi=mark.start):
        return False  # 'talks began to free the prisoners'
    last = begun[-1]
    days = clause.marked.all("weekday", "relative", "month", "prep_in", "number", lo=last.end, hi=mark.start)
    told = {i for m in days for i in range(m.start, m.end)}
    between = range(last.end, mark.start)
    plain = all(i in told or tokens[i].word.kind == "num" for i in between)
    to_come = last.start > clause.lo and tokens[last.start - 1].word.norm == "to"
    return plain and not to_come and not clause.marked.has("future", "would", lo=clause.lo, hi=last.start)
