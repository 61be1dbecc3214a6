"""The historical record in a real database: brought once, mended by its files, joined by news that was quicker."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from storage import developments, judgements, reports, search
from storage.database import Database
from storage.migrate import upgrade
from storage.record import load_record
from storage.seeds import default_folder
from storage.sheets import SeedFileWrong, read_csv
from storage.tables import AlertRow, ClaimRow, DevelopmentRow, JudgementRow, StatementRow
from storage.vocabulary import (
    Change,
    ChangeType,
    Claim,
    Development,
    Figure,
    Kind,
    Origin,
    Outcome,
    Report,
    Scope,
    Stage,
)

BEFORE = datetime(2026, 2, 4, 4, 0, tzinfo=UTC)  # the morning of the talks in Abu Dhabi
AFTER = datetime(2026, 2, 9, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
SWAP = "exchange-2026-02-05"


def opened(path: Path, until: datetime | None = None) -> Iterator[Session]:
    with Database(f"sqlite:///{path}") as database:
        upgrade(database)
        with database.session(write=True) as session:
            if until:
                load_record(session, default_folder(), until)
            yield session


def kept(folder: Path, until: datetime | None) -> Path:
    """A database file with the record up to that moment, made once and copied for each test."""
    for _ in opened(folder / "parley.db", until):
        pass
    return folder / "parley.db"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    times = {"empty": None, "before": BEFORE, "now": NOW}
    return {name: kept(tmp_path_factory.mktemp(name), until) for name, until in times.items()}


@pytest.fixture
def session(files: dict[str, Path], tmp_path: Path) -> Iterator[Session]:
    """An empty database."""
    yield from opened(shutil.copy(files["empty"], tmp_path))


@pytest.fixture
def morning(files: dict[str, Path], tmp_path: Path) -> Iterator[Session]:
    """The record as far as the morning of the talks in Abu Dhabi."""
    yield from opened(shutil.copy(files["before"], tmp_path))


@pytest.fixture
def history(files: dict[str, Path], tmp_path: Path) -> Iterator[Session]:
    """The whole record."""
    yield from opened(shutil.copy(files["now"], tmp_path))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped dossier, to be mended."""
    copy = tmp_path / "seeds"
    shutil.copytree(default_folder(), copy, ignore=shutil.ignore_patterns("sample", "__pycache__"))
    return copy


def mend(file: Path, row: str, before: str, after: str) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    changed = [line.replace(before, after, 1) if line.startswith(f"{row},") else line for line in lines]
    assert changed != lines
    file.write_text("\n".join(changed), encoding="utf-8")


def development(session: Session, record_id: str) -> Development:
    row = session.exec(select(DevelopmentRow).where(col(DevelopmentRow.record_id) == record_id)).one()
    found = developments.get(session, row.id or 0)
    assert found is not None
    return found


def held(session: Session, kind: Kind, day: date) -> list[Development]:
    return [one for one in developments.between(session, kind, day, day) if not one.framework]


def from_news(session: Session, **differently: object) -> int:
    """A development that news made on 5 February 2026, with one claim."""
    at = datetime(2026, 2, 5, 10, 30, tzinfo=UTC)
    plain = Development(
        id=0,
        kind=Kind.EXCHANGE,
        stage=Stage.COMPLETED,
        day=date(2026, 2, 5),
        figures=(Figure(157, "UA"), Figure(157, "RU")),
        mediators=("US",),
        first_seen=at,
        touched=at,
    )
    made = replace(plain, **differently)
    number = developments.add(session, made)
    claim = Claim(
        kind=made.kind, stage=made.stage, day=made.day, figures=made.figures, evidence="157 for 157",
        origins=(Origin("ru-mod", "Russian Defence Ministry", "RU", official=True),),
    )  # fmt: skip
    report = Report(
        id=0, claim=claim, outlet="Wire", owner="Wire", published=at, seen=at, link="https://wire.example/1",
        development_id=number,
    )  # fmt: skip
    row = session.get_one(ClaimRow, reports.add(session, report))
    row.resolved = at
    session.add(row)
    return number


