"""The door of the extraction: one entry in, all that it says out. Pure, and the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.extraction import strikes, talks
from bot.extraction.assemble import groups, residents
from bot.extraction.checks import Evidence, judge
from bot.extraction.civilians import with_civilians
from bot.extraction.cumulative import THOUSANDS
from bot.extraction.dates import settle
from bot.extraction.gate import Gate
from bot.extraction.genre import only_background
from bot.extraction.group import Group
from bot.extraction.item import Item, negative
from bot.extraction.lexicon import Lexicon
from bot.extraction.matters import HELD, other_matter
from bot.extraction.mediators import mediators
from bot.extraction.origins import Origins
from bot.extraction.passing import settled
from bot.extraction.sentence import SentenceReader
from bot.extraction.statements import statements
from bot.extraction.text import sentences
from bot.extraction.topics import topics
from bot.extraction.totals import figures
from storage.vocabulary import Claim, Dossier, Entry, Figure, Kind, Origin, Phase, Reading, Scope, Stage

LANGUAGES = ("en", "uk", "ru")
NOTHING = Reading()


class Reader:
    """Reads entries by the words of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.lexicons = {code: Lexicon(code, dossier) for code in LANGUAGES if code in dossier.words}
        self.gates = {code: Gate(lexicon) for code, lexicon in self.lexicons.items()}

    def read(self, entry: Entry, *, zone: str = "UTC", official_of: str | None = None) -> Reading:
        """All claims, statements, topics and speakers of an entry.

        `zone` is the outlet's IANA zone (its "today"); `official_of` the party whose own feed this is.
        """
        lexicon = self.lexicon_for(entry)
        if lexicon is None or not self.gates[lexicon.code].opens(entry.title, entry.text):
            return NOTHING
        return self.reading(self.item(entry, lexicon, zone, official_of))

    def lexicon_for(self, entry: Entry) -> Lexicon | None:
        return self.lexicons.get(entry.language[:2]) or next(iter(self.lexicons.values()), None)

    def item(self, entry: Entry, lexicon: Lexicon, zone: str, official_of: str | None) -> Item:
        """The entry's sentences, each read for itself."""
        published = entry.published.astimezone(zone_of(zone)).date()
        reader = SentenceReader(lexicon, published)
        reads = [reader.read(lexicon.mark(s)) for s in sentences(entry.title, entry.text, lexicon.language)]
        item = Item(lexicon, published, reads, official_of)
        item.negative = negative(item) or other_matter(item)
        item.speakers = Origins(lexicon, published).find([r.marked for r in reads], context_side(item))
        return item

    def reading(self, item: Item) -> Reading:
        claims = [] if item.negative else list(self.claims(item))
        if item.negative != "other parties" or item.has("talks_strong", title=True):
            claims += talks.claims(item, beside=bool(claims))
        claims += strikes.claims(item)
        return Reading(
            claims=tuple(claims),
            statements=statements(item, context_side(item)),
            topics=topics(item),
            speakers=tuple(s.origin.name for s in item.speakers),
        )

    def claims(self, item: Item) -> Iterable[Claim]:
        """The claims about exchanges and returns."""
        found = settled(groups(item.events, default_side(item), said_day(item), item.lexicon.sides))
        for group in found:
            group.background = group.background or only_background(item, group)
            if tellable(group, found) and not incidental(group, found):
                yield claim(group, item, found)


PLANS = ("future", "agreed", "proposed", "conditional")
AMISS = ("amiss", "denied")
"""Words beside which a claim waits for another report, however well it reads (false alarms are the cruellest)."""


def tellable(group: Group, found: list[Group]) -> bool:
    """Whether a group says enough: figures, a day, or the only event of the item."""
    if group.findings:
        return speaks_of_exchange(group)
    rivals = [g for g in found if g is not group and not g.background]
    if group.background:
        return bool(group.day)
    if group.stage.off or (group.day is not None and group.stage.phase is Phase.ANNOUNCED):
        return True
    if group.stage.phase is Phase.ANNOUNCED:
        return any(e.in_title for e in group.events) or (not rivals and any(e.clause.has("swap") for e in group.events))
    earlier = found[: found.index(group)]
    return not any(r.kind is group.kind and (r.findings or r in earlier) for r in rivals)


