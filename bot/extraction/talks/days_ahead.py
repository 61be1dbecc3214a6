"""The day of talks to come that their own clauses do not name: by the title, or by a sentence on what is to come."""

from __future__ import annotations

from datetime import date

from bot.extraction.days.when import When, settle
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.stages.ahead import future_tense
from bot.extraction.talks.participants import participants
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import SCHEDULED
from storage.vocabulary import Stage


def day_ahead(item: Item, parties: set[str], stage: Stage) -> date | None:
    """The day that the title, else a sentence about what is to come for these parties, names."""
    for read in sorted(item.reads, key=lambda r: not r.marked.sentence.in_title):
        of_talks = read.marked.has("talks", "delegation") or not read.marked.has("swap", "captive")
        coming = (read.marked.sentence.in_title and of_talks) or any(
            future_tense(e.clause, m) for e in read.events for m in e.clause.marks("talks_now", "talks_past")
        )
        coming = coming or (stage is SCHEDULED and any(to_come(e, item, parties) for e in read.events))
        for when in read.whens if coming and read.marked.sentence.lead else ():
            day = settle(when, item.published, ahead=True, last=None)
            if (
                day
                and day >= item.published
                and not when.spoken
                and not any(of_those(when, e.clause) for e in read.events)
            ):
                return day
    return None


def of_those(when: When, clause: Clause) -> bool:
    """'завершилась в четверг, | однако новый раунд пройдёт в июне': the day of the talks that were held."""
    if not clause.lo <= when.start < clause.hi or clause.any_of(("future", "talks_ahead")):
        return False
    tokens = clause.marked.sentence.tokens
    return any(tokens[m.start].word.tense == "past" and m.end <= when.start for m in clause.of("talks_end"))


def to_come(event: Event, item: Item, parties: set[str]) -> bool:
    """'Rubio will see the Russian minister on Thursday'."""
    clause = event.clause
    both = clause.has("both", "leaders") and clause.has("delegation", "envoys")  # 'diplomats of both countries will be'
    if not clause.has("talks_ahead") or clause.has("swap", "captive", "body", "negation") or event.findings:
        return False
    they = clause.marked.within("pronoun", clause.lo, clause.lo + 1)
    if they and clause.has("happened"):
        return True  # 'They are to take place next Tuesday'
    named = len(parties.intersection(participants(clause, item.lexicon)))  # 'They will see Putin'
    return both or named > (0 if they and clause.any_of(("encounter", "meet")) else 1)
