"""Officials of a side who tell of people that come home, where nothing else says from where they do."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.unnamed import ELSEWHERE
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.figures.one_more import carried_home, numbered_stage
from bot.extraction.voices.mediators import mediators
from bot.extraction.words.clause import BOTH
from storage.vocabulary import Stage

FORMULA: Final = 100
"""From how many on 'N for N' tells of people: 'fifty for fifty' may be shares."""


def told_by_official(item: Item) -> bool:
    """'Додому їдуть ще 302', then '300 військових і двоє цивільних, написав Буданов': a side's official counts them.

    'Sixty-two freed, three civilians among them', then 'The others are soldiers, Yermak said'; 'Ten civilians freed',
    then 'Zelensky expressed his gratitude to the Holy See'.
    """
    if deal_kept(item) or stage_of_deal(item) or last_of_deal(item):
        return True
    titled = [e for e in item.events if e.in_title]  # '98 sailors | who defended Mariupol are back'
    coming = any(e.clause.has("home", "free", "return", "reunion") for e in titled)
    if not (coming and any(e.findings for e in titled)):
        return False
    if item.has("civilian", title=True) and helped(item) and (item.sides_named() or item.lexicon.home_side):
        return True
    if not (item.has("person", "agency", lead=True) and item.sides_named()):
        return False
    group = item.has("batch", lead=True) and item.has("mediation", lead=True)  # 'Saturday's group includes five women'
    if not (item.has("say", lead=True) and (group or item.has("military", lead=True))):
        return False
    ours = item.has("first_person", title=True) and not item.has(*ELSEWHERE, lead=True)  # 'our people are home'
    told = ours or item.has("civilian", "wounded", "kept", "own", "mediation", lead=True)
    return item.lexicon.home_side is not None or told


def deal_kept(item: Item) -> bool:
    """'Повернули решту: 200 військових', then 'домовленість із Дохи виконано': in the language of one side, its own."""
    if item.lexicon.home_side is None or item.has("foreign") or not item.has("fulfilled", lead=True):
        return False
    kept = any(e.clause.has("fulfilled") and e.clause.has("pact") for e in item.events if e.lead)
    titled = (e for e in item.events if e.in_title and e.findings)
    return kept and any(e.clause.has("military") and e.clause.has("receive", "home", "free") for e in titled)


def stage_of_deal(item: Item) -> bool:
    """'П'ятий етап: удома поранені', then 'за стамбульськими домовленостями повернули тисячу, сказав Зеленський'."""
    titled = any(carried_home(e) and numbered_stage(e.clause) for e in item.events if e.in_title)
    return titled and bool(item.sides_named()) and item.has("pact", lead=True) and not item.has("foreign", lead=True)


def last_of_deal(item: Item) -> bool:
    """'Last 140 of the 400 are home', then 'the Doha deal has been carried out, Zelensky wrote': whom a deal frees."""
    if not item.has("last_lot", title=True) or not item.has("pact", lead=True) or item.has(*ELSEWHERE, lead=True):
        return False
    titled = any(e.findings and e.clause.has("home", "return", "receive", "free") for e in item.events if e.in_title)
    done = any(e.lead and e.clause.has("pact", "swap") and e.clause.has("completed") for e in item.events)
    return titled and done and bool(item.sides_named()) and item.has("say", lead=True)


def helped(item: Item) -> bool:
    """Whether a go-between is named in the first sentences."""
    lead = (r.marked for r in item.reads if r.marked.sentence.lead and r.marked.any_of(("mediation", "mediation_weak")))
    return any(mediators(marked, item.lexicon) for marked in lead)


def of_pairs(item: Item) -> bool:
    """Whether 'N for N' is told of people: agreed on as such, or beside a side that gives some."""
    return any(agreed_on(e) for e in item.events if e.lead) or given_for_pair(item)


def agreed_on(event: Event) -> bool:
    """'We have agreed on a thousand for a thousand', 'the deal is 500 for 500': so many of each are people."""
    pair = any(f.party == BOTH and f.count.second is not None and f.count.value >= FORMULA for f in event.findings)
    return pair and event.stage is Stage.AGREED


def given_for_pair(item: Item) -> bool:
    """'246 на 246, а раненые — отдельно', then 'Россия отдала 31': a pair of numbers, and a side that gives people."""
    pair = any(f.count.second is not None for e in item.events if e.in_title for f in e.findings)
    gave = any(f.party for e in item.events if e.lead and e.clause.has("give") for f in e.findings)
    return pair and gave and item.has("wounded", "military", "civilian", lead=True)


def dead_of_another(item: Item, speaking: set[str | None]) -> bool:
    """'Ukraine has yet to confirm a date for 6,000 bodies', Russian officials say: whose they are, nothing tells."""
    title = item.reads[0].marked
    opens = {m.value for m in title.all("party", hi=2) if m.start == 0 and title.sentence.in_title}
    return item.has("body", title=True) and bool(opens) and opens == item.sides_named(title=True) - speaking
