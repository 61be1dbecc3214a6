"""What one clause or sentence was read to say: a frame with its stage and day, recalled or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.days.when import When
from bot.extraction.frames.frames import Frame
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import COMPLETED
from storage.vocabulary import Kind, Stage

OLD: Final = 3
"""Days before publication from which a dated frame is background (Rule E, step 7)."""
LIKE: Final = 4
"""Within how many words behind 'as' an earlier day stands that is like the one told of: 'as on 3 January'."""
LIKENING: Final = ("as", "як", "как")
LOT_BEFORE: Final = "the lot of the day before"
"""Why what is told beside a further lot is recalled: others came home then."""
HEADING: Final = "under a heading of background"
"""Why what stands behind 'Передісторія:' or 'Background:' is recalled."""


@dataclass(slots=True, eq=False, init=False)
class Event:
    """What one clause says: a frame, its stage and time."""

    frame: Frame
    stage: Stage
    day: date | None
    end_day: date | None
    spoken_day: date | None
    when: When | None
    recall: bool
    why: str
    void: bool
    weak: bool
    """Only a noun tells of it ('the release of 1,200'): its stage is that of the news it belongs to."""
    findings: list[Finding]
    teller: str | None
    """The side whose officials alone speak in the sentence."""

    clause: Clause = field(init=False)
    number: int = field(init=False)
    in_title: bool = field(init=False)
    lead: bool = field(init=False)

    def __init__(
        self,
        frame: Frame,
        stage: Stage,
        day: date | None = None,
        end_day: date | None = None,
        spoken_day: date | None = None,
        when: When | None = None,
        recall: bool = False,
        why: str = "",
        void: bool = False,
        weak: bool = False,
        findings: list[Finding] | None = None,
        teller: str | None = None,
    ) -> None:
        self.frame, self.stage = frame, stage
        self.day, self.end_day, self.spoken_day, self.when = day, end_day, spoken_day, when
        self.recall, self.why, self.void, self.weak, self.teller = recall, why, void, weak, teller
        self.findings = [] if findings is None else findings
        self.clause = frame.clause
        sentence = self.clause.marked.sentence
        self.number, self.in_title, self.lead = sentence.number, sentence.in_title, sentence.lead

    @property
    def evidence(self) -> str:
        return self.clause.marked.sentence.text

    def kinds(self) -> set[Kind]:
        return {f.kind for f in self.findings}


@dataclass(slots=True, eq=False, init=False)
class Read:
    """One sentence as it was read, kept for the explanation."""

    marked: Marked
    whens: list[When]
    counts: list[Count]
    events: list[Event]

    def __init__(self, marked: Marked, whens: list[When], counts: list[Count], events: list[Event]) -> None:
        self.marked, self.whens, self.counts, self.events = marked, whens, counts, events


def starts(event: Event) -> bool:
    """'Captives under 25 freed as Istanbul exchange gets going': a title without a figure tells the first lot."""
    clause = event.clause
    if not (event.in_title and "under_way" in clause.own and "amid" in clause.own and event.stage is COMPLETED):
        return False
    begun = any(0 <= m.start - s.end <= 1 for s in clause.of("swap") for m in clause.of("under_way"))
    return begun and not event.recall and clause.has("captive", "military") and clause.has("free", "home", "return")


def likened(event: Event) -> bool:
    """'The UAE helped again, as on 3 January', 'як і 3 січня': an earlier day that the news is only likened to."""
    when, clause, tokens = event.when, event.clause, event.clause.marked.sentence.tokens
    starts = [when.start] if when is not None else [m.start for m in clause.of("month")]  # 'как и в сентябре'
    return any(t.word.norm in LIKENING for at in starts for t in tokens[max(clause.lo, at - LIKE) : at])
