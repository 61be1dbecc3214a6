"""What an item as a whole tells of its parts: whose people undecided figures count, its day, whose "president"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.background.counted_by import dead_of_another
from bot.extraction.counts.counted import so_many_dead
from bot.extraction.counts.scope import JOINT
from bot.extraction.days.when import settle
from bot.extraction.deals.added_before import of_added
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item, named_in, party_of_person
from bot.extraction.figures.freed_persons import freed_persons
from bot.extraction.figures.presumed import presumed
from bot.extraction.sentences.timing import bounds
from bot.extraction.stages.coming import of_a_deed
from bot.extraction.stages.onward import taken_on
from bot.extraction.voices.authorities import unlisted
from bot.extraction.voices.mediators import hails
from bot.extraction.words.clause import AGENT, RECIPIENT, SOURCE
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import COMPLETED

HELD: Final = ("held", "imprisoned", "jailed", "kept")
TAKEN: Final = 4
"""How many words behind 'seized' the place may stand."""
GIVEN_UP: Final = ("captive", "in_return", "free", "give")
"""Words for the people whom a side lets go."""
UNTOLD: Final = ("how_many", "negation")  # 'Russia has not said how many it took back'
DATELINE: Final = 2  # words into the body at which a dateline's place begins


def default_side(item: Item) -> str | None:
    """The side whose own people an undecided figure counts: that of the only officials who speak."""
    sides = set(item.lexicon.sides)
    if item.official_of in sides:
        return item.official_of
    taking = takers_of_dead(item) if item.has("body", title=True) else set()
    if len(taking) == 1:
        return next(iter(taking))
    official = [s.origin for s in item.speakers if s.origin.official]
    named = [o for o in official if not unlisted(o)]  # 'both countries announced' tells whose figures of none
    told = {o.party for o in official}
    speaking = ({o.party for o in named} or (told if len(told) == 1 else set())) & sides
    many = (
        item.lexicon.only_theirs.get("many_dead") if so_many_dead(f for e in item.events for f in e.findings) else None
    )
    if len(speaking) == 1:
        return many or (None if dead_of_another(item, speaking) else next(iter(speaking)))
    if not speaking and of_go_between(item, told, titled=False) and between_both(item):
        return JOINT
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    own = ({m.value for t in title for m in t.of("own")} or {c for t in title for c in freed_persons(t)}) & sides
    own = set() if of_go_between(item, told) else own or called_theirs(item)
    if len(own) == 1 and not speaking:
        return next(iter(own))  # 'Куряне вернулись'
    dead = (many or of_the_dead(item)) if not speaking else None
    if dead is not None:
        return dead
    if item.lexicon.home_side in sides and not speaking and not of_go_between(item, told):
        return item.lexicon.home_side
    return (taken_at_home(item) or flown_home(item)) if not speaking else None


def of_the_dead(item: Item) -> str | None:
    """'The Coordination Headquarters asks relatives to wait': the only side that an item on the dead names."""
    only = item.sides_named(lead=False)
    if len(only) != 1 or not item.has("body", title=True):
        return None
    if item.lexicon.home_side is not None and item.lexicon.home_side not in only:
        return None  # 'На щиті: 520 полеглих', then '90 передали російські лікарні'
    if lain := held_by(item):
        return next(iter(lain))  # 'З них 154 привезли з російських моргів'
    giving = any(v.cls == "give" and not v.passive for e in item.events for v in e.clause.verbs)
    return next(iter(only)) if not giving or item.has("agency", lead=True) else None


def of_go_between(item: Item, told: set[str | None], *, titled: bool = True) -> bool:
    """'Абу-Даби: при нашем участии обменяны 538': a go-between alone tells of an exchange, and not whose they are.

    `titled`: whether the title must speak of the exchange.
    """
    parties, sides = item.lexicon.dossier.parties, item.lexicon.sides
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    told = told or {m.value for marked in title for m in marked.of("party") if label(m, marked)}  # 'ОАЕ: обміняно 190'
    third = bool(told) and all(p in parties and parties[p].mediator and p not in sides for p in told if p)
    if not titled:
        return third and not any(m.any_of(("military", "people", "adjective", "own")) for m in title)
    return third and any("swap" in m.marks and not m.any_of(("home", "military", "people", "adjective")) for m in title)


def label(name: Mark, title: Marked) -> bool:
    tokens = title.sentence.tokens
    return name.start == 0 and name.end < len(tokens) and tokens[name.end].word.surface == ":"


def between_both(item: Item) -> bool:
    """'Of Tuesday's exchange between Ukraine and Russia told the ministry': a title that names neither counts both."""
    lead = [r.marked for r in item.reads if r.marked.sentence.lead and not r.marked.sentence.in_title]
    both = any("swap" in m.marks and named_in(m, item.lexicon) >= set(item.lexicon.sides) for m in lead)
    return both and not item.sides_named(title=True)


