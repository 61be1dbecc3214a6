"""'a day before Putin and Trump meet': by how much an event came before another one, whose day that is."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.when import When, shifted
from bot.extraction.words.marks import Mark, Marked

STOPS: Final = frozenset(
    {"and", "but", "in", "on", "at", "by", "from", "to", "with", "when", "while", "as", "under", "through"}
)
"""Words that no object begins with: 'had been freed the day before in Belarus'."""


def before_else(mark: Mark, marked: Marked) -> bool:
    """Whether a phrase such as 'a day before' takes an object, so that it dates what follows and not the event."""
    tokens = marked.sentence.tokens
    if mark.end >= len(tokens) or tokens[mark.end - 1].word.norm != "before":
        return False
    word = tokens[mark.end].word
    return word.kind == "word" and word.norm not in STOPS and not marked.has("number", lo=mark.end, hi=mark.end + 1)


def shift(m: Mark, marked: Marked) -> When:
    """'a day later'; 'a day before they meet' tells that they meet a day after the event."""
    ahead = before_else(m, marked)
    if eve_of(m, marked) or (ahead and m.start <= 1):
        return When(m.start, m.end, "vague")
    when = shifted(m, marked)
    when.offset = -(when.offset or 0) if ahead else when.offset
    return when


def eve_of(mark: Mark, marked: Marked) -> bool:
    """'накануне пасхального перемирия', 'напередодні Великодня': before a feast or a truce, on no day that is told."""
    tokens = marked.sentence.tokens
    if mark.value != "-1" or mark.end - mark.start > 1 or mark.end >= len(tokens):
        return False
    word = tokens[mark.end].word
    genitive = word.pos in ("noun", "adj") and "gent" in word.cases and "nomn" not in word.cases
    genitive = genitive or of_meeting(mark.end, marked)
    return genitive and not marked.has(*PEOPLE, "swap", "party", lo=mark.end, hi=mark.end + 1)


def of_meeting(at: int, marked: Marked) -> bool:
    """'накануне встречи Путина и Трампа': talks behind the word, and no verb of theirs that would tell of them."""
    word = marked.sentence.tokens[at].word
    talks = word.pos == "noun" and "gent" in word.cases and marked.within("talks", at, at + 1)
    return talks and not marked.has("happened", "completed", "under_way", lo=at + 1, hi=at + 5)
