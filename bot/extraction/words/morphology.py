"""Words → dictionary forms and what their ending tells, by language.

English has so few endings that a handful of rules and a list of irregular forms do; Ukrainian and Russian words are
analysed by pymorphy3, but only those whose beginning the lexicon knows, and each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol
from zlib import crc32

from bot.extraction.words.gerunds import infinitives
from bot.extraction.words.spelling import name_stems
from bot.extraction.words.suppletive import every_stem
from bot.extraction.words.tags import cases_of, part_of_speech, tense_of

CACHE: Final = 60_000
USUAL: Final = 0.5
"""How likely the reading of a form must be to rule out the first person of a verb."""
APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'", "ё": "е", "Ё": "Е"})
GROUPING: Final = re.compile("[\u00a0\u202f\u2009\u2007 ,.](?=\\d{3}(?!\\d))")
STEM: Final = 6
"""How many letters of an inflected word are its stem, roughly."""


@dataclass(slots=True, eq=False)
class Word:
    """One surface form: its keys (possible dictionary forms) and grammar.

    `tense` is past, pres, fut, inf, ing, part or empty; `cases` are pymorphy's; `value` a number in digits.
    """

    surface: str
    norm: str
    keys: tuple[str, ...]
    kind: str
    capital: bool = False
    upper: bool = False
    possessive: bool = False
    value: int | None = None
    pos: str = ""
    tense: str = ""
    cases: frozenset[str] = frozenset()
    passive: bool = False
    perfective: bool | None = None
    plural: bool = False
    filed: tuple[str, ...] = ()
    """The keys under which the lexicon may file it: that of the form itself, then the dictionary forms."""
    inner: tuple[str, ...] = ()
    """Of these the ones under which any phrase goes on with it, set by the lexicon."""
    begun: Any = None
    """What the lexicon's tree says of this word, set by the lexicon."""
    code: int = 0
    """What stands for it where texts are compared: of a number that it is one, of an inflected word its beginning."""

    def __post_init__(self) -> None:
        self.filed = (f"={self.norm}", *self.keys)
        stem = "#" if self.kind == "num" else self.norm if self.norm.isascii() else self.norm[:STEM]
        self.code = crc32(stem.encode("utf-8", "replace"))


class Language(Protocol):
    """What the reading asks of a language."""

    code: str
    known: dict[str, Word]
    """The words met so far, by surface."""

    def learn(self, surface: str) -> Word: ...

    def keys(self, surface: str) -> tuple[str, ...]: ...


def fold(surface: str) -> str:
    """Small letters, one apostrophe, no ё: the form under which words are compared."""
    low = surface.casefold()
    if low.isascii():
        return low.replace("`", "'")
    # chained: `translate` takes ten times as long over a whole text
    return low.replace("’", "'").replace("ʼ", "'").replace("`", "'").replace("‘", "'").replace("ё", "е")


def number(surface: str) -> int | None:
    """The value of a number in digits: '6 060' and '1,000' are whole numbers, '4.5' and '10:30' are none."""
    plain = GROUPING.sub("", surface)
    return int(plain) if plain.isdecimal() and len(plain) < 10 else None


def plain(surface: str) -> Word | None:
    """Numbers and signs, which are the same in every language."""
    if surface[0].isdigit():
        return Word(surface, surface, (surface,), "num", value=number(surface))
    if not surface[0].isalpha():
        return Word(surface, surface, (surface,), "sym")
    return None


class English:
    """Endings by rule, irregular forms by list."""

    code = "en"

    def __init__(self, irregular: Mapping[str, str]) -> None:
        self.irregular = {form: tuple(value.split()) for form, value in irregular.items()}
        self.known: dict[str, Word] = {}

    def learn(self, surface: str) -> Word:
        if len(self.known) > CACHE:
            self.known.clear()
        word = self.known[surface] = plain(surface) or self.analyse(surface)
        return word

    def analyse(self, surface: str) -> Word:
        norm = fold(surface)
        possessive = norm.endswith(("'s", "s'"))
        bare = surface[:-2] if norm.endswith("'s") else surface  # "the UAE's" is in capitals as well
        norm = norm.removesuffix("'s")
        upper = bare.replace(".", "").replace("'", "").isupper() and len(norm) > 1
        return Word(
            surface,
            norm,
            self.keys(surface),
            "word",
            capital=surface[0].isupper(),
            upper=upper,
            possessive=possessive,
            tense=self.tense(norm),
        )

    def tense(self, norm: str) -> str:
        if norm in self.irregular:
            return self.irregular[norm][1]
        if norm.endswith("ed"):
            return "past"
        return "ing" if norm.endswith("ing") and len(norm) > 5 else ""

    def keys(self, surface: str) -> tuple[str, ...]:
        norm = fold(surface)
        norm = norm[:-2] if norm.endswith("'s") else norm.rstrip("'")
        found = [norm]
        found += [self.irregular[norm][0]] if norm in self.irregular else stems(norm)
        return tuple(dict.fromkeys(found))


