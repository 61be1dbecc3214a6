"""Talks told only by what they came to: 'У Досі домовилися обміняти по 350', 'сказал он по итогам встречи'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.days.when import KNOWN, settle
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event, Read
from bot.extraction.events.item import Item
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.meeting import Meeting
from bot.extraction.talks.rounds import round_of
from bot.extraction.talks.talk_days import OLD
from bot.extraction.talks.venues import in_before, place_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import AGREED, COMPLETED, EXCHANGE, HELD, PLANNED, SCHEDULED, UNDER_WAY
from storage.vocabulary import Claim

NEAR: Final = 4
"""How many words may stand between 'after' and the talks."""
SAT: Final = (HELD, UNDER_WAY)
TALKS: Final = ("talks_strong", "hours")
"""Without any of these nothing shows that one sat down now: 'домовилися в Анкарі' may be long ago."""


def yielded(item: Item, news: Sequence[Claim], told: Sequence[Claim]) -> Meeting | None:
    """The talks that an exchange was agreed at; None where none was, or where talks of today are told (`told`).

    `news` are the item's claims about exchanges.
    """
    if any(c.stage in SAT and not c.background for c in told):
        return None
    if item.lexicon.code == "en":
        return in_english(item, news)
    stages = {c.stage for c in news if c.kind is EXCHANGE and not c.background}
    deal, done = AGREED in stages, COMPLETED in stages or UNDER_WAY in stages
    if not (deal or PLANNED in stages) or not (item.has(*TALKS, lead=True) or settled_in_title(item)):
        return None
    for read in item.reads if item.sides_named() else ():
        for event in read.events if read.marked.sentence.lead else ():
            sat = came_of(event, deal) and not event.recall and (deal or not done or "say" in event.clause.own)
            place = place_of(event.clause, item.lexicon)[0] or abroad(item) if sat else None
            if place is not None:
                return meeting(event, read, place, item)
    return None


def settled_in_title(item: Item) -> bool:
    """'Україна і Росія домовилися в Досі обміняти по 250 полонених': a title that tells where the sides agreed."""
    if item.sides_named(title=True) != set(item.lexicon.sides):
        return False
    clauses = [e.clause for r in item.reads if r.marked.sentence.in_title for e in r.events]
    return any(struck(m, c) for c in clauses if c.has("swap", "captive") for m in c.of("agreed"))


def same_again(told: Claim, sat: Meeting) -> bool:
    """Whether what is told of talks is of those that the deal came of, and neither of a day to come."""
    undated = told.day is None and told.stage is SCHEDULED
    return told.place == sat.first("place") and (told.background or undated)


def meeting(event: Event, read: Read, place: str, item: Item) -> Meeting:
    day = item.published if item.published >= KNOWN else None
    title = read.marked.sentence.in_title
    one = Mention(event.clause, read, HELD, day, place=place, parties=list(item.lexicon.sides), title=title)
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


def in_english(item: Item, news: Sequence[Claim]) -> Meeting | None:
    """'The agreement was reached in Istanbul on Thursday', 'agree in Doha to swap', then 'Thursday's talks'."""
    deal = any(c.kind is EXCHANGE and c.stage in (AGREED, PLANNED) for c in news if not c.background)
    if not deal or item.sides_named() != set(item.lexicon.sides):
        return None
    told = item.has(*TALKS, "envoys", lead=True)
    for read in item.reads:
        for event in read.events if read.marked.sentence.lead else ():
            clause = event.clause
            now = agree_there(clause) and (told or agrees_now(clause))
            if event.recall or not (now or (told and reached(clause))):
                continue
            place, day = place_of(clause, item.lexicon)[0], day_of(read, clause, item)
            if place is not None and (day is not None or (now and agrees_now(clause))):
                found = meeting(event, read, place, item)
                found.mentions[0].day = day
                return found
    return None


def agrees_now(clause: Clause) -> bool:
    """'Russia, Ukraine agree in Doha to swap': the present of a title tells of now, 'swap agreed in Doha' need not."""
    return any(clause.marked.sentence.tokens[m.start].word.tense in ("", "pres") for m in clause.of("agreed"))


def reached(clause: Clause) -> bool:
    """'The understanding was reached in Istanbul on Wednesday'."""
    told = "was" in clause.own and "pact" in clause.own and clause.any_of(("agreed", "settled"))
    return told and clause.has("weekday", "relative") and not clause.has("negation", "no", "pluperfect")


def agree_there(clause: Clause) -> bool:
    """'Kyiv and Moscow agree in Doha to swap 300 prisoners each': a title, and the town right behind the verb."""
    if not clause.marked.sentence.in_title or not clause.has("swap", "captive"):
        return False
    verbs = (m for m in clause.of("agreed") if clause.marked.has("place", lo=m.end, hi=m.end + NEAR))
    return any(not negated(clause, m) and clause.marked.has("party", lo=clause.lo, hi=m.start) for m in verbs)


def day_of(read: Read, clause: Clause, item: Item) -> date | None:
    """The day that the clause names, else that of the talks of the first sentences: 'Thursday's technical talks'."""
    own = [w for w in read.whens if clause.lo <= w.start < clause.hi]
    if read.marked.sentence.in_title:
        lead = [r for r in item.reads if r.marked.sentence.lead]
        own = [w for r in lead for w in r.whens if r.marked.has("talks_strong", lo=w.end, hi=w.end + NEAR)]
        own += [w for r in lead for w in r.whens if any(reached(e.clause) for e in r.events)]
        own += [w for r in lead for w in r.whens if w.spoken and agrees_now(clause)]
    days = (settle(w, item.published, ahead=False, last=None) for w in own)
    return next((d for d in days if d and 0 <= (item.published - d).days <= OLD), None)
