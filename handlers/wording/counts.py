"""Each side's own count of who was returned, and how the shown figure stands to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from storage.vocabulary import Development, Figure, Scope


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known of those returned to one side.

    `total` is the shown figure, `military` and `civilians` its parts. `own` is what the side's own officials said,
    `by` the other parties whose officials gave a number, `others` what these said where it differs from the shown
    total and is no part of it.
    """

    total: Figure | None = None
    military: Figure | None = None
    civilians: Figure | None = None
    wounded: Figure | None = None
    own: int | None = None
    by: tuple[str, ...] = ()
    others: tuple[tuple[str, int], ...] = ()


def counts(development: Development, side: str) -> Counts:
    """The figures of one side, compared over all reports of the development."""
    total = development.figure(side)
    military = development.figure(side, Scope.MILITARY)
    said = _said(development, side)
    parts = {figure.value for figure in (total, military) if figure}
    return Counts(
        total=total,
        military=military,
        civilians=development.figure(side, Scope.CIVILIANS),
        wounded=development.figure(side, Scope.WOUNDED),
        own=max(said.get(side, ()), default=None),
        by=tuple(party for party in said if party != side),
        others=tuple(
            (party, max(values)) for party, values in said.items() if party != side and total and not parts & values
        ),
    )


def _said(development: Development, side: str) -> dict[str, set[int]]:
    """By party, the totals that its officials gave for that side; what was only announced is no count."""
    said: dict[str, set[int]] = defaultdict(set)
    for report in development.reports:
        figure = report.claim.figure(side)
        if figure is None or report.claim.background or report.claim.phase is not development.phase:
            continue
        for origin in report.claim.origins:
            if origin.official and origin.party:
                said[origin.party].add(figure.value)
    return said