def steps(session: Session, number: int) -> list[tuple[ChangeType, str, str | None, str | None]]:
    tell: Callable[[Change], tuple[ChangeType, str, str | None, str | None]] = lambda one: (  # noqa: E731
        one.type, one.slot, one.before, one.after,
    )  # fmt: skip
    return [tell(one) for one in developments.changes(session, number)]


# --- brought once -----------------------------------------------------------------------------------------------


def test_every_row_is_brought(history):
    brought = set(history.exec(select(DevelopmentRow.record_id))) | set(history.exec(select(StatementRow.record_id)))
    files = ("exchanges", "bodies", "talks", "frameworks", "positions")
    rows = {row.text("id") for name in files for row in read_csv(default_folder() / f"record/{name}.csv", ["id"])}
    assert brought == rows


def test_a_second_time_brings_nothing(session):
    assert load_record(session, default_folder(), NOW) > 400
    count = len(session.exec(select(ClaimRow.id)).all())
    assert load_record(session, default_folder(), NOW) == 0
    assert len(session.exec(select(ClaimRow.id)).all()) == count


def test_a_row_with_its_figures_sources_and_prose(history):
    swap = development(history, SWAP)
    assert (swap.day, swap.stage, swap.confidence) == (date(2026, 2, 5), Stage.COMPLETED, "high")
    assert [swap.figure(side).value for side in ("UA", "RU")] == [157, 160]
    assert [swap.figure(side, Scope.CIVILIANS).value for side in ("UA", "RU")] == [7, 3]
    assert swap.mediators == ("US", "AE")
    assert set(swap.prose["note"]) == {"en", "uk", "ru"}
    sources = next(row for row in read_csv(default_folder() / "record/exchanges.csv", ["id"]) if row.text("id") == SWAP)
    assert [report.link for report in swap.reports] == list(sources.links("sources"))
    assert {report.outlet for report in swap.reports} >= {"kommersant.ru", "rbc.ru"}
    assert {(report.silent, report.claim.alert_grade, report.claim.origins[0].id) for report in swap.reports} == {
        (True, False, "record")
    }


def test_an_empty_cell_is_unknown_not_zero(history):
    assert development(history, "exchange-2025-06-09").figures == ()
    assert development(history, "exchange-2022-09-02").figure("RU") is None


def test_talks_with_parties_span_round_and_what_was_agreed(history):
    talks = development(history, "talks-2026-02-04-abu-dhabi-round-2")
    assert (talks.day, talks.end_day, talks.place, talks.round) == (
        date(2026, 2, 4), date(2026, 2, 5), "Abu Dhabi", 2,
    )  # fmt: skip
    assert (talks.parties, talks.mediators, talks.stage) == (("UA", "RU", "US"), ("US", "AE"), Stage.HELD)
    assert talks.prose["agreed"] == {
        "en": "157 for 157 exchange", "uk": "обмін 157 на 157", "ru": "обмен 157 на 157",
    }  # fmt: skip
    assert "Umerov" in talks.prose["delegations"]["en"]


def test_an_outcome_is_said_only_where_the_record_settles_it(history):
    assert development(history, "talks-2026-01-23-abu-dhabi-round-1").outcome is Outcome.NO_BREAKTHROUGH
    assert development(history, "talks-2025-11-30-florida-us-ukraine-talks").outcome is None


def test_a_call_has_no_place_and_an_announcement_is_no_meeting(history):
    assert development(history, "talks-2025-03-18-trump-putin-phone-call").place is None
    assert development(history, "talks-2026-03-19-trilateral-format-put-on-hold").stage is Stage.POSTPONED


def test_a_position_is_a_statement_with_its_source(history):
    said = history.exec(select(StatementRow).where(col(StatementRow.record_id) == "p001")).one()
    assert (said.party, said.person, said.topic, said.day) == ("RU", "medinsky", "ceasefire", date(2022, 3, 29))
    assert set(said.text) == {"en", "uk", "ru"}
    assert (said.outlet, said.confidence) == ("en.rua.gr", "medium")


def test_it_can_be_searched_in_each_language(history):
    for words in ("Geneva 500", "Женева 500", "Женеве 500"):
        found = {hit.development for hit in search.find(history, words)}
        assert development(history, "talks-2026-02-17-geneva-round-3").id in found
    assert {hit.statement for hit in search.find(history, "Мединский Киев")} - {None}


