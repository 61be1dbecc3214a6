"""Mediators who ask both sides to free captives: 'Pope calls for release of all captives by Christmas'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Marked

MOVES: Final = ("free", "swap", "return")
WHOM: Final = ("captive", "wounded")


def asks_both(item: Item) -> bool:
    """Whether a title's mediator proposes that captives be freed, to both sides: an exchange that he proposes."""
    if not item.has("proposed", title=True) or not item.has(*WHOM, title=True):
        return False
    titled = (r.marked for r in item.reads if r.marked.sentence.in_title)
    both = item.has("both", "both_leaders", lead=True) or len(item.sides_named()) == len(item.lexicon.sides)
    return both and any(asks(marked, item) for marked in titled)


def asks(marked: Marked, item: Item) -> bool:
    """Whether a mediator asks for a deed by some day, or for an exchange: without one an appeal is only words."""
    parties, sides = item.lexicon.dossier.parties, item.lexicon.sides
    asking = marked.first("proposed")
    who = marked.first("party", "person", "adjective")
    if asking is None or who is None or who.start > asking.start:
        return False
    named = {m.value for m in marked.inside("party", 0, asking.start)}
    people = item.lexicon.dossier.people
    named |= {
        people[m.value].roles[-1].party for m in marked.inside("person", 0, asking.start) if people[m.value].roles
    }
    mediates = any(code in parties and parties[code].mediator and code not in sides for code in named)
    deed = marked.first(*MOVES, lo=asking.start)
    meant = marked.has("deadline", "swap", lo=asking.end) and marked.has(*WHOM, lo=asking.end)
    return mediates and meant and deed is not None and not named & set(sides)
