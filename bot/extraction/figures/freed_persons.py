"""Persons of one side whom a title tells of as free: 'Ukrainian journalist freed by Russia' (Rule E, step 4)."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.marks import Marked

PERSONS: Final = ("military", "civilian", "profession")
FREED: Final = ("free", "return", "home", "captivity")


def freed_persons(title: Marked) -> set[str]:
    """The sides whose people a title says are free, by the adjective before who they are."""
    if not title.any_of(FREED):
        return set()
    tokens, found = title.sentence.tokens, set[str]()
    for mark in title.of("adjective"):
        who = title.first(*PERSONS, lo=mark.end, hi=mark.end + 2)
        if who is None:
            continue
        last, behind = tokens[who.end - 1], title.sentence.text[tokens[who.end - 1].end :][:1]
        if not last.word.possessive and behind not in ("'", "’"):  # not "frees soldiers' phones"
            found.add(mark.value)
    return found


def givers(title: Marked) -> set[str]:
    """'freed by Russia', 'Russia lets Ukrainian mayor go': who gives is not who comes home."""
    behind = [m for m in title.of("party") if title.within("prep_by", m.start - 1, m.start)]
    before = [m for m in title.of("party") if title.has("free", "give", lo=m.end, hi=m.end + 1)]
    return {m.value for m in (*behind, *before)}
