"""One sentence → its events, in the order of the text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from bot.extraction.clause import Clause
from bot.extraction.clauses import clauses
from bot.extraction.counts import counts
from bot.extraction.cumulative import cumulative
from bot.extraction.dates import whens
from bot.extraction.denial import void
from bot.extraction.events import HEADING, OLD, Event, Read
from bot.extraction.frames import Frame, Framer
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Marked
from bot.extraction.nouns import Count
from bot.extraction.numbers import numbers
from bot.extraction.recall import dated_before, led_to, recalled
from bot.extraction.relative import carried, resume
from bot.extraction.scope import EVENT
from bot.extraction.stage import about_it, nominal, stage_of
from bot.extraction.timing import (
    continue_stage,
    deny,
    distribute,
    inherit,
    looks_back,
    mark_spoken,
    of_another,
    share_days,
    told_by,
)
from bot.extraction.when import KNOWN, When, settle
from storage.vocabulary import Phase, Scope, Stage

NOUNS = ("body", "child", "civilian", "resident")

REST = -1
"""A heading of background that stands alone: it covers the rest of the text."""


class SentenceReader:
    """Reads sentences in the order of the text; remembers the last day named."""

    def __init__(self, lexicon: Lexicon, published: date) -> None:
        self.lexicon = lexicon
        self.published = published
        self.framer = Framer(lexicon)
        self.last_day: date | None = None
        self.last_noun = ""
        self.recalled = False
        self.label: int | None = None
        self.told: list[Event] = []

    def read(self, marked: Marked) -> Read:
        """All that a sentence says of events."""
        times = whens(marked, self.lexicon, self.published)
        taken = {i for w in times for i in range(w.start, w.end)}
        found = counts(marked, numbers(marked, self.lexicon, taken))
        parts = clauses(marked, self.lexicon)
        mark_spoken(times, marked)
        events: list[Event] = []
        before: Clause | None = None
        told = carried(parts, found) if self.lexicon.code != "en" else None
        for clause in parts:
            mine = told[clause.lo] if told else [c for c in found if clause.lo <= c.start < clause.hi]
            self.name_bare(clause, mine)
            ordered = sorted([*mine, *single_parts(clause), *same_numbers(clause, mine)], key=lambda c: c.start)
            frame = self.framer.frame(clause, ordered, before)
            event = self.event(frame, times)
            if (
                events
                and looks_back(events[-1], times, self.published)
                and clause.marked.has("that", lo=clause.lo, hi=clause.lo + 1)
            ):
                event.recall, event.why = True, "said long ago"
            if events and clause.marked.has("relative_word", lo=clause.lo, hi=clause.lo + 1):
                inherit(event, events[-1])
                told_by(events[-1], event)
            if events:
                continue_stage(event, events[-1])
                deny(event, events[-1])
            if clause.resumes and len(events) > 1:
                resume(events[-2], events[-1], event)
            events.append(event)
            self.last_day = event.day or self.last_day
            before = clause
        for event in events:
            event.void = event.void or asked(event.clause)
        share_days(events)
        self.go_on(marked, events)
        self.labelled(marked, events)
        distribute(events, times, self.published)
        self.add_up(marked, found)
        self.told = events
        return Read(marked, times, found, events)

    def go_on(self, marked: Marked, events: list[Event]) -> None:
        """'Then Kyiv also gave back eight': a sentence that goes on with what the one before recalled."""
        if self.recalled and marked.has("continues", hi=3):
            for event in events:
                if event.day is None:
                    event.recall, event.why = True, "goes on with what was recalled"
        self.recalled = any(e.recall for e in events)

    def labelled(self, marked: Marked, events: list[Event]) -> None:
        """'Передісторія: …', 'Background:': what follows in the paragraph, or under the heading, is no news."""
        sentence = marked.sentence
        label = marked.first("recall_label", hi=4)
        if label is not None and label.start == 0 and not sentence.in_title:
            colon = label.end < len(sentence.tokens) and sentence.tokens[label.end].word.surface == ":"
            heading = label.end + colon == len(sentence.tokens)
            self.label = None if not (colon or heading) else sentence.paragraph if not heading else REST
        if self.label is not None and (self.label == REST or self.label == sentence.paragraph):
            for event in events:
                event.recall, event.why = True, HEADING

    def add_up(self, marked: Marked, found: list[Count]) -> None:
        """'These figures cover the whole war': what the sentence before counted is a running total."""
        if found or not (marked.has("data") and marked.has("cumulative")) or marked.has(*EVENT):
            return
        for event in self.told:
            if event.stage.phase is Phase.CARRIED_OUT and event.day is None:
                for finding in event.findings:
                    finding.scope = Scope.CUMULATIVE

    def name_bare(self, clause: Clause, mine: list[Count]) -> None:
        """A first count without a noun counts what the event clause before it spoke of."""
        first = mine[0] if mine else None
        end = mine[1].start if len(mine) > 1 else clause.hi
        if first and nameless(first) and clause.has("tally", "move", *EVENT):
            end = min(end, first.end + 4)
            first.noun = "" if clause.marked.has(*NOUNS, lo=first.start, hi=end) else self.last_noun
        if clause.has("reunion", *EVENT):
            noun = clause.first(*NOUNS)
            mixed = noun is not None and noun.cls not in ("body", "child") and clause.has("military", "captive", "folk")
            self.last_noun = "" if mixed else noun.cls if noun else self.last_noun

    def event(self, frame: Frame, times: list[When]) -> Event:
        stage = stage_of(frame.clause)
        event = Event(
            frame,
            stage,
            findings=frame.findings,
            void=void(frame.clause),
            weak=nominal(frame.clause) or about_it(frame.clause),
        )
        clause = frame.clause
        mine = [w for w in times if clause.lo <= w.start < clause.hi and not of_another(clause, w, self.published)]
        self.date(event, mine)
        event.recall, event.why = self.recalls(event, mine)
        if led_to(clause, times, self.published):
            event.recall, event.why = True, "what earlier talks led to"
        for finding in event.findings:
            if stage.phase is Phase.CARRIED_OUT and cumulative(frame.clause, finding, event.findings):
                finding.scope = Scope.CUMULATIVE
        for first, second in pairwise(event.findings):
            if second.part and first.scope is Scope.CUMULATIVE:
                second.scope = Scope.CUMULATIVE
        return event

    def date(self, event: Event, mine: list[When]) -> None:
        """The day of a clause: its own cue first, the day of speaking only as a help."""
        ahead = event.stage.phase is Phase.ANNOUNCED
        for when in mine:
            day = settle(when, self.published, ahead=ahead and not when.spoken, last=self.last_day)
            lapsed = event.stage.off or (ahead and was_to_be(event.clause))
            if lapsed and when.weekday is not None and not when.modifier:
                day = nearest_weekday(when, self.published)
            if day is not None and KNOWN <= self.published < day and event.stage is Stage.COMPLETED:
                day = year_before(when, day, self.published, event.clause)
            if day is None:
                continue
            if when.spoken:
                event.spoken_day = event.spoken_day or day
            elif event.day is None:
                event.day, event.when, event.end_day = day, when, when.end_day

    def recalls(self, event: Event, mine: list[When]) -> tuple[bool, str]:
        """Whether a clause looks back: an old day, a word of recall, another month."""
        clause = event.clause
        if event.day and (self.published - event.day).days > OLD:
            return True, f"{event.day} is more than {OLD} days back"
        if event.when is not None and dated_before(clause, event.when, mine):
            event.day = event.end_day = event.when = None
            return True, "another month or year, nearer than the day"
        if clause.has("recall_adjective", "long_after", "recall"):
            why = recalled(clause, mine)
            if why:
                return True, why
        looking_back = [w for w in mine if w.past_cue and not w.spoken] if event.day is None else []
        if looking_back and any(not clause.marked.has("since", lo=w.start - 1, hi=w.start) for w in looking_back):
            return True, "another month or year"
        return False, ""


def asked(clause: Clause) -> bool:
    """'Обмін зірвано?': a question tells nothing; English headlines tell it by other words."""
    sentence = clause.marked.sentence
    return sentence.text.endswith("?") and any(t.word.pos for t in sentence.tokens)


def year_before(when: When, day: date, published: date, clause: Clause) -> date | None:
    """What has happened did not happen tomorrow: '24 травня', told in February, was last year's (Rule T, 1)."""
    tokens = clause.marked.sentence.tokens[when.start : when.end]
    dated = when.kind == "date" and not any((t.word.value or 0) > 31 for t in tokens)
    if not dated or (day - published).days <= 2 or (day.month, day.day) == (2, 29):
        return None
    return day.replace(year=day.year - 1)


