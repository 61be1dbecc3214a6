"""Whose a body is that is named without its party, in an entry whose title names neither side."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark, Marked

BACK: Final = ("home", "return", "free", "receive", "captivity")
"""What a title says of those who come back."""


def presumed(item: Item) -> str | None:
    """'63 soldiers freed, the Defence Ministry says': where a title names no side, the one whose ministry tells it.

    So too where it names both ('Russia and Ukraine trade 95 for 95').
    """
    whose, named = item.lexicon.presumed, item.sides_named(title=True)
    if not whose or len(named) == 1 or not (named or item.has("military", title=True)):
        return None
    told = {whose.get(m.value) for marked in item.lead for m in marked.of("generic_body") if bare(m, marked)}
    back = any(e.in_title and (e.findings or named) and e.clause.has(*BACK, "swap") for e in item.events)
    return next((side for side in item.lexicon.sides if side in told), None) if back else None


def bare_ministry(item: Item, context: str | None) -> str | None:
    """'Ministry reports return of 90', '195 freed from Ukrainian captivity', then 'the ministry said': whose it is."""
    whose = item.lexicon.presumed.get("ministry")
    back = whose is not None and any(e.in_title and e.clause.has(*BACK, "swap") for e in item.events)
    return whose if back and (context == whose or (context is None and item.has("ministry", title=True))) else None


def bare(body: Mark, marked: Marked) -> bool:
    """Whether nothing beside a body tells whose it is: not 'the Turkish Defence Ministry', 'the ministry in Kyiv'."""
    before = marked.has("party", "adjective", "place", lo=body.start - 2, hi=body.start)
    return not before and not marked.has("party", "place", lo=body.end, hi=body.end + 2)


def home_office(item: Item) -> str | None:
    """Whose «президент» is meant where nobody of another land is named till then: a Ukrainian text's own, or presumed.

    In another language a go-between in the title may have a president too.
    """
    home = item.lexicon.home_side or item.lexicon.presumed.get("president")
    people = item.lexicon.dossier.people
    told = [r.marked.sentence.number for r in item.reads if "office" in r.marked.marks]
    before = [r.marked for r in item.reads if r.marked.sentence.number <= min(told, default=0)]
    named = (people[m.value] for marked in before for m in marked.of("person"))
    foreign = any(role.party != home for person in named if (role := person.role_on(item.published)) is not None)
    return None if foreign or (item.lexicon.home_side is None and between(item)) else home


def between(item: Item) -> bool:
    """Whether a state that may mediate is named in the title."""
    parties = item.lexicon.dossier.parties
    named = (m.value for marked in item.lead if marked.sentence.in_title for m in marked.all("party", "adjective"))
    return any(n in parties and parties[n].mediator for n in named)
