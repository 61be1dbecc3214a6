"""The corpus's shape: a line of it as an entry, a reading as a record (tests/corpus/SCHEMA.md)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from storage.vocabulary import Claim, Entry, Figure, Kind, Reading, Scope

UNLABELLED: Final = ("humanitarian", "monitoring")
"""Topics of Parley's that the corpus does not have: it labels the events that they are about."""
STAMP: Final = datetime(1970, 1, 1, tzinfo=UTC)


def as_entry(item: Mapping[str, Any]) -> Entry:
    """A corpus line as an entry; one without a time is published at the epoch and says so."""
    published = instant(item.get("published"))
    return Entry(
        feed=str(item.get("outlet") or ""),
        guid=str(item.get("id") or ""),
        title=str(item.get("title") or ""),
        text=str(item.get("text") or ""),
        published=published or STAMP,
        seen=published or STAMP,
        language=str(item.get("lang") or "en"),
        published_given=published is not None,
        outlet=str(item.get("outlet") or ""),
    )


def instant(value: object) -> datetime | None:
    """An ISO day or time as an aware instant; a bare day is its noon."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= len("2026-02-05"):
        found = found.replace(hour=12)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def as_record(item_id: str, reading: Reading) -> dict[str, object]:
    """What `parley extract` prints for one item."""
    return {
        "id": item_id,
        "developments": [development(c) for c in reading.claims],
        "topics": [topic for topic in reading.topics if topic not in UNLABELLED],
        "speakers": list(reading.speakers),
    }


def development(claim: Claim) -> dict[str, object]:
    """One claim in the corpus's shape."""
    return {
        "kind": claim.kind.value,
        "stage": claim.stage.value if claim.kind is not Kind.STATEMENT else None,
        "date": iso(claim.day),
        "end_date": iso(claim.end_day),
        "returned": returned(claim),
        "combined_total": joint(claim),
        "mediators": list(claim.mediators),
        "place": claim.place,
        "round": claim.round,
        "parties": list(claim.parties),
        "outcome": claim.outcome.value if claim.outcome else None,
        "attributed_to": [o.name for o in claim.origins],
        "background": claim.background,
        "evidence": claim.evidence,
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def returned(claim: Claim) -> dict[str, dict[str, int | None]]:
    """Figures by side; a framework's figures are the totals of the deal that they belong to."""
    found: dict[str, dict[str, int | None]] = {}
    for figure in claim.figures:
        if figure.party:
            side = found.setdefault(figure.party, {"total": None, "military": None, "civilians": None})
            fill(side, figure)
    return found


def fill(side: dict[str, int | None], figure: Figure) -> None:
    slot = "total" if figure.scope is Scope.FRAMEWORK else figure.scope.value
    if slot in side and side[slot] is None:
        side[slot] = figure.value


def joint(claim: Claim) -> int | None:
    return next((f.value for f in claim.figures if f.scope is Scope.COMBINED), None)
