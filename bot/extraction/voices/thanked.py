"""Whom thanks go to, where a relative clause or what somebody recalls stands beside them."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

AS_FAR: Final = 20
"""Within how many words of thanks the last of those stands to whom they go."""
NEAR: Final = 4
"""Within how many words behind thanks the first of them stands."""
THANKED: Final = frozenset({"datv", "accs"})


def thanked_first(clause: Clause) -> bool:
    """'thanked the UAE for its mediation, recalling that 1,200 had returned': what is recalled is told behind it."""
    recalls = clause.marks("recall", "recall_label")
    cues = [m.end for m in clause.marks("mediation", "mediation_weak")]
    first = min((m.start for m in recalls), default=0)
    behind = bool(cues) and max(cues) <= first and not clause.any_of(("recall_adjective", "long_after"))
    tokens = clause.marked.sentence.tokens
    return behind and any(
        tokens[i].word.surface in ",;" or clause.marked.within("and", i, i + 1) for i in range(max(cues), first)
    )


def thanked_too(mark: Mark, cue: Mark, marked: Marked) -> bool:
    """'подякував бійцям, які поповнюють обмінний фонд, і Об’єднаним Еміратам': in the case of whom thanks go to."""
    tokens = marked.sentence.tokens
    if not 0 < mark.start - cue.start <= AS_FAR or not marked.within("say", cue.start, cue.end):
        return False
    whom = THANKED & tokens[mark.start].word.cases
    joined = marked.has("and", "extra", lo=mark.start - 2, hi=mark.start)
    return joined and any(whom & t.word.cases for t in tokens[cue.end : cue.end + NEAR])
