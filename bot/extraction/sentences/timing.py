"""Which clause a time cue belongs to, and what a clause takes over from its neighbours (Rule E, step 7; Rule T)."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.extraction.counts.added_lot import added_lot
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.counts.scope import EVENT
from bot.extraction.days.came_about import told_then
from bot.extraction.days.when import When
from bot.extraction.deals.lot_days import before_verb, summed_with
from bot.extraction.denials.denial import aside
from bot.extraction.denials.negation import BUT
from bot.extraction.events.events import LIKENING, OLD, Event
from bot.extraction.stages.coming import cut_off, of_birth
from bot.extraction.stages.stage import stands
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, CANCELLED, COMPLETED, DENIED, PLANNED, POSTPONED

THEN: Final = ("тогда", "тоді")
TOLD: Final = (*EVENT, "happened", "body")
JOINING: Final = ("but", "and", "yet", *BUT)
BOUND: Final = 4
"""How many words may stand between 'before' and the day that it reaches to."""
SESSION: Final = 4
"""Within how many words behind a day its talks stand."""


def continue_stage(event: Event, earlier: Event) -> None:
    """'agreed to swap all who are ill | - a total of 1,000 each', 'an agreement | under which each will free 157'."""
    if not event.findings or earlier.stage.off or earlier.stage.phase is not ANNOUNCED:
        return
    clause = event.clause
    opening = clause.marked.has("relative_word", "under", lo=clause.lo, hi=clause.lo + 2)
    if (opening and event.stage is PLANNED) or (event.stage is COMPLETED and not done(clause)):
        event.stage = earlier.stage


def all_then(event: Event, earlier: Event) -> None:
    """'Людей вернули накануне; | всего Россия получила тогда 20 и 185': what that day of these has brought in all."""
    clause = event.clause
    opens = any(m.start - clause.lo <= 1 for m in clause.of("combined"))
    if not (event.recall and opens and event.findings) or earlier.recall or earlier.day is None or event.when:
        return
    cues = clause.of("recall")
    if len(cues) == 1 and clause.marked.sentence.tokens[cues[0].start].word.norm in THEN:
        event.recall, event.why, event.day = False, "", earlier.day


def silent(clause: Clause) -> bool:
    """'He would not say', 'declined to say': nothing of what follows is told."""
    refuses = (m.end for m in clause.of("refuses"))
    return "tight_lipped" in clause.own or any(clause.marked.has("say", lo=at, hi=at + 2) for at in refuses)


def deny(event: Event, earlier: Event) -> None:
    """'denies | that a swap took place', 'rejects a claim | that it put off the swap': what follows is denied."""
    clause = event.clause
    if clause.marked.within("asked_whether", clause.lo, clause.lo + 1) and silent(earlier.clause):
        event.void = True  # 'would not say | when the next exchange might be'
    besides = any(aside(earlier.clause, m) for m in earlier.clause.of("denied"))
    denies = besides or earlier.stage is DENIED
    if not denies or not clause.marked.within("that", clause.lo, clause.lo + 1):
        return
    if besides and event.stage.off:
        event.void = True
        return
    last = max((m.start for m in earlier.clause.marks("denied")), default=0)
    if any(m.start > last and clause.marked.sentence.tokens[m.start].word.pos for m in earlier.clause.marks("say")):
        return  # 'отвергли упрёк и сказали, что …'
    if clause.has("hinders") and clause.has("swap"):
        event.void = earlier.void = True  # 'rejects a claim | that it is not ready for exchanges'
    elif clause.has("swap", "body", "captive", "wounded"):
        stands = event.stage.off and "refuses" not in clause.own  # who denies that it is off says that it stands
        event.stage, earlier.void = (PLANNED, True) if stands else (DENIED, earlier.void)
    else:
        event.void |= event.stage.off


def done(clause: Clause) -> bool:
    """Whether a verb says that it happened: past, perfect, or the present of a headline."""
    tokens = clause.marked.sentence.tokens
    heads = clause.marks(*EVENT, "happened", "move", "say", "copula", "reunion")
    return clause.marked.sentence.in_title or any(tokens[h.start].word.tense for h in heads)


def told_by(event: Event, relative: Event) -> None:
    """'doctors will examine the 157 | who returned on Thursday': what is told of them stands behind 'who'."""
    clause = event.clause
    if "negation" in relative.clause.own:
        return  # 'talks about 38 defenders | who cannot walk'
    if event.findings and not clause.any_of(EVENT) and relative.clause.has(*EVENT, "move") and not relative.findings:
        event.stage = relative.stage
        event.day, event.end_day, event.when = relative.day, relative.end_day, relative.when
        if relative.recall:
            event.recall, event.why = True, relative.why


def counted_last(event: Event) -> bool:
    """'the 6,000 bodies | that Moscow has promised to return': what 'that' tells is told of those counted before it."""
    return bool(event.findings) and event.clause.hi - event.findings[-1].count.end <= 1


def befell(event: Event, earlier: Event) -> None:
    """'an exchange had been scheduled | but would not now happen': a clause without a subject goes on with it."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    if not event.stage.off or event.findings or clause.has("swap", "body") or clause.hi - clause.lo < 2:
        return
    joined = tokens[clause.lo].word.norm in JOINING
    verbal = ("auxiliary", "will", "would", "future", "not", "postponed", "cancelled")
    goes_on = clause.marked.has(*verbal, lo=clause.lo + 1, hi=clause.lo + 3)
    if joined and goes_on and earlier.clause.has("swap", "body"):
        earlier.stage = event.stage


