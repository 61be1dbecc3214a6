"""Ten civilians freed, or ten exchanged: who is told of once is not announced again as the other kind."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.replay import replay
from storage.seeds import default_folder, load_dossier

FREED = ("Eight civilians freed from Russian captivity", "They came home on Thursday with Vatican help, Zelensky said.")
SWAPPED = (
    "Eight civilians home in prisoner exchange",
    "The swap took place on Thursday, the Coordination Headquarters said.",
)
DENIED = (
    "Coordination Headquarters denies return of eight civilians",
    "Reports that they were freed are untrue, it said.",
)
SOLDIERS = (
    "80 soldiers home in prisoner exchange",
    "The swap took place on Thursday, the Coordination Headquarters said.",
)


def item(number: int, told: tuple[str, str]) -> dict[str, Any]:
    title, text = told
    at = f"2027-05-20T1{number}:00:00Z"
    return {"id": f"t-{number}", "outlet": f"o-{number}", "lang": "en", "published": at, "title": title, "text": text}


def alerted(*told: tuple[str, str]) -> list[str]:
    items = [item(number, one) for number, one in enumerate(told)]
    found = json.loads(json.dumps(replay(items, load_dossier(default_folder())), default=str))
    return [one["kind"] for one in found["alerts"] if one["type"] == "new" and one["phase"] == "carried_out"]


@pytest.mark.parametrize(
    ("told", "want"),
    [
        pytest.param((FREED, SWAPPED), ["civilians"], id="freed, then exchanged"),
        pytest.param((SWAPPED, FREED), ["exchange"], id="exchanged, then freed"),
        pytest.param((FREED, DENIED, SWAPPED), ["civilians", "exchange"], id="the first was withdrawn"),
        pytest.param((FREED, SOLDIERS), ["civilians", "exchange"], id="others were exchanged"),
    ],
)
def test_the_same_civilians_alert_once(told: tuple[tuple[str, str], ...], want: list[str]) -> None:
    assert alerted(*told) == want
