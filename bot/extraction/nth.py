"""Which exchange of the war it is, as a side counts: 'it was the 69th exchange', 'це 69-й обмін', 'это 71-й обмен'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.extraction.events import Read
from bot.extraction.item import Item
from storage.vocabulary import Claim, Kind, Phase

_FEWEST = 20
"""Lower ordinals count the exchanges of a year, a deal or a week."""
_SWAP = r"(?:(?:prisoner|large|major|big)[ -]|of war )*(?:exchange|swap)s?\b"
_NUMBERED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(\d{{2,3}})(?:st|nd|rd|th) (?:such )?{_SWAP}",
        r"\b(?:exchange|swap) (?:was|is|became) (?:already )?the (\d{2,3})(?:st|nd|rd|th)\b",
        r"\b(?:exchange|swap) (?:number|no\.?|#|№) ?(\d{2,3})\b",
        r"\b(\d{2,3})[-‑–](?:й|ий|ый|го|ого) (?:(?:за рахунком|по сч[её]ту) )?обм[іе]н",
        r"\bобм[іе]н\w* (?:став|стал|був|был)[^.\d]{0,20} (\d{2,3})[-‑–](?:й|ий|ый|м|им|ым)\b",
        r"\bобм[іе]н\w* № ?(\d{2,3})\b",
    )
)
_OF_LESS = re.compile(
    r"^[^.;]{0,40}?\b(?:(?:of|in|this|since the (?:start|beginning) of) (?:the )?(?:year|month|20\d\d)|"
    r"(?:у|в|за|з початку|с начала|цього|этого|этом) ?(?:цьому|этом)? ?(?:рок|год|місяц|месяц|20\d\d))",
    re.IGNORECASE,
)
"""'The 21st exchange this year' is no number of the war."""


def numbered(claims: Iterable[Claim], item: Item) -> list[Claim]:
    """The claims; the one on an exchange that took place has its number, where its side says which it is.

    Nothing where the item numbers two, where several exchanges took place in it, or where it is open who counts.
    """
    found = list(claims)
    done = [one for one in found if _took_place(one)]
    told = set(_told(item)) if len(done) == 1 else set()
    if len(done) != 1 or len(told) != 1:
        return found
    ((number, side),) = told
    of_claim = {one.party for one in done[0].origins if one.official and one.party in item.lexicon.sides}
    if len(of_claim) != 1 or side not in (None, *of_claim):
        return found
    return [replace(one, ordinal=number) if one is done[0] else one for one in found]


def _took_place(claim: Claim) -> bool:
    begun = claim.stage.phase is Phase.CARRIED_OUT and not claim.stage.off
    return claim.kind is Kind.EXCHANGE and begun and not claim.background


def _told(item: Item) -> Iterator[tuple[int, str | None]]:
    """Each number that a sentence gives, with the side that counts so where the sentence names one."""
    for read in item.reads:
        if not read.marked.sentence.digits or (read.events and all(event.recall for event in read.events)):
            continue
        text = read.marked.sentence.text
        for pattern in _NUMBERED:
            for match in pattern.finditer(text):
                if int(match[1]) >= _FEWEST and not _OF_LESS.search(text[match.end() :]):
                    yield int(match[1]), _who_counts(read, item)


def _who_counts(read: Read, item: Item) -> str | None:
    """The side that speaks in a sentence, else the one that is named in it; None where that is none or both."""
    spoken = item.spoken.get(read.marked.sentence.number, ())
    sides = {one.origin.party for one in spoken} & set(item.lexicon.sides)
    if not sides:
        item.sides_named()
        sides = set((item.named or [])[item.reads.index(read)])
    return next(iter(sides)) if len(sides) == 1 else None
