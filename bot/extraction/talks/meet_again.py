"""That those who have met are to meet once more: 'promised a new meeting soon', 'another round is likely'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import HELD, PROPOSED, SCHEDULED
from storage.vocabulary import Claim, Kind, Stage

COMING: Final = (Stage.PROPOSED, Stage.SCHEDULED)
NEW: Final = 3
"""Within how many words before it stands that a meeting is another one: 'a new three-way meeting'."""
BEFORE: Final = 8
AGREED: Final = 5
"""Within how many words before it stands that a further meeting was agreed on."""
BEHIND: Final = 8
"""Within how many words of a meeting stands that it is to come: 'the next round, the envoy said, will take place'."""
SURE: Final = ("talks_ahead", "future", "awaited", "foretold")
OPEN: Final = ("talks_proposed", "possible", "wish", "ought")
AGAIN: Final = ("anaphor", "cal_next")
DAYS: Final = ("weekday", "relative")
"""A further sitting of a day that is named: it is told of elsewhere, or is the same round."""
UNSET: Final = (
    *("negation", "not", "conditional", "talks_off", "talks_later", "denied"),
    *("swap", "captive", "body", "talks_not", "depends"),
)
"""Beside which nothing is set, or something else: 'no date for the next round has been named'."""


def meet_again(item: Item, made: Sequence[Claim]) -> Claim | None:
    """A further meeting without day or place, where talks were held and nothing else is told as to come.

    'Medinsky called Wednesday's session difficult and promised another meeting soon', 'Следующая встреча состоится в
    ближайшее время', 'Київ запропонував, щоб зустрілися президенти'.
    """
    news = [c for c in made if not c.background]
    if not news or any(c.stage is not HELD for c in news):
        return None
    for read in item.reads:
        stage = told(read.marked)
        if stage is not None:
            return Claim(kind=Kind.TALKS, stage=stage, evidence=read.marked.sentence.text)
    return None


def without_twin(made: Sequence[Claim], more: Claim) -> list[Claim]:
    """The claims but for one that told of the same sentence as of background."""
    return [c for c in made if not (c.background and c.stage in COMING and c.evidence == more.evidence)]


def told(marked: Marked) -> Stage | None:
    """How a sentence tells of a meeting that is another one than those held; None where it does not."""
    if not marked.any_of(("talks_strong", "reconvenes")):
        return None
    heads = [*(m for m in marked.of("talks_strong") if once_more(m, marked)), *marked.of("reconvenes")]
    heads = [m for m in heads if not marked.within("contacts", m.start, m.end)]  # 'Contacts will continue'
    found = (ahead(m, marked) for m in heads)
    leaders = (PROPOSED for m in marked.of("talks_strong") if of_leaders(m, marked))
    return next((s for s in found if s is not None), None) or next(leaders, None)


def once_more(head: Mark, marked: Marked) -> bool:
    """'another round', 'наступну зустріч', 'to meet again'."""
    before = marked.any_within(AGAIN, lo=max(0, head.start - NEW), hi=head.end)
    return before or marked.has("once_more", lo=head.end, hi=head.end + 2)


def ahead(head: Mark, marked: Marked) -> Stage | None:
    """Whether it is to come, for sure or as somebody hopes."""
    lo, hi = near(head, marked)
    if marked.has(*UNSET, *DAYS, lo=lo, hi=hi):
        return None
    if marked.has(*OPEN, lo=lo, hi=hi):
        return PROPOSED
    if marked.has("left_for", lo=max(0, head.start - NEW), hi=head.start):
        return None  # 'Frozen assets were left for the next meeting'
    tokens = marked.sentence.tokens[lo:hi]
    agreed = marked.has("agreed", lo=max(lo, head.start - AGREED), hi=head.start)
    sure = agreed or marked.has(*SURE, lo=lo, hi=hi) or any(t.word.tense == "futr" for t in tokens)
    return SCHEDULED if sure else None


def near(head: Mark, marked: Marked) -> tuple[int, int]:
    """The words around a meeting that may tell of it, as far as its part of the sentence goes."""
    tokens = marked.sentence.tokens
    cuts = [i for i in marked.sentence.signs if tokens[i].word.surface in (";", ":", "—", "–")]
    lo = max([0, head.start - BEFORE, *(i for i in cuts if i < head.start)])
    return lo, min([head.end + BEHIND, *(i for i in cuts if i >= head.end)])


def of_leaders(head: Mark, marked: Marked) -> bool:
    """'Kyiv proposed a meeting of the presidents', 'Украинцы попросили о встрече президентов'."""
    lo, hi = near(head, marked)
    its = marked.has("leaders", lo=max(0, head.start - 3), hi=head.end + 4)
    its = its or marked.has("of_leaders", lo=head.start - 1, hi=head.start)
    its = its and not marked.has(
        "discuss", "discusses", "confer", lo=lo, hi=head.start
    )  # 'говорили про можливу зустріч'
    its = its and not marked.within("left_for", head.start - 1, head.start)  # 'Для встречи президентов нужно сперва'
    return its and marked.has(*OPEN, "asks", "foretold", lo=lo, hi=hi) and not marked.has(*UNSET, lo=lo, hi=hi)
