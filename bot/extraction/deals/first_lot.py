"""A title tells that an exchange begins, and the text that the first of it is done."""

from __future__ import annotations

from bot.extraction.counts.scope import Finding
from bot.extraction.deals.relations import past
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import COMPLETED, EXCHANGE, UNDER_WAY


def first_done(found: list[Group]) -> None:
    """'First 200 of 500: swap begins', then '200 returned to each on Thursday': the first lot is back."""
    for group in found:
        if group.stage is not UNDER_WAY or group.kind is not EXCHANGE or group.framework:
            continue
        first = {f.count.value for e, f in group.findings if e.in_title and e.clause.has("ordinal")}
        done = [e for e, f in group.findings if e.stage is COMPLETED and not f.part]
        firsts = any(e.stage is COMPLETED and f.count.value in first for e, f in group.findings)
        firsts = firsts or any(first_home(e, f) for e, f in group.findings) or any(is_first(e) for e in group.events)
        if firsts or any(went(e) for e in done) or (not group.findings and any(came(e) for e in group.events)):
            group.stage = COMPLETED  # 'Swap begins', then 'sixty came home on Monday'


def first_home(event: Event, finding: Finding) -> bool:
    """'Обмен начался: первые 200 военных дома': Ukrainian and Russian, the first of them are back."""
    clause, at = event.clause, finding.count.start
    if finding.part or not clause.marked.sentence.tokens[clause.lo].word.pos or clause.has("future", "negation"):
        return False
    return clause.marked.within("ordinal", at - 1, at) and clause.marked.has("home", lo=finding.count.end, hi=clause.hi)


def went(event: Event) -> bool:
    """English: 'Sixty came home on Monday', behind a title that an exchange begins; 'the first 100' may be on it."""
    marked, at = event.clause.marked, event.findings[0].count.start
    told = not (event.in_title or event.weak) and past(event) and not marked.has("ordinal", lo=max(0, at - 2), hi=at)
    words = [t.word for t in marked.sentence.tokens[event.clause.lo : event.clause.hi]]
    return told and not any(word.pos or word.norm == "being" for word in words)  # 'are being returned': not yet


def came(event: Event) -> bool:
    """English: 'the first group came home on Monday', 'captives under 25 returned': back, and nobody says how many."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.in_title or event.weak or event.recall or event.day is None or event.stage is not COMPLETED:
        return False
    who = clause.marked.first("captive", "military", "wounded", "lot_noun", lo=clause.lo, hi=clause.hi)
    back = clause.first("home", "return") if past(event) else None
    if who is None or back is None or back.start < who.end or "the_rest" in clause.marked.marks:
        return False  # 'the first group came home, the rest will follow': it goes on
    if clause.marked.has("negation", "conditional", lo=clause.lo, hi=back.start):
        return False
    return not any(t.word.pos or t.word.norm == "being" for t in tokens[clause.lo : clause.hi])


def is_first(event: Event) -> bool:
    """English: 'Thursday's group is the first instalment of an exchange': the lot of that day is back."""
    clause = event.clause
    if event.day is None or event.in_title or event.stage is not COMPLETED or event.recall:
        return False
    lot = clause.marked.first("lot_noun", "contingent", "swap", lo=clause.lo, hi=clause.hi)
    if lot is None or not clause.marked.within("weekday", lot.start - 1, lot.start):
        return False
    firsts = (m for m in clause.of("ordinal") if m.value == "1" and m.start > lot.end)
    return clause.marked.has("copula", lo=lot.end, hi=lot.end + 1) and any(
        clause.marked.has("leg", "phase", lo=m.end - 1, hi=m.end + 1) for m in firsts
    )
