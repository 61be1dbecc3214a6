"""The words of a text: its sentences and tokens, their forms, and the marks of what the dossier has words for."""

from bot.compiled import below

__path__ = below(__name__)
