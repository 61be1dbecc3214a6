"""Deals in stages: which claim speaks of one, and which development is a stage of it (Rule M, 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.resolution.compare import DEAL_TIMES, ROUND
from bot.resolution.values import event_day, whole
from storage.vocabulary import Claim, Development, Dossier, Kind, Phase, Report, Scope, Stage

AGREED_BEFORE = timedelta(days=14)
"""How long before its first stage a deal without a name of its own may have been agreed."""
LASTS = timedelta(days=60)
COMPLETED_WITHIN = timedelta(days=7)
"""How long after the last stage known one that is not said to be of the deal may complete it."""
ROUND_DEAL = 200
_AGREED = (Stage.PROPOSED, Stage.AGREED)
_STAGED = (Kind.EXCHANGE, Kind.BODIES)
_OF_PEOPLE = {Scope.TOTAL, Scope.MILITARY, Scope.CIVILIANS, Scope.COMBINED}
_DAY = timedelta(days=1)


def is_framework(claim: Claim) -> bool:
    """Whether a claim speaks of a whole deal: by its figure's scope, or round hundreds returned over several days."""
    if claim.kind not in _STAGED:
        return False
    scopes = {figure.scope for figure in claim.figures}
    if Scope.FRAMEWORK in scopes:
        return Scope.TOTAL not in scopes and Scope.MILITARY not in scopes
    totals = [figure.value for figure in claim.figures if figure.scope in (Scope.TOTAL, Scope.COMBINED)]
    spans = claim.day is not None and claim.end_day is not None and claim.end_day > claim.day
    return spans and claim.phase is Phase.CARRIED_OUT and bool(totals) and all(v % ROUND == 0 for v in totals)


def is_deal(
    development: Development,
    stages: Sequence[Development],
    others: Callable[[], Iterable[Development]],
    dossier: Dossier,
) -> bool:
    """Whether a development is a deal in stages, by the reports that stand and the `stages` that it has.

    It is while a report tells of a deal or it has stages, unless more outlets tell of one lot, carried out on one
    day, than of the whole. Such a lot there cannot be where one of the `others`, asked for only then, was of that
    day, a stage of the day before or later, or where the stages make up half of it. What the record says stands,
    and no stage of a deal is one itself.
    """
    if development.record_id or not development.reports:
        return development.framework
    if development.parent is not None or development.kind not in _STAGED:
        return False
    news = [one for one in development.reports if not one.claim.background] or list(development.reports)
    standing = [one for one in stages if not one.stage.off]
    if not (standing or any(is_framework(one.claim) for one in news)):
        return False
    lots = [one for one in news if _of_one_lot(one.claim)]
    if not _outnumber(lots, news) or _half_done(news, standing, dossier.sides):
        return True
    day = max(event_day(one, dossier) for one in lots)
    beside = any(one.day is not None and one.day >= day - _DAY for one in standing)
    return beside or any(_done_on(day, one) for one in others() if one.id != development.id)


def _of_one_lot(claim: Claim) -> bool:
    """Whether a claim says that people were returned on one day, and nothing of a deal."""
    scopes = {figure.scope for figure in claim.figures}
    done = claim.phase is Phase.CARRIED_OUT and (claim.end_day is None or claim.end_day == claim.day)
    return done and bool(scopes & _OF_PEOPLE) and Scope.FRAMEWORK not in scopes


def _outnumber(lots: Iterable[Report], news: Iterable[Report]) -> bool:
    """Whether more outlets tell of a lot than of the deal.

    That a deal was announced, without its days, says nothing against a lot that is completed: it may all have been
    done at once. It does where the exchange is only begun, as a deal is with its first lot.
    """
    deals = [one for one in news if is_framework(one.claim)]
    done_whole = [one for one in deals if one.claim.phase is Phase.CARRIED_OUT or one.claim.end_day is not None]
    done = [one for one in lots if one.claim.stage is Stage.COMPLETED]
    return _owners(done) > _owners(done_whole) or _owners(lots) > _owners(deals)


def _owners(reports: Iterable[Report]) -> int:
    return len({one.owner for one in reports})


