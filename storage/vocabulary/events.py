"""Events as they are read: what an entry says of them, and the words for what may be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.vocabulary.packing import quick_to_pickle

OPERATOR = "operator"
"""The id of the origin of what Parley's operators have corrected; the claim's `checks` name the slot."""


MORE_THAN_DELAY = "denies more than a delay"
"""The check that a claim fails which only denies that an exchange was put off."""


class Kind(StrEnum):
    """What sort of event a claim or a development is about."""

    EXCHANGE = "exchange"
    BODIES = "bodies"
    CIVILIANS = "civilians"
    CHILDREN = "children"
    TALKS = "talks"
    STATEMENT = "statement_only"
    STRIKES = "strikes"


RETURNS = (Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN)
"""The kinds that return people, living or dead."""


class Phase(StrEnum):
    """Whether an event lies ahead or has begun; an alert's key holds one."""

    ANNOUNCED = "announced"
    CARRIED_OUT = "carried_out"


class Stage(StrEnum):
    """How far an event has come. Talks use scheduled and held where returns use planned and completed."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    HELD = "held"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    DENIED = "denied"

    def __init__(self, value: str) -> None:
        begun = value in ("under_way", "completed", "held", "denied")
        self.phase = Phase.CARRIED_OUT if begun else Phase.ANNOUNCED
        """Carried out once it has begun; a denial is of something said to have been carried out."""
        self.off = value in ("postponed", "cancelled", "denied")
        """Whether the event is said not to take place (now)."""


class Confirmation(StrEnum):
    """Whose officials have spoken for a development."""

    REPORTED = "reported"
    ONE_SIDE = "one_side"
    ONE_SIDE_AND_MEDIATOR = "one_side_and_mediator"
    BOTH_SIDES = "both_sides"


class Scope(StrEnum):
    """What a figure counts. Framework and cumulative figures never fill a day's slot."""

    TOTAL = "total"
    MILITARY = "military"
    CIVILIANS = "civilians"
    WOUNDED = "wounded"
    COMBINED = "combined"
    FRAMEWORK = "framework"
    CUMULATIVE = "cumulative"


class Qualifier(StrEnum):
    """How exact the text is about a figure."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Outcome(StrEnum):
    """What came of talks."""

    BREAKTHROUGH = "breakthrough"
    PARTIAL = "partial"
    NO_BREAKTHROUGH = "no_breakthrough"


@quick_to_pickle
@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people (or bodies) returned TO `party`; `party` is None for a joint figure."""

    value: int
    party: str | None = None
    scope: Scope = Scope.TOTAL
    qualifier: Qualifier = Qualifier.EXACT
    derived: bool = False


@quick_to_pickle
@dataclass(frozen=True, slots=True)
class Origin:
    """Who is quoted. Ten outlets that quote one ministry are one origin.

    `id` is stable (a person's or body's id in the dossier, or `outlet:<owner>`); `official` means an official or
    body of a party or mediator, named in the text.
    """

    id: str
    name: str
    party: str | None = None
    official: bool = False


@quick_to_pickle
@dataclass(frozen=True, slots=True)
class Target:
    """What was hit in a strike: an installation or city, as the text names it."""

    what: str
    where: str | None = None


@quick_to_pickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one entry says of one event, with the sentence that it rests on.

    `day` and `end_day` are the event's (None where the text does not tell); `evidence` is a verbatim substring of
    the entry's title or text; `checks` names the alert-grade checks that the claim passed and `failed` those it
    did not (Rule E, step 9), so a claim is alert-grade where `failed` is empty and `checks` is not.
    """

    kind: Kind
    stage: Stage
    evidence: str
    day: date | None = None
    end_day: date | None = None
    figures: tuple[Figure, ...] = ()
    mediators: tuple[str, ...] = ()
    place: str | None = None
    round: int | None = None
    parties: tuple[str, ...] = ()
    outcome: Outcome | None = None
    origins: tuple[Origin, ...] = ()
    targets: tuple[Target, ...] = ()
    background: bool = False
    inconsistent: bool = False
    fresh: bool = False
    ordinal: int | None = None
    checks: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def phase(self) -> Phase:
        return self.stage.phase

    @property
    def alert_grade(self) -> bool:
        return bool(self.checks) and not self.failed

    @property
    def denies_delay(self) -> bool:
        """Whether it only denies that an exchange was put off or called off: what was announced stands."""
        return MORE_THAN_DELAY in self.failed

    def figure(self, party: str | None, scope: Scope = Scope.TOTAL) -> Figure | None:
        """The first figure of that party and scope."""
        for figure in self.figures:  # asked millions of times over a few thousand reports: no generator
            if figure.scope == scope and figure.party == party:
                return figure
        return None


@quick_to_pickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Who said or insists on what: `text` by language; a sentence of an entry, or a position of the record.

    `topic` is a topic's id in the dossier; `person` a person's id; `speaker` the name as shown where neither the
    person nor the party is known. `since` is when this stand was first heard, where a query worked that out.
    """

    day: date
    text: Mapping[str, str]
    party: str | None = None
    person: str | None = None
    speaker: str | None = None
    topic: str | None = None
    outlet: str | None = None
    link: str | None = None
    entry_id: int | None = None
    record_id: str | None = None
    confidence: str | None = None
    id: int | None = None
    since: date | None = None


@quick_to_pickle
@dataclass(frozen=True, slots=True)
class Reading:
    """All that one entry was found to say. `topics` are sticking points named, `speakers` who is quoted."""

    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
