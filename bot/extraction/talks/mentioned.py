"""Which clauses of an item speak of talks, and which of them only tell of a next round or of its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import repeat
from typing import Final

from bot.extraction.events.events import Event, Read
from bot.extraction.events.item import Item
from bot.extraction.stages.ahead import future_tense
from bot.extraction.stages.nominal import set_there, settled_before
from bot.extraction.talks.around_talks import reported
from bot.extraction.talks.encounters import Mention, carried_on, dated, mention, placed
from bot.extraction.talks.kin_met import handed_to_kin, met_kin, of_that
from bot.extraction.talks.next_round import (
    agreed_again,
    follows,
    parted,
    sat,
    set_again,
    set_elsewhere,
    set_for,
    the_next,
)
from bot.extraction.talks.offered_at import offers_next, sat_where_offered, without_venue
from bot.extraction.talks.rounds import round_of
from bot.extraction.talks.steps import lies_ahead, stage_of
from bot.extraction.talks.talk_clauses import goes_on_apart, offered, speaks_of_talks, tells
from bot.extraction.talks.talk_days import OLD
from bot.extraction.talks.talk_titles import greets, halves
from bot.extraction.talks.venues import place_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, DENIED, HELD, PLANNED, SCHEDULED

DATED: Final = ("weekday", "month", "relative")
SWAP: Final = 5
"""Within how many words behind 'it will' stands the exchange that is numbered, and no talks."""
MORROW: Final = timedelta(days=1)
FORTNIGHT: Final = 13


def mentions(item: Item) -> Iterator[Mention]:
    """The mentions of talks in an item: those of its first sentences, and what is numbered or set further down."""
    lexicon = item.lexicon
    lead = [r for r in item.reads if r.marked.sentence.lead]
    about_talks = any(tells(e, lexicon) for r in lead for e in r.events)
    about_talks = about_talks or any(teams_gather(e, item) for r in lead for e in r.events)
    sat_before = False
    undated: Mention | None = None
    titled: Mention | None = None
    last: Read | None = None
    handed, kin = handed_to_kin(item), False
    for read in lead if about_talks else ():
        of_talks = last is not None and not last.marked.any_of(("swap", "body", "captive"))
        next_one = [e for e in read.events if sat_before and of_talks and not e.findings and the_next(e.clause)]
        yield from (set_anew(e, read, item) for e in next_one)
        if undated is not None:
            yield from (set_anew(e, read, item) for e in read.events if not e.findings and set_for(e.clause))
        last = read
        for found in mentioned(read, item, sat_before=sat_before and not next_one):
            if of_that(found, read, handed=handed, kin=kin):
                continue
            found.recall = found.recall and not (titled is not None and had_met(found, titled, item))
            titled = found if titled is None and found.title and found.day is None else titled
            sat_before = sat_before or (found.stage is HELD and not found.recall)
            undated = found if found.day is None and found.stage in (None, SCHEDULED) else None
            yield found
        kin = kin or (met_kin(read) and not sat_before)
    for read in item.reads if about_talks else ():
        if not read.marked.sentence.lead:
            yield from (m for m in map(numbered, read.events, repeat(read)) if m)
            yield from (m for m in (another_round(e, read, item) for e in read.events) if m)


def teams_gather(event: Event, item: Item) -> bool:
    """'Putin and Zelensky will not meet', then 'their delegations will gather in Doha on Monday'."""
    clause = event.clause
    if event.findings or "envoys" not in clause.own or not clause.any_of(DATED):
        return False
    if not any(lies_ahead(clause, m) for m in clause.of("gather")):
        return False
    both = item.sides_named(title=True) >= set(item.lexicon.sides)
    return both and place_of(clause, item.lexicon)[0] is not None


def had_met(found: Mention, titled: Mention, item: Item) -> bool:
    """'Florida talks productive, says Rubio', then 'he had met Umerov on Sunday': the day of the talks of the title."""
    late = "cal_last" in titled.clause.own and "cal_week" in titled.clause.own  # 'met in UAE last week', as a title
    late = late or (titled.stage is HELD and it_was(found.clause))
    held = titled.stage in (None, HELD) and (late or not titled.recall)
    near = found.day is not None and 0 <= (item.published - found.day).days <= (FORTNIGHT if late else OLD)
    same = not (titled.round or found.round or (titled.place and found.place and titled.place != found.place))
    parties = set(titled.parties) <= set(found.parties) or (late and not found.parties)
    if late and held and near and same and parties:
        titled.recall = False
        return found.stage is HELD
    return held and near and same and parties and "pluperfect" in found.clause.own and found.stage is HELD


def it_was(clause: Clause) -> bool:
    """English: 'people briefed on the meeting said it was held in Abu Dhabi': the meeting that was told of."""
    tokens = clause.marked.sentence.tokens
    return any(m.start > clause.lo and tokens[m.start - 1].word.norm == "it" for m in clause.marks("talks_hold"))


def mentioned(read: Read, item: Item, *, sat_before: bool) -> Iterator[Mention]:
    """The mentions of one sentence; `sat_before`: one before it tells of talks that were held."""
    events = [part for event in read.events for half in halves(event) for part in parted(half)]
    for before, event, after in zip([None, *events], events, [*events[1:], None], strict=False):
        if asked(event, before) or disputed(event, before) or greets(event, item):
            continue
        if settled_before(event.clause) or set_there(event.clause) or met_apart(event, item):
            continue  # 'Thursday's exchange was agreed at the Geneva talks'
        if sat_before and not event.findings and agreed_again(event.clause):
            yield set_anew(event, read, item)
            continue
        sat = sat_where_offered(event, read, item)
        if sat is not None:
            yield sat
        if sat is None or not offers_next(event.clause):
            yield from told_in(before, event, after, read, item, sat=sat, sat_before=sat_before)


def met_apart(event: Event, item: Item) -> bool:
    """'Дмитрієв зустрівся з Віткоффом окремо', 'he saw the US team separately': another meeting beside that told of."""
    apart = "apart_from" in event.clause.own and not event.clause.marked.sentence.in_title
    return apart and "person" in event.clause.own and item.has("talks_strong", title=True)


def told_in(
    before: Event | None,
    event: Event,
    after: Event | None,
    read: Read,
    item: Item,
    *,
    sat: Mention | None,
    sat_before: bool,
) -> Iterator[Mention]:
    """The mention of one clause between those beside it; `sat`: the talks at which it proposes others."""
    lexicon = item.lexicon
    venue = offered(event.clause, lexicon)
    if venue or speaks_of_talks(event, lexicon) or goes_on_apart(event, lexicon):
        found = numbered(event, read) or placed(mention(event, read, item), before, venue, item)
        found = carried_on(found, after, read, item)
        yield found if sat is None else without_venue(found, sat)
    elif not event.findings and ((sat_before and follows(event.clause)) or after_those(event, before)):
        anew = set_anew(event, read, item)
        if anew.place or anew.day != item.published + MORROW:
            yield anew  # 'met on Sunday and will resume on Monday' is one round


def numbered(event: Event, read: Read) -> Mention | None:
    """'It was the third trilateral meeting since January': only the number of the round that was told of."""
    clause = event.clause
    if "talks_strong" not in clause.own or all(m.start != clause.lo for m in clause.of("that_was")):
        return None
    number = round_of(clause)
    first = clause.marks("that_was")[0]
    if clause.marked.has("agreed", "results", "upshot", lo=first.start, hi=first.end + 3):
        return None  # 'That was agreed at Wednesday's third round'
    if clause.marked.within("swap", first.end, first.end + SWAP):
        return None  # 'It will be the first swap in months'
    ahead = clause.marked.has("future", lo=first.start, hi=first.end + 1) or future_tense(clause, first)
    sat = "hours" in clause.own and clause.any_of(("talks_past", "took")) and not ahead  # '…, it took two hours'
    coming = SCHEDULED if ahead and clause.has("ordinal") else HELD if sat else None
    return (
        Mention(clause, read, coming, round=number, title=read.marked.sentence.in_title) if number or coming else None
    )


def disputed(event: Event, before: Event | None) -> bool:
    """'denies that a date for talks has been set', 'reports of a meeting in Doha next week are false'."""
    if event.stage is not DENIED and not (before is not None and before.stage is DENIED):
        return False
    stage = stage_of(event.clause)
    open_yet = stage is None or (stage.phase is ANNOUNCED and not stage.off)
    return open_yet and (event.stage is DENIED or reported(event.clause))


def asked(event: Event, before: Event | None) -> bool:
    """'there is no clarity over where the next round will be held': a question; 'Geneva, where they met' is none.

    'If they cannot gather there' tells of nothing that was.
    """
    clause = event.clause
    if "conditional" in clause.own and clause.marked.within("conditional", clause.lo, clause.lo + 1):
        return True
    return clause.marked.within("where", clause.lo, clause.lo + 1) and (
        before is None or not before.clause.has("place", "party")
    )


def after_those(event: Event, before: Event | None) -> bool:
    """Whether a clause is the second part of one that told of talks, and sets the next."""
    return (
        before is not None
        and before.frame is not event.frame
        and before.clause.hi == event.clause.lo
        and (set_again(event.clause) or set_elsewhere(event.clause))
        and sat(before.clause)
    )


def set_anew(event: Event, read: Read, item: Item) -> Mention:
    """A clause that says only when those who have met are to meet again."""
    found = mention(replace(event, stage=PLANNED, recall=False), read, item)
    found.stage, found.arrival = SCHEDULED, False
    if found.day is not None and found.day < item.published and set_for(event.clause):
        found.day, found.end_day, found.recall = None, None, False  # 'announced it for Wednesday': the coming one
    if found.day is None:
        dated(found, read, item)  # what it was taken for before is held, and has no day to come
    return found


def another_round(event: Event, read: Read, item: Item) -> Mention | None:
    """'A new session is planned in Doha on 26 April': further down, only a next round with its day and place."""
    clause = event.clause
    if event.findings or "talks_strong" not in clause.own or not set_again(clause):
        return None
    found = mention(event, read, item)
    ahead = found.stage is SCHEDULED and found.day is not None and found.day > item.published
    return found if ahead and found.place is not None and not found.recall else None
