"""What did not happen or is only wished, doubted or spoken about."""

from bot.compiled import below

__path__ = below(__name__)
