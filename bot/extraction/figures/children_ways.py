"""Where children go: boys and girls counted together, the few who went the other way, the only land that is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.words.marks import STARTS, Marked
from bot.extraction.words.terms import CARRIED_OUT, CHILDREN

KIN: Final = ("kin", "to_kin", "reunion", "families", "parents")


def together(counts: Sequence[Count], marked: Marked) -> list[Count]:
    """'four boys and a girl', 'четырёх мальчиках и девочке': the counts in order, children joined by 'and' as one."""
    found: list[Count] = []
    for count in sorted(counts, key=STARTS):
        last = found[-1] if found else None
        children = last is not None and last.noun == count.noun == "child" and last.nation == count.nation
        if last is not None and children and last.second is None and joined(last, count, marked):
            last.value, last.end = last.value + count.value, count.end
        else:
            found.append(count)
    return found


def joined(first: Count, second: Count, marked: Marked) -> bool:
    """Whether only 'and', and an article, stand between two counts of children that are called differently."""
    at = first.end
    tokens = marked.sentence.tokens
    article = second.start - at == 2 and tokens[at + 1].word.norm in ("a", "an")
    return (
        marked.within("and", at, at + 1) and (second.start == at + 1 or article) and min(first.value, second.value) > 0
    )


def ways(item: Item) -> None:
    """Give children whom no clause gave to a side to the only land named, and those who went the other way to its."""
    theirs = item.lexicon.only_theirs.get("child")
    if theirs is None or "child" not in item.everywhere:
        return
    lead = [e for e in item.events if e.lead and not e.recall and e.stage.phase is CARRIED_OUT]
    told = [(e, f) for e in lead for f in e.findings if f.kind is CHILDREN and not f.part]
    main = [f for e, f in told if "in_return" not in e.clause.own]
    if len(main) != 1 or main[0].count.second is not None:
        return
    if main[0].party is None and goals_named(item) == {theirs}:
        main[0].party = theirs
    rest = [s for s in item.lexicon.sides if s != main[0].party]
    if main[0].party in item.lexicon.sides and len(rest) == 1:
        for event in lead:
            turn_back(event, main[0], rest[0])


def goals_named(item: Item) -> set[str]:
    """The sides in whose land children or their families are, or to which they go: 'his grandmother in Ukraine'."""
    found = set()
    for marked in item.lead:
        if not marked.any_of(("child", *KIN)) or "abducted" in marked.marks:
            continue
        for mark in marked.of("party"):
            if mark.value in item.lexicon.sides and marked.has("prep_in", "prep_to", lo=mark.start - 1, hi=mark.start):
                found.add(mark.value)
    return found


def turn_back(event: Event, told: Finding, side: str) -> None:
    """'Two travelled the other way to join their father': so many of the children, with the number in front."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    others = any(f.kind is not told.kind and f.party for f in event.findings)
    if event.number == 0 or clause.lo or others or "in_return" not in clause.own:
        return
    numbers = [int(m.value) for m in clause.marks("number") if m.start == 0]
    value = tokens[0].word.value or next(iter(numbers), 0)
    if 0 < value < told.count.value and not clause.has("captive", "military", "swap", "body"):
        count = replace(told.count, start=0, end=1, value=value, nation=None)
        event.findings = [replace(told, count=count, party=side)]
