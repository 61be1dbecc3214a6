"""What makes an item no news of an exchange or return between the sides: others' deals, money, nobody named."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.appeals import asks_both
from bot.extraction.background.counted_by import deal_kept, of_pairs, told_by_official
from bot.extraction.background.strangers import another_pair, left_out, of_many_states
from bot.extraction.background.unnamed import MANY, guessed, insurgents
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.words.clause import AGENT, BOTH, SOURCE, Side
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import ANNOUNCED

RETURNING: Final = ("home", "receive", "free", "return")
LAND: Final = 3
"""Words behind a side within which its land is named: 'Kyiv-controlled territory'."""
BODY_OF: Final = 2
"""Words between a body and whose it is: 'bodies of two Britons'."""


def negative(item: Item) -> str | None:
    """Why an item is no news of an exchange or return between these sides, else None."""
    if foreign(item) or left_out(item) or of_many_states(item) or another_pair(item):
        return "other parties"
    if item.has("finance", title=True) and not item.has(*PEOPLE, "captivity"):
        return "finance"
    if from_occupied(item):
        return None
    if not item.sides_named() and (insurgents(item) or not (unnamed_sides(item) or at_home(item) or guessed(item))):
        return "no side named"
    if not context(item) or dug_out(item):
        return "no exchange or return"
    return "taken prisoner" if pooled(item) else None


def pooled(item: Item) -> bool:
    """'Kyiv captures 30 Russians for exchange fund': who is taken prisoner may be exchanged one day."""
    back = ("home", "free", "return", "give")
    if item.has("swap_pool", title=True):
        return not item.has(*back, title=True)
    return item.has("swap_pool", lead=True) and not item.has(*back, "swap", "captivity", lead=True)


def dug_out(item: Item) -> bool:
    """'Bodies of four miners recovered', then 'after the Russian strike': whom an attack killed, and nobody sends."""
    if not item.has("body", title=True) or not item.has("strike", "rubble", "casualties", lead=True):
        return False
    where = not item.has("rubble", title=True)  # 'Rescue work over, 33 dead', then 'one had come home in a swap'
    sent = item.has("swap", "give", "return", "home", "captive", "captivity", lead=where, title=not where)
    sent = sent or any(e.stage.phase is ANNOUNCED and "swap" in e.clause.own for e in item.events)
    return not (sent or item.sides_named(title=True) or item.has("killed", "both", title=True))


def from_occupied(item: Item) -> bool:
    """'Nine civilians leave occupied Luhansk region': out of what one side holds of the other's land."""
    titled = (e for e in item.events if e.in_title and "occupied" in e.clause.own and e.findings)
    return any(e.clause.has("leaving", *RETURNING) for e in titled) and bool(item.lands())


def at_home(item: Item) -> bool:
    """A language whose texts need not say whose soldiers come home."""
    own = item.lexicon.home_side is not None and item.has("swap", "captivity", "captive", "body", "child", lead=True)
    return own or deal_kept(item)


def unnamed_sides(item: Item) -> bool:
    """'Negotiators settle on swapping 400 prisoners a side': no party of any other matter is named either."""
    if asks_both(item):
        return True
    pairs = (f.count for e in item.events if e.lead for f in e.findings if f.count.second is not None)
    formula = any(max(c.value, c.second or 0) > 2 for c in pairs)  # 'Two for one'
    named = formula or item.has("each", lead=True) or (item.has("swap", title=True) and item.has("person", title=True))
    named = named or (item.has("mediation", lead=True) and item.has("swap", lead=True) and names_mediator(item))
    if item.has("swap", title=True) and item.has("from_both") and item.has("wounded", "military", "captive"):
        return not item.has("foreign", "finance", lead=True)  # 'об обмене 300 человек', then 'в списках обеих сторон'
    if formula and item.has("each", "deal", lead=True) and item.has("swap", title=True) and len(item.events) > 1:
        return not item.has("foreign", "finance", lead=True)  # 'First 205 a side exchanged', 'a 1,000-for-1,000 deal'
    if item.has("swap", title=True) and (whole_formula(item) or both_let_go(item)):
        return not item.has("foreign", "finance", lead=True)
    told = item.has("captive", "captivity", lead=True) or (
        formula
        and item.has("swap", title=True)
        and (item.has("military", "home", "mediation", "both", lead=True) or names_mediator(item))
    )
    return bool(named) and told and not item.has("foreign", lead=True)


def whole_formula(item: Item) -> bool:
    """'Источник: обмен 120 на 120 намечен на 2 мая': in their own languages nobody else exchanges N for N."""
    titled = (f.count for e in item.events if e.in_title for f in e.findings)
    return item.lexicon.code != "en" and any(c.second is not None and c.value >= MANY for c in titled)


