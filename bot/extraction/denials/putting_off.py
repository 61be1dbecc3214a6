"""Words of putting off that put off no exchange: of another matter, of what came in the end, of mere delay."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.came_about import came_about, set_again
from bot.extraction.days.when import When
from bot.extraction.words.clause import AGENT, VERBS, Clause
from bot.extraction.words.marks import Mark

DATED: Final = ("weekday", "relative", "month")
WALKS: Final = 10
"""Within how many words and signs behind 'walked out of' stands the swap that is left."""
SIZES: Final = ("number", "prep_for", "article", "before_name", "prep_of", "such", "planned", "future", *PEOPLE)
"""What may stand between: 'of a planned 75-for-75 prisoner swap'."""
SIZED: Final = ("number", "prep_of", "each", "formula", *PEOPLE)
"""What may stand between an exchange and that it is off: 'of 65 prisoners'."""
SET: Final = ("но", "то")
ELSE: Final = ("truce", "other_matter", "talks_strong", "gathering")
PARTING: Final = (",", ";", ":", "—", "–")
HINDERED: Final = ("swap", "captive", "body", "own")
HINDERED_BY: Final = 6
"""Words between what is said to hinder an exchange and the exchange."""


def puts_off_nothing(clause: Clause, mark: Mark) -> bool:
    """Whether a word of cancelling or putting off leaves the exchange that is told of where it was."""
    if undiscussed(clause, mark) or clause.marked.has("captivity", "prisons", lo=mark.end, hi=mark.end + 2):
        return True  # 'pulled out of Ukrainian captivity'
    if "departs" in clause.own and any(m.start == mark.start for m in clause.of("departs")):
        return not walks_out(clause, mark)
    if came_about(clause, mark) is not None or set_again(clause, mark):
        return True
    if of_else(clause, mark) or else_refused(clause, mark):
        return True
    return after_all(clause, mark) or dragging(clause, mark) or slowing(clause, mark)


def gone_by(clause: Clause, when: When) -> bool:
    """'The swap fell through on Friday', told on Monday: when it was off, or was called off, is past."""
    if fell_through(clause):
        return True
    if when.weekday is None or when.modifier:
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    near = [m for m in clause.marks("postponed", "cancelled") if 0 <= when.start - m.end <= 1]
    on = tokens[when.start - 1].word.norm == "on" or marked.within("postponed", when.start - 2, when.start)
    return on and any(tokens[m.start].word.tense in ("past", "part") and not tokens[m.start].word.pos for m in near)


def walks_out(clause: Clause, mark: Mark) -> bool:
    """'Kyiv walked out of a 75-for-75 swap', but not 'walked out of prison', 'of the building after the exchange'."""
    tokens = clause.marked.sentence.tokens
    swap = clause.marked.first("swap", lo=mark.end, hi=min(mark.end + WALKS, clause.hi))
    between = range(mark.end, swap.start) if swap is not None else range(0)
    plain = all(
        tokens[i].word.kind == "sym" or tokens[i].word.kind == "num" or clause.marked.has(*SIZES, lo=i, hi=i + 1)
        for i in between
    )
    return swap is not None and plain and any(s.role == AGENT and s.end <= mark.start for s in clause.sides)


def undiscussed(clause: Clause, mark: Mark) -> bool:
    """'Перенос не обсуждался', 'скасування не планують': what nobody speaks of or plans has not come about."""
    if clause.marked.sentence.tokens[mark.end - 1].word.pos != "noun" or "not" not in clause.own:
        return False
    at = next((m.end for m in clause.of("not") if 0 <= m.start - mark.end <= 1), None)
    return at is not None and clause.marked.has("discuss", "set_for", "confirm", lo=at, hi=at + 1)


def of_else(clause: Clause, mark: Mark) -> bool:
    """'Погодили обмін 1200 на 1200, решту питань відклали': what is put off is another matter than the exchange."""
    if "other_matter" not in clause.own or not clause.marked.sentence.tokens[mark.start].word.pos:
        return False
    lo, hi = max(clause.lo, mark.start - 3), min(mark.end + 3, clause.hi)
    return clause.marked.has("other_matter", lo=lo, hi=hi) and not clause.marked.has("swap", "body", lo=lo, hi=hi)


def else_refused(clause: Clause, mark: Mark) -> bool:
    """'Swap agreed, ceasefire refused', 'перемирие отвергнуто, обмен согласован': each has its own side of a comma."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    swaps = clause.marks("swap", "body")
    if not swaps or not marked.sentence.in_title or not clause.any_of(ELSE):
        return False
    cuts = [i for i in range(clause.lo, clause.hi) if tokens[i].word.surface in PARTING]
    lo = max((i for i in cuts if i < mark.start), default=clause.lo)
    hi = min((i for i in cuts if i >= mark.end), default=clause.hi)
    if not marked.has(*ELSE, lo=lo, hi=hi) or any(lo <= m.start < hi for m in swaps):
        return False
    return any(not lo <= m.start < hi for m in clause.marks("agreed", "number")) or counted(clause)


