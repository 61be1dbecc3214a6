"""Whose people a title counts, where only the text behind it calls them so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import COMPLETED, CUMULATIVE, EXCHANGE

FIRST: Final = 2
"""Up to which sentence behind the title they are called so."""
FREED: Final = ("free", "let_go", "home", "freed_people")
CALLED: Final = ("folk", "civilian", "resident", "captive", "freed_people")


def called_so(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Ten civilians released', then 'Kyiv let the Russian nationals leave': where no figure has a side, it is theirs.

    So it is with 'Exchange brings back 146', then 'Among the Ukrainians freed on Friday are eight civilians'.
    """
    told = [(e, f) for e in events if not (e.recall or e.void) for f in e.findings if f.scope is not CUMULATIVE]
    if any(f.party in sides for _, f in told if not f.part):
        return
    whole = [f for e, f in told if e.in_title and open_whole(e, f)]
    if len(whole) != 1:
        return
    for event in events:
        if event.in_title or event.recall or event.void or event.number > FIRST or event.stage is not COMPLETED:
            continue
        named = named_so(event.clause, sides)
        if len(named) == 1:
            whole[0].party, whole[0].why = named.pop(), "whom the text calls so"
            return


def open_whole(event: Event, finding: Finding) -> bool:
    plain = finding.party is None and finding.kind is EXCHANGE and not finding.part and finding.count.second is None
    return plain and event.stage is COMPLETED


def named_so(clause: Clause, sides: tuple[str, ...]) -> set[str]:
    """The sides whose people a clause says were freed: 'the Russian nationals', 'the Ukrainians freed'; English."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if not clause.any_of(FREED) or clause.has("prep_by", "captivity"):
        return set()
    found = set()
    for mark in clause.marks("adjective", "people"):
        if mark.value not in sides or tokens[mark.start].word.pos or tokens[mark.start - 1].word.norm != "the":
            continue
        behind = CALLED if mark.cls == "adjective" else FREED
        if marked.has(*behind, lo=mark.end, hi=mark.end + 1):
            found.add(mark.value)
    return found
