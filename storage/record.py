"""Brings the historical record into the database: new rows, corrected rows, rows that news was quicker than."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from sqlalchemy import text, update
from sqlmodel import Session, col, select

from storage import developments, record_new, reports, search, statements
from storage.record_changes import changes, corrected, filled, same_event
from storage.record_files import Recorded, RecordFiles
from storage.seeds import load_dossier
from storage.tables import ClaimRow, DevelopmentRow, JudgementRow, MetaRow, StatementRow
from storage.vocabulary import Claim, Development, Dossier, Statement

Told = Callable[[int, int], None]
"""Hears of how far something is: so many rows, of so many."""
_STAMP = "record brought in"
_LOCK = 7_303_002  # any number of our own: instances that start together take turns
_SPAN = timedelta(days=3)  # longest talks so far; and how far news may date a deal from the record's day


def load_record(
    session: Session,
    folder: Path,
    until: datetime,
    told: Told = lambda _, __: None,
    dossier: Dossier | None = None,
) -> int:
    """Brings `record/` of a dossier into the database, up to the clock's day; says how many rows moved.

    Doing it again adds nothing; a row corrected since then reaches the database, with a change that says so.
    What news has brought in the meantime is not made a second time: the record's row joins it. A row that is
    gone from the files stays. Nothing of it ever causes an alert. `told` hears how far it is, where any row moves.
    `dossier` is the folder's, where it is at hand.

    Raises:
        SeedFileWrong: a file is wrong; the text names file, row, column and cure.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    stamp = _stamp(folder, until)
    if (known := session.get(MetaRow, _STAMP)) and known.value == stamp:
        return 0
    loading = _Loading(session, folder, until, told, dossier)
    moved = loading.developments() + loading.positions()
    session.merge(MetaRow(name=_STAMP, value=stamp))
    if moved:
        told(loading.total, loading.total)
    return moved


def _stamp(folder: Path, until: datetime) -> str:
    """What a bringing depends on: the files, the code that reads them, the hour. While it is so, nothing moves."""
    files = [*folder.glob("*.toml"), *(folder / "record").glob("*.csv"), *Path(__file__).parent.glob("record*.py")]
    read = hashlib.sha256(until.astimezone(UTC).strftime("%Y-%m-%d %H").encode())
    for file in sorted(files):
        read.update(file.read_bytes())
    return read.hexdigest()


