"""What of a sentence may leave the house: no names of prisoners, no place before a side's official has named it.

RULES, 8. The sentence that a claim rests on is the outlet's and may hold either, so of its words with a capital only
those go out that the dossier knows: officials, bodies, parties, places, and the words by which news is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from handlers.wording.card import RETURNS
from storage.vocabulary import Claim, Development, Dossier, Report, Stage

LEFT_OUT = "[…]"
"""Stands for the words that were taken out of a sentence."""
_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w)?")
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SEVERAL = re.compile(rf"{re.escape(LEFT_OUT)}(?:[ .-]*{re.escape(LEFT_OUT)})+")
_STEM, _ENDING = 4, 3
_FOREIGN = "foreign"


class Guard:
    """Knows which words of a sentence are no prisoner's name, over one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._sides = dossier.sides
        self._known, self._surnames = _Words(_names(dossier)), _Words(_parts(dossier, slice(-1, None)))
        self._first_names = _Words(_parts(dossier, slice(None, -1)))
        places = (name for one in dossier.places.values() for name in (*one.name.values(), *one.spellings))
        self._places = _Words(places)

    def evidence(self, report: Report, one: Development) -> str:
        """The sentence of a report of that development, without the names that nobody should find in it."""
        over = one.kind not in RETURNS or (one.stage is Stage.COMPLETED and self._of_a_side(report.claim))
        text = report.claim.evidence
        following = [*_WORD.findall(text)[1:], ""]
        kept = _WORD.sub(lambda found: self._told(found[0], following.pop(0), over), text)
        return _SEVERAL.sub(LEFT_OUT, kept)

    def _told(self, word: str, following: str, over: bool) -> str:
        """The word, or what stands for it. An official's first name stays before the surname only."""
        if self._may_stay(word, over) or (self._first_names.has(word) and self._surnames.has(following)):
            return word
        return LEFT_OUT

    def _of_a_side(self, claim: Claim) -> bool:
        return any(origin.official and origin.party in self._sides for origin in claim.origins)

    def _may_stay(self, word: str, over: bool) -> bool:
        if not any(character.isupper() for character in word):
            return True
        return self._known.has(word) or (over and self._places.has(word))


class _Words:
    """Words that are known in any case of the language: Cyrillic ones by their beginning, others as they are."""

    def __init__(self, texts: Iterable[str]) -> None:
        words = {word.lower() for text in texts for word in _WORD.findall(text)}
        self._whole = frozenset(words)
        self._stems = frozenset(stem for word in words if _CYRILLIC.search(word) for stem in _stems(word))

    def has(self, word: str) -> bool:
        low = word.lower()
        if low in self._whole or _POSSESSIVE.sub("", low) in self._whole:
            return True
        if "-" in low:
            return all(self.has(part) for part in low.split("-") if part)
        return bool(_CYRILLIC.search(low)) and any(stem in self._stems for stem in _stems(low))


def _stems(word: str) -> Iterator[str]:
    """A word without up to three letters of its ending, four letters at least."""
    return (word[:end] for end in range(max(_STEM, len(word) - _ENDING), len(word) + 1))


def _names(dossier: Dossier) -> Iterator[str]:
    """Surnames of officials, names of parties and bodies, and every word of the dossier's tables of words."""
    yield from _parts(dossier, slice(-1, None))
    for party in dossier.parties.values():
        yield from (*party.name.values(), *_strings(party.words), *_strings(party.forms))
    yield from _strings(dossier.bodies)
    for table in dossier.words.values():
        yield from _strings({name: words for name, words in table.items() if name != _FOREIGN})


def _parts(dossier: Dossier, which: slice) -> Iterator[str]:
    """First names or surnames of the officials."""
    for person in dossier.people.values():
        for name in (*person.name.values(), *person.spellings):
            yield " ".join(name.split()[which])


def _strings(value: object) -> Iterator[str]:
    """Every text within tables and lists, keys too."""
    if isinstance(value, str):
        yield value.rstrip("*")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