def after_all(clause: Clause, mark: Mark) -> bool:
    """'Тричі переносили – і таки обмін', 'дважды откладывали, но всё же провели': it has come in the end."""
    marked = clause.marked
    if marked.within("after_all", mark.end, clause.hi):
        return True
    tokens = marked.sentence.tokens
    turn = marked.first("adversative", lo=mark.end)  # 'затримали через сніг, та він відбувся'
    held = marked.first("happened", lo=turn.end, hi=turn.end + 4) if turn is not None else None
    told = held is not None and bool(tokens[held.start].word.pos) and tokens[held.start].word.tense == "past"
    return told and held is not None and not marked.has("not", lo=held.start - 1, hi=held.start)


def dragging(clause: Clause, mark: Mark) -> bool:
    """'Moscow is stalling on the next exchange': what one is accused of doing puts off none that was set."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.tense != "ing" or counted(clause) or clause.has("weekday", "relative", "month", "number", "formula"):
        return False
    acting = clause.marked.has("copula", lo=max(clause.lo, mark.start - 1), hi=mark.start)
    return acting and any(s.role == AGENT and s.end <= mark.start for s in clause.sides)


def slowing(clause: Clause, mark: Mark) -> bool:
    """'Росія гальмує обміни', 'кто тормозит обмены': what a side is said to do all the time, to exchanges as such."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if word.pos != "verb" or word.tense != "pres" or clause.any_of(DATED) or counted(clause):
        return False
    swaps = clause.marks("swap")
    return bool(swaps) and all(tokens[m.end - 1].word.plural for m in swaps)


def counted(clause: Clause) -> bool:
    return any(t.word.kind == "num" for t in clause.marked.sentence.tokens[clause.lo : clause.hi])


def fell_through(clause: Clause) -> bool:
    """'Намечений на вівторок обмін не відбувся', 'не состоялся': the day it was set for is over."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    told = marked.of("happened") if "not" in marked.marks else ()
    return any(
        tokens[m.start].word.pos and tokens[m.start].word.tense == "past" and marked.within("not", m.start - 1, m.start)
        for m in told
    )


def titled_off(clause: Clause) -> bool:
    """'Plane with captives crashes; exchange off', 'Swap of 65 off after crash': a title without a verb."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    swaps = clause.marks("swap", "operation_noun") if marked.sentence.in_title else []
    for mark in clause.of("off"):
        swap = next((m for m in reversed(swaps) if m.end <= mark.start), None)
        ends = mark.end >= len(tokens) or tokens[mark.end].word.kind == "sym"
        if swap is None or not (ends or marked.within("time_anchor", mark.end, mark.end + 1)):
            continue
        told = {i for m in marked.all(*SIZED, lo=swap.end, hi=mark.start) for i in range(m.start, m.end)}
        if all(i in told or tokens[i].word.kind == "num" for i in range(swap.end, mark.start)):
            return True
    return False


def had_planned(clause: Clause) -> bool:
    """'Kyiv had prepared 210 wounded for Friday's swap': a plan of which the item tells what became."""
    future = clause.first("future")
    word = clause.marked.sentence.tokens[future.start].word if future else None
    if word is not None and word.pos == "verb" and word.tense == "past" and not clause.has("happened"):
        return True  # 'Полонених мали міняти сьогодні'
    return future is not None and clause.marked.has("pluperfect", lo=max(clause.lo, future.start - 2), hi=future.start)


