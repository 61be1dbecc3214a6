"""Whether somebody is named whom the dossier does not know: talks of whom they are, nothing tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.encounters import Mention
from bot.extraction.words.marks import Marked

KNOWN: Final = ("place", "party", "person", "agency", "adjective", "people", "place_adjective", "office", "month")


def trilateral(mentions: Iterable[Mention], item: Item) -> bool:
    """Whether talks of three are those of the sides and who stands between them: nobody else is named for them."""
    three = any("trilateral" in m.clause.own for m in mentions)
    return three and (bool(item.sides_named(lead=False)) or not others_named(item))


def others_named(item: Item) -> bool:
    """Ukrainian, Russian: 'консультації Єгипту, Ефіопії та Судану': names of no party in the first sentences."""
    return item.lexicon.code != "en" and (
        item.has("foreign", lead=True) or any(unknown(r.marked) for r in item.reads if r.marked.sentence.lead)
    )


def unknown(marked: Marked) -> bool:
    tokens = marked.sentence.tokens
    known = {i for m in marked.all(*KNOWN) for i in range(m.start, m.end)}
    return any(
        t.word.capital and i not in known and tokens[i - 1].word.kind == "word"
        for i, t in enumerate(tokens)
        if i > 0 and t.word.kind == "word"
    )
