"""How far an event has come, from the head verb of a clause and the words about it (Rule E, step 6)."""

from __future__ import annotations

from bot.extraction.marks import Mark
from bot.extraction.roles import VERBS, Clause
from storage.vocabulary import Stage

HEADS = ("swap", "swap_head", "receive", "give", "return", "free", "home", "body", "reunion")
OFF = (("cancelled", Stage.CANCELLED), ("postponed", Stage.POSTPONED))
BUT = ("а", "але", "но")
"""'не скасовано, а перенесено': what is denied ends here."""
NEAR = 4
"""How many words a negation may stand before what it negates."""


def stage_of(clause: Clause) -> Stage:
    """The stage that a clause gives to the event it speaks of; completed where nothing says otherwise."""
    heads = sorted(clause.marks(*HEADS), key=lambda m: m.start)
    if denied(clause):
        return Stage.DENIED
    return called_off(clause, heads) or reached(clause, heads)


def reached(clause: Clause, heads: list[Mark]) -> Stage:
    """The stage of what is neither denied nor called off."""
    if obliged(clause, heads):
        return Stage.PROPOSED
    if took_place(clause):
        return Stage.COMPLETED
    for name, stage in (("proposed", Stage.PROPOSED), ("agreed", Stage.AGREED)):
        if any(governs(mark, heads, clause) for mark in clause.marks(name)):
            return stage
    if provided(clause):
        return Stage.AGREED
    if ahead(clause, heads):
        return Stage.PLANNED
    return Stage.UNDER_WAY if begun(clause) else Stage.COMPLETED


def obliged(clause: Clause, heads: list[Mark]) -> bool:
    """'all prisoners must be released': a demand; 'must have been exchanged' is a guess at what was."""
    for mark in clause.marks("obliged"):
        near = [h for h in heads if 0 <= h.start - mark.end <= NEAR]
        if near and not clause.marked.has("perfect", lo=mark.end, hi=near[0].start):
            return True
    return False


def provided(clause: Clause) -> bool:
    """'The deal covers at least 1,000 on each side': what an agreement provides for is not yet done."""
    pact = clause.first("pact")
    covers = clause.first("covers")
    between = pact is not None and covers is not None and 0 <= covers.start - pact.end <= 12
    return between and not clause.has(*VERBS, "happened", "completed")


def negated(clause: Clause, mark: Mark) -> bool:
    """Whether a negation stands right before a mark, in the clause."""
    lo = max(clause.lo, mark.start - NEAR)
    tokens = clause.marked.sentence.tokens
    turned = [i for i in range(lo + 1, mark.start) if tokens[i - 1].word.surface == "," and tokens[i].word.norm in BUT]
    return clause.marked.has("negation", lo=max([lo, *turned]), hi=mark.start)


def denied(clause: Clause) -> bool:
    """'there was no exchange', 'denies that …', 'reports of a swap are false'."""
    if clause.has("since"):
        return False
    if clause.has("no_swap") and clause.has("relative", "weekday", "month", "say", "happened"):
        return True
    return any(not negated(clause, m) for m in clause.marks("denied")) or none_held(clause)


def none_held(clause: Clause) -> bool:
    """'No prisoner exchange was held today': a swap with 'no' before it and a past verb of happening behind."""
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("swap", "body", "captive"):
        nothing = clause.marked.has("no", lo=max(clause.lo, mark.start - 3), hi=mark.start)
        verbs = ("happened",) if mark.cls == "swap" else ("happened", "give", "return", "receive", "free", "swap")
        held = clause.marked.first(*verbs, lo=mark.end, hi=min(mark.end + 5, clause.hi))
        if nothing and held and tokens[held.start].word.tense in ("past", "part"):
            return not clause.has("future", "cal_ago", "in_return")  # 'no bodies were given in return'
    return False


def called_off(clause: Clause, heads: list[Mark]) -> Stage | None:
    """Cancelled or postponed; a negated one ('has not been cancelled') says nothing."""
    for name, stage in OFF:
        for mark in clause.marks(name):
            idle = beside(clause, mark, heads) or attributive(clause, mark) or refuses_words(clause, mark)
            if not negated(clause, mark) and not idle:
                return stage
    for mark in clause.marks("happened"):
        if not_before(clause, mark):
            return Stage.POSTPONED
    ahead = [h for h in heads if clause.marked.sentence.tokens[h.start].word.tense == "futr"]
    return Stage.POSTPONED if any(not_before(clause, h) for h in ahead) else None


