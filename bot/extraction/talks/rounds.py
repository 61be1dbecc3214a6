"""Which round talks are: 'the second round', 'третя зустріч делегацій'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.stages.ahead import future_tense
from bot.extraction.talks.steps import lies_ahead
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

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
            and not (clause.has("direct", "trilateral") or any(of(mark, clause) for of in OF_DELEGATIONS))
        ):
            continue  # 'their second meeting this year' is no round
        if ordinal and clause.marked.has("day_noun", lo=ordinal.end, hi=ordinal.end + 1):
            continue  # 'second day of the meeting'
        if ordinal and to_be_agreed(ordinal, mark, clause):
            continue
        if ordinal:
            return None if int(ordinal.value) == 1 and first_in_years(mark, clause) else int(ordinal.value)
        number = clause.marked.first("number", lo=mark.end, hi=mark.end + 1)
        of_people = number and clause.marked.has("leaders", "delegation", "office", lo=number.end, hi=number.end + 1)
        alone = number and clause.marked.has("number", lo=number.end + 1, hi=number.end + 2)  # 'один на один'
        if number and int(number.value) <= 20 and not (of_people or alone):  # 'встреча двух президентов' is no round
            return int(number.value)  # 'round two'
    return their_nth(clause)


def to_be_agreed(ordinal: Mark, head: Mark, clause: Clause) -> bool:
    """'close with promise of a third round', 'agree at Doha talks on a third round': the number of one to come."""
    others = any(m.end <= ordinal.start or m.start >= head.end for m in clause.of("talks_strong"))
    lo = max(clause.lo, ordinal.start - LEADS)
    settled = clause.marked.first("promised", "date_word", "agreed", "settled", lo=lo, hi=ordinal.start)
    if settled is None or not (others or clause.has("place")):
        return False
    tokens, leads = clause.marked.sentence.tokens, ("prep_about", "prep_of", "aim_day")
    led = list(clause.marked.all(*leads, lo=settled.start, hi=ordinal.start))
    if tokens[ordinal.start].word.pos:  # 'условились на третьем раунде'
        led = [m for m in led if not clause.marked.within("prep_in", m.start, m.end)]
    return settled.cls == "promised" or bool(led)


def their_nth(clause: Clause) -> int | None:
    """English: 'The session was their fourth in the city', 'the third this year': which of them it was."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if clause.any_of(("leaders", "swap")) or "talks_strong" not in clause.own or tokens[clause.lo].word.pos:
        return None
    if any(not speaks(m, marked) for m in clause.of("person")):
        return None
    for ordinal in clause.of("ordinal"):
        was = marked.has("was", "copula", lo=ordinal.start - 2, hi=ordinal.start)
        was = was or tokens[ordinal.start - 2].word.surface == ","  # 'the meeting, the third this year'
        at = ordinal.end
        behind = at >= clause.hi or marked.has("prep_in", "since", "cal_this", lo=at, hi=at + 1)
        talks = marked.has("talks_strong", lo=clause.lo, hi=ordinal.start)
        if was and behind and talks and int(ordinal.value) > 1:
            return int(ordinal.value)
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


def in_town(head: Mark, clause: Clause) -> bool:
    """'It was their third session in the city since May': that of which the sentence before told."""
    if not any(m.start == clause.lo for m in clause.of("that_was")) or clause.any_of(("person", "leaders", "swap")):
        return False
    marked = clause.marked
    led = marked.has("prep_in", lo=head.end, hi=head.end + 1)
    there = led and marked.has("venue_noun", lo=head.end, hi=head.end + LEADS)
    return there and not marked.has("day_noun", lo=head.end, hi=clause.hi)


def of_teams(head: Mark, clause: Clause) -> bool:
    """'the third meeting of the delegations', 'третя зустріч із росіянами'; not 'her second meeting with him'."""
    marked = clause.marked
    people = [m.end for m in marked.all("person", lo=clause.lo, hi=head.start) if not speaks(m, marked)]
    settled = clause.any_of(("agreed", "settled"))
    if settled and marked.has("envoys", lo=max([clause.lo, *people]), hi=head.start):
        return True  # 'Medinsky said the teams had agreed on it at the third session'
    if clause.has("leaders") or people:
        return False
    hi = min(head.end + TEAMS, clause.hi)
    teams = marked.has("envoys", lo=head.end, hi=hi) or begun_by_teams(head, clause)
    return teams or (marked.within("prep_with", head.end, head.end + 1) and marked.has("people", lo=head.end, hi=hi))


def begun_by_teams(head: Mark, clause: Clause) -> bool:
    """'delegations begin third meeting', 'команди провели четверту зустріч': what they do is a meeting of theirs."""
    team = clause.marked.first("envoys", lo=clause.lo, hi=head.start)
    return team is not None and clause.marked.has("talks_now", "talks_past", "talks_end", lo=team.end, hi=head.start)


def speaks(mark: Mark, marked: Marked) -> bool:
    """'Zelensky: third meeting with Russians', 'Umerov announces fourth meeting': who only tells of it."""
    tokens = marked.sentence.tokens
    colon = mark.end < len(tokens) and tokens[mark.end].word.surface == ":"
    return colon or marked.has("say", "makes_known", lo=mark.end, hi=mark.end + 1)


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


OF_DELEGATIONS: Final = (of_a_town, of_teams, in_town)
"""When a meeting that is numbered is a round."""
