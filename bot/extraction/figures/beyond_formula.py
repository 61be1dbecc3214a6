"""Whom a side got back on top of so many for so many: 'сверх обмена «175 на 175» получил 22 раненых'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import EXCHANGE

PAIR: Final = 2
ON_TOP: Final = ("extra", "besides", "anaphor", "fellow")
BEFORE: Final = 3
"""Within how many words before a formula stands that something is outside it."""

NEAR: Final = 6
"""Within how many words behind a relative pronoun stands who let people go."""


def beyond_formula(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Окрім обміну 175 на 175, Росія віддала 22 тяжкопоранених': these come on top of as many of each."""
    difference(events, sides)
    for event in events:
        let_go_by(event, sides)
        if len(event.findings) < 2 or event.recall:
            continue
        told = [f for f in event.findings if f.party == BOTH and f.count.second is not None and not f.part]
        for formula in told:
            at = formula.count.start
            if not event.clause.marked.within("besides", max(event.clause.lo, at - BEFORE), at - 1):
                continue
            for other in event.findings:
                if other.party in sides and other.count.second is None and other.count.value < formula.count.value:
                    other.extra, other.part, other.joined = True, False, False


def let_go_by(event: Event, sides: tuple[str, ...]) -> None:
    """'175 на 175 і ще 22 поранені, | яких Росія передала поза формулою': who let them go is told behind them."""
    marked, hi = event.clause.marked, event.clause.hi
    if not event.findings or not marked.within("relative_word", hi, hi + 1):
        return
    last = event.findings[-1]
    given = marked.first("give", "free", lo=hi, hi=hi + NEAR)
    if not last.extra or last.count.nation is not None or given is None or hi - last.count.end > 2:
        return
    acting = [m for m in marked.all("party", lo=hi, hi=hi + NEAR) if m.value in sides and abs(given.start - m.end) <= 1]
    acting = [m for m in acting if not (c := marked.sentence.tokens[m.start].word.cases) or "nomn" in c]
    if len(acting) == 1 and last.party in (None, BOTH, acting[0].value):
        last.party = next(s for s in sides if s != acting[0].value)


def difference(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'160 for 150', then 'Russia let ten go on top of the agreed 150': who got the difference got more."""
    told = [(e, f) for e in events if e.lead and not e.recall and not e.void for f in e.findings]
    pairs = [(e, f) for e, f in told if f.kind is EXCHANGE and f.party is None and unlike(f)]
    if len(pairs) != 1 or len(sides) != PAIR:
        return
    event, pair = pairs[0]
    few, many = sorted((pair.count.value, pair.count.second or 0))
    more = [(e, f) for e, f in told if f.party in sides and f.count.second is None and f.count.value == many - few]
    if len(more) != 1:
        return
    beside, extra = more[0]
    agreed = any(f.count.value == few for f in beside.findings)
    if not (agreed or beside.clause.any_of(ON_TOP)) or any(
        e is not beside and f.party in sides and f.count.value in (few, many) for e, f in told
    ):
        return
    other = next(s for s in sides if s != extra.party)
    event.findings.append(replace(pair, count=replace(pair.count, value=few, second=None), party=other))
    pair.count, pair.party = replace(pair.count, value=many, second=None), extra.party
    extra.part, extra.extra = True, False
    if beside is not event:
        beside.findings[:] = [f for f in beside.findings if f is extra or f.count.value not in (few, many)]


def unlike(finding: Finding) -> bool:
    return finding.count.second not in (None, finding.count.value)
