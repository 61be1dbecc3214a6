"""What Telegram shows of Parley before anybody has typed a word, in each language."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import place_of
from bot.telegram.patience import patiently
from handlers.wording.language import LANGUAGES, translator
from handlers.wording.markup import plain
from storage.vocabulary import Dossier

LONGEST, SHORTEST = 512, 120
"""Telegram's limits: of the description in an empty chat, and of the short one in the profile and beside links."""

log = logging.getLogger("parley.telegram")


async def describe(bot: ExtBot[Any], dossier: Dossier) -> None:
    """Sets both descriptions in all languages where they differ; they stay as they were where that fails."""
    try:
        for language in LANGUAGES:
            code = None if language == "en" else language
            long, short = description(dossier, language), short_description(dossier, language)
            if (await bot.get_my_description(language_code=code)).description != long:
                await patiently(partial(bot.set_my_description, long, language_code=code))
            if (await bot.get_my_short_description(language_code=code)).short_description != short:
                await patiently(partial(bot.set_my_short_description, short, language_code=code))
    except TelegramError as error:
        log.warning("the descriptions of the bot were not set: %s", place_of(error))


def description(dossier: Dossier, language: str) -> str:
    """What stands in a chat before /start: what Parley is, and what it is not."""
    say = translator(language)
    told = say(
        "Parley follows the talks and the exchanges of prisoners: {name}. Each figure has its source, both sides' "
        "counts stand side by side, and what was wrong is corrected aloud.\n\n"
        "It is not an official service, keeps no lists and takes no names.",
        name=say.text(dossier.name),
    )
    return plain(told)


def short_description(dossier: Dossier, language: str) -> str:
    """The line in the profile."""
    say = translator(language)
    return plain(
        say("Talks and exchanges of prisoners with their sources: {name}. No official service.",
            name=say.text(dossier.name))
    )  # fmt: skip
