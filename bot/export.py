"""Stored entries and developments as CSV or JSON, a row at a time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TextIO

from sqlmodel import Session

from storage import developments, entries
from storage.vocabulary import Development, Entry, Report, Scope

FORMATS = ("csv", "json")
ENTRY_FIELDS = ("feed", "id", "title", "link", "published", "language", "seen")


def entry_rows(session: Session) -> Iterator[dict[str, Any]]:
    """One row an entry, oldest first; `id` is the feed's own id of it, or what stands in for one."""
    return (_entry(entry) for entry in entries.export(session))


def development_rows(session: Session, sides: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One row a development, oldest first, with each side's shown figures, every claim and its source."""
    parties = tuple(sides)
    return (_development(one, parties) for one in developments.export(session))


def write(rows: Iterable[Mapping[str, Any]], form: str, fields: Iterable[str], out: TextIO) -> int:
    """Writes rows as they come; returns how many. In CSV, what is nested is JSON within its cell."""
    return _write_json(rows, out) if form == "json" else _write_csv(rows, tuple(fields), out)


def development_fields(sides: Iterable[str]) -> tuple[str, ...]:
    """The columns of a development in CSV."""
    figures = (f"to_{side.lower()}{suffix}" for side in sides for suffix in ("", "_military", "_civilians"))
    head = ("id", "kind", "stage", "day", "end_day", "day_given")
    tail = (
        "combined", "mediators", "place", "round", "parties", "outcome", "confirmation", "confirmed_by", "framework",
        "parent", "record_id", "confidence", "first_seen", "touched", "reports",
    )  # fmt: skip
    return (*head, *figures, *tail)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "feed": entry.feed,
        "id": entry.guid,
        "title": entry.title,
        "link": entry.link,
        "published": entry.published.isoformat(),
        "language": entry.language,
        "seen": entry.seen.isoformat(),
    }


def _development(one: Development, sides: tuple[str, ...]) -> dict[str, Any]:
    figures = {
        f"to_{side.lower()}{suffix}": _value(one, side, scope)
        for side in sides
        for suffix, scope in (("", Scope.TOTAL), ("_military", Scope.MILITARY), ("_civilians", Scope.CIVILIANS))
    }
    return {
        "id": one.id,
        "kind": one.kind.value,
        "stage": one.stage.value,
        "day": one.day,
        "end_day": one.end_day,
        "day_given": one.day_given,
        **figures,
        "combined": _value(one, None, Scope.COMBINED),
        "mediators": list(one.mediators),
        "place": one.place,
        "round": one.round,
        "parties": list(one.parties),
        "outcome": one.outcome.value if one.outcome else None,
        "confirmation": one.confirmation.value,
        "confirmed_by": list(one.speakers),
        "framework": one.framework,
        "parent": one.parent,
        "record_id": one.record_id,
        "confidence": one.confidence,
        "first_seen": one.first_seen,
        "touched": one.touched,
        "reports": [_report(report) for report in one.reports],
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "outlet": report.outlet,
        "link": report.link,
        "published": report.published,
        "seen": report.seen,
        "stage": report.claim.stage.value,
        "day": report.claim.day,
        "said_by": [origin.name for origin in report.claim.origins],
        "figures": [asdict(figure) for figure in report.claim.figures],
        "evidence": report.claim.evidence,
    }


def _value(one: Development, party: str | None, scope: Scope) -> int | None:
    figure = one.figure(party, scope)
    return figure.value if figure else None


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"cannot be exported: {type(value).__name__}")


def _write_json(rows: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    count = 0
    out.write("[")
    for count, row in enumerate(rows, 1):
        out.write("\n " if count == 1 else ",\n ")
        out.write(json.dumps(row, ensure_ascii=False, default=_plain))
    out.write("\n]\n" if count else "]\n")
    return count


def _write_csv(rows: Iterable[Mapping[str, Any]], fields: tuple[str, ...], out: TextIO) -> int:
    count = 0
    writer = csv.writer(out)
    writer.writerow(fields)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in fields])
        count += 1
    return count


def _cell(value: object) -> object:
    if isinstance(value, list):
        nested = any(isinstance(part, dict) for part in value)
        return json.dumps(value, ensure_ascii=False, default=_plain) if nested else ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date | datetime) else value
