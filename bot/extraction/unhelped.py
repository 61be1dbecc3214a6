"""Who had no part in bringing people home: 'without the mediation of Turkey'."""

from __future__ import annotations

from bot.extraction.marks import Mark, Marked


def denied(cue: Mark, marked: Marked) -> bool:
    """'США не участвовали в обмене', 'без посредничества Турции'; 'не без помощи' affirms it."""
    at = cue.start - marked.within("without_them", cue.start - 1, cue.start)
    return marked.within("not", at - 1, at) is (at == cue.start)
