"""What makes an event no news: older times, other matters, other wars, stories and explainers (Rule E, step 7)."""

from bot.compiled import below

__path__ = below(__name__)
