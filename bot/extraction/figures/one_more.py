"""The freed of whom no number is told: 'New group of defenders back from Russian captivity'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.figures.children_met import brought_to_kin
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import COMPLETED

NEAR: Final = 2
"""Within how many words behind 'new' stands the group, or those who make it up."""
OPENS: Final = 2
"""How many words may stand before the stage that a title opens with: 'Ще один етап'."""
REACH: Final = 4
"""Within how many words before an exchange stands 'in'."""
MANY: Final = ("s", "men")
"""How English words for several people end."""
ASKING: Final = ("how", "why", "what", "who", "when", "where")
HOME: Final = ("home", "return", "free", "receive")
IDLE: Final = (
    *("negation", "no", "possible", "future", "wish", "longing", "proposed", "agreed"),
    *("since", "child", "body"),
)


def unnumbered(event: Event) -> bool:
    """Whether a title or the first sentence tells that people are back from captivity, and not how many."""
    return one_more(event) or by_exchange(event) or brought_to_kin(event)


def by_exchange(event: Event) -> bool:
    """English: 'Wounded soldiers return in new exchange', 'Prisoners freed in swap with Russia'.

    What stands behind the exchange tells whether it is the news: not in 'Soldiers freed in swap return to front'.
    """
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if not event.in_title or event.stage is not COMPLETED or event.recall or tokens[clause.lo].word.pos:
        return False
    if (
        not clause.has("swap")
        or not clause.has(*HOME)
        or clause.has(*IDLE)
        or clause.has("question", "recall_adjective")
    ):
        return False
    moved = min((m.start for m in clause.marks(*HOME)), default=clause.hi)
    people = clause.marks("military", "captive", "own")  # 'marine freed in swap' is one man's tale
    if not any(tokens[m.end - 1].word.norm.endswith(MANY) for m in people) or tokens[clause.lo].word.norm in ASKING:
        return False
    return any(moved < m.start and told_in(m, clause) and closes(m.end, clause) for m in clause.marks("swap"))


def told_in(swap: Mark, clause: Clause) -> bool:
    """'in a prisoner swap', 'in the second large exchange'."""
    return clause.marked.has("prep_in", lo=max(clause.lo, swap.start - REACH), hi=swap.start)


def closes(end: int, clause: Clause) -> bool:
    """Whether no more is said of somebody: the clause ends, or a preposition or the day stands there."""
    if end >= clause.hi:
        return True
    behind = ("prep_stop", "prep_in", "about", "weekday", "today", "prep_with", "prep_between")
    return clause.marked.sentence.tokens[end].word.kind == "sym" or clause.marked.has(*behind, lo=end, hi=end + 1)


def one_more(event: Event) -> bool:
    """Whether a title, or the first sentence, tells that one more group is back from captivity.

    Neither side gives the numbers of some exchanges (those of June 2025). One who is back ('another soldier'), and
    what is told of groups in general, is no such news.
    """
    clause = event.clause
    if not (event.in_title or event.lead) or event.stage is not COMPLETED or event.recall or event.findings:
        return False
    if "captivity" not in clause.own or not clause.any_of(HOME) or clause.any_of(IDLE):
        return False
    new = (m for m in clause.marks("anaphor", "ordinal") if m.value != "1")  # a first group begins what goes on
    return whole(clause) and any(opens_group(m, clause) for m in new)


def whole(clause: Clause) -> bool:
    """Whether no more is said of those who are back: not 'More soldiers back from captivity need help'."""
    tokens = clause.marked.sentence.tokens
    return all(closes(m.end, clause) for m in clause.marks("captivity") if not tokens[m.start].word.pos)


def opens_group(new: Mark, clause: Clause) -> bool:
    """'new group', 'a second large group', 'ещё одна группа', 'more defenders': right behind the word."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    hi = min(new.end + NEAR, clause.hi)
    if marked.has("prep_of", "about", "prep_about", "prep_in", lo=new.end, hi=hi - 1):
        return False  # 'new law on groups'
    if marked.has("batch", "deal", lo=new.end, hi=hi):
        return clause.has("captive", "military", "own", "wounded")
    people = marked.all("captive", "military", "own", lo=new.end, hi=hi)
    words = (tokens[m.end - 1].word for m in people)
    return any(word.plural or (not word.pos and word.norm.endswith(MANY)) for word in words)


