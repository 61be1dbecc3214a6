"""How names are written: capitals, scripts, surnames, and what is left of a name without its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from storage.vocabulary import Person

LATIN: Final = re.compile(r"[A-Za-z]")


def capitals(surface: str) -> int:
    """2 where a word counts only in capitals, 1 where only with a capital, else 0."""
    letters = surface.replace(".", "")
    if len(letters) > 1 and letters.isupper():
        return 2
    return int(surface[:1].isupper())


def fits(needed: tuple[int, ...], words: list[Any]) -> bool:
    """Whether words have the capitals that a phrase of as many words needs."""
    for need, word in zip(needed, words, strict=True):
        if need and not (word.upper if need == 2 else word.capital):
            return False
    return True


def fits_script(name: str, code: str) -> bool:
    return bool(LATIN.search(name)) == (code == "en")


def spellings(person: Person, code: str) -> list[str]:
    """A person's spellings in a language's script; what is all capitals is a body's name or a nickname."""
    names = [person.name.get(code, ""), *person.spellings]
    return [n for n in dict.fromkeys(names) if n and fits_script(n, code) and not n.isupper()]


def surname(person: Person, code: str) -> str:
    return (person.name.get(code) or " ").split(" ")[-1]


def common_surnames(people: Iterable[Person], code: str) -> set[str]:
    """Surnames that two people of the dossier share: they name neither."""
    seen: set[str] = set()
    shared: set[str] = set()
    for person in people:
        last = surname(person, code)
        (shared if last in seen else seen).add(last)
    return shared


def name_stems(norm: str) -> tuple[str, ...]:
    """What may be left of a name without its ending: analysers guess wrong at foreign names ('Джидді', 'Віткоффом')."""
    return tuple(f"~{norm[: len(norm) - cut]}" for cut in range(4) if len(norm) - cut >= 4)


def name_stem(norm: str) -> str | None:
    """The stem under which a name is filed; None for one too short to be told by it."""
    stem = norm.rstrip("аеєиіїоуюяьйыэ")
    return f"~{stem}" if len(stem) >= 4 else None
