"""The dossier's words, compiled for one language: which words of a sentence mean what.

A phrase is a path of dictionary forms in a tree; a sentence is walked once. Everything here comes from data:
`seeds/words/<language>.toml`, the parties, people, places and topics of the dossier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.extraction.marks import Mark, Marked, by_class, resolve
from bot.extraction.morphology import English, Language, Slavic, Word, fold, name_stem
from bot.extraction.spelling import (
    capitals,
    common_surnames,
    fits,
    fits_script,
    function_of,
    spellings,
    surname,
)
from bot.extraction.text import TOKEN, Sentence
from storage.vocabulary import Dossier

Node = dict[str, Any]
ENTRIES = ""
"""The key under which a node keeps what ends there: no word is empty."""


@dataclass(slots=True, eq=False)
class Entry:
    """One lexicon entry: its class and value, and which words need capitals (1) or be all capitals (2)."""

    cls: str
    value: str
    capitals: tuple[int, ...]


class Lexicon:
    """All words of a dossier in one language."""

    def __init__(self, code: str, dossier: Dossier) -> None:
        self.code = code
        self.table: dict[str, Any] = dict(dossier.words.get(code, {}))
        self.dossier = dossier
        self.sides = dossier.sides
        self.root: Node = {}
        self.language: Language = self.make_language()
        self.home_side: str | None = self.table.get("home_side")
        self.bodies: dict[str, tuple[str, str]] = {}
        self.topic_stems = topic_stems(code, dossier)
        for phrase, cls, value, exact in self.phrases():
            self.add(phrase, cls, value, exact=exact)

    def name_beginnings(self) -> set[str]:
        """How the names of parties, people and bodies begin, whatever their ending."""
        found = set()
        for phrase, cls, *_ in self.phrases():
            if cls in ("party", "adjective", "people", "person", "agency", "own"):
                word = fold(TOKEN.findall(phrase)[0])
                found.add(word if len(word) < 5 else word[: max(4, len(word) - 2)])
        return {f for f in found if len(f) > 2}

    def make_language(self) -> Language:
        if self.code == "en":
            return English(self.table.get("irregular", {}))
        language = Slavic(self.code)
        language.know(w for phrase, *_ in self.phrases() for w in TOKEN.findall(phrase))
        return language

    def phrases(self) -> Iterator[tuple[str, str, str, bool]]:
        """(phrase, class, value, exact form only) of everything that has words."""
        for cls, words in self.table.get("cues", {}).items():
            yield from ((w, cls, "", False) for w in words)
        yield from self.plain_tables()
        yield from self.party_words()
        yield from self.body_words()
        yield from self.people_words()
        yield from self.place_words()
        for code, words in self.table.get("own", {}).items():
            yield from ((w, "own", code, False) for w in words)
        yield from ((w, "foreign", fold(w), True) for w in self.table.get("foreign", {}).get("words", ()))
        for topic in self.dossier.topics.values():
            yield from ((w, "topic", topic.id, False) for w in topic.words.get(self.code, ()) if not w.endswith("*"))

    def plain_tables(self) -> Iterator[tuple[str, str, str, bool]]:
        """Numbers, ordinals, calendar words, prepositions, qualifiers, offices."""
        yield from self.calendar_words()
        table = self.table
        for key, words in table.get("qualifiers", {}).items():
            yield from ((w, "qualifier", key, False) for w in words)
        for cls in ("numbers", "ordinals"):
            exact = self.code == "en" and cls == "numbers"
            yield from ((w, cls[:-1], str(n), exact) for w, n in table.get(cls, {}).items())
        for key, words in table.get("prepositions", {}).items():
            yield from ((w, f"prep_{key}", "", False) for w in words)
        for cls, key in (("office", "offices"), ("generic_body", "generic_bodies")):
            yield from ((w, cls, v, False) for w, v in table.get(key, {}).items())

    def calendar_words(self) -> Iterator[tuple[str, str, str, bool]]:
        """Months, weekdays, relative days, holidays and the small words of dates."""
        calendar = self.table.get("calendar", {})
        for cls in ("months", "weekdays"):
            for index, names in enumerate(calendar.get(cls, ())):
                yield from ((n, cls[:-1], str(index), False) for n in names)
        for cls in ("relative", "shift"):
            yield from ((p, cls, str(n), False) for p, n in calendar.get(cls, {}).items())
        yield from ((p, "holiday", day, False) for p, day in calendar.get("holidays", {}).items())
        for cls, words in calendar.get("words", {}).items():
            yield from ((w, f"cal_{cls}", "", False) for w in words)

    def party_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for party in self.dossier.parties.values():
            forms = set(party.words.get(self.code, ()))
            for form in party.words.get(self.code, ()):
                yield form, self.function(form, forms), party.code, self.code == "en"

    def function(self, form: str, forms: set[str]) -> str:
        """Whether a party's word names it, its people, or is the adjective."""
        if self.code != "en":
            return function_of(self.code, form)
        if (
            f"{form}s" in forms
            or form.endswith(("-held", "ish"))
            or form in ("French", "Dutch", "Swiss", "Chinese", "Portuguese")
        ):
            return "adjective"
        return "people" if form[:-1] in forms and form.endswith("s") else "party"

    def body_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for body, row in self.table.get("bodies", {}).items():
            if hasattr(self, "bodies"):
                self.bodies[body] = (row["party"], row["name"])
            yield from ((w, "agency", body, False) for w in row["words"])

    def people_words(self) -> Iterator[tuple[str, str, str, bool]]:
        surnames = common_surnames(self.dossier.people.values(), self.code)
        for person in self.dossier.people.values():
            for spelling in spellings(person, self.code):
                yield spelling, "person", person.id, False
            last = surname(person, self.code)
            if last and last not in surnames:
                yield last, "person", person.id, False

    def place_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for place in self.dossier.places.values():
            names = [place.name.get(self.code, ""), *place.spellings]
            for name in names:
                if name and fits_script(name, self.code) and name[0].isupper():
                    yield name.split(",")[0], "place", place.id, False

    def add(self, phrase: str, cls: str, value: str, *, exact: bool) -> None:
        """Put a phrase into the tree, under each dictionary form of each of its words."""
        surfaces = [s for s in TOKEN.findall(phrase) if s not in "-‑'"]
        if not surfaces:
            return
        nodes = [self.root]
        for surface in surfaces:
            keys = [f"={fold(surface).removesuffix(chr(39) + 's')}"] if exact else self.entry_keys(surface)
            if cls in ("person", "place") and self.code != "en" and surface[0].isupper():
                keys += [stem for stem in (name_stem(fold(surface)),) if stem]
            nodes = [node.setdefault(key, {}) for node in nodes for key in keys]
        entry = Entry(cls, value, tuple(capitals(s) for s in surfaces))
        for node in nodes:
            node.setdefault(ENTRIES, []).append(entry)

    def entry_keys(self, surface: str) -> list[str]:
        """The keys under which an entry's word is filed: as written in English, its dictionary forms elsewhere."""
        if self.code == "en":
            norm = fold(surface)
            return [norm.removesuffix("'s")]
        assert isinstance(self.language, Slavic)
        return self.language.entry_keys(surface)

    def mark(self, sentence: Sentence) -> Marked:
        """Find every entry in a sentence; of names the longest counts, and nothing inside a false friend does."""
        found: list[Mark] = []
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            word = token.word
            nodes = word.node
            if nodes is None:
                nodes = word.node = self.children(self.root, word)
            for node in nodes:
                self.walk(sentence, node, i, i + 1, found)
        return Marked(sentence, by_class(resolve(found)))

    def children(self, node: Node, word: Word) -> tuple[Node, ...]:
        keys = (f"={word.norm}", *word.keys)
        return tuple(node[k] for k in keys if k in node)

    def walk(self, sentence: Sentence, node: Node, start: int, at: int, found: list[Mark]) -> None:
        """Collect the entries that end at or after token `at` on this path."""
        tokens = sentence.tokens
        found += [
            Mark(start, at, entry.cls, entry.value)
            for entry in node.get(ENTRIES, ())
            if not any(entry.capitals) or fits(entry.capitals, tokens[start:at])
        ]
        if at < len(tokens) and len(node) > (ENTRIES in node):
            for child in self.children(node, tokens[at].word):
                self.walk(sentence, child, start, at + 1, found)


def topic_stems(code: str, dossier: Dossier) -> list[tuple[str, re.Pattern[str]]]:
    """The topics' cue words that may end in anything ('peacekeep*'), as patterns over folded text."""
    found = []
    for topic in dossier.topics.values():
        stems = [re.escape(fold(w[:-1])) for w in topic.words.get(code, ()) if w.endswith("*")]
        if stems:
            found.append((topic.id, re.compile(rf"\b(?:{'|'.join(stems)})")))
    return found