def speaks_of_exchange(group: Group) -> bool:
    """Whether figures have found a side, or the words themselves tell of a swap or of captivity."""
    if group.kind is not Kind.EXCHANGE or any(f.party for _, f in group.findings):
        return True
    return any(e.clause.has("swap", "captivity", "captive") for e in group.events)


def incidental(group: Group, found: list[Group]) -> bool:
    """Children met by their fathers among the freed: no return of children."""
    if group.kind is not Kind.CHILDREN or any(e.in_title for e in group.events):
        return False
    return any(g.kind is Kind.EXCHANGE and not g.background and g.findings for g in found)


def claim(group: Group, item: Item, among: Sequence[Group] = ()) -> Claim:
    """A group as a claim, with its origins, mediators and checks."""
    stage = group.stage
    kind = kind_of(group, item)
    found = (
        () if stage.off and stage is Stage.DENIED else with_civilians(figures(group, item.lexicon.sides), group, item)
    )
    origins = origins_of(group, item)
    evidence = Evidence(
        lead=group.head.lead,
        stage=stage,
        finite=any(not e.weak for e in group.events),
        both_named=both_known(item, found),
        figures=found,
        origins=origins,
        day=group.day,
        published=item.published,
        background=group.background,
        inconsistent=group.inconsistent,
        negative=item.negative,
        amiss=amiss(group, item),
        planned=planned(group, item, among),
        summed=summed(group, found),
    )
    passed, failed = judge(evidence)
    return Claim(
        kind=kind,
        stage=stage,
        evidence=group.head.evidence,
        day=group.day,
        end_day=group.end_day,
        figures=found,
        mediators=() if group.background else group_mediators(group, item, among),
        origins=origins,
        background=group.background,
        inconsistent=group.inconsistent,
        fresh=group.day is not None and (item.published - group.day).days in (0, 1) and group.fresh_day,
        checks=passed,
        failed=failed,
    )


def amiss(group: Group, item: Item) -> bool:
    """Whether the title, or a sentence with the figures, tells of an accident, a quarrel or another state."""
    telling = [e for e in group.events if e.findings or e is group.head]
    return item.has(*AMISS, title=True) or from_abroad(group, item) or any(e.clause.marked.has(*AMISS) for e in telling)


def from_abroad(group: Group, item: Item) -> bool:
    """'flies home from Turkey with five commanders': from a third state, with no word of a swap or of captivity."""
    clause = group.head.clause
    if group.kind is not Kind.EXCHANGE or clause.has(*HELD, "swap_head", "transit", "mediation"):
        return False
    third = (m for m in clause.marks("party") if m.value not in item.lexicon.sides)
    return any(clause.marked.has("prep_from", lo=max(clause.lo, m.start - 2), hi=m.start) for m in third)


def summed(group: Group, found: tuple[Figure, ...]) -> bool:
    """Whether more people are counted than one exchange has returned, on no day of their own or outside the title."""
    if group.kind is not Kind.EXCHANGE or group.stage.phase is Phase.ANNOUNCED:
        return False
    sided = max((f.value for f in found if f.party), default=0)
    return sided > THOUSANDS and not (group.fresh_day and any(e.in_title and e.findings for e in group.events))


def planned(group: Group, item: Item, among: Sequence[Group]) -> bool:
    """Whether the title speaks of what may come (of these figures, or of none), or the item plans the same figures."""
    if group.stage.phase is Phase.ANNOUNCED:
        return False
    values = {f.count.value for _, f in group.findings}
    titled = [e for e in item.events if e.in_title]
    told = {f.count.value for e in titled for f in e.findings}
    if item.has(*PLANS, title=True) and not any(e in group.events and not e.weak for e in titled):
        return not told or bool(told & values)
    plans = [g for g in among if g.stage.phase is Phase.ANNOUNCED and not g.background]
    return any(values & {f.count.value for _, f in g.findings} for g in plans)


def both_known(item: Item, figures: tuple[Figure, ...]) -> bool:
    """Whether both parties are named, or one is and a swap or captivity implies the other."""
    named = item.sides_named(lead=False)
    if len(named) >= len(item.lexicon.sides):
        return True
    return bool(named | {f.party for f in figures if f.party}) and item.has("swap", "captivity", "captive", lead=True)


