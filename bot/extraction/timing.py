"""Which clause a time cue belongs to, and what a clause takes over from its neighbours (Rule E, step 7; Rule T)."""

from __future__ import annotations

from datetime import date

from bot.extraction.clause import Clause
from bot.extraction.events import OLD, Event
from bot.extraction.marks import Mark, Marked
from bot.extraction.scope import EVENT
from bot.extraction.when import When, settle
from storage.vocabulary import Phase, Stage


def continue_stage(event: Event, earlier: Event) -> None:
    """'agreed to swap all who are ill | - a total of 1,000 each', 'an agreement | under which each will free 157'."""
    if not event.findings or earlier.stage.off or earlier.stage.phase is not Phase.ANNOUNCED:
        return
    clause = event.clause
    opening = clause.marked.has("relative_word", "under", lo=clause.lo, hi=clause.lo + 2)
    if (opening and event.stage is Stage.PLANNED) or (event.stage is Stage.COMPLETED and not done(clause)):
        event.stage = earlier.stage


def deny(event: Event, earlier: Event) -> None:
    """'denies | that a swap took place', 'rejects a claim | that it put off the swap': what follows is denied."""
    clause = event.clause
    if earlier.stage is not Stage.DENIED or not clause.marked.has("that", lo=clause.lo, hi=clause.lo + 1):
        return
    last = max((m.start for m in earlier.clause.marks("denied")), default=0)
    if any(m.start > last and clause.marked.sentence.tokens[m.start].word.pos for m in earlier.clause.marks("say")):
        return  # 'отвергли упрёк и сказали, что …'
    if clause.has("swap", "body", "captive", "wounded"):
        event.stage = Stage.DENIED
    else:
        event.void = event.void or event.stage.off


def done(clause: Clause) -> bool:
    """Whether a verb says that it happened: past, perfect, or the present of a headline."""
    tokens = clause.marked.sentence.tokens
    heads = clause.marks(*EVENT, "happened", "move", "say", "copula", "reunion")
    return clause.marked.sentence.in_title or any(tokens[h.start].word.tense for h in heads)


def told_by(event: Event, relative: Event) -> None:
    """'doctors will examine the 157 | who returned on Thursday': what is told of them stands behind 'who'."""
    clause = event.clause
    if event.findings and not clause.has(*EVENT) and relative.clause.has(*EVENT, "move") and not relative.findings:
        event.stage = relative.stage
        event.day, event.end_day, event.when = relative.day, relative.end_day, relative.when


def looks_back(event: Event, times: list[When], published: date) -> bool:
    """'Putin said in December that …': what was said in another month is no news."""
    clause = event.clause
    mine = [w for w in times if clause.lo <= w.start < clause.hi]
    old = any(w.past_cue or (w.day is not None and (published - w.day).days > OLD) for w in mine)
    return old and clause.has("say") and not clause.has(*EVENT)


def inherit(event: Event, earlier: Event) -> None:
    """'…, when each side freed 157': a relative clause is of the day and standing of the clause before it."""
    if event.day is None and earlier.day is not None and not event.recall:
        event.day, event.end_day, event.when = earlier.day, earlier.end_day, earlier.when
        event.recall, event.why = earlier.recall, earlier.why
    elif event.day is None and earlier.recall:
        event.recall, event.why = True, earlier.why


def attached(clause: Clause, at: int) -> bool:
    """Whether a time cue belongs to an agreement, to talks or to a capture told in the clause, not to its event."""
    if clause.marked.has("agreed", "talks", lo=at + 1, hi=at + 2) and adjective(clause, at):
        return True  # 'по июньским договорённостям'
    others = [m.start for m in clause.marks("agreed", "talks", "kept", "deal") if m.end <= at]
    heads = [m.end - 1 for m in clause.marks(*EVENT, "happened", "body")]
    if not heads and any(m.end <= at <= m.end + 6 for m in clause.marks("kept")):
        return True  # '139 находились в плену с 2022 года'
    if not others or not heads:
        return False
    before = [h for h in heads if h < at]
    return max(others) > max(before, default=-1) and at - max(others) <= 6


