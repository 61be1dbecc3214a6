"""A title tells that an exchange begins, and the text that the first of it is done."""

from __future__ import annotations

from bot.extraction.events import Event
from bot.extraction.group import Group
from bot.extraction.relations import past
from storage.vocabulary import Kind, Stage


def first_done(found: list[Group]) -> None:
    """'First 200 of 500: swap begins', then '200 returned to each on Thursday': the first lot is back."""
    for group in found:
        if group.stage is not Stage.UNDER_WAY or group.kind is not Kind.EXCHANGE or group.framework:
            continue
        first = {f.count.value for e, f in group.findings if e.in_title and e.clause.has("ordinal")}
        done = [e for e, f in group.findings if e.stage is Stage.COMPLETED and not f.part]
        firsts = any(e.stage is Stage.COMPLETED and f.count.value in first for e, f in group.findings)
        if firsts or any(went(e) for e in done):
            group.stage = Stage.COMPLETED  # 'Swap begins', then 'sixty came home on Monday'


def went(event: Event) -> bool:
    """English: 'Sixty came home on Monday', behind a title that an exchange begins; 'the first 100' may be on it."""
    marked, at = event.clause.marked, event.findings[0].count.start
    told = not (event.in_title or event.weak) and past(event) and not marked.has("ordinal", lo=max(0, at - 2), hi=at)
    words = [t.word for t in marked.sentence.tokens[event.clause.lo : event.clause.hi]]
    return told and not any(word.pos or word.norm == "being" for word in words)  # 'are being returned': not yet