def relates(clause: Clause) -> bool:
    return clause.marked.has("relative_word", "that", lo=clause.lo, hi=clause.lo + 1)


def named_by(noun: Event, relative: Event) -> None:
    """'An exchange | that had been set for Thursday was scrapped': what befell it stands behind 'that'."""
    clause = noun.clause
    named = clause.any_of(("swap", "body")) and not clause.has(
        "say", "happened", "agreed", "proposed", "under_way", "denied"
    )
    put_off = relative.stage in (CANCELLED, POSTPONED) or stands(relative.clause)
    if put_off and named and noun.stage is COMPLETED and not predicates(clause):
        noun.stage = relative.stage
        noun.day, noun.end_day, noun.when = relative.day, relative.end_day, relative.when


def predicates(clause: Clause) -> bool:
    """Whether a verb follows the swap that a clause names: 'the trade followed a truce'."""
    swap = clause.first("swap", "body")
    at = swap.end if swap else clause.lo
    people = {i for m in clause.marked.all(*PEOPLE) for i in range(m.start, m.end)}
    tokens = clause.marked.sentence.tokens
    return any(tokens[i].word.tense in ("past", "pres") and i not in people for i in range(at, clause.hi))


def looks_back(event: Event, times: list[When], published: date) -> bool:
    """'Putin said in December that …': what was said in another month is no news."""
    clause = event.clause
    mine = [w for w in times if clause.lo <= w.start < clause.hi]
    old = any(w.past_cue or (w.day is not None and (published - w.day).days > OLD) for w in mine)
    return old and "say" in clause.own and not clause.any_of(EVENT)


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
    if prenominal(clause, at) or of_a_pact(clause, at):
        return True
    if agreed_for(clause, at):
        return False
    own = {m.start for m in clause.marks("captive", "operation_noun")}  # 'a swap of captives on Thursday'
    cues = [m for m in clause.marks("agreed", "talks", "kept", "deal") if m.end <= at and not cut_off(m, at, clause)]
    others = [m.start for m in cues if m.start not in own]
    others += [m.start for m in clause.of("settled") if m.end <= at and adjective(clause, m.start)]
    heads = [m.end - 1 for m in clause.all_of(TOLD)]
    if not heads and any(m.end <= at <= m.end + 6 for m in clause.of("kept") if m.start not in own):
        return True  # '139 находились в плену с 2022 года'
    led = clause.marks("due") if "talks" in clause.own else clause.marks("due", "under_way")
    if not others or not heads or any(max(others) < m.start < at for m in led):
        return False  # 'the swap agreed in Vienna is set for Thursday'
    before = [h for h in heads if h < at]
    return max(others) > max(before, default=-1) and at - max(others) <= 6


def agreed_for(clause: Clause, at: int) -> bool:
    """English: 'Exchange agreed for Friday': the day of what was agreed."""
    word = clause.marked.sentence.tokens[at - 1].word if at > clause.lo else None
    return word is not None and word.norm == "for" and clause.marked.within("agreed", at - 2, at - 1)


def prenominal(clause: Clause, at: int) -> bool:
    """English: 'under the June 2 agreements', 'after Monday's talks': the day of what stands right behind it."""
    tokens = clause.marked.sentence.tokens
    if tokens[at].word.pos or not clause.marked.has("article", "the", "demonstrative_people", lo=at - 1, hi=at):
        possessive = tokens[at].word.possessive
        return possessive and clause.marked.has("talks", "pact", lo=at + 1, hi=at + 2)
    dated = clause.marked.within("month", at, at + 2)
    ends = [at + 1, at + 2, at + 3] if dated else [at + 1]
    return any(clause.marked.has("talks", "pact", lo=i, hi=i + 1) for i in ends)


