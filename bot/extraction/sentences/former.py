"""What goes on with what was recalled, what earlier talks brought, clauses that share an old time, and sums.

'Первые две встречи прошли в январе', then 'По итогам второй стороны обменялись'.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT
from bot.extraction.events.events import Event
from bot.extraction.sentences.recall import came_before
from bot.extraction.words.clause import VERBS
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import CARRIED_OUT, CUMULATIVE, PLANNED

DEEDS: Final = (*VERBS, "swap")
LONG_AGO: Final = ("talks_recall", "season")
WHICH: Final = ("ordinal", "recall_adjective")
CAME: Final = ("outcome_of", "talks_after", "after")
GOES_ON: Final = ("talks", "both", "party", "talks_end", "led_to", "prep_of", "prep_from", "free", "home", "give")
OPENING: Final = 3
"""Within how many words of a sentence's beginning stands which of the talks it means."""
END: Final = 6
"""How many words may stand between talks and the verb of their end: 'Прошлая встреча в Абу-Даби завершилась'."""


def goes_on(marked: Marked, events: Sequence[Event]) -> bool:
    """'Then Kyiv also gave back eight', 'As many went to Russia': behind what was recalled the same is told on."""
    alike = [f.count.value < 0 for e in events for f in e.findings]
    return marked.within("continues", 0, 3) or (bool(alike) and all(alike))


def of_former_talks(marked: Marked, told: Sequence[Event]) -> bool:
    """Whether a sentence of the text tells what talks brought that the one before it (`told`) recalls, or that were."""
    if marked.sentence.in_title or not marked.any_of(WHICH) or not marked.any_of(("swap", "captive", "captivity")):
        return False
    which = marked.first(*WHICH, hi=OPENING)
    if which is None:
        return False
    if any("talks" in e.clause.own and (e.recall or e.clause.any_of(LONG_AGO)) for e in told):
        return stands_alone(which, marked) and not (which.cls == "ordinal" and of_one(told[0].clause.marked))
    return ended(which, marked)


def of_one(marked: Marked) -> bool:
    """'Первый раунд был в январе': which the second one is, some other sentence tells."""
    nth = marked.of("ordinal")
    return len(nth) == 1 and not marked.has("number") and not marked.sentence.tokens[nth[0].start].word.plural


def stands_alone(which: Mark, marked: Marked) -> bool:
    """'После второй …', 'The second ended …', 'первой из встреч': one of the talks that were just told of."""
    tokens = marked.sentence.tokens
    opens = which.start == 0 or marked.has("demonstrative_people", *CAME, hi=which.start)
    if not opens or which.end >= len(tokens):
        return False
    return tokens[which.end].word.kind == "sym" or any(m.start == which.end for m in marked.all(*GOES_ON))


def ended(which: Mark, marked: Marked) -> bool:
    """'Прошлая встреча в Абу-Даби завершилась обменом': the talks before these."""
    if which.cls != "recall_adjective":
        return False
    sat = next((m for m in marked.of("talks_strong") if m.start == which.end), None)
    ends = marked.all("talks_end", "led_to", lo=sat.end, hi=sat.end + END) if sat else ()
    return any(marked.has("swap", lo=m.end, hi=m.end + OPENING) for m in ends)


def long_ago(events: list[Event]) -> None:
    """'In September 2022, | 215 were freed', 'met 20 | who came home in May': one clause's old time is the other's."""
    for first, second in pairwise(events):
        awaited = second.stage is PLANNED and "future" in second.clause.own  # 'a deal of May; 90 more are due'
        opening = (
            first.recall
            and not awaited
            and not first.findings
            and not first.clause.has(*VERBS, "swap", "say", "person")
        )
        if opening and second.day is None and first.clause.lo == 0:
            second.recall, second.why = True, first.why
        relative = second.clause.marked.within("relative_word", second.clause.lo, second.clause.lo + 1)
        treated = first.clause.has("institution", "doctors") and "swap" not in first.clause.own
        counted = first.findings and (treated or not first.clause.any_of(DEEDS))
        if relative and second.recall and counted and first.day is None:
            first.recall, first.why = True, second.why
        if second.findings and came_before(first) and not awaited and not second.clause.any_of(EVENT):
            second.recall, second.why = True, first.why


def add_up(told: list[Event], marked: Marked, found: list[Count]) -> None:
    """'These figures cover the whole war': what the sentence before counted is a running total."""
    if found or not ("data" in marked.marks and "cumulative" in marked.marks) or marked.any_of(EVENT):
        return
    for event in told:
        if event.stage.phase is CARRIED_OUT and event.day is None:
            for finding in event.findings:
                finding.scope = CUMULATIVE
