"""Titles that tell of talks by how long one sat or how the day went: 'Four hours with Putin, no compromise'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.pairs import NO_TALKS
from bot.extraction.talks.venues import in_before
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark

CAME_OF_IT: Final = ("no_breakthrough", "breakthrough", "partial")
APART: Final = ("strike", "swap", "body", "captive", "captivity", "weapon", "kin", "child")
JUDGED: Final = ("went_so", "judged_so", "partial", "best")
OPENS, NEAR = 2, 4
"""Words of a title before the hours, and between a good day and the town."""
BREAK: Final = ("перерв", "прерв")
PAUSE: Final = ("пауз", "pause", "adjourn", "перерв", "прерв")
MORE: Final = ("more", "ще", "ещё", "еще", "продовження", "продолжение")


def hours_told(clause: Clause) -> bool:
    """'Five hours with Putin, and still no compromise': whom a title names so, and what came of it."""
    if not clause.marked.sentence.in_title or "hours" not in clause.own or clause.any_of(APART):
        return False
    if not clause.any_of(CAME_OF_IT):
        return False
    spell = clause.marks("hours")[0]
    together = clause.marked.within("prep_with", spell.end, spell.end + 1)
    return together and spell.start - clause.lo <= OPENS and clause.marked.has("person", lo=spell.end, hi=spell.end + 4)


def who_left(item: Item) -> list[str]:
    """'Four hours with Putin', then 'Witkoff left the Kremlin late on Tuesday': the negotiator who came and went."""
    known = item.lexicon.dossier.parties
    clauses = [e.clause for r in item.reads if r.marked.sentence.lead for e in r.events]
    left = (c for c in clauses if c.any_of(("departs", "journey", "converse", "talks_strong")))
    named = (party_of(m, item.lexicon) for c in left for m in c.of("person") if m.start <= c.lo + 1)
    return list(dict.fromkeys(c for c in named if c in known and c and known[c].negotiator and not known[c].side))


def good_day(mark: Mark, clause: Clause) -> bool:
    """'Rubio hails best day yet in Geneva', 'Dmitriev praises constructive work in Miami': how it went in a town."""
    if not clause.marked.sentence.in_title or "person" not in clause.own or not NO_TALKS.isdisjoint(clause.own):
        return False
    marked, lo = clause.marked, max(clause.lo, mark.start - NEAR - 1)
    spent = marked.first("day_noun", "work_noun", lo=lo, hi=mark.start)
    if spent is None or marked.within("prep_of", spent.end, mark.start):
        return False  # 'hails hard work of rescue teams in Miami'
    return in_before(mark, marked) and marked.has(*JUDGED, lo=max(clause.lo, lo - 2), hi=mark.start)


def whose_day(clause: Clause, lexicon: Lexicon) -> list[str]:
    """'Rubio: best day so far in Geneva': who speaks so of a day sat there himself."""
    if not any(good_day(m, clause) for m in clause.of("place")):
        return []
    known = lexicon.dossier.parties
    told = (party_of(m, lexicon) for m in clause.of("person"))
    return list(dict.fromkeys(c for c in told if c is not None and c in known and known[c].negotiator))


def more_to_come(clause: Clause) -> bool:
    """'Four hours of talks, more on Friday', 'шість годин перемовин, завтра ще': the day named is the next one."""
    if not clause.marked.sentence.in_title or "hours" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens
    end = clause.marks("hours")[0].end
    more = [i for i in range(end, clause.hi) if tokens[i].word.norm in MORE]
    days = [m for m in clause.marks("weekday", "relative", lo=end) if m.cls == "weekday" or m.value == "1"]
    return any(min(abs(m.start - i), abs(i - m.end)) <= NEAR for m in days for i in more)


def paused(clause: Clause) -> bool:
    """'поставили на паузу до завтра', 'talks paused until tomorrow': they have begun, and go on on the next day.

    'break off for the night', 'розійшлися до ранку'.
    """
    if "night_break" in clause.own and clause.any_of(("talks_strong", "envoys")) and not clause.has("negation"):
        return True
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    for day in clause.marks("relative", "weekday") if "until" in clause.own else ():
        led = (day.value == "1" or day.cls == "weekday") and marked.has("until", lo=day.start - 1, hi=day.start)
        cues = (
            BREAK if day.cls == "weekday" else PAUSE
        )  # 'Talks in Ankara adjourned until Thursday' tells when they go on
        if led and any(t.word.norm.startswith(cues) for t in tokens[max(clause.lo, day.start - NEAR) : day.start]):
            return not clause.has("negation")
    return False