def of_a_pact(clause: Clause, at: int) -> bool:
    """English: 'citing the arrangements of 2 June': the day of the pact right before it."""
    of = at - clause.lo > 1 and clause.marked.sentence.tokens[at - 1].word.norm == "of"
    return of and clause.marked.within("pact", at - 2, at - 1)


def adjective(clause: Clause, at: int) -> bool:
    return clause.marked.sentence.tokens[at].word.pos == "adj"


def of_another(clause: Clause, when: When, published: date) -> bool:
    """Whether a time cue belongs to talks, an agreement or a capture told beside the event.

    'По итогам переговоров 24 ноября возвращены 50', told on that day or the next, dates the return.
    """
    if agreed_then(clause, when) or of_birth(clause, when) or told_then(clause, when) or of_session(clause, when):
        return True
    old = when.past_cue or (when.day is not None and (published - when.day).days > OLD)
    if not old and bounds(clause, when):
        return True
    if not attached(clause, when.start) or told_next(clause, when, published) or before_verb(clause, when):
        return False
    near = [m for m in clause.marks("agreed", "talks", "deal") if m.end <= when.start]
    word = clause.marked.sentence.tokens[max(near, key=lambda m: m.end).start].word if near else None
    fresh = when.day is not None and 0 <= (published - when.day).days <= 1
    done = any(clause.marked.sentence.tokens[h.start].word.tense in ("past", "part") for h in clause.all_of(EVENT))
    return not (word is not None and word.pos == "noun" and fresh and done)


def of_session(clause: Clause, when: When) -> bool:
    """English: 'agreed on another exchange at Wednesday's third session': the day of the talks at which it was."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    if when.weekday is None or not tokens[when.end - 1].word.possessive or "agreed" not in clause.own:
        return False
    talks = marked.first("talks", lo=when.end, hi=min(when.end + SESSION, clause.hi))
    swap = marked.first("swap", lo=when.end, hi=min(when.end + SESSION, clause.hi))
    return talks is not None and swap is None


def told_next(clause: Clause, when: When, published: date) -> bool:
    """'договорились об этом в Женеве, завтра освободят ещё 300': behind a comma a day to come is no agreement's."""
    comma = when.start > clause.lo and clause.marked.sentence.tokens[when.start - 1].word.surface == ","
    return comma and when.kind == "relative" and when.day is not None and when.day > published


def agreed_then(clause: Clause, when: When) -> bool:
    """'On Tuesday in Ankara the sides agreed to exchange 200': the day before a verb of agreeing is its own."""
    if when.modifier == "next" or (when.offset or 0) > 0:
        return False
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("agreed", lo=when.end):
        if tokens[mark.start - 1].word.norm in LIKENING:
            continue  # 'will follow on Friday, as agreed in Geneva'
        verb = tokens[mark.start].word.tense in ("past", "part") and tokens[mark.start].word.pos != "noun"
        if verb and not any(m.start < mark.start for m in clause.all_of(TOLD)):
            return True
    return False


def share_days(events: list[Event]) -> None:
    """A clause without a day of its own shares that of its sentence, where the other clause is no recall."""
    dated = [e for e in events if e.day and not e.recall]
    spoken = next((e.spoken_day for e in events if e.spoken_day), None)
    one_day = bool(dated) and len({e.day for e in dated}) == 1
    for event in events if dated or spoken else ():
        event.spoken_day = event.spoken_day or spoken
        if one_day and event.day is None and not event.recall:
            other = dated[0]
            if other.stage.phase is event.stage.phase and not bound(other):
                event.day, event.end_day, event.when = other.day, other.end_day, other.when


def bounds(clause: Clause, when: When) -> bool:
    """'after a weekend of recriminations', 'before Orthodox Easter on May 2': a time of something else."""
    if clause.marked.sentence.tokens[when.start].word.pos:
        return summed_with(clause, when)
    if clause.any_of(("weekday", "relative")) and added_lot(clause, when.start, when.end):
        return True
    marked, lo = clause.marked, max(clause.lo, when.start - BOUND)
    cues = marked.inside("bounding", lo, when.start)
    if not cues or marked.within("way_home", when.end, when.end + 2):
        return False  # 'had hosted them before Monday's journey'
    if marked.has("swap", "body", "swap_noun_only", "operation_noun", lo=when.end, hi=min(when.end + 3, clause.hi)):
        return False  # 'thanked them after Wednesday's exchange of 190'
    between = marked.sentence.tokens[cues[0].end : when.start]
    return all(t.word.capital or t.word.norm in ("a", "the", "an", "on", "in") for t in between)


def bound(other: Event) -> bool:
    """Whether an event's day belongs to it alone: a shift ('a day after …') reaches no further."""
    return (other.when is not None and other.when.kind == "shift") or other.clause.marked.within(
        "since", other.clause.lo, other.clause.lo + 1
    )
