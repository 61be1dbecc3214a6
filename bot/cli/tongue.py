"""The languages of answers, as an option that refuses any other."""

from __future__ import annotations

from enum import StrEnum


class Tongue(StrEnum):
    """What Parley speaks to people."""

    EN = "en"
    UK = "uk"
    RU = "ru"
