"""A group of the freed of whom no number is told: 'New group of defenders back from Russian captivity'."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.events import Event
from bot.extraction.marks import Mark
from storage.vocabulary import Stage

NEAR: Final = 2
"""Within how many words behind 'new' stands the group, or those who make it up."""
HOME: Final = ("home", "return", "free", "receive")
IDLE: Final = (
    *("negation", "no", "possible", "future", "wish", "longing", "proposed", "agreed"),
    *("since", "child", "body"),
)


def one_more(event: Event) -> bool:
    """Whether a title, or the first sentence, tells that one more group is back from captivity.

    Neither side gives the numbers of some exchanges (those of June 2025). One who is back ('another soldier'), and
    what is told of groups in general, is no such news.
    """
    clause = event.clause
    if not (event.in_title or event.lead) or event.stage is not Stage.COMPLETED or event.recall or event.findings:
        return False
    if "captivity" not in clause.own or not clause.has(*HOME) or clause.has(*IDLE):
        return False
    return whole(clause) and any(opens_group(m, clause) for m in clause.marks("anaphor", "ordinal"))


def whole(clause: Clause) -> bool:
    """Whether no more is said of those who are back: not 'More soldiers back from captivity need help'."""
    tokens = clause.marked.sentence.tokens
    ends = [m.end for m in clause.marks("captivity") if m.end < clause.hi and not tokens[m.start].word.pos]
    behind = ("prep_stop", "prep_in", "about", "weekday", "today")
    return all(tokens[i].word.kind == "sym" or clause.marked.has(*behind, lo=i, hi=i + 1) for i in ends)


def opens_group(new: Mark, clause: Clause) -> bool:
    """'new group', 'a second large group', 'ещё одна группа', 'more defenders': right behind the word."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    hi = min(new.end + NEAR, clause.hi)
    if marked.has("prep_of", "about", "prep_about", "prep_in", lo=new.end, hi=hi - 1):
        return False  # 'new law on groups'
    if marked.has("batch", "deal", lo=new.end, hi=hi):
        return clause.has("captive", "military", "own")
    people = marked.all("captive", "military", "own", lo=new.end, hi=hi)
    words = (tokens[m.end - 1].word for m in people)
    return any(word.plural or (not word.pos and word.norm.endswith("s")) for word in words)
