"""What a clause, a group of clauses and an item were read to say; all later steps speak of these."""

from bot.compiled import below

__path__ = below(__name__)
