"""What is exported, a row at a time: developments, the claims behind them, their history; entries of feeds.

docs/codebook.md defines every field and value; a test holds the two together. Nothing of an article goes out but the
sentence that a claim rests on (see harmless), and no title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from sqlmodel import Session

from handlers.export import plover
from storage import developments, entries, histories
from storage.harmless import guard_of
from storage.vocabulary import (
    OPERATOR,
    RETURNS,
    Change,
    Claim,
    Development,
    Dossier,
    Entry,
    Figure,
    Qualifier,
    Report,
    Scope,
    without_login,
)

Row = Mapping[str, Any]
ENTRY_FIELDS: tuple[str, ...] = ("feed", "id", "title", "link", "published", "language", "seen")
CHANGE_FIELDS: tuple[str, ...] = ("development", "at", "type", "slot", "before", "after", "report")
_BY_SIDE = (Scope.TOTAL, Scope.MILITARY, Scope.CIVILIANS, Scope.WOUNDED, Scope.FRAMEWORK)
_CLAIMED = (*_BY_SIDE, Scope.CUMULATIVE)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Told:
    """A development with its history."""

    development: Development
    changes: tuple[Change, ...] = ()


def told(session: Session, first: date | None = None, last: date | None = None) -> Iterator[Told]:
    """Every development of first…last (of all days where None) with its reports and history, by day."""
    found = developments.export(session, first, last)
    while part := list(islice(found, _BATCH)):
        yield from with_history(session, part)


def with_history(session: Session, found: Sequence[Development]) -> Iterator[Told]:
    """The same developments, each with its history."""
    steps = histories.changes(session, [one.id for one in found])
    return (Told(one, steps.get(one.id, ())) for one in found)


class Rows:
    """Makes rows over one dossier, with a column for each of its sides."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier, self._sides, self._guard = dossier, dossier.sides, guard_of(dossier)

    @property
    def development_fields(self) -> tuple[str, ...]:
        """The columns of a development."""
        return (
            "id", "kind", "stage", "phase", "day", "end_day", "day_given", *self._columns(_BY_SIDE), "combined",
            "qualifiers", "derived", "mediators", "place", "round", "parties", "outcome", "targets", "confirmation",
            "confirmed_by", "framework", "parent", "retracted", "record_id", "confidence", "first_seen", "touched",
            "plover_event", "plover_mode", "plover_context", "plover_auxiliary", "report_count", "sources",
        )  # fmt: skip

    @property
    def claim_fields(self) -> tuple[str, ...]:
        """The columns of a claim."""
        return (
            "development", "report", "outlet", "official_of", "language", "link", "published", "seen", "record_id",
            "kind", "stage", "day", "end_day", "said_by", "said_by_parties", "official", *self._columns(_CLAIMED),
            "combined", "qualifiers", "derived", "mediators", "place", "round", "parties", "outcome", "targets",
            "ordinal", "background", "inconsistent", "alert_grade", "correction", "withdrawn", "replaces", "evidence",
        )  # fmt: skip

    def development(self, one: Development) -> Row:
        """What is shown of a development."""
        code = plover.code(one, self._dossier)
        return {
            "id": one.id,
            "kind": one.kind.value,
            "stage": one.stage.value,
            "phase": one.phase.value,
            "day": one.day,
            "end_day": one.end_day,
            "day_given": one.day_given,
            **self._figures(one.figures, _BY_SIDE),
            **_meeting(one, one.place),
            "confirmation": one.confirmation.value,
            "confirmed_by": list(one.speakers),
            "framework": one.framework,
            "parent": one.parent,
            "retracted": one.retracted,
            "record_id": one.record_id,
            "confidence": one.confidence,
            "first_seen": one.first_seen,
            "touched": one.touched,
            "plover_event": code.event or None,
            "plover_mode": code.mode or None,
            "plover_context": code.context or None,
            "plover_auxiliary": code.auxiliary or None,
            "report_count": len(one.reports),
            "sources": list(dict.fromkeys(without_login(report.link) for report in one.reports if report.link)),
        }

    def whole(self, one: Told) -> Row:
        """A development with its claims and its history within it."""
        claims = list(self.claims(one.development))
        return {**self.development(one.development), "reports": claims, "changes": list(self.changes(one))}

    def claims(self, one: Development) -> Iterator[Row]:
        """What each report says of it, oldest first; what outlets have taken back comes last."""
        return (self._claim(report, one) for report in (*one.reports, *one.earlier))

    def changes(self, one: Told) -> Iterator[Row]:
        """Its history, oldest first; of a place that is not shown, nothing."""
        steps = (step for step in one.changes if step.slot != "place" or one.development.place)
        return (_change(step, one.development) for step in steps)

    def _claim(self, report: Report, one: Development) -> Row:
        claim = report.claim
        parties = (origin.party for origin in claim.origins if origin.party)
        secret = one.kind in RETURNS and claim.place != one.place
        return {
            "development": one.id,
            "report": report.id,
            "outlet": report.outlet,
            "official_of": report.official_of,
            "language": report.language,
            "link": without_login(report.link) if report.link else None,
            "published": report.published,
            "seen": report.seen,
            "record_id": report.record_id,
            "kind": claim.kind.value,
            "stage": claim.stage.value,
            "day": claim.day,
            "end_day": claim.end_day,
            "said_by": [origin.name or origin.id for origin in claim.origins],
            "said_by_parties": list(dict.fromkeys(parties)),
            "official": any(origin.official for origin in claim.origins),
            **self._figures(claim.figures, _CLAIMED),
            **_meeting(claim, None if secret else claim.place),
            "ordinal": claim.ordinal,
            "background": claim.background,
            "inconsistent": claim.inconsistent,
            "alert_grade": claim.alert_grade,
            "correction": any(origin.id == OPERATOR for origin in claim.origins),
            "withdrawn": report.withdrawn,
            "replaces": report.replaces,
            "evidence": self._guard.evidence(report, one) or None,
        }

    def _columns(self, scopes: Iterable[Scope]) -> tuple[str, ...]:
        return tuple(_column(side, scope) for side in self._sides for scope in scopes)

    def _figures(self, figures: tuple[Figure, ...], scopes: Iterable[Scope]) -> dict[str, Any]:
        """A column for each side and scope (the first figure of each), and what is no plain exact number of them."""
        first: dict[str, Figure] = {}
        for figure in figures:
            first.setdefault(_column(figure.party, figure.scope), figure)
        names = (*self._columns(scopes), Scope.COMBINED.value)
        known = {name: first[name] for name in names if name in first}
        inexact = [f"{name}:{one.qualifier}" for name, one in known.items() if one.qualifier is not Qualifier.EXACT]
        return {
            **{name: known[name].value if name in known else None for name in names},
            "qualifiers": inexact,
            "derived": [name for name, one in known.items() if one.derived],
        }


