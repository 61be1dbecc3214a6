"""A title that names one exchange and counts nobody: 'Second swap in two days, again without figures'.

Ukrainian and Russian. Neither side gives the numbers of some exchanges (those of June 2025). The title alone may be of
anything that such an exchange brings; where the first sentence tells that people are back, or shows them, it is news.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.assembly.telling import tells
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.events.uncounted import kinds_told
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import COMPLETED
from storage.vocabulary import Kind

NEAR: Final = 2
"""How many words may stand between 'one more' and the exchange: 'ещё один большой обмен'."""
IDLE: Final = (
    *("no", "possible", "future", "wish", "longing", "proposed", "agreed", "body", "child", "question", "since"),
    *("recall", "recall_adjective", "rumour", "believes", "discuss"),
)
AGO: Final = ("time_anchor", "years", "long_after", "how_many", "asks_first")
BACK: Final = ("home", "return", "free", "receive")
FREED: Final = ("military", "captive", "wounded", "own")


def told_kinds(events: Sequence[Event]) -> dict[int, tuple[Kind, ...]]:
    """The kinds of an event that each clause tells of without figures, by the clause's identity."""
    alone = titled_alone(events)
    return {id(e): kinds_told(e) if e is alone or tells(e) else () for e in events if not e.void}


def titled_alone(events: Sequence[Event]) -> Event | None:
    """The event of a title that names one more exchange which the first sentence tells of."""
    titles = [e for e in events if e.in_title]
    title = next((e for e in titles if names_one(e)), None)
    if title is None or any(e.findings or e.void or e.recall or e.stage is not COMPLETED for e in titles):
        return None
    first = [e for e in events if e.number == titles[-1].number + 1]
    if any(e.findings or e.void or e.recall or e.stage is not COMPLETED for e in first):
        return None
    people = any(e.clause.any_of(FREED) for e in titles)
    return title if any(shows_back(e, people=people) for e in first) else None


def names_one(event: Event) -> bool:
    """'Новий обмін', 'Второй этап обмена': one, by its number or as a further one, and nothing that doubts it."""
    clause = event.clause
    named = "swap" in clause.own or ("leg" in clause.own and clause.any_of(FREED))  # 'Четвертий етап: тяжкохворі'
    if not named or clause.marked.sentence.tokens[clause.lo].word.norm.isascii():
        return False
    if clause.has(*IDLE) or clause.marked.any_of(AGO) or clause.marked.sentence.text.endswith("?"):
        return False
    if any(not of_figures(m, clause) for m in clause.marks("negation", "terms")):
        return False
    return any(further(m, clause) for m in clause.of("swap" if "swap" in clause.own else "leg"))


def further(swap: Mark, clause: Clause) -> bool:
    """Whether a number or 'new' stands before an exchange in the nominative, or before its stage."""
    marked, word = clause.marked, clause.marked.sentence.tokens[swap.start].word
    if word.plural or word.pos != "noun":
        return False
    stage = next((m for m in clause.marks("leg", "day_noun") if m.end == swap.start), None)
    at = swap.start if stage is None else stage.start
    head = marked.sentence.tokens[at].word
    return "nomn" in head.cases and marked.has("ordinal", "anaphor", lo=max(clause.lo, at - NEAR), hi=at)


def of_figures(no: Mark, clause: Clause) -> bool:
    """'без цифр', 'без чисел': that no figures are told says nothing against the exchange."""
    return clause.marked.within("number_kept", no.start, no.end + 1)


def shows_back(event: Event, *, people: bool) -> bool:
    """Whether a sentence tells that soldiers are back: 'отчиталось о возвращении', 'показав світлини звільнених'.

    `people`: the title tells that it is soldiers.
    """
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if clause.has(*IDLE, "crime", "gifts") or any(negated(clause, m) for m in clause.marks(*BACK)):
        return False
    freed = any("nomn" not in tokens[m.start].word.cases for m in clause.of("freed_people"))
    if "talks_strong" in clause.own:
        return freed and "account_noun" in clause.own  # 'показав відео зустрічі звільнених'
    return freed or (clause.any_of(BACK) and (people or clause.any_of(FREED)))
