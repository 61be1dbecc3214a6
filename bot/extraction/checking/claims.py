"""Claims about exchanges and returns: which groups say enough, and each with its origins, mediators and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.extraction.assembly.assemble import groups
from bot.extraction.assembly.context import default_side, said_day
from bot.extraction.assembly.done import named_by_day, of_today, told_as_done, told_of
from bot.extraction.assembly.mediated import group_mediators
from bot.extraction.assembly.planned_beside import planned
from bot.extraction.background.genre import only_background
from bot.extraction.background.passing import settled
from bot.extraction.checking.checks import Evidence, by_nobody, judge
from bot.extraction.checking.doubts import (
    amiss,
    both_known,
    both_told,
    hedged,
    no_captives,
    number_kept,
    off_beside,
    sum_beside,
    summed,
)
from bot.extraction.checking.enough import COMING, tellable
from bot.extraction.checking.kinds import gone_over, kind_of
from bot.extraction.checking.misgivings import no_news, reasons
from bot.extraction.checking.no_homecoming import officials_travel
from bot.extraction.checking.welcomed import holder_implied
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.figures.civilians import only_civilians, with_civilians
from bot.extraction.figures.totals import figures
from bot.extraction.figures.unequal import many_for_few
from bot.extraction.stages.no_delay import delay_denied, only_delay_denied
from bot.extraction.voices.authorities import anonymous
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import COMPLETED, EXCHANGE
from storage.vocabulary import Claim, Figure, Kind, Origin, Stage


def claims(item: Item) -> Iterable[Claim]:
    """The claims of an item about exchanges and returns."""
    for group, among in told_plainly(item, plainly=True):
        yield claim(group, item, among)


def unsaid(item: Item) -> Iterable[Claim]:
    """The claims of what an item does not tell plainly enough, for who has other reasons to believe them."""
    for group, among in told_plainly(item, plainly=False):
        yield claim(group, item, among)


def told_plainly(item: Item, *, plainly: bool) -> Iterator[tuple[Group, list[Group]]]:
    """The events that an item tells plainly enough, or the others, each with all of them."""
    many_for_few(item.events, item.lexicon.only_theirs.get("many_dead"), item.lexicon.sides)
    found = settled(groups(item.events, default_side(item), said_day(item), item.lexicon.sides, item.published))
    found = delay_denied(found, item)
    for group in found:
        group.background = group.background or only_background(item, group)
        told = (
            tellable(group, found)
            and not (incidental(group, found, item) or gone_over(group, item))
            and bool(group.findings or not officials_travel(group))
            and not (kind_of(group, item) is EXCHANGE and no_captives(group, item))
        )
        if told is plainly:
            yield group, found


BEGINNING: Final = 2
"""How many sentences behind the title are its beginning."""
SHORT: Final = 9
"""How many words and signs a sentence has at most that only says who confirms what was told."""
OF_IT: Final = (
    *("swap", "captive", "captivity", "mediation", "pact", "free", "return", "body", "deal"),
    *("ministry", "military", "wounded", "civilian", "own", "freed_people", "home", "figure_noun"),
)
"""What a sentence is of that says who tells of the event."""


def incidental(group: Group, found: list[Group], item: Item) -> bool:
    """Children met by their fathers among the freed: no return of children."""
    if group.kind is not Kind.CHILDREN or any(e.in_title or come_back(e, item) for e in group.events):
        return False
    return any(g.kind is EXCHANGE and not g.background and g.findings for g in found)


def come_back(event: Event, item: Item) -> bool:
    """'Two deported children were brought back the same day': counted with a verb of coming home, and nobody else."""
    children = [f.kind is Kind.CHILDREN for f in event.findings]
    beside = [e.clause for r in item.reads for e in r.events if e.number == event.number and e is not event]
    clauses = [event.clause, *(c for c in beside if c.lo == event.clause.hi and relative(c))]
    taken = any(c.has("abducted") for c in clauses)  # 'taken to Russia last year, were allowed to rejoin their mothers'
    if not children or not all(children) or any(c.has("captive") for c in clauses):
        return False
    met = any(c.has("reunion", "parents") for c in clauses)
    return taken if met else any(c.has(*COMING) for c in clauses)


def relative(clause: Clause) -> bool:
    """'Two children | who had been taken to Russia also came home'."""
    return clause.marked.has("relative_word", lo=clause.lo, hi=clause.lo + 1)


def claim(group: Group, item: Item, among: Sequence[Group] = ()) -> Claim:
    """A group as a claim, with its origins, mediators and checks."""
    denied = group.stage.off and group.stage is Stage.DENIED
    found = () if denied else with_civilians(figures(group, item.lexicon.sides), group, item)
    kind = kind_of(group, item)
    found = only_civilians(found) if kind is Kind.CIVILIANS else found
    origins = origins_of(group, item)
    why = reasons(group, item)
    group.background = group.background or no_news(group, item, why, origins)
    seen = evidence(group, item, among, found, origins, next(iter(why), None))
    passed, failed = judge(seen)
    return Claim(
        kind=kind,
        stage=group.stage,
        evidence=group.head.evidence,
        day=group.day,
        end_day=group.end_day,
        figures=found,
        mediators=seen.mediators,
        origins=origins,
        background=group.background or (kind is EXCHANGE and in_passing(group, seen, item)),
        inconsistent=group.inconsistent,
        fresh=of_today(group, item),
        checks=passed,
        failed=failed,
    )


def in_passing(group: Group, seen: Evidence, item: Item) -> bool:
    """Whether an exchange is added up from many outside the title and has no day, or is only mentioned."""
    told = group.fresh_day or any(e.in_title and e.findings for e in item.events)
    return (seen.summed and group.stage is COMPLETED and not told) or (by_nobody(seen) and mentioned(item))


def mentioned(item: Item) -> bool:
    """Whether nobody mediates, and the title does not tell of it."""
    back = item.has("captive", "captivity", title=True) and item.has("home", "free", "return", title=True)
    return not (back or item.has("swap", title=True) or item.has("mediation", lead=True))


def evidence(
    group: Group,
    item: Item,
    among: Sequence[Group],
    found: tuple[Figure, ...],
    origins: tuple[Origin, ...],
    misgiving: str | None,
) -> Evidence:
    """What the alert-grade checks look at."""
    return Evidence(
        lead=group.head.lead,
        stage=group.stage,
        finite=any(not e.weak for e in group.events),
        both_named=both_known(item, found) or holder_implied(group, item),
        both_told=both_told(group, item),
        number_kept=number_kept(item),
        figures=found,
        origins=origins,
        mediators=() if group.background else group_mediators(group, item, among),
        day=group.day,
        published=item.published,
        background=group.background,
        inconsistent=group.inconsistent,
        negative=item.negative,
        amiss=amiss(group, item),
        planned=planned(group, item, among),
        summed=summed(group, found) or sum_beside(group, item),
        done=told_as_done(group) or named_by_day(group, item),
        told=told_of(group),
        off_beside=off_beside(group, item, among),
        sides=item.lexicon.sides,
        hedged=hedged(group),
        only_delay=only_delay_denied(group, item),
        misgiving=misgiving,
    )


def origins_of(group: Group, item: Item) -> tuple[Origin, ...]:
    """Who says so: those quoted in the group's sentences first, then the item's others."""
    numbers = {e.number for e in group.events}
    near = [s.origin for s in item.speakers if s.number in numbers]
    named = near or [s.origin for s in item.speakers if not anonymous(s.origin)]
    parties = {o.party for o in named}
    states = (o for o in confirmed_by(group, item) if o.party not in parties)
    if named:
        return (*named, *dict.fromkeys(states))
    return tuple(dict.fromkeys((*states, *told_in_lead(group, item))))


def told_in_lead(group: Group, item: Item) -> Iterator[Origin]:
    """'It was the first in a year, both sides said': where nobody else speaks, the states that do."""
    for read in item.reads:
        if speaks_of_it(read.marked) and not group.background:
            yield from (s.origin for s in item.spoken.get(read.marked.sentence.number, ()) if anonymous(s.origin))


def speaks_of_it(marked: Marked) -> bool:
    """Whether a sentence at the beginning is of the event; a short one may call it 'it' ('Both sides confirmed it')."""
    number, words = marked.sentence.number, len(marked.sentence.tokens)
    if number <= BEGINNING and marked.any_of(OF_IT):
        return True
    return 0 < number <= BEGINNING + 1 and words <= SHORT and "it_all" in marked.marks


def confirmed_by(group: Group, item: Item) -> Iterator[Origin]:
    """The parties whose authorities tell of a group themselves, or confirm the swap in the first sentences."""
    numbers = {e.number for e in group.events}
    for read in item.reads:
        marked = read.marked
        confirms = (
            marked.sentence.lead and "confirm" in marked.marks and "swap" in marked.marks and not group.background
        )
        if marked.sentence.number in numbers or confirms:
            yield from (s.origin for s in item.spoken.get(marked.sentence.number, ()) if anonymous(s.origin))
