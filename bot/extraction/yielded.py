"""Talks told only by what they came to: 'У Досі домовилися обміняти по 350', 'сказал он по итогам встречи'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.denial import negated
from bot.extraction.encounters import Mention
from bot.extraction.events import Event, Read
from bot.extraction.item import Item
from bot.extraction.marks import Mark, Marked
from bot.extraction.meeting import Meeting
from bot.extraction.rounds import round_of
from bot.extraction.venues import in_before, place_of
from bot.extraction.when import KNOWN
from storage.vocabulary import Claim, Kind, Stage

NEAR: Final = 4
"""How many words may stand between 'after' and the talks."""
SAT: Final = (Stage.HELD, Stage.UNDER_WAY)
TALKS: Final = ("talks_strong", "hours")
"""Without any of these nothing shows that one sat down now: 'домовилися в Анкарі' may be long ago."""


def yielded(item: Item, news: Sequence[Claim], told: Sequence[Claim]) -> Meeting | None:
    """The talks that an exchange was agreed at; None where none was, or where talks of today are told (`told`).

    `news` are the item's claims about exchanges.
    """
    if item.lexicon.code == "en" or any(c.stage in SAT and not c.background for c in told):
        return None
    stages = {c.stage for c in news if c.kind is Kind.EXCHANGE and not c.background}
    deal, done = Stage.AGREED in stages, Stage.COMPLETED in stages or Stage.UNDER_WAY in stages
    if not (deal or Stage.PLANNED in stages) or not item.has(*TALKS, lead=True):
        return None
    for read in item.reads if item.sides_named() else ():
        for event in read.events if read.marked.sentence.lead else ():
            sat = came_of(event, deal) and not event.recall and (deal or not done or "say" in event.clause.own)
            place = place_of(event.clause, item.lexicon)[0] or abroad(item) if sat else None
            if place is not None:
                return meeting(event, read, place, item)
    return None


def same_again(told: Claim, sat: Meeting) -> bool:
    """Whether what is told of talks is of those that the deal came of, and neither of a day to come."""
    undated = told.day is None and told.stage is Stage.SCHEDULED
    return told.place == sat.first("place") and (told.background or undated)


def meeting(event: Event, read: Read, place: str, item: Item) -> Meeting:
    day = item.published if item.published >= KNOWN else None
    title = read.marked.sentence.in_title
    one = Mention(event.clause, read, Stage.HELD, day, place=place, parties=list(item.lexicon.sides), title=title)
    near = (e.clause for r in item.reads if r.marked.sentence.lead for e in r.events if not e.recall)
    one.round = next((n for c in near if "cal_next" not in c.own and (n := round_of(c))), None)
    return Meeting([one])


def came_of(event: Event, deal: bool) -> bool:
    """Whether a clause says that something was agreed in a town, or tells of talks that are over."""
    clause = event.clause
    if any(over(m, clause) for m in clause.of("talks_strong")):
        return True
    return deal and any(struck(m, clause) for m in clause.of("agreed"))


def over(head: Mark, clause: Clause) -> bool:
    """'після зустрічі з росіянами', 'удовлетворена итогами встречи', 'на первой за три года встрече'."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if tokens[head.start].word.pos != "noun":
        return False
    lo = max(clause.lo, head.start - NEAR)
    after = marked.first("talks_after", "results", lo=lo, hi=head.start)
    return after is not None and not marked.has("settled", "cal_next", "talks_ahead", lo=lo, hi=head.start)


def struck(mark: Mark, clause: Clause) -> bool:
    """'У Досі домовилися обміняти', 'Договорились в Анкаре': a finite verb of agreeing, and a town."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos != "verb" or word.tense != "past" or negated(clause, mark):
        return False
    return any(in_before(m, clause.marked) for m in clause.of("place")) or dateline(clause.marked)


def dateline(marked: Marked) -> bool:
    """'Стамбул: домовилися про обмін'."""
    tokens = marked.sentence.tokens
    place = marked.first("place", hi=1) if marked.sentence.in_title else None
    return place is not None and place.end < len(tokens) and tokens[place.end].word.surface == ":"


def abroad(item: Item) -> str | None:
    """The one town outside the sides' own lands that the first sentences name."""
    places = item.lexicon.dossier.places
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    named = {
        places[m.value].name["en"]
        for marked in lead
        for m in marked.all("place", "place_adjective")
        if places[m.value].country not in item.lexicon.sides
    }
    return named.pop() if len(named) == 1 else None
