"""An entry that came back with other words: which claims it makes still, which no more, and what takes their place.

What it says no more counts for nothing that is shown, and is kept with the time at which it was withdrawn. What it says
again is the claim that it was. A claim that is the same in its slots stays itself: its place, and what people said of
it, are not touched by other words around it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, update

from storage import reports
from storage.tables import ClaimRow
from storage.upsert import change
from storage.vocabulary import Claim, Report

RETURNS = 2
"""How often an entry may go back to what it had taken back: some servers give two versions by turns for days."""
RESTED = timedelta(hours=1)
"""So long after its last revision the second return is believed; the first one, a slip put right, is so at once."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a reading changes: claims made before (`kept`, with their new wording), not any more, and newly made.

    A new one comes with the report whose place it takes, where there is one.
    """

    kept: tuple[tuple[Report, Claim], ...] = ()
    gone: tuple[Report, ...] = ()
    new: tuple[tuple[Claim, Report | None], ...] = ()

    @property
    def returns(self) -> bool:
        """Whether something is said again that was withdrawn."""
        return any(report.withdrawn for report, _ in self.kept)

    @property
    def changes(self) -> bool:
        return bool(self.gone or self.new or self.returns)

    def own(self, entry_id: int) -> Revision:
        """Without what another entry of the same article says, and this one only does not repeat."""
        put_right = {before.id for _, before in self.new if before}
        gone = (report for report in self.gone if report.entry_id == entry_id or report.id in put_right)
        return replace(self, gone=tuple(gone))


def compare(known: Sequence[Report], claims: Sequence[Claim], *, believed: bool = True) -> Revision | None:
    """What a reading changes in what an entry is known to have said, withdrawn claims too.

    Where returns are not `believed` (any more), what was withdrawn stays so; None where the reading is nothing else.
    """
    standing = [report for report in known if report.withdrawn is None]
    back = [] if believed else [one for one in claims if _again(known, one) and not twin(standing, one)]
    said = [claim for claim in claims if claim not in back]
    if back and all(twin(standing, claim) for claim in said):
        return None
    return _compared([*standing, *(report for report in known if report.withdrawn)], said)


def believed(returns: int, revised: datetime | None, now: datetime) -> bool:
    """Whether an entry may go back to what it had withdrawn, after so many returns and its last revision."""
    return returns == 0 or (returns < RETURNS and (revised is None or now - revised >= RESTED))


def apply(session: Session, revision: Revision, now: datetime) -> None:
    """Withdraws what is not said any more, and brings what is said still to its new wording."""
    for report, claim in revision.kept:
        reports.reread(session, report, claim)
    gone = [report.id for report in revision.gone]
    change(session, update(ClaimRow).where(col(ClaimRow.id).in_(gone)).values(withdrawn=now, resolved=None))


def _compared(known: Sequence[Report], claims: Sequence[Claim]) -> Revision:
    kept = [(report, claim) for claim in claims if (report := twin(known, claim))]
    new = [claim for claim in claims if twin(known, claim) is None]
    gone = [report for report in known if not (report.withdrawn or any(_same(report, claim) for claim in claims))]
    free, paired = list(gone), []
    for claim in new:
        before = max((one for one in free if _continues(one.claim, claim)), default=None, key=_likeness(claim))
        if before is not None:
            free.remove(before)
        paired.append((claim, before))
    return Revision(tuple(kept), tuple(gone), tuple(paired))


def twin(known: Sequence[Report], claim: Claim) -> Report | None:
    """The first report that says the same in every slot."""
    return next((report for report in known if _same(report, claim)), None)


def _again(known: Sequence[Report], claim: Claim) -> bool:
    return any(report.withdrawn and _same(report, claim) for report in known)


def _same(report: Report, claim: Claim) -> bool:
    """Equal in every slot. News of what was taken for a look back at nothing known is another claim."""
    looked_back = report.claim.background and report.development_id is None
    return slots(report.claim) == slots(claim) and not (looked_back and not claim.background)


def slots(claim: Claim) -> tuple[object, ...]:
    """What a claim says, without the words in which it says so and what the reading thinks of them."""
    return (
        claim.kind, claim.stage, claim.day, claim.end_day, frozenset(claim.figures), frozenset(claim.mediators),
        claim.place, claim.round, frozenset(claim.parties), claim.outcome, frozenset(claim.targets), claim.ordinal,
        frozenset(origin.id for origin in claim.origins),
    )  # fmt: skip


def _continues(old: Claim, new: Claim) -> bool:
    """Whether one may be the other in new words: the same kind, and days that are near or figures that are equal."""
    near = old.day is None or new.day is None or abs(old.day - new.day) <= _DAY
    return old.kind is new.kind and (near or bool(set(old.figures) & set(new.figures)))


def _likeness(claim: Claim) -> Callable[[Report], tuple[bool, bool, bool, int]]:
    def rank(report: Report) -> tuple[bool, bool, bool, int]:
        old = report.claim
        shared = len(set(old.figures) & set(claim.figures))
        return old.background is claim.background, old.stage is claim.stage, old.day == claim.day, shared

    return rank
