"""Whether somebody writes about a person: a name, a plea. Judged by form alone; nothing is kept."""

from __future__ import annotations

import re
from functools import lru_cache

from storage.vocabulary import Dossier, Party, Topic

_WORD = re.compile(r"[^\W\d_][\w'’ʼ-]*")
_PATRONYMIC = re.compile(r"(?:[оеє]вич|йович|[їі]вн[аи]|[ое]вн[аы]|ьич|ovych|ovich|evich|ivna|ovna|evna)$")
_SURNAME = re.compile(r"(?:енко|[чщ]ук|enko|chuk)$")
"""Endings that hardly any other word has."""
_BORN = re.compile(
    r"\b\d{1,2}\.\d{1,2}\.(?:19[4-9]\d|200\d)\b"
    r"|\b(?:19[4-9]\d|200\d)\s*(?:р\.?\s?н|г\.?\s?р)"
    r"|\bborn\b|\bдат[аи] (?:народження|рождения)\b",
    re.IGNORECASE,
)
# fmt: off
_RELATIVES = {
    r"(?:my|our|his|her)": (
        "son", "husband", "brother", "father", "dad", "cousin", "nephew", "grandson", "fianc", "friend", "wife",
        "daughter", "sister", "relative", "mother", r"mum\b", r"mom\b", "uncle",
    ),
    r"(?:м[іо]\w{0,4}|наш\w{0,3})": (
        "син", "чолов", "брат", "батьк", "тат", "онук", "племінник", "наречен", "дружин", "доньк", "дочк", "сестр",
        "родич", "друг", "мам", r"мати\b", "матір", "матус", "дядьк",
    ),
    r"(?:мо\w{0,3}|наш\w{0,4})": (
        "сын", "муж", "брат", "отец", "отц", "пап", "внук", "племянник", "жених", "жен", "доч", "сестр", "родствен",
        "друг", "мам", r"мат(?:ь|ери|ерью)\b", "дяд",
    ),
}
_PLEAS = (
    "please help", "help me", "help us", "help find", "looking for my", "find my", "is he ", "is she ", "is alive",
    "on the list", "list of names", "list of prisoners", "lists of prisoners", "missing since", "captured since",
    "captive since",
    "допоможіть", "допоможи", "зник ", "зникл", "шукаю ", "шукаємо ", "в полоні", "у полоні", "чи живий", "список",
    "списки", "списку", "списках", "знайти", "сина", "чоловіка",
    "помогите", "помоги", "ищу ", "ищем ", "пропал", "без вести", "в плену", "жив ли", "списке", "найти", "сына",
    "мужа", "сыночек", "сынок",
)
_COMMON = frozenset((
    "exchange", "exchanges", "swap", "swaps", "prisoner", "prisoners", "pow", "pows", "talks", "talk", "round", "deal",
    "negotiation", "negotiations", "bodies", "civilians", "children", "summit", "meeting", "peace", "plan", "ceasefire",
    "truce", "war", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "обмін", "обміни", "полонених", "полонені", "переговори", "тіла", "цивільні", "діти", "перемирʼя", "саміт",
    "зустріч", "обмен", "обмены", "пленных", "пленные", "переговоры", "тела", "гражданские", "дети", "перемирие",
    "саммит", "встреча", "раунд", "мир",
))
# fmt: on
_PLEA = re.compile(
    "|".join(
        (
            *(rf"\b{whose}\s+(?:{'|'.join(who)})" for whose, who in _RELATIVES.items()),
            *(rf"\b{re.escape(phrase)}" for phrase in _PLEAS),
        )
    ),
    re.IGNORECASE,
)
_UNIT = r"(?:бригад[аиыу]|бр|о?м?бр\w{0,2}|батальйон|батальон|полк|brigade|battalion|regiment)"
_BESIDE = re.compile(
    r"[\s,;:(]*\b(?:"
    r"(?:19[4-9]\d|200\d)(?:\s*(?:р\.?\s?н\.?|г\.?\s?р\.?|року народження|года рождения))?"
    rf"|\d{{1,4}}(?:\s*-?\s*(?:а|я|та|тя|ша|th|st|nd|rd))?(?:\s+(?:окрема|отдельная))?\s*{_UNIT}"
    r"|(?:азов|морпіх|морпех|нгу|зсу|всу|тро)"
    r")\b[\s,.;)]*$",
    re.IGNORECASE,
)
"""A year of birth or a unit behind a name."""
_MOST_WORDS = 4
_LEAST_WORDS = 2


def is_a_plea(text: str) -> bool:
    """Somebody writes of a relative, asks after a list, or gives a date of birth."""
    return bool(_PLEA.search(text) or _BORN.search(text))


def is_a_name(text: str, dossier: Dossier) -> bool:
    """Two to four words, none of them known as an official, a place or a party, that look like a name.

    Each begins with a capital, or one of them is a patronymic or a surname by its ending. A year of birth or a unit
    may follow.
    """
    text = _BESIDE.sub("", text)
    words = _WORD.findall(text)
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS or any(character.isdigit() for character in text):
        return False
    known = _COMMON | _words_of_names(_texts(dossier))
    if any(word.lower() in known for word in words):
        return False
    by_ending = any(form.search(word.lower()) for form in (_PATRONYMIC, _SURNAME) for word in words)
    return by_ending or all(word[0].isupper() for word in words)


@lru_cache(maxsize=2)
def _words_of_names(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))


def _texts(dossier: Dossier) -> tuple[str, ...]:
    """All names that the dossier gives to people (surnames only), places, parties and topics."""
    people = (
        name.rsplit(" ", 1)[-1] for one in dossier.people.values() for name in (*one.name.values(), *one.spellings)
    )
    places = (name for one in dossier.places.values() for name in (*one.name.values(), *one.spellings))
    subjects: tuple[Party | Topic, ...] = (*dossier.parties.values(), *dossier.topics.values())
    titles = (name for one in subjects for name in one.name.values())
    words = (word for one in dossier.parties.values() for group in one.words.values() for word in group)
    cues = (word for one in dossier.topics.values() for word in one.cues)
    return (*people, *places, *titles, *words, *cues)
