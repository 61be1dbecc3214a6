"""Which exchange of the war it is, as a side counts: 'it was the 69th exchange', 'це 69-й обмін', 'это 71-й обмен'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import CARRIED_OUT, EXCHANGE
from storage.vocabulary import Claim

_FEWEST, _MOST = 20, 999
"""Lower ordinals count the exchanges of a year, a deal or a week."""
_NEAR = 3
"""Words between an ordinal and its exchange: '71st large prisoner swap', '71-й за рахунком обмін'."""
_BEHIND = 6
"""Words behind the exchange that may say that only a year's or a month's are counted."""


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
    if len(of_claim) != 1 or (side is not None and side not in of_claim):
        return found
    return [replace(one, ordinal=number) if one is done[0] else one for one in found]


def _took_place(claim: Claim) -> bool:
    begun = claim.stage.phase is CARRIED_OUT and not claim.stage.off
    return claim.kind is EXCHANGE and begun and not claim.background


def _told(item: Item) -> Iterator[tuple[int, str | None]]:
    """Each number that a sentence gives, with the side that counts so where the sentence names one."""
    for read in item.reads:
        marked = read.marked
        if not marked.sentence.digits or (read.events and all(event.recall for event in read.events)):
            continue
        for at in marked.sentence.digits:
            surface = marked.sentence.tokens[at].word.surface
            number = int(surface) if surface.isdecimal() else 0
            if _FEWEST <= number <= _MOST and _of_an_exchange(at, marked):
                yield number, _who_counts(read, item)


def _of_an_exchange(at: int, marked: Marked) -> bool:
    """Whether a number in digits says which exchange it is, and not of a year or a month: 'the 21st this year'."""
    swaps = marked.of("swap")
    if marked.within("number_sign", at - 1, at):  # 'exchange number 71', 'обмен № 71'
        return any(m.end == at - 1 for m in swaps) and not _of_less(at + 1, marked)
    if not marked.within("ordinal_ending", at + 1, at + 2):
        return False
    ahead = next((m for m in swaps if at + 2 <= m.start <= at + 2 + _NEAR and _joined(at + 2, m.start, marked)), None)
    if ahead is not None:
        return not _of_less(ahead.end, marked)
    return any(_became(m, at, marked) for m in swaps) and not _of_less(at + 2, marked)


def _became(swap: Mark, at: int, marked: Marked) -> bool:
    """'this exchange was the 71st', 'цей обмін став уже 71-м'."""
    near = 0 < at - swap.end <= _NEAR and _joined(swap.end, at, marked)
    return near and any(marked.within(cls, swap.end, at) for cls in ("copula", "becomes"))


def _joined(lo: int, hi: int, marked: Marked) -> bool:
    return all(token.word.kind != "sym" for token in marked.sentence.tokens[lo:hi])


def _of_less(at: int, marked: Marked) -> bool:
    return any(marked.within(cls, at, at + _BEHIND) for cls in ("years", "month", "period"))


def _who_counts(read: Read, item: Item) -> str | None:
    """The side that speaks in a sentence, else the one that is named in it; None where that is none or both."""
    spoken = item.spoken.get(read.marked.sentence.number, ())
    sides = {one.origin.party for one in spoken} & set(item.lexicon.sides)
    if not sides:
        item.sides_named()
        sides = set((item.named or [])[item.reads.index(read)])
    return next(iter(sides)) if len(sides) == 1 else None
