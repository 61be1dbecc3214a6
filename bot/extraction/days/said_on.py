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
        at = behind_weekday(when, marked)
        mine = [s for s in says if (not closed or s.end <= when.start) and not parted(s, at, closed, tokens)]
        near = distance(when, mine)
        said = near <= 3 or distance(when, told) <= 5 or to_press(when, mine, marked) or by_whom(at, mine, marked)
        ahead = (when.offset or 0) > 0 or marked.within("aim_day", when.start - 1, when.start)  # 'sets it for Friday'
        ahead = ahead or marked.within("due", when.start - 2, when.start)  # 'had been due on Friday and said'
        its = tokens[when.end - 1].word.possessive and marked.within("swap", when.end, when.end + 3)
        nearer = near < distance(when, events) or by_whom(at, mine, marked)
        when.spoken = said and nearer and not (ahead or its)  # 'confirmed Thursday's swap'


def to_press(when: When, says: list[Mark], marked: Marked) -> bool:
    """'сказал глава делегации журналистам в четверг': a day right behind those to whom one spoke."""
    heard = marked.within("press", when.start - 3, when.start) if "press" in marked.marks else False
    return heard and any(0 <= when.start - s.end <= TO_PRESS for s in says)


def behind_weekday(when: When, marked: Marked) -> int:
    """'said on Thursday, May 20': where the two together begin, the comma being no end of who said it."""
    comma = when.start > 1 and marked.sentence.tokens[when.start - 1].word.surface == ","
    return when.start - 2 if comma and marked.within("weekday", when.start - 2, when.start - 1) else when.start


def by_whom(at: int, says: list[Mark], marked: Marked) -> bool:
    """', сообщил помощник президента Владимир Мединский во вторник': a day right behind who speaks, at the end."""
    tokens = marked.sentence.tokens
    heads = [s for s in says if s.end <= at and s.start and tokens[s.start - 1].word.surface in (",", "–", "—")]
    who = (m.end for m in marked.all("person", "agency", hi=at)) if heads else ()
    return any(heads[-1].end < end <= at <= end + 1 for end in who)


def parted(say: Mark, at: int, closed: bool, tokens: list[Token]) -> bool:
    """'As reported by Ukrinform, | on December 17 the bodies …': the comma ends who said it."""
    return not closed and any(t.word.surface == "," for t in tokens[say.end : at])


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
