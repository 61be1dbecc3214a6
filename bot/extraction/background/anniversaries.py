"""'Twelve months on', 'рік тому цього дня': what is told on the anniversary of an exchange is none of these days."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.events.told import opening
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import COMPLETED

OF_CAPTURE: Final = ("seized", "taken", "kept", "ordinal", "families", "to_rear", "fought", "defended")
"""What fell on that day of another year: they were taken, laid down their arms, or held a town."""


def a_year_on(item: Item) -> bool:
    """'Twelve months on', 'рік тому цього дня', 'прошёл месяц с обмена': an anniversary of it, not of the capture."""
    told = (m for m in opening(item) if not (m.any_of(OF_CAPTURE) or of_the_last(m)))
    return any((a_day_ago(m) or gone_by(m)) and not of_an_older_one(m, item) for m in told)


def of_an_older_one(marked: Marked, item: Item) -> bool:
    """'90 came home today', then 'A month ago the sides exchanged 84 each': another figure of another exchange."""
    number = marked.sentence.number
    then = {f.count.value for e in item.events if e.number == number and e.recall for f in e.findings}
    now = [e for e in item.events if e.lead and e.number != number and not e.recall] if then else []
    fresh = (e.day is not None and 0 <= (item.published - e.day).days <= 1 and e.stage is COMPLETED for e in now)
    return any(fresh) and any(f.count.value not in then for e in now for f in e.findings)


def a_day_ago(marked: Marked) -> bool:
    """'рік тому', 'twelve months on', but not 'with us since last year'."""
    return any(not marked.has("prep_from", "since", lo=m.start - 2, hi=m.start) for m in marked.of("year_on"))


def of_the_last(marked: Marked) -> bool:
    """'Предыдущий обмен был пять месяцев назад': how long there has been none."""
    return any(marked.within("swap", m.end, m.end + 1) for m in marked.of("recall_adjective"))


def gone_by(marked: Marked) -> bool:
    """'two years on', 'прошёл месяц'."""
    tokens = marked.sentence.tokens
    ends = {m.end for m in marked.of("years")}
    begins = {m.start for m in marked.of("years")}
    return any(
        m.start in ends or (tokens[m.start].word.pos == "verb" and not begins.isdisjoint((m.end, m.end + 1, m.end + 2)))
        for m in marked.of("elapsed")
    )
