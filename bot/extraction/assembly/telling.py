"""Whether a clause without a figure tells of an event itself, and of which kind."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.counts.scope import EVENT
from bot.extraction.denials.negation import negated
from bot.extraction.denials.no_exchange import other_than_exchange
from bot.extraction.events.events import Event, starts
from bot.extraction.events.uncounted import dead_beside
from bot.extraction.figures.cumulative import goes_on, in_exchanges
from bot.extraction.figures.one_more import amid_strikes, among_dated, carried_home, unnumbered
from bot.extraction.frames.held import the_dead
from bot.extraction.stages.coming import due_home
from bot.extraction.stages.next_stage import denied
from bot.extraction.stages.onward import destined, taken_on
from bot.extraction.stages.pleading import (
    discussed,
    every_such,
    longed_for,
    mail,
    none_agreed,
    offers_help,
    once_swapped,
    only_hoped,
    only_spoken_of,
    pleaded,
    proposes_to_free,
    resolved,
    swapped_ones,
)
from bot.extraction.stages.to_follow import next_one, soon
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import CANCELLED, COMPLETED, CUMULATIVE, PLANNED, PROPOSED

HELD: Final = 5  # words before 'since' in which people are said to be held: 'held in Russia since 2022'
MOVED: Final = ("receive", "give", "return", "free", "home")
HANDOVER: Final = frozenset({"operation_noun", "give"})  # 'the handover of the wounded will begin tomorrow'
PREPOSITIONS: Final = ("about", "prep_about", "prep_for")
TOLD: Final = ("swap", "body", "free", "return", "home", "give", "receive", "reunion")
TELLING: Final = frozenset({"phase", *TOLD})
SOMEBODY: Final = ("people", "own", "party", "pronoun", "the_rest", "phase", "anaphor", "both", "kin", "captivity")


def tells(event: Event) -> bool:
    """Whether a clause without a figure tells of an event itself: 'the exchange took place on Wednesday'."""
    clause = event.clause
    if not clause.any_of(TELLING):
        return next_one(event)
    if event.findings and not ("body" in clause.own and "swap" in clause.own):
        return goes_on(event) or dead_beside(event)
    if other_than_exchange(clause) or appeals(event) or refuses(event) or amid_strikes(event):
        return False
    if any(f.scope is CUMULATIVE for f in event.findings) or (
        held_there(event) and "swap" not in clause.own and not (event.stage.off or offered(event) or due_home(event))
    ):
        return False
    if "phase" in clause.own and event.stage is PLANNED and (event.day is not None or soon(clause)):
        talks = clause.any_of(("talks", "talks_strong"))  # 'Завтра очікується продовження переговорів'
        return not (talks or denied(clause)) and not any(of_kin(m, clause) for m in clause.of("phase"))
    if ("since" in clause.own and not (one_of_a_row(event) or held_since(clause))) or not clause.any_of(TOLD):
        return False
    if any(idle(event) for idle in IDLE):
        return False
    starting = "body" in clause.own and clause.has("under_way", "happened") and event.stage is PLANNED
    named = (
        starting
        or "swap" in clause.own
        or (event.stage.off and "body" in clause.own and "operation_noun" in clause.own)
        or (clause.any_of(("captive", "captivity", "body", "child", "wounded", "resident")) and clause.any_of(EVENT))
        or proposes_to_free(event)
    )
    return (named and (reached(event) or carried_home(event) or unnumbered(event))) or (
        event.day is not None
        and (not event.weak or dated(event))
        and (
            clause.has("swap", "free", "return")
            or coming_home(clause)
            or ("body" in clause.own and clause.has(*EVENT, "happened", "move"))
            or happened(clause)
            or (clause.has("receive") and clause.has("military", "captive", "captivity"))
            or (clause.has("each_other") and clause.has("give", "receive") and clause.has("captive", "wounded"))
        )
    )


def happened(clause: Clause) -> bool:
    """'the handover had been carried out on 2 June', behind what it was of; not 'the handover of aid took place'."""
    if "happened" not in clause.own or not clause.has("give", "receive"):
        return False
    tokens = clause.marked.sentence.tokens
    ends = [m.end for m in clause.of("operation_noun") if m.end < clause.hi and tokens[m.end].word.pos in ("", "verb")]
    return any(not clause.marked.within("prep_of", at, at + 1) for at in ends)


def of_kin(lot: Mark, clause: Clause) -> bool:
    """'Another group of relatives will be received on Friday': none of those who are exchanged."""
    tokens = clause.marked.sentence.tokens
    near = clause.marked.all("kin", lo=lot.end, hi=min(lot.end + 2, clause.hi))
    return any(not tokens[m.start].word.tense for m in near)  # Ukrainian: 'має відбутися'


def held_there(event: Event) -> bool:
    """Whether people are said to be held: not 'погибшие', whose bodies are handed over, nor wounded who are back."""
    marked, own, kept = event.clause.marked, event.clause.own, event.clause.of("still_held")
    ahead = event.stage is PLANNED and event.when is not None
    if event.stage is COMPLETED or (ahead and own.keys() >= HANDOVER):
        kept = [m for m in kept if not marked.within("wounded", m.start, m.end)]
    elif ahead and "phase" in own and "mediation" not in own:
        kept = [m for m in kept if not marked.within("awaited", m.start, m.end)]  # 'Следующую группу ждут в пятницу'
    return any(not the_dead(m, marked) for m in kept)


def belonging(event: Event) -> bool:
    """'A briefing on the exchange took place': another thing is told of, which the exchange only belongs to."""
    told = event.stage is COMPLETED and not event.findings and "happened" in event.clause.own
    return told and only_about(event.clause)


def only_about(clause: Clause) -> bool:
    """Whether an exchange is only what something else is about: behind a preposition, or in an oblique case."""
    swaps = clause.of("swap")
    if not swaps or clause.has("body", "confirm", *MOVED):
        return False
    at = {m.start for m in swaps}
    if any(m.start not in at for m in clause.marks("phase", "leg")):
        return False  # 'the second stage of the exchange was completed'
    return all(behind_other(m, clause) for m in swaps)


def behind_other(swap: Mark, clause: Clause) -> bool:
    """'a rally for the exchange', 'нарада з питань обміну'."""
    word = clause.marked.sentence.tokens[swap.start].word
    if clause.marked.within("happened", swap.start - 3, swap.start) or "one_for_one" in clause.own:
        return False  # 'о состоявшемся накануне обмене'
    if word.pos:
        return word.pos == "noun" and swap.start > clause.lo and not word.cases & {"nomn", "accs"}
    return clause.marked.has(*PREPOSITIONS, lo=max(clause.lo, swap.start - 3), hi=swap.start)


def dated(event: Event) -> bool:
    """Whether the clause itself names the day, and does not only share that of what was said."""
    return event.when is not None and event.clause.lo <= event.when.start < event.clause.hi


def appeals(event: Event) -> bool:
    """'urges both sides to keep swapping prisoners': to go on with what goes on is no proposal of an exchange."""
    clause = event.clause
    if event.stage is not PROPOSED or "keep_on" not in clause.own or event.findings:
        return False
    heads = clause.marks("swap", "free", "return", "body")
    return any(0 <= h.start - m.end <= 4 for m in clause.marks("keep_on") for h in heads)


def refuses(event: Event) -> bool:
    """'Russia refuses to hand over seriously ill prisoners': a stand on people in general, no exchange called off."""
    clause = event.clause
    if event.stage is not CANCELLED or "refuses" not in clause.own or clause.has("swap", "body", "number"):
        return False
    said = {m.start for m in clause.of("refuses")}
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    return all(m.start in said for m in clause.marks("cancelled")) and not any(t.word.kind == "num" for t in tokens)


def envoys(event: Event) -> bool:
    """'The delegations went back for the second day of talks': no captive comes home."""
    clause = event.clause
    return clause.any_of(("talks", "talks_strong", "delegation")) and not clause.has(
        *PEOPLE, "swap", "captivity", "people", "own", "phase"
    )


def one_of_a_row(event: Event) -> bool:
    """'held an exchange on Friday, the fourth since the operation began': the one told is the fourth."""
    clause = event.clause
    row = [m for m in clause.marks("ordinal") if clause.marked.has("since", lo=m.end, hi=min(m.end + 3, clause.hi))]
    return bool(row) and (clause.has("happened", "completed") or dated(event)) and not clause.has("no", "negation")


def held_since(clause: Clause) -> bool:
    """'Soldiers held in Russia since 2022 were brought home on Sunday': since then they had been captives."""
    held = ("kept", "captivity")
    return all(clause.marked.has(*held, lo=max(clause.lo, m.start - HELD), hi=m.start) for m in clause.of("since"))


def reached(event: Event) -> bool:
    """Whether what is named lies ahead, or is said to have taken place."""
    told = event.stage is not COMPLETED or event.clause.any_of(("happened", "completed"))
    return told or repeated(event) or starts(event)


def repeated(event: Event) -> bool:
    """'The two countries again exchanged captives', 'for the fourth time': a finite verb tells of one more."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    swapped = [m for m in clause.of("swap") if tokens[m.start].word.tense == "past" and not negated(clause, m)]
    if not swapped or event.recall or not clause.has("captive", "captivity", "military"):
        return False
    return clause.has("ordinal", "anaphor") and not clause.has("pluperfect", "perfect")


