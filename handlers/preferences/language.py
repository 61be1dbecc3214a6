"""The language in which Parley speaks to a chat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen
from handlers.wording.language import N_
from storage.vocabulary import Subscriber

NAMES = {"en": "English", "uk": "Українська", "ru": "Русский"}
_SPELLINGS = {
    "en": ("en", "english", "англійська", "английский"),
    "uk": ("uk", "ua", "ukrainian", "українська", "украинский"),
    "ru": ("ru", "russian", "російська", "русский"),
}


def _choices(seen: Seen) -> Choices:
    return [[Choice(name, code, code == seen.one.language) for code, name in NAMES.items()]]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    asked = " ".join(words).lower()
    code = next((code for code, names in _SPELLINGS.items() if asked in names), None)
    return replace(seen.one, language=code) if code else None


PAGE = Page(
    name="language",
    title=N_("Language"),
    question=N_("The language of answers, alerts and the menu of commands."),
    told=lambda seen: NAMES.get(seen.one.language, seen.one.language),
    choices=_choices,
    take=_take,
    examples=("language uk", "language English"),
)
