"""What one clause says of talks: who takes part, where, when, which round, how far they have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.extraction.dates import When, settle
from bot.extraction.events import Event, Read
from bot.extraction.item import Item
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked
from bot.extraction.mediators import party_of
from bot.extraction.roles import Clause
from bot.extraction.stage import future_tense, going_on, negated
from storage.vocabulary import Phase, Stage

OLD = 3

DAY = timedelta(days=1)
STAGES = (
    ("talks_off", Stage.CANCELLED),
    ("talks_later", Stage.POSTPONED),
    ("talks_proposed", Stage.PROPOSED),
    ("talks_ahead", Stage.SCHEDULED),
    ("talks_now", Stage.UNDER_WAY),
    ("talks_past", Stage.HELD),
)


@dataclass(slots=True, eq=False)
class Mention:
    """What one clause says of talks."""

    clause: Clause
    read: Read
    stage: Stage | None
    day: date | None = None
    end_day: date | None = None
    place: str | None = None
    country: str | None = None
    round: int | None = None
    parties: list[str] = field(default_factory=list)
    mediators: list[str] = field(default_factory=list)
    recall: bool = False
    title: bool = False
    now: bool = False


def mentions(item: Item) -> Iterator[Mention]:
    lead = [r for r in item.reads if r.marked.sentence.lead]
    about_talks = any(speaks_of_talks(e) for r in lead for e in r.events)
    for read in lead:
        for before, event in zip([None, *read.events], read.events, strict=False):
            if speaks_of_talks(event) or (
                about_talks and event.clause.has("talks", "delegation") and moves(event.clause)
            ):
                found = mention(event.clause, read, item)
                if (
                    before is not None
                    and not found.place
                    and event.clause.marked.has("where", lo=event.clause.lo, hi=event.clause.lo + 1)
                ):
                    found.place, found.country = place_of(before.clause, item.lexicon)
                yield found


def speaks_of_talks(event: Event) -> bool:
    """A clause with a word for talks, unless it counts people returned: 'brought back after talks'."""
    clause = event.clause
    if not clause.has("talks_strong") or clause.has("talks_not", "false_friend"):
        return False
    if all(welcomed(m, clause) for m in clause.marks("talks_strong")):
        return False
    return not event.findings or any(where(m, clause) for m in clause.marks("place"))


def welcomed(mark: Mark, clause: Clause) -> bool:
    """'were met by relatives' is no meeting of parties."""
    tokens = clause.marked.sentence.tokens
    before = tokens[mark.start - 1].word if mark.start > clause.lo else None
    return tokens[mark.start].word.tense == "past" and before is not None and "be" in before.keys


def moves(clause: Clause) -> bool:
    return clause.has(*(name for name, _ in STAGES))


def mention(clause: Clause, read: Read, item: Item) -> Mention:
    lexicon = item.lexicon
    stage = stage_of(clause)
    found = Mention(clause, read, stage, title=read.marked.sentence.in_title, now=meets(clause))
    ahead = stage is not None and stage.phase is Phase.ANNOUNCED
    when = next((w for w in whens_of(clause, read) if settle(w, item.published, ahead=ahead, last=None)), None)
    if when:
        found.day, found.end_day = span(when, clause, item.published, ahead=ahead, stage=stage)
    found.place, found.country = place_of(clause, lexicon)
    found.round = round_of(clause)
    found.parties = participants(clause, lexicon)
    found.mediators = go_betweens(clause, lexicon)
    found.recall = recalls(found, clause, read, item.published)
    return found


def whens_of(clause: Clause, read: Read) -> list[When]:
    mine = [w for w in read.whens if clause.lo <= w.start < clause.hi]
    return sorted(mine, key=lambda w: w.spoken)


def span(
    when: When, clause: Clause, published: date, *, ahead: bool, stage: Stage | None
) -> tuple[date | None, date | None]:
    """First and last day: 'two days of talks ended on Saturday' began on Friday."""
    if when.spoken and ahead:
        return None, None
    day = settle(when, published, ahead=ahead and not when.spoken, last=None)
    if when.end_day or day is None or not clause.has("cal_two_days"):
        return day, when.end_day
    if clause.has("talks_end") and stage is Stage.HELD:
        return day - DAY, day
    return day, day + DAY


def stage_of(clause: Clause) -> Stage | None:
    """The stage that the words nearest to the talks give; None where the clause says nothing of it."""
    heads = clause.marks("talks_strong", "talks", "delegation")
    best: tuple[int, int, Stage] | None = None
    for rank, (name, stage) in enumerate(STAGES):
        for mark in clause.marks(name):
            if (negated(clause, mark) and name != "talks_later") or (
                name == "talks_now" and not going_on(clause, mark) and not future_tense(clause, mark)
            ):
                continue
            far = min((gap(mark, head) for head in heads), default=99)
            if name in ("talks_past", "talks_now") and (led(clause, mark) or future_tense(clause, mark)):
                found = Stage.SCHEDULED
            else:
                found = stage
            far = 0 if found.off else far - 4 * (found is Stage.PROPOSED)
            best = min(best, (far, rank, found)) if best else (far, rank, found)
    return best[2] if best else None


def led(clause: Clause, mark: Mark) -> bool:
    """'to be held', 'will be held': the future before a verb rules it."""
    return clause.marked.has("talks_ahead", "future", lo=max(clause.lo, mark.start - 3), hi=mark.start)


def gap(mark: Mark, head: Mark) -> int:
    """Words between two marks."""
    return max(head.start - mark.end, mark.start - head.end, 0)


def meets(clause: Clause) -> bool:
    """'Lavrov and Kuleba meet in Antalya': the present tense of a headline."""
    tokens = clause.marked.sentence.tokens
    return any(tokens[m.start].word.tense in ("", "pres") for m in clause.marks("meet"))


def place_of(clause: Clause, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """(place, country): a place after 'in' or right before the talks; a country where no place is named."""
    dossier = lexicon.dossier
    for mark in clause.marks("place"):
        abroad = dossier.places[mark.value].country not in dossier.sides
        seat = clause.marked.has("party", lo=mark.start, hi=mark.end)
        if where(mark, clause) and (abroad or seat or beside_talks(mark, clause)) and not at_sea(mark, lexicon):
            return dossier.places[mark.value].name["en"], None
    capitals = lexicon.table.get("capitals", {})
    for mark in clause.marks("adjective", "party"):
        if clause.marked.has("capital", lo=mark.end, hi=mark.end + 1) and mark.value in capitals:
            return dossier.places[capitals[mark.value]].name["en"], None
    for mark in clause.marks("party"):
        if in_before(mark, clause.marked) and not dossier.parties[mark.value].side:
            return None, dossier.parties[mark.value].name["en"]
    return None, None


def at_sea(mark: Mark, lexicon: Lexicon) -> bool:
    """Shipping in the Black Sea is talked about, nobody meets there."""
    return lexicon.dossier.places[mark.value].name["en"].endswith(" Sea")


def beside_talks(mark: Mark, clause: Clause) -> bool:
    """'talks in Moscow': in a side's own land a place counts only right beside the talks."""
    return clause.marked.has("talks_strong", lo=max(clause.lo, mark.start - 3), hi=min(clause.hi, mark.end + 2))


