"""Who stood between in an event of an item: told in its own sentences, or beside no other event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.assembly.context import host
from bot.extraction.assembly.shares import part_of
from bot.extraction.deals.of_deal import stage_behind
from bot.extraction.events.events import Event, Read, likened
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.voices.mediators import mediators
from bot.extraction.voices.thanked import thanked_first
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import AGREED, ANNOUNCED, BODIES, CARRIED_OUT, CHILDREN, EXCHANGE

OF_DEAL: Final = ("swap", "captive", "captivity", "deal", "pact", "agreed", "release")
CUES: Final = ("mediation", "mediation_weak", "by_way")
"""Words by which a go-between is told."""
NUMBERED: Final = ("ordinal", "ordinal_ending")
"""'шостий', '55-м'."""


def group_mediators(group: Group, item: Item, among: Sequence[Group]) -> tuple[str, ...]:
    """Who stood between, by the group's own sentences; what stands beside none is of the one told before."""
    news = [g for g in among if not g.background]
    titled = [g for g in news if any(e.in_title for e in g.events)]
    main = next(iter([*titled, *news]), group)
    numbers = {e.number for e in group.events}
    others = [e for g in news if g is not group and not g.framework for e in g.events if e.number not in numbers]
    found: dict[str, None] = {}
    for read in item.reads:
        number = read.marked.sentence.number
        mine = part_of(group.kind, read.marked) if group in news and read.marked.sentence.lead else None
        if mine is not None and any(e.clause.any_of(CUES) and not e.recall for e in read.events):
            found.update(dict.fromkeys(mediators(read.marked, item.lexicon, mine)))
            continue
        theirs = mediated_here(group, number, news, main) or stage_behind(group, read)
        if number not in numbers and (of_others(read, others) or not theirs):
            continue
        if found and not read.marked.sentence.lead:
            break  # further down, those of earlier exchanges are named
        if group.stage is AGREED and number not in numbers and only_talks(read.marked):
            continue
        found.update(dict.fromkeys(named_now(read, item)))
    return tuple(found) or (tells_of_children(group, item) or own_mediation(item) if main is group else ())


def named_now(read: Read, item: Item) -> list[str]:
    """The go-betweens of a sentence, but those of what it recalls: 'Посредником стали ОАЭ, | помогавшие и в мае'."""
    named = mediators(read.marked, item.lexicon)
    back = [looks_back(e, read) for e in read.events] if named else []
    if not any(back):
        return named
    told = [e.clause for e, past in zip(read.events, back, strict=True) if not past]
    cued = any(c.has(*CUES) for c in told)
    return mediators(read.marked, item.lexicon, [(c.lo, c.hi) for c in told]) if cued else []


def had_mediated(event: Event) -> bool:
    """'Анкара, яка була посередником, сподівається на новий обмін у травні': of the news, though another is awaited."""
    was = event.clause.has("mediation") and event.clause.has("copula", "was")
    return was and event.stage.phase is ANNOUNCED


def told_right_before(number: int, news: Sequence[Group], main: Group) -> Group:
    """'Ukraine recovered 116 soldiers. The Emirates mediated.': of that swap, not of the bodies."""
    near = [g for g in news if any(e.number == number - 1 and not e.in_title for e in g.events)]
    swap = len(near) == 1 and near[0].kind is EXCHANGE and near[0].findings
    return near[0] if swap and main.kind is BODIES else main


def of_others(read: Read, others: Sequence[Event]) -> bool:
    """Whether a sentence speaks of mediation in a clause that tells of another event."""
    clauses = [e.clause for e in others if e.number == read.marked.sentence.number]
    cues = read.marked.all_of(CUES) if clauses else ()
    return bool(clauses) and all(any(c.lo <= m.start < c.hi for c in clauses) for m in cues)


def mediated_here(group: Group, number: int, news: Sequence[Group], main: Group) -> bool:
    """Whether who mediated, told in a sentence of no event, is told of this one; a deal's go-between is its stage's."""
    told = told_right_before(number, news, main)
    return told is group or (told.framework and group.stage.phase is CARRIED_OUT)


