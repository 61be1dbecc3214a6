"""Whether an event is told plainly enough to be claimed: by figures, by a day, or as the only one of its item."""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.done import deal_told, told_as_done
from bot.extraction.deals.meanwhile import meanwhile
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.exchanged_for import freed_for
from bot.extraction.stages.to_follow import soon
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import ANNOUNCED, CARRIED_OUT, EXCHANGE, PLANNED, UNDER_WAY
from storage.vocabulary import Stage

COMING: Final = ("home", "receive", "return", "give", "free")
OUGHT: Final = 4
"""Words between 'should' and what should be done."""
WHICH: Final = ("cal_next", "anaphor", "ordinal", "demonstrative", "number")
"""What says of which exchanges one speaks."""


def tellable(group: Group, found: list[Group]) -> bool:
    """Whether a group says enough: figures, a day, or the only event of the item."""
    if any(f.count.value > 0 for _, f in group.findings) or (group.findings and told_as_done(group)):
        return speaks_of_exchange(group)
    rivals = [g for g in found if g is not group and not g.background]
    if group.stage.phase is CARRIED_OUT:
        others = (at_large, spoken_of, deal_told, lambda g: meanwhile(g, group))
        rivals = [g for g in rivals if not (g.kind is group.kind and any(other(g) for other in others))]
    elif at_large(group) and any(r.kind is group.kind and r.fresh_day for r in rivals):
        return False
    if group.background:
        return bool(group.day)
    if group.stage.off or (group.day is not None and group.stage.phase is ANNOUNCED):
        return True
    if group.stage.phase is ANNOUNCED:
        next_stage = all(soon(e.clause) for e in group.events)  # beside the one that is back
        return (
            next_stage
            or any(e.in_title and not wished(e) for e in group.events)
            or (not rivals and any(one_exchange(e) and not wished(e) for e in group.events))
        )
    if not group.fresh_day and not any(shows_one(e) for e in group.events):
        return False  # 'exchanges go on'
    earlier = found[: found.index(group)]
    return not any(r.kind is group.kind and (r.findings or r in earlier) for r in rivals)


def spoken_of(group: Group) -> bool:
    """'Мединский говорил о тысяче человек с каждой стороны': how many somebody named speaks against no first lot."""
    return group.stage is Stage.AGREED and all(e.clause.has("speaks_of") for e in group.events)


def at_large(group: Group) -> bool:
    """'Буданов: обміни триватимуть': exchanges as such are to come, of which nothing more is told."""
    ahead = group.stage in (PLANNED, UNDER_WAY) and not group.findings and group.day is None
    return ahead and all(e.clause.has("swap") and not one_exchange(e) for e in group.events)


def shows_one(event: Event) -> bool:
    """Whether an undated clause tells of one exchange: not 'prisoner exchanges continue through the usual channels'."""
    titled = event.in_title and event.stage is not UNDER_WAY
    return titled or one_exchange(event) or not event.clause.has("swap")


def wished(event: Event) -> bool:
    """'Kremlin hopes exchanges will go on', 'Обмены должны идти': exchanges as such, only hoped for or called for."""
    clause, swaps = event.clause, event.clause.marks("swap")
    if not swaps or not clause.has("wish", "ought") or event.stage.off or event.stage is Stage.AGREED:
        return False
    called, marked = "ought" in clause.own, clause.marked
    if called and all(marked.within("ought", s.start - OUGHT, s.start) for s in swaps):
        return clause.lo < swaps[0].start and not event.findings  # 'wounded should be swapped without delay'
    return all((called or marked.has("wish", hi=s.start)) and in_general(s, marked) for s in swaps)


def one_exchange(event: Event) -> bool:
    """'The next exchanges', 'a swap was due', 'agreed to swap' speak of an event; 'exchanges are good' of none."""
    clause = event.clause
    if event.stage is Stage.AGREED or clause.has("wounded", "vague"):
        return clause.has("swap")
    return any(not in_general(mark, clause.marked) for mark in clause.marks("swap"))


def in_general(mark: Mark, marked: Marked) -> bool:
    """Whether a noun in the plural stands for exchanges as such: nothing before it says which."""
    word = marked.sentence.tokens[mark.end - 1].word
    if marked.sentence.tokens[mark.start].word.norm == "round":
        return False  # 'a new round of prisoner exchanges'
    plural = word.plural or (not word.pos and word.norm.endswith("s"))
    return plural and not marked.has(*WHICH, lo=max(0, mark.start - 3), hi=mark.start)


def speaks_of_exchange(group: Group) -> bool:
    """Whether figures have found a side, or the words themselves tell of a swap or of captivity."""
    if group.kind is not EXCHANGE or any(f.party for _, f in group.findings):
        return True
    if any(e.in_title and f.count.noun in ("military", "captive") and e.clause.has(*COMING) for e, f in group.findings):
        return True  # '63 servicemen returned', whose side nobody tells
    if any(freed_for(e, f) for e, f in group.findings):
        return True
    return any(e.clause.has("swap", "captivity", "captive", "they_are") for e in group.events)
