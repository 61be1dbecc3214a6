"""What people type after a command: numbers, kinds, parties, topics, pages, in three languages. Days: handlers.days."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from handlers.conversation import Reply, Request
from handlers.wording.language import Speech, translator
from handlers.wording.markup import Html, join, shorten
from storage.vocabulary import Dossier, Kind, Person, Place

_PAGE = re.compile(r"p(\d{1,4})")
_NUMBERED = re.compile(r"^/?[dд#№]?")
_ECHOED = 40
MOST = 2**63 - 1
"""The largest number that anything stored can have."""

_KINDS = {
    Kind.EXCHANGE: ("exchange", "swap", "обмін", "обмен", "prisoner", "полонен", "пленн"),
    Kind.TALKS: ("talk", "negotiation", "перегов", "перемов"),
    Kind.BODIES: ("bod", "тіл", "тел", "repatriation"),
    Kind.CIVILIANS: ("civilian", "цивіл", "гражд"),
    Kind.CHILDREN: ("child", "діт", "дет"),
    Kind.STATEMENT: ("statement", "заяв", "позиц"),
    Kind.STRIKES: ("strike", "удар"),
}


def speech(request: Request) -> Speech:
    return translator(request.chat.language, request.chat.zone)


def today(request: Request) -> date:
    """The day it is where the dossier's events are counted."""
    return request.at.astimezone(ZoneInfo(request.dossier.zone)).date()


def mistaken(request: Request, wrong: str, examples: Sequence[str]) -> Reply:
    """What was not understood, and how it is typed."""
    say = speech(request)
    told = say("I don't know “{wrong}”. Try: {tries}", wrong=shorten(wrong, _ECHOED), tries=tries(examples, say))
    return Reply(told, examples=spoken(examples, say))


def ahead(request: Request, wrong: str, examples: Sequence[str]) -> Reply:
    """A time of which nothing can be known yet, and how one is typed."""
    say = speech(request)
    told = say("“{wrong}” is still ahead. Try: {tries}", wrong=shorten(wrong, _ECHOED), tries=tries(examples, say))
    return Reply(told, examples=spoken(examples, say))


def missing(request: Request, examples: Sequence[str]) -> Reply:
    """A command that says nothing by itself, and how it is typed."""
    say = speech(request)
    told = say("Something has to follow it. Try: {tries}", tries=tries(examples, say))
    return Reply(told, examples=spoken(examples, say))


def spoken(examples: Sequence[str], say: Speech) -> tuple[str, ...]:
    """Examples of command lines, with their words in the reader's language. A command alone is the same in each."""
    return tuple(str(say(example)) if " " in example else example for example in examples)


def tries(examples: Sequence[str], say: Speech) -> Html:
    """Examples of command lines as one line to read."""
    return join((Html(f"/{example}") for example in spoken(examples, say)), " · ")


def page(request: Request) -> tuple[tuple[str, ...], int]:
    """The other arguments, and which page of the answer is asked for (`p2`), from 0."""
    rest = tuple(word for word in request.arguments if not _PAGE.fullmatch(word))
    numbers = [int(found[1]) for word in request.arguments if (found := _PAGE.fullmatch(word))]
    return rest, max(numbers[0] - 1, 0) if numbers else 0


def whole(word: str, most: int) -> int | None:
    """A number from 1 to `most`."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 19 and 1 <= int(word) <= most else None  # noqa: PLR2004


def number(word: str) -> int | None:
    """The number of an event or of a report: 41, /d41, and as Ukrainian or Russian keys write it, д41 or №41."""
    return whole(_NUMBERED.sub("", word.lower(), count=1), MOST)


def kind(word: str) -> Kind | None:
    """A kind of event by the beginning of its name in three languages."""
    low = word.lower()
    return next((one for one, names in _KINDS.items() if any(low.startswith(name) for name in names)), None)


def party(word: str, dossier: Dossier) -> str | None:
    """A party's code by its code, or by any of its names and spellings in any language."""
    return _called(word.lower(), _parties(dossier)) or _begun(word.lower(), _parties(dossier))


def person(word: str, dossier: Dossier) -> Person | None:
    """An official by the surname or the whole name in any language."""
    low = word.lower()
    for one in dossier.people.values():
        spellings = [spelt.lower() for spelt in (*one.name.values(), *one.spellings)]
        if any(low in (spelt, spelt.rsplit(" ", 1)[-1]) for spelt in spellings):
            return one
    return None


def place(word: str, dossier: Dossier) -> Place | None:
    """A place by its name in any language or spelling, in the cases that end otherwise too (`Стамбулі`)."""
    named = {key: (*one.name.values(), *one.spellings) for key, one in dossier.places.items()}
    key = _called(word.lower(), named) or _begun(word.lower(), named)
    return dossier.places[key] if key else None


def topic(word: str, dossier: Dossier) -> str | None:
    """A topic's id by its id, or by any of its names and cue words in any language.

    Where a party or an official is named, no topic is meant because one of its cues begins with the same word.
    """
    low = word.lower().replace("_", " ")
    names = {key: (key, key.replace("_", " "), *one.name.values()) for key, one in dossier.topics.items()}
    cues = {key: one.cues for key, one in dossier.topics.items()}
    named = _called(low, names) or _called(low, cues) or _begun(low, names)
    return named or (None if party(word, dossier) or person(word, dossier) else _begun(low, cues))


def _parties(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    return {code: (code, *one.name.values(), *_flat(one.words)) for code, one in dossier.parties.items()}


def _flat(words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(word.rstrip("*") for group in words.values() for word in group)


_STEM = 4


def _called(low: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Whose name it is."""
    return next((key for key, known in names.items() if any(name.lower() == low for name in known)), None)


def _begun(low: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Whose name begins like it, endings apart (`росії`, `territorial`)."""
    stem = low if len(low) <= _STEM else low[: max(_STEM, len(low) - 2)]
    if len(stem) < _STEM:
        return None
    return next((key for key, known in names.items() if any(name.lower().startswith(stem) for name in known)), None)
