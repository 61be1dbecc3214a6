"""Ukrainian passive participles in the predicate, which the dictionary calls adjectives: 'Обмін скасований'.

Russian has a short form for it ('обмен отменён'), which is a verb to the dictionary; here the long one says both what
happened and which it was ('скасований обмін'). Where it stands tells: behind its noun, and before none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.extraction.words.morphology import Language, Word
from bot.extraction.words.text import Sentence

ENDINGS: Final = ("ний", "тий")
CONFUSED: Final = frozenset({"nomn", "accs"})
NAMED: Final = frozenset({"captive", "wounded"})
"""Participles that are nouns: who somebody is, and not what happened."""
HELD: Final = frozenset({"happened"})
"""What a participle behind a comma tells of an event: 'обмін, проведений у п'ятницю'."""


def predicative(sentence: Sentence, language: Language, classes: Callable[[Word], frozenset[str]]) -> None:
    """Let participles that are told of a noun before them, or set off behind a comma, count as their verbs.

    `classes` tells what a word means by itself.
    """
    tokens = sentence.tokens
    for i in range(1, len(tokens)):
        word = tokens[i].word
        if word.pos != "adj" or not ends(tokens[i + 1].word if i + 1 < len(tokens) else None):
            continue
        before = tokens[i - 1].word
        if before.surface == "," and not closes(sentence, i):
            verb = verbal(word, language, "adj", word.cases)
            fits = verb is not None and not classes(verb).isdisjoint(HELD)
        else:
            told = "nomn" in word.cases and (before.surface == "," or told_of(before))
            verb = verbal(word, language) if told else None
            fits = verb is not None and classes(word).isdisjoint(NAMED)
        if verb is not None and fits:
            tokens[i].word = verb


def closes(sentence: Sentence, at: int) -> bool:
    """'Обмін, призначений на середу, зірваний': the last word of a clause, behind what was set off."""
    signs = [i for i in sentence.signs if sentence.tokens[i].word.surface == "," and i < at - 1]
    last = at + 1 == len(sentence.tokens) or sentence.tokens[at + 1].word.kind == "sym"
    return bool(signs) and last


def told_of(before: Word) -> bool:
    """Whether what stands before a participle may be its noun, or a word of 'be'."""
    return before.kind == "word" and (before.pos in ("noun", "adj", "verb") or not before.pos)


def ends(behind: Word | None) -> bool:
    """Whether no noun follows that a participle may belong to: a number is told of ('Україні передані 620 тіл')."""
    return behind is None or behind.kind != "word" or behind.pos not in ("noun", "adj") or not behind.cases & CONFUSED


def verbal(word: Word, language: Language, pos: str = "verb", cases: frozenset[str] = frozenset()) -> Word | None:
    """The verb of a participle, by its impersonal form: 'скасований', 'скасовано'."""
    lemma = next((k for k in word.keys if k.endswith(ENDINGS)), "")
    if not lemma:
        return None
    form = lemma[:-2] + "о"
    verb = language.known.get(form) or language.learn(form)
    if not (verb.pos == "verb" and verb.passive and verb.tense == "past"):
        return None
    surface, norm, plural = word.surface, word.norm, word.plural
    return replace(verb, surface=surface, norm=norm, plural=plural, pos=pos, tense="part", cases=cases, begun=None)