def test_a_row_without_sources_has_the_record_itself_as_its_report(history):
    (report,) = development(history, "bodies-2025-05-16").reports
    assert (report.link, report.outlet, report.record_id) == (None, "the record", "bodies-2025-05-16")


def test_nothing_of_it_waits_to_be_decided_and_nothing_alerts(history):
    assert reports.unresolved(history) == []
    assert history.exec(select(AlertRow)).all() == []
    assert history.exec(select(ClaimRow).where(col(ClaimRow.silent).is_(False))).all() == []


def test_it_is_as_old_as_its_events(history):
    """Else a day-old database would take a swap of 2022 for the latest news."""
    assert development(history, "exchange-2022-09-21").touched.date() == date(2022, 9, 21)


# --- the clock --------------------------------------------------------------------------------------------------


def test_what_lies_after_the_clock_is_brought_when_the_clock_has_passed_it(morning):
    assert max(one.day for one in developments.latest(morning, limit=5) if one.day) == date(2026, 1, 29)
    assert held(morning, Kind.TALKS, date(2026, 2, 4)) == [], "talks that have not ended are not history yet"
    assert morning.exec(select(StatementRow).where(col(StatementRow.day) > date(2026, 2, 4))).all() == []
    load_record(morning, default_folder(), AFTER)
    assert development(morning, SWAP).figure("RU").value == 160


def test_a_deal_is_as_far_as_it_was_on_the_clocks_day(session):
    deal = "deal-2025-05-1000x1000"
    told = []
    for day in (date(2025, 5, 20), date(2025, 5, 24), date(2025, 5, 26)):
        load_record(session, default_folder(), datetime(day.year, day.month, day.day, 20, tzinfo=UTC))
        told.append(development(session, deal).stage)
    assert told == [Stage.AGREED, Stage.UNDER_WAY, Stage.COMPLETED]
    assert steps(session, development(session, deal).id) == [
        (ChangeType.STAGE, "stage", "agreed", "under_way"),
        (ChangeType.STAGE, "stage", "under_way", "completed"),
    ]


def test_stages_lie_under_their_deal(history):
    deal = development(history, "deal-2025-05-1000x1000")
    stages = developments.children(history, deal.id)
    assert deal.framework
    assert [one.day for one in stages] == [date(2025, 5, 23), date(2025, 5, 24), date(2025, 5, 25)]
    assert sum(one.figure("UA").value for one in stages) == deal.figure("UA", Scope.FRAMEWORK).value == 1000
    assert deal.figure("UA") is None, "a deal's figure never stands where a day's does"


# --- mended -----------------------------------------------------------------------------------------------------


def test_a_mended_figure_reaches_the_database_and_says_so(history, folder):
    before = development(history, SWAP)
    mend(folder / "record/exchanges.csv", SWAP, ",160,3,", ",161,4,")
    assert load_record(history, folder, NOW) == 1
    after = development(history, SWAP)
    assert (after.id, after.figure("RU").value, after.figure("UA").value) == (before.id, 161, 157)
    assert steps(history, after.id) == [
        (ChangeType.CORRECTION, "RU.total", "160", "161"),
        (ChangeType.CORRECTION, "RU.civilians", "3", "4"),
    ]
    assert {report.claim.figure("RU").value for report in after.reports} == {161}
    assert len(after.reports) == len(before.reports)


def test_a_mended_day_is_a_correction(history, folder):
    mend(folder / "record/exchanges.csv", "exchange-2022-03-16", ",2022-03-16,", ",2022-03-15,")
    load_record(history, folder, NOW)
    found = development(history, "exchange-2022-03-16")
    assert found.day == date(2022, 3, 15)
    assert steps(history, found.id) == [(ChangeType.CORRECTION, "day", "2022-03-16", "2022-03-15")]


def test_a_mended_row_does_not_undo_what_news_brought(history, folder):
    shown = development(history, SWAP)
    developments.update(history, replace(shown, figures=(Figure(158, "UA"), *shown.figures[1:])))
    mend(folder / "record/exchanges.csv", SWAP, ",160,3,", ",161,3,")
    load_record(history, folder, NOW)
    after = development(history, SWAP)
    assert (after.figure("UA").value, after.figure("RU").value) == (158, 161)


