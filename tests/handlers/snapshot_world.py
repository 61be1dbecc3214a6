"""What is known where the snapshots are taken: a small story, the same in every run."""

from dataclasses import replace
from datetime import date, timedelta

from handler_examples import (
    BEFORE,
    BOTH,
    DEAL,
    EXCHANGE,
    MOVED,
    NEW,
    NOW,
    RU_MOD,
    STRIKES,
    TALKS,
    UA_PRESIDENT,
    US_ENVOY,
    report,
    stored,
)
from sqlmodel import Session

from storage import search, statements
from storage.tables import FeedRow
from storage.vocabulary import Change, ChangeType, Confirmation, Dossier, Figure, Kind, Stage, Statement

CONFIRMED = Change(type=ChangeType.CONFIRMATION, at=NOW, slot="confirmation", before="one_side", after="both_sides")
CORRECTED = Change(type=ChangeType.CORRECTION, at=NOW, slot="RU.total", before="100", after="160")
AHEAD = replace(
    EXCHANGE,
    stage=Stage.PLANNED,
    day=date(2026, 2, 14),
    figures=(),
    speakers=("US",),
    mediators=("US",),
    confirmation=Confirmation.REPORTED,
)
RUMOUR = replace(EXCHANGE, day=date(2026, 2, 6), confirmation=Confirmation.REPORTED, speakers=(), mediators=())
BODIES = replace(
    EXCHANGE,
    kind=Kind.BODIES,
    day=date(2026, 1, 29),
    figures=(Figure(1000, "UA"), Figure(38, "RU")),
    speakers=("UA", "RU"),
    confirmation=Confirmation.BOTH_SIDES,
)
CHILDREN = replace(EXCHANGE, kind=Kind.CHILDREN, day=date(2026, 1, 20), figures=(Figure(7, "UA"),), speakers=("UA",))
NEXT = replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 17), end_day=None, place="Geneva", round=3, outcome=None)


def fill(session: Session, dossier: Dossier) -> dict[str, int]:
    """Stores the story: the numbers of its developments by name."""
    _feeds(session)
    made = {"before": stored(session, BEFORE, report(RU_MOD, outlet="Archive", record_id="exchange-2025-10-02")).id}
    made["deal"] = stored(
        session, DEAL, report(US_ENVOY, figures={"UA": 500, "RU": 500}, stage=Stage.UNDER_WAY, at="2026-02-01T09:00")
    ).id
    made["swap"] = stored(
        session,
        replace(BOTH, parent=made["deal"]),
        report(RU_MOD, figures={"UA": 157, "RU": 157}, outlet="Wire"),
        report(UA_PRESIDENT, figures={"UA": 157}, at="2026-02-05T10:52", outlet="Courier"),
        report(US_ENVOY, figures={"UA": 157, "RU": 157}, at="2026-02-05T11:15", outlet="Ledger"),
        changes=(NEW, MOVED, CONFIRMED),
    ).id
    made["talks"] = stored(session, TALKS, report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD)).id
    made["strikes"] = stored(session, STRIKES, report(kind=Kind.STRIKES, at="2026-02-04T06:10")).id
    made["ahead"] = stored(session, AHEAD, report(US_ENVOY, stage=Stage.PLANNED), changes=(NEW,)).id
    made["rumour"] = stored(session, RUMOUR, report(outlet="Early", at="2026-02-06T07:00"), changes=(NEW,)).id
    made["bodies"] = stored(session, BODIES, report(UA_PRESIDENT, kind=Kind.BODIES, at="2026-01-29T11:00")).id
    made["children"] = stored(session, CHILDREN, report(UA_PRESIDENT, kind=Kind.CHILDREN, at="2026-01-20T11:00")).id
    made["next"] = stored(session, NEXT, report(US_ENVOY, kind=Kind.TALKS, stage=Stage.SCHEDULED)).id
    for one in _said():
        statements.add(session, one)
    search.refresh(session, dossier)
    return made


def _feeds(session: Session) -> None:
    for name, hours, error in (("Wire", 0.4, None), ("Courier", 0.5, None), ("Ledger", 7, "404")):
        seen = NOW - timedelta(hours=hours)
        session.add(FeedRow(url=f"https://{name.lower()}.example/feed", outlet=name, last_success=seen, error=error))


def _said() -> tuple[Statement, ...]:
    return (
        Statement(
            day=date(2026, 2, 5), party="UA", person="zelensky", outlet="Courier", link="https://courier.example/1",
            topic="security_guarantees",
            text={"en": "Security guarantees come first, President Volodymyr Zelensky said on Thursday."},
        ),
        Statement(
            day=date(2026, 2, 4), party="RU", person="peskov", outlet="Wire", link="https://wire.example/2",
            topic="territory", record_id="position-1",
            text={
                "en": "The Kremlin says that Ukraine has to leave the part of the Donetsk region that it holds.",
                "uk": "У Кремлі кажуть, що Україна має залишити ту частину Донецької області, яку утримує.",
                "ru": "В Кремле говорят, что Украина должна покинуть ту часть Донецкой области, которую удерживает.",
            },
        ),
    )  # fmt: skip
