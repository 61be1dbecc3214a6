"""The dossier's words, compiled for one language: which words of a sentence mean what.

A phrase is a path of dictionary forms in a tree; a sentence is walked once. Everything here comes from data:
`seeds/words/<language>.toml`, the parties, people, places and topics of the dossier.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

import ahocorasick_rs

from bot.extraction.marks import Mark, Marked, correct, resolve
from bot.extraction.morphology import English, Language, Slavic, Word, fold
from bot.extraction.passives import predicative
from bot.extraction.phrases import Phrases
from bot.extraction.predicates import predicates
from bot.extraction.spelling import (
    capitals,
    fits,
    name_stem,
)
from bot.extraction.text import TOKEN, Sentence
from storage.vocabulary import Dossier

Node = dict[str, Any]
Meaning = tuple[str, str, list[Mark]]
"""What a word means by itself: class, value, and its marks on each of the first words of a sentence."""
KEPT: Final = 24
"""On how many first words of a sentence the marks of a meaning are kept: most sentences are no longer."""
ENTRIES: Final = ""
"""The key under which a node keeps what ends there: no word is empty."""


@dataclass(slots=True, eq=False)
class Entry:
    """One lexicon entry: its class and value, and which words need capitals (1) or be all capitals (2)."""

    cls: str
    value: str
    capitals: tuple[int, ...]
    plain: bool = False
    """No word of it needs a capital."""


class Lexicon:
    """All words of a dossier in one language."""

    def __init__(self, code: str, dossier: Dossier) -> None:
        phrases = Phrases(code, dossier)
        self.code, self.table = code, phrases.table
        self.dossier = dossier
        self.sides = dossier.sides
        self.root: Node = {}
        self.meanings: dict[tuple[str, str], Meaning] = {}
        self.home_side: str | None = self.table.get("home_side")
        self.presumed: dict[str, str] = self.table.get("presumed", {})
        self.bodies: dict[str, tuple[str, str]] = {
            body: (row["party"], row["name"]) for body, row in self.table.get("bodies", {}).items()
        }
        self.known = list(phrases.all())
        self.language: Language = self.make_language()
        stems = topic_stems(code, dossier)
        self.topic_stems = [(topic, re.compile(rf"\b(?:{'|'.join(map(re.escape, s))})")) for topic, s in stems]
        self.topic_letters = ahocorasick_rs.AhoCorasick([stem for _, several in stems for stem in several])
        """Finds quickly that none of them stands anywhere."""
        for phrase, cls, value, exact in self.known:
            self.add(phrase, cls, value, exact=exact)

    def make_language(self) -> Language:
        if self.code == "en":
            return English(self.table.get("irregular", {}))
        language = Slavic(self.code)
        language.know({w for phrase, *_ in self.known for w in TOKEN.findall(phrase)})
        return language

    def add(self, phrase: str, cls: str, value: str, *, exact: bool) -> None:
        """Put a phrase into the tree, under each dictionary form of each of its words."""
        surfaces = [s for s in TOKEN.findall(phrase) if s not in "-‑'"]
        if not surfaces:
            return
        nodes = [self.root]
        for surface in surfaces:
            keys = (f"={fold(surface).removesuffix(chr(39) + 's')}",) if exact else self.entry_keys(surface)
            if cls == "person" and fold(surface) in keys:
                keys = (fold(surface),)  # 'Дмитриев' is no form of 'Дмитрий'
            if cls in ("person", "place") and self.code != "en" and surface[0].isupper():
                keys += tuple(stem for stem in (name_stem(fold(surface)),) if stem)
            nodes = [node.setdefault(key, {}) for node in nodes for key in keys]
        needed = tuple(capitals(s) for s in surfaces)
        entry = Entry(cls, value, needed, plain=not any(needed))
        for node in nodes:
            node.setdefault(ENTRIES, []).append(entry)

    def entry_keys(self, surface: str) -> tuple[str, ...]:
        """The keys under which an entry's word is filed: as written in English, its dictionary forms elsewhere."""
        if self.code == "en":
            norm = fold(surface)
            return (norm.removesuffix("'s"),)
        assert isinstance(self.language, Slavic)
        return self.language.entry_keys(surface)

    def mark(self, sentence: Sentence) -> Marked:
        """Find every entry in a sentence; of names the longest counts, and nothing inside a false friend does."""
        found: defaultdict[str, list[Mark]] = defaultdict(list)
        if self.code == "uk":
            predicative(sentence, self.language, self.classes)
        words = [token.word for token in sentence.tokens]
        last = len(words) - 1
        for i, word in enumerate(words):
            begun = word.begun
            if begun is None:
                begun = word.begun = self.begin(word)
            for meanings, node in begun:
                for cls, value, kept in meanings:
                    found[cls].append(kept[i] if i < KEPT else Mark(i, i + 1, cls, value))
                if node is not None and i < last and not node.keys().isdisjoint(words[i + 1].filed):
                    self.go_on(words, node, i, i + 1, found)
        marks = dict(found)
        predicates(marks, sentence)
        correct(marks, sentence)
        return Marked(sentence, resolve(marks))

    def classes(self, word: Word) -> frozenset[str]:
        """What a word means by itself."""
        word.begun = word.begun or self.begin(word)
        return frozenset(cls for meanings, _ in word.begun for cls, *_ in meanings)

    def begin(self, word: Word) -> tuple[tuple[list[Meaning], Node | None], ...]:
        """What the tree says of a word: what it means by itself, and the branch of phrases that it begins."""
        found: list[tuple[list[Meaning], Node | None]] = []
        told: set[tuple[str, str]] = set()
        for node in children(self.root, word):
            entries = node.get(ENTRIES, ())
            means = [(e.cls, e.value) for e in entries if e.plain or fits(e.capitals, [word])]
            single = [m for m in dict.fromkeys(means) if m not in told]
            told.update(single)
            longer = node if len(node) > bool(entries) else None
            mine = [self.meaning(*m) for m in single]
            if found and found[-1][1] is None:  # no phrase begins there: the order is kept
                found[-1] = ([*found[-1][0], *mine], longer)
            elif mine or longer:
                found.append((mine, longer))
        return tuple(found)

    def meaning(self, cls: str, value: str) -> Meaning:
        """A meaning with its marks on the first words of a sentence, which all sentences share."""
        known = self.meanings.get((cls, value))
        if known is None:
            kept = [Mark(i, i + 1, cls, value) for i in range(KEPT)]
            known = self.meanings[cls, value] = (cls, value, kept)
        return known

    def walk(self, words: list[Word], node: Node, start: int, at: int, found: dict[str, list[Mark]]) -> None:
        """Collect the entries that end at or after word `at` on this path, each once however many paths lead there."""
        entries = node.get(ENTRIES)
        if entries:
            for entry in entries:
                if entry.plain or fits(entry.capitals, words[start:at]):
                    alike = found.get(entry.cls)
                    if alike is None:
                        found[entry.cls] = [Mark(start, at, entry.cls, entry.value)]
                    elif not among(alike, start, at, entry.value):
                        alike.append(Mark(start, at, entry.cls, entry.value))
        if at < len(words) and len(node) > (entries is not None):
            self.go_on(words, node, start, at, found)

    def go_on(self, words: list[Word], node: Node, start: int, at: int, found: dict[str, list[Mark]]) -> None:
        """Walk on from a node by the word at `at`."""
        for key in words[at].filed:
            if key in node:
                self.walk(words, node[key], start, at + 1, found)


def among(marks: list[Mark], start: int, end: int, value: str) -> bool:
    """Whether a mark is already among those of its class, which stand in the order in which they begin."""
    for mark in reversed(marks):
        if mark.start != start:
            return False
        if mark.end == end and mark.value == value:
            return True
    return False


def children(node: Node, word: Word) -> list[Node]:
    return [node[k] for k in word.filed if k in node]


def topic_stems(code: str, dossier: Dossier) -> list[tuple[str, list[str]]]:
    """The topics' cue words that may end in anything ('peacekeep*'), folded, by topic."""
    told = ((t.id, [fold(w[:-1]) for w in t.words.get(code, ()) if w.endswith("*")]) for t in dossier.topics.values())
    return [(topic, stems) for topic, stems in told if stems]
