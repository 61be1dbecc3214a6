"""`parley replay`: items through the real chain on an empty database, wave by wave, as SCHEMA.md describes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

from sqlmodel import Session

from bot.extraction import Reader
from bot.extraction.schema import as_entry
from bot.feeds.simhash import simhash
from bot.jobs.pushes import Compose, Pushed
from bot.jobs.resolve import resolve_wave
from handlers.alerting import compose as compose_alert
from storage import developments, entries, feeds, reports
from storage.database import Database
from storage.migrate import upgrade
from storage.vocabulary import Development, Dossier, Entry, Feed, Purpose, Reading, Report

EDIT_SECONDS = 600
_TYPES = {Purpose.ALERT: "new", Purpose.EDIT: "edit", Purpose.CORRECTION: "correction"}


class Reads(Protocol):
    """Anything that reads entries as `bot.extraction.Reader` does."""

    def read(self, entry: Entry, *, zone: str | None = None, official_of: str | None = None) -> Reading: ...


@dataclass(slots=True)
class _Told:
    alerts: list[dict[str, Any]] = field(default_factory=list)


def replay(
    items: Iterable[Mapping[str, Any]],
    dossier: Dossier,
    *,
    reader: Reads | None = None,
    compose: Compose = compose_alert,
) -> dict[str, Any]:
    """The developments and alerts that come of these items, in the shape of SCHEMA.md.

    Items of one instant are one wave, those without a time come last; `now` is the wave's instant. Beside what
    SCHEMA.md asks for, each development tells of each of its reports which alert-grade checks it passed and failed.
    """
    read = reader or Reader(dossier)
    with tempfile.TemporaryDirectory() as folder, Database(f"sqlite:///{Path(folder) / 'replay.db'}") as database:
        upgrade(database)
        told = _Told()
        for now, wave in _waves([as_entry(item) for item in items]):
            database.run(_wave, wave, now, dossier, read, compose, told, write=True)
        return {"developments": database.run(_developments), "alerts": told.alerts}


def _waves(found: Sequence[Entry]) -> Iterable[tuple[datetime, list[Entry]]]:
    """The entries by instant; those whose feed gave none are read at the end, at the last instant known."""
    given = [entry for entry in found if entry.published_given]
    last = max((entry.published for entry in given), default=None)
    for now, wave in groupby(sorted(given, key=lambda entry: entry.published), key=lambda entry: entry.published):
        yield now, list(wave)
    rest = [entry for entry in found if not entry.published_given]
    if rest:
        yield last or rest[0].published, rest


def _wave(
    session: Session,
    wave: Sequence[Entry],
    now: datetime,
    dossier: Dossier,
    reader: Reads,
    compose: Compose,
    told: _Told,
) -> None:
    for entry in wave:
        feed = _feed(session, entry)
        kept = _kept(entry)
        entries.store(session, feed, kept, reader.read(kept), silent=False)
    result = resolve_wave(session, dossier, now, edit_seconds=EDIT_SECONDS, compose=compose)
    told.alerts += [_alert(session, one, now) for one in result.pushed]


def _kept(entry: Entry) -> Entry:
    fingerprint = simhash(f"{entry.title}\n{entry.text}")
    return Entry(**{**{name: getattr(entry, name) for name in entry.__slots__}, "simhash": fingerprint})


def _feed(session: Session, entry: Entry) -> Feed:
    """Every outlet counts as listed, as its own owner and as known already."""
    url = f"https://{entry.feed or 'outlet'}.invalid/"
    if feeds.get(session, url) is None:
        name = entry.feed or "outlet"
        feeds.synchronise(session, [Feed(url=url, outlet=name, owner=name, language=entry.language)])
    found = feeds.get(session, url)
    assert found is not None
    return found


def _alert(session: Session, one: Pushed, now: datetime) -> dict[str, Any]:
    return {
        "at": now.isoformat(),
        "type": _TYPES[one.purpose],
        "kind": one.alert.kind.value,
        "phase": one.alert.phase.value,
        "development": str(one.alert.development_id),
        "report": _item(session, one.report_id),
        "text": str(one.texts.get("en", {}).get("html", "")),
        "because": list(one.reasons),
    }


def _item(session: Session, report_id: int | None) -> str | None:
    report = reports.get(session, report_id) if report_id is not None else None
    return _guid(session, report) if report else None


def _guid(session: Session, report: Report) -> str:
    entry = entries.get(session, report.entry_id) if report.entry_id is not None else None
    return entry.guid if entry else ""


def _developments(session: Session) -> list[dict[str, Any]]:
    return [_development(session, one) for one in developments.export(session)]


def _development(session: Session, one: Development) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "kind": one.kind.value,
        "stage": one.stage.value,
        "day": one.day.isoformat() if one.day else None,
        "returned": {f"{f.party or 'all'}.{f.scope}": f.value for f in one.figures},
        "confirmation": one.confirmation.value,
        "parent": str(one.parent) if one.parent is not None else None,
        "reports": _items(session, [report for report in one.reports if not report.claim.background]),
        "recalled_by": _items(session, [report for report in one.reports if report.claim.background]),
        "claims": [_claim(session, report) for report in one.reports],
    }


def _items(session: Session, found: Sequence[Report]) -> list[str]:
    return list(dict.fromkeys(_guid(session, report) for report in found))


def _claim(session: Session, report: Report) -> dict[str, Any]:
    claim = report.claim
    return {
        "report": _guid(session, report),
        "stage": claim.stage.value,
        "background": claim.background,
        "passed": list(claim.checks),
        "failed": list(claim.failed),
        "evidence": claim.evidence,
    }
