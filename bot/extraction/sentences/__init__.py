"""From a sentence to its events: clauses, their times, what looks back."""

from bot.compiled import below

__path__ = below(__name__)
