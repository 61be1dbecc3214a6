"""The stage line: announced → under way → confirmed by one side → by both, each with its time; and a report's times."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.wording import badges, names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join
from handlers.wording.sources import by_operators
from handlers.wording.times import dated, following
from storage.vocabulary import Alert, Development, Dossier, Phase, Report, Stage

_LEAST = 2
"""One step alone is told by who says so."""


@dataclass(frozen=True, slots=True)
class _Step:
    words: Html
    at: datetime


def stage_line(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """Announced 4 Feb, 21:00 Kyiv time → Moscow confirms 5 Feb, 12:04 → both sides confirm 12:38; known steps only."""
    taken = _in_order([*_before(development, say), *_confirmed(development, dossier, say), *_off(development, say)])
    if len(taken) < _LEAST:
        return None
    told = [join((taken[0].words, dated(taken[0].at, dossier, say)), " ")]
    for before, step in itertools.pairwise(taken):
        told.append(join((step.words, following(step.at, before.at, dossier, say)), " "))
    return join(told, " → ")


def _in_order(steps: Sequence[_Step]) -> list[_Step]:
    """Without a step that was told only after a later one: it says nothing any more."""
    return [step for place, step in enumerate(steps) if all(step.at <= later.at for later in steps[place + 1 :])]


def _before(development: Development, say: Speech) -> Iterable[_Step]:
    """What was known before any side confirmed: announced, under way, or only reported."""
    told = _told(development)
    planned = [*told, *_told_before(development)]
    ahead = _first(one for one in planned if one.claim.phase is Phase.ANNOUNCED and not one.claim.stage.off)
    going = _first(one for one in told if one.claim.stage is Stage.UNDER_WAY)
    done = _first(one for one in told if _carried_out(one) and one.claim.stage is not Stage.UNDER_WAY)
    if ahead:
        yield _Step(say("announced"), ahead)
    if going:
        yield _Step(say("under way"), going)
    elif done and not _spoken_first(development, done):
        yield _Step(say("reported"), done)


def _spoken_first(development: Development, at: datetime) -> bool:
    """Whether the first that was heard of it was an official's word."""
    return any(one.published <= at and _carried_out(one) and _officials(one) for one in _told(development))


def _confirmed(development: Development, dossier: Dossier, say: Speech) -> Iterable[_Step]:
    """The sides as they spoke, one after the other."""
    if development.phase is not Phase.CARRIED_OUT or development.stage.off:
        return
    said = [(at, side) for side in development.speakers if side in dossier.sides and (at := _word(development, side))]
    for place, (at, side) in enumerate(sorted(said)):
        one = say("{party} confirms", party=names.case(side, "says", dossier, say))
        yield _Step(say("both sides confirm") if place else one, at)


def _word(development: Development, side: str) -> datetime | None:
    return _first(one for one in _told(development) if _carried_out(one) and side in _officials(one))


def _off(development: Development, say: Speech) -> Iterable[_Step]:
    """Put off, called off or denied."""
    at = _first(one for one in _told(development) if one.claim.stage is development.stage)
    if development.stage.off and at:
        yield _Step(badges.stage(development, say), at)


def _told(development: Development) -> list[Report]:
    """Reports with a time of their own: not the record's, not what looks back, not what operators put right."""
    return [
        one
        for one in development.reports
        if one.record_id is None and not one.claim.background and not by_operators(one)
    ]


def _told_before(development: Development) -> list[Report]:
    """What an article had announced that tells by now that it was carried out."""
    begun = {one.entry_id for one in _told(development) if _carried_out(one)}
    return [one for one in development.earlier if one.entry_id in begun and not one.claim.background]


def _carried_out(report: Report) -> bool:
    return report.claim.phase is Phase.CARRIED_OUT and not report.claim.stage.off


def _officials(report: Report) -> set[str | None]:
    return {one.party for one in report.claim.origins if one.official} | {report.official_of} - {None}


def _first(reports: Iterable[Report]) -> datetime | None:
    return min((one.published for one in reports), default=None)


def times_line(development: Development, alert: Alert | None, dossier: Dossier, say: Speech) -> Html | None:
    """Published 5 Feb, 12:04 Kyiv time · seen 12:06 · alert sent 12:06.

    Of the report that caused the alert, else of the first one.
    """
    told = _told(development)
    cause = alert.report_id if alert else None
    caused = (one for one in (*told, *development.earlier) if one.id == cause)
    report = next(caused, min(told, key=lambda one: one.published, default=None))
    if report is None:
        return None
    return join(
        (
            say("Published {time}", time=dated(report.published, dossier, say)),
            say("seen {time}", time=following(report.seen, report.published, dossier, say)),
            say("alert sent {time}", time=following(alert.created, report.seen, dossier, say)) if alert else None,
        ),
        " · ",
    )
