"""How far an event has come: what lies ahead, is under way, done or off (Rule E, step 6)."""

from bot.compiled import below

__path__ = below(__name__)
