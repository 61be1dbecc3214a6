"""Numbers as the reader's language writes them (CLDR, by Babel)."""

from __future__ import annotations

from babel import Locale
from babel.numbers import format_decimal


def number(value: int, locale: Locale) -> str:
    """A whole number with the separators of its locale.

    >>> number(1234, Locale("en", "GB"))
    '1,234'
    """
    return format_decimal(value, locale=locale)
