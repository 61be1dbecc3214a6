"""News that names neither side: what tells that it is of this war all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH
from bot.extraction.words.marks import Mark, Marked
from storage.vocabulary import Kind, Scope, Stage

if TYPE_CHECKING:
    from bot.extraction.events.item import Item

MANY: Final = 10
"""People of one side in an exchange that needs no name of the sides."""
ELSEWHERE: Final = ("foreign", "finance", "sport", "studies", "other_captors", "false_friend", "artefacts")
"""Words of other wars and matters."""
BACK: Final = ("home", "return", "receive", "free")
HELD: Final = ("captive", "captivity", "military")


def guessed(item: Item) -> bool:
    """'300 soldiers freed on second day of exchange', '205 for 205: first step', with nothing of another matter.

    Good enough to store such news, not to alert (see `both_known`).
    """
    if running_there(item):
        return True
    if item.has(*ELSEWHERE, lead=True) or item.has("third_hands", title=True) or strangers(item):
        return False  # 'Belarus lets 52 prisoners go'
    if not item.has("swap", lead=True):
        return of_many(item) or brought_about(item) or since_invasion(item)
    if agreed_abroad(item):
        return True
    held = item.has(*HELD, lead=True)
    told = (e for e in item.events if e.lead and not e.recall and moves(e))
    return any(many(f, held=held) for e in told for f in e.findings if f.kind is Kind.EXCHANGE)


def running_there(item: Item) -> bool:
    """'Exchange under way', then 'ambulances and coaches left Chernihiv': a title's swap, seen in a side's land."""
    running = any(e.in_title and e.stage is Stage.UNDER_WAY and e.clause.has("swap") for e in item.events)
    if not running or not item.lands() or strangers(item):
        return False
    seen = item.has("vehicles", "families", *HELD, lead=True)
    return seen and not item.has(*(c for c in ELSEWHERE if c != "sport"), lead=True)  # 'coaches' are buses


def agreed_abroad(item: Item) -> bool:
    """'First group of under-25s exchanged', then 'The swap agreed in Istanbul began': agreed in a go-between's land."""
    parties, places = item.lexicon.dossier.parties, item.lexicon.dossier.places
    swapped = any(m.any_of(("military", "wounded", "captive")) for m in item.lead if m.sentence.in_title)
    if not (swapped and item.has("swap", title=True)):
        return False
    agreed = [m for m in item.lead if m.any_of(("agreed", "pact")) and "swap" in m.marks]
    lands = {places[p.value].country for m in agreed for p in m.of("place") if p.value in places}
    return any(code in parties and parties[code].mediator for code in lands)


def of_many(item: Item) -> bool:
    """'UAE says 168 captives were freed in its latest mediation', then what all of these have brought by now."""
    counted = any(f.scope is Scope.CUMULATIVE for e in item.events if e.lead for f in e.findings)
    return counted and item.has("mediation", lead=True) and item.has(*HELD, lead=True)


def since_invasion(item: Item) -> bool:
    """'Удома ще 277 воїнів', then 'загалом із початку вторгнення повернули 4552': soldiers, and the war's sum."""
    back = [e for e in item.events if e.in_title and not e.recall and e.clause.has("home", "return", "receive")]
    soldiers = any(f.count.noun == "military" and f.count.value >= MANY for e in back for f in e.findings)
    summed = (e for e in item.events if e.lead and e.clause.marked.has("war_word") and e.clause.has(*BACK))
    return soldiers and any(f.scope is Scope.CUMULATIVE for e in summed for f in e.findings)


def brought_about(item: Item) -> bool:
    """'63 servicemen returned', then 'The mediation of the UAE made it possible': of many soldiers in the title."""
    parties = item.lexicon.dossier.parties
    lead = [r.marked for r in item.reads if r.marked.sentence.lead and r.marked.any_of(("mediation", "mediation_weak"))]
    named = {m.value for marked in lead for m in marked.all("party", "adjective")}
    back = [e for e in item.events if e.in_title and e.clause.has("home", "return", "free", "receive")]
    soldiers = any(f.count.noun in ("military", "captive") and f.count.value >= MANY for e in back for f in e.findings)
    ours = item.lexicon.home_side is not None and any(f.count.noun == "civilian" for e in back for f in e.findings)
    soldiers = (soldiers or ours) and not item.has("accident", "amiss", lead=True)
    return soldiers and any(code in parties and parties[code].mediator for code in named)


def insurgents(item: Item) -> bool:
    """'20 for 20: rebels and army swap captives': of another war, though it is not named."""
    return item.has("insurgents", lead=True)


def many(finding: Finding, *, held: bool) -> bool:
    """A pair of numbers, or so many soldiers or captives."""
    return finding.count.value >= MANY and (held or finding.count.second is not None or finding.party == BOTH)


def moves(event: Event) -> bool:
    """Whether a count stands in the title, with a verb of an exchange, or alone: 'There are 84 of them'."""
    return event.in_title or event.clause.has("they_are", "swap", "free", "home", "receive", "return", "give")


def through(mark: Mark, marked: Marked) -> bool:
    """'П’ятьох тримали в Білорусі': a land that those who come home pass through, or were held in."""
    return any(t.start <= mark.start < t.end for t in marked.of("transit"))


def strangers(item: Item) -> bool:
    """Whether a state is named that neither fights nor mediates."""
    parties = item.lexicon.dossier.parties
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    named = {m.value for marked in lead for m in marked.all("party", "adjective", "people") if not through(m, marked)}
    return any(code not in parties or not parties[code].mediator for code in named)
