"""Participles that say what happened: '64 захисники звільнені з полону', not 'звільнені захисники розповіли'."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from bot.extraction.words.marks import Mark
from bot.extraction.words.text import Sentence

TOLD: Final = (("free_told", "free"), ("give_told", "give"))
"""Participles by themselves, and the class of verbs that they are as predicates."""
STARTS: Final = attrgetter("start")
SIGNS: Final = ",;:—–()«»"


def predicates(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """Count among the verbs the participles that are predicates: in the nominative, and no finite verb beside them."""
    for name, cls in TOLD:
        if name not in found:
            continue
        told = [Mark(m.start, m.end, cls, "") for m in found.pop(name) if predicate(m.start, sentence)]
        if told:
            found[cls] = sorted([*found.get(cls, ()), *told], key=STARTS)


def predicate(at: int, sentence: Sentence) -> bool:
    """Whether a participle in the plural is all that a stretch between two signs says of a number of people."""
    tokens = sentence.tokens
    word = tokens[at].word
    if not word.plural or "nomn" not in word.cases or (at > 0 and tokens[at - 1].word.surface == ","):
        return False
    lo = next((i + 1 for i in range(at - 1, -1, -1) if tokens[i].word.surface in SIGNS), 0)
    hi = next((i for i in range(at, len(tokens)) if tokens[i].word.surface in SIGNS), len(tokens))
    said = [t.word for t in tokens[lo:hi]]
    finite = any(w.pos == "verb" and w.tense in ("past", "pres", "futr") for w in said)
    return not finite and any(w.kind == "num" or w.pos == "num" for w in said)
