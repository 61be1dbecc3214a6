"""The dossier's words, compiled for one language: which words of a sentence mean what.

A phrase is a path of dictionary forms in a tree; a sentence is walked once. Everything here comes from data:
`seeds/words/<language>.toml`, the parties, people, places and topics of the dossier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from bot.extraction.words.marks import Mark, Marked, correct, resolve
from bot.extraction.words.morphology import English, Language, Slavic, Word, fold
from bot.extraction.words.neither import neither
from bot.extraction.words.passives import predicative
from bot.extraction.words.phrases import Phrases
from bot.extraction.words.predicates import predicates
from bot.extraction.words.slain import KILLING, slain
from bot.extraction.words.spelling import (
    capitals,
    fits,
    name_stem,
)
from bot.extraction.words.text import TOKEN, Sentence
from storage.vocabulary import Dossier

KEPT: Final = 24
"""On how many first words of a sentence the marks of a meaning are kept: most sentences are no longer."""


@dataclass(slots=True, eq=False)
class Entry:
    """One lexicon entry: its class and value, and which words need capitals (1) or be all capitals (2)."""

    cls: str
    value: str
    capitals: tuple[int, ...]
    plain: bool = False
    """No word of it needs a capital."""


@dataclass(slots=True, eq=False, init=False)
class Node:
    """A place in the tree of phrases: the entries that end there, and where the next word's keys lead."""

    entries: list[Entry]
    branches: dict[str, Node]

    def __init__(self) -> None:
        self.entries, self.branches = [], {}

    def branch(self, key: str) -> Node:
        """Where a key leads, from now on."""
        found = self.branches.get(key)
        if found is None:
            found = self.branches[key] = Node()
        return found


@dataclass(slots=True, eq=False, init=False)
class Meaning:
    """What a word means by itself, with its marks on the first words of a sentence, which all sentences share."""

    cls: str
    value: str
    kept: list[Mark]

    def __init__(self, cls: str, value: str) -> None:
        self.cls, self.value, self.kept = cls, value, [Mark(i, i + 1, cls, value) for i in range(KEPT)]


@dataclass(slots=True, eq=False, init=False)
class Begun:
    """Meanings of a word, and the branch of phrases that it begins."""

    meanings: list[Meaning]
    node: Node | None

    def __init__(self, meanings: list[Meaning], node: Node | None) -> None:
        self.meanings, self.node = meanings, node


