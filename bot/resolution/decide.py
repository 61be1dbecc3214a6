"""Which known development a report is about, if any (Rule M): pure, deterministic, saying why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.resolution.fits import DAY, Fit, Known, Mention, out_of_reach, told_apart
from bot.resolution.frameworks import is_framework
from bot.resolution.gatherings import fit_strikes, fit_talks
from bot.resolution.returns import RECALLED_RULE, fit_return
from storage.vocabulary import RETURNS, Development, Dossier, Kind, Phase, Report


@dataclass(frozen=True, slots=True)
class New:
    """Nothing known fits: the report is of a new development."""

    rule: str = "new"
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """The report is about a known development; `recalled` where it only looks back at it."""

    development_id: int
    rule: str
    score: float
    reasons: tuple[str, ...] = ()
    recalled: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be about several, or is in conflict with the only one: attached to none, for an admin to say."""

    candidates: tuple[int, ...]
    rule: str
    score: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """No event, or only background of nothing that is known: kept, attached to nothing."""

    rule: str
    reasons: tuple[str, ...] = ()


Decision = New | Same | Unsure | Ignored
_FUTURE: Final = Ignored("future", ("said to be carried out on a day still to come",))


def decide(report: Report, known: Iterable[Development], *, dossier: Dossier, reviewed: bool = False) -> Decision:
    """The development that fits best; a doubt is kept, never guessed away (Rule M, 7 and 8).

    `reviewed` says that an admin looks at doubts: then figures of both sides that contradict an event of the same
    day, quoted from an official, are left open; else they join it as claims in conflict.
    """
    return decide_known(report, [Known.of(one, dossier) for one in known], dossier=dossier, reviewed=reviewed)


def decide_known(report: Report, known: Sequence[Known], *, dossier: Dossier, reviewed: bool = False) -> Decision:
    """`decide` for developments whose values have been worked out already."""
    claim = report.claim
    if claim.kind is Kind.STATEMENT:
        return Ignored("statement", ("words about events are no event",))
    mention = Mention.of(report, dossier)
    ahead = mention.carried_out and mention.first > mention.published + DAY
    if ahead and not claim.stage.off:
        return _FUTURE
    fits = [fit for one in known if one.development.kind is claim.kind and (fit := _fit(mention, one, dossier))]
    if ahead and not fits:  # a denial of what nobody here has heard of
        return _FUTURE
    return _best(report, sorted(fits, key=_rank), reviewed=reviewed)


def in_order(reports: Iterable[Report]) -> list[Report]:
    """The reports of a wave in the order in which they are decided: it follows from what they are alone.

    News before background, dated before undated, carried out before announced, then as they were published.
    """
    return sorted(reports, key=_order)


def _order(report: Report) -> tuple[object, ...]:
    claim = report.claim
    return (
        claim.background,
        claim.day is None,
        claim.stage.off,
        claim.phase is Phase.ANNOUNCED,
        not is_framework(claim),
        *report.content_key,
    )


def _fit(mention: Mention, known: Known, dossier: Dossier) -> Fit | None:
    if out_of_reach(mention, known.development):
        return None
    fit = _by_kind(mention, known, dossier)
    background = mention.report.claim.background
    if fit is None or background or fit.alike or not told_apart(mention.report, known.development):
        return fit
    return None


def _by_kind(mention: Mention, known: Known, dossier: Dossier) -> Fit | None:
    kind = mention.report.claim.kind
    if kind in RETURNS:
        return fit_return(mention, known, dossier)
    return fit_talks(mention, known, dossier) if kind is Kind.TALKS else fit_strikes(mention, known)


def _rank(fit: Fit) -> tuple[float, float, int]:
    """Best score first; ties go to the most recently touched."""
    return -fit.score, -fit.development.touched.timestamp(), -fit.development.id


def _best(report: Report, fits: Sequence[Fit], *, reviewed: bool) -> Decision:
    if not fits:
        return _unknown(report)
    best = fits[0]
    rivals = [fit for fit in fits if fit.weak and fit.score == best.score]
    if best.weak and len(rivals) > 1:
        ids = tuple(sorted(fit.development.id for fit in rivals))
        return Unsure(ids, best.rule, best.score, ("several fit equally well", *best.reasons))
    if best.conflict and reviewed:
        return Unsure((best.development.id,), best.rule, best.score, ("both sides' figures differ", *best.reasons))
    recalled = report.claim.background or best.rule == RECALLED_RULE
    return Same(best.development.id, best.rule, best.score, best.reasons, recalled, best.conflict)


def _unknown(report: Report) -> Decision:
    if report.claim.background:
        return Ignored("background", ("recalls an event that is not known here",))
    return New(reasons=("no known development fits",))
