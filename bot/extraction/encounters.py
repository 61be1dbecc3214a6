"""What one clause says of talks: who takes part, where, when, which round, how far they have come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.extraction.ahead import future_tense, going_on
from bot.extraction.clause import Clause
from bot.extraction.denial import negated
from bot.extraction.events import Event, Read
from bot.extraction.item import Item
from bot.extraction.marks import Mark
from bot.extraction.participants import go_betweens, participants
from bot.extraction.venues import place_of, where
from bot.extraction.when import When, settle
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
    for read in lead if about_talks else ():
        for before, event in zip([None, *read.events], read.events, strict=False):
            if speaks_of_talks(event) or (
                not event.findings and event.clause.has("talks", "delegation") and moves(event.clause)
            ):
                found = mention(event.clause, read, item)
                if (
                    before is not None
                    and not found.place
                    and event.clause.marked.has("where", lo=event.clause.lo, hi=event.clause.lo + 1)
                ):
                    found.place, found.country = place_of(before.clause, item.lexicon)
                found.recall = found.recall or (found.day is None and event.recall and not found.title)
                yield found


def speaks_of_talks(event: Event) -> bool:
    """A clause with a word for talks, unless it counts people returned: 'brought back after talks'."""
    clause = event.clause
    if not clause.has("talks_strong") or clause.has("talks_not", "false_friend"):
        return False
    if all(welcomed(m, clause) for m in clause.marks("talks_strong")) or brought_about(clause):
        return False
    return not event.findings or any(where(m, clause) for m in clause.marks("place"))


def brought_about(clause: Clause) -> bool:
    """'обмен состоялся по итогам переговоров в Абу-Даби': what the talks led to is the news, not the talks."""
    if not clause.has("swap", "body", "captivity", "captive", "military") or not clause.has(
        "happened", "receive", "free", "home", "give"
    ):
        return False
    return all(
        clause.marked.has("outcome_of", hi=m.start, lo=max(clause.lo, m.start - 4))
        for m in clause.marks("talks_strong")
    )


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
    if stage is Stage.UNDER_WAY and begins_later(clause, read, item.published):
        found.stage = stage = Stage.SCHEDULED
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


def begins_later(clause: Clause, read: Read, published: date) -> bool:
    """'the meeting begins on Wednesday', told on Tuesday: the present tense with another day is what is to come."""
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.marks("talks_now"))
    days = [w.weekday for w in read.whens if clause.lo <= w.start < clause.hi and w.weekday is not None]
    return not past and bool(days) and days[0] != published.weekday()


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
            before = max(clause.lo, mark.start - 2)
            if name == "talks_proposed" and clause.marked.has("led_to", lo=before, hi=mark.start):
                continue  # 'talks yield proposals'
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


def round_of(clause: Clause) -> int | None:
    """'second round', 'the first trilateral round', '3rd round'."""
    for mark in clause.marks("round"):
        lo = max(clause.lo, mark.start - 3)
        ordinal = clause.marked.first("ordinal", lo=lo, hi=mark.start)
        if ordinal:
            return int(ordinal.value)
        number = clause.marked.first("number", lo=mark.end, hi=mark.end + 1)
        if number and int(number.value) <= 20:
            return int(number.value)  # 'round two'
    return None


def recalls(found: Mention, clause: Clause, read: Read, published: date) -> bool:
    """Whether the mention looks back: an old day, another month, a word of recall."""
    if clause.has("pluperfect") and clause.has("meet"):
        return True
    if found.day:
        last = found.end_day or found.day
        return (published - last).days > OLD
    if any(w.past_cue for w in read.whens if clause.lo <= w.start < clause.hi):
        return True
    return clause.has("recall", "talks_recall")