def carried_home(event: Event) -> bool:
    """'Тяжкопоранені їдуть додому: другий етап обміну': a title that tells who comes home, and by what."""
    clause = event.clause
    if not event.in_title or clause.marked.sentence.tokens[clause.lo].word.norm.isascii() or event.recall:
        return False
    told = clause.any_of(("wounded", "captive", "military", "own")) and "home" in clause.own
    told = told or ("among_whole" in clause.own and "freed_ones" in clause.own)  # 'Обмін: серед звільнених медики'
    told = told and (any(by_stage(m, clause) for m in clause.of("swap")) or numbered_stage(clause))
    return told and not clause.has("negation", "possible", "future", "wish", "longing", "proposed", "agreed")


def came_home(events: Sequence[Event]) -> Event | None:
    """'Zelensky announces new exchange', then 'The wounded came home, he wrote': what was announced has been done."""
    title = next((e for e in events if e.in_title and "swap" in e.clause.own), None)
    if title is None or title.findings or not announced_as_done(title):
        return None
    told = (e for e in events if e.lead and not (e.in_title or e.findings or e.recall or e.void))
    return next((e for e in told if says_back(e)), None)


def announced_as_done(event: Event) -> bool:
    """Whether somebody announces an exchange, with nothing that puts it off until later."""
    clause = event.clause
    if event.stage is not COMPLETED or event.recall or clause.any_of(IDLE):
        return False
    return any(clause.marked.has("puts_forward", "say", lo=clause.lo, hi=m.start) for m in clause.of("swap"))


def says_back(event: Event) -> bool:
    """'The wounded came home', 'додому повернулися військові': a past verb of several people."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.stage is not COMPLETED or event.day is not None or clause.has(*IDLE):
        return False
    past = any(tokens[m.start].word.tense == "past" for m in clause.marks("home", "return"))
    return past and clause.any_of(("wounded", "captive", "military", "own"))


def among_dated(event: Event, freed: Sequence[Mark]) -> bool:
    """'Among those freed on Saturday are officers': a participle with its day, and soldiers of whom more is told."""
    day, clause = event.when, event.clause
    if day is None or "among_whole" not in clause.own or not clause.any_of(("military", "wounded")):
        return False
    return any(m.end <= day.start <= m.end + 1 for m in freed)


def numbered_stage(clause: Clause) -> bool:
    """'Дев'ятий етап: удома поранені', 'Ще один етап: удома молодь': a stage with its number opens a title."""
    marked = clause.marked
    stage = next((m for m in clause.of("phase") if m.start <= clause.lo + OPENS), None)
    if stage is None or not marked.has("ordinal", "anaphor", lo=clause.lo, hi=stage.end) or stage.end >= clause.hi:
        return False
    return marked.sentence.in_title and marked.sentence.tokens[stage.end].word.surface == ":"


def by_stage(swap: Mark, clause: Clause) -> bool:
    """'другий етап обміну', ': обмен продолжается'; not 'після обміну'."""
    marked, word = clause.marked, clause.marked.sentence.tokens[swap.start].word
    if marked.has("phase", lo=max(clause.lo, swap.start - 3), hi=swap.start):
        return True
    return "nomn" in word.cases and not marked.has("prep_stop", lo=max(clause.lo, swap.start - 2), hi=swap.start)


def goes_home(event: Event) -> bool:
    """The present tense of a title: they are on their way as one writes."""
    tokens = event.clause.marked.sentence.tokens
    return any(tokens[m.start].word.tense == "pres" for m in event.clause.marks("home", "move"))


def amid_strikes(event: Event) -> bool:
    """'Kyiv hit by missiles overnight as big swap goes on': a title of an attack, during what is told elsewhere."""
    clause = event.clause
    return (
        event.in_title and not event.findings and "strike" in clause.own and clause.has("goes_on", "under_way", "amid")
    )
