"""Meetings with captives' families, and those of families parted by the war: none of them are talks."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.talks.encounters import Mention
from bot.extraction.talks.talk_clauses import welcomed, with_kin
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

MET: Final = ("talks", "talks_strong", "meet", "converse", "receive_guest")
KIN: Final = ("kin", "families", "parents")
REUNITED: Final = ("reunion", "to_kin")
ENVOYS: Final = ("envoys", "leaders", "round")
NEAR, PAIR = 4, 2
"""Words behind 'met' within which it stands with whom."""


def met_kin(read: Read) -> bool:
    """'Москалькова встретилась с матерями пленных', 'Буданов поговорив із родинами зниклих'."""
    for event in read.events:
        clause = event.clause
        if "kin" not in clause.own or clause.has("round", "swap"):
            continue
        received = {m.start for m in clause.of("receive_guest")}
        for met in clause.marks(*MET):
            beside = met.start in received or clause.marked.has("prep_with", lo=met.end, hi=met.end + 1)
            if beside and clause.marked.has("kin", lo=met.end, hi=met.end + NEAR):
                return True
    return False


def handed_to_kin(item: Item) -> bool:
    """'Two sisters handed to their mother', then 'after the meeting at Minsk airport': of a family, not of envoys.

    So is 'Десять украинцев встретятся с родными'.
    """
    if item.has(*ENVOYS, title=True):
        return False
    if item.has("parents", *REUNITED, title=True) and not item.has("talks_strong", title=True):
        return True
    return any(of_kin(e.clause) for r in item.reads if r.marked.sentence.in_title for e in r.events)


def of_kin(clause: Clause) -> bool:
    """'Mother and son meet in Belarus', 'встретились с родными', 'зустріч родин відбулася': a family alone meets."""
    heads = clause.of("talks_strong")
    if not heads or not clause.any_of(KIN):
        return False
    if kin_first(clause):
        return True
    near = (clause.marked.has(*KIN, lo=m.end, hi=m.end + 1) for m in heads)
    return all(beside or welcomed(m, clause) or with_kin(m, clause) for m, beside in zip(heads, near, strict=True))


def kin_first(clause: Clause) -> bool:
    """'Mother and son meet after five years', 'Сім'ї побачилися в Білорусі': who meets is of one family."""
    verbs = [m for m in clause.of("talks_strong") if acts(m, clause)]
    if not verbs or clause.any_of(("person", "agency", "envoys", "negation")):
        return False
    return clause.marked.has(*KIN, lo=clause.lo, hi=clause.lo + 2)


def acts(mark: Mark, clause: Clause) -> bool:
    """Whether it is a verb: 'meet', 'побачилися'; not 'meeting'."""
    word = clause.marked.sentence.tokens[mark.start].word
    return word.pos == "verb" or (not word.pos and word.norm in ("meet", "meets", "met", "see", "saw"))


def where_reunited(read: Read) -> bool:
    """'The meeting in the Gomel region, | where five residents rejoined relatives'; 'their kin met them there'."""
    for event in read.events:
        clause = event.clause
        if clause.any_of(REUNITED) and clause.marked.within("where", clause.lo, clause.lo + 1):
            return True
        greeted = clause.of("greets") if clause.any_of(KIN) else ()
        if any(clause.marked.any_within(KIN, lo=max(clause.lo, m.start - 1), hi=m.end + 2) for m in greeted):
            return True
    return False


def of_that(found: Mention, read: Read, *, handed: bool, kin: bool) -> bool:
    """'Встреча прошла в Москве' behind such a title, or the title itself: no party is named that was met.

    `handed`: the title tells of a family; `kin`: a sentence before tells of a meeting with captives' families.
    """
    if found.round is not None or found.clause.any_of(("envoys", "round")):
        return False
    if of_kin(found.clause):
        return True
    alone = len(found.parties) < PAIR
    if not found.title and (handed or where_reunited(read)):
        return alone
    child = not found.parties or "child" in found.clause.own
    return alone and (met_kin(read) or (kin and not found.title and child))
