"""Old texts that are published once more (Rule M, 11): known by their fingerprints, never news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import Session

from storage import entries, reports
from storage.vocabulary import Kind, Report, copies

OLDER = timedelta(days=7)
"""An item this much older with nearly the same text makes the newer one a republication."""
BITS = 3
"""In how many of the 64 bits of their fingerprints the two may differ."""
REACH = timedelta(days=800)
_NUMBERS: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Older:
    """The text that was published before, and the development that it was about."""

    development_id: int | None


class Republications:
    """Looks up older copies; only for reports that could cause an alert, once a kind and wave."""

    def __init__(self, session: Session, waiting: Sequence[Report]) -> None:
        self._session = session
        able = [report for report in waiting if _could_alert(report)]
        self._earliest = min((report.published for report in able), default=None)
        self._latest = max((report.published for report in able), default=None)
        self._known: dict[Kind, list[tuple[int, int | None, int | None]]] = {}

    def older(self, report: Report) -> Older | None:
        """The older text that this report repeats, if it repeats one."""
        if not _could_alert(report):
            return None
        for simhash, development_id, entry_id in self._of(report.claim.kind):
            if copies(report.simhash, simhash, BITS) and not self._told_anew(report, entry_id):
                return Older(development_id)
        return None

    def _told_anew(self, report: Report, older_id: int | None) -> bool:
        """'Today, 16 September, 1,000 bodies were returned', in the words of 19 August: not the same numbers."""
        found = [entries.get(self._session, one) for one in (report.entry_id, older_id) if one is not None]
        texts = [_NUMBERS.findall(f"{one.title}\n{one.body}") for one in found if one is not None]
        return len(texts) == 2 and texts[0] != texts[1]  # noqa: PLR2004 - both

    def _of(self, kind: Kind) -> list[tuple[int, int | None, int | None]]:
        """Bounded by the wave's earliest report: what is not old for that one is not taken for old."""
        if kind not in self._known:
            assert self._earliest is not None
            until = self._earliest - OLDER
            self._known[kind] = reports.fingerprints(self._session, kind, until - REACH, until)
        return self._known[kind]


def _could_alert(report: Report) -> bool:
    return report.claim.alert_grade and not report.claim.background and not report.silent and report.simhash != 0
