"""Whether a return is told plainly: by an exchange, from captivity, by what the other side gave or got."""

from __future__ import annotations

from typing import Final

from bot.extraction.background.negatives import names_mediator
from bot.extraction.checking.welcomed import enemy_implied
from bot.extraction.counts.scope import JOINT
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.named_only import MOVED
from bot.extraction.events.told import lead, listed, returned_now, swap_told, telling, treated_after
from bot.extraction.words.clause import BOTH
from bot.extraction.words.marks import Mark, Marked

BESIDE: Final = ("in_return", "each", "transit", "mortal_danger", "same", "taken", "seized")
"""What is told of an exchange in its first sentences even where nobody calls it so."""

RANKED: Final = ("recall_adjective", "cal_last", "superlative", "ordinal", "part", "without", "anaphor", "since")
"""What sets an exchange beside others: 'the previous', 'one of the largest', 'months without an exchange'."""


def plainly(group: Group, item: Item) -> bool:
    """Whether anything says out of whose hands people come; 'Twenty returned home on Thursday' says nothing."""
    if item.has(*BESIDE, lead=True) or swap_told(item) or returned_now(item):
        return True
    if item.has("mediation", lead=True) and names_mediator(item):  # not 'Yermak thanked the police'
        return True
    if any(freed_captives(e) for e in telling(group)) or item.has("prisoners_body", lead=True):
        return True
    if any(held_by(m) for m in lead(item)) or among_exchanges(item):
        return True
    parties = {f.party for _, f in group.findings}
    if BOTH in parties or JOINT in parties or parties.issuperset(item.lexicon.sides):
        return True
    if any(out_of(m, c) for m in lead(item) for c in m.all("captivity")):
        return True
    if any(exchanged(e) for e in item.events if e.lead) or by_the_other(telling(group), parties, item):
        return True
    return enemy_implied(group, item)


def held_by(marked: Marked) -> bool:
    """'held by Russian proxies since June', 'утримували росіяни', 'still held in Russia': who has them is named."""
    kept = list(marked.all("kept"))
    told = (marked.has("prep_by", "prep_in", lo=m.end, hi=m.end + 2) for m in kept)
    if any(told) and marked.has("party", "adjective", "people"):
        return True
    return any(
        held_them(s, m, marked) for m in kept for s in marked.all("people", "party", lo=m.start - 2, hi=m.end + 2)
    )


def held_them(holder: Mark, kept: Mark, marked: Marked) -> bool:
    """'тих, кого росіяни тримали від 2014-го', 'которых удерживал Киев': who had them acts right beside the verb."""
    word, verb = (marked.sentence.tokens[m.start].word for m in (holder, kept))
    active = verb.pos == "verb" and verb.tense == "past"
    near = min(abs(kept.start - holder.end), abs(holder.start - kept.end)) == 0
    return active and near and "nomn" in word.cases


def among_exchanges(item: Item) -> bool:
    """'107 defenders freed', then 'the previous exchange was five days ago', 'one of the largest exchanges'."""
    if not item.has("own", "military", lead=True) or not item.has("swap", lead=True):
        return False
    told = (m for m in lead(item) if "swap" in m.marks and m.any_of(RANKED) and not m.any_of(("month", "years")))
    swaps = (marked.sentence.tokens[m.end - 1].word for marked in told for m in marked.of("swap"))
    return any(word.tense not in ("past", "part") or word.pos == "noun" for word in swaps)


def freed_captives(event: Event) -> bool:
    """'Сотня полонених уже вдома': captives are counted, and a verb brings them home or frees them."""
    return event.clause.has("home", "free", "receive") and any(f.count.noun == "captive" for f in event.findings)


def out_of(marked: Marked, captivity: Mark) -> bool:
    """'from captivity', 'left captivity', 'they were in captivity since 2022'."""
    known = marked.has("since", "years", "cal_day") and marked.has("copula", "pronoun", "pronoun_them", "part")
    return known or marked.has("prep_from", "leaving", lo=captivity.start - 3, hi=captivity.start)


def exchanged(event: Event) -> bool:
    """'details of today's exchange, the 71st', 'two swaps on Friday and Saturday returned 152'."""
    clause = event.clause
    dated = clause.has("happened", "completed", "ordinal", "relative", "weekday")
    told = any(not (treated_after(m, clause) or listed(m, clause)) for m in clause.of("swap"))
    return told and dated and (not event.recall or event.in_title)


def by_the_other(told: list[Event], parties: set[str | None], item: Item) -> bool:
    """'freed by Russia', 'росіяни віддали', 'return to Ukraine': whose hands they were in, or whither they come."""
    if not any(e.clause.has(*MOVED) for e in told):
        return False
    told_in = [e.clause.marked for e in told]
    named = {m.value for marked in told_in for m in marked.all("party", "adjective", "people")}
    if any(side in named - parties for side in item.lexicon.sides):
        return True
    own = ((m, marked) for marked in told_in for m in marked.all("party") if m.value in parties)
    return any(marked.has("prep_to", lo=m.start - 1, hi=m.start) for m, marked in own)
