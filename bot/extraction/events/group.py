"""One event of an item: the clauses that tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.terms import CARRIED_OUT
from storage.vocabulary import Kind, Stage


@dataclass(slots=True, eq=False, init=False)
class Group:
    """One event of an item: the clauses that tell of it."""

    kind: Kind
    stage: Stage
    background: bool
    framework: bool
    events: list[Event]
    findings: list[tuple[Event, Finding]]
    day: date | None
    end_day: date | None
    inconsistent: bool
    why: str

    def __init__(
        self,
        kind: Kind,
        stage: Stage,
        *,
        background: bool = False,
        framework: bool = False,
        events: list[Event] | None = None,
        why: str = "",
    ) -> None:
        self.kind, self.stage, self.background, self.framework = kind, stage, background, framework
        self.events, self.findings = [] if events is None else events, []
        self.day, self.end_day, self.inconsistent, self.why = None, None, False, why

    @property
    def head(self) -> Event:
        """The clause that carries the group: the first with a figure, else the first."""
        return self.findings[0][0] if self.findings else self.events[0]

    @property
    def fresh_day(self) -> bool:
        return any(e.when is not None and e.day == self.day for e in self.events)

    def span(self, published: date | None = None) -> tuple[date | None, date | None]:
        """'5 и 6 марта обменяются 500 на 500': the days that a deal is told to take; that of one stage is no deal's.

        Nor are those of the stages that follow once it is begun: 'the first 390 are home, more on Saturday and Sunday'.
        """
        begun = published is not None and self.stage.phase is CARRIED_OUT
        told = ((e.day, e.end_day) for e in self.events if e.day and e.end_day)
        days = ((first, last) for first, last in told if not (begun and published and first > published))
        return next(days, (self.day, self.end_day) if self.end_day else (None, None))

    def by_event(self) -> dict[int, list[Finding]]:
        """The figures of each clause, by the clause's identity; looking them up costs a long text no square."""
        found: dict[int, list[Finding]] = {}
        for event, finding in self.findings:
            found.setdefault(id(event), []).append(finding)
        return found

    def by_value(self) -> dict[int, list[tuple[Event, Finding]]]:
        """The figures by their value."""
        found: dict[int, list[tuple[Event, Finding]]] = {}
        for event, finding in self.findings:
            found.setdefault(finding.count.value, []).append((event, finding))
        return found


def residents(group: Group) -> bool:
    """Whether only residents are told of, and no exchange: they are returned for themselves."""
    told = [(e, f) for e, f in group.findings if not f.part]
    swap = ("swap", "captive", "captivity")
    return bool(told) and all(f.count.noun == "resident" and not e.clause.any_of(swap) for e, f in told)
