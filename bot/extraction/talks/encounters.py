"""What one clause says of talks: who takes part, where, when, which round, how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.extraction.days.when import settle
from bot.extraction.events.events import Event, Read
from bot.extraction.events.item import Item
from bot.extraction.stages.ahead import future_tense
from bot.extraction.talks.around_talks import (
    at_which,
    gone,
    in_course,
    last_week,
    made_known,
    met_which,
    only_arrives,
    only_travels,
    reported,
    since_then,
    talks_begin,
)
from bot.extraction.talks.earlier_rounds import earlier_ones
from bot.extraction.talks.off_days import day_off
from bot.extraction.talks.participants import participants
from bot.extraction.talks.rounds import round_of
from bot.extraction.talks.sessions import in_session
from bot.extraction.talks.spoken_about import only_discussed
from bot.extraction.talks.talk_clauses import aside, told_for_itself
from bot.extraction.talks.talk_days import (
    OLD,
    another_day,
    begins_later,
    by_day,
    day_of_noun,
    given_up,
    span,
    still_ahead,
    whens_of,
)
from bot.extraction.talks.talk_stage import first_stage, meets, spoken_of
from bot.extraction.talks.talk_titles import town_told
from bot.extraction.talks.titled_sittings import more_to_come, paused, whose_day
from bot.extraction.talks.venues import place_of, spoken_there, town_of
from bot.extraction.talks.visits import back_from, guest, stage_of_journey, town_visited, visit, visitors
from bot.extraction.voices.go_between import go_betweens
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import ANNOUNCED, CANCELLED, HELD, PROPOSED, SCHEDULED, UNDER_WAY
from storage.vocabulary import Stage


@dataclass(slots=True, eq=False, init=False)
class Mention:
    """What one clause says of talks."""

    clause: Clause
    read: Read
    stage: Stage | None
    day: date | None
    end_day: date | None
    place: str | None
    country: str | None
    land: str | None
    """The code of the state in which the place lies."""
    round: int | None
    parties: list[str]
    mediators: list[str]
    recall: bool
    title: bool
    now: bool
    alone: bool
    """Told for its own sake, not as where something else was agreed."""
    left: bool
    """Envoys have come back from there: the day is that of their journey."""
    arrival: bool
    """Only envoys move: how far the talks have come is better told elsewhere."""

    def __init__(
        self,
        clause: Clause,
        read: Read,
        stage: Stage | None,
        day: date | None = None,
        *,
        place: str | None = None,
        round: int | None = None,  # noqa: A002 - the field's name
        parties: list[str] | None = None,
        title: bool = False,
        now: bool = False,
    ) -> None:
        self.clause, self.read, self.stage, self.day, self.end_day = clause, read, stage, day, None
        self.place, self.country, self.land, self.round = place, None, None, round
        self.parties, self.mediators = [] if parties is None else parties, []
        self.recall, self.title, self.now = False, title, now
        self.alone, self.left, self.arrival = False, False, False


def carried_on(found: Mention, after: Event | None, read: Read, item: Item) -> Mention:
    """'the meeting | that opened in Geneva on Tuesday': what a relative clause tells of the talks before it."""
    if after is not None and not found.mediators and at_which(after.clause):
        found.mediators = go_betweens(after.clause, item.lexicon)
    if after is None or not talks_begin(after.clause):
        return found
    more = mention(after, read, item)
    on = more.stage is SCHEDULED and "goes_on" in after.clause.own  # 'their talks, | which are to go on'
    found.stage = found.stage or (UNDER_WAY if on else more.stage)
    found.alone = found.alone or on
    if more.stage is SCHEDULED and more.day and only_travels(found.clause):
        found.stage, found.day, found.end_day = (
            SCHEDULED,
            more.day,
            more.end_day,
        )  # 'arrived for talks | which begin on …'
    if found.day is None or not any(not w.spoken for w in whens_of(found.clause, read)):
        found.day, found.end_day = (more.day, more.end_day) if more.day else (found.day, found.end_day)
    if not found.place and (more.place or more.country):
        found.place, found.country = more.place, more.country
    return found


def placed(found: Mention, before: Event | None, venue: str | None, item: Item) -> Mention:
    """The mention with the place that an offer names, or that stands before 'where'."""
    clause = found.clause
    if before is not None and found.stage is None and before.clause.has("talks_proposed") and reported(clause):
        found.stage, found.recall = PROPOSED, False
    venue = venue or (named_for(clause, item) if found.stage is PROPOSED and not found.place else None)
    if venue:
        found.place, found.stage = venue, found.stage if found.stage is CANCELLED else PROPOSED
        found.arrival = False
    elif before is not None and not found.place and clause.marked.has("where", lo=clause.lo, hi=clause.lo + 1):
        found.place, found.country = place_of(before.clause, item.lexicon)
        where_one_speaks(found, before, item)
        if found.day is None and found.stage is HELD and before.clause.any_of(("agreed", "settled")):
            agreed_there(found, before, item)
    if before is not None and not found.parties and "envoys" in before.clause.own and met_which(clause):
        found.parties = participants(before.clause, item.lexicon)
    if before is not None and found.stage is PROPOSED and reported(clause):
        opens = before.clause.lo  # 'Раніше Зеленський припускав, | що зібратися можна в Туреччині'
        found.recall = found.recall or before.clause.marked.has("recall", lo=opens, hi=opens + 1)
    if not (found.place or found.country) and "thither" in clause.own:
        found.place, found.country = told_before(found.read, item)
    return found


def where_one_speaks(found: Mention, before: Event, item: Item) -> None:
    """'wrote from Abu Dhabi, | where a second day of talks was in progress': they go on as one speaks from there."""
    clause, marked = before.clause, before.clause.marked
    if found.place is None:
        named = [m for m in clause.of("place") if marked.has("prep_from", lo=m.start - 1, hi=m.start)]
        found.place = town_of(named[-1], item.lexicon) if named else None
    verbs = found.clause.marks("talks_now", "talks_end", "meet") if found.place else ()
    if any(in_course(m, found.clause) for m in verbs):
        found.stage, found.alone = UNDER_WAY, True


def agreed_there(found: Mention, before: Event, item: Item) -> None:
    """'The deal was struck on Tuesday in Doha, where the delegations met': the talks are as new as the deal."""
    whens = [w for w in found.read.whens if before.clause.lo <= w.start < before.clause.hi]
    days = [day for w in whens if (day := settle(w, item.published, ahead=False, last=None))]
    if days and not before.recall and 0 <= (item.published - days[0]).days <= OLD:
        found.day, found.alone, found.recall = days[0], True, False


def told_before(read: Read, item: Item) -> tuple[str | None, str | None]:
    """'Envoys to try again in Geneva', then 'they will meet there': the place told last."""
    for earlier in reversed(item.reads[: item.reads.index(read)]):
        for event in earlier.events if earlier.marked.sentence.lead else ():
            place, country = place_of(event.clause, item.lexicon)
            if place or country:
                return place, country
    return None, None


def named_for(clause: Clause, item: Item) -> str | None:
    """'предложил Стамбул для переговоров', 'offers Geneva as a venue': a place that is what is offered."""
    for cue in () if spoken_there(clause) else clause.marks("talks_proposed"):
        before = clause.marked.first("place", lo=max(clause.lo, cue.start - 3), hi=cue.start)
        mark = clause.marked.first("place", lo=cue.end, hi=cue.end + 3) or before
        place = item.lexicon.dossier.places[mark.value] if mark else None
        for_it = mark is not None and clause.marked.has("prep_for", lo=mark.end, hi=mark.end + 1)
        if place and (for_it or place.country not in item.lexicon.sides):
            return place.name["en"]
    return None


def mention(event: Event, read: Read, item: Item) -> Mention:
    lexicon, clause = item.lexicon, event.clause
    met = visit(clause, lexicon)
    found = Mention(clause, read, first_stage(clause, met), title=read.marked.sentence.in_title, now=meets(clause))
    if found.stage is UNDER_WAY and begins_later(clause, read, item.published):
        found.stage = SCHEDULED
    found.place, found.country = (None, None) if spoken_there(clause) else place_of(clause, lexicon)
    found.place = town_told(found.place, clause, item) if "hosts" in clause.own else found.place
    found.parties = visitors(clause, lexicon) if met else participants(clause, lexicon) or whose_day(clause, lexicon)
    visitor = None if met else guest(clause, lexicon)
    if visitor is not None and set(found.parties) <= set(visitor[0]):
        found.parties = visitor[0]  # 'Kellogg arrives in Kyiv for talks'
    came = None if "talks_strong" in clause.own else visitor
    if came is not None:
        found.parties, found.country = came[0], None
        found.place = lexicon.dossier.places[came[1].value].name["en"]
        found.stage = stage_of_journey(found.stage, clause)
    left = back_from(clause, lexicon) if found.stage in (None, HELD) else None
    if left is not None:
        found.place, found.stage, found.left = left, HELD, True
    else:
        dated(found, read, item)
    if only_discussed(clause):
        found.day, found.end_day = None, None  # when it was discussed
    if found.stage is None and any(future_tense(clause, m) for m in clause.of("hosts")):
        found.stage = SCHEDULED  # 'наступний раунд прийме Астана'
    found.round = None if "departs" in clause.own else round_of(clause)
    found.mediators = go_betweens(clause, lexicon)
    found.alone = told_for_itself(clause)
    found.arrival = came is not None or (not met and not spoken_of(clause)) or only_arrives(found.stage, clause)
    told = found.stage is HELD and not found.day and in_session(clause, lexicon)
    off = came is not None and found.stage is not None and found.stage.off  # 'Witkoff's trip to Kyiv cancelled'
    if found.title and (
        off or told or more_to_come(clause) or paused(clause) or (found.stage is SCHEDULED and clause.has("agreed"))
    ):
        found.arrival = False  # 'Medinsky satisfied with Istanbul outcome'
    located(found, met, item)
    looks_back = found.day is None and event.recall and not found.title and found.stage is not PROPOSED
    found.recall = looks_back or aside(event) or recalls(found, clause, read, item.published)
    return found


def located(found: Mention, met: Mark | None, item: Item) -> None:
    """The town that one visits, and the state in which the place lies."""
    if met is not None and found.place is None:
        found.place = town_visited(met, found.clause, item.lexicon)
    if found.place is not None and found.stage in (HELD, SCHEDULED):
        places = item.lexicon.dossier.places.values()
        found.land = next((p.country for p in places if p.name["en"] == found.place), None)


def dated(found: Mention, read: Read, item: Item) -> None:
    """The day of a mention, and the stage that its day gives where no word does; none to come for what was held."""
    clause, stage = found.clause, found.stage
    ahead = stage is not None and stage.phase is ANNOUNCED
    off = stage is not None and stage.off
    whens = [w for w in whens_of(clause, read) if not another_day(w, clause, stage)]
    standing = [w for w in whens if not given_up(w, clause)]
    whens = standing if any(not w.spoken for w in standing) and not off else whens
    when = next((w for w in whens if settle(w, item.published, ahead=ahead, last=None)), None)
    if when and not ahead and still_ahead(when, clause, stage, item.published):
        ahead, stage, found.stage = True, None, None
    if off and (day := day_off(clause, whens, item.published)):
        found.day, found.end_day = day, None
    elif when:
        found.day, found.end_day = span(when, clause, item.published, ahead=ahead, stage=stage)
    named = day_of_noun(clause, whens, item.published)
    if named and not off:
        found.day, found.end_day, found.stage = named, None, None
    if found.stage is None and found.day and found.day <= item.published and made_known(clause):
        found.day, found.end_day = None, None
    if found.stage is HELD and found.day and found.day > item.published:
        days = [settle(w, item.published, ahead=False, last=None) for w in whens]
        found.day, found.end_day = next((d for d in days if d and d <= item.published), None), None
    if found.stage is None and found.day:
        found.stage = by_day(found.day, item.published, over=named is not None and clause.has("was"))


def recalls(found: Mention, clause: Clause, read: Read, published: date) -> bool:
    """Whether the mention looks back: an old day, another month, a word of recall."""
    past = found.day != published  # 'said they had sat down on Thursday'
    if past and any(clause.marked.within("meet", m.end, m.end + 3) for m in clause.of("pluperfect")):
        return True
    if any(since_then(m, clause) for m in clause.of("talks_strong")) or earlier_ones(clause):
        return True
    if not found.title and any(m.start <= clause.lo + 1 and gone(m, clause) for m in clause.of("shift_after")):
        return True
    if found.title and last_week(clause):
        return False
    if found.day:
        last = found.end_day or found.day
        return (published - last).days > OLD or "talks_recall" in clause.own
    ahead = found.stage is not None and found.stage.phase is ANNOUNCED and (found.title or not found.stage.off)
    mine = [w for w in read.whens if clause.lo <= w.start < clause.hi]
    if not ahead and any(w.past_cue and not clause.marked.has("since", lo=w.start - 2, hi=w.start) for w in mine):
        return True
    marked = clause.marked
    looks = [m for m in clause.of("recall") if not marked.within("by_so_much", m.start - 3, m.end)]
    looks = [m for m in looks if not marked.within("likened", m.end, m.end + 2)]  # 'раніше, ніж планували'
    return bool(looks) or "talks_recall" in clause.own
