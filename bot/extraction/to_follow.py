"""What is to follow a stage that has been carried out: 'the remaining 300', 'another group', 'the second part'."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause

DAYS: Final = ("weekday", "relative", "month")


def next_lot(clause: Clause) -> bool:
    """'The remaining 300 a side will follow on Friday': a lot of its own, to come on a day that is named."""
    return "future" in clause.own and clause.any_of(DAYS)
