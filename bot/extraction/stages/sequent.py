"""What follows from what was told in a sentence, or goes on later: signs at which it is cut."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS
from bot.extraction.words.marks import Marked

KIN: Final = 4
"""Within how many words behind a colon a family is named."""


def hence(comma: int, marked: Marked) -> bool:
    """'Другий етап чекають у понеділок, | тож родини просять не вірити чуткам': on both sides something is told."""
    if "hence" not in marked.marks or not marked.within("hence", comma + 1, comma + 2):
        return False
    return marked.has(*VERBS, "phase", "swap", hi=comma) and marked.has("denied", "rumour", lo=comma)


def swap_goes_on(comma: int, marked: Marked) -> bool:
    """Ukrainian, Russian: 'Возвращены 220 военных, | обмен продолжится в воскресенье': more of it is to come."""
    swap = next((m for m in marked.of("swap") if m.start == comma + 1), None)
    tokens = marked.sentence.tokens
    if swap is None or swap.end >= len(tokens) or not counted_from(0, comma, marked):
        return False
    ahead = tokens[swap.end].word.pos == "verb" and tokens[swap.end].word.tense == "futr"
    return ahead and marked.has(*VERBS, hi=comma)


def day_behind(colon: int, marked: Marked) -> bool:
    """'Обмен в пятницу стал вторым: | в среду вернули по 130': behind a colon another day, and what it brought."""
    days = [m for m in marked.all("weekday", "relative", lo=colon + 1, hi=colon + 4) if m.start - colon <= 2]
    before = {m.value for m in marked.all("weekday", "relative", hi=colon)} if days else set()
    other = bool(before) and days[0].value not in before
    on = other and marked.has("swap", lo=days[0].end, hi=days[0].end + 2)  # ': завтра обмін продовжиться'
    return on or (other and marked.any_within(VERBS, lo=colon) and counted(days[0].end, marked))


def of_their_kin(colon: int, marked: Marked) -> bool:
    """'Додому потрапили двоє дітей: | їхню маму обміняли торік': what befell the families of children told before."""
    if "child" not in marked.marks or not marked.has("kin", "parents", lo=colon + 1, hi=colon + KIN):
        return False
    before = marked.has("child", hi=colon) and (counted(0, marked) or marked.has("number", hi=colon))
    return before and marked.has("swap", *VERBS, lo=colon) and not counted(colon, marked)


def counted(at: int, marked: Marked) -> bool:
    return any(t.word.kind == "num" for t in marked.sentence.tokens[at:])


def counted_from(lo: int, hi: int, marked: Marked) -> bool:
    return marked.within("number", lo, hi) or any(t.word.kind == "num" for t in marked.sentence.tokens[lo:hi])
