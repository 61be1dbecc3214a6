"""The figures shown for a development: its own side's officials first, then what most origins say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.resolution.compare import NEAR
from bot.resolution.values import corrected, origins, total
from storage.vocabulary import Claim, Figure, Qualifier, Report, Scope

Slot = Callable[[Claim], Figure | None]
Said = tuple[Report, Figure]


def shown_figures(reports: Sequence[Report], sides: Sequence[str], *, framework: bool) -> tuple[Figure, ...]:
    """The total and its parts for each side, and the joint figure where the totals do not tell it.

    For a deal in stages the totals are the deal's, with that scope.
    """
    consistent = [report for report in reports if not report.claim.inconsistent] or reports
    shown: list[Figure] = []
    for side in sides:
        whole = _of_deal(consistent, side) if framework else _total(consistent, side)
        if whole is not None:
            shown.append(whole)
        if not framework:
            shown += _parts(consistent, side, whole)
    known = sum(figure.scope in (Scope.TOTAL, Scope.FRAMEWORK) for figure in shown)
    joint = None if known == len(sides) else _joint(reports)
    return (*shown, joint) if joint else tuple(shown)


def _said(reports: Iterable[Report], slot: Slot) -> list[Said]:
    """What reports say in a slot, those that are silent there left out."""
    return [(report, figure) for report in reports if (figure := slot(report.claim)) is not None]


def _joint(reports: Sequence[Report]) -> Figure | None:
    said = _said(reports, _slot(None, Scope.COMBINED))
    return _corrected(reports, None, Scope.COMBINED) or _most_said(said)


def _corrected(reports: Iterable[Report], side: str | None, scope: Scope) -> Figure | None:
    """What operators have put right outweighs everything, the record too."""
    found = corrected(reports, f"{side}.{scope}" if side else scope.value)
    return found.claim.figure(side, scope) if found else None


def _total(reports: Sequence[Report], side: str) -> Figure | None:
    said = _said(reports, lambda claim: total(claim, side))
    decided = _corrected(reports, side, Scope.TOTAL) or _recorded(said)
    return decided or _own_largest(said, side) or _most_said(said)


def _of_deal(reports: Sequence[Report], side: str) -> Figure | None:
    said = _said(reports, lambda claim: claim.figure(side, Scope.FRAMEWORK) or total(claim, side))
    found = _corrected(reports, side, Scope.FRAMEWORK) or _recorded(said) or _most_said(said)
    return replace(found, scope=Scope.FRAMEWORK) if found else None


def _parts(reports: Sequence[Report], side: str, whole: Figure | None) -> list[Figure]:
    """Soldiers, civilians and wounded, taken from the reports whose total is the shown one where there are such."""
    found = []
    for scope in (Scope.MILITARY, Scope.CIVILIANS, Scope.WOUNDED):
        said = _said(reports, _slot(side, scope))
        agreeing = [one for one in said if whole and (t := total(one[0].claim, side)) and t.value == whole.value]
        if not said:
            continue
        part = _corrected(reports, side, scope) or _own_largest(agreeing, side) or _most_said(agreeing)
        part = part or _own_largest(said, side) or _most_said(said)
        if part is not None:
            found.append(part)
    return _fitting(found, whole)


def _slot(side: str | None, scope: Scope) -> Slot:
    return lambda claim: claim.figure(side, scope)


def _fitting(parts: list[Figure], whole: Figure | None) -> list[Figure]:
    """Parts that do not go beyond the whole; soldiers and civilians of different reports must add up to it."""
    if whole is None:
        return parts
    fitting = [part for part in parts if part.value <= whole.value]
    people = sum(part.value for part in fitting if part.scope in (Scope.MILITARY, Scope.CIVILIANS))
    return fitting if people <= whole.value else [part for part in fitting if part.scope is not Scope.MILITARY]


def _recorded(said: Iterable[Said]) -> Figure | None:
    """A row of the record was gone over by people: what it says stands."""
    return next((figure for report, figure in said if report.record_id), None)


def _own_largest(said: Iterable[Said], side: str) -> Figure | None:
    """The largest that the side's own officials say."""
    own = [figure for report, figure in said if side in report.officials]
    exact = [figure for figure in own if figure.qualifier is Qualifier.EXACT]
    own = [figure for figure in own if figure in exact or not any(_rounds(figure, one) for one in exact)]
    return _exact(own, max(figure.value for figure in own)) if own else None


def _rounds(figure: Figure, exact: Figure) -> bool:
    """'About 300', and later 296: the same, told roughly."""
    return figure.qualifier is Qualifier.ABOUT and abs(figure.value - exact.value) <= NEAR * exact.value


def _most_said(said: Sequence[Said]) -> Figure | None:
    """What most origins say, ties to the larger; a round 'about' only where nobody is exact."""
    saying: dict[int, list[Report]] = defaultdict(list)
    for report, figure in said:
        saying[figure.value].append(report)
    exact = {figure.value for _, figure in said if figure.qualifier is Qualifier.EXACT}
    candidates = exact or set(saying)
    if not candidates:
        return None
    chosen = max(candidates, key=lambda value: (origins(saying[value]), value))
    return _exact([figure for _, figure in said], chosen)


def _exact(figures: Sequence[Figure], value: int) -> Figure:
    """The figure of that value, as exact as anybody says it, and as said rather than derived."""
    alike = [figure for figure in figures if figure.value == value]
    return min(alike, key=lambda figure: (figure.qualifier is not Qualifier.EXACT, figure.derived))
