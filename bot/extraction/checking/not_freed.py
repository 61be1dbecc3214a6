"""Who was freed by nobody: those who escaped, the dead, and those of whom a return is disowned."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.events.told import SPAN, lead, swap_told
from bot.extraction.words.marks import Mark, Marked, inside
from bot.extraction.words.terms import BODIES, CARRIED_OUT

SEIZED: Final = ("pluperfect", "kept", "seized", "taken", "since")
"""What looks back, in the sentence of a siege or a raid, to how those who come home were captured."""
OTHERS: Final = ("also", "extra")
"""What says that the dead came beside the living."""
TOLD_LATER: Final = ("how_many", "how_done")
NONE_LONG: Final = ("since", "pluperfect", "period", "lull")
"""What says of which time there had been no exchange: 'торік майже пів року обмінів не було'."""


def came_by_themselves(item: Item) -> bool:
    """'walked out of occupied territory', 'роззброїли конвой': nobody handed them over."""
    escapes = ((mark, m) for m in lead(item) for mark in m.of("escaped"))
    return any(not where_captured(mark, marked) for mark, marked in escapes) and not swap_told(item)


def where_captured(mark: Mark, marked: Marked) -> bool:
    """'held since the siege of Mariupol', 'had flown into the besieged city': a return has no part in it."""
    if not marked.within("beset", mark.start, mark.end):
        return False
    seized = max((m.end for m in marked.all(*SEIZED, hi=mark.start)), default=None)
    if seized is None or marked.has("free", "receive", "return", lo=seized, hi=mark.start):
        return False
    return all(marked.within("journey", m.start, m.end + 1) for m in marked.all("home", lo=seized, hi=mark.start))


def mourned(group: Group, item: Item) -> bool:
    """'The remains …', 'identified by DNA': those who came back are dead."""
    if swap_told(item):
        return False
    bodies = [e for e in item.events if e.lead for f in e.findings if f.kind is BODIES]
    values = {f.count.value for _, f in group.findings if not f.part}
    if bodies:
        return any(f.count.value in values for e in bodies for f in e.findings if f.kind is BODIES) or any(
            e.clause.marked.has("in_return") for e in bodies
        )
    sides = item.lexicon.sides
    if any(died(m) for m in lead(item)):
        return True
    return any((mourns(m) and not of_strangers(m, sides)) or the_dead(m, sides) for m in lead(item))


def mourns(marked: Marked) -> bool:
    """Whether a word of mourning stands in a sentence; 'last time, on 30 December' only tells when."""
    tokens = marked.sentence.tokens
    return any(
        tokens[m.start].word.norm != "last" or marked.within("prep_for", m.start - 3, m.start)
        for m in marked.of("mourning")
    )


def died(marked: Marked) -> bool:
    """'Two of them had died in prison', 'они погибли'."""
    tokens = marked.sentence.tokens
    told = [m for m in marked.of("died") if not marked.has("families", "parents", lo=m.start - 3, hi=m.end + 2)]
    return any(tokens[m.start].word.pos in ("", "verb") for m in told) and marked.has(
        "pronoun_them", "part", "pronoun", "all_of"
    )


def of_strangers(marked: Marked, sides: tuple[str, ...]) -> bool:
    """'the remains of an Israeli citizen': of no captives of either side; not 'among them an Israeli'."""
    if "part" in marked.marks:
        return False
    return "foreign" in marked.marks or any(m.value not in sides for m in marked.all("people", "adjective"))


def the_dead(marked: Marked, sides: tuple[str, ...]) -> bool:
    """'The bodies will be examined': told of as known, by no number of their own, and of no third state's people."""
    if "body" not in marked.marks or marked.has("number", "swap") or of_strangers(marked, sides):
        return False
    bodies = [m for m in marked.all("body") if not (wounds(m, marked) or inside(m, marked.of("thought_dead")))]
    if marked.has(*OTHERS) and not any(marked.within("cue_own", m.start - 1, m.start) for m in bodies):
        return False  # 'The bodies of two aid workers were returned too'
    words = (marked.sentence.tokens[m.start].word for m in bodies)
    return any(not w.pos or w.cases & {"nomn", "accs", "gent"} for w in words)


def wounds(body: Mark, marked: Marked) -> bool:
    """'Many have shrapnel in their bodies': of the living."""
    own = marked.within("cue_own", body.start - 1, body.start)
    return own and marked.within("prep_in", body.start - 2, body.start - 1)


def disowned(item: Item) -> bool:
    """'Russia was not involved', 'обміну не було', 'refused to confirm it'."""
    silent = [m for m in lead(item) if "tight_lipped" in m.marks]
    if silent and not swap_told(item) and not told_by_another(item, silent):
        return True
    return any(disowns(m) or refuses_to_confirm(m) for m in lead(item))


def disowns(marked: Marked) -> bool:
    """Whether a sentence says that there was none: not 'how many, neither side said', nor 'for half a year'."""
    if not marked.any_of(("disowned", "no_swap")) or marked.any_of(NONE_LONG):
        return False
    return not (marked.has(*TOLD_LATER) and marked.has("negation") and not marked.has("no_swap", "deny"))


def told_by_another(item: Item, silent: list[Marked]) -> bool:
    """'65 people are free, Kyiv said', then 'Russia has not commented so far': an official of a side tells it."""
    closed = {m.sentence.number for m in silent}
    events = (e for e in item.events if e.lead and not e.recall and (e.findings or (e.day and e.clause.has("free"))))
    told = {e.number for e in events if e.stage.phase is CARRIED_OUT} - closed
    return any(
        spoken.origin.official and spoken.origin.party in item.lexicon.sides
        for number in told
        for spoken in item.spoken.get(number, ())
    )


def refuses_to_confirm(marked: Marked) -> bool:
    """'refused to confirm', 'подтвердить их отказался'."""
    return "refuses" in marked.marks and any(
        marked.within("confirm", m.start - SPAN, m.end + SPAN) for m in marked.of("refuses")
    )
