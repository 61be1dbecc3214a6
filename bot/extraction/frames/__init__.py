"""Who gives whom to whom: the frames of a clause, and the side that a count returns to (Rule E, steps 4 and 5)."""

from bot.compiled import below

__path__ = below(__name__)
