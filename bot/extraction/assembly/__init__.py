"""The events of an item put together: one group an event, with figures, day and stage (Rule E, step 8)."""

from bot.compiled import below

__path__ = below(__name__)
