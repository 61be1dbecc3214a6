"""Talks and statements: who met whom, where, when, what came of it; who said what on which sticking point."""

from bot.compiled import below

__path__ = below(__name__)
