"""Lists of names that are passed on for an exchange, which is still to come."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

RETURNED: Final = ("return", "give", "swap", "body")
NAMED: Final = 4
"""Words behind a date in which stands what it is of."""
LISTS: Final = frozenset({"list", "lists", "names"})
PASSED: Final = ("swap", "give", "receive", "move")
BEHIND: Final = 3
"""Words between a verb and the lists that it passes on: 'handed each other the names'."""
OF: Final = ("prep_of", "prep_from", "prep_with", "goal_prep")
BEFORE: Final = 8
"""Words between lists and the verb that says what was done with them: 'Lists for 200-for-200 swap exchanged'."""


def passed_on(clause: Clause) -> bool:
    """'Lists exchanged for 500-for-500 trade', 'handed each other the names of 500': no captive has moved."""
    if "terms" not in clause.own or not clause.any_of(PASSED):
        return False
    tokens = clause.marked.sentence.tokens
    lists = [m for m in clause.of("terms") if tokens[m.end - 1].word.norm in LISTS]
    return any(passes(clause, verb, one) for one in lists for verb in clause.all_of(PASSED))


def passes(clause: Clause, verb: Mark, one: Mark) -> bool:
    """Whether lists are what a verb passes on."""
    tokens = clause.marked.sentence.tokens
    if 0 <= one.start - verb.end <= BEHIND:
        people = clause.marked.has("captive", "military", "number", lo=verb.end, hi=one.start)
        counted = any(t.word.kind == "num" for t in tokens[verb.end : one.start])
        exchange = verb.cls == "swap" and not tokens[verb.start].word.tense and one.start == verb.end
        return not (people or counted or (exchange and verb.start == clause.lo))  # 'Exchange lists are ready'
    told = tokens[verb.start].word.tense in ("past", "part")
    return told and 0 <= verb.start - one.end <= BEFORE and one.start - clause.lo <= BEHIND


def for_a_swap(clause: Clause) -> bool:
    """'Lists for 200-for-200 swap exchanged': the exchange that they are for is named beside."""
    tokens = clause.marked.sentence.tokens
    nouns = [m for m in clause.of("swap") if not tokens[m.start].word.tense and m.end <= clause.hi]
    return any(m.end == clause.hi or tokens[m.end].word.norm not in LISTS for m in nouns)


def lists_for(clause: Clause) -> bool:
    """'Kyiv hands Moscow a list of 420 prisoners for next swap', 'yet to confirm date for return': it lies ahead."""
    return (passed_on(clause) and for_a_swap(clause)) or to_be_dated(clause) or covering(clause)


def covering(clause: Clause) -> bool:
    """'Lists for a major swap cover about 1,000 people': who is on a list has not come home."""
    tokens = clause.marked.sentence.tokens
    if "terms" not in clause.own or "covers" not in clause.own:
        return False
    lists = [m.end for m in clause.of("terms") if tokens[m.end - 1].word.norm in LISTS]
    near = [(end, m.start) for end in lists for m in clause.of("covers") if 0 < m.start - end <= BEFORE]
    return any(clause.marked.within("swap", lo, hi) for lo, hi in near)


def to_be_dated(clause: Clause) -> bool:
    """English: 'has yet to confirm a date for the return of 6,000 bodies', 'sets date for transfer of the dead'."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    dates = [m for m in clause.of("date_word") if tokens[m.end - 1].word.norm in ("date", "day")]
    dates = [m for m in dates if not marked.within("no", m.start - 1, m.start)]  # 'named no date for any exchange'
    return "terms" in clause.own and any(marked.any_within(RETURNED, lo=m.end + 1, hi=m.end + NAMED) for m in dates)


def only_lists(clause: Clause) -> bool:
    """'Russia gave Ukraine the names of 300 captives on Friday': nothing is told of an exchange."""
    return (passed_on(clause) and not for_a_swap(clause)) or list_in_turn(clause)


def list_in_turn(clause: Clause) -> bool:
    """'Kyiv gave a list of 800 names and received one of 200', «и получила ответный на 300»: a list, and nobody."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if "terms" not in marked.marks or not clause.any_of(("receive", "give")):
        return False
    lists = [m.end for m in marked.of("terms") if marked.within("still_held", m.start, m.end)]
    for verb in clause.marks("receive", "give") if lists else ():
        one, of, count = verb.end, verb.end + 1, verb.end + 2
        if min(lists) > verb.start or count >= clause.hi or not marked.has(*OF, lo=of, hi=of + 1):
            continue
        other = tokens[one].word.pos == "adj" or any(m.value == "1" for m in marked.inside("number", one, of))
        numbered = tokens[count].word.kind == "num" or marked.within("number", count, count + 1)
        if other and numbered and not marked.has("captive", "military", lo=count, hi=count + BEHIND):
            return True
    return False
