"""When the hours are hot: something is under way, or an exchange is due today and was heard of lately."""

from datetime import UTC, date, datetime, timedelta

import pytest

from storage import hot
from storage.database import Database
from storage.tables import DevelopmentRow

NOW = datetime(2026, 2, 5, 22, 30, tzinfo=UTC)  # the 6th in Kyiv
LATELY = NOW - timedelta(hours=1)
TODAY, YESTERDAY = date(2026, 2, 6), date(2026, 2, 5)


@pytest.mark.parametrize(
    ("kind", "stage", "day", "heard", "is_hot"),
    [
        pytest.param("exchange", "under_way", TODAY, LATELY, True, id="an exchange under way"),
        pytest.param("talks", "under_way", TODAY, LATELY, True, id="talks under way"),
        pytest.param("exchange", "planned", TODAY, LATELY, True, id="an exchange planned for today, in Kyiv"),
        pytest.param("exchange", "agreed", YESTERDAY, LATELY, False, id="agreed for another day"),
        pytest.param("exchange", "completed", TODAY, LATELY, False, id="over"),
        pytest.param("bodies", "under_way", TODAY, LATELY, False, id="bodies"),
        pytest.param(
            "exchange", "under_way", TODAY, NOW - timedelta(hours=3, minutes=1), False, id="long not heard of"
        ),
    ],
)
def test_the_hours_are_hot_while_something_goes_on(
    either: Database, kind: str, stage: str, day: date, heard: datetime, *, is_hot: bool
) -> None:
    with either.session(write=True) as session:
        session.add(DevelopmentRow(kind=kind, stage=stage, day=day, first_seen=heard, touched=heard))
    found = either.run(hot.until, "Europe/Kyiv", NOW)
    assert found == (heard + hot.HOURS if is_hot else None)
