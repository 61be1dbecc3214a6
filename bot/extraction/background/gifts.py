"""What is given or sent to people: parcels, orders, letters come home, and nobody with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import NAMED
from bot.extraction.events.told import telling
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked

NO_THING: Final = ("each", "folk", "fellow", "home")
"""What stands behind a number and is no thing: '120 more on either side', '189 home for the holidays'."""


THINGS: Final = ("gifts", "letters", "messages")
PERSONS: Final = ("swap", "captivity", "free", "freed_people", "military", "wounded", "own", "civilian")
NEAR: Final = 6
"""Words between what people got and the verb: 'вести от родных получили'."""


def parted(marked: Marked, lo: int, hi: int) -> bool:
    """'flags and 40 soldiers', 'Easter gift: 277 warriors freed', 'gift: 70 more home': no things of theirs."""
    colon = any(t.word.surface == ":" for t in marked.sentence.tokens[lo:hi])
    return marked.within("and", lo, hi) or (colon and back(marked, hi))


def back(marked: Marked, at: int) -> bool:
    """Whether people come back behind that token: 'come home' or 'out of captivity', but not 'get new homes'."""
    tokens = marked.sentence.tokens
    return any(tokens[m.end - 1].word.norm != "homes" for m in marked.all("captivity", "home", "free", lo=at))


def of_gifts(group: Group) -> bool:
    """'exchanged 1,500 parcels': no people."""
    if not group.findings:
        carrying = telling(group)
        return bool(carrying) and all(parcels(e.clause) for e in carrying)
    event, told = group.findings[0]
    marked, count = event.clause.marked, told.count
    if marked.has("gifts", "messages", lo=count.start, hi=count.end + 2) or got_gifts(event.clause, count):
        return True
    before = marked.all("messages", "for_them", lo=count.start - 3, hi=count.start)
    if any(not (parted(marked, m.end, count.start) or over_for(event.clause, m.start)) for m in before):
        return True  # 'messages from 33'
    if any(
        count.start - 2 < m.end <= count.start and not parted(marked, m.end, count.start) for m in marked.of("gifts")
    ):
        return True  # 'personal effects of 40 soldiers'
    families = marked.within("families", count.start, count.end + 2)
    return (families and not awaited(event.clause, told)) or things_for(marked, count)


def parcels(clause: Clause) -> bool:
    """'Packages crossed the border', 'handed each other mail from prisoners': things do, and nobody who is told of."""
    return clause.any_of(THINGS) and not clause.any_of(PERSONS)


def over_for(clause: Clause, at: int) -> bool:
    """'Для 64 бойцов плен закончился': for whom something is over opens the clause."""
    return at == clause.lo and clause.has("captivity")


def awaited(clause: Clause, told: Finding) -> bool:
    """'Двісті родин дочекалися: обмін відбувся': each of these families has one of its own back."""
    marked, end = clause.marked, told.count.end
    return any(m.start == end and not behind(marked, m.end) for m in marked.of("awaited_home"))


def behind(marked: Marked, at: int) -> bool:
    """Whether a thing is told that was waited for: 'родини дочекалися квартир'."""
    tokens = marked.sentence.tokens
    return (
        at < len(tokens) and tokens[at].word.kind == "word" and not marked.has("cue_own", "relative", lo=at, hi=at + 1)
    )


def got_gifts(clause: Clause, count: Count) -> bool:
    """'Премію отримали 20 оборонців', '30 бойцов получили ордена': what those counted got stands beside the verb."""
    verbs = [v for v in clause.verbs if v.cls == "receive" and not v.passive] if "gifts" in clause.own else []
    before = any(m.end == v.start < count.start for v in verbs for m in clause.of("gifts"))
    if handed(clause, count):
        return True
    homes = any(clause.marked.within("home", m.start - 1, m.end) for m in clause.of("gifts") if m.start > count.end)
    return before or homes or any(count.end <= v.start and m.start == v.end for v in verbs for m in clause.of("gifts"))


def handed(clause: Clause, count: Count) -> bool:
    """'205 prisoners received letters', '98 бойцов получили жильё', 'вести от родных получили 64': they got things."""
    marked = clause.marked
    if any(
        marked.within("pronoun_them", v.end, v.end + 1) and marked.any_within(THINGS, lo=v.end, hi=v.end + 3)
        for v in clause.verbs
        if v.cls in ("receive", "give")
    ):
        return True  # 'saw 90 soldiers and brought them food'
    for verb in marked.all("gets", lo=clause.lo, hi=clause.hi):
        if count.end <= verb.start <= count.end + 1:
            money = marked.within("each_before", verb.end, verb.end + 1) and count.noun
            if money or marked.has(*THINGS, "pronoun_them", lo=verb.end, hi=verb.end + 2):
                return True
        if verb.end == count.start and marked.has(*THINGS, lo=verb.start - NEAR, hi=verb.start):
            return True
    return False


def passed_on(group: Group, item: Item) -> bool:
    """'Letters reach captives', then 'передала их 150 военным': what the title names was handed on, and nobody."""
    if not any(m.sentence.in_title and m.any_of(THINGS) for m in item.lead):
        return False
    return any(e.findings and not e.in_title and handles(e.clause) for e in telling(group))


def handles(clause: Clause) -> bool:
    """Whether things that were named before are given or got: 'received them', 'got one each', 'їх отримали'."""
    marked = clause.marked
    gets = marked.all("gets", lo=clause.lo, hi=clause.hi)
    if any(marked.within("each", v.end, v.end + 2) for v in gets):
        return True
    verbs = (*gets, *clause.of("give"))
    return any(
        marked.within("pronoun_them", v.end, v.end + 1) or marked.within("pronoun_them", v.start - 1, v.start)
        for v in verbs
    )


def things_for(marked: Marked, count: Count) -> bool:
    """'300 books for prisoners of war', '400 copies about soldiers': who stands behind a preposition is not counted."""
    tokens = marked.sentence.tokens
    at = next((i for i in range(count.start, count.end) if tokens[i].word.kind == "num"), None)
    if at is None or at + 3 > len(tokens) or marked.has(*NAMED, *NO_THING, lo=at + 1, hi=at + 2):
        return False
    thing = tokens[at + 1].word
    return thing.kind == "word" and not thing.tense and marked.within("for_whom", at + 2, at + 3)


def gifts_exchanged(events: Sequence[Event]) -> None:
    """'Prisoners get 200 parcels', then 'the ombudsmen exchanged them on Friday': no exchange of people."""
    for first, then in pairwise(events):
        clause = then.clause
        them = any(clause.marked.within("pronoun_them", m.end, m.end + 1) for m in clause.of("swap"))
        if them and not (then.findings or first.findings) and first.clause.any_of(("gifts", "messages")):
            then.void = then.void or not first.clause.any_of(("swap", "free", "home"))