def was_to_be(clause: Clause) -> bool:
    """'мав відбутися у вівторок', 'должен был пройти': the day of a plan told in the past."""
    tokens = clause.marked.sentence.tokens
    past = [
        m
        for m in clause.marks("future", "auxiliary")
        if tokens[m.start].word.pos and tokens[m.start].word.tense == "past"
    ]
    return bool(past)


def nearest_weekday(when: When, published: date) -> date | None:
    """'The swap set for Tuesday was called off', told on Wednesday: yesterday rather than in six days."""
    past = settle(when, published, ahead=False, last=None)
    fresh = past is not None and (published - past).days <= 1
    return past if fresh else settle(when, published, ahead=True, last=None)


def nameless(count: Count) -> bool:
    return not count.noun and not count.nation and count.second is None


def single_parts(clause: Clause) -> list[Count]:
    """'25 people, including a civilian': an article counts one."""
    found = []
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("part", "extra"):
        at = mark.end + (mark.end < len(tokens) and tokens[mark.end].word.surface == ",")  # 'in addition, a civilian'
        noun = next(iter(clause.marked.all("civilian", "child", "resident", lo=at + 1, hi=at + 2)), None)
        if noun and clause.marked.has("article", lo=at, hi=at + 1):
            found.append(Count(at, noun.end, 1, noun=noun.cls))
    return found


def same_numbers(clause: Clause, mine: list[Count]) -> list[Count]:
    """'the same number', 'as many': a count whose value is that of the other side."""
    if not clause.has("same"):
        return []
    taken = {i for c in mine for i in range(c.start, c.end)}
    found = []
    for mark in clause.marks("same"):
        if mark.start not in taken and not any(
            m.start == mark.end and m.cls == "number" for m in clause.marks("number")
        ):
            nation = next(
                iter(clause.marked.all("adjective", "people", lo=mark.end, hi=min(mark.end + 3, clause.hi))), None
            )
            found.append(Count(mark.start, mark.end, -1, nation=nation.value if nation else None))
            taken |= set(range(mark.start, mark.end))
    return found[:1]
