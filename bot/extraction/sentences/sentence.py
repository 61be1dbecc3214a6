"""One sentence → its events, in the order of the text."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.counts.counts import counts
from bot.extraction.counts.implied import nameless, same_numbers, single_parts
from bot.extraction.counts.nouns import Count, of_children
from bot.extraction.counts.numbers import numbers
from bot.extraction.counts.scope import EVENT
from bot.extraction.counts.singles import one_of_them, singles
from bot.extraction.days.dates import whens
from bot.extraction.days.fates import of_their_fate, set_off
from bot.extraction.days.participial import main_first
from bot.extraction.days.said_on import mark_spoken
from bot.extraction.days.when import KNOWN, When, nearest_weekday, settle, year_before
from bot.extraction.deals.two_days import distribute
from bot.extraction.denials.denial import void
from bot.extraction.denials.elsewhere import no_return, not_returned
from bot.extraction.denials.mandated import mandated
from bot.extraction.denials.putting_off import gone_by, was_to_be
from bot.extraction.denials.undone import spoken_of
from bot.extraction.events.events import HEADING, OLD, Event, Read
from bot.extraction.figures.belonging import ours, whose
from bot.extraction.figures.children_ways import together
from bot.extraction.figures.cumulative import own_days, running
from bot.extraction.frames.frames import Frame, Framer
from bot.extraction.sentences.clauses import clauses
from bot.extraction.sentences.eventful import HOMECOMING, asked, eventful
from bot.extraction.sentences.former import add_up, goes_on, long_ago, of_former_talks
from bot.extraction.sentences.pronouns import Subject, stand_in, subject_of
from bot.extraction.sentences.recall import (
    LOOKING_BACK,
    agreed_long_ago,
    before_then,
    dated_before,
    ended_today,
    first_since,
    last_lot,
    led_to,
    lies_ahead,
    provided_before,
    recalled,
    since_or_under,
    the_latest,
    to_come,
)
from bot.extraction.sentences.relative import carried, resume
from bot.extraction.sentences.timing import (
    all_then,
    befell,
    continue_stage,
    counted_last,
    deny,
    inherit,
    looks_back,
    named_by,
    of_another,
    relates,
    share_days,
    told_by,
)
from bot.extraction.stages.after_all import came_to_nothing
from bot.extraction.stages.coming import comes, not_its_day
from bot.extraction.stages.nominal import about_it, nominal, settled_before
from bot.extraction.stages.stage import met_about, stage_of
from bot.extraction.stages.subject import only_discussed, out_of_whole
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import (
    AGREED,
    ANNOUNCED,
    CARRIED_OUT,
    COMPLETED,
    PLANNED,
    PROPOSED,
    UNDER_WAY,
)

NOUNS: Final = ("body", "child", "civilian", "resident")
FOLK: Final = ("folk", "military", "captive")
MORE: Final = 3
"""How many times the civilians told of before a bare number must be exceeded to show that it counts others."""
REST: Final = -1
"""A heading of background that stands alone: it covers the rest of the text."""


class SentenceReader:
    """Reads sentences in the order of the text; remembers the last day named."""

    def __init__(self, lexicon: Lexicon, published: date) -> None:
        self.lexicon = lexicon
        self.published = published
        self.framer = Framer(lexicon)
        self.last_day: date | None = None
        self.last_noun, self.last_value = "", 0
        self.recalled = False
        self.label: int | None = None
        self.voice: str | None = None
        self.subject = Subject()
        self.told: list[Event] = []

    def read(self, marked: Marked) -> Read:
        """All that a sentence says of events."""
        times = whens(marked, self.lexicon, self.published)
        taken = {i for w in times for i in range(w.start, w.end)} if times else set()
        found = counts(marked, numbers(marked, self.lexicon, taken), self.lexicon.sides)
        parts = clauses(marked, self.lexicon)
        stand_in(parts, self.subject, self.lexicon)
        mark_spoken(times, marked)
        events: list[Event] = []
        before: Clause | None = None
        outer: Clause | None = None
        told = carried(parts, found) if self.lexicon.code != "en" else None
        for clause in parts:
            mine = told[clause.lo] if told else [c for c in found if clause.lo <= c.start < clause.hi] if found else []
            if mine or times or eventful(clause):
                event = self.event(self.frame(clause, mine, found, outer if clause.resumes else before), times)
            else:
                event = Event(self.framer.frame(clause, [], before), COMPLETED)
            self.look_back(event, events, times)
            if events:
                self.link(events, event)
            events.append(event)
            self.last_day = event.day or self.last_day
            outer, before = before, clause
        for event in events:
            event.void = event.void or asked(event.clause)
        for first, second in pairwise(events):
            first.void = first.void or (second.void and not_returned(first.clause, second.clause))
        share_days(events)
        long_ago(events)
        self.voice = ours(events, marked, self.lexicon, self.voice)
        self.go_on(marked, events)
        self.labelled(marked, events)
        distribute(events, times, self.published, self.told)
        add_up(self.told, marked, found)
        self.told = events
        self.subject = subject_of(parts, self.subject, self.lexicon)
        return Read(marked, times, found, events)

    def frame(self, clause: Clause, mine: list[Count], found: list[Count], before: Clause | None) -> Frame:
        """What a clause counts: the numbers in it, and whom no number counts, who are added to those found."""
        self.name_bare(clause, mine)
        alone = singles(clause, mine)
        found += alone
        ordered = [*mine, *alone, *single_parts(clause), *same_numbers(clause, mine)]
        ordered = together(ordered, clause.marked) if len(ordered) > 1 else ordered
        return self.framer.frame(clause, ordered, before)

    def look_back(self, event: Event, events: list[Event], times: list[When]) -> None:
        """'said in May | that 157 had come home': what was said long ago."""
        that = event.clause.marked.within("that", event.clause.lo, event.clause.lo + 1) if events else False
        said = that and looks_back(events[-1], times, self.published)
        if events and (said or first_since(event.clause, events[-1].clause)):
            event.recall, event.why = True, "said long ago, or of the one before"

    def link(self, events: list[Event], event: Event) -> None:
        """What a clause and those before it in the sentence tell of each other."""
        clause, earlier = event.clause, events[-1]
        relative = clause.marked.within("relative_word", clause.lo, clause.lo + 1)
        if relative:
            inherit(event, earlier)
        if relative or (counted_last(earlier) and relates(clause)):
            whose(earlier, event, self.framer.agents)
            told_by(earlier, event)
        if relates(clause):
            named_by(earlier, event)
        befell(event, earlier)
        continue_stage(event, earlier)
        all_then(event, earlier)
        deny(event, earlier)
        came_to_nothing(earlier, event)
        if clause.resumes and len(events) > 1:
            resume(events[-2], earlier, event)

    def go_on(self, marked: Marked, events: list[Event]) -> None:
        """'Then Kyiv also gave back eight', 'As many went to Russia': a sentence goes on with what was recalled."""
        if (self.recalled and goes_on(marked, events)) or of_former_talks(marked, self.told):
            for event in events:
                if event.day is None:
                    event.recall, event.why = True, "goes on with what was recalled"
        self.recalled = any(e.recall for e in events)

    def labelled(self, marked: Marked, events: list[Event]) -> None:
        """'Передісторія: …', 'Background:': what follows in the paragraph, or under the heading, is no news."""
        sentence = marked.sentence
        label = marked.first("recall_label", hi=4) if "recall_label" in marked.marks else None
        if label is not None and label.start == 0 and not sentence.in_title:
            colon = label.end < len(sentence.tokens) and sentence.tokens[label.end].word.surface == ":"
            heading = label.end + colon == len(sentence.tokens)
            self.label = None if not (colon or heading) else sentence.paragraph if not heading else REST
        if self.label in (REST, sentence.paragraph):
            for event in events:
                event.recall, event.why = True, HEADING

    def name_bare(self, clause: Clause, mine: list[Count]) -> None:
        """A first count without a noun counts what the event clause before it spoke of."""
        first = mine[0] if mine else None
        end = min(mine[1].start if len(mine) > 1 else clause.hi, first.end + 4) if first else 0
        moving = of_children(first, self.last_noun) or (bool(self.framer.last) and "reunion" in clause.own)
        if first and nameless(first) and (moving or clause.has("tally", "move", *EVENT)):
            more = self.last_noun in ("civilian", "resident") and first.value > MORE * self.last_value > 0
            more = more or "all_for_all" in clause.own  # of the living
            first.noun = "" if more or clause.marked.any_within(NOUNS, lo=first.start, hi=end) else self.last_noun
        civil = [c.value for c in mine if c.noun in ("civilian", "resident")] if mine else []
        self.last_value = max(civil) if civil else self.last_value
        if clause.any_of(HOMECOMING) or (clause.marked.sentence.in_title and "child" in clause.own):
            noun = clause.first(*NOUNS)
            mixed = (
                noun is not None
                and noun.cls not in ("body", "child")
                and clause.any_of(("military", "captive", "folk", "copula"))
            )
            living = (noun is None or one_of_them(noun, mine)) and any(c.noun in FOLK for c in mine)
            self.last_noun = "" if mixed or living else noun.cls if noun else self.last_noun

    def event(self, frame: Frame, times: list[When]) -> Event:
        clause = frame.clause
        stage = PROPOSED if frame.findings and mandated(clause) else stage_of(clause)
        event = Event(
            frame,
            stage,
            findings=frame.findings,
            void=void(clause) or met_about(clause) or no_return(clause) or spoken_of(clause, stage),
            weak=nominal(clause) or about_it(clause) or settled_before(clause),
        )
        mine = [w for w in times if clause.lo <= w.start < clause.hi] if times else []
        mine = [w for w in mine if not of_another(clause, w, self.published)] if mine else []
        self.date(event, main_first(clause, mine))
        only_discussed(event)
        out_of_whole(event)
        later = event.when is not None and (event.when.offset or 0) > 0
        if later and event.stage in (COMPLETED, UNDER_WAY):
            event.stage = PLANNED  # 'Завтрашний обмен под вопросом'
        event.recall, event.why = self.recalls(event, mine)
        if led_to(clause, times, self.published):
            event.recall, event.why = True, "what earlier talks led to"
        if stage is AGREED and event.day is None and agreed_long_ago(clause, times):
            event.recall, event.why = True, "agreed in another month or year"
        if stage.phase is ANNOUNCED and provided_before(clause, times, self.published):
            event.recall, event.why = True, "what an older agreement provides for"
        own_days(event, mine)
        running(event, self.published, carried_out=stage.phase is CARRIED_OUT)
        return event

    def date(self, event: Event, mine: list[When]) -> None:
        """The day of a clause: its own cue first, the day of speaking only as a help."""
        if comes(event, mine, self.published):
            event.stage = PLANNED
        ahead = event.stage.phase is ANNOUNCED
        for when in mine:
            day = settle(when, self.published, ahead=ahead and not when.spoken, last=self.last_day)
            lapsed = event.stage.off or (ahead and was_to_be(event.clause))
            if lapsed and when.weekday is not None and not when.modifier:
                day = nearest_weekday(when, self.published, gone=gone_by(event.clause, when))
            if day is not None and KNOWN <= self.published < day and event.stage is COMPLETED:
                day = year_before(when, day, self.published, event.clause)
            if day is None or not_its_day(event, when) or set_off(event.clause, when):
                continue
            if when.spoken:
                event.spoken_day = event.spoken_day or day
            elif event.day is None:
                event.day, event.when, event.end_day = day, when, when.end_day

    def recalls(self, event: Event, mine: list[When]) -> tuple[bool, str]:
        """Whether a clause looks back: an old day, a word of recall, another month."""
        clause = event.clause
        last = event.end_day or event.day
        if last and (self.published - last).days > OLD:
            return True, f"{last} is more than {OLD} days back"
        mine = [w for w in mine if not of_their_fate(clause, w)] if mine else mine
        if event.when is not None and dated_before(clause, event.when, mine):
            event.day = event.end_day = event.when = None
            return True, "another month or year, nearer than the day"
        if (clause.any_of(LOOKING_BACK) or before_then(clause)) and not lies_ahead(event, self.published):
            why = recalled(clause, mine)
            today = event.day == self.published and (the_latest(clause) or ended_today(clause, event.when))
            latest = today or last_lot(clause, event.day, self.published)
            if why and not latest:
                return True, why
        if not mine:
            return False, ""
        looking_back = [w for w in mine if w.past_cue and not w.spoken] if event.day is None else []
        if event.stage.phase is ANNOUNCED:
            looking_back = [w for w in looking_back if not to_come(clause, w, self.published)]
        if looking_back and any(not since_or_under(clause, w) for w in looking_back):
            return True, "another month or year"
        return False, ""
