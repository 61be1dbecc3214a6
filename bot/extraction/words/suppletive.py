"""Forms that begin otherwise than their dictionary form: 'выйти', but 'вышли'; 'зібратися', but 'зберуться'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

STEMS: Final[dict[str, tuple[str, ...]]] = {
    "выйти": ("вышли",),
    "пойти": ("пошли",),
    "прийти": ("пришли",),
    "идти": ("идут", "шли", "шел"),
    "выбраться": ("выберутся",),
    "съехаться": ("съедутся",),
    "собраться": ("соберутся",),
    "забрать": ("заберут",),
    "умереть": ("умрут", "умерли"),
    "сесть": ("сядет", "сели"),
    "явиться": ("явились",),
    "сказать": ("скажет",),
    "принять": ("примут",),
    "начаться": ("начнутся",),
    "вивезти": ("вивіз",),
    "виїхати": ("виїдуть",),
    "з'їхатися": ("з'їдуться",),
    "зібратися": ("зберуться",),
    "забрати": ("заберуть",),
    "йти": ("йшли", "йшов"),
    "йде": ("йшли", "йшов"),
    "йтися": ("йшлося",),
    "ідеться": ("ішлося",),
    "писати": ("пише",),
    "сісти": ("сяде", "сіли"),
    "сказати": ("скажуть",),
    "початися": ("почнуться",),
    "мріяти": ("мріє",),
}
"""Dictionary form → a form of each stem of its own."""


def every_stem(surfaces: Iterable[str]) -> Iterator[str]:
    """The words themselves, and a form of each further stem that they have."""
    for surface in surfaces:
        yield surface
        yield from STEMS.get(surface, ())
