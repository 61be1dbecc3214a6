"""Deals in stages as outlets tell of them: one alert for each lot, none for the deal, whatever comes first."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.replay import replay
from storage.seeds import default_folder, load_dossier
from tests import score

Item = dict[str, Any]
FILES = sorted((Path(__file__).parent / "deals").glob("*.jsonl"))


def items(path: Path) -> list[Item]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def holds(found: Sequence[Item], least: float) -> None:
    """Every exchange carried out alerts once, nothing else does, and reports of one event stand together."""
    misses: list[str] = []
    told = json.loads(json.dumps(replay(found, load_dossier(default_folder())), default=str))
    figures = score.score_replay(list(found), told, misses)
    alerts = figures["exchange_alerts"]
    assert alerts["carried_out_missed"] == 0, misses
    assert alerts["duplicates"] == 0, misses
    assert alerts["false"] == 0, misses
    assert figures["bcubed"]["f1"] >= least, misses
    assert [one for one in told["alerts"] if one["type"] == "correction"] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_as_they_came(path: Path) -> None:
    holds(items(path), 0.89)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_day_brings_at_once(path: Path) -> None:
    """Every item of a day in one wave, at the time of the last."""
    found = items(path)
    last = {item["published"][:10]: item["published"] for item in found}
    holds([{**item, "published": last[item["published"][:10]]} for item in found], 0.89)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_a_day_brings_in_another_order(path: Path) -> None:
    """The reports of a lot swap their times; what sums a deal up comes last, as it does."""
    chance, found = random.Random(path.stem), items(path)
    by_lot: dict[str, list[int]] = {}
    for place, item in enumerate(found):
        by_lot.setdefault(item["gold"]["event_id"], []).append(place)
    for places in by_lot.values():
        times = [found[place]["published"] for place in places]
        chance.shuffle(times)
        for place, at in zip(places, times, strict=True):
            same_day = found[place]["published"][:10] == at[:10]
            found[place] = {**found[place], "published": at} if same_day else found[place]
    holds(found, 0.89)
