"""Talks at which a meeting of the leaders is proposed: where and when one proposes it is not where they would meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import Event, Read
from bot.extraction.events.item import Item
from bot.extraction.talks.come_next import of_heads
from bot.extraction.talks.encounters import Mention, mention
from bot.extraction.talks.meeting import Meeting
from bot.extraction.talks.talk_titles import of, within
from bot.extraction.talks.venues import in_before
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import HELD, PROPOSED

LEADS: Final = 5
"""Words between 'after', 'at' and the talks: 'after Wednesday's third round'."""


def sat_where_offered(event: Event, read: Read, item: Item) -> Mention | None:
    """'After Wednesday's talks in Istanbul he said Kyiv had suggested', 'in Istanbul the team proposed a summit'.

    The talks at which it was proposed, as a mention of their own.
    """
    clause = event.clause
    if "talks_proposed" not in clause.own or not clause.any_of(("place", "round")):
        return None
    offer = clause.of("talks_proposed")[0]
    made = made_at(clause, offer)
    if offer.start == clause.lo or not (made is not None or of_summit(clause, offer)):
        return None
    behind = made or said_behind(clause, offer)
    part = behind or within(clause, clause.lo, offer.start)
    if not (at_talks(part) or (part.has("envoys", "delegation") and abroad(part, item))):
        return None
    found = mention(of(event, part), read, item)
    if found.place is None and not found.round:
        return None
    found.stage, found.arrival, found.recall = HELD, False, found.recall and found.day is None
    found.alone = found.alone or behind is not None
    return found


def said_behind(clause: Clause, offer: Mark) -> Clause | None:
    """'запропонувала зустріч лідерів, сказав Умєров після переговорів у палаці': the talks told behind the offer."""
    after = clause.marked.first("talks_after", lo=offer.end, hi=clause.hi)
    if after is None or not clause.marked.has("say", lo=offer.end, hi=after.start):
        return None
    part = within(clause, after.start, clause.hi)
    return part if part.has("place") and part.has("talks_strong") else None


def made_at(clause: Clause, offer: Mark) -> Clause | None:
    """English: 'Ukraine suggested at the Istanbul session | that the presidents meet': the talks right behind it."""
    marked = clause.marked
    if not marked.has("prep_in", lo=offer.end, hi=offer.end + 1) or not marked.within("that", clause.hi, clause.hi + 1):
        return None
    part = within(clause, offer.end, clause.hi)
    return part if part.has("place") and part.has("talks_strong") else None


def of_summit(clause: Clause, offer: Mark) -> bool:
    """Whether what is proposed is a meeting of leaders, or what the next clause tells: 'suggested | that they meet'."""
    marked = clause.marked
    if offers_next(clause):
        return marked.has("that", lo=offer.end, hi=offer.end + 1) and marked.has("person", "leaders", lo=offer.end)
    if marked.has("leaders", "summit", lo=offer.end, hi=clause.hi):
        return True
    meets = marked.has("talks_strong", lo=offer.end, hi=clause.hi)
    return meets and len(marked.inside("person", offer.end, clause.hi)) > 1


def offers_next(clause: Clause) -> bool:
    """Whether an offer is its last word, or made at talks, and the next clause tells what is offered."""
    return any(m.end == clause.hi or made_at(clause, m) is not None for m in clause.of("talks_proposed"))


def at_talks(part: Clause) -> bool:
    """'after the third round', 'на переговорах у Стамбулі': one speaks at talks or behind them."""
    leads = ("talks_after", "prep_in")
    return any(part.marked.has(*leads, lo=max(part.lo, m.start - LEADS), hi=m.start) for m in part.of("talks_strong"))


def abroad(part: Clause, item: Item) -> bool:
    """Whether the part names a town outside the sides' own land in which it was said."""
    places = item.lexicon.dossier.places
    towns = (m for m in part.of("place") if places[m.value].country not in item.lexicon.sides)
    return any(in_before(m, part.marked) for m in towns)


def without_venue(found: Mention, sat: Mention) -> Mention:
    """The proposal without the place, the day and the round of the talks at which it was made."""
    if found.stage is PROPOSED:
        found.place, found.country, found.round = None, None, None
        if found.day == sat.day:
            found.day, found.end_day = None, None
    return found


def offered_apart(meeting: Meeting, found: Mention) -> bool:
    """'Kyiv proposes a Zelensky-Putin meeting', then 'he put it forward at the third round': these are two."""
    if of_heads(found) or not (found.round or (found.stage is HELD and (found.place or found.day))):
        return False
    if found.stage not in (None, HELD):
        return False
    return all(m.stage is PROPOSED and of_heads(m) for m in meeting.mentions)


def beside_offers(told: Sequence[Meeting], found: Sequence[Meeting]) -> None:
    """Note with each meeting that is told which clauses of others propose a meeting of leaders."""
    offers = [m for m in found if m.stage is PROPOSED]
    for meeting in told if offers else ():
        apart = (m for m in offers if m is not meeting)
        meeting.others = [x.clause for m in apart for x in m.mentions if of_heads(x)]
