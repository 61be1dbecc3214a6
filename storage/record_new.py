"""Rows of the record that nothing is stored of yet: many become developments with a few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from storage import developments, reports, search, upsert
from storage.record_files import Recorded, link, outlet
from storage.tables import DevelopmentRow, JudgementRow
from storage.vocabulary import Claim, Development, Dossier, Origin, Report

_ORIGIN = Origin("record", "the record")


def store(
    session: Session, new: Sequence[tuple[Recorded, Development]], dossier: Dossier, until: datetime
) -> dict[str, int]:
    """Stores developments with their claims and makes them findable; gives their ids by those of the record."""
    rows = [{**developments.columns(one), "record_hash": recorded.fingerprint} for recorded, one in new]
    ids = upsert.insert_many(session, DevelopmentRow, rows)
    made = [replace(one, id=id_) for id_, (_, one) in zip(ids, new, strict=True)]
    developments.add_details(session, made)
    bring_claims(
        session,
        [told for (recorded, _), one in zip(new, made, strict=True) for told in claims_of(recorded, one, until)],
        "record",
        until,
    )
    search.index_new_developments(session, made, dossier)
    return {recorded.id: one.id for (recorded, _), one in zip(new, made, strict=True)}


def bring_claims(session: Session, told: Sequence[Report], rule: str, until: datetime) -> None:
    """Stores claims of the record, and why each belongs to its development."""
    rows: list[dict[str, object]] = [
        {
            "claim_id": claim, "development_id": report.development_id, "verdict": "same", "rule": rule, "score": 0.0,
            "reasons": [], "candidates": [], "by": "record", "at": until,
        }
        for claim, report in zip(reports.add_all(session, told), told, strict=True)
    ]  # fmt: skip
    upsert.insert_many(session, JudgementRow, rows)


def claims_of(recorded: Recorded, new: Development, until: datetime) -> list[Report]:
    """One report a source; a row without sources is a report of the record itself. `new` has the development's id."""
    claim = Claim(
        kind=new.kind,
        stage=new.stage,
        evidence=new.prose.get("note", new.prose.get("outcome", {})).get("en", ""),
        day=new.day,
        end_day=new.end_day,
        figures=new.figures,
        mediators=new.mediators,
        place=new.place,
        round=new.round,
        parties=new.parties,
        outcome=new.outcome,
        origins=(_ORIGIN,),
    )
    return [
        Report(
            id=0,
            claim=claim,
            outlet=outlet(source),
            owner=outlet(source),
            published=min(new.touched, until),
            seen=until,
            link=link(source),
            record_id=recorded.id,
            silent=True,
            development_id=new.id,
        )
        for source in recorded.sources or (_ORIGIN.name,)
    ]
