"""Who speaks and who stands between: the people, bodies and authorities that a sentence names."""

from bot.compiled import below

__path__ = below(__name__)