def refused(event: Event) -> bool:
    """'Russia refuses to hand over the seriously ill': no swap that had been set is called off."""
    clause, off = event.clause, event.clause.marks("cancelled")
    if event.stage is not CANCELLED or event.findings or event.day is not None:
        return False
    if any(not any(m.end <= s.start <= m.end + 1 for m in off) for s in clause.marks("swap")):
        return False  # a swap that was set: 'refuses to exchange fighters' names none
    words = [clause.marked.sentence.tokens[m.start].word for m in off]  # 'Russia thwarted an exchange' that was set
    alike = all(clause.marked.has("refusing", lo=m.start, hi=m.end) for m in off)
    return bool(off) and alike and all(w.tense != "past" or "refuse" in w.keys for w in words)


def of_things(event: Event) -> bool:
    """'можна було обміняти листівку на шеврон': a verb of swapping without anybody who is swapped."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    heads = clause.of("swap")
    verbal = bool(heads) and all(tokens[m.start].word.pos == "verb" for m in heads)
    return verbal and not clause.has(*PEOPLE, "captivity", "people", "demonstrative_people", "own", "each", "both")


def many(event: Event) -> bool:
    """'carried out 11 exchanges', 'brought home in exchanges': a count of exchanges is the event of none."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    swaps = clause.marks("swap", lo=clause.lo + 1)
    numbers = {m.start: int(m.value) for m in clause.of("number")}
    counted = ((tokens[m.start - 1].word.value or numbers.get(m.start - 1) or 0) for m in swaps)
    several = any(n > 1 for n in counted) and not clause.has("formula", "each")
    return several or (event.stage is COMPLETED and in_exchanges(clause))


