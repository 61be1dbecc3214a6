"""Titles that ask or count what a text explains: 'What is an all-for-all exchange?', 'Five things to know'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.marks import Marked

BEHIND: Final = ":—–"
"""Signs behind which a title may put its question: 'Swaps: who decides?'."""

LABEL: Final = 2
"""Within how many words a label of opinion stands at the beginning."""
AFTER_LABEL: Final = ":|/—–"


def explains(marked: Marked) -> bool:
    """Whether a title is of what a text explains or describes, or of a visit to where captives are."""
    if asks(marked) or lists(marked) or opines(marked):
        return True
    return any(m.start == 0 for m in marked.inside("inside", 0, 4))


def asks(marked: Marked) -> bool:
    """Whether a title is a question that a text answers."""
    tokens = marked.sentence.tokens
    if not tokens or tokens[-1].word.surface != "?":
        return False
    return any(m.start == 0 or tokens[m.start - 1].word.surface in BEHIND for m in marked.of("asks_first"))


def opines(marked: Marked) -> bool:
    """'View: swaps prove diplomacy works', 'Колонка. Обмін …': the label of somebody's opinion opens a title."""
    tokens = marked.sentence.tokens
    opens = (m.end for m in marked.inside("opinion_label", 0, LABEL))
    return any(at < len(tokens) and tokens[at].word.surface in AFTER_LABEL for at in opens)


def of_that_day(marked: Marked) -> bool:
    """'May 22 in history', '22 мая в истории: …': what a day was once."""
    dated = marked.inside("month", 0, 2)
    return any(marked.within("history", m.end, m.end + 4) for m in dated)


def lists(marked: Marked) -> bool:
    """Whether a title tells how many things a text explains: 'Five questions about the Istanbul swaps'."""
    tokens = marked.sentence.tokens
    for noun in marked.of("things_listed"):
        number = noun.start == 1 and (tokens[0].word.kind == "num" or marked.within("number", 0, 1))
        if number and marked.has("about", "to_know", lo=noun.end, hi=noun.end + 2):
            return True
    return False
