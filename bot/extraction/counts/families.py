"""Families who are told of because one of each is back: 'Двісті родин дочекалися', '200 families get the call'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count, Nouns
from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Marked

GLAD: Final = 5
"""Within how many words behind 'got' stands the news: 'got the best possible news'."""
AWAITED: Final = ("cue_own", "military", "captive", "kin", "families", "own")
"""For whom families wait."""


def families_met(number: Number, nouns: Nouns) -> Count | None:
    """'Двісті родин дочекалися своїх', '205 семей дождались бойцов': one of each is back."""
    marked, at = nouns.marked, number.end
    if "glad_news" in marked.marks and told_families(number, marked):
        nation = next((m.value for m in marked.inside("adjective", at, at + 1)), None)
        return Count(number.start, at + 1, number.value, "folk", nation, qualifier=number.qualifier, words=number.words)
    if "awaited_home" not in marked.marks or not marked.within("families", at, at + 1):
        return None
    met = next((m for m in marked.of("awaited_home") if m.start == at + 1), None)
    if met is None:
        return None
    tokens = marked.sentence.tokens
    ends = met.end >= len(tokens) or tokens[met.end].word.kind == "sym"
    if not ends and not marked.has(*AWAITED, lo=met.end, hi=met.end + 2):
        return None
    return Count(number.start, at + 1, number.value, "folk", qualifier=number.qualifier, words=number.words)


def told_families(number: Number, marked: Marked) -> bool:
    """English: '200 families get the call they were waiting for', '205 Ukrainian families got the best news today'."""
    families = marked.first("families", lo=number.end, hi=number.end + 2)
    if families is None or number.second is not None or not marked.sentence.in_title:
        return False
    if not marked.within("receive", families.end, families.end + 1):
        return False
    tokens = marked.sentence.tokens
    news = marked.inside("glad_news", families.end + 1, families.end + 1 + GLAD)
    return any(m.end == len(tokens) or tokens[m.start].word.norm != "the" for m in news)  # no 'the call every night'


def by_title(number: Number, marked: Marked) -> bool:
    """'Серед 150 звільнених — двоє священників': a title tells the whole so."""
    tokens, at = marked.sentence.tokens, number.end
    freed = marked.sentence.in_title and marked.within("freed_people", at, at + 1)
    return freed and any(t.word.surface in "—–" for t in tokens[at + 1 : at + 2])
