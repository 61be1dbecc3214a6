"""Soldiers whom an official of their own side welcomes home: nobody speaks so of them but after an exchange."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.extraction.background.negatives import names_mediator
from bot.extraction.checking.doubts import freed_there, thanked
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.told import lead, telling
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import EXCHANGE
from storage.vocabulary import Kind

BACK: Final = ("free", "home", "receive", "return")
WHOM: Final = ("military", "folk", "")
"""Whom it may tell of: a return of residents to safety, or of prisoners to a hospital, is no exchange."""
FROM_ELSEWHERE: Final = ("foreign", "evacuation", "other_captors", "other_homecoming", "year_on")
"""Words of another homecoming: out of another war, from training, from a disaster."""
AGREED: Final = ("deal", "pact", "agreed", "talks")
"""What tells that a place is where they agreed."""
OF_WAR: Final = {
    "how old they are": ("aging",),
    "on their way": ("transit",),
    "in danger": ("mortal_danger",),
    "in return": ("in_return", "each"),
    "wounded": ("wounded",),
    "ours": ("cue_own",),
    "freed": ("free", "freed_ones"),
    "held": ("kept", "sentenced"),
    "agreed": ("pact", "phase", "lull"),
    "the dead with them": ("body",),
    "so many by now": ("cumulative",),
}
"""What is told of soldiers whom the enemy held, by name."""
ENOUGH: Final = 2
FROM_OCCUPATION: Final = (Kind.CHILDREN, Kind.CIVILIANS)
HELD_OR_FREED: Final = ("free", "kept")


def welcomed(group: Group, item: Item) -> bool:
    """'116 of ours are back, says Yermak', 'Zelensky: 207 people come home', then 'soldiers of the army and the navy'.

    Rule A1 trusts who speaks for a side; what such a person may tell of besides an exchange is named here.
    """
    speaking = {s.origin.party for s in item.speakers if s.origin.official} & set(item.lexicon.sides)
    returned = {finding.party for _, finding in group.findings if finding.party} or speaking
    if not returned & speaking or any(from_elsewhere(m, item) for m in of_the_living(item)):
        return False
    if any("treated" in e.clause.marked.marks for e in telling(group) if e.in_title or e is group.head):
        return False
    return any(back(event, item) for event in telling(group) if any(f.count.noun in WHOM for f in event.findings))


def holder_implied(group: Group, item: Item) -> bool:
    """Whether an item tells, though not by name, from whom those who are back came."""
    if group.kind is EXCHANGE:
        return enemy_implied(group, item)
    return group.kind in FROM_OCCUPATION and from_occupied(group, item)


def from_occupied(group: Group, item: Item) -> bool:
    """'Seven children were returned from the occupied territories, Lubinets said': an enemy occupies them."""
    ours = {finding.party for _, finding in group.findings if finding.party} | item.sides_named(lead=False)
    return item.has("occupied", lead=True) and bool(ours)


def enemy_implied(group: Group, item: Item) -> bool:
    """Whether those who are welcomed are told of as a group of an exchange, by two of the things that mark one.

    'Освобождены 18 солдат, осуждённых за дезертирство' tells of no enemy, nor does a leave for Easter.
    """
    if not welcomed(group, item) or any(freed_there(m, item, HELD_OR_FREED) for m in lead(item) if m.sentence.in_title):
        return False
    return besieged(group, item) or len(set(signs(group, item))) >= ENOUGH


def besieged(group: Group, item: Item) -> bool:
    """'Azovstal defenders', 'men who held Mariupol': where they fought, soldiers came home only from the enemy."""
    parties = {finding.party for _, finding in group.findings}
    towns = {m.value for marked in lead(item) for m in marked.of("own")}
    return item.has("fought", lead=True) or bool(towns & parties)


def signs(group: Group, item: Item) -> Iterator[str]:
    """What marks an exchange where nobody calls it so, by name."""
    yield from (name for name, words in OF_WAR.items() if item.has(*words, lead=True))
    if names_mediator(item) and (thanked(item) or item.has("mediation_weak", lead=True)):
        yield "a mediator"
    if item.has("military", lead=True) and item.has("civilian", lead=True):
        yield "civilians with them"  # 'Forty-five soldiers and two civilians come home'
    if any(one_more(f.count.start, e.clause.marked) for e in telling(group) for f in e.findings):
        yield "one more"
    if any(services(m) for m in lead(item)):
        yield "of many services"


def services(marked: Marked) -> bool:
    """'National guardsmen, border guards, sailors': no unit comes home so."""
    tokens = marked.sentence.tokens
    return len({tokens[m.start].word.norm for m in marked.of("military")}) > ENOUGH


def one_more(at: int, marked: Marked) -> bool:
    """'ще 22 бійці вдома', 'another 277 warriors': such groups have come before."""
    return marked.within("anaphor", at - 2, at) or marked.within("anaphor", at + 1, at + 2)


def back(event: Event, item: Item) -> bool:
    """Whether a clause brings soldiers home, or people of whom the first sentences say so."""
    clause = event.clause
    if not clause.has(*BACK):
        return False
    if clause.has("own", "cue_own") or any(f.count.noun == "military" for f in event.findings):
        return True
    return any(m.any_of(("captive", "captivity", "fought")) or soldiers(m) for m in lead(item))


def soldiers(marked: Marked) -> bool:
    """Whether soldiers are told of who are not those that are thanked ('thanked the rescuers')."""
    return any(not marked.within("mediation", m.start - 3, m.start) for m in marked.of("military"))


def of_the_living(item: Item) -> Iterator[Marked]:
    """The first sentences, but not those that tell of the dead: whose volunteers they were is another matter."""
    return (m for m in lead(item) if m.sentence.in_title or "body" not in m.marks)


def from_elsewhere(marked: Marked, item: Item) -> bool:
    """Whether a sentence tells of another homecoming, or of a place in a state that does not mediate."""
    dossier, sides = item.lexicon.dossier, item.lexicon.sides
    lands = {dossier.places[m.value].country for m in marked.of("place")} - set(sides)
    mediators = {code for code, party in dossier.parties.items() if party.mediator}
    return marked.any_of(FROM_ELSEWHERE) or not (lands <= mediators or marked.any_of(AGREED))