class _Loading:
    """One bringing of the record into one database."""

    def __init__(self, session: Session, folder: Path, until: datetime, told: Told, dossier: Dossier | None) -> None:
        self._session, self._folder, self._until, self._told = session, folder, until, told
        self._at_hand = dossier
        files = RecordFiles(folder, until)
        self._recorded, self._said = list(files.developments()), list(files.positions())
        self.total = len(self._recorded) + len(self._said)
        self._ids: dict[str, int] = {}  # of developments, by those of the record
        self._new: dict[str, tuple[Recorded, Development]] = {}

    @cached_property
    def _dossier(self) -> Dossier:
        """For the words to search by; read only where a row has moved."""
        return self._at_hand or load_dossier(self._folder, self._until)

    @cached_property
    def _news(self) -> bool:
        """Whether there is any development that the record could join."""
        mine = col(DevelopmentRow.record_id).is_(None)
        return self._session.exec(select(DevelopmentRow.id).where(mine).limit(1)).first() is not None

    def developments(self) -> int:
        """Exchanges, bodies, talks and deals; how many moved."""
        found = self._session.exec(select(DevelopmentRow).where(col(DevelopmentRow.record_id).is_not(None))).all()
        self._ids = {row.record_id or "": row.id or 0 for row in found}
        moved = 0
        for place, recorded in enumerate(self._recorded):
            if not self._new.keys().isdisjoint((recorded.id, recorded.framework)):
                self._store_new()
            row = self._session.get_one(DevelopmentRow, self._ids[recorded.id]) if recorded.id in self._ids else None
            if row is None or row.record_hash != recorded.fingerprint:
                self._bring(recorded, row)
                self._told(place, self.total)
                moved += 1
        self._store_new()
        own = col(ClaimRow.record_id).is_not(None) & col(ClaimRow.resolved).is_(None)
        moved_by_people = select(JudgementRow.claim_id).where(col(JudgementRow.by).not_in(("rule", "record")))
        left_alone = col(ClaimRow.id).not_in(moved_by_people.where(col(JudgementRow.claim_id) == col(ClaimRow.id)))
        self._session.exec(update(ClaimRow).where(own, left_alone).values(resolved=self._until))
        return moved

    def positions(self) -> int:
        """What parties asked or refused; how many rows moved."""
        found = self._session.exec(select(StatementRow).where(col(StatementRow.record_id).is_not(None)))
        known = {row.record_id: row for row in found}
        moved = []
        for place, (said, fingerprint) in enumerate(self._said, len(self._recorded)):
            row = known.get(said.record_id) or StatementRow(record_id=said.record_id, day=said.day)
            if row.record_hash != fingerprint:
                row.record_hash = fingerprint
                self._write_position(row, said)
                self._told(place, self.total)
                moved.append(row)
        if moved:
            self._session.flush()
            search.index_statements(self._session, [statements.as_statement(row) for row in moved], self._dossier)
        return len(moved)

    def _bring(self, recorded: Recorded, row: DevelopmentRow | None) -> None:
        """One row that is new or has changed."""
        new = replace(recorded.development, parent=self._ids.get(recorded.framework))
        rule = "record"
        if row is not None:
            shown = self._correct(new, row)
        elif (twin := self._twin(new)) is not None:
            shown, rule = self._join(new, twin), "record: the same event in the news"
        else:
            self._new[recorded.id] = (recorded, new)
            return
        row = row or self._session.get_one(DevelopmentRow, shown.id)
        row.record_hash = recorded.fingerprint
        self._session.add(row)
        self._ids[recorded.id] = shown.id
        told = record_new.claims_of(recorded, replace(new, id=shown.id), self._until)
        record_new.bring_claims(self._session, told, rule, self._until)
        search.index_development(self._session, shown, self._dossier)

    def _store_new(self) -> None:
        """What no development is made of yet, together."""
        if self._new:
            self._ids |= record_new.store(self._session, [*self._new.values()], self._dossier, self._until)
            self._new.clear()

    def _correct(self, new: Development, row: DevelopmentRow) -> Development:
        """What the row says otherwise than before replaces what is shown; what news brought stays."""
        assert row.id is not None
        shown = developments.get(self._session, row.id)
        assert shown is not None
        own = self._own_claims(row)
        after = corrected(shown, _told(self._session, own), new)
        self._show(shown, after, correction=True)
        for claim in own:  # a claim is never overwritten: the old ones are let go, new ones are made
            claim.development_id = None
            self._session.add(claim)
        return after

    def _join(self, new: Development, twin: Development) -> Development:
        """News was first: what it shows stays, the record fills in what it lacks."""
        after = filled(twin, new)
        self._show(twin, after, correction=False)
        return after

    def _show(self, before: Development, after: Development, *, correction: bool) -> None:
        developments.update(self._session, after)
        steps = changes(before, after, self._until, correction=correction)
        developments.add_changes(self._session, before.id, steps)

    def _own_claims(self, row: DevelopmentRow) -> list[ClaimRow]:
        """What the row said when it was last brought."""
        own = select(ClaimRow).where(col(ClaimRow.record_id) == row.record_id)
        found = self._session.exec(own.where(col(ClaimRow.development_id).is_not(None)).order_by(col(ClaimRow.id)))
        return list(found)

    def _twin(self, new: Development) -> Development | None:
        """The development that news has made of the same event; of several the one that shares most figures.

        A deal is joined only where there is one candidate: two deals may be agreed in one week.
        """
        if not self._news or new.day is None:
            return None
        last = new.end_day or new.day
        near = developments.between(self._session, new.kind, new.day - _SPAN, last + _SPAN)
        fits = [one for one in near if not (one.record_id or one.retracted) and same_event(one, new)]
        fits.sort(key=lambda one: len(set(one.figures) & set(new.figures)), reverse=True)
        return None if new.framework and len(fits) > 1 else next(iter(fits), None)

    def _write_position(self, row: StatementRow, said: Statement) -> None:
        for name in ("day", "party", "person", "topic", "outlet", "link", "confidence"):
            setattr(row, name, getattr(said, name))
        row.text = dict(said.text)
        self._session.add(row)


def _told(session: Session, own: list[ClaimRow]) -> Claim | None:
    told = reports.as_reports(session, own[:1])
    return told[0].claim if told else None
