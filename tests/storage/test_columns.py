"""What the columns of tables make of values."""

import pickle
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import DateTime
from sqlalchemy.dialects.sqlite import dialect

from storage.tables.columns import Moment
from storage.vocabulary import (
    Claim,
    Document,
    Entry,
    Feed,
    Figure,
    Kind,
    Origin,
    Qualifier,
    Reading,
    Scope,
    Stage,
    Statement,
    Target,
)

NOON = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
WHEN = [
    NOON,
    NOON.replace(microsecond=1),
    NOON.replace(year=900),
    NOON.astimezone(timezone(timedelta(hours=-5, minutes=-30))),
    NOON.replace(hour=23, tzinfo=timezone(timedelta(hours=-2))),
]
CLAIM = Claim(
    kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", day=date(2026, 2, 5),
    figures=(Figure(157, "UA", Scope.TOTAL, Qualifier.AT_LEAST, derived=True),), origins=(Origin("a", "A", "UA"),),
    targets=(Target("depot", "Kyiv"),), failed=("day",), ordinal=70,
)  # fmt: skip
SAID = Statement(day=date(2026, 2, 5), text={"en": "We insist."}, party="RU", topic="land")


@pytest.mark.parametrize("when", WHEN)
def test_sqlite_keeps_the_text_that_sqlalchemy_makes(when: datetime) -> None:
    usual = DateTime().dialect_impl(dialect()).bind_processor(dialect())
    ours = Moment().bind_processor(dialect())
    assert usual is not None
    assert ours is not None
    assert ours(when) == usual(when.astimezone(UTC))


def test_a_time_without_zone_is_refused() -> None:
    ours = Moment().bind_processor(dialect())
    assert ours is not None
    assert ours(None) is None
    with pytest.raises(ValueError, match="without zone"):
        ours(NOON.replace(tzinfo=None))


@pytest.mark.parametrize(
    "value",
    [
        Reading((CLAIM, replace(CLAIM, figures=(), round=3)), (SAID,), ("land",), ("A",)),
        Document(version="rss20", entries=(Entry(feed="f", guid="1", title="T", text="", published=NOON, seen=NOON),)),
        Feed(url="https://wire.example/", etag='"1"', skip_hours=(1, 2), due_at=NOON, id=4),
    ],
)
def test_what_goes_between_processes_comes_as_it_was(value: object) -> None:
    assert pickle.loads(pickle.dumps(value)) == value
