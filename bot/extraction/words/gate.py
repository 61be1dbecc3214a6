"""Whether an entry may say anything at all, told from its letters before any of its words is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import ahocorasick_rs

from bot.extraction.words.morphology import fold
from bot.extraction.words.phrases import Phrases

SHORT: Final = 4
"""Letters by which two words are told apart: 'Ukraine' and 'Ukrainian' are one."""


class Beginnings:
    """Finds which of a list of beginnings words of a text begin with; one that ends in a space is a whole word."""

    def __init__(self, stems: Iterable[str]) -> None:
        self.stems = list(dict.fromkeys(stems))
        self.automaton = ahocorasick_rs.AhoCorasick([s.rstrip() for s in self.stems])

    def find(self, text: str) -> list[tuple[int, int]]:
        """(number of the beginning, where it stands) in the order of the text."""
        matches: list[tuple[int, int, int]] = self.automaton.find_matches_as_indexes(text, overlapping=True)
        found: list[tuple[int, int]] = []
        for index, start, end in matches:
            if start and text[start - 1].isalpha():
                continue
            if self.stems[index][-1] != " " or not text[end : end + 1].isalpha():
                found.append((index, start))
        return found


class Gate:
    """One pass of an automaton over the letters for events; another for names where there is any.

    An entry needs the beginning of an event's word and a name that the dossier knows. Words that other news uses as
    well ('home', 'agree') count where they stand in the title, where two of them or two names meet. Where a word of
    captivity stands beside another event's, no name is needed: a text may leave open whose prisoners come home.
    """

    def __init__(self, phrases: Phrases) -> None:
        words = phrases.table.get("gate", {})
        telling = [fold(s) for s in words.get("events", ())]
        self.telling = len(set(telling))
        self.unnamed = {fold(s) for s in words.get("unnamed", ())}
        self.events = Beginnings([*telling, *map(fold, words.get("common", ()))])
        begins = {stem[:size] for stem in self.unnamed for size in range(1, len(stem) + 1)}
        # 'prisoner coordination body' begins with what it is about
        names = {stem: capital for stem, capital in phrases.name_beginnings().items() if stem not in begins}
        self.names = Beginnings(names)
        self.capital = [names[stem] for stem in self.names.stems]

    def opens(self, title: str, text: str) -> bool:
        whole = f"{title}\n{text}"
        folded = fold(whole)
        events = self.events.find(folded)
        if not events:
            return False
        stems = {self.events.stems[index] for index, _ in events}
        several = len({stem[:SHORT] for stem in stems}) > 1
        if several and not self.unnamed.isdisjoint(stems):
            return True
        enough = several or any(index < self.telling or start < len(title) for index, start in events)
        return self.named(whole, folded, 1 if enough else 2)

    def named(self, whole: str, folded: str, least: int) -> bool:
        """Whether so many names begin differently; one that is written with a capital counts with one only."""
        same = len(whole) == len(folded)
        found: set[str] = set()
        for index, start in self.names.find(folded):
            if not (same and self.capital[index] and whole[start].islower()):
                found.add(self.names.stems[index][:SHORT])
                if len(found) >= least:
                    return True
        return False
