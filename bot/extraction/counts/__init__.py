"""Numbers, and what they count: of whom, whole or part, on top of what, or nobody at all."""

from bot.compiled import below

__path__ = below(__name__)
