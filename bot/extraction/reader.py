"""The door of the extraction: one entry in, all that it says out. Pure, and the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot.extraction.assembly.context import (
    brought_from,
    brought_to,
    context_side,
    default_side,
    host,
    of_the_day_before,
    tellers,
)
from bot.extraction.assembly.titled_counts import titled_counts
from bot.extraction.background.negatives import negative
from bot.extraction.checking.claims import claims
from bot.extraction.checking.matters import other_matter
from bot.extraction.events.item import Item
from bot.extraction.figures.belonging import ours_as_told
from bot.extraction.figures.children_met import kin_of_both, only_confirmed, split_between, told_by_holders
from bot.extraction.figures.children_ways import ways
from bot.extraction.figures.nth import numbered
from bot.extraction.figures.presumed import bare_ministry, home_office
from bot.extraction.likeness.likeness import Likeness
from bot.extraction.likeness.second import second
from bot.extraction.sentences.sentence import SentenceReader
from bot.extraction.talks import strikes, talks
from bot.extraction.talks.statements import statements
from bot.extraction.talks.topics import topics
from bot.extraction.talks.visits import visit
from bot.extraction.voices.authorities import unlisted
from bot.extraction.voices.origins import Origins, first_each
from bot.extraction.words.gate import Gate
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.phrases import Phrases
from bot.extraction.words.text import Sentence, sentences
from storage.vocabulary import Claim, Dossier, Entry, Reading

LANGUAGES: Final = ("en", "uk", "ru")
NOTHING: Final = Reading()
MOST_NUMBERS: Final = 60
"""Numbers that an entry is read for, several times the 16 of the longest news: what goes on behind them is a table."""


class Lexicons(dict[str, Lexicon]):
    """The lexicons of a dossier by language, each compiled when it is first asked for."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def __missing__(self, code: str) -> Lexicon:
        if code not in LANGUAGES or code not in self.dossier.words:
            raise KeyError(code)
        found = self[code] = Lexicon(code, self.dossier)
        return found


class Gates(dict[str, Gate]):
    """The gates of a dossier by language, each made when it is first asked for: it needs no lexicon."""

    def __init__(self, dossier: Dossier) -> None:
        super().__init__()
        self.dossier = dossier

    def __missing__(self, code: str) -> Gate:
        found = self[code] = Gate(Phrases(code, self.dossier))
        return found


class Reader:
    """Reads entries by the words of one dossier; those of a language are compiled with its first entry."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.languages = [code for code in LANGUAGES if code in dossier.words]
        self.lexicons = Lexicons(dossier)
        self.gates = Gates(dossier)
        self.likeness = Likeness.of(dossier.likeness)

    def read(self, entry: Entry, *, zone: str | None = None, official_of: str | None = None) -> Reading:
        """All claims, statements, topics and speakers of an entry.

        `zone` is the outlet's IANA zone (its "today"), by default that of the time of publication; `official_of`
        the party whose own feed this is.
        """
        code = self.language_of(entry)
        if code is None or not self.opens(entry):
            return NOTHING
        return self.reading(self.item(entry, self.lexicons[code], zone, official_of))

    def opens(self, entry: Entry) -> bool:
        """Whether an entry may say anything at all. Asking this compiles no lexicon."""
        code = self.language_of(entry)
        return code is not None and self.gates[code].opens(entry.title, entry.text)

    def language_of(self, entry: Entry) -> str | None:
        """The language by whose words an entry is read: its own, else the dossier's first."""
        code = entry.language[:2]
        return code if code in self.languages else next(iter(self.languages), None)

    def lexicon_for(self, entry: Entry) -> Lexicon | None:
        code = self.language_of(entry)
        return self.lexicons[code] if code else None

    def item(self, entry: Entry, lexicon: Lexicon, zone: str | None, official_of: str | None) -> Item:
        """The entry's sentences, each read for itself."""
        published = (entry.published.astimezone(zone_of(zone)) if zone else entry.published).date()
        reader = SentenceReader(lexicon, published)
        reads = [
            reader.read(lexicon.mark(s)) for s in before_tables(sentences(entry.title, entry.text, lexicon.language))
        ]
        titled_counts(reads, reader.framer)
        item = Item(lexicon, published, reads, official_of)
        item.negative = negative(item) or other_matter(item)
        titled = [m.value for one in item.lead if one.sentence.in_title for m in one.of("person")]
        origins, context = Origins(lexicon, published, host(item), home_office(item), titled), context_side(item)
        item.spoken = {r.marked.sentence.number: origins.find(r.marked, context) for r in reads}
        own = None if any(item.spoken.values()) else own_news(item)
        own = own if own == context else None
        if own is None and origins.host is None and not any(item.spoken.values()):
            own = bare_ministry(item, context)
        if own is not None:
            item.spoken |= origins.nameless((r.marked for r in reads), own)
        item.speakers = first_each(s for told in item.spoken.values() for s in told)
        tellers(item)
        of_the_day_before(item)
        speaking = default_side(item)
        ours_as_told(item, speaking)
        only_confirmed(item)
        kin_of_both(item)
        split_between(item)
        told_by_holders(item, speaking)
        ways(item)
        return item

    def by_rules(self, item: Item) -> list[Claim]:
        """The claims of the rules alone about exchanges, returns and talks."""
        found = [] if item.negative else numbered(claims(item), item)
        if item.negative != "other parties" or titled_talks(item):
            found += talks.claims(item, found)
        return found

    def reading(self, item: Item) -> Reading:
        found = self.by_rules(item)
        if self.likeness is not None:
            found = second(found, item, self.likeness)
        found += strikes.claims(item)
        return Reading(
            claims=tuple(found),
            statements=statements(item),
            topics=topics(item),
            speakers=tuple(s.origin.name for s in item.speakers if not unlisted(s.origin)),
        )


def own_news(item: Item) -> str | None:
    """The only side in a title that begins with its own people ('120 Russian servicemen return') and gives nobody.

    Else that to which people come home ('60 servicemen brought back from Kyiv-controlled territory').
    """
    if not item.has("ministry"):
        return None
    home = brought_from(item) or brought_to(item)
    if home is not None or item.has("give", title=True):
        return home
    counts = [f.count for e in item.events if e.in_title for f in e.findings]
    nation = min(counts, key=lambda c: c.start).nation if counts else None
    return nation if nation in item.lexicon.sides and item.sides_named(title=True) == {nation} else None


def titled_talks(item: Item) -> bool:
    """Whether a title tells of talks, or how long one of the sides sat somewhere: 'after eight hours in Jeddah'.

    'Умєров: розмова з американцями в Берліні дала поступ' tells of talks as well, and so does a text by whom one saw.
    """
    if item.has("talks_strong", title=True) or (item.has("converse", title=True) and bool(item.sides_named())):
        return True
    if item.has("hours", title=True) and bool(item.sides_named(title=True)):
        return True
    return any(visit(e.clause, item.lexicon) for r in item.reads if r.marked.sentence.lead for e in r.events)


def before_tables(found: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences up to the one with the last number that an entry is read for."""
    left = MOST_NUMBERS
    for one in found:
        if left <= 0:
            return
        yield one
        left -= len(one.digits)


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
