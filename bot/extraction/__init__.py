"""Reading: entry → claims, statements, topics. Pure; knows no network, no clock, no database."""

from bot.extraction.reader import Reader

__all__ = ["Reader"]
