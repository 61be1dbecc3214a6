"""Whether a clause may tell of an event at all: most tell of none, and are asked nothing more."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.denials.denial import VOIDING
from bot.extraction.denials.doubted import doubted
from bot.extraction.denials.elsewhere import NO_RETURN
from bot.extraction.denials.unknowing import knows_nothing, of_anybody, refused_by_captives
from bot.extraction.stages.stage import TELLING
from bot.extraction.words.clause import Clause

HOMECOMING: Final = frozenset({"reunion", *EVENT})
"""Words of an exchange or a return."""
COUNTING: Final = ("part", "extra", "same", "one_for_one", "bare_same")
"""What counts people without a number."""
RECALLING: Final = ("recall", "recall_adjective", "long_after", "led_to")
EVENTFUL: Final = TELLING | VOIDING | NO_RETURN | HOMECOMING | {*COUNTING, *RECALLING, "each", "is_about"}
"""Every class that a rule of stages, of what is void or weak, of counts or of recall looks for in a clause itself."""


def eventful(clause: Clause) -> bool:
    """Whether a clause that names no number and no day may be more than a clause about something else."""
    return clause.any_of(EVENTFUL) or "would" in clause.marked.marks


NEAR: Final = 3
"""Within how many words before 'believe' stands 'not'."""


def asked(clause: Clause) -> bool:
    """'Обмін зірвано?', 'Чи скасували обмін: …', 'Отменили ли обмен': a question tells nothing; English has others."""
    sentence = clause.marked.sentence
    marks = clause.marked.marks
    if ("believes" in marks and disbelieved(clause)) or doubted(clause):
        return True
    if ("knows_nothing" in marks or "tight_lipped" in clause.own) and knows_nothing(clause):
        return True
    if "everyone" in clause.own and of_anybody(clause):
        return True
    if "refuses" in clause.own and refused_by_captives(clause):
        return True
    if sentence.text.endswith("?") and any(t.word.pos for t in sentence.tokens):
        return True
    if clause.lo > 0 or not sentence.tokens:
        return False
    first, second = sentence.tokens[0], sentence.tokens[1:2]
    return first.word.norm == "чи" or any(t.word.norm == "ли" for t in second)


def disbelieved(clause: Clause) -> bool:
    """'asked relatives not to trust channels | that wrote of 200 freed': whom these count did not come."""
    marked = clause.marked
    cues = (m for m in marked.of("believes") if marked.has("not", "negation", lo=max(0, m.start - NEAR), hi=m.start))
    tokens = marked.sentence.tokens
    counts = any(t.word.kind == "num" for t in tokens[clause.lo : clause.hi]) or "number" in clause.own
    return counts and any(m.start < clause.hi for m in cues)