def where(mark: Mark, clause: Clause) -> bool:
    """'in Riyadh', 'the Budapest meeting'; not 'Kremlin: talks', 'Moscow after talks'."""
    marked = clause.marked
    signed = mark.end < clause.hi and marked.sentence.tokens[mark.end].word.kind == "sym"
    if signed or marked.has("prep_stop", "subordinate", lo=mark.end, hi=mark.end + 1):
        return in_before(mark, marked)
    return in_before(mark, marked) or marked.has("talks", lo=mark.end, hi=mark.end + 2)


def in_before(mark: Mark, marked: Marked) -> bool:
    if any(marked.has("prep_in", lo=i, hi=i + 1) for i in (mark.start - 1,)):
        return True
    article = marked.sentence.tokens[mark.start - 1].word.norm == "the" if mark.start else False
    return article and marked.has("prep_in", lo=mark.start - 2, hi=mark.start - 1)


def round_of(clause: Clause) -> int | None:
    """'second round', 'the first trilateral round', '3rd round'."""
    for mark in clause.marks("round"):
        lo = max(clause.lo, mark.start - 3)
        ordinal = clause.marked.first("ordinal", lo=lo, hi=mark.start)
        if ordinal:
            return int(ordinal.value)
    return None


def participants(clause: Clause, lexicon: Lexicon) -> list[str]:
    """Parties named in the clause, but those that talks are about or that only host or mediate."""
    found: dict[str, None] = {}
    for mark in sorted(clause.marks("party", "adjective", "people", "person", "agency"), key=lambda m: m.start):
        code = party_of(mark, lexicon)
        if code and code in lexicon.dossier.parties and takes_part(mark, clause, lexicon):
            found[code] = None
    if found:
        found |= dict.fromkeys(subjects(clause, lexicon))
    return list(found)