def kind_of(group: Group, item: Item) -> Kind:
    """Civilians returned outside an exchange are a kind of their own."""
    swapped = item.has("swap", "captive") and not item.has("not_exchange")
    if group.kind is Kind.EXCHANGE and residents(group) and not any(e.clause.has("swap") for e in group.events):
        return Kind.CIVILIANS
    if group.kind is not Kind.EXCHANGE or swapped:
        return group.kind
    if not group.findings:
        return Kind.CIVILIANS if any(e.clause.has("civilian", "resident") for e in group.events) else group.kind
    scopes = {f.scope for _, f in group.findings if not f.part}
    if scopes == {Scope.TOTAL} and item.has("resident", lead=True) and not item.has("military", "captivity", lead=True):
        return Kind.CIVILIANS
    return Kind.CIVILIANS if all_civilians(group) or freed_by_others(group, item) else group.kind


def freed_by_others(group: Group, item: Item) -> bool:
    """'Belarus pardons 31 Ukrainians': nobody was at war with whom a third state lets go."""
    sides = item.lexicon.sides
    for event in group.events:
        verb = event.clause.first("free")
        acting = [m for m in event.clause.marks("party") if verb and m.end <= verb.start]
        if acting and all(m.value not in sides for m in acting) and not item.has("military", lead=True):
            return True
    return False


def all_civilians(group: Group) -> bool:
    """Whether nobody but civilians is counted; '18 Ukrainians' of the title may be the text's '18 civilians'."""
    told = [f for _, f in group.findings if not f.part]
    civilians = {f.count.value for f in told if f.scope is Scope.CIVILIANS}
    return bool(civilians) and all(f.scope is Scope.CIVILIANS or f.count.value in civilians for f in told)


def origins_of(group: Group, item: Item) -> tuple[Origin, ...]:
    """Who says so: those quoted in the group's sentences first, then the item's others."""
    numbers = {e.number for e in group.events}
    near = [s.origin for s in item.speakers if s.number in numbers]
    return tuple(near or [s.origin for s in item.speakers])


def group_mediators(group: Group, item: Item, among: Sequence[Group]) -> tuple[str, ...]:
    """Who stood between, by the group's own sentences; what stands beside no group is of the main one."""
    news = [g for g in among if not g.background]
    main = next((g for g in news if any(e.in_title for e in g.events)), news[0] if news else group)
    numbers = {e.number for e in group.events}
    others = {e.number for g in news if g is not group for e in g.events} - numbers
    found: dict[str, None] = {}
    for read in item.reads:
        if read.marked.sentence.number in others or (main is not group and read.marked.sentence.number not in numbers):
            continue
        if found and not read.marked.sentence.lead:
            break  # further down, those of earlier exchanges are named
        if not any(e.recall for e in read.events):
            found.update(dict.fromkeys(mediators(read.marked, item.lexicon)))
    return tuple(found)


def default_side(item: Item) -> str | None:
    """The side whose own people an undecided figure counts: that of the only officials who speak."""
    sides = set(item.lexicon.sides)
    if item.official_of in sides:
        return item.official_of
    speaking = {s.origin.party for s in item.speakers if s.origin.official} & sides
    if len(speaking) == 1:
        return next(iter(speaking))
    own = {m.value for r in item.reads if r.marked.sentence.in_title for m in r.marked.all("own")} & sides
    if len(own) == 1 and not speaking:
        return next(iter(own))  # 'Куряне вернулись'
    return item.lexicon.home_side if item.lexicon.home_side in sides and not speaking else None


def said_day(item: Item) -> date | None:
    """The first day of these days that the title or the first sentences name outside a clause of recall."""
    for read in item.reads:
        if not read.marked.sentence.lead:
            continue
        past = [e.clause for e in read.events if e.recall]
        for when in read.whens:
            if not when.spoken and any(c.lo <= when.start < c.hi for c in past):
                continue
            day = None if when.kind == "shift" else settle(when, item.published, ahead=False, last=None)
            if day and 0 <= (item.published - day).days <= 1:
                return day
    return None


def context_side(item: Item) -> str | None:
    """The side that an item is about, to resolve 'the president': that of its feed, or the only one in the title."""
    if item.official_of:
        return item.official_of
    title = item.sides_named(title=True)
    nations = {f.count.nation for e in item.events for f in e.findings if f.count.nation and e.lead}
    options = nations if len(nations) == 1 else title
    return next(iter(options)) if len(options) == 1 else None


@lru_cache(maxsize=256)
def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def day_in(published: date) -> date:
    return published