def called_theirs(item: Item) -> set[str]:
    """'115 more come home', then 'Azovstal fighters are in the group': by whose name a title's people are called."""
    back = any(e.in_title and e.findings and e.clause.has("home", "return") for e in item.events)
    called = {m.value for r in item.reads for m in r.marked.of("own")} & set(item.lexicon.sides) if back else set()
    return called if called == item.sides_named(lead=False) or item.has("first_person", title=True) else set()


def takers_of_dead(item: Item) -> set[str]:
    """'Final batch: 1,245 bodies', then 'Ukraine has taken in 6,057', an official of the other side says."""
    found = set()
    for event in item.events:
        clause = event.clause
        told = event.lead and not (event.in_title or event.recall or clause.any_of(UNTOLD))
        if told and clause.any_of(("receive", "takes_in")):
            first = clause.first("receive", "takes_in")
            found |= {s.code for s in clause.sides if s.role == AGENT and first is not None and s.end <= first.start}
    return found & set(item.lexicon.sides)


def flown_home(item: Item) -> str | None:
    """'The servicemen will be flown to Moscow': where nobody speaks, the side to which the freed are taken on."""
    going = [e.clause for e in item.events if e.lead and taken_on(e)]
    goals = {s.code for clause in going for s in clause.sides if s.role == RECIPIENT}.intersection(item.lexicon.sides)
    return goals.pop() if len(goals) == 1 else None


def taken_at_home(item: Item) -> str | None:
    """'One is a civilian seized near Kyiv': where nobody speaks, the side in whose land civilians were taken."""
    places, found = item.lexicon.dossier.places, set()
    for read in item.reads:
        marked = read.marked
        civil = marked.sentence.lead and marked.any_of(("civilian", "resident", "child"))
        for kept in marked.all("kept", "occupied") if civil else ():
            hi = kept.end + TAKEN
            if marked.sentence.tokens[kept.start].word.norm in HELD:
                continue  # 'six civilians held in Russia'
            found |= {places[m.value].country for m in marked.all("place", lo=kept.end, hi=hi)}
            found |= {m.value for m in marked.all("party", lo=kept.end, hi=hi)}
    lands = found & set(item.lexicon.sides)
    return next(iter(lands)) if len(lands) == 1 else None


def tellers(item: Item) -> None:
    """Note with each event whose officials alone speak in its sentence: these tell of their own."""
    for read in item.reads:
        spoken = item.spoken.get(read.marked.sentence.number)
        if not spoken:
            continue
        told = {s.origin.party for s in spoken if s.origin.official}
        sides = told & set(item.lexicon.sides)
        for event in read.events if len(sides) == 1 else ():
            event.teller = next(iter(sides))


def of_the_day_before(item: Item) -> None:
    """'300 more are home', then 'on Thursday, 200 had been freed', 'with Thursday's 200, …': these are recalled."""
    titled = [(e, f.count.value) for e in item.events if e.in_title for f in e.findings]
    if not titled or any(e.day or e.recall or e.stage is not COMPLETED for e, _ in titled):
        return
    for event in item.events:
        if event.in_title or not event.findings or event.recall or event.day is None or event.day >= item.published:
            continue
        other = {f.count.value for f in event.findings}.isdisjoint(value for _, value in titled)
        if other and event.stage is COMPLETED and (had_come(event) or with_a_days(event)):
            event.recall, event.why = True, "the day before the title's"


def had_come(event: Event) -> bool:
    """'On Thursday, 200 servicemen had been released': the day opens the clause, and the verb is the past perfect."""
    clause = event.clause
    opens = event.when is not None and event.when.start - clause.lo <= DATELINE
    return opens and clause.has("pluperfect") and all(v.cls in ("free", "home", "return") for v in clause.verbs)


def with_a_days(event: Event) -> bool:
    """'With Thursday's 200, the agreement has been carried out': a day's own number, counted in."""
    when, first = event.when, event.findings[0]
    inside = when is not None and event.clause.marked.has("added_to", lo=when.start - 1, hi=when.start)
    return inside and when is not None and first.count.start - when.end <= 1


def said_day(item: Item) -> date | None:
    """The first day of these days that the title or the first sentences name outside a clause of recall."""
    for read in item.reads:
        if not read.marked.sentence.lead:
            continue
        past = [e.clause for e in read.events if e.recall]
        for when in read.whens:
            here = [c for c in (e.clause for e in read.events) if c.lo <= when.start < c.hi and not when.spoken]
            if any(c in past and not of_a_deed(c, when) for c in here) or any(bounds(c, when) for c in here):
                continue  # 'swap 150 each after Tuesday's talks'
            summed = when.end_day is not None and "cumulative" in read.marked.marks
            if summed or of_added(read.events, when.start):
                continue  # 'За два дні, 5 і 6 березня, Україна забрала 500'
            told = when.kind != "shift" or "mediation" in read.marked.marks or it_happened(read.marked)
            day = settle(when, item.published, ahead=False, last=None) if told else None
            if day and 0 <= (item.published - day).days <= 1:
                return day
    return None


