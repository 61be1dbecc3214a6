"""The figures of one event: totals by side, parts, civilians, the dead and children (Rule E, step 8)."""

from bot.compiled import below

__path__ = below(__name__)
