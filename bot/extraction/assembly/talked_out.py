"""What talks ended with: 'Итог Стамбула — тысяча на тысячу', 'Стамбул: договорённость о тысяче пленных' is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.assembly.announced import told
from bot.extraction.counts.scope import JOINT
from bot.extraction.deals.lot_days import deal_days
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.dead_told import under_pact
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import BODIES, COMPLETED, EXCHANGE, PLANNED
from storage.vocabulary import Stage

REACH: Final = 4
"""Words between a verb of saying and 'after', and between 'after' and the talks."""
BEGINNING: Final = 2
"""How many sentences behind the title are its beginning."""
NEAR: Final = 4
"""Within how many words behind 'went back' stands the agreement to which the sides went back."""
TALKS: Final = ("talks", "talks_strong", "results", "led_to")


def agreed_at_talks(found: list[Group], events: Sequence[Event]) -> None:
    """An undated exchange of N for N whose title tells of an agreement, or of nothing but the talks, is agreed."""
    titles = [e for e in events if e.in_title and not e.recall]
    deal, talks = any(agrees(e.clause) for e in titles), any(of_talks(e) for e in titles) or brought(titles)
    talks = talks and not any(on_a_day(e) for e in events)
    agreed = any(agreed_on_it(e) for e in events) or (not done(found) and any(settled_it(e) for e in events))
    sat = agreed or any(just_held(e) or made_known(e) for e in events) or any(results_in(e.clause) for e in titles)
    for group in found if deal or talks or sat else ():
        dead = agreed and group.kind is BODIES  # 'Россия передаст ещё 3000 тел', then 'об этом договорились'
        if not (group.kind is EXCHANGE or dead) or group.background or not (for_both(group) or agreed):
            continue
        bare = all(e.in_title and not told(e.clause) for e in group.events)
        ahead = group.stage is PLANNED and all(e.day is None for e in group.events)
        if ahead or (talks and bare and group.stage is COMPLETED):
            group.stage, group.day, group.end_day = Stage.AGREED, None, None
    deal_days(found)
    under_pact(found)


def for_both(group: Group) -> bool:
    """Whether a group counts people of both sides, or it is not known yet whose."""
    return any(f.party == BOTH or (f.party in (None, JOINT) and f.kind is EXCHANGE) for _, f in group.findings)


def made_known(event: Event) -> bool:
    """English: 'The envoy announced the agreement', 'The deal was announced': what a title says will be is agreed."""
    clause = event.clause
    if "makes_known" not in clause.own or "pact" not in clause.own or not event.lead or event.recall:
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if any(t.word.pos for t in tokens[:1]) or clause.any_of(("future", "conditional", "negation", "wish")):
        return False
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.marks("makes_known"))
    return past and any(marked.has("demonstrative_people", lo=m.start - 1, hi=m.start) for m in clause.marks("pact"))


def agreed_on_it(event: Event) -> bool:
    """'Повернемо 900 наших', then 'сторони домовилися відновити обміни', 'об этом условились': right behind a title."""
    clause = event.clause
    if not 0 < event.number <= BEGINNING or event.recall or "agreed" not in clause.own or denies(clause):
        return False
    if clause.any_of(("conditional", "talks_off")):
        return False
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    verbs = [m for m in clause.of("agreed") if tokens[m.start].word.pos == "verb"]
    said = [m for m in verbs if tokens[m.start].word.tense == "past"]
    ahead = any(marked.has("future", lo=clause.lo, hi=m.start) for m in said)
    if reached(clause):
        return True
    return (bool(said) and not ahead and clause.any_of(("takes_up", "swap", "pact"))) or went_back(clause)


def reached(clause: Clause) -> bool:
    """'Договорённость достигнута в Стамбуле': a sentence that opens with what was agreed, and says that it was."""
    tokens = clause.marked.sentence.tokens
    pact = next((m for m in clause.of("pact") if m.start == clause.lo), None)
    if pact is None or "nomn" not in tokens[pact.start].word.cases:
        return False
    done = [m for m in clause.marks("settled") if pact.end <= m.start <= pact.end + 1]
    return any(tokens[m.start].word.tense in ("past", "part") for m in done)


def done(found: Sequence[Group]) -> bool:
    return any(g.kind is EXCHANGE and g.stage is COMPLETED and not g.background for g in found)


def settled_it(event: Event) -> bool:
    """English: 'The two delegations agreed on it', 'That was agreed at Wednesday's round': right behind a title."""
    clause = event.clause
    if not 0 < event.number <= BEGINNING or event.recall or "takes_up" not in clause.own or "agreed" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.of("agreed"))
    idle = clause.any_of(("future", "conditional", "talks_off", "terms")) or denies(clause)
    return past and not idle and not tokens[clause.lo].word.pos


