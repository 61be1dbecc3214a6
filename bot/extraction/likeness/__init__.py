"""What an entry is like: a second reading, learnt from labelled items, that is asked beside the rules."""

from bot.compiled import below

__path__ = below(__name__)