def subjects(clause: Clause, lexicon: Lexicon) -> list[str]:
    """'X: no summit with Y', 'X calls off a meeting with Y': who speaks of a meeting with another takes part."""
    if clause.has("host"):
        return []
    withs = [
        m for m in clause.marks("prep_with") if clause.marked.has("talks", lo=max(clause.lo, m.start - 3), hi=m.start)
    ]
    if not withs:
        return []
    before = [
        m
        for m in clause.marks("person", "agency", "party")
        if m.end <= withs[0].start and not in_before(m, clause.marked)
    ]
    codes = [party_of(m, lexicon) for m in before[:1]]
    return [c for c in codes if c is not None and c in lexicon.dossier.parties]


def takes_part(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a name is a participant's: a side's nearly always, a third party's only where it is plainly so."""
    marked = clause.marked
    lo = max(clause.lo, mark.start - 2)
    if (
        in_before(mark, clause.marked)
        or marked.has("about", "negation", lo=lo, hi=mark.start)
        or names_place(mark, clause)
    ):
        return False
    if marked.has("host", "capital", lo=mark.end, hi=min(mark.end + (4 if mark.cls != "adjective" else 2), clause.hi)):
        return mark.cls != "person" and marked.has("brokered", lo=mark.end, hi=mark.end + 1)
    return party_of(mark, lexicon) in lexicon.sides or plainly(mark, clause)


def names_place(mark: Mark, clause: Clause) -> bool:
    """'the Budapest meeting': a capital as a place, not as a government."""
    named = clause.marked.has("place", lo=mark.start, hi=mark.end)
    return named and clause.marked.has("talks", lo=mark.end, hi=min(mark.end + 2, clause.hi))


def plainly(mark: Mark, clause: Clause) -> bool:
    """A third party that takes part: listed with another, 'with X', 'between X and …', 'X's team', 'X meets'."""
    marked = clause.marked
    named = mark.cls in ("party", "adjective", "people")
    if named and marked.has("delegation", "talks", lo=mark.end, hi=min(mark.end + 2, clause.hi)):
        return True
    if marked.has("prep_with", lo=max(clause.lo, mark.start - 1), hi=mark.start):
        return True
    if marked.has("meet", "talks_verb", lo=mark.end, hi=min(mark.end + 4, clause.hi)):
        return True
    return any(
        listed(mark, m, clause)
        for m in clause.marks("party", "adjective", "people", "person", "agency")
        if m is not mark
    )


def listed(mark: Mark, other: Mark, clause: Clause) -> bool:
    """Whether only a comma, 'and' or a hyphen (or a first name) stands between two names."""
    lo, hi = sorted(((mark.start, mark.end), (other.start, other.end)))
    between = clause.marked.sentence.tokens[lo[1] : hi[0]]
    joins = {m.start for m in clause.marked.all("and")}
    return (
        hi[0] >= lo[1]
        and len(between) <= 3
        and all(
            t.word.surface in ",-–—&/" or i in joins or t.word.capital or t.word.norm == "the"
            for i, t in enumerate(between, lo[1])
        )
    )


def go_betweens(clause: Clause, lexicon: Lexicon) -> list[str]:
    """'US-mediated', 'brokered by Türkiye'."""
    found = []
    cues = clause.marks("talks_mediation")
    for mark in clause.marks("party", "adjective", "person"):
        code = party_of(mark, lexicon)
        party = lexicon.dossier.parties.get(code or "")
        if (
            party
            and party.mediator
            and any(-4 <= mark.start - c.end <= 3 or 0 <= c.start - mark.end <= 2 for c in cues)
        ):
            found.append(party.code)
    return list(dict.fromkeys(found))


def recalls(found: Mention, clause: Clause, read: Read, published: date) -> bool:
    """Whether the mention looks back: an old day, another month, a word of recall."""
    if found.day:
        last = found.end_day or found.day
        return (published - last).days > OLD
    if any(w.past_cue for w in read.whens if clause.lo <= w.start < clause.hi):
        return True
    return clause.has("recall", "talks_recall")