def went_back(clause: Clause) -> bool:
    """'Сторони повернулися до стамбульських домовленостей': what had been agreed holds again."""
    tokens = clause.marked.sentence.tokens
    for verb in clause.verbs:
        pact = clause.marked.first("pact", lo=verb.end, hi=min(verb.end + NEAR, clause.hi))
        led = pact is not None and clause.marked.has("goal_prep", "prep_to", lo=verb.end, hi=pact.start)
        if led and verb.cls in ("home", "return") and tokens[verb.start].word.tense == "past":
            return True
    return False


def results_in(clause: Clause) -> bool:
    """'Единственный итог переговоров — обмен': what a title says that talks came to."""
    return clause.any_of(("upshot", "results")) and clause.any_of(("talks_strong", "round")) and "swap" in clause.own


def brought(titles: Sequence[Event]) -> bool:
    """'Istanbul meeting brings no truce, | but swap of 500 each': what talks led to, told in the clause behind."""
    led = any("talks_strong" in e.clause.own and "led_to" in e.clause.own for e in titles)
    return led and any(f.party == BOTH for e in titles for f in e.findings if e.clause.has("swap", "captive"))


def just_held(event: Event) -> bool:
    """'The talks lasted two hours on Friday', 'Переговоры длились два часа': what each will free was agreed there."""
    clause = event.clause
    if not event.lead or event.recall or "talks_strong" not in clause.own:
        return False
    if said_after(clause):
        return True
    if event.stage is not COMPLETED:
        return False
    tokens = clause.marked.sentence.tokens
    if any(m.end < clause.hi and tokens[m.end].word.norm == "over" for m in clause.of("talks_strong")):
        return True  # 'Third round over in forty minutes'
    return any(tokens[m.start].word.tense in ("past", "part") for m in clause.marks("talks_past", "talks_end"))


def said_after(clause: Clause) -> bool:
    """English: 'Medinsky announced after Wednesday's session', 'made the announcement after the talks': told there."""
    if "talks_after" not in clause.own or clause.any_of(("conditional", "recall")):
        return False
    if clause.marked.sentence.tokens[clause.lo].word.pos:
        return False  # 'обменяем 500, заявил он после переговоров'
    says = clause.marks("say", "of_this")
    for talks in clause.of("talks_strong"):
        after = clause.marked.first("talks_after", lo=max(clause.lo, talks.start - REACH), hi=talks.start)
        if after is not None and any(0 <= after.start - m.end <= REACH for m in says):
            return True
    return False


def on_a_day(event: Event) -> bool:
    """'during Wednesday's trade': the text behind the title tells when the exchange was."""
    text = event.lead and not event.in_title and event.stage is COMPLETED
    return text and event.clause.has("swap") and event.clause.has("weekday", "relative")


def agrees(clause: Clause) -> bool:
    """'договорённость о тысяче пленных': an agreement on captives or on so many for so many."""
    return "agreed" in clause.own and clause.has("captive", "swap") and not ("future" in clause.own or denies(clause))


def denies(clause: Clause) -> bool:
    """Whether something is denied: not 'не менее 500 пленных'."""
    least = {m.start for m in clause.of("qualifier")}
    return any(m.start not in least for m in clause.of("negation"))


def of_talks(event: Event) -> bool:
    """'Переговоры в Стамбуле: обмен тысяча на тысячу': the talks, and what they came to, without a verb."""
    clause = event.clause
    pair = any(f.party == BOTH or f.count.second is not None for f in event.findings)
    result = clause.has("talks", "talks_strong", "hours") or ("results" in clause.own and "place" in clause.own)
    if not pair or told(clause) or clause.has("future", "phase", "completed"):
        return False
    return "truce" in clause.own or (result and not denies(clause))  # 'Без перемир'я, але з обміном: тисяча за тисячу'
