"""A place that the title or the first sentences name, where the talks themselves are told without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import HEADING, Read
from bot.extraction.events.item import Item
from bot.extraction.talks.not_there import of_another
from bot.extraction.talks.venues import REACH, at_sea, attribute, capital_of, in_before, town_of
from bot.extraction.voices.mediators import party_of
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

REACHED: Final = ("partial", "results", "talks_strong", "converse")
"""What is told of somewhere, not there: progress, results, talks."""

PAIR: Final = 2
SPEAKS: Final = 5
"""Words between a verb of speech and 'from' a town."""


def place_named(item: Item, parties: Sequence[str] = ()) -> str | None:
    """A place of the title, else of the first sentences, that lies outside the sides' own land."""
    dossier = item.lexicon.dossier
    for read in sorted(item.reads, key=lambda r: not r.marked.sentence.in_title):
        past = bool(read.events) and all(e.recall for e in read.events) and not read.marked.sentence.in_title
        if past or any(e.why == HEADING for e in read.events):
            continue  # 'Последний провели 4–5 февраля в Абу-Даби'
        for mark in read.marked.of("place"):
            place = dossier.places[mark.value]
            own = place.country in item.lexicon.sides and not seat(mark, read)
            if own or governs_there(mark, read) or at_sea(mark, item.lexicon):
                continue
            if named_after(mark, read.marked, item.lexicon) or other_town(mark, read.marked, parties, item.lexicon):
                continue
            if read.marked.sentence.lead and not said_there(mark, read):
                return town_of(mark, item.lexicon)
        town = paraphrased(read, item.lexicon) if read.marked.sentence.lead else None
        if town:
            return town
    return None