def beside(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'have traded prisoners after months of stalled talks': what was held up is not the event, which happened."""
    if clause.marked.has("talks", lo=mark.end, hi=mark.end + 1):
        return True
    if clause.marked.has("time_anchor", lo=max(clause.lo, mark.start - 4), hi=mark.start):
        return True  # 'after days of delay'
    if any(h.end < m.start < mark.start for h in heads for m in clause.marks("amid")):
        return True  # 'swap 146 each as the Geneva track stalls'
    stalled = clause.marked.has("talks", lo=max(clause.lo, mark.start - 2), hi=mark.start)
    if stalled and any(h.end < mark.start for h in heads):
        return True  # 'trade prisoners as talks stall'
    tokens = clause.marked.sentence.tokens
    return any(h.end <= mark.start and tokens[h.start].word.tense == "past" and h.cls != "body" for h in heads)


def attributive(clause: Clause, mark: Mark) -> bool:
    """'перенесённый обмен прошёл', 'the delayed swap will take place': what had been done to it is not the news."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos:
        return word.pos == "adj" and clause.marked.has("swap", "body", lo=mark.end, hi=min(mark.end + 5, clause.hi))
    participle = mark.end - mark.start == 1 and word.tense in ("past", "part")
    if not participle or not clause.has("future", "happened", "completed"):
        return False
    return any(0 <= m.start - mark.end <= 1 for m in clause.marks("swap", "body"))


def refuses_words(clause: Clause, mark: Mark) -> bool:
    """'отказался назвать дату', 'відмовився коментувати': nothing is called off."""
    if mark.end >= clause.hi or clause.marked.has(*VERBS, "swap", lo=mark.end, hi=mark.end + 1):
        return False
    word = clause.marked.sentence.tokens[mark.end].word
    unknown = not word.pos and word.norm.endswith(("ти", "ть", "тися", "ться"))
    return unknown or word.tense == "inf"


def not_before(clause: Clause, mark: Mark) -> bool:
    """Whether 'not' stands right before, or no more than 'now', 'yet' between."""
    at = mark.start - clause.marked.has("between_not", lo=max(clause.lo, mark.start - 1), hi=mark.start)
    return clause.marked.has("not", lo=max(clause.lo, at - 1), hi=at)


def nominal(clause: Clause) -> bool:
    """'йдеться про звільнення 1200', 'the release of 1,200': nouns only, outside a title."""
    if clause.marked.sentence.in_title or clause.has("happened", "swap"):
        return False
    heads = clause.marks(*VERBS)
    if not heads and clause.has("each") and not clause.has("body", "move", "reunion", "say"):
        return True  # '250 from each side are on the lists'
    return bool(heads) and all(a_noun(clause, h) for h in heads)


def about_it(clause: Clause) -> bool:
    """'йдеться про 150 військових': a figure of what was told before, whose stage it shares."""
    tokens = clause.marked.sentence.tokens
    return clause.has("is_about") and not any(tokens[h.start].word.tense for h in clause.marks(*VERBS, "swap"))


def a_noun(clause: Clause, head: Mark) -> bool:
    tokens = clause.marked.sentence.tokens
    word = tokens[head.start].word
    if word.pos:
        return word.pos == "noun"
    return (
        not word.tense
        and head.start > clause.lo
        and tokens[head.start - 1].word.norm in ("the", "a", "of", "for", "on")
    )


def void(clause: Clause) -> bool:
    """'Kyiv did not hand over a single body': nothing happened, nothing is put off."""
    heads = clause.marks("receive", "give", "return", "free", "home")
    if clause.has("unreal") and not clause.has("cancelled", "postponed"):
        return True
    if on_condition(clause):
        return True
    return any(not_before(clause, h) and clause.marked.sentence.tokens[h.start].word.tense != "futr" for h in heads)


def on_condition(clause: Clause) -> bool:
    """'would welcome the format if it led to exchanges': a swap that nobody says will be."""
    cue = clause.first("conditional")
    swaps = clause.marks("swap")
    return (
        cue is not None
        and bool(swaps)
        and all(m.start > cue.start for m in swaps)
        and not clause.marks("number", lo=cue.end)
    )


def governs(mark: Mark, heads: list[Mark], clause: Clause) -> bool:
    """Whether what a mark says (agreed, offered) is the event itself: 'agree to swap', 'exchange agreed'.

    'Under the agreed deal 303 returned' is no agreement: a finite event verb of its own stands in the clause.
    """
    if negated(clause, mark) or terms_agreed(clause, mark) or set_off(clause, mark):
        return False
    if any(finite(clause, h) and h.start < mark.start for h in heads):
        return False
    after = [h for h in heads if h.start >= mark.end and h.start - mark.end <= 12]
    if after and not finite(clause, after[0]):
        return oblique(clause, mark) is False
    if oblique(clause, mark):
        return False
    before = [h for h in heads if h.end <= mark.start and h.cls in ("swap", "body")]
    return bool(before) and not after and not any(finite(clause, h) for h in heads)


def set_off(clause: Clause, mark: Mark) -> bool:
    """'обмен, согласованный в Стамбуле, длится': a participle behind a comma tells nothing new."""
    tokens = clause.marked.sentence.tokens
    if tokens[mark.start].word.pos != "adj":
        return False
    before = mark.start > clause.lo and tokens[mark.start - 1].word.surface == ","
    following = tokens[mark.end].word if mark.end < clause.hi else None
    of_noun = following is not None and following.kind == "word" and following.pos in ("noun", "")
    return before or (of_noun and not clause.marked.has("prep_stop", lo=mark.end, hi=mark.end + 1))


def terms_agreed(clause: Clause, mark: Mark) -> bool:
    """'the lists had been agreed', 'no date was agreed': what is agreed is no exchange."""
    terms = clause.marked.first("terms", lo=max(clause.lo, mark.start - 4), hi=mark.start)
    return terms is not None and not clause.marked.has("swap", lo=terms.end, hi=mark.start)


def oblique(clause: Clause, mark: Mark) -> bool:
    """A noun such as 'за домовленостями', 'under the agreement': it says by what, not that it was agreed now."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos == "noun":
        return not word.cases & {"nomn", "accs"}
    return clause.marked.has("under", lo=max(clause.lo, mark.start - 3), hi=mark.start)


def took_place(clause: Clause) -> bool:
    """'відбувся', 'took place': it happened, whatever had been agreed before."""
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("happened"):
        if tokens[mark.start].word.tense in ("past", "part") and not negated(clause, mark):
            return not clause.has("under_way_now")
    return False


def finite(clause: Clause, head: Mark) -> bool:
    """A verb that says that it happened: past tense, or passive with an auxiliary."""
    word = clause.marked.sentence.tokens[head.start].word
    if head.cls in ("body", "home") and not word.tense:
        return False
    return word.tense in ("past", "part") and head.cls in VERBS


def ahead(clause: Clause, heads: list[Mark]) -> bool:
    """Whether a word of the future stands before the event's head, or right behind a swap."""
    for mark in clause.marks("future"):
        if (
            negated(clause, mark)
            or not infinitive(clause, mark)
            or achieved(clause, mark)
            or clause.marked.has("not_future", lo=max(clause.lo, mark.start - 1), hi=mark.end + 1)
        ):
            continue
        if not heads:
            return True
        tense = future_tense(clause, mark)
        if tense or any(leads(mark, head) for head in heads):
            return True
    tokens = clause.marked.sentence.tokens
    heads = [*heads, *clause.marks("under_way", "happened", "move")]
    return any(tokens[h.start].word.tense == "futr" or bare_infinitive(clause, h) or to_be(clause, h) for h in heads)


def to_be(clause: Clause, head: Mark) -> bool:
    """'будет отдано', 'буде передано': a passive with the future of 'to be'."""
    tokens = clause.marked.sentence.tokens
    if tokens[head.start].word.tense not in ("past", "part"):
        return False
    return any(
        tokens[m.start].word.tense == "futr"
        for m in clause.marked.all("will", lo=max(clause.lo, head.start - 3), hi=head.start)
    )


def infinitive(clause: Clause, mark: Mark) -> bool:
    """'to free 50' lies ahead, 'payments to freed prisoners' do not."""
    first, last = (clause.marked.sentence.tokens[i].word for i in (mark.start, mark.end - 1))
    return first.norm != "to" or last.tense not in ("past", "part", "ing")


def achieved(clause: Clause, mark: Mark) -> bool:
    """'managed to return', 'it was possible to free': an infinitive of what was done."""
    tokens = clause.marked.sentence.tokens
    managed = clause.marked.all("managed", lo=max(clause.lo, mark.start - 2), hi=mark.start)
    return any(tokens[m.start].word.tense != "futr" and not tokens[m.start].word.pos for m in managed)


def bare_infinitive(clause: Clause, head: Mark) -> bool:
    """Ukrainian, Russian: 'можуть передати' lies ahead, 'вдалося повернути' does not."""
    word = clause.marked.sentence.tokens[head.start].word
    return (
        word.tense == "inf"
        and word.pos == "verb"
        and not clause.marked.has("managed", lo=max(clause.lo, head.start - 4), hi=head.start)
        and not clause.marked.has("under_way", lo=max(clause.lo, head.start - 2), hi=head.start)
    )


def future_tense(clause: Clause, mark: Mark) -> bool:
    word = clause.marked.sentence.tokens[mark.start].word
    return word.tense == "futr"


def leads(mark: Mark, head: Mark) -> bool:
    if head.cls == "swap":
        return mark.start - head.end <= 12 and head.start - mark.end <= 8
    return 0 <= head.start - mark.end <= 6 or (mark.start <= head.start < mark.end)


def begun(clause: Clause) -> bool:
    """'is under way', 'has begun', with the swap itself named."""
    if not clause.has("swap", "body") or talked_of(clause):
        return False
    return any(not negated(clause, m) and going_on(clause, m) for m in clause.marks("under_way"))


def talked_of(clause: Clause) -> bool:
    """'talks on the next exchange are under way', 'work on further exchanges continued': the exchange itself is not."""
    for mark in clause.marks("swap", "body", "return"):
        lo = max(clause.lo, mark.start - 5)
        if clause.marked.has("preparing", lo=lo, hi=mark.start):
            return True
    return False


def going_on(clause: Clause, mark: Mark) -> bool:
    """A verb, and where it is imperfective, not in the past: 'триває', 'почався', but not 'тривав', 'начала года'."""
    word = clause.marked.sentence.tokens[mark.start].word
    if not word.pos or mark.end - mark.start > 1:
        return True
    return word.pos == "verb" and word.tense != "futr" and not (word.tense == "past" and word.perfective is False)
