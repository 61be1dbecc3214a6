"""Civilians who come home alone: outlets tell of the same people as exchanged, or as released."""

from __future__ import annotations

from collections.abc import Sequence

from storage.vocabulary import Development, Kind, Scope

OTHER_KIND = {Kind.EXCHANGE: Kind.CIVILIANS, Kind.CIVILIANS: Kind.EXCHANGE}
"""As what else the return of civilians may be told."""


def civilians_of(development: Development, sides: Sequence[str]) -> tuple[str, int] | None:
    """The side and number of those who came home, where they are civilians of one side only; else None."""
    totals = [(side, total.value) for side in sides if (total := development.figure(side)) is not None]
    if len(totals) != 1:
        return None
    side, number = totals[0]
    civil = development.figure(side, Scope.CIVILIANS)
    alone = development.kind is Kind.CIVILIANS or (civil is not None and civil.value == number)
    return (side, number) if alone else None