def other_town(mark: Mark, marked: Marked, parties: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether it is where other talks are to be held, or where somebody else speaks."""
    return of_another(mark, marked) or spoken_by_another(mark, marked, parties, lexicon)


def spoken_by_another(mark: Mark, marked: Marked, parties: Sequence[str], lexicon: Lexicon) -> bool:
    """'Zelensky in Helsinki: news from Moscow awaited', over a meeting of two others: where one speaks of it."""
    if len(parties) < PAIR or not marked.sentence.in_title or not in_before(mark, marked):
        return False
    near = marked.all("person", lo=mark.start - PAIR - 1, hi=mark.start)
    return any(party_of(m, lexicon) not in parties for m in near)


def paraphrased(read: Read, lexicon: Lexicon) -> str | None:
    """'in the Saudi capital', 'у женевському готелі': a town that is not called by its name."""
    places = lexicon.dossier.places
    clauses = [e.clause for e in read.events] if "capital" in read.marked.marks else []
    town = next((t for c in clauses if (t := capital_of(c, lexicon))), None)
    if town and places[town].country not in lexicon.sides:
        return places[town].name["en"]
    hi = len(read.marked.sentence.tokens)
    towns = (m for m in read.marked.of("place_adjective") if not named_after(m, read.marked, lexicon))
    near = (m for m in towns if attribute(m, read.marked, hi))
    return next((town_of(m, lexicon) for m in near), None)


def seat(mark: Mark, read: Read) -> bool:
    """'Five hours in the Kremlin', 'Разговор в Кремле длился': of a side's own land only its seat of government."""
    marked = read.marked
    if left_house(mark, marked):
        return True
    talked = marked.sentence.in_title or marked.has("talks", "converse", lo=mark.start - REACH, hi=mark.start)
    return talked and in_before(mark, marked) and marked.has("party", lo=mark.start, hi=mark.end)


def left_house(mark: Mark, marked: Marked) -> bool:
    """'Witkoff left the Kremlin late on Tuesday': the house in which one was received."""
    house = marked.has("agency", lo=mark.start, hi=mark.end)
    return house and marked.has("departs", lo=mark.start - 2, hi=mark.start)


def governs_there(mark: Mark, read: Read) -> bool:
    """'Washington and Moscow to restore talks': a capital that acts as its government, or a sea."""
    marked = read.marked
    if (
        mark.start == 0
        and mark.end < len(marked.sentence.tokens)
        and marked.sentence.tokens[mark.end].word.surface == ":"
    ):
        return marked.has("agency", lo=mark.start, hi=mark.end)  # 'Berlin: …', but not 'Білий дім: …'
    if marked.within("party", mark.start, mark.end):
        owns = marked.sentence.tokens[mark.end - 1].word.surface.endswith(("'s", "’s"))
        if owns and not marked.has("venue_noun", "talks", lo=mark.end, hi=mark.end + 3):
            return True  # 'a gathering on Kyiv's peace formula'
        if spoke_from(mark, marked) or left_house(mark, marked) or sent_there(mark, marked):
            return False
        if marked.has("talks_after", "about", lo=mark.start - 1, hi=mark.start):
            return False  # 'Sides still far apart after Muscat', 'Мединский о Дохе'
        paired = any(
            marked.has("and", lo=i, hi=i + 1) and marked.has("party", lo=j, hi=j + 1)
            for i, j in ((mark.end, mark.end + 1), (mark.start - 1, mark.start - 2))
        )  # 'Washington and Moscow talk'
        return not in_before(mark, marked) and (paired or not marked.has("talks", "host", lo=mark.end, hi=mark.end + 3))
    return False


def spoke_from(mark: Mark, marked: Marked) -> bool:
    """'the US envoy wrote from Abu Dhabi', then 'the talks were productive': where an envoy speaks from, he sits."""
    led = marked.has("prep_from", lo=mark.start - 1, hi=mark.start)
    said = marked.has("say", lo=mark.start - SPEAKS, hi=mark.start) if led else False
    return said and marked.has("envoys", hi=mark.start)


def sent_there(mark: Mark, marked: Marked) -> bool:
    """'names team for Doha', 'отозвал делегацию из Анкары': where envoys are sent or called back from."""
    led = marked.has("prep_from", "prep_to", "prep_for", lo=mark.start - 1, hi=mark.start)
    return led and marked.has("envoys", "person", lo=mark.start - 3, hi=mark.start - 1)


def said_there(mark: Mark, read: Read) -> bool:
    """'told an audience in Davos': the place of speaking."""
    if not in_before(mark, read.marked) or read.marked.within("about", mark.start - 1, mark.start):
        return False  # 'reports on Geneva'
    talks = read.marked.within("talks_strong", mark.end, mark.end + 1)  # 'rejects proposal at Geneva talks'
    if talks or read.marked.has("envoys", lo=mark.start - SPEAKS, hi=mark.start):
        return False  # 'сказал глава делегации в Стамбуле': where an envoy speaks, he sits
    agreed = {m.start for m in read.marked.of("agreed")}  # 'agree on a swap in Ankara'
    near = [s for s in read.marked.of("say") if s.start not in agreed and 0 <= mark.start - s.end <= 5]
    return any(not read.marked.has(*REACHED, lo=s.end, hi=mark.start) for s in near)  # 'reports progress in Geneva'


def named_after(mark: Mark, marked: Marked, lexicon: Lexicon) -> bool:
    """'After consultations in Turkey and the Emirates … the Istanbul accords': a pact's name tells of no venue."""
    if not marked.has("pact", lo=mark.end, hi=mark.end + 1):
        return False
    if plural(marked.sentence.tokens[mark.end].word.surface):
        return True  # 'activate the Istanbul accords'
    parties = lexicon.dossier.parties
    return len({m.value for m in marked.of("party") if m.value in parties and parties[m.value].mediator}) > 1


def plural(word: str) -> bool:
    """'accords', 'домовленості', 'договорённостей': several, so those of long ago."""
    return word.lower().endswith(("ments", "cords", "standings", "deals", "ості", "остей", "остям", "остями", "ости"))
