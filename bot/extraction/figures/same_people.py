"""People of whom two sentences tell: they are the same, whoever speaks of them (Rule E, step 4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import AS_IT_SAYS
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import CHILDREN, CIVIL, EXCHANGE

GUESSED: Final = frozenset({AS_IT_SAYS, "returned its own", "nobody named", "no side named"})
"""By what a side is only presumed to be theirs."""
LISTED: Final = GUESSED | {"where their families are"}


def same_people(events: Sequence[Event]) -> None:
    """Children of a title whom the text lists one by one, and civilians whom another sentence calls one side's."""
    same_children(events)
    same_civilians(events)
    few_named(events)


def few_named(events: Sequence[Event]) -> None:
    """'Two priests and a reporter are free', then 'Ten civilians came home in the exchange': these are some of them."""
    titled = [(e, f) for e in events if e.in_title and not e.void for f in e.findings]
    if not titled or any(f.scope is not CIVIL or f.part or "profession" not in e.clause.own for e, f in titled):
        return
    few = sum(f.count.value for _, f in titled)
    for event in (e for e in events if e.lead and not (e.in_title or e.recall or e.void)):
        whole = event.findings[0] if len(event.findings) == 1 else None
        if whole is None or whole.scope is not CIVIL or whole.part or event.stage is not titled[0][0].stage:
            continue
        named = event.clause.marked.has("civilian", lo=whole.count.start, hi=whole.count.end)
        fresh = event.clause.has("free", "home", "return", "give", "swap") and not event.clause.has("anaphor", "fellow")
        if named and fresh and whole.count.value > few:
            for _, finding in titled:
                finding.part, finding.extra = True, False
            return


def same_children(events: Sequence[Event]) -> None:
    """'Seven children reunited with families in Ukraine', then 'six boys and a girl, Russia's commissioner said'."""
    titled = [f for e in events if e.in_title for f in e.findings if f.kind is CHILDREN]
    if len(titled) != 1 or titled[0].party is None or titled[0].why in GUESSED:
        return
    whole = titled[0]
    for event in events:
        listed = [f for f in event.findings if f.kind is CHILDREN and not f.part]
        told = not event.in_title and len(listed) > 1 and all(f.why in LISTED for f in listed)
        if told and sum(f.count.value for f in listed) == whole.count.value:
            for finding in listed:
                finding.party, finding.part = whole.party, True


def same_civilians(events: Sequence[Event]) -> None:
    """'45 soldiers each, two civilians also go home', then 'two Ukrainian civilians': none went the other way."""
    told = [(e, f) for e in events if not e.void for f in e.findings if f.scope is CIVIL and f.kind is EXCHANGE]
    for event, finding in told:
        if finding.party != BOTH or event.clause.marked.within("each", finding.count.end, event.clause.hi):
            continue
        alike = (f for e, f in told if e is not event and f.count.value == finding.count.value)
        named = {f.party for f in alike if f.count.nation is not None and f.party == f.count.nation}
        if len(named) == 1:
            finding.party = next(iter(named))