def test_a_claim_of_news_outlives_a_mended_row(morning, folder):
    number = from_news(morning)
    load_record(morning, folder, NOW)
    mend(folder / "record/exchanges.csv", SWAP, ",160,3,", ",161,3,")
    load_record(morning, folder, NOW)
    found = development(morning, SWAP)
    assert found.id == number
    assert [report.outlet for report in found.reports if report.record_id is None] == ["Wire"]


def test_mended_prose_changes_no_figure(history, folder):
    mend(folder / "record/exchanges.csv", "exchange-2022-12-31", "Unequal.", "Unequal on both counts.")
    load_record(history, folder, NOW)
    found = development(history, "exchange-2022-12-31")
    assert found.prose["note"]["en"] == "Unequal on both counts."
    assert steps(history, found.id) == []


def test_a_mended_position_takes_the_place_of_the_old_one(history, folder):
    mend(folder / "record/positions.csv", "p001", "sharply cut", "cut")
    assert load_record(history, folder, NOW) == 1
    said = history.exec(select(StatementRow).where(col(StatementRow.record_id) == "p001")).one()
    assert "will cut its" in said.text["en"]


def test_a_row_that_is_gone_stays_in_the_database(history, folder):
    file = folder / "record/exchanges.csv"
    kept = [line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith(SWAP)]
    file.write_text("\n".join(kept), encoding="utf-8")
    assert load_record(history, folder, NOW) == 0
    assert development(history, SWAP).figure("UA").value == 157


# --- news was quicker -------------------------------------------------------------------------------------------


def test_what_news_has_made_is_joined_not_doubled(morning):
    number = from_news(morning)
    load_record(morning, default_folder(), AFTER)
    (swap,) = held(morning, Kind.EXCHANGE, date(2026, 2, 5))
    assert (swap.id, swap.record_id, swap.confidence) == (number, SWAP, "high")
    found = development(morning, SWAP)
    assert {report.record_id for report in found.reports} == {None, SWAP}
    assert found.prose["note"]["uk"]
    joined = morning.exec(select(JudgementRow).where(col(JudgementRow.development_id) == number)).all()
    assert {(one.verdict, one.by) for one in joined} == {("same", "record")}


def test_what_news_shows_stays_and_what_it_lacks_is_filled_in(morning):
    number = from_news(morning)
    load_record(morning, default_folder(), AFTER)
    swap = development(morning, SWAP)
    assert [swap.figure(side).value for side in ("UA", "RU")] == [157, 157]
    assert swap.figure("UA", Scope.CIVILIANS).value == 7
    assert swap.figure("RU", Scope.CIVILIANS) is None, "three civilians belong to the record's 160"
    assert set(swap.mediators) == {"US", "AE"}
    assert steps(morning, number) == [(ChangeType.FIGURE, "UA.civilians", None, "7")]


def test_an_announced_one_has_taken_place_the_record_says(morning):
    number = from_news(morning, stage=Stage.AGREED, figures=())
    load_record(morning, default_folder(), AFTER)
    swap = development(morning, SWAP)
    assert (swap.id, swap.stage, swap.figure("RU").value) == (number, Stage.COMPLETED, 160)
    assert (ChangeType.STAGE, "stage", "agreed", "completed") in steps(morning, number)


def test_a_retracted_one_is_not_joined(morning):
    number = from_news(morning, retracted=True)
    load_record(morning, default_folder(), AFTER)
    assert development(morning, SWAP).id != number


def test_a_row_of_low_confidence_fills_nothing_in(session):
    number = from_news(session, kind=Kind.BODIES, day=date(2025, 5, 16), figures=(Figure(909, "UA"),))
    load_record(session, default_folder(), NOW)
    found = development(session, "bodies-2025-05-16")
    assert (found.id, found.confidence) == (number, "low")
    assert [(figure.party, figure.value) for figure in found.figures] == [("UA", 909)]


