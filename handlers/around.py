"""The queries behind a card: what came before, the deal, the talks and strikes of the same days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.wording.surroundings import Surroundings
from storage import alerts, developments, figures, health
from storage.vocabulary import Alert, Coverage, Development, Dossier, Kind, Phase

_TALKS_BEFORE = timedelta(days=3)
_BRIDGED = timedelta(days=2)
"""Feeds hold their entries for days: what happened in a gap as short is read after it."""


def surroundings(session: Session, dossier: Dossier, development: Development, now: datetime) -> Surroundings:
    """All that a card shows beside its development."""
    if development.kind is Kind.TALKS:
        return Surroundings(
            exchange=exchanges(session, dossier, [development]).get(development.id),
            meanwhile=_strikes(session, development),
            changes=_changes(session, development),
            alert=_alert(session, development),
        )
    previous = _previous(session, development)
    deal, stages = _deal(session, development)
    held = _talks(session, development)
    return Surroundings(
        previous=previous,
        unbroken=bool(previous) and unbroken(session, dossier, Kind.EXCHANGE, previous, development.day, now),
        deal=deal,
        stages=stages,
        talks=held,
        agreed=held is not None and agreed_there(session, dossier, development, held),
        changes=_changes(session, development),
        alert=_alert(session, development),
    )


def unbroken(
    session: Session, dossier: Dossier, kind: Kind, since: Development | None, until: date | None, now: datetime
) -> bool:
    """Whether nothing of that kind can lie between them unseen.

    The record is complete without a gap from the one day on (`coverage.csv`), up to the day itself or to when
    Parley's own feeds first answered.
    """
    if since is None or since.day is None or until is None:
        return False
    return covers(dossier, kind, since.day, until, lambda: reading_since(session, dossier, now))


def covers(dossier: Dossier, kind: Kind, since: date, until: date, reading: Callable[[], date | None]) -> bool:
    """The same between two days; `reading` gives the day on which Parley's own feeds first answered, if any did."""
    name = "exchanges" if kind is Kind.EXCHANGE else kind.value
    end = covered_until(dossier, name, since)
    if end is None:
        return False
    loaded = dossier.loaded_until.astimezone(ZoneInfo(dossier.zone)).date() if dossier.loaded_until else None
    end = min(end, loaded) if loaded else end
    if end >= until:
        return True
    first = reading()
    return first is not None and first <= end + _BRIDGED


def reading_since(session: Session, dossier: Dossier, now: datetime) -> date | None:
    """The day on which one of the feeds first answered."""
    first = health.freshness(session, now).first
    return first.astimezone(ZoneInfo(dossier.zone)).date() if first else None


def covered_until(dossier: Dossier, what: str, since: date) -> date | None:
    """How far the record is complete from that day on; None where it is not complete on that day."""
    end: date | None = None
    for row in sorted(complete(dossier, what), key=lambda row: row.since):
        begins_in_time = row.since <= (since if end is None else end + timedelta(days=1))
        if begins_in_time and (row.until or date.max) >= since:
            end = max(end or date.min, row.until or date.max)
    return end


def complete(dossier: Dossier, what: str) -> list[Coverage]:
    return [row for row in dossier.coverage if row.what == what and row.state == "complete"]


def _previous(session: Session, development: Development) -> Development | None:
    if development.day is None or development.phase is Phase.ANNOUNCED or development.framework:
        return None
    return figures.before(session, development.kind, development.day)


def _deal(session: Session, development: Development) -> tuple[Development | None, tuple[Development, ...]]:
    key = development.id if development.framework else development.parent
    found = figures.deals(session, [key] if key else [])
    if key not in found:
        return None, ()
    deal, stages = found[key]
    return (None if development.framework else deal), stages


def _talks(session: Session, development: Development) -> Development | None:
    if development.day is None or development.kind is not Kind.EXCHANGE or development.framework:
        return None
    both = set(figures_sides(development))
    held = figures.on(session, Kind.TALKS, development.day - _TALKS_BEFORE, development.day)
    fits = [one for one in held if both <= set(one.parties) and one.phase is Phase.CARRIED_OUT]
    return fits[-1] if fits else None


def exchanges(session: Session, dossier: Dossier, held: Sequence[Development]) -> dict[int, Development]:
    """By talks: the first exchange of their days, or shortly after, that a source says was agreed there."""
    days = [one.day for one in held if one.day]
    if not days:
        return {}
    last = max(one.end_day or one.day or days[0] for one in held) + _TALKS_BEFORE
    near = figures.on(session, Kind.EXCHANGE, min(days), last)
    found = developments.with_reports(session, [one for one in near if not (one.framework or one.stage.off)])
    agreed: dict[int, Development] = {}
    for one in held:
        fits = (exchange for exchange in found if _shortly_after(exchange, one))
        first = next((each for each in fits if agreed_there(session, dossier, each, one)), None)
        if first:
            agreed[one.id] = first
    return agreed


def _shortly_after(exchange: Development, held: Development) -> bool:
    if exchange.day is None or held.day is None:
        return False
    return held.day <= exchange.day <= (held.end_day or held.day) + _TALKS_BEFORE


def agreed_there(session: Session, dossier: Dossier, exchange: Development, held: Development) -> bool:
    """Whether a source says that the exchange came of these talks: the record, or an announcement that names them."""
    if "exchange" in held.prose.get("agreed", {}).get("en", "").lower():
        return True
    announced = [report for report in exchange.reports if report.claim.phase is Phase.ANNOUNCED]
    place = next((one for one in dossier.places.values() if one.name["en"] == held.place), None)
    if place is None or not announced:
        return False
    texts = figures.entry_texts(session, [report.entry_id for report in announced if report.entry_id])
    told = " ".join((*texts.values(), *(f"{one.title} {one.claim.evidence} {one.claim.place}" for one in announced)))
    return any(name in told for name in (*place.name.values(), *place.spellings))


def figures_sides(development: Development) -> list[str]:
    """The parties to whom people were returned."""
    return [figure.party for figure in development.figures if figure.party]


def _strikes(session: Session, development: Development) -> tuple[Development, ...]:
    if development.day is None:
        return ()
    found = figures.on(session, Kind.STRIKES, development.day, development.end_day or development.day)
    return tuple(developments.with_reports(session, found[-3:]))


def _changes(session: Session, development: Development) -> int:
    return figures.change_count(session, development.id)


def _alert(session: Session, development: Development) -> Alert | None:
    """The push of its present phase."""
    return next((one for one in alerts.of_development(session, development.id) if one.phase is development.phase), None)