def only_talks(marked: Marked) -> bool:
    """'The delegations met in Ankara with Fidan as mediator': who stood between at the talks where it was agreed."""
    return marked.has("talks_strong", "delegation") and not marked.any_of(OF_DEAL)


def looks_back(event: Event, read: Read) -> bool:
    """Whether the clause that names a go-between recalls: not 'The UAE mediated, | as it did on 5 June'."""
    if not event.recall or had_mediated(event) or numbers_it(event) or likened(event) or thanked_first(event.clause):
        return False
    cued = any(e.clause.any_of(CUES) for e in read.events)
    return event.clause.has(*CUES) or not cued


def numbers_it(event: Event) -> bool:
    """'Це вже 67-й обмін, нагадали в штабі; допомогли Емірати': the count of exchanges up to the one told of."""
    clause = event.clause
    counted = clause.opening("that_was") is not None or any(
        clause.marked.has(*NUMBERED, lo=m.end, hi=m.end + 4) for m in clause.of("swap")
    )  # 'Обмін став 55-м від лютого, допомагали Емірати'
    return event.day is None and counted and clause.has(*NUMBERED) and clause.has("swap")


def tells_of_children(group: Group, item: Item) -> tuple[str, ...]:
    """'Six more children to leave Russia, Qatar says', 'Zuppi: 14 reunited with their families': a third state tells.

    None but the one through which they go home has news of children whom a warring side lets go.
    """
    if group.kind is not CHILDREN or not any(e.in_title for e in group.events):
        return ()
    numbers = {e.number for e in group.events}
    parties = item.lexicon.dossier.parties
    told = {s.origin.party or "" for s in item.speakers if s.origin.official and s.number in numbers}
    one = next(iter(told)) if len(told) == 1 else ""
    return (one,) if one in parties and parties[one].mediator and not parties[one].side else ()


def labels(title: Marked) -> bool:
    """'UAE: 538 captives released', 'Катар: 84 освобождены': a state that tells of people's release as a label."""
    tokens = title.sentence.tokens
    named = any(m.start == 0 and m.end < len(tokens) and tokens[m.end].word.surface == ":" for m in title.of("party"))
    if "agreed" in title.marks and any(m.start == 0 for m in title.of("place")):
        return False  # 'Доха: погодили обмін 350 на 350': where it was agreed
    counted = any(t.word.kind == "num" for t in tokens) or "number" in title.marks
    return named and counted and title.any_of(("free", "let_go", "swap", "home")) and not title.any_of(("negation",))


def its_own_swap(read: Read) -> bool:
    """'Abu Dhabi says 230 were freed in its seventh swap', 'Its biggest mediation': one that it numbers as its own."""
    marked, tokens = read.marked, read.marked.sentence.tokens
    its = [i for i, t in enumerate(tokens) if t.word.norm == "its"]
    return any(
        (marked.within("ordinal", i, i + 2) and marked.within("swap", i + 1, i + 5))
        or (i == 0 and marked.has("mediation", lo=1, hi=4))
        for i in its
    )


def own_mediation(item: Item) -> tuple[str, ...]:
    """'Kingdom's mediation frees ten', says the ministry in Riyadh: a state that speaks of its own mediation."""
    parties = item.lexicon.dossier.parties
    told = {s.origin.party or "" for s in item.speakers if s.origin.official}
    lead = [r for r in item.reads if r.marked.sentence.lead]
    own = {r.marked.sentence.number for r in lead if its_own_swap(r)}
    told = {s.origin.party or "" for s in item.speakers if s.origin.official and s.number in own} if own else told
    mine = bool(own) or item.has("mediation", "tally", title=True)
    told -= {*item.lexicon.sides}
    alone = next(iter(told)) if len(told) == 1 and mine else ""
    if (
        (own and not told)
        or any(labels(r.marked) for r in lead[:1])
        or any("own_country" in r.marked.marks and r.marked.any_of(CUES) for r in lead)
    ):
        alone = host(item) or alone  # 'Emirati official: …', then 'the eleventh that his country has mediated'
    return (alone,) if alone in parties and parties[alone].mediator and not parties[alone].side else ()
