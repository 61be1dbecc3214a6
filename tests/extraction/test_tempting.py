"""Short news that tempts to a false alarm: none of it may be taken for an exchange that was carried out."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.extraction import Reader
from storage.vocabulary import Claim, Entry, Kind, Phase

THURSDAY = datetime(2027, 3, 4, 15, tzinfo=UTC)
TEXTS = tomllib.loads(Path(__file__).with_name("tempting.toml").read_text(encoding="utf-8"))


def marked(news: dict[str, Any]) -> Any:
    known = [pytest.mark.xfail(reason=news["xfail"], strict=True)] if "xfail" in news else []
    return pytest.param(news, marks=known, id=f"{news['lang']}-{news['title'][:40]}")


def alarms(reader: Reader, news: dict[str, Any]) -> list[Claim]:
    """The claims of a text that would alarm somebody: an exchange that was carried out, and passes every check."""
    entry = Entry(
        feed="f", guid="g", title=news["title"], text=news["text"], published=THURSDAY, seen=THURSDAY,
        language=news["lang"],
    )  # fmt: skip
    return [
        claim
        for claim in reader.read(entry).claims
        if claim.kind is Kind.EXCHANGE and claim.phase is Phase.CARRIED_OUT and not (claim.stage.off or claim.failed)
    ]


@pytest.mark.parametrize("news", [marked(one) for one in TEXTS["news"]])
def test_nobody_is_alarmed(reader: Reader, news: dict[str, Any]) -> None:
    assert not alarms(reader, news)


@pytest.mark.parametrize("news", [marked(one) for one in TEXTS["exchange"]])
def test_the_same_words_alarm_where_they_tell_of_an_exchange(reader: Reader, news: dict[str, Any]) -> None:
    assert any(not claim.background for claim in alarms(reader, news))
