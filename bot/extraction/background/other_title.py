"""Exchanges told beneath a title of something else: of days ago, or by how much they came before that."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.words.terms import ANNOUNCED, BODIES, CARRIED_OUT, EXCHANGE

TELLS: Final = ("swap", "captive", "captivity", "home", "free", "receive", "return", "give", "freed_people")
"""Words of a title that tells of an exchange itself."""
WITH_TALKS: Final = ("talks", "talks_strong", "mediation", "mediation_weak")
OF_KIN: Final = ("families", "first_person")
"""Words of a title beneath which an exchange is told as what came of it."""
OLD: Final = 2
"""From how many days on an exchange is of the past."""


def recalled_beneath(group: Group, item: Item) -> bool:
    """'Drug ring held', then 'on Tuesday 120 had come home': days ago, or reckoned from what the title tells."""
    if group.stage.phase is not CARRIED_OUT or group.stage.off:
        return False
    if group.kind is not EXCHANGE:
        return group.kind is BODIES and beside_grave(group, item)
    if any(e.in_title for e in group.events) or item.has(*WITH_TALKS, title=True) or in_numbers(item):
        return False
    old = group.day is not None and (item.published - group.day).days >= OLD
    if item.has(*TELLS, *OF_KIN, title=True):
        return old and only_ahead(item)
    if old or (no_number(item) and beneath(group, item) and not fresh(group, item)):
        return True
    if group.day == item.published:
        return False  # 'в тот же день', of talks today
    told = [(e.clause.marked, e.when) for e in group.events if e.when is not None and titled(item)]
    return bool(told) and all(marked.has("shift", lo=when.start, hi=when.end) for marked, when in told)


def titled(item: Item) -> bool:
    return any(m.sentence.in_title for m in item.lead)


def only_ahead(item: Item) -> bool:
    """'Mother: we were told to wait for the next exchange': the title's is still to come, and no side's word."""
    told = [e for e in item.events if e.in_title and e.clause.has(*TELLS)]
    ahead = all(e.stage.phase is ANNOUNCED and not e.findings for e in told)
    return bool(told) and ahead and item.has("kin", title=True)


def in_numbers(item: Item) -> bool:
    """'Є 175 на 175': a title that has no word of an exchange and is of one."""
    return any(f.count.second is not None for e in item.events if e.in_title for f in e.findings)


def no_number(item: Item) -> bool:
    """Whether a title has neither a number nor a deal: of all exchanges in our corpora none is told beneath such."""
    title = [m for m in item.lead if m.sentence.in_title]
    counted = any("number" in m.marks or any(t.word.kind == "num" for t in m.sentence.tokens) for m in title)
    return not (counted or item.has("deal", "pact", title=True))


def fresh(group: Group, item: Item) -> bool:
    """Whether an exchange is told as today's, or with its day or by an official right behind the title."""
    official = any(s.origin.official for s in item.speakers)
    first = sum(m.sentence.in_title for m in item.lead)
    return group.day == item.published or (group.head.number <= first and (official or group.fresh_day))


def beneath(group: Group, item: Item) -> bool:
    """Whether a title tells nothing of the exchange of a group, nor of any, nor a mediator of its own."""
    titled = any(e.in_title for e in group.events) or in_numbers(item)
    out = item.has("prisons", title=True) and item.has("leaving", "let_go", title=True)
    if titled or out or item.has(*TELLS, *WITH_TALKS, *OF_KIN, "journey", title=True):
        return False
    return not (item.has("mediation", "mediation_weak", lead=True) or mediator_named(item))


def mediator_named(item: Item) -> bool:
    """'Abu Dhabi hails cooperation': a title of a state that mediates between the sides."""
    parties = item.lexicon.dossier.parties
    title = (m for m in item.lead if m.sentence.in_title)
    named = {p.value for m in title for p in m.all("party", "adjective")}
    return any(code in parties and parties[code].mediator for code in named)


def beside_grave(group: Group, item: Item) -> bool:
    """'Zhytomyr bids farewell to a sapper', then 'his body was among the 1,000 returned': one man's, on no day."""
    if group.fresh_day or any(e.in_title for e in group.events) or not item.has("mourning", title=True):
        return False
    return not item.has("body", "return", "receive", "give", title=True)
