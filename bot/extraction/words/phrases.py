"""What a dossier has words for in one language: each phrase, its class of words, and what it stands for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.extraction.words.morphology import fold, function_of
from bot.extraction.words.spelling import common_surnames, fits_script, spellings, surname
from bot.extraction.words.text import TOKEN
from storage.vocabulary import Dossier

ABBREVIATED: Final = 5
"""Days and months of fewer letters than these are abbreviations, which have no other forms."""


class Phrases:
    """The phrases of one language, in the order of the dossier."""

    def __init__(self, code: str, dossier: Dossier) -> None:
        self.code, self.dossier = code, dossier
        self.table: dict[str, Any] = dict(dossier.words.get(code, {}))

    def name_beginnings(self) -> dict[str, bool]:
        """How names of parties, people and bodies begin, by their longest word; whether with a capital only."""
        found: dict[str, bool] = {}
        for phrase in self.names():
            word = max(TOKEN.findall(phrase), key=lambda w: w[0].isupper() and len(w))
            low = fold(word)
            start = low if len(low) < 5 else low[: max(4, len(low) - 2)]
            if len(start) > 2:
                found[start] = found.get(start, True) and word[0].isupper()
        return found

    def names(self) -> Iterator[str]:
        """Whatever names parties, people and bodies. No dictionary is asked what part of speech it is: to load one
        takes longer than all else.
        """
        for party in self.dossier.parties.values():
            for form in party.words.get(self.code, ()):
                yield form
                yield from self.joined(form)
        for words in (self.body_words(), self.people_words(), self.own_words()):
            yield from (phrase for phrase, *_ in words)

    def all(self) -> Iterator[tuple[str, str, str, bool]]:
        """(phrase, class, value, exact form only) of everything that has words; a cue '=их' stands for that form."""
        for cls, words in self.table.get("cues", {}).items():
            yield from ((w.removeprefix("="), cls, "", w.startswith("=")) for w in words)
        yield from self.plain_tables()
        yield from self.party_words()
        yield from self.body_words()
        yield from self.people_words()
        yield from self.place_words()
        yield from self.own_words()
        yield from ((w, "foreign", fold(w), self.code == "en") for w in self.table.get("foreign", {}).get("words", ()))
        for topic in self.dossier.topics.values():
            yield from ((w, "topic", topic.id, False) for w in topic.words.get(self.code, ()) if not w.endswith("*"))
            yield from ((w, "topic_place", topic.id, False) for w in topic.places.get(self.code, ()))
            about = topic.about.get(self.code, ())
            yield from ((w.removeprefix("="), "topic_about", topic.id, w.startswith("=")) for w in about)

    def plain_tables(self) -> Iterator[tuple[str, str, str, bool]]:
        """Numbers, ordinals, calendar words, prepositions, qualifiers, offices."""
        yield from self.calendar_words()
        table = self.table
        for key, words in table.get("qualifiers", {}).items():
            yield from ((w, "qualifier", key, False) for w in words)
        for cls in ("numbers", "ordinals"):
            exact = self.code == "en" and cls == "numbers"
            for word, number in table.get(cls, {}).items():
                yield word.removeprefix("="), cls[:-1], str(number), exact or word.startswith("=")
        for key, words in table.get("prepositions", {}).items():
            yield from ((w, f"prep_{key}", "", False) for w in words)
        for place, adjectives in table.get("place_adjectives", {}).items():
            yield from ((w, "place_adjective", place, False) for w in adjectives if place in self.dossier.places)
        for cls, key in (("office", "offices"), ("generic_body", "generic_bodies")):
            yield from ((w, cls, v, False) for w, v in table.get(key, {}).items())

    def calendar_words(self) -> Iterator[tuple[str, str, str, bool]]:
        """Months, weekdays, relative days, holidays and the small words of dates."""
        calendar = self.table.get("calendar", {})
        for cls in ("months", "weekdays"):
            for index, names in enumerate(calendar.get(cls, ())):
                short = ((n, self.code == "en" and len(n) < ABBREVIATED) for n in names)  # 'Thus' is no Thursday
                yield from ((n, cls[:-1], str(index), exact) for n, exact in short)
        for cls in ("relative", "shift"):
            yield from ((p, cls, str(n), False) for p, n in calendar.get(cls, {}).items())
        yield from ((p, "holiday", day, False) for p, day in calendar.get("holidays", {}).items())
        for cls, words in calendar.get("words", {}).items():
            yield from ((w, f"cal_{cls}", "", False) for w in words)

    def party_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for party in self.dossier.parties.values():
            forms = set(party.words.get(self.code, ()))
            for form in party.words.get(self.code, ()):
                yield form, self.function(form, forms), party.code, self.code == "en"
                for joined in self.joined(form):
                    yield joined, "adjective", party.code, False

    def joined(self, form: str) -> Iterator[str]:
        """An adjective as it stands before another: 'українсько-російські переговори'."""
        if self.code != "en" and form.endswith("кий"):
            yield f"{form[:-2]}о"

    def function(self, form: str, forms: set[str]) -> str:
        """Whether a party's word names it, its people, or is the adjective."""
        if self.code != "en":
            return function_of(self.code, form)
        if (
            f"{form}s" in forms
            or form.endswith(("-held", "ish"))
            or form in ("French", "Dutch", "Swiss", "Chinese", "Portuguese")
        ):
            return "adjective"
        return "people" if form[:-1] in forms and form.endswith("s") else "party"

    def body_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for body, row in self.table.get("bodies", {}).items():
            yield from ((w, "agency", body, False) for w in row["words"])

    def own_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for code, words in self.table.get("own", {}).items():
            yield from ((w, "own", code, False) for w in words)

    def people_words(self) -> Iterator[tuple[str, str, str, bool]]:
        surnames = common_surnames(self.dossier.people.values(), self.code)
        for person in self.dossier.people.values():
            for spelling in spellings(person, self.code):
                yield spelling, "person", person.id, False
            last = surname(person, self.code)
            if last and last not in surnames:
                yield last, "person", person.id, False

    def place_words(self) -> Iterator[tuple[str, str, str, bool]]:
        for place in self.dossier.places.values():
            names = [n.removeprefix("the ") for n in (place.name.get(self.code, ""), *place.spellings)]
            for name in names:
                if name and fits_script(name, self.code) and name[0].isupper():
                    yield name.split(",")[0], "place", place.id, False
