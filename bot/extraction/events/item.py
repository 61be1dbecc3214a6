"""What is known of a whole item: its sentences as read, its sides, its subject."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.extraction.events.events import Event, Read
from bot.extraction.voices.origins import Spoken
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Marked

NAMING: Final = ("party", "adjective", "people", "own", "agency", "person")


@dataclass(slots=True, eq=False, init=False)
class Item:
    """An entry in the middle of being read."""

    lexicon: Lexicon
    published: date
    reads: list[Read]
    official_of: str | None
    spoken: dict[int, list[Spoken]]
    """Who speaks in which sentence, by its number."""
    speakers: list[Spoken]
    """All who speak, each where it does so first."""
    negative: str | None
    everywhere: frozenset[str] = field(repr=False)
    """The classes of all marks; `in_lead` and `in_title` those of the first sentences and of the title."""
    in_lead: frozenset[str] = field(repr=False)
    in_title: frozenset[str] = field(repr=False)
    lead: list[Marked] = field(repr=False)
    """The title and the first sentences."""
    events: list[Event] = field(repr=False)
    named: list[set[str]] | None
    """The sides named in each sentence, once they were asked for."""
    told: dict[tuple[bool, bool], set[str]] = field(repr=False)
    """What `sides_named` has answered."""
    swap_told: bool | None
    """Whether the first sentences tell of an exchange itself, once it was asked."""

    def __init__(self, lexicon: Lexicon, published: date, reads: list[Read], official_of: str | None = None) -> None:
        self.lexicon, self.published, self.reads, self.official_of = lexicon, published, reads, official_of
        self.spoken, self.speakers, self.negative = {}, [], None
        self.named, self.told, self.swap_told = None, {}, None
        self.events = [e for read in reads for e in read.events]
        self.lead = [read.marked for read in reads if read.marked.sentence.lead]
        self.in_title = frozenset[str]().union(*[m.classes for m in self.lead if m.sentence.in_title])
        self.in_lead = self.in_title.union(*[m.classes for m in self.lead if not m.sentence.in_title])
        self.everywhere = self.in_lead.union(*[r.marked.classes for r in reads if not r.marked.sentence.lead])

    def has(self, *classes: str, lead: bool = False, title: bool = False) -> bool:
        """Whether any sentence (of the title and first ones; of the title) has a mark of these classes."""
        told = self.in_title if title else self.in_lead if lead else self.everywhere
        for cls in classes:  # noqa: SIM110 - asked fifty times an entry
            if cls in told:
                return True
        return False

    def sides_named(self, *, lead: bool = True, title: bool = False) -> set[str]:
        """The warring sides that are named, by themselves, their people, officials or bodies."""
        if (lead, title) in self.told:
            return self.told[lead, title]
        if self.named is None:
            self.named = [named_in(read.marked, self.lexicon) for read in self.reads]
        found: set[str] = set()
        for read, sides in zip(self.reads, self.named, strict=True):
            sentence = read.marked.sentence
            if (sentence.lead or not lead) and (sentence.in_title or not title):
                found |= sides
        self.told[lead, title] = found
        return found

    def lands(self) -> set[str]:
        """The sides in whose land a named place lies."""
        dossier = self.lexicon.dossier
        named = {dossier.places[m.value].country for r in self.reads for m in r.marked.of("place")}
        return named & set(self.lexicon.sides)


def named_in(marked: Marked, lexicon: Lexicon) -> set[str]:
    """The warring sides that a sentence names."""
    if not marked.any_of(NAMING):
        return set()
    found = {m.value for m in marked.all("party", "adjective", "people", "own")}
    if marked.any_of(("agency", "person")):
        found |= {lexicon.bodies[m.value][0] for m in marked.of("agency")}
        found |= {party_of_person(lexicon, m.value) for m in marked.of("person")}
    return found.intersection(lexicon.sides)


def party_of_person(lexicon: Lexicon, person: str) -> str:
    roles = lexicon.dossier.people[person].roles
    return roles[-1].party if roles else ""
