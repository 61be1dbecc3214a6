"""Who said what on which sticking point: sentences in which a named official speaks of the negotiation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.talks.topics import topics_in
from bot.extraction.voices.authorities import unlisted
from storage.harmless import PRISONERS
from storage.vocabulary import Origin, Statement

SUBJECTS: Final = ("swap", "captive", "talks_strong", "body")
MOST: Final = 2
"""Topics that one sentence may be filed under."""


def statements(item: Item) -> tuple[Statement, ...]:
    """What officials say in an item, one statement a topic; the body before the title, each sentence once."""
    found: dict[tuple[str, str | None], Statement] = {}
    ordered = sorted(item.reads, key=lambda r: r.marked.sentence.in_title)
    speaker: Origin | None = None
    for read in ordered:
        named = speaker_of(read, item)
        speaker = named or (speaker if "pronoun" in read.marked.marks else None)
        if speaker is None or ("say" not in read.marked.marks and named is None):
            continue
        for topic in topics_of(read, item):
            found.setdefault((speaker.id, topic), statement(read, item, speaker, topic))
    return tuple(found.values())


def speaker_of(read: Read, item: Item) -> Origin | None:
    """The first official of a party who speaks in a sentence."""
    if "boilerplate" in read.marked.marks:
        return None
    found = item.spoken.get(read.marked.sentence.number, ())
    if not found:
        return None
    official = [s.origin for s in found if s.origin.official and s.origin.party and not unlisted(s.origin)]
    people = [o for o in official if o.id in item.lexicon.dossier.people]
    return next(iter([*people, *official]), None)


def topics_of(read: Read, item: Item) -> Iterator[str | None]:
    """The sticking points that a sentence names; prisoners or none where it speaks of swaps or talks only."""
    named = topics_in(read.marked, item)
    if named:
        yield from named[:MOST]
    elif read.marked.any_of(("swap", "captive", "captivity")) and "false_friend" not in read.marked.marks:
        yield PRISONERS if PRISONERS in item.lexicon.dossier.topics else None
    elif read.marked.any_of(SUBJECTS):
        yield None


def statement(read: Read, item: Item, speaker: Origin, topic: str | None) -> Statement:
    """One statement, with the sentence as it stands in the entry."""
    person = speaker.id if speaker.id in item.lexicon.dossier.people else None
    return Statement(
        day=item.published,
        text={item.lexicon.code: read.marked.sentence.text},
        party=speaker.party,
        person=person,
        speaker=speaker.name,
        topic=topic,
    )
