"""What a title says of talks before its colon, and whom those meet who welcome people back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.events.item import Item
from bot.extraction.talks.participants import participants
from bot.extraction.talks.talk_clauses import is_verb
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked

AFTER: Final = 8
"""Words between 'after' and the talks behind which one spoke."""
NEAR: Final = 3
"""Words between the talks and the town in which they were."""


def datelined(item: Item) -> bool:
    """'Доха: условились обменять по 250 пленных': a title that begins with the town it is from."""
    title = item.reads[0].marked
    tokens = title.sentence.tokens
    place = title.first("place", hi=2) if title.sentence.in_title else None
    return place is not None and place.start == 0 and place.end < len(tokens) and tokens[place.end].word.surface == ":"


def town_told(place: str | None, clause: Clause, item: Item) -> str | None:
    """'Ankara will host a meeting', where the title names Istanbul: a capital that hosts stands for its land."""
    known = item.lexicon.dossier.places
    capital = next((m for m in clause.of("place") if known[m.value].name["en"] == place), None) if place else None
    if capital is None or not clause.marked.has("hosts", lo=capital.end, hi=min(capital.end + 3, clause.hi)):
        return place
    land = known[capital.value].country
    for_land = clause.marked.has("party", lo=capital.start, hi=capital.end)  # 'Ankara', no 'Istanbul'
    lead = [m for m in item.lead if m.sentence.in_title or (for_land and "talks_strong" in m.marks)]
    towns = ((m, marked) for marked in lead for m in marked.of("place") if known[m.value].country == land)
    told = (m for m, marked in towns if marked.sentence.in_title or met_in(m, marked))
    return next((name for m in told if (name := known[m.value].name["en"]) != place), place)


def met_in(town: Mark, marked: Marked) -> bool:
    """'The two-hour session in Istanbul': a town right behind the talks."""
    led = marked.has("prep_in", lo=town.start - 1, hi=town.start)
    return led and marked.has("talks_strong", lo=town.start - NEAR, hi=town.start)


def halves(event: Event) -> Iterator[Event]:
    """'Third round in Istanbul: Kyiv proposes a summit': what stands before the colon is not what is proposed."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    signs = clause.marked.sentence.signs
    colon = next((i for i in signs if clause.lo <= i < clause.hi and tokens[i].word.surface == ":"), None)
    if colon is None or not clause.any_of(("talks_proposed", "possible")):
        yield event
        return
    first, rest = within(clause, clause.lo, colon), within(clause, colon + 1, clause.hi)
    over = went_over(first, rest)
    yield of(event, first) if over or numbered(first) else event
    if numbered(first) or (over and rest.has("talks_proposed")):
        yield of(event, rest)


def numbered(first: Clause) -> bool:
    """'Third round in Istanbul': a title's round with its number and town."""
    told = first.has("round") and first.has("ordinal") and first.has("place")
    return told and first.marked.sentence.in_title and not first.has("talks_proposed")


def went_over(first: Clause, rest: Clause) -> bool:
    """'Разговор в Кремле длился три часа: обсуждали возможную встречу лидеров': a talk, and what it was about."""
    sat = first.any_of(("converse", "talks_strong")) and first.any_of(("hours", "talks_past", "verdict"))
    return sat and rest.any_of(("discuss", "discusses", "confer")) and rest.has("talks_strong")


def of(event: Event, clause: Clause) -> Event:
    """The event of a part of its clause."""
    return replace(event, frame=replace(event.frame, clause=clause))


def within(clause: Clause, lo: int, hi: int) -> Clause:
    """A part of a clause, with what is marked there."""
    own = {cls: [m for m in marks if lo <= m.start and m.end <= hi] for cls, marks in clause.own.items()}
    sides = [s for s in clause.sides if lo <= s.start and s.end <= hi]
    verbs = [v for v in clause.verbs if lo <= v.start and v.end <= hi]
    return Clause(clause.marked, lo, hi, {cls: marks for cls, marks in own.items() if marks}, sides, verbs)


def greets(event: Event, item: Item) -> bool:
    """'Nineteen residents back', then 'the ombudswoman met them in Belarus': one who welcomes those who came home."""
    clause = event.clause
    heads = clause.of("talks_strong")
    if not heads or not all(is_verb(m, clause) and clause.marked.within("meet", m.start, m.end) for m in heads):
        return False
    if clause.any_of(("delegation", "envoys", "leaders", "round", "hours")):
        return False
    them = all(clause.marked.has("pronoun_them", lo=m.end, hi=m.end + 1) for m in heads)  # 'met them at the crossing'
    if several(clause, item.lexicon) and not them:
        return False
    told = item.has("home", title=True) and not item.has("talks_strong", title=True)
    return told or any(e.findings and e.number < event.number for r in item.reads for e in r.events)


def several(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether two parties or two people of one are named."""
    return len(participants(clause, lexicon)) > 1 or len(clause.of("person")) > 1


def told_there(clause: Clause) -> bool:
    """'Об этом после переговоров в Анкаре заявил Умеров': talks behind which the news was told are as new as it."""
    if "of_this" in clause.own:
        return True
    marked = clause.marked
    heads = [m for m in clause.of("talks_strong") if marked.has("talks_after", lo=m.start - AFTER, hi=m.start)]
    return bool(heads) and any(marked.has("say", lo=m.end, hi=clause.hi) for m in heads)


def of_strikes(item: Item) -> bool:
    """Whether a title tells of strikes; not 'Kyiv agrees to a pause in strikes'."""
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    agreed = (t.first("agreed", "accepted") for t in title)
    paused = any(a is not None and t.has("strike", lo=a.end) for t, a in zip(title, agreed, strict=True))
    return not (paused or item.has("talks", "talks_strong", "envoys", title=True))
