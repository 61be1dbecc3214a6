"""When something was said: a day right beside a verb of speaking is no day of the event (Rule E, step 7)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.days.when import When
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.text import Token

WHOM: Final = ("captive", "body", "swap", "child", "civilian", "military")
"""Of whom an offer to give people up speaks."""
TOLD: Final = (*EVENT, "happened")
TO_PRESS: Final = 8
"""Words between a verb of speaking and the day behind those to whom one spoke."""


def mark_spoken(times: list[When], marked: Marked) -> None:
    """A day right beside a verb of speaking is when it was said; 'on Friday, he said' is not."""
    if not times:
        return
    off = {m.start for m in marked.all("cancelled", "postponed")}  # 'Saturday's swap called off' says nothing
    says = [m for m in marked.all("say", "voiced") if m.start not in off]
    tokens = marked.sentence.tokens
    events = marked.all_of(TOLD)
    told = [s for s in says if tokens[s.start].word.norm == "told"]  # 'told a television marathon on Tuesday'
    for when in times:
        closed = when.end < len(tokens) and tokens[when.end].word.surface == ","
        mine = [s for s in says if (not closed or s.end <= when.start) and not parted(s, when, closed, tokens)]
        near = distance(when, mine)
        said = near <= 3 or distance(when, told) <= 5 or to_press(when, mine, marked)
        ahead = (when.offset or 0) > 0 or marked.within("aim_day", when.start - 1, when.start)  # 'sets it for Friday'
        ahead = ahead or marked.within("due", when.start - 2, when.start)  # 'had been due on Friday and said'
        its = tokens[when.end - 1].word.possessive and marked.within("swap", when.end, when.end + 3)
        when.spoken = said and near < distance(when, events) and not (ahead or its)  # 'confirmed Thursday's swap'


def to_press(when: When, says: list[Mark], marked: Marked) -> bool:
    """'сказал глава делегации журналистам в четверг': a day right behind those to whom one spoke."""
    heard = marked.within("press", when.start - 3, when.start) if "press" in marked.marks else False
    return heard and any(0 <= when.start - s.end <= TO_PRESS for s in says)


def parted(say: Mark, when: When, closed: bool, tokens: list[Token]) -> bool:
    """'As reported by Ukrinform, | on December 17 the bodies …': the comma ends who said it."""
    return not closed and any(t.word.surface == "," for t in tokens[say.end : when.start])


def distance(when: When, marks: list[Mark]) -> int:
    """Words between a time cue and the nearest of some marks; one behind the cue counts double."""
    best = 1 << 20
    for mark in marks:
        gap = when.start - mark.end if mark.end <= when.start else 2 * (mark.start - when.end) + 1
        best = min(best, max(gap, 0))
    return best


def used_to_offer(clause: Clause, mine: list[When]) -> bool:
    """'Мы предлагали Киеву тысячу пленных': the imperfective past of an offer, on no day of these, is an old one."""
    if "offers" not in clause.own or any(w.offset == 0 for w in mine) or not clause.any_of(WHOM):
        return False
    words = [clause.marked.sentence.tokens[m.start].word for m in clause.of("offers")]
    return any(w.pos == "verb" and w.tense == "past" and w.perfective is False for w in words)
