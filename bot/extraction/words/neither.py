"""Words of the dead and of children that stand for neither: a body that is an office, young people who are soldiers."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.marks import Mark, drop
from bot.extraction.words.text import Sentence

OFFICES: Final = frozenset({"body", "bodies"})
"""English words of the dead that stand for offices as well."""
CAPTURED: Final = frozenset({"swap", "captive", "captivity", "military"})
"""With any of these in a sentence its young people are soldiers."""


def neither(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """Takes from such words the mark of the dead, or of children."""
    if "of_office" in found and "body" in found:
        offices(found, sentence)
    if "young" in found and "child" in found and not found.keys().isdisjoint(CAPTURED):
        young = {m.start for m in found["young"]}  # '40 young Ukrainians freed in prisoner swap'
        drop(found, ("child",), lambda m: m.start in young and m.end > m.start + 1)


def offices(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """'Ukraine's prisoner coordination body', 'a rights body': English."""
    tokens = sentence.tokens
    named = {m.end for m in found["of_office"]}
    drop(found, ("body",), lambda m: m.start in named and m.end == m.start + 1 and tokens[m.start].word.norm in OFFICES)
