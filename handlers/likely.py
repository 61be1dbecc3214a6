"""What somebody may have meant who typed no command of ours: by the words for things in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from handlers import arguments, days

_WORD: Final = re.compile(r"[^\W\d_]+")
_NUMBER: Final = re.compile(r"/?[dд#№]?\d{1,9}", re.IGNORECASE)
BEGINNINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "stop": ("стоп", "зупин", "останов", "вимкн", "відключ", "отключ", "выключ", "відпис", "отпис"),
    "subscribe": ("підпис", "подпис", "увімкн", "включ", "сповіщ", "оповещ", "уведомл", "alert", "notif"),
    "settings": ("налашт", "настрой", "параметр"),
    "families": ("сім", "родин", "родич", "рідн", "семь", "семей", "родн", "родств", "контакт", "famil", "relativ"),
    "help": ("меню", "menu", "info", "інфо", "инфо", "допом", "довідк", "команд", "помощ", "справк"),
    "language": ("мова", "мову", "язык"),
    "swaps": ("обмін", "полонен", "обмен", "пленн", "exchang", "swap", "prisoner"),
    "talks": ("перегов", "перемов"),
    "latest": ("останн", "новин", "последн", "новост"),
    "latest bodies": ("тіла", "тела", "репатр", "загибл", "погибш", "bodies"),
    "latest civilians": ("цивільн", "гражданск", "civilian"),
    "latest children": ("діти", "дітей", "дети", "детей", "children"),
    "parties": ("хто", "кто", "сторон", "делегац"),
    "issues": ("питан", "позиц", "вопрос"),
    "chart": ("діаграм", "графік", "статист", "диаграм", "график", "statist"),
    "timeline": ("хронол", "шкал"),
    "promises": ("обіц", "домовлен", "обещ", "договор"),
    "unconfirmed": ("чутк", "непідтв", "слух", "неподтв"),
    "sources": ("джерел", "источник"),
    "search": ("пошук", "шука", "поиск", "искать"),
    "corrections": ("виправл", "исправл"),
    "report": ("помилк", "ошибк", "error", "mistake"),
    "export": ("експорт", "завантаж", "экспорт", "скача"),
    "quiet": ("тих", "тиша", "тиши", "ніч", "ноч", "night"),
    "timezone": ("пояс",),
    "settings digest": ("дайджест", "digest"),
    "settings calm": ("спокій", "пауз", "перерв", "спокой", "переры", "calm", "pause"),
    "privacy": ("приват", "конфід", "конфид", "персонал"),
    "deleteme": ("видал", "стерт", "удал", "стере", "erase"),
    "status": ("статус", "стан", "состоян"),
    "about": ("бот", "автор"),
    "start": ("старт", "поча", "нача"),
}
"""The beginnings of words that mean a command line; the first that fits is the likeliest."""


def meant(text: str) -> list[str]:
    """Command lines that a text may mean, likeliest first; none where nothing in it is known.

    >>> meant("Налаштування"), meant("d137"), meant("2025"), meant("weather")
    (['settings'], ['d137'], ['swaps 2025'], [])
    """
    if year := days.year_of(text):
        return [f"swaps {year}"]
    if _NUMBER.fullmatch(text.strip()) and (number := arguments.number(text.strip())):
        return [f"d{number}"]
    words = _WORD.findall(text.lower())
    return [line for line, begun in BEGINNINGS.items() if any(word.startswith(begun) for word in words)]
