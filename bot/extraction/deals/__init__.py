"""Deals and their lots, and how the events of an item bear on each other (Rule M: the parent link)."""

from bot.compiled import below

__path__ = below(__name__)
