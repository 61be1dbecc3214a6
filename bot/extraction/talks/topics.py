"""The sticking points that a text names."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.morphology import fold

TALKS: Final = ("talks_strong", "converse", "agenda", "discuss")
"""Where one of these is told of, 'land' or 'NATO' is what is talked about."""
PEOPLE: Final = frozenset(
    {
        "captive",
        "captivity",
        "taken",
        "fought",
        "defended",
        "free",
        "home",
        "return",
        "swap",
        "body",
        "child",
        "resident",
    }
)
"""Where one of these stands, a place is where somebody was, fought or comes from."""


def topics(item: Item) -> tuple[str, ...]:
    """Ids of the topics named in an item, in the dossier's order; what other parties have to settle is none."""
    if item.negative == "other parties" and not item.sides_named(title=True):
        return ()
    found = {topic for read in item.reads for topic in topics_in(read.marked, item)}
    if not found:
        return ()
    ordered = sorted(item.lexicon.dossier.topics.values(), key=lambda t: t.order)
    return tuple(t.id for t in ordered if t.id in found)


def topics_in(marked: Marked, item: Item) -> list[str]:
    """Ids of the topics that one sentence names, in the order of the text; those of open endings last."""
    return list(dict.fromkeys([m.value for m in named(marked, item)] + open_ended(marked, item.lexicon)))


def open_ended(marked: Marked, lexicon: Lexicon) -> list[str]:
    """Topics that a word's beginning names: 'denazif*'."""
    text = fold(marked.sentence.text)
    if not lexicon.topic_letters.find_matches_as_indexes(text):
        return []
    return [topic for topic, pattern in lexicon.topic_stems if pattern.search(text)]


def named(marked: Marked, item: Item) -> list[Mark]:
    """The words that name topics; 'the territorial defence' and 'at the line of contact' name none."""
    found = [*marked.of("topic")]
    if marked.any_of(("topic_place", "topic_about")) and (marked.any_of(TALKS) or not marked.any_of(PEOPLE)):
        found += marked.of("topic_place")
        found += marked.of("topic_about") if item.has(*TALKS) else ()
    apart = marked.of("no_topic") if found else []
    return sorted(
        (m for m in found if not any(a.start <= m.start and m.end <= a.end for a in apart)), key=lambda m: m.start
    )
