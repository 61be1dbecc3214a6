"""What of a sentence may leave the house: no names of prisoners, no place before a side's official has named it.

RULES, 8. A sentence that a claim or a statement rests on is the outlet's and may hold either, so of its words with a
capital only those go out that the dossier knows: officials, bodies, parties, places, and the words by which news is
read. What does not go out is not found by /search either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from storage.vocabulary import RETURNS, Claim, Development, Dossier, Report, Stage, Statement

LEFT_OUT = "[…]"
"""Stands for the words that were taken out of a sentence."""
_WORD = re.compile(r"[^\W\d_](?:[\w'’ʼ-]*\w)?")
_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_SEVERAL = re.compile(rf"{re.escape(LEFT_OUT)}(?:[ .-]*{re.escape(LEFT_OUT)})+")
_STEM, _ENDING = 4, 3
_REMEMBERED = 4096
"""Words, each with what was found of it: the same ones come in many sentences."""
_OF_SURNAMES = "к"
"""Stands in the endings of surnames (-енко, -чук, -як), and in none of a known word's own cases and persons."""
_NO_WORDS = ("foreign", "ordinal_ending")
"""Tables whose entries make no word known: other wars' names, and letters that could be somebody's initials."""
PRISONERS = "prisoners"
"""The topic of what is said of exchanges and captives."""


class Guard:
    """Knows which words of a sentence are no prisoner's name, over one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._sides = dossier.sides
        self._known, self._surnames = _Words(_names(dossier)), _Words(_parts(dossier, slice(-1, None)))
        self._first_names = _Words(_parts(dossier, slice(None, -1)))
        self._places = _Words(_places(dossier))
        self._abroad = _Words(_places(dossier, but=dossier.sides))
        self._may_stay = lru_cache(_REMEMBERED)(self._is_known)

    def evidence(self, report: Report, one: Development) -> str:
        """The sentence of a report of that development, without the names that nobody should find in it."""
        over = one.kind not in RETURNS or (one.stage is Stage.COMPLETED and self._of_a_side(report.claim))
        return self._without_names(report.claim.evidence, self._places if over else None)

    def said(self, statement: Statement) -> Mapping[str, str]:
        """The texts of a statement, by language; those of the record are ours and stand as they are.

        Of prisoners only officials of a side name a place that lies in the land of one.
        """
        if statement.record_id is not None:
            return statement.text
        theirs = statement.topic != PRISONERS or statement.party in self._sides
        places = self._places if theirs else self._abroad
        return {language: self._without_names(text, places) for language, text in statement.text.items()}

    def _without_names(self, text: str, places: _Words | None) -> str:
        """A text with only those capitalised words that are known, or are one of these places."""
        words = _WORD.findall(text)
        if all(word.islower() or self._may_stay(word, places) for word in words):
            return _SEVERAL.sub(LEFT_OUT, text)
        following = [*words[1:], ""]
        kept = _WORD.sub(lambda found: self._told(found[0], following.pop(0), places), text)
        return _SEVERAL.sub(LEFT_OUT, kept)

    def _told(self, word: str, following: str, places: _Words | None) -> str:
        """The word, or what stands for it. An official's first name stays before the surname only."""
        if self._may_stay(word, places) or (self._first_names.has(word) and self._surnames.has(following)):
            return word
        return LEFT_OUT

    def _of_a_side(self, claim: Claim) -> bool:
        return any(origin.official and origin.party in self._sides for origin in claim.origins)

    def _is_known(self, word: str, places: _Words | None) -> bool:
        if not any(character.isupper() for character in word):
            return True
        return self._known.has(word) or (places is not None and places.has(word))


_GUARDS: dict[int, tuple[Dossier, Guard]] = {}
_MOST = 4


def guard_of(dossier: Dossier) -> Guard:
    """The guard over a dossier, made once: that takes as long as an answer may."""
    known = _GUARDS.get(id(dossier))
    if known is None or known[0] is not dossier:
        if len(_GUARDS) >= _MOST:
            _GUARDS.clear()
        known = _GUARDS[id(dossier)] = (dossier, Guard(dossier))
    return known[1]


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
        stems = (stem for stem in _stems(low) if _OF_SURNAMES not in low[len(stem) :])
        return bool(_CYRILLIC.search(low)) and any(stem in self._stems for stem in stems)


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
        yield from _strings(table)


def _places(dossier: Dossier, but: Iterable[str] = ()) -> Iterator[str]:
    """Names of places, but for those in the lands of these parties."""
    without = set(but)
    for one in dossier.places.values():
        if one.country not in without:
            yield from (*one.name.values(), *one.spellings)


def _parts(dossier: Dossier, which: slice) -> Iterator[str]:
    """First names or surnames of the officials."""
    for person in dossier.people.values():
        for name in (*person.name.values(), *person.spellings):
            yield " ".join(name.split()[which])


def _strings(value: object) -> Iterator[str]:
    """Every text within tables and lists, keys too, but for the tables that make no word known."""
    if isinstance(value, str):
        yield value.rstrip("*")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NO_WORDS:
                yield str(key)
                yield from _strings(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _strings(inner)