def coming_home(clause: Clause) -> bool:
    """'came home', but not 'the weekend brings warm words': a verb of bringing needs its people."""
    bringing = {m.start for m in clause.marks("receive")}
    coming = [m for m in clause.marks("home") if m.start not in bringing]
    tokens = clause.marked.sentence.tokens
    if coming and all(tokens[m.start].word.tense == "futr" for m in coming):
        return clause.has(*PEOPLE, *SOMEBODY)  # 'дожди вернутся 17 августа'
    return bool(coming)


def only_named(event: Event) -> bool:
    """'visits freed soldiers', 'payments to those released': a participle says who they are, not what happened."""
    clause = event.clause
    heads = clause.marks("swap", "return", "home", "give", "receive", "body", "swap_head", "reunion")
    freed = clause.of("free")
    return bool(freed) and not heads and all(names(clause, m) for m in freed) and not among_dated(event, freed)


def names(clause: Clause, mark: Mark) -> bool:
    """Whether a participle stands before its people, or behind 'those'."""
    marked = clause.marked
    word = marked.sentence.tokens[mark.start].word
    if word.pos or word.tense not in ("past", "part") or any(s.end == mark.start for s in clause.sides):
        return False
    behind = marked.has("demonstrative_people", lo=max(clause.lo, mark.start - 1), hi=mark.start)
    return behind or marked.has(*PEOPLE, "people", "adjective", lo=mark.end, hi=mark.end + 2)


def offered(event: Event) -> bool:
    """'offers to arrange the release of all wounded captives': what is offered to those who are held."""
    return event.stage is PROPOSED and (event.clause.has("offers", "puts_forward") or proposes_to_free(event))


def asks_for(clause: Clause, head: Mark) -> bool:
    """Whether a word of proposing stands right before the preposition of an event."""
    anchors = clause.marked.all("time_anchor", lo=max(clause.lo, head.start - 3), hi=head.start)
    return any(clause.marked.within("proposed", a.start - 2, a.start) for a in anchors)


def anchored(event: Event) -> bool:
    """'fell on Thursday after the exchange', 'hours before a swap': the event only tells when something else was."""
    clause = event.clause
    heads = clause.marks("swap", "free", "return", "home", "give", "receive", "body", "swap_head", "reunion")
    if any(clause.marked.sentence.tokens[m.start].word.pos == "verb" for m in heads):
        return False  # 'предложил до осени обменяться': the preposition takes no verb
    if event.stage is PROPOSED and any(asks_for(clause, h) for h in heads):
        return False  # 'закликав до обміну', 'готовність до нового обміну'
    return all(clause.marked.within("time_anchor", max(clause.lo, h.start - 3), h.start) for h in heads)


def talks_on_them(event: Event) -> bool:
    """English: 'Ankara prisoner talks put back by a week': what is put back are the talks, and no exchange."""
    clause = event.clause
    captives = clause.of("captive")
    named = [m for m in captives if clause.marked.within("talks_strong", m.end, m.end + 1)]
    return bool(named) and len(named) == len(captives) and not clause.has("swap", "free", "captivity")


IDLE: Final = (
    *(pleaded, belonging, anchored, many, discussed, only_named, of_things, envoys, longed_for, refused, none_agreed),
    *(destined, taken_on, resolved, once_swapped, mail, talks_on_them, every_such, offers_help, swapped_ones),
    *(only_spoken_of, only_hoped),
)
"""Why a clause with an event's word tells of none."""