def adjective(clause: Clause, at: int) -> bool:
    return clause.marked.sentence.tokens[at].word.pos == "adj"


def of_another(clause: Clause, when: When, published: date) -> bool:
    """Whether a time cue belongs to talks, an agreement or a capture told beside the event.

    'По итогам переговоров 24 ноября возвращены 50', told on that day or the next, dates the return.
    """
    if not attached(clause, when.start):
        return False
    near = [m for m in clause.marks("agreed", "talks", "deal") if m.end <= when.start]
    word = clause.marked.sentence.tokens[max(near, key=lambda m: m.end).start].word if near else None
    fresh = when.day is not None and 0 <= (published - when.day).days <= 1
    done = any(clause.marked.sentence.tokens[h.start].word.tense in ("past", "part") for h in clause.marks(*EVENT))
    return not (word is not None and word.pos == "noun" and fresh and done)


def mark_spoken(times: list[When], marked: Marked) -> None:
    """A day right beside a verb of speaking is when it was said; 'on Friday, he said' is not."""
    if not times:
        return
    says = list(marked.all("say"))
    tokens = marked.sentence.tokens
    events = list(marked.all(*EVENT, "happened"))
    for when in times:
        closed = when.end < len(tokens) and tokens[when.end].word.surface == ","
        near = distance(when, [s for s in says if not closed or s.end <= when.start])
        when.spoken = near <= 3 and near < distance(when, events) and not (when.offset or 0) > 0


def distance(when: When, marks: list[Mark]) -> int:
    """Words between a time cue and the nearest of some marks; one behind the cue counts double."""
    best = 1 << 20
    for mark in marks:
        gap = when.start - mark.end if mark.end <= when.start else 2 * (mark.start - when.end) + 1
        best = min(best, max(gap, 0))
    return best


def share_days(events: list[Event]) -> None:
    """A clause without a day of its own shares that of its sentence, where the other clause is no recall."""
    dated = [e for e in events if e.day and not e.recall]
    spoken = next((e.spoken_day for e in events if e.spoken_day), None)
    one_day = len({e.day for e in dated}) == 1
    for event in events:
        event.spoken_day = event.spoken_day or spoken
        if one_day and event.day is None and not event.recall:
            other = dated[0]
            if other.stage.phase is event.stage.phase and not bound(other):
                event.day, event.end_day, event.when = other.day, other.end_day, other.when


def distribute(events: list[Event], times: list[When], published: date) -> None:
    """'swaps on Friday and Saturday returned 49 and 103 people': as many days as counts, told in the same order."""
    if len(times) < 2:
        return
    for event in list(events):
        clause = event.clause
        days = [
            w for w in times if clause.lo <= w.start < clause.hi and w.kind in ("weekday", "date") and not w.end_day
        ]
        whole = [f for f in event.findings if not f.part]
        if (
            len(days) == 2 == len(whole)
            and listed(days[0].end, days[1].start, clause)
            and listed(whole[0].count.end, whole[1].count.start, clause)
        ):
            first, second = whole
            second.extra = False
            first.party = first.party or second.party
            later = Event(
                event.frame,
                event.stage,
                settle(days[1], published, ahead=False, last=None),
                when=days[1],
                findings=[second],
            )
            event.findings = [f for f in event.findings if f is not second]
            event.day, event.when, event.end_day = settle(days[0], published, ahead=False, last=None), days[0], None
            events.append(later)


def listed(end: int, start: int, clause: Clause) -> bool:
    """Whether only a word such as 'and' stands between."""
    return start - end == 1 and clause.marked.has("and", lo=end, hi=start)


def bound(other: Event) -> bool:
    """Whether an event's day belongs to it alone: a shift ('a day after …') reaches no further."""
    return (other.when is not None and other.when.kind == "shift") or other.clause.marked.has(
        "since", lo=other.clause.lo, hi=other.clause.lo + 1
    )
