"""Who was killed just now is dead as well, and nobody's remains that come back."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.marks import BEHIND, Mark, drop
from bot.extraction.words.text import Sentence

KILLING: Final = frozenset({"strike", "weapon", "rubble", "casualties", "leaving"})
"""Without any of these in a sentence nobody is told of who was killed just now."""
STRUCK: Final = KILLING - {"leaving"}
HANDED: Final = frozenset({"give", "receive", "return", "home", "move", "free"})
"""With any of these in a sentence its dead may be those who come back."""
LEFT: Final = 5
"""How many words behind 'leaves' its dead may stand: 'leaves at least two people dead'."""


def slain(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """'Attack leaves two people dead', 'Удар по місту: троє загиблих': takes the mark of a body from such a word."""
    tokens = sentence.tokens
    counting = {m.start for m in found.get("number", ())} | {i for i, t in enumerate(tokens) if t.word.kind == "num"}
    leaving = [m.end for m in found.get("leaving", ())]
    fallen = {m.start for m in found.get("fallen", ())}
    swap = min([m.start for m in found.get("swap", ())], default=BEHIND)
    struck = not found.keys().isdisjoint(STRUCK) and found.keys().isdisjoint(HANDED)

    def killed(mark: Mark) -> bool:
        at = mark.start
        if mark.end - at > 1:
            return False
        if tokens[at].word.pos:
            return at in fallen and struck and at < swap
        if tokens[at].word.norm != "dead":
            return False
        left = any(0 < at - end <= LEFT and not counting.isdisjoint(range(end, at)) for end in leaving)
        return left or (struck and at < swap)

    drop(found, ("body",), killed)