def was_planned(clause: Clause) -> bool:
    """English: 'had been due on Thursday', 'was first planned for Saturday', 'was to be held on Friday'."""
    marked = clause.marked
    for mark in clause.of("future"):
        near = marked.has("was", "pluperfect", lo=max(clause.lo, mark.start - 2), hi=mark.start + 1)
        if near and not marked.sentence.tokens[mark.start].word.pos:
            return True
    return False


def was_to_be(clause: Clause) -> bool:
    """'мав відбутися у вівторок', 'должен был пройти', 'was due on Tuesday': the day of a plan told in the past."""
    words = (clause.marked.sentence.tokens[m.start].word for m in clause.marks("future", "auxiliary"))
    told = (w for w in words if not w.norm.endswith(SET))  # 'заплановано на вівторок' stands
    return any(w.pos and w.tense == "past" for w in told) or was_planned(clause)


def was_due(clause: Clause) -> bool:
    """'It was to be held on Friday', 'the handover had been due on Thursday': what came of it is told elsewhere."""
    if not was_planned(clause):
        return False
    opens = clause.marked.has("side_pronoun", "that_was", lo=clause.lo, hi=clause.lo + 2)
    return opens or clause.has("swap", "captive", "swap_noun_only", "operation_noun")


def holds(clause: Clause, denial: Mark) -> bool:
    """'Коордштаб спростовує: обмін не скасовано': what stands behind the denial is what is true."""
    off = clause.marks("cancelled", "postponed", lo=denial.end) if "not" in clause.own else []
    return any(clause.marked.within("not", m.start - 1, m.start) for m in off)


def was_set(clause: Clause) -> bool:
    """'процедуру планировали на 1 мая', 'Полонених мали міняти сьогодні'."""
    return (
        clause.has("set_for") or was_due(clause) or (clause.has("captive", "captivity", "swap") and had_planned(clause))
    )


def possible(clause: Clause, mark: Mark) -> bool:
    """'may not take place', 'можуть перенести': what may be put off has not been put off."""
    if clause.marked.sentence.tokens[mark.start].word.tense == "inf":
        failed = clause.marked.first("managed", lo=mark.end, hi=mark.end + 3)  # 'обмен сорвать не удалось'
        if failed is not None and clause.marked.within("not", failed.start - 1, failed.start):
            return True
    return clause.marked.within("possible", max(clause.lo, mark.start - 3), mark.start + 1)


def blamed(clause: Clause, mark: Mark) -> bool:
    """'обвинила Киев в срыве договорённости об обменах': a quarrel over exchanges as such; one that is dated is off."""
    if not clause.marked.within("accuse", clause.lo, mark.start) or clause.has("weekday", "relative", "month"):
        return False
    if clause.has("body") or counted(clause) or ("number" in clause.own and not clause.has("each_other")):
        return False
    swaps = [clause.marked.sentence.tokens[m.end - 1].word for m in clause.marks("swap")]
    return all(w.plural or (not w.pos and w.norm.endswith("s")) for w in swaps)


def refuses_words(clause: Clause, mark: Mark) -> bool:
    """'отказался назвать дату', 'відмовився коментувати': nothing is called off."""
    if mark.end >= clause.hi or clause.marked.has(*VERBS, "swap", lo=mark.end, hi=mark.end + 1):
        return False
    if counted(clause) and clause.marked.has("takes_in", lo=mark.end - 1, hi=mark.end + 1):
        return False
    word = clause.marked.sentence.tokens[mark.end].word
    unknown = not word.pos and word.norm.endswith(("ти", "ть", "тися", "ться"))
    return unknown or word.tense == "inf"


def never_refused(clause: Clause) -> bool:
    """'что Киев отказался забирать погибших, назвали манипуляцией', 'denies blocking swaps': no exchange is denied."""
    denied = clause.of("denied")
    if not denied:
        return False
    for mark in clause.marks("hinders", "refuses"):
        slavic = bool(clause.marked.sentence.tokens[mark.start].word.pos)
        if slavic and mark.cls == "refuses" and any(m.start >= mark.end for m in denied):
            return True
        what = clause.marked.first(*HINDERED, lo=mark.end, hi=min(mark.end + HINDERED_BY, clause.hi))
        if what is None or mark.cls == "refuses":
            continue
        before = any(m.end <= mark.start and not clause.marked.has(*HINDERED, lo=m.end, hi=mark.start) for m in denied)
        if before or any(m.start >= what.end for m in denied):
            return True
    return False
