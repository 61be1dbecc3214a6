"""The one error family: whatever goes wrong inside Parley is a `BotError`."""

from __future__ import annotations


class BotError(Exception):
    """Something failed that Parley knows how to name.

    `temporary` says whether trying again later can help.
    """

    temporary: bool = False


class WrongSetting(BotError):
    """A setting is unknown or wrong; the text names it and the cure."""


class CannotStart(BotError):
    """Parley cannot start; the text says why and what to do."""
