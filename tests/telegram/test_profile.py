"""What Telegram shows of the bot before anybody has typed: set at the start, in each language, within its limits."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.profile import LONGEST, SHORTEST, describe, description, short_description
from handlers.wording.language import LANGUAGES
from storage.vocabulary import Dossier
from tests.telegram.talking import until


async def test_it_says_what_it_is_in_each_language(talk: Any, dossier: Dossier) -> None:
    api, door = talk
    await until(lambda: len(api.state.described) == 2 * len(LANGUAGES))
    told = {language: text for (name, language), text in api.state.described.items() if name == "description"}
    assert "Russia and Ukraine" in told[""]
    assert "Росія та Україна" in told["uk"]
    assert "Россия и Украина" in told["ru"]
    assert len(set(api.state.described.values())) == 2 * len(LANGUAGES)
    before = len(api.calls)
    await describe(door.application.bot, dossier)
    again = [method for method, _, _ in list(api.calls)[before:]]
    assert "getMyDescription" in again
    assert not [method for method in again if method.startswith("setMy")], "what is there already is left"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_keeps_to_what_telegram_takes(dossier: Dossier, language: str) -> None:
    assert 0 < len(description(dossier, language)) <= LONGEST
    assert 0 < len(short_description(dossier, language)) <= SHORTEST
