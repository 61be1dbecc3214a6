"""Days and times that a sentence names, against the day of publication (Rule T)."""

from bot.compiled import below

__path__ = below(__name__)
