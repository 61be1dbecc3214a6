"""The second reading beside the rules: what both together hold for told, and what the rules alone had missed.

The rules read what a sentence says, word by word, and miss what is put in words they lack; likeness to labelled items
knows no sentence, but seldom misses what a whole entry is about. Of what either misses or makes up the other notices
about half (docs/unread.md). What rests on likeness never alerts anybody by itself: its claim fails a check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.checking.claims import claims, unsaid
from bot.extraction.events.item import Item
from bot.extraction.figures.nth import numbered
from bot.extraction.likeness.figures import counted
from bot.extraction.likeness.likeness import Likeness
from bot.extraction.likeness.scratch import BEGINNING, day_told, from_scratch
from bot.extraction.words.terms import ANNOUNCED, COMPLETED
from storage.vocabulary import Claim, Kind, Phase, Stage

TOLD_BY_RULES: Final = "told in words that are read"
"""The check that a claim fails whose kind or stage rests on likeness."""
HALF: Final = 0.5
SURE: Final = 0.6
"""How sure it must be that something is told that was not yet carried out."""
NEWS_AFTER_ALL: Final = 0.9
"""How sure it must be that what the rules took for recalled is the news."""
UNLIKELY: Final = {Phase.ANNOUNCED: 0.2, Phase.CARRIED_OUT: 0.1}
"""How likely a claim of the rules may be at most to be doubted: less so what an alert would wait for."""
FRESH: Final = 3
"""Days after which what is told was not the news."""
OVERRULED_BY_NONE: Final = frozenset({"other parties", "finance", "taken prisoner"})
"""Why the rules refuse an item as a whole that likeness does not outweigh: a name says so, not a want of words."""
RETURNS: Final = ("swap", "home", "return", "free", "give", "receive", "captive", "captivity")
KINDS: Final = (Kind.EXCHANGE,)
"""The kinds whose claims the second reading adds to and takes from."""


def second(found: list[Claim], item: Item, likeness: Likeness) -> list[Claim]:
    """The claims of the rules, with what the second reading adds, turns into news, puts at another stage or drops."""
    if item.negative in OVERRULED_BY_NONE:
        return found
    told = likeness.told(r.marked.sentence for r in item.reads)
    sure = likeness.sure(told, {answer(c) for c in found if not c.background})
    for kind in KINDS if not any(c.denies_delay for c in found) else ():
        have = {c.stage for c in found if c.kind is kind and not c.background}
        wanted = [s for s in Stage if s not in have and sure.get(f"{kind}.{s}", 0.0) > enough(s)]
        if hushed(item):
            wanted = [s for s in wanted if s.phase is ANNOUNCED]
        if any(s.off for s in have):
            wanted = [s for s in wanted if not s.off]  # put off or called off, whichever the rules say
        doubted = [s for s in Stage if s in have and sure.get(f"{kind}.{s}", 1.0) < UNLIKELY[s.phase]]
        for stage in sorted(wanted, key=lambda s: -sure[f"{kind}.{s}"]):
            news = sure[f"{kind}.{stage}"] > NEWS_AFTER_ALL
            found = added(found, kind, stage, doubted, item, recalled=not news)
        found = [without_doubt for c in found for without_doubt in kept(c, kind, doubted)]
    return counted(found, item, likeness)


def hushed(item: Item) -> bool:
    """Whether a first sentence about those who return negates anything: likeness, knowing no 'not', adds nothing."""
    return any(m.any_of(("negation", "not")) and m.any_of(RETURNS) for m in item.lead)


def enough(stage: Stage) -> float:
    return HALF if stage is COMPLETED else SURE


def answer(claim: Claim) -> str:
    return f"{claim.kind}.{claim.stage}"


def added(
    found: list[Claim], kind: Kind, stage: Stage, doubted: list[Stage], item: Item, *, recalled: bool
) -> list[Claim]:
    """The claims with one of that stage: refused by the rules, taken for recalled, or put at a doubted stage."""
    refused = refused_claim(kind, stage, item)
    if refused is not None:
        return [*found, by_likeness(refused)]
    own = [(n, c) for n, c in enumerate(found) if c.kind is kind]
    for n, claim in own:
        if claim.background and claim.stage is stage and at_the_beginning(claim, item):
            return found if recalled else put(found, n, as_news(claim, item))
    for n, claim in own:
        if not claim.background and claim.stage in doubted:
            doubted.remove(claim.stage)
            return put(found, n, replace(claim, stage=stage))
    if any(tells_it(c, stage) for _, c in own):
        return found
    return [*found, *(by_likeness(c) for c in from_scratch(kind, stage, item))]


def tells_it(claim: Claim, stage: Stage) -> bool:
    """Whether a claim is likely the same event put in another way: only what is done is new beside a plan."""
    return not claim.background and (stage is not COMPLETED or claim.phase is stage.phase)


def refused_claim(kind: Kind, stage: Stage, item: Item) -> Claim | None:
    """What the rules read, but refused: because of the whole item, or as not told plainly enough."""
    for told in (claims, unsaid) if item.negative else (unsaid,):
        for claim in numbered(told(item), item):
            if claim.kind is kind and claim.stage is stage and not claim.background:
                return claim
    return None


def put(found: list[Claim], n: int, claim: Claim) -> list[Claim]:
    return [*found[:n], by_likeness(claim), *found[n + 1 :]]


def at_the_beginning(claim: Claim, item: Item) -> bool:
    """Whether it stands in the title or the first sentence of the text: further on is recalled what is known."""
    return any(claim.evidence in r.marked.sentence.text for r in item.reads[:2])


def as_news(claim: Claim, item: Item) -> Claim:
    """What the rules took for recalled: an older day that they gave it is not its own."""
    old = claim.day is not None and (item.published - claim.day).days > FRESH
    day = day_told(item.reads[:BEGINNING], claim.stage, item.published) if old else claim.day
    return replace(claim, background=False, day=day, end_day=None if old else claim.end_day)


def kept(claim: Claim, kind: Kind, doubted: Sequence[Stage]) -> Iterator[Claim]:
    """A claim whose stage is doubted: what is announced goes, what is carried out alerts nobody by itself."""
    if claim.kind is not kind or claim.background or claim.stage not in doubted:
        yield claim
    elif claim.stage.phase is not ANNOUNCED:
        yield by_likeness(claim)


def by_likeness(claim: Claim) -> Claim:
    """A claim that rests on likeness, which fails a check for it."""
    return replace(claim, failed=(*claim.failed, TOLD_BY_RULES))
