"""The one report that lists name for each development: picked by the database, however many reports there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, TextClause, and_, bindparam, func, or_, text
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, select

from storage.tables import ClaimRow, DevelopmentRow
from storage.vocabulary import OPERATOR, Development, Phase, Source, Stage

_SAID = aliased(ClaimRow, name="said")
_OFFICIAL = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(said.origins) AS origin "
    "WHERE json_extract(origin.value, '$.official') AND json_extract(origin.value, '$.id') <> :operator)",
    "postgresql": "EXISTS (SELECT 1 FROM json_array_elements(said.origins) AS origin "
    "WHERE CAST(origin ->> 'official' AS boolean) AND origin ->> 'id' <> :operator)",
}
"""Whether an official is quoted, who is none of Parley's operators."""


def with_sources(session: Session, found: Sequence[Development]) -> list[Development]:
    """The same developments, each with its source: an official's word for what is shown, else the first report.

    Of what its outlets have taken back the first that had said so.
    """
    if not found:
        return []
    query = _PICKED[session.get_bind().dialect.name]
    rows = session.exec(query, params={"ids": [one.id for one in found]})
    named = {number: Source(outlet, link) for number, outlet, link in rows}
    return [replace(one, source=named.get(one.id)) for one in found]


def _first(*wanted: ColumnElement[bool] | TextClause) -> Any:
    """The oldest claim of the development, as the index has them in order."""
    mine = select(_SAID.id).where(col(_SAID.development_id) == col(DevelopmentRow.id)).where(*wanted)
    ordered = mine.order_by(col(_SAID.published), col(_SAID.id)).limit(1)
    return ordered.correlate(DevelopmentRow).scalar_subquery()


def _stands() -> ColumnElement[bool]:
    return col(_SAID.withdrawn).is_(None)


def of_one_phase(shown: Mapped[str], said: Mapped[str]) -> ColumnElement[bool]:
    """Whether the stages of a development and of a claim tell the same: who only announced it has not confirmed it."""
    begun, ahead = (
        [stage.value for stage in Stage if stage.phase is phase and not stage.off]
        for phase in (Phase.CARRIED_OUT, Phase.ANNOUNCED)
    )
    return or_(said == shown, and_(shown.in_(begun), said.in_(begun)), and_(shown.in_(ahead), said.in_(ahead)))


def _says_so() -> ColumnElement[bool]:
    """Whether a claim is news of what is shown."""
    alike = of_one_phase(col(DevelopmentRow.stage), col(_SAID.stage))
    return and_(alike, _stands(), ~col(_SAID.background), col(_SAID.record_id).is_(None))


def _picked(official: str) -> Any:
    named = func.coalesce(_first(_says_so(), text(official).bindparams(operator=OPERATOR)), _first(_stands()), _first())
    return (
        select(DevelopmentRow.id, ClaimRow.outlet, ClaimRow.link)
        .join(ClaimRow, col(ClaimRow.id) == named)
        .where(col(DevelopmentRow.id).in_(bindparam("ids", expanding=True)))
    )


_PICKED = {dialect: _picked(official) for dialect, official in _OFFICIAL.items()}
