"""Officials of a side who tell of people that come home, where nothing else says from where they do."""

from __future__ import annotations

from bot.extraction.item import Item
from bot.extraction.mediators import mediators


def told_by_official(item: Item) -> bool:
    """'Додому їдуть ще 302', then '300 військових і двоє цивільних, написав Буданов': a side's official counts them.

    'Sixty-two freed, three civilians among them', then 'The others are soldiers, Yermak said'; 'Ten civilians freed',
    then 'Zelensky expressed his gratitude to the Holy See'.
    """
    titled = [e for e in item.events if e.in_title]  # '98 sailors | who defended Mariupol are back'
    coming = any(e.clause.has("home", "free", "return", "reunion") for e in titled)
    if not (
        coming and any(e.findings for e in titled) and item.has("person", "agency", lead=True) and item.sides_named()
    ):
        return False
    if item.has("civilian", title=True) and helped(item):
        return True
    group = item.has("batch", lead=True) and item.has("mediation", lead=True)  # 'Saturday's group includes five women'
    if not (item.has("say", lead=True) and (group or item.has("military", lead=True))):
        return False
    return item.lexicon.home_side is not None or item.has("civilian", "wounded", "kept", "own", "mediation", lead=True)


def helped(item: Item) -> bool:
    """Whether a go-between is named in the first sentences."""
    lead = (r.marked for r in item.reads if r.marked.sentence.lead and r.marked.any_of(("mediation", "mediation_weak")))
    return any(mediators(marked, item.lexicon) for marked in lead)