def both_let_go(item: Item) -> bool:
    """'Day one of record swap', then 'Both countries let 270 soldiers go'."""
    return item.has("both", lead=True) and any(
        e.lead and f.count.noun == "military" and e.clause.has("free", "give", "both")
        for e in item.events
        for f in e.findings
    )


def names_mediator(item: Item) -> bool:
    """'350 captives exchanged thanks to Emirati mediation': who mediates between the sides is named."""
    parties = item.lexicon.dossier.parties
    named = {m.value for r in item.reads if r.marked.sentence.lead for m in r.marked.all("party", "adjective")}
    return any(code in parties and parties[code].mediator for code in named)


def foreign(item: Item) -> bool:
    """Another war's or deal's parties in the title, or in the first sentences where ours are not both named."""
    sides = set(item.lexicon.sides)
    if item.sides_named() == sides and item.has("swap", lead=True) and only_venues(item):
        return False
    named = [(m, r.marked) for r in item.reads if r.marked.sentence.lead for m in r.marked.of("foreign")]
    brought = {m.value for m, marked in named if dead(m, marked)}
    others = [(m, marked) for m, marked in named if m.value not in brought]
    if any(marked.sentence.in_title for _, marked in others) or third_people(item):
        return item.sides_named(title=True) != sides
    return bool(others) and item.sides_named() != sides and not item.sides_named(title=True)


def only_venues(item: Item) -> bool:
    """'450-for-450 exchange agreed in Baku', 'under the Baku deal': where it was agreed, no other war's parties."""
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    named = [(m, marked) for marked in lead for m in marked.of("foreign")]
    return bool(named) and all(venue(m, marked) for m, marked in named) and not third_people(item)


def venue(mark: Mark, marked: Marked) -> bool:
    inside = marked.has("prep_in", lo=mark.start - 1, hi=mark.start)
    behind = marked.has("talks", "pact", "swap", "deal", "agreed", lo=mark.end, hi=mark.end + 1)
    return inside or behind


def third_people(item: Item) -> bool:
    """'Freed Belarusians arrive': a title that tells of another state's people only."""
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    lands = {id(marked): {m.start for m in marked.of("party")} for marked in title}  # 'з Білорусі' is no people
    people = [
        m.value
        for marked in title
        for m in marked.of("people")
        if not (m.start in lands[id(marked)] or dead(m, marked))
    ]
    if any(f.party in item.lexicon.sides for e in item.events if e.in_title for f in e.findings):
        return False  # 'На волі 116 оборонців; віддано й тіла двох британців'
    return bool(people) and not any(code in item.lexicon.sides for code in people)


def dead(people: Mark, marked: Marked) -> bool:
    """'32 soldiers freed, body of Israeli handed over': whose body comes back beside those who are freed."""
    owned = marked.sentence.tokens[people.end - 1].word.possessive and marked.within("body", people.end, people.end + 1)
    return owned or any(0 <= people.start - m.end <= BODY_OF for m in marked.of("body"))


def context(item: Item) -> bool:
    """Whether swaps, captivity, bodies, or people of a side coming home are spoken of."""
    if item.has("swap", "captive", "captivity", "body", "child", "swap_head"):
        return True
    if len(item.sides_named(lead=False) | item.lands()) >= len(item.lexicon.sides) and item.has(
        "military", "civilian", "resident", "own", "wounded"
    ):
        return True
    least = 1 if item.has("reunion", title=True) else len(item.lexicon.sides)  # 'Ombudsmen reunite families'
    met = item.has("families", title=True) and len(counted(item)) >= len(item.lexicon.sides)
    if met or (item.has("in_return", "to_kin", lead=True) and len(counted(item)) >= least):
        return True  # '72 wounded servicemen returned from Ukraine', then '85 Ukrainians were sent the other way'
    told = told_by_official(item) or of_pairs(item) or news_for_families(item) or given_across(item)
    if told or any(given_by_both(e) for e in item.events if e.lead):
        return True
    if item.has("freed_people", title=True) and item.sides_named() and (handed(item) or item.has("home", title=True)):
        return True  # 'П'ятеро серед визволених', then 'Росія віддала 120 людей'
    if (
        item.sides_named()
        and item.has("kept", "prisons", "prisoners_body", lead=True)
        and (came_back(item) or handed(item))
    ):
        return True  # '51 civilians among 84 people brought back'
    home = item.lexicon.home_side  # in its own language a side's people come home from anywhere
    returning = [e for e in item.events if e.lead and e.clause.any_of(RETURNING)]
    if home and any(f.count.nation == home for e in returning for f in e.findings):
        return True
    return (
        let_go_elsewhere(item) or ours_back(item) or any(homecoming(e) or called_off(e) for e in item.events if e.lead)
    )


