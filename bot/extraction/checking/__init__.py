"""From groups to claims: what may be stored, and the checks that an alert asks for (Rule E, step 9)."""

from bot.compiled import below

__path__ = below(__name__)