def stems(norm: str) -> list[str]:
    """The base forms that an English form may come from."""
    found: list[str] = []
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if ending == "s" and norm[-2:-1] == "y" and norm[-3:-2] not in tuple("aeou"):
            continue  # Denys is no form of 'deny'
        if norm.endswith(ending) and len(norm) - len(ending) >= 2:
            stem = norm[: -len(ending)]
            found += [stem + base for base in bases]
            if ending in ("ed", "ing") and len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


@cache
def analyser(code: str) -> Any:
    """pymorphy3's analyser for a language: the dictionary is loaded once."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=code)


def function_of(code: str, form: str) -> str:
    """Ukrainian and Russian: an adjective, people (an animate noun) or the party's name."""
    if " " in form or form[0].isupper():
        return "party"
    parses = analyser(code).parse(form)
    tag = parses[0].tag
    if tag.POS == "ADJF" or (form.endswith("кий") and any(p.tag.POS == "ADJF" for p in parses)):
        return "adjective"  # 'турецький' is a surname as well
    return "people" if "anim" in tag else "party"


class Slavic:
    """Ukrainian or Russian by pymorphy3, for words whose beginning is known."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.entries: dict[str, tuple[str, ...]] = {}
        """The keys of the lexicon's own words."""
        self.beginnings: set[str] = set()
        self.known: dict[str, Word] = {}

    def know(self, surfaces: Iterable[str]) -> None:
        """Let words that begin like these be analysed from now on."""
        for surface in every_stem(surfaces):
            norm = fold(surface)
            start = norm[: beginning(len(norm))]
            opened = OPENED.get(start[-1:], "") if self.code == "uk" else ""
            self.beginnings |= {start, *(start[:-1] + other for other in opened)}
        self.known.clear()

    def learn(self, surface: str) -> Word:
        if len(self.known) > CACHE:
            self.known.clear()
        word = self.known[surface] = plain(surface) or self.analyse(surface)
        return word

    def relevant(self, norm: str) -> bool:
        known = self.beginnings
        return norm[:4] in known or norm[:3] in known or norm[:2] in known

    def analyse(self, surface: str) -> Word:
        norm = fold(surface)
        capital, upper = surface[0].isupper(), len(surface) > 1 and surface.isupper()
        stems = name_stems(norm) if capital else ()
        if not self.relevant(norm):
            return Word(surface, norm, (norm, *stems), "word", capital=capital, upper=upper)
        parses = self.parses(surface)
        tags = [p.tag for p in parses]
        verb = next((t for t in tags if t.POS in ("VERB", "INFN", "PRTS", "PRTF", "GRND")), None)
        done = infinitives(norm) if self.code == "uk" and verb is not None and verb.POS == "GRND" else ()
        return Word(
            surface,
            norm,
            (*keys_of(norm, parses), *done, *stems),
            "word",
            capital=capital,
            upper=upper,
            pos=part_of_speech(tags),
            tense=tense_of(verb, tags),
            cases=cases_of(tags, upper=upper),
            passive=any("pssv" in t or "Impe" in t for t in tags),
            perfective=None if verb is None else "perf" in verb,
            plural=any(t.number == "plur" for t in tags),
        )

    def parses(self, surface: str) -> list[Any]:
        found = analyser(self.code).parse(surface.translate(APOSTROPHES) if self.code == "uk" else surface)
        found = [p for p in found if p.score >= 0.04] or found[:1]
        noun = any(p.tag.POS == "NOUN" and p.score >= USUAL for p in found)  # 'встречу': not 'I shall meet'
        return [p for p in found if not (noun and "1per" in p.tag and p.score < USUAL)]

    def keys(self, surface: str) -> tuple[str, ...]:
        return keys_of(fold(surface), self.parses(surface))

    def entry_keys(self, surface: str) -> tuple[str, ...]:
        """The keys under which a lexicon files a word: a word with one form under that form only."""
        known = self.entries.get(surface)
        if known is None:
            parses = self.parses(surface)
            alone = any(p.tag.POS in FUNCTION for p in parses)
            known = (f"={fold(surface)}",) if alone else keys_of(fold(surface), parses)
            self.entries[surface] = known
        return known


FUNCTION: Final = ("PREP", "CONJ", "PRCL", "ADVB", "PRED")
"""Words that have one form only, though it may look like another word's: 'серед' is no Wednesday."""


OPENED: Final = {"і": "ое", "ї": "є"}
"""What a vowel of the dictionary form turns into where an ending opens its syllable: Київ, Києва; рік, року."""


def beginning(length: int) -> int:
    """How many letters of a dictionary form must agree before a word is analysed."""
    return 4 if length > 5 else max(2, min(3, length - 1))


def keys_of(norm: str, parses: list[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(fold(p.normal_form) for p in parses), norm]))