def entry_rows(session: Session) -> Iterator[Row]:
    """One row an entry, oldest first; `id` is the feed's own id of it, or what stands in for one."""
    return (_entry(entry) for entry in entries.export(session))


def _column(party: str | None, scope: Scope) -> str:
    if party is None:
        return scope.value
    return f"to_{party.lower()}" if scope is Scope.TOTAL else f"to_{party.lower()}_{scope}"


def _meeting(one: Development | Claim, place: str | None) -> dict[str, Any]:
    """What a development and a claim have in common beside figures: who met and mediated, where, what came of it."""
    return {
        "mediators": list(one.mediators),
        "place": place,
        "round": one.round,
        "parties": list(one.parties),
        "outcome": one.outcome.value if one.outcome else None,
        "targets": [", ".join(filter(None, (target.what, target.where))) for target in one.targets],
    }


def _change(step: Change, one: Development) -> Row:
    return {
        "development": one.id,
        "at": step.at,
        "type": step.type.value,
        "slot": step.slot or None,
        "before": step.before,
        "after": step.after,
        "report": step.report_id,
    }


def _entry(entry: Entry) -> Row:
    return {
        "feed": without_login(entry.feed),
        "id": entry.guid,
        "title": entry.title,
        "link": without_login(entry.link) if entry.link else None,
        "published": entry.published,
        "language": entry.language,
        "seen": entry.seen,
    }