def ours_back(item: Item) -> bool:
    """'Ours are back, 167 of them', then 'they had been held in Russia, Zelensky said'."""
    both = item.has("kept", lead=True) and len(item.sides_named()) >= len(item.lexicon.sides)
    return both and item.has("first_person", title=True) and item.has("home", title=True)


def given_across(item: Item) -> bool:
    """'Russia hands over 12 Ukrainians, mostly elderly, through Belarus': one side's people, given by the other."""
    told = item.has("frail", "to_kin", lead=True)
    return told and any(gives_others(e, item.lexicon.sides) for e in item.events if e.in_title)


def gives_others(event: Event, sides: tuple[str, ...]) -> bool:
    givers = {s.code for s in event.clause.sides if s.role == AGENT and s.code in sides}
    given = {f.party for f in event.findings if f.count.nation == f.party and f.party in sides}
    return event.clause.has("give", "free") and len(givers) == len(given) == 1 and not givers & given


def news_for_families(item: Item) -> bool:
    """'200 families get the news they longed for', then 'those freed today', of whom a side's official tells."""
    titled = item.has("families", title=True) and item.has("glad_news", "awaited_home", title=True)
    counted = titled and any(e.findings for e in item.events if e.in_title)
    back = item.has("free", "home", lead=True) or (item.has("return", lead=True) and item.has("military", lead=True))
    return counted and bool(item.sides_named()) and back


def let_go_elsewhere(item: Item) -> bool:
    """'Belarus frees 16 Ukrainian civilians': a title that tells of a side's people in the hands of a third state."""
    return item.has("third_hands", title=True) and bool(counted(item))


def counted(item: Item) -> set[str]:
    """The sides whose people the title and the first sentences count."""
    return {f.party for e in item.events if e.lead for f in e.findings if f.party in item.lexicon.sides}


def given_by_both(event: Event) -> bool:
    """'В последний день стороны отпустили по 303 человека': as many from each of the sides."""
    each = any(f.party == BOTH and f.count.value > 1 for f in event.findings)
    return each and event.clause.has("both") and event.clause.has("free", "give") and event.clause.has("each_before")


def handed(item: Item) -> bool:
    """Whether the first sentences count people of a side who are given or taken."""
    told = (e for e in item.events if e.lead and e.clause.has("give", "receive"))
    return any(f.party in item.lexicon.sides for e in told for f in e.findings)


def came_back(item: Item) -> bool:
    """Whether the title or the first sentences count soldiers or civilians who have come back."""
    told = any(e.findings and e.lead and (e.clause.has(*RETURNING, "reunion") or were_given(e)) for e in item.events)
    return told and (item.has("military", "civilian", lead=True) or of_a_trade(item))


def of_a_trade(item: Item) -> bool:
    """'Two Ukrainian priests freed from Russian prison': civilians by their trade, and both sides are named."""
    both = item.sides_named() >= set(item.lexicon.sides)
    return both and any(f.count.noun == "civilian" for e in item.events if e.lead for f in e.findings)


def were_given(event: Event) -> bool:
    """'The two men, seized in 2022, were let go': nobody says by whom."""
    return event.clause.has("give") and any(v.cls == "give" and v.passive for v in event.clause.verbs)


def called_off(event: Event) -> bool:
    """A return of people that is put off: it needs no figure."""
    return (
        event.stage.off
        and event.clause.has("resident", "civilian", "military", "own")
        and event.clause.any_of(RETURNING)
    )


def led_out(side: Side, event: Event) -> bool:
    """'45 servicemen brought back from Kyiv-controlled territory', 'ten freed from Russian and Belarusian jails'."""
    jails = event.clause.marked.has("prisons", lo=side.end, hi=side.end + LAND + 1)
    if jails and any(f.party not in (None, side.code) for f in event.findings):
        return True
    soldiers = (f.count.noun == "military" and f.party not in (None, side.code) for f in event.findings)
    return any(soldiers) and event.clause.marked.has("side_noun", lo=side.end, hi=side.end + LAND)


def homecoming(event: Event) -> bool:
    """People of a side counted with a verb of coming home, from no third country."""
    marked = event.clause.marked  # 'and a US citizen freed' tells of no state that acts
    third = any(s.role == SOURCE and not led_out(s, event) for s in event.clause.sides)
    named = [m for m in event.clause.of("party") if not marked.within("folk", m.end, m.end + 1)]
    acts = bool(named) and not event.clause.sides
    third = third or (acts and not event.clause.has("mediation", "mediation_weak"))
    mine = any(f.party or f.count.own or f.count.noun == "military" for f in event.findings)
    return mine and event.clause.any_of(RETURNING) and not third
