"""Why each report stands where it does: the judgement on it that stands."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage import judgements
from storage.judgements import Judgement
from storage.tables import JudgementRow

_AT_ONCE = 500


def standing(session: Session, claim_ids: Sequence[int]) -> dict[int, Judgement]:
    """By report, the rule's or a person's word on where it belongs; questions on alerts are none."""
    found: dict[int, Judgement] = {}
    for start in range(0, len(claim_ids), _AT_ONCE):
        rows = session.exec(
            select(JudgementRow)
            .where(col(JudgementRow.claim_id).in_(claim_ids[start : start + _AT_ONCE]))
            .where(col(JudgementRow.withdrawn).is_(None), col(JudgementRow.development_id).is_not(None))
            .where(col(JudgementRow.verdict) != judgements.Verdict.CLASH.value)
            .order_by(col(JudgementRow.id))
        )
        found.update((row.claim_id, judgements.as_judgement(row)) for row in rows)
    return found
