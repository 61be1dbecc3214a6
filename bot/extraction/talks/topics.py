"""The sticking points that a text names."""

from __future__ import annotations

from bot.extraction.events.item import Item
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Marked
from bot.extraction.words.morphology import fold


def topics(item: Item) -> tuple[str, ...]:
    """Ids of the topics named in an item, in the dossier's order."""
    letters = fold("\n".join([read.marked.sentence.text for read in item.reads]))
    if item.lexicon.topic_letters.find_matches_as_indexes(letters):
        found = {topic for read in item.reads for topic in topics_in(read.marked, item.lexicon)}
    else:
        found = {topic for read in item.reads for topic in named(read.marked)}
    if not found:
        return ()
    ordered = sorted(item.lexicon.dossier.topics.values(), key=lambda t: t.order)
    return tuple(t.id for t in ordered if t.id in found)


def topics_in(marked: Marked, lexicon: Lexicon) -> list[str]:
    """Ids of the topics that one sentence names, in the order of the text; those of open endings last."""
    found = named(marked)
    text = fold(marked.sentence.text)
    if lexicon.topic_letters.find_matches_as_indexes(text):
        found += [topic for topic, pattern in lexicon.topic_stems if pattern.search(text)]
    return list(dict.fromkeys(found))


def named(marked: Marked) -> list[str]:
    """Ids of the topics that words name; 'the territorial defence' and 'at the line of contact' are none."""
    if "topic" not in marked.marks:
        return []
    apart = marked.of("no_topic")
    return [m.value for m in marked.of("topic") if not any(a.start <= m.start and m.end <= a.end for a in apart)]