class Lexicon:
    """All words of a dossier in one language."""

    def __init__(self, code: str, dossier: Dossier) -> None:
        phrases = Phrases(code, dossier)
        self.code, self.table = code, phrases.table
        self.dossier = dossier
        self.sides = dossier.sides
        self.root = Node()
        self.inner: set[str] = set()
        """The keys of all words of phrases but the first."""
        self.meanings: dict[tuple[str, str], Meaning] = {}
        self.home_side: str | None = self.table.get("home_side")
        self.presumed: dict[str, str] = self.table.get("presumed", {})
        self.only_theirs: dict[str, str] = self.table.get("only_theirs", {})
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
            if nodes[0] is not self.root:
                self.inner.update(keys)
            nodes = [node.branch(key) for node in nodes for key in keys]
        needed = tuple(capitals(s) for s in surfaces)
        entry = Entry(cls, value, needed, plain=not any(needed))
        for node in nodes:
            node.entries.append(entry)

    def entry_keys(self, surface: str) -> tuple[str, ...]:
        """The keys under which an entry's word is filed: as written in English, its dictionary forms elsewhere."""
        if self.code == "en":
            norm = fold(surface)
            return (norm.removesuffix("'s"),)
        assert isinstance(self.language, Slavic)
        return self.language.entry_keys(surface)

    def mark(self, sentence: Sentence) -> Marked:
        """Find every entry in a sentence; of names the longest counts, and nothing inside a false friend does."""
        found: dict[str, list[Mark]] = {}
        if self.code == "uk":
            predicative(sentence, self.language, self.classes)
        words = self.words_of(sentence)
        last = len(words) - 1
        for i, word in enumerate(words):
            several: list[Begun] = word.begun
            for begun in several:
                for meaning in begun.meanings:
                    cls = meaning.cls
                    mark = meaning.kept[i] if i < KEPT else Mark(i, i + 1, cls, meaning.value)
                    alike = found.get(cls)
                    if alike is None:
                        found[cls] = [mark]
                    else:
                        alike.append(mark)
                if begun.node is not None and i < last:
                    self.go_on(words, begun.node, i, i + 1, found)
        predicates(found, sentence)
        correct(found, sentence)
        if "body" in found and not found.keys().isdisjoint(KILLING):
            slain(found, sentence)
        neither(found, sentence)
        return Marked(sentence, resolve(found, sentence.signs))

    def words_of(self, sentence: Sentence) -> list[Word]:
        """The words of a sentence, each with what the tree says of it."""
        words = [token.word for token in sentence.tokens]
        for word in words:
            if word.begun is None:
                self.begin(word)
        return words

    def classes(self, word: Word) -> frozenset[str]:
        """What a word means by itself."""
        if word.begun is None:
            self.begin(word)
        several: list[Begun] = word.begun
        return frozenset([meaning.cls for begun in several for meaning in begun.meanings])

    def begin(self, word: Word) -> None:
        """Note at a word what the tree says of it: what it means by itself, which phrases it begins or goes on with."""
        found: list[Begun] = []
        told: set[tuple[str, str]] = set()
        for node in children(self.root, word):
            means = [(e.cls, e.value) for e in node.entries if e.plain or fits(e.capitals, [word])]
            single = [m for m in dict.fromkeys(means) if m not in told]
            told.update(single)
            longer = node if node.branches else None
            mine = [self.meaning(*m) for m in single]
            if found and found[-1].node is None:  # no phrase begins there: the order is kept
                found[-1] = Begun([*found[-1].meanings, *mine], longer)
            elif mine or longer:
                found.append(Begun(mine, longer))
        word.begun, word.inner = found, tuple([key for key in word.filed if key in self.inner])

    def meaning(self, cls: str, value: str) -> Meaning:
        """A meaning, of which there is one for all words."""
        known = self.meanings.get((cls, value))
        if known is None:
            known = self.meanings[cls, value] = Meaning(cls, value)
        return known

    def walk(self, words: list[Word], node: Node, start: int, at: int, found: dict[str, list[Mark]]) -> None:
        """Collect the entries that end at or after word `at` on this path, each once however many paths lead there."""
        for entry in node.entries:
            if entry.plain or fits(entry.capitals, words[start:at]):
                alike = found.get(entry.cls)
                if alike is None:
                    found[entry.cls] = [Mark(start, at, entry.cls, entry.value)]
                elif not among(alike, start, at, entry.value):
                    alike.append(Mark(start, at, entry.cls, entry.value))
        if node.branches and at < len(words):
            self.go_on(words, node, start, at, found)

    def go_on(self, words: list[Word], node: Node, start: int, at: int, found: dict[str, list[Mark]]) -> None:
        """Walk on from a node by the word at `at`."""
        branches = node.branches
        for key in words[at].inner:
            branch = branches.get(key)
            if branch is not None:
                self.walk(words, branch, start, at + 1, found)


def among(marks: list[Mark], start: int, end: int, value: str) -> bool:
    """Whether a mark is already among those of its class, which stand in the order in which they begin."""
    for mark in reversed(marks):
        if mark.start != start:
            return False
        if mark.end == end and mark.value == value:
            return True
    return False


def children(node: Node, word: Word) -> list[Node]:
    return [node.branches[k] for k in word.filed if k in node.branches]


def topic_stems(code: str, dossier: Dossier) -> list[tuple[str, list[str]]]:
    """The topics' cue words that may end in anything ('peacekeep*'), folded, by topic."""
    told = ((t.id, [fold(w[:-1]) for w in t.words.get(code, ()) if w.endswith("*")]) for t in dossier.topics.values())
    return [(topic, stems) for topic, stems in told if stems]