@pytest.mark.parametrize(
    ("differently", "joined"),
    [
        pytest.param({"place": "Abu Dhabi", "end_day": date(2026, 2, 5)}, True, id="the same"),
        pytest.param({"day": date(2026, 2, 5), "place": "Abu Dhabi"}, True, id="second day"),
        pytest.param({"parties": ("UA", "RU")}, True, id="no place, the same parties"),
        pytest.param({"place": "Istanbul"}, False, id="elsewhere"),
        pytest.param({"parties": ("UA", "FR")}, False, id="no place, another party"),
        pytest.param({"day": date(2026, 2, 3), "place": "Abu Dhabi"}, False, id="the day before"),
    ],
)
def test_talks_are_joined_by_place_and_overlap(morning, differently, joined):
    plain = {"kind": Kind.TALKS, "stage": Stage.HELD, "figures": (), "mediators": (), "day": date(2026, 2, 4)}
    number = from_news(morning, **{**plain, **differently})
    load_record(morning, default_folder(), AFTER)
    assert (development(morning, "talks-2026-02-04-abu-dhabi-round-2").id == number) is joined


def test_a_deal_that_news_knows_is_joined(morning):
    number = from_news(
        morning,
        framework=True,
        stage=Stage.AGREED,
        day=date(2026, 2, 19),
        figures=(Figure(500, "UA", Scope.FRAMEWORK),),
    )
    load_record(morning, default_folder(), NOW)
    deal = development(morning, "deal-2026-03-500x500")
    assert (deal.id, deal.stage) == (number, Stage.COMPLETED)
    assert development(morning, "exchange-2026-03-05").parent == number


# --- wrong files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "row", "before", "after", "told"),
    [
        ("exchanges", SWAP, ",US;AE,", ",US;XX,", "column mediators: party 'XX'"),
        ("exchanges", SWAP, "abu-dhabi,", "abu-dabhi,", "column framework: deal 'deal-2026-02-abu-dabhi'"),
        ("exchanges", SWAP, ",157,7,", ",157,seven,", "column to_ua_civilians: 'seven' is no whole number"),
        ("talks", "talks-2026-01-23-abu-dhabi-round-1", ",no_breakthrough,", ",none,", "column result: 'none'"),
        ("talks", "talks-2026-01-23-abu-dhabi-round-1", "01-24", "01-22", "column end: 2026-01-22 lies before"),
        ("bodies", "bodies-2026-01-29", ",high", ",sure", "column confidence: 'sure'"),
        ("positions", "p001", ",RU,", ",,", "column party: is empty"),
    ],
)
def test_a_wrong_cell_is_told_by_row_and_column(session, folder, file, row, before, after, told):
    mend(folder / f"record/{file}.csv", row, before, after)
    with pytest.raises(SeedFileWrong, match=rf"{file}\.csv, row \d+, ") as error:
        load_record(session, folder, NOW)
    assert told in str(error.value)


def test_a_dossier_without_a_record_brings_nothing(session, tmp_path):
    shutil.copy(default_folder() / "parties.toml", tmp_path)
    assert load_record(session, tmp_path, NOW) == 0


# --- the shipped rows themselves --------------------------------------------------------------------------------


def test_the_sums_are_the_official_ones(history):
    """Ukraine's Coordination Headquarters: 1,358 returned in 2024 (record/totals.csv, 30 December 2024)."""
    year = developments.between(history, Kind.EXCHANGE, date(2024, 1, 1), date(2024, 12, 31))
    assert sum(one.figure("UA").value for one in year if one.confidence != "low") == 1358


def test_no_row_has_more_civilians_than_people(history):
    every = developments.between(history, Kind.EXCHANGE, date(2022, 1, 1), date(2026, 9, 1))
    pairs = [(one.figure(side), one.figure(side, Scope.CIVILIANS)) for one in every for side in ("UA", "RU")]
    known = [(total.value, civilians.value) for total, civilians in pairs if total and civilians]
    assert len(known) > 25
    assert [pair for pair in known if pair[1] > pair[0]] == []


def test_rows_of_high_confidence_have_sources(history):
    bare = history.exec(select(ClaimRow.record_id).where(col(ClaimRow.link).is_(None))).all()
    assert {development(history, record_id).confidence for record_id in bare if record_id} <= {"medium", "low"}


def test_what_a_person_has_moved_is_left_to_the_next_wave(history, folder):
    exchange = development(history, "exchange-2025-10-02")
    report = exchange.reports[0].id
    judgements.assign(history, report, None, "operator", NOW)
    load_record(history, folder, NOW)
    assert [waiting.id for waiting in reports.unresolved(history)] == [report]
