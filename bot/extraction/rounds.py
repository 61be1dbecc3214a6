"""Which round talks are: 'the second round', 'третя зустріч делегацій'."""

from __future__ import annotations

from typing import Final

from bot.extraction.ahead import future_tense
from bot.extraction.clause import Clause
from bot.extraction.item import Item
from bot.extraction.marks import Mark
from bot.extraction.steps import lies_ahead

TEAMS: Final = 4
"""Words behind a meeting in which stand the teams whose it is."""
LEADS: Final = 4
"""Words between 'at', 'after' and the round."""


def round_of(clause: Clause) -> int | None:
    """'second round', 'the first trilateral round', '3rd round'."""
    for mark in clause.marks("round", "meeting"):
        lo = max(clause.lo, mark.start - 3)
        ordinal = clause.marked.first("ordinal", lo=lo, hi=mark.start)
        if (
            ordinal
            and mark.cls == "meeting"
            and not (clause.has("direct", "trilateral") or of_a_town(mark, clause) or of_teams(mark, clause))
        ):
            continue  # 'their second meeting this year' is no round
        if ordinal and clause.marked.has("day_noun", lo=ordinal.end, hi=ordinal.end + 1):
            continue  # 'second day of the meeting'
        if ordinal:
            return None if int(ordinal.value) == 1 and first_in_years(mark, clause) else int(ordinal.value)
        number = clause.marked.first("number", lo=mark.end, hi=mark.end + 1)
        of_people = number and clause.marked.has("leaders", "delegation", "office", lo=number.end, hi=number.end + 1)
        if number and int(number.value) <= 20 and not of_people:  # 'встреча двух президентов' is no round
            return int(number.value)  # 'round two'
    return None


def of_a_town(head: Mark, clause: Clause) -> bool:
    """'the third Istanbul meeting', 'итоги третьей встречи в Стамбуле': of the delegations."""
    if (
        clause.has("leaders")
        or len(clause.marks("person")) > 1
        or clause.marked.within("prep_with", head.end, head.end + 1)
    ):
        return False
    towns = (m for m in clause.of("place") if not clause.marked.within("party", m.start, m.end))
    return any(m.end == head.start or 0 <= m.start - head.end <= 1 for m in towns)


def of_teams(head: Mark, clause: Clause) -> bool:
    """'the third meeting of the delegations', 'третя зустріч із росіянами'; not 'her second meeting with him'."""
    marked = clause.marked
    people = [m.end for m in marked.all("person", lo=clause.lo, hi=head.start)]
    settled = clause.any_of(("agreed", "settled"))
    if settled and marked.has("envoys", lo=max([clause.lo, *people]), hi=head.start):
        return True  # 'Medinsky said the teams had agreed on it at the third session'
    if clause.has("leaders") or people:
        return False
    hi = min(head.end + TEAMS, clause.hi)
    teams = marked.has("envoys", lo=head.end, hi=hi)
    return teams or (marked.within("prep_with", head.end, head.end + 1) and marked.has("people", lo=head.end, hi=hi))


def round_told(item: Item) -> int | None:
    """'At the third round they agreed to free 300', 'домовилися на третій зустрічі': the one number that is told."""
    numbers = set()
    for read in item.reads:
        for event in read.events if read.marked.sentence.lead and not read.marked.sentence.in_title else ():
            clause = event.clause
            if event.recall or "ordinal" not in clause.own or to_come(clause):
                continue
            heads = clause.marks("round", "meeting")
            leads = ("talks_after", "prep_in")
            if any(clause.marked.has(*leads, lo=max(clause.lo, h.start - LEADS), hi=h.start) for h in heads):
                numbers.add(round_of(clause))
    return numbers.pop() if len(numbers) == 1 and numbers.isdisjoint((None, 1)) else None


def to_come(clause: Clause) -> bool:
    """'другий раунд може відбутися', 'the next round will be held': no number of talks that are over."""
    if "possible" in clause.own or "cal_next" in clause.own:
        return True
    return any(future_tense(clause, m) or lies_ahead(clause, m) for m in clause.marks("talks_past", "talks_now"))


def round_settled(item: Item) -> int | None:
    """'По итогам третьего раунда стороны обменяют по 1200 пленных': whose number it is."""
    for read in item.reads:
        for event in read.events if read.marked.sentence.in_title else ():
            clause = event.clause
            if "round" in clause.own and clause.any_of(("upshot", "results", "talks_after", "settled")):
                return round_of(clause)
    return None


def first_in_years(head: Mark, clause: Clause) -> bool:
    """'their first direct meeting in three years', 'первая за год встреча': there were others long before."""
    return clause.marked.has("years", "since", lo=max(clause.lo, head.start - 2), hi=min(head.end + 4, clause.hi))
