"""Events as they are kept: reports, the developments that they are merged into, and their history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from storage.vocabulary.events import (
    OPERATOR,
    Claim,
    Confirmation,
    Figure,
    Kind,
    Origin,
    Outcome,
    Phase,
    Scope,
    Stage,
    Target,
)
from storage.vocabulary.remembering import Remembering


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(Remembering):
    """A claim together with where it stands: one line under /sources.

    `entry_id` is None for a row of the record, whose `link` is the source. `silent` reports count for merging and
    confirmation but never cause an alert (a feed's first fetch, a republication, the record). `zone_day` is the
    publication day in Kyiv, used where the claim has no day. `withdrawn` is since when the entry does not say so any
    more, `replaces` the report that it was before its words changed. Reports of one `article` are one source, through
    however many feeds of its owner it came.
    """

    id: int
    claim: Claim
    outlet: str
    owner: str
    published: datetime
    seen: datetime
    link: str | None = None
    title: str = ""
    entry_id: int | None = None
    record_id: str | None = None
    simhash: int = 0
    silent: bool = False
    official_of: str | None = None
    language: str = "en"
    development_id: int | None = None
    withdrawn: datetime | None = None
    replaces: int | None = None
    article: int | None = None

    @cached_property
    def voices(self) -> tuple[Origin, ...]:
        """Who is quoted: the claim's origins, else the outlet's own word; an official feed speaks for its party."""
        quoted = self.claim.origins
        if self.official_of and not any(one.official and one.party == self.official_of for one in quoted):
            quoted = (*quoted, Origin(f"outlet:{self.owner}", self.outlet, self.official_of, official=True))
        return quoted or (Origin(f"outlet:{self.owner}", self.outlet),)

    @cached_property
    def officials(self) -> frozenset[str]:
        """The parties whose officials are quoted."""
        return frozenset(one.party for one in self.voices if one.official and one.party)

    @cached_property
    def by_operators(self) -> bool:
        """Whether it is a correction by Parley's operators."""
        return any(one.id == OPERATOR for one in self.claim.origins)

    @cached_property
    def content_key(self) -> tuple[object, ...]:
        """Orders reports by what they are, never by when they reached us: the order inside a wave must not matter."""
        claim = self.claim
        return (
            self.published,
            self.owner,
            self.outlet,
            self.link or "",
            self.title,
            claim.evidence,
            claim.kind,
            claim.stage,
            claim.day or date.min,
            repr(claim.figures),
            self.simhash,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Whom a list names for a development: the outlet, and the link to its report."""

    outlet: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """One real event. What is shown here is chosen from its reports by rule (see bot.resolution.shown).

    `day_given` is False where no report names a day (`day` is then the publication day, "on or about");
    `figures` are the shown ones; `speakers` the parties whose officials have spoken; `parent` a framework's id;
    `redirect` is set where it was joined into another. `prose` holds the record's words by field and language:
    name, format, agreed, outcome, delegations, note. `confidence` is the record's, None for what was read.
    `reports`, or the one `source` that lists name, are loaded by the queries that say so; with the reports come the
    `earlier` ones, which their own outlets say no more: nothing shown rests on them.
    """

    id: int
    kind: Kind
    stage: Stage
    touched: datetime
    first_seen: datetime
    day: date | None = None
    day_given: bool = True
    end_day: date | None = None
    figures: tuple[Figure, ...] = ()
    mediators: tuple[str, ...] = ()
    place: str | None = None
    round: int | None = None
    parties: tuple[str, ...] = ()
    outcome: Outcome | None = None
    targets: tuple[Target, ...] = ()
    confirmation: Confirmation = Confirmation.REPORTED
    speakers: tuple[str, ...] = ()
    framework: bool = False
    parent: int | None = None
    redirect: int | None = None
    retracted: bool = False
    record_id: str | None = None
    confidence: str | None = None
    prose: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    reports: tuple[Report, ...] = ()
    earlier: tuple[Report, ...] = ()
    source: Source | None = None

    @property
    def phase(self) -> Phase:
        return self.stage.phase

    def figure(self, party: str | None, scope: Scope = Scope.TOTAL) -> Figure | None:
        """The shown figure of that party and scope."""
        return next((f for f in self.figures if f.party == party and f.scope == scope), None)


class ChangeType(StrEnum):
    """One step of a development's history."""

    NEW = "new"
    STAGE = "stage"
    FIGURE = "figure"
    DAY = "day"
    DETAIL = "detail"
    CONFIRMATION = "confirmation"
    CORRECTION = "correction"
    RETRACTED = "retracted"
    JOINED = "joined"
    PARTED = "parted"
    REVISED = "revised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step: what was shown before and after, and the report that moved it.

    `slot` names what moved (`UA.total`, `stage`, `confirmation`, `day`, …), `before` and `after` are its values
    as text ('157', 'about 300', 'completed', ISO days), None where there was none. In a revised one they are what
    the report's own outlet said before and says now.
    """

    type: ChangeType
    at: datetime
    slot: str = ""
    before: str | None = None
    after: str | None = None
    report_id: int | None = None
    development_id: int | None = None
    id: int | None = None
