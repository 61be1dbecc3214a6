"""Examples that several tests share: the exchange of 5 February 2026 as it became known, in our own words."""

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlmodel import Session

from storage import developments, reports
from storage.vocabulary import (
    Change,
    ChangeType,
    Claim,
    Confirmation,
    Development,
    Figure,
    Kind,
    Origin,
    Outcome,
    Report,
    Scope,
    Stage,
    Target,
)

NOW = datetime(2026, 2, 6, 10, 30, tzinfo=UTC)
RU_MOD = Origin("ru-mod", "Russian Defence Ministry", "RU", official=True)
UA_PRESIDENT = Origin("zelensky", "Volodymyr Zelensky", "UA", official=True)
US_ENVOY = Origin("witkoff", "Steve Witkoff", "US", official=True)


def report(
    *origins: Origin,
    figures: dict[str, int] | None = None,
    at: str = "2026-02-05T10:04",
    outlet: str = "Outlet",
    **slots: object,
) -> Report:
    """One report of the exchange of 5 February; figures by party are totals."""
    claim = Claim(
        kind=slots.pop("kind", Kind.EXCHANGE),
        stage=slots.pop("stage", Stage.COMPLETED),
        evidence="The sides exchanged prisoners on Thursday.",
        day=slots.pop("day", date(2026, 2, 5)),
        figures=tuple(Figure(value, party) for party, value in (figures or {}).items()),
        origins=origins,
        place=slots.pop("place", None),
    )
    published = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Report(
        id=0, claim=claim, outlet=outlet, owner=outlet.lower(), published=published, seen=published,
        link=f"https://news.example/{outlet.lower()}/{at[-5:].replace(':', '')}", title="A headline", **slots,
    )  # fmt: skip


EXCHANGE = Development(
    id=0,
    kind=Kind.EXCHANGE,
    stage=Stage.COMPLETED,
    day=date(2026, 2, 5),
    touched=datetime(2026, 2, 5, 10, 4, tzinfo=UTC),
    first_seen=datetime(2026, 2, 5, 10, 4, tzinfo=UTC),
    figures=(Figure(157, "UA"), Figure(157, "RU")),
    mediators=("US", "AE"),
    confirmation=Confirmation.ONE_SIDE,
    speakers=("RU",),
)
DEAL = replace(
    EXCHANGE,
    framework=True,
    stage=Stage.UNDER_WAY,
    day=date(2026, 2, 1),
    figures=(Figure(500, "UA", Scope.FRAMEWORK), Figure(500, "RU", Scope.FRAMEWORK)),
)
"""The exchange of 5 February 2026 when Moscow alone had spoken."""

BOTH = replace(
    EXCHANGE,
    figures=(
        Figure(157, "UA"),
        Figure(7, "UA", Scope.CIVILIANS),
        Figure(160, "RU"),
        Figure(157, "RU", Scope.MILITARY),
        Figure(3, "RU", Scope.CIVILIANS),
    ),
    confirmation=Confirmation.BOTH_SIDES,
    speakers=("RU", "UA", "US"),
)
"""The same when everybody had."""

BEFORE = replace(
    EXCHANGE,
    day=date(2025, 10, 2),
    figures=(Figure(205, "UA"), Figure(205, "RU")),
    mediators=(),
    speakers=(),
    confirmation=Confirmation.REPORTED,
    record_id="exchange-2025-10-02",
    confidence="high",
)
"""The one before it, as the record has it."""

TALKS = Development(
    id=0,
    kind=Kind.TALKS,
    stage=Stage.HELD,
    day=date(2026, 2, 4),
    end_day=date(2026, 2, 5),
    touched=datetime(2026, 2, 5, 18, tzinfo=UTC),
    first_seen=datetime(2026, 2, 4, 8, tzinfo=UTC),
    place="Abu Dhabi",
    round=2,
    parties=("UA", "RU", "US"),
    mediators=("AE",),
    outcome=Outcome.NO_BREAKTHROUGH,
    speakers=("UA",),
    confirmation=Confirmation.ONE_SIDE,
)
STRIKES = Development(
    id=0,
    kind=Kind.STRIKES,
    stage=Stage.COMPLETED,
    day=date(2026, 2, 4),
    touched=datetime(2026, 2, 4, 6, tzinfo=UTC),
    first_seen=datetime(2026, 2, 4, 6, tzinfo=UTC),
    targets=(Target("power stations", "Kyiv"),),
)


NEW = Change(type=ChangeType.NEW, at=datetime(2026, 2, 5, 10, 4, tzinfo=UTC))
MOVED = Change(
    type=ChangeType.FIGURE, at=datetime(2026, 2, 5, 11, 0, tzinfo=UTC), slot="RU.total", before="157", after="160"
)


def stored(session: Session, development: Development, *told: Report, changes: tuple[Change, ...] = ()) -> Development:
    """Stores a development with its reports and history, and gives it as it is found again."""
    number = developments.add(session, development)
    for one in told:
        reports.add(session, replace(one, development_id=number))
    developments.add_changes(session, number, changes)
    found = developments.get(session, number)
    assert found is not None
    return found
