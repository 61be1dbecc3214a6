"""Reading: entry → claims, statements, topics. Pure; knows no network, no clock, no database."""

from bot.compiled import before

__path__ = before("bot/extraction", __path__)  # where the next line looks

from bot.extraction.reader import Reader

__all__ = ["Reader"]