def _done_on(day: date, one: Development) -> bool:
    """Whether something known was carried out on a day, by itself."""
    return one.day == day and one.phase is Phase.CARRIED_OUT and not one.framework and bool(one.reports)


def _half_done(news: Iterable[Report], stages: Sequence[Development], sides: Sequence[str]) -> bool:
    """Whether what its stages have brought makes up half of a deal."""
    for side in sides:
        said = [figure.value for report in news if (figure := whole(report.claim, side))]
        done = sum(f.value for one in stages if one.phase is Phase.CARRIED_OUT and (f := one.figure(side)))
        if said and 2 * done >= max(said):
            return True
    return False


def deal_of(stage: Development, known: Iterable[Development], sides: Sequence[str]) -> Development | None:
    """The deal that a development is a stage of; of several the one agreed last."""
    there = list(known)
    beside = {one.id: [other for other in there if other.parent == one.id] for one in there if may_be_deal(one)}
    fits = [one for one in there if may_be_deal(one) and is_stage(stage, one, sides, beside[one.id])]
    return max(fits, key=lambda one: (one.day or date.min, one.id), default=None)


def may_be_deal(development: Development) -> bool:
    """Whether stages of it may be looked for at all. Cheap; asked first."""
    return development.kind in _STAGED and (development.framework or development.phase is Phase.ANNOUNCED)


def is_stage(stage: Development, deal: Development, sides: Sequence[str], beside: Sequence[Development] = ()) -> bool:
    """Whether one development is a stage of another: smaller, and within its days, told with it or named by it.

    Or it brings just what the stages known already, those `beside` it, have left of the deal.
    """
    if stage.framework or stage.id == deal.id or stage.kind is not deal.kind or stage.kind not in _STAGED:
        return False
    if stage.stage.off or deal.stage.off or stage.day is None or deal.day is None or not _larger(deal, stage, sides):
        return False
    if _agreed_before(deal, stage, sides):
        return True
    together = _told_together(deal, stage) and not _news_of_talks(deal, stage)
    if deal.framework:
        told = _covers(deal, stage.day) or _begun(deal, stage) or together or _named(deal, stage, sides)
        return told or _completes(deal, stage, sides, beside)
    return together and deal.phase is Phase.ANNOUNCED and _agreed(deal) and not _planned_after(deal, stage.day)


def _planned_after(deal: Development, day: date) -> bool:
    """Whether it is set for one later day by itself: '200 on Thursday, 300 to follow on Friday' are two lots."""
    return deal.day_given and deal.end_day is None and deal.day is not None and deal.day > day


def _agreed(deal: Development) -> bool:
    """Whether it was told of as agreed, and not only as planned for a day."""
    return any(one.claim.stage in _AGREED for one in deal.reports if not one.claim.background)


def _larger(deal: Development, stage: Development, sides: Sequence[str]) -> bool:
    """Every figure that both have is much larger in the deal; one at least is known of both, or the stage has none."""
    pairs = [(_largest(deal, side), _largest(stage, side)) for side in sides]
    known = [(whole_deal, part) for whole_deal, part in pairs if whole_deal is not None and part is not None]
    unknown = all(part is None for _, part in pairs) and stage.phase is Phase.ANNOUNCED
    return all(one >= DEAL_TIMES * part for one, part in known) and (bool(known) or unknown)


def _largest(development: Development, side: str) -> int | None:
    figure = development.figure(side, Scope.FRAMEWORK) or development.figure(side)
    return figure.value if figure else None


def _covers(deal: Development, day: date) -> bool:
    return deal.day is not None and deal.end_day is not None and deal.day <= day <= deal.end_day


def _begun(deal: Development, stage: Development) -> bool:
    """Whether a deal was told of as under way on the very day of a smaller exchange: that is its first lot.

    One that is told of as completed has been told with its last lot.
    """
    under_way = deal.stage is Stage.UNDER_WAY and stage.phase is Phase.CARRIED_OUT
    return under_way and deal.day_given and deal.day == stage.day


def _told_together(deal: Development, stage: Development) -> bool:
    """Whether one entry reports both as news."""
    return bool(_readings(deal.reports) & _readings(stage.reports))


