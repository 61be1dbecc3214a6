"""One meeting of an item: what its mentions say together, and who took part, where, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.at_table import (
    acting_in_title,
    both_firm,
    named_first,
    overlaps,
    shuttled,
    talks_with,
    told_jointly,
    two,
    who_tells,
    with_negotiator,
    with_the_host,
)
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.named_places import place_named
from bot.extraction.talks.participants import participants
from bot.extraction.talks.sessions import of_so_many
from bot.extraction.talks.titled_sittings import hours_told, who_left
from bot.extraction.talks.unknown_names import trilateral
from bot.extraction.voices.go_between import go_betweens
from bot.extraction.voices.mediators import party_of
from bot.extraction.voices.unhelped import attends
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import CANCELLED, HELD, POSTPONED, PROPOSED, SCHEDULED, UNDER_WAY
from storage.vocabulary import Origin, Stage

EARLIER: Final = timedelta(days=2)
MANY: Final = 4
FEW: Final = 2
"""So many parties are named one by one, however many gather."""


@dataclass(slots=True, eq=False)
class Meeting:
    """The mentions of one meeting."""

    mentions: list[Mention] = field(default_factory=list)
    over: bool = False
    """The first sentences tell of talks in the past tense."""
    goes_on: bool = False
    """They are to go on on the next day."""
    follows: bool = False
    """Another meeting after those that were held, told beside them."""
    others: list[Clause] = field(default_factory=list)
    """The clauses that propose a meeting of leaders beside this one: who is named there need not sit here."""

    def first(self, slot: str) -> object:
        told = sorted(self.mentions, key=lambda m: m.arrival) if slot in ("day", "end_day") else self.mentions
        return next((v for m in told if (v := getattr(m, slot)) is not None), None)

    @property
    def stage(self) -> Stage:
        if self.goes_on:
            return UNDER_WAY
        for mention in sorted(self.mentions, key=lambda m: m.arrival):
            if mention.stage is not None:
                return self.off_for_good(mention.stage)
        if any("was" in m.clause.own for m in self.mentions):
            return HELD
        return UNDER_WAY if any(m.now for m in self.mentions) and not self.over else HELD

    def of_another(self, clause: Clause) -> bool:
        """Whether a clause, or a part of it, proposes another meeting."""
        return any(overlaps(clause, c) for c in self.others)

    def off_for_good(self, stage: Stage) -> Stage:
        """'The summit will not take place', then 'he has called it off': cancelled rather than put off."""
        if stage is not POSTPONED or all(m.stage is not CANCELLED for m in self.mentions):
            return stage
        return stage if any("talks_later" in m.clause.own for m in self.mentions) else CANCELLED

    @property
    def recall(self) -> bool:
        return all(m.recall for m in self.mentions)

    def union(self, slot: str) -> list[str]:
        told = self.mentions
        if slot == "parties" and any(of_a_swap(m.clause) for m in told):
            told = [m for m in told if not of_a_swap(m.clause)]
            told = told if any(len(m.parties) > 1 for m in told) else self.mentions
        return list(dict.fromkeys(v for m in told for v in getattr(m, slot)))


def of_a_swap(clause: Clause) -> bool:
    """'Moscow and Kyiv trade 84 captives on eve of Alaska summit': those named there exchange, and need not meet."""
    if "talks_before" not in clause.own:
        return False
    who = {m.start for m in clause.of("prep_with")} - {m.start for m in clause.of("captivity")}
    told = clause.has("swap", "captive", "captivity", "home", "formula")
    told = told or (clause.has("military") and clause.has("give", "return"))
    opens = any(m.start <= clause.lo + 1 for m in clause.of("talks_before"))  # '… | a day before Geneva talks'
    told = told or (opens and clause.marked.any_of(("swap", "captive", "captivity")))
    return told and not who


def chief(told: Sequence[Meeting]) -> Meeting | None:
    """The meeting that an item is about: one that was held rather than another that is proposed or set."""
    sat = [m for m in told if m.stage is not SCHEDULED]
    main = next((m for m in sat if not m.recall), next(iter([*sat, *told]), None))
    if main is None or main.stage is not PROPOSED:
        return main
    return next((m for m in told if m.stage is HELD and not m.recall and m.first("day")), main)


def look_back(found: list[Meeting], published: date) -> None:
    """'Witkoff to receive Umerov', then 'two days ago he spoke with Putin': what was held before is only recalled."""
    if not any(m.stage in (SCHEDULED, PROPOSED) and any(x.title for x in m.mentions) for m in found):
        return
    for meeting in found:
        day = meeting.first("end_day") or meeting.first("day")
        if meeting.stage is HELD and isinstance(day, date) and published - day >= EARLIER:
            for mention in meeting.mentions:
                mention.recall = mention.recall or not mention.title


def mediators(meeting: Meeting, item: Item, *, alone: bool) -> list[str]:
    """Who stands between the parties; where an item tells of one meeting alone, any first sentence may say so."""
    found = meeting.union("mediators")
    if found or not alone:
        return found
    clauses = [e.clause for r in item.reads if r.marked.sentence.lead for e in r.events if not e.recall]
    clauses = [c for c in clauses if not meeting.of_another(c)]
    return [code for c in clauses for code in go_betweens(c, item.lexicon) if not c.has("swap", "deal")][:1]


def parties_of(meeting: Meeting, item: Item, *, main: bool) -> list[str]:
    """Who took part; where only one or none is named, those of the title and the first sentences as well."""
    if all(of_a_swap(m.clause) and len(m.clause.of("person")) < FEW for m in meeting.mentions):
        return []
    found = [code for code in meeting.union("parties") if not only_hosts(code, meeting, item)]
    if len(found) < MANY and of_many(meeting, item):
        return []
    sat = seated(found, meeting, item, main=main)
    if not sat and main and meeting.stage is HELD and both_firm(item):
        return list(item.lexicon.sides)
    summit = meeting.follows and of_both(meeting) and not any(of_delegations(m.clause) for m in meeting.mentions)
    if not sat and summit and set(item.lexicon.sides) <= item.sides_named():
        return list(item.lexicon.sides)  # 'Umerov proposed that the presidents see each other'
    return list(dict.fromkeys([*sat, *item.lexicon.sides])) if main and between_sides(sat, meeting, item) else sat


def seated(found: list[str], meeting: Meeting, item: Item, *, main: bool) -> list[str]:
    """Those whom the mentions name, and who sits there besides."""
    sides = item.lexicon.sides
    off_or_on = meeting.stage.off or meeting.goes_on
    if trilateral(meeting.mentions, item) or (off_or_on and item.has("trilateral", lead=True)):
        return list(dict.fromkeys([*found, *sides, *third(found, item)]))
    if main and between_sides(found, meeting, item):
        return list(dict.fromkeys([*found, *sides]))
    if len(found) == 1 and found[0] in sides and any(m.clause.has("direct") for m in meeting.mentions):
        return list(sides)  # 'прямі переговори з РФ'
    with_them = [m for m in meeting.mentions if main and talks_with(m)]
    if with_them and len(set(found) & set(sides)) == 1:
        found = list(dict.fromkeys([*found, *sorted(who_tells(with_them[0], item))]))
    alone = len(found) == 1 and found[0] in sides
    if (alone or (found and meeting.follows)) and of_both(meeting):
        return list(sides) if set(found) & set(sides) else [*sides, *found]
    if len(found) < FEW and (proposed_there(found, meeting, item) or (main and invited(found, meeting, item))):
        return list(sides)
    if len(found) > 1 or not main:
        return shuttled(found, item) if main and meeting.stage is HELD else found
    found = with_negotiator(found, item) if meeting.stage is HELD else found
    found = named_first(with_the_host(found, meeting.first("place"), item), item, meeting.others)
    found = told_jointly(found, item) if len(found) == 1 and found[0] in sides else found
    found = [*found, *beside_one(meeting, item)] if len(found) == 1 and found[0] in sides else found
    return list(sides) if len(found) == 1 and found[0] in sides and two_teams(meeting, item) else found


def of_delegations(clause: Clause) -> bool:
    """'наступну зустріч делегацій варто провести': of those who sat there, whoever they were."""
    return any(clause.marked.has("envoys", lo=m.end, hi=m.end + 2) for m in clause.of("talks_strong"))


def beside_one(meeting: Meeting, item: Item) -> list[str]:
    """With whom a side sat, where its name alone is told with the talks: by who acts in the title, or came and left."""
    here = any(m.title and hours_told(m.clause) for m in meeting.mentions)
    return acting_in_title(item) or (who_left(item) if here else [])


def of_many(meeting: Meeting, item: Item) -> bool:
    """'Advisers from some forty states', 'eighty of the ninety delegations': so many that none is a party by itself."""
    if set(item.lexicon.sides) <= set(meeting.union("parties")) or item.has("trilateral", lead=True):
        return False
    return any(of_so_many(r.marked) for r in item.reads if r.marked.sentence.lead)


def between_sides(found: list[str], meeting: Meeting, item: Item) -> bool:
    """'Medinsky called the US-mediated talks hard', then 'Umerov sees progress': one mediates between the sides."""
    others = set(found) - set(meeting.union("mediators"))
    sides = set(item.lexicon.sides)
    return bool(meeting.union("mediators")) and len(others) <= 1 and others <= sides <= item.sides_named()


def invited(found: list[str], meeting: Meeting, item: Item) -> bool:
    """'Vienna ready to host Ukraine talks', then 'invitations went to Moscow and Kyiv': a host asks both sides."""
    sides = set(item.lexicon.sides)
    hosted = meeting.stage is PROPOSED and any(m.clause.has("convene", "hosts") for m in meeting.mentions)
    return hosted and len(found) == 1 and set(found) <= sides and item.sides_named() >= sides


def of_both(meeting: Meeting) -> bool:
    """'Kyiv proposes a meeting of the two presidents': what one side proposes for the leaders is for both."""
    return meeting.stage is PROPOSED and all(m.clause.has("leaders") for m in meeting.mentions)


def proposed_there(found: list[str], meeting: Meeting, item: Item) -> bool:
    """Whether one side proposed a summit to the other at these talks."""
    return set(found) <= set(item.lexicon.sides) and any(to_each_other(c, item) for c in meeting.others)


def to_each_other(clause: Clause, item: Item) -> bool:
    """'Umerov proposed a summit of the leaders, with Trump attending': what one side proposes to the other."""
    named = set(participants(clause, item.lexicon))
    if any(attends(m, clause.marked) for m in clause.marks("mediation", "talks_mediation")):
        return bool(named.intersection(item.lexicon.sides))
    return bool(named) and named <= set(item.lexicon.sides)


def third(found: list[str], item: Item) -> list[str]:
    """Who sits at a three-way table with the sides where nobody else is named: the one that negotiates with each."""
    parties = item.lexicon.dossier.parties.values()
    known = [p.code for p in parties if p.negotiator and not p.side]
    return known if len(known) == 1 and set(found) <= set(item.lexicon.sides) else []


def two_teams(meeting: Meeting, item: Item) -> bool:
    """Whether unnamed delegations meet again, where only one side speaks and no third party is spoken of.

    'New talks in Istanbul on Friday, Zelensky says. It will be the eighth meeting of the delegations.'
    """
    clauses = [m.clause for m in meeting.mentions]
    somewhere = meeting.first("place") or (any(two(c) for c in clauses) and place_named(item))
    again = any(c.has("round", "direct") or (c.has("ordinal") and c.has("delegation")) or two(c) for c in clauses)
    if not somewhere or not again or any(c.has("trilateral") for c in clauses):
        return False
    known = item.lexicon.dossier.parties
    named = {m.value for r in item.reads for m in r.marked.all("party", "adjective", "people")}
    others = meeting.others
    people = {
        party_of(m, item.lexicon)
        for r in item.reads
        for m in r.marked.all("person", "agency")
        if not any(c.marked is r.marked and c.lo <= m.start < c.hi for c in others)
    }
    return not any(known[c].negotiator for c in named | people if c is not None and c in known)


def only_hosts(code: str, meeting: Meeting, item: Item) -> bool:
    """'Перед початком із ними зустрівся міністр': named first apart from the parties, and it is held in its land."""
    parties = [m.parties for m in meeting.mentions if m.parties]
    if code in item.lexicon.sides or len(parties) < 2 or code in parties[0] or len(parties[0]) < 2:
        return False
    place = meeting.first("place")
    lands = {p.country for p in item.lexicon.dossier.places.values() if p.name["en"] == place}
    return code in lands and all(set(p) <= {code} for p in parties if code in p)


def venue(meeting: Meeting, item: Item, *, main: bool) -> object:
    """Where a meeting is held: told with it, else the place of the title or lead; what is only proposed has none."""
    phone = any("by_phone" in m.clause.own for m in meeting.mentions)  # 'говорили по телефону полтора часа'
    if not main or phone or meeting.recall or meeting.stage is PROPOSED:
        return meeting.first("place") or meeting.first("country")
    told = any(len(m.clause.of("person")) > 1 for m in meeting.mentions)
    named = place_named(item, meeting.union("parties") if told else ())
    return meeting.first("place") or named or meeting.first("country")


def origins(meeting: Meeting, item: Item) -> tuple[Origin, ...]:
    numbers = {m.read.marked.sentence.number for m in meeting.mentions}
    near = [s.origin for s in item.speakers if s.number in numbers]
    return tuple(near or [s.origin for s in item.speakers])