def it_happened(marked: Marked) -> bool:
    """'Он состоялся накануне', 'Процедура прошла накануне', 'It took place the day before': what was told before."""
    it = ("side_pronoun", "pronoun", "demonstrative", "that", "operation_noun")
    return marked.has(*it, lo=0, hi=1) and marked.has("happened", "completed", hi=4)


def context_side(item: Item) -> str | None:
    """The side that an item is about, to resolve 'the president': that of its feed, or the only one in the title."""
    if item.official_of:
        return item.official_of
    title = item.sides_named(title=True)
    counted = [(e.clause.marked, f.count) for e in item.events if e.lead for f in e.findings if f.count.nation]
    nations = {c.nation for m, c in counted if c.value > 0 and not m.within("first_person", c.start, c.end)}
    lexicon = item.lexicon
    home = brought_from(item) or brought_to(item) or beside_untold(item)
    if home is not None:
        return home
    told = [m for r in item.reads if r.marked.sentence.in_title for m in r.marked.of("person")]
    # 'Зеленский: дома 130 наших', then 'президент'
    named = {party_of_person(lexicon, m.value) for m in told} & set(lexicon.sides)
    options = nations if len(nations) == 1 else title or named or held_by(item)
    return next(iter(options)) if len(options) == 1 else presumed(item)


def brought_from(item: Item) -> str | None:
    """'They were brought back from Ukraine': the only side that people come home from, so the item is of the other."""
    sides = item.lexicon.sides
    coming = [e.clause for e in item.events if e.lead and e.clause.has("home", "return", "receive", "free")]
    given = {s.code for clause in coming for s in clause.sides if s.role == SOURCE} & set(sides)
    rest = [s for s in sides if s not in given]
    return rest[0] if len(given) == 1 == len(rest) else None


def held_by(item: Item) -> set[str]:
    """'Their lives had been at risk in Ukrainian captivity': in whose hands alone they were: the other's."""
    sides = set(item.lexicon.sides)
    held = {s.code for e in item.events if e.lead for s in e.clause.sides if s.role == SOURCE} & sides
    return sides - held if len(held) == 1 and not item.sides_named(lead=False) - held else set()


def brought_to(item: Item) -> str | None:
    """'185 soldiers come back to Russia': to whom a title brings people home, whatever they were given for."""
    coming = [e.clause for e in item.events if e.in_title and e.findings and e.clause.has("home", "return")]
    goals = {s.code for clause in coming for s in clause.sides if s.role == RECIPIENT}.intersection(item.lexicon.sides)
    return goals.pop() if len(goals) == 1 else None


def beside_untold(item: Item) -> str | None:
    """'It gave no number of Ukrainians released in return': captives of the only side named of whom nothing is told."""
    if "negation" not in item.everywhere and "nothing" not in item.everywhere:
        return None
    sides = item.lexicon.sides
    silent: set[str] = set()
    told: set[str] = set()
    for read in item.reads:
        marked = read.marked
        hidden = marked.any_of(("negation", "nothing")) and marked.any_of(GIVEN_UP) and not marked.sentence.in_title
        named = {m.value for m in marked.all("people", "adjective")} if hidden else named_in(marked, item.lexicon)
        (silent if hidden else told).update(named)
    counted = any(f.count.nation and f.count.value > 0 for e in item.events for f in e.findings)
    hidden_side = silent.intersection(sides)
    if counted or len(hidden_side) != 1 or hidden_side & told:
        return None
    return next(s for s in sides if s not in hidden_side)


def host(item: Item) -> str | None:
    """The mediator that an item is from: named first in the title, or the land of its dateline ('DOHA, 4 May – …')."""
    if item.official_of in item.lexicon.sides:
        return None
    parties = item.lexicon.dossier.parties
    title = next((r.marked for r in item.reads if r.marked.sentence.in_title), None)
    body = next((r.marked for r in item.reads if not r.marked.sentence.in_title), None)
    named = sorted(title.all("party", "adjective"), key=lambda m: m.start) if title else []
    named = [m for m in named if m.value in parties]
    if named and parties[named[0].value].mediator and not parties[named[0].value].side:
        return named[0].value
    places = item.lexicon.dossier.places
    opening = title.first("place", hi=1 + DATELINE) if title else None  # 'Abu Dhabi says'
    named = [] if opening and title and hails(title, opening) else named
    if opening is not None and opening.start == 0 and places[opening.value].country in parties and not named:
        state = parties[places[opening.value].country]
        return state.code if state.mediator and not state.side else None
    dateline = body.first("place", hi=DATELINE) if body else None
    country = places[dateline.value].country if dateline else None
    if country is None or country not in parties or named_side(named, item):
        return None
    return country if parties[country].mediator else None


def named_side(named: Sequence[Mark], item: Item) -> bool:
    """Whether a title names one side alone: then a ministry is rather that one's."""
    return len({m.value for m in named} & set(item.lexicon.sides)) == 1