def _news_of_talks(deal: Development, stage: Development) -> bool:
    """'They settled on 1,200 each; earlier in the day 250 were swapped': agreed now, a deal has no stage yet.

    It is told of first: the claims of one entry are kept in the order in which it tells of them. What had been told of
    the deal before says that it is older than this entry.
    """
    shared = _readings(deal.reports) & _readings(stage.reports)
    if stage.phase is Phase.ANNOUNCED or {one.entry_id for one in deal.reports} - {entry for entry, _ in shared}:
        return False
    mine = [one.id for one in deal.reports if (one.entry_id, one.seen) in shared and one.claim.stage in _AGREED]
    theirs = [one.id for one in stage.reports if (one.entry_id, one.seen) in shared]
    return bool(mine) and min(mine) < min(theirs)


def _readings(reports: Iterable[Report]) -> set[tuple[object, ...]]:
    return {(one.entry_id, one.seen) for one in reports if one.entry_id is not None and not one.claim.background}


def _named(deal: Development, stage: Development, sides: Sequence[str]) -> bool:
    """Whether a report of the stage names the deal's figure, while the deal may still be going on."""
    assert deal.day is not None
    assert stage.day is not None
    if not timedelta() <= stage.day - deal.day <= LASTS:
        return False
    named = {f.value for report in stage.reports for f in report.claim.figures if f.scope is Scope.FRAMEWORK}
    return any(_largest(deal, side) in named for side in sides)


def _completes(deal: Development, stage: Development, sides: Sequence[str], beside: Sequence[Development]) -> bool:
    """'Another 120 each', the day after 120 of 240 each: within a week of the last stage, it makes up the whole."""
    done = [one for one in beside if one.phase is Phase.CARRIED_OUT and not one.stage.off and one.id != stage.id]
    days = [one.day for one in done if one.day is not None]
    if not days or stage.phase is not Phase.CARRIED_OUT or stage.day is None:
        return False
    if not timedelta() < stage.day - max(days) <= COMPLETED_WITHIN:
        return False
    sums = [(_largest(deal, side), [one.figure(side) for one in (*done, stage)]) for side in sides]
    whole = [(total, sum(f.value for f in parts if f)) for total, parts in sums if total is not None and all(parts)]
    return bool(whole) and all(total == brought for total, brought in whole)


def _agreed_before(deal: Development, stage: Development, sides: Sequence[str]) -> bool:
    """A round number, or one of equal lots, agreed shortly before a smaller exchange was carried out; open still."""
    assert stage.day is not None
    figures = [value for side in sides if (value := _largest(deal, side)) is not None]
    large = all(value >= ROUND_DEAL for value in figures)
    large = large and (all(value % ROUND == 0 for value in figures) or _halves(deal, stage, sides))
    open_still = deal.phase is Phase.ANNOUNCED or (deal.framework and deal.stage is Stage.UNDER_WAY)
    since = stage.day - deal.first_seen.date()
    lately = timedelta() < since <= AGREED_BEFORE and stage.phase is Phase.CARRIED_OUT
    return large and open_still and lately and _agreed(deal)


def _halves(deal: Development, stage: Development, sides: Sequence[str]) -> bool:
    """'260 each in stages', then 130 of each: half of it, or a third, for every side that both give."""
    pairs = [(_largest(deal, side), stage.figure(side)) for side in sides]
    lots = [(whole_deal, lot.value) for whole_deal, lot in pairs if whole_deal is not None and lot is not None]
    return bool(lots) and all(whole_deal in (2 * lot, 3 * lot) for whole_deal, lot in lots)


def progressed(deal: Development, stages: Iterable[Development], sides: Sequence[str]) -> Development:
    """The deal as far as its stages have brought it: under way from the first, completed where they add up."""
    done = [one for one in stages if one.phase is Phase.CARRIED_OUT and not one.stage.off]
    if not done or deal.stage.off or deal.stage is Stage.COMPLETED:
        return deal
    wanted = {side: _largest(deal, side) for side in sides}
    have = {side: sum(f.value for one in done if (f := one.figure(side))) for side in sides}
    known = [side for side in sides if wanted[side]]
    complete = bool(known) and all(have[side] >= (wanted[side] or 0) for side in known)
    return replace(deal, stage=Stage.COMPLETED if complete else Stage.UNDER_WAY)
