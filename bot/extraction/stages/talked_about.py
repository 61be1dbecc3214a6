"""What is only named or talked about, in a clause that tells of no deed: 'the deal, 1,000 for 1,000, is a step'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.extraction.days.when import When
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, COMPLETED, UNDER_WAY
from storage.vocabulary import Stage

if TYPE_CHECKING:
    from bot.extraction.events.events import Event

NEAR: Final = 4
"""Words between a deal and the formula that it is called by."""
DONE: Final = (
    *("finished", "happened", "fulfilled", "completed", "swap_head", "move", "leaving", "phase", "covers"),
    *("each", "ordinal", "one_for_one", "talks", "is_about"),
)
"""What may tell, without any other deed, that a deal has been carried out."""
DEEDS: Final = ("swap", "free", "home", "return", "receive", "give", "body", "reunion", "is_about")
HELD: Final = ("military", "wounded", "captive", "child", "civilian", "folk")
OPEN: Final = frozenset(
    {"open", *(f"открыт{end}" for end in ("", "а", "о", "ы")), *(f"відкрит{end}" for end in ("ий", "а", "е", "о", "і"))}
)
OPEN_FOR: Final = ("for", "to", "для", "к", "до")
OPEN_NEAR: Final = 4
"""Within how many words of 'open' stand the talks that one is open for."""


def named_only(clause: Clause, heads: list[Mark]) -> Stage | None:
    """The stage of what a clause only names, or says before it is done; None where it tells of a deed."""
    if said_before(clause):
        return UNDER_WAY
    return AGREED if named_by_formula(clause, heads) else None


def named_by_formula(clause: Clause, heads: list[Mark]) -> bool:
    """'The prisoner deal, a thousand for a thousand, he called a step', 'work on the 500-for-500 deal continues'."""
    if heads or "formula" not in clause.own or "pact" not in clause.own or clause.any_of(DONE):
        return False
    if "under_way" in clause.own and not clause.has("preparing", "sought"):
        return False
    pairs = [f for f in clause.of("formula") if between_numbers(f, clause)]
    return any(min(abs(f.start - p.end), abs(p.start - f.end)) <= NEAR for f in pairs for p in clause.of("pact"))


def between_numbers(mark: Mark, clause: Clause) -> bool:
    """Whether a number stands on either side, an article or a hyphen between."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    before = range(max(clause.lo, mark.start - 2), mark.start)
    behind = range(mark.end, min(mark.end + 3, clause.hi))
    told = {i for i in (*before, *behind) if tokens[i].word.kind == "num" or marked.within("number", i, i + 1)}
    return not told.isdisjoint(before) and not told.isdisjoint(behind)


def under_discussion(clause: Clause, heads: list[Mark]) -> bool:
    """'Talks were going on about 38 wounded defenders', 'идут переговоры о 38 раненых': who is only talked about."""
    talks = clause.marks("converse", "talks_strong") if not heads and "talks_now" in clause.own else []
    marked = clause.marked
    for mark in talks:
        about = marked.first("prep_about", "about", lo=mark.end, hi=clause.hi)
        if about is not None and marked.has(*HELD, lo=about.end, hi=min(about.end + NEAR, clause.hi)):
            return True
    return False


def spoken_sums(events: Sequence[Event]) -> None:
    """'The first group returned', then 'Medinsky has spoken of at least a thousand on each side': of the whole deal."""
    begun = any(e.stage is UNDER_WAY and not e.recall for e in events)
    for event in events if begun else ():
        clause = event.clause
        sums = event.findings and all(f.party == BOTH and f.count.second is None for f in event.findings)
        bare = event.stage is COMPLETED and event.when is None and not clause.any_of(DEEDS)
        if sums and bare and clause.has("speaks_of") and not (event.in_title or event.recall):
            event.stage, event.weak = AGREED, False


def follows(clause: Clause, when: When) -> bool:
    """'390 are home, and more returns should follow on Saturday': the day of what comes next, told by a noun."""
    tokens = clause.marked.sentence.tokens
    lo = max(clause.lo, when.start - NEAR)
    verb = next((i for i in range(lo, when.start) if clause.marked.within("comes_next", i, i + 1)), None)
    if verb is None or tokens[verb].word.tense not in ("", "inf", "pres"):
        return False
    return clause.marked.has("ought", "future", "auxiliary", lo=max(clause.lo, verb - 2), hi=verb + 1)


def said_before(clause: Clause) -> bool:
    """'Сегодня меняем 50 на 50', 'Міняємо по 40': who exchanges says so in the present, before it is done."""
    if "we_take" in clause.own:
        return clause.has("captivity", "military", "captive", "body", "home")
    return "we_swap" in clause.own and clause.any_of(("formula", "each", "each_before"))


def open_for(clause: Clause) -> bool:
    """'Istanbul is open for direct contacts', 'Москва открыта для переговоров': whoever says so only offers them."""
    tokens = clause.marked.sentence.tokens
    return any(
        tokens[at].word.norm in OPEN
        and tokens[at + 1].word.norm in OPEN_FOR
        and clause.marked.has("talks", lo=at + 2, hi=at + OPEN_NEAR)
        for at in range(clause.lo, clause.hi - 2)
    )
