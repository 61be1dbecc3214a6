"""How far an event has come, from the head verb of a clause and the words about it (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.name_lists import lists_for
from bot.extraction.days.opening import before_noun
from bot.extraction.denials.aims import aimed_at, wished
from bot.extraction.denials.denial import called_off, denied
from bot.extraction.denials.doubted import halted
from bot.extraction.denials.negation import NEAR, negated
from bot.extraction.denials.putting_off import holds
from bot.extraction.denials.wishes import appealed, for_all, left_open, put_forward, sought
from bot.extraction.stages.agreeing import (
    deals,
    deed_named,
    deeds,
    foreseen,
    fulfilled,
    helped,
    in_a_word,
    led_home,
    led_up,
    of_an_offer,
    of_it,
    offers_them,
    provided,
    reduced,
    set_off,
    terms_agreed,
    with_truce,
)
from bot.extraction.stages.ahead import ahead, to_begin
from bot.extraction.stages.coming import negotiated
from bot.extraction.stages.outcomes import MOVED, came_of_talks
from bot.extraction.stages.talked_about import named_only, under_discussion
from bot.extraction.stages.to_follow import lot_to_be
from bot.extraction.stages.under_pact import matter_of_pact
from bot.extraction.stages.under_way import begun
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import STARTS, Mark
from bot.extraction.words.terms import AGREED, COMPLETED, DENIED, PLANNED, PROPOSED, UNDER_WAY
from storage.vocabulary import Stage

HEADS: Final = ("swap", "swap_head", "receive", "give", "return", "free", "home", "body", "reunion")
SAYING: Final = ("obliged", "happened", "proposed", "agreed", "pact", "want", "puts_forward")
TELLING: Final = frozenset(
    {
        *(*HEADS, "move", "leaving", "happened", "under_way", "future", "possible_one", "set_for", "purpose"),
        *("cancelled", "postponed", "shifted", "denied", "not", "no", "no_swap", "weighed"),
        *("obliged", "proposed", "agreed", "pact", "want", "led_to", "puts_forward"),
        *("finished", "upshot", "obtains", "talks_strong", "covers"),
    }
)
"""A clause without any of these tells nothing of a stage."""


def stage_of(clause: Clause) -> Stage:
    """The stage that a clause gives to the event it speaks of; completed where nothing says otherwise."""
    if not clause.any_of(TELLING):
        return PLANNED if "phase" in clause.own and lot_to_be(clause) else COMPLETED
    heads = deeds(clause, sorted(clause.all_of(HEADS), key=STARTS))
    matter = matter_of_pact(clause, heads)
    heads = heads if matter is None else [head for head in heads if not matter[0] <= head.start < matter[1]]
    if denied(clause):
        return DENIED
    return called_off(clause, heads) or halted(clause) or reached(clause, heads)


def reached(clause: Clause, heads: list[Mark]) -> Stage:
    """The stage of what is neither denied nor called off."""
    if appealed(clause, heads) or negotiated(clause, heads) or under_discussion(clause, heads):
        return PROPOSED
    told = said(clause, heads) if clause.any_of(SAYING) else None
    if told is not None:
        return told
    if "purpose" in clause.own and aimed_at(clause) and wished(clause):
        return PROPOSED
    if with_truce(clause) or came_of_talks(clause) or in_a_word(clause, heads) or on_so_many(clause) or of_it(clause):
        return AGREED
    if ahead(clause, heads) or stands(clause) or lists_for(clause):
        return PLANNED
    if for_all(clause) or sought(clause, "sought") or left_open(clause):
        return PROPOSED
    if to_begin(clause, heads) or ("sees" in clause.own and foreseen(clause, heads)):
        return PLANNED
    return UNDER_WAY if begun(clause) else named_only(clause, heads) or COMPLETED


def stands(clause: Clause) -> bool:
    """'The exchange has not been cancelled', 'обмін не скасовано': a plan that holds."""
    off = clause.marks("cancelled", "postponed") if clause.any_of(("cancelled", "postponed")) else []
    told = any(negated(clause, m) and not before_noun(clause, m) for m in off) and not took_place(clause)
    return told and "recall_adjective" not in clause.own and all(holds(clause, m) for m in clause.of("denied"))


def said(clause: Clause, heads: list[Mark]) -> Stage | None:
    """The stage that a word tells: a demand, a proposal, an agreement, or that it took place."""
    if obliged(clause, heads) or wants_to(clause, heads):
        return PROPOSED
    if took_place(clause):
        return COMPLETED
    if put_forward(clause, heads):
        return PROPOSED
    tokens = clause.marked.sentence.tokens
    for name, stage in (("proposed", of_an_offer(clause)), ("agreed", AGREED)):
        told = [mark for mark in clause.marks(name) if governs(mark, heads, clause)]
        if told:  # 'от-от погодять обмін' is not agreed yet
            return PROPOSED if all(tokens[m.start].word.tense == "futr" for m in told) else stage
    if (
        not heads
        and clause.has("captive", "people", "military")
        and any(offers_them(clause, m) for m in clause.of("offers"))
    ):
        return PROPOSED
    if not heads and clause.has("pact", "captive") and named_pact(clause):
        return AGREED
    return AGREED if provided(clause) else None


def named_pact(clause: Clause) -> bool:
    """Whether a clause of no deed tells that something was settled, or calls a pact by its number."""
    return of_so_many(clause) or any(settles(clause, m) for m in clause.marks("agreed"))


def of_so_many(clause: Clause) -> bool:
    """'declines to confirm 1,200-prisoner agreement', 'о сделке по 180 пленным': a pact called by its number."""
    tokens = clause.marked.sentence.tokens
    before = (tokens[m.start - 1].word for m in clause.of("captive") if m.start and tokens[m.start].glued)
    glued = any(word.kind == "num" or word.value for word in before)
    named = glued or any(clause.marked.within("each_before", m.end, m.end + 1) for m in clause.of("pact"))
    return named and not clause.any_of(("finished", "happened", "under_way"))


def on_so_many(clause: Clause) -> bool:
    """English: 'Envoys come home with accord on 400 prisoners': whatever verb stands before, nobody is back."""
    if "pact" not in clause.own or "captive" not in clause.own or clause.any_of(("finished", "happened")):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    ends = [m.end + 1 for m in clause.of("pact") if m.end + 1 < clause.hi and tokens[m.end].word.norm == "on"]
    counted = (i for i in ends if tokens[i].word.kind == "num" or marked.has("number", lo=i, hi=i + 1))
    return any(marked.has("captive", lo=i + 1, hi=i + 3) for i in counted)


def settles(clause: Clause, mark: Mark) -> bool:
    """'погодилися відновити домовленості, йдеться про 1200', 'Deal on 210 a side': nothing else is told."""
    word = clause.marked.sentence.tokens[mark.start].word
    bare = word.norm.isascii() and (clause.marked.sentence.in_title or mark.end - mark.start > 1)
    return (word.tense == "past" or bare) and not any(idle(clause, mark) for idle in (negated, oblique, deals))


def obliged(clause: Clause, heads: list[Mark]) -> bool:
    """'all prisoners must be released': a demand; 'must have been exchanged' is a guess at what was."""
    for mark in clause.of("obliged"):
        near = [h for h in heads if 0 <= h.start - mark.end <= NEAR]
        refused = clause.marked.has(
            "negation", lo=mark.start - 1, hi=mark.end + 1
        )  # 'an exchange must not be the only way'
        if near and not refused and not clause.marked.has("perfect", lo=mark.end, hi=near[0].start):
            return True
    return False


def wants_to(clause: Clause, heads: list[Mark]) -> bool:
    """'Росія хоче обміняти 30 засуджених', 'просили 30 наших': what one side would do is no more than proposed."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    aims = [h for h in heads if (h.cls == "swap" or h.cls in VERBS) and tokens[h.start].word.tense == "inf"]
    wishes = [m for m in clause.of("want") if tokens[m.start].word.pos == "verb" and not negated(clause, m)]
    for wish in wishes:
        if any(0 <= h.start - wish.end <= 2 for h in aims if h.cls == "swap"):
            return True
        if any(marked.within("managed", wish.end, h.start) and h.start - wish.end <= NEAR for h in aims):
            return True  # 'попросив Ватикан допомогти повернути 300 дітей'
        price = wish.end < clause.hi and (
            tokens[wish.end].word.kind == "num" or marked.within("number", wish.end, wish.end + 1)
        )
        if price and not aims and tokens[wish.start].word.tense == "past":
            return True
    return False


def took_place(clause: Clause) -> bool:
    """'відбувся', 'took place': it happened, whatever had been agreed before."""
    tokens = clause.marked.sentence.tokens
    people = tokens[clause.lo].word.norm == "who"  # 'who have been held since 2022 will be freed'
    for mark in clause.of("happened") if not people else ():
        at = mark.start
        aside = at > 1 and tokens[at].word.pos and tokens[at - 1].word.surface == ","
        if (
            aside
            and clause.marked.has("talks", lo=at - 2, hi=at - 1)
            and not clause.marked.has("swap", lo=at - 3, hi=at)
        ):
            continue  # 'по итогам консультаций, прошедших в понедельник, условились обменять'
        led = clause.marked.has("future", "obliged", lo=max(clause.lo, mark.start - 3), hi=mark.start)
        if tokens[mark.start].word.tense in ("past", "part") and not led and not negated(clause, mark):
            return "under_way_now" not in clause.own
    return False


def finite(clause: Clause, head: Mark) -> bool:
    """A verb that says that it happened: past tense, or passive with an auxiliary."""
    word = clause.marked.sentence.tokens[head.start].word
    if head.cls in ("body", "home") and not word.tense:
        return False
    return word.tense in ("past", "part") and head.cls in VERBS


def governs(mark: Mark, heads: list[Mark], clause: Clause) -> bool:
    """Whether what a mark says (agreed, offered) is the event itself: 'agree to swap', 'exchange agreed'.

    'Under the agreed deal 303 returned' is no agreement: a finite event verb of its own stands in the clause.
    """
    if negated(clause, mark) or terms_agreed(clause, mark) or set_off(clause, mark) or reduced(clause, mark):
        return False
    if deals(clause, mark) or asks_otherwise(clause, mark) or fulfilled(clause, mark) or helped(clause, mark):
        return False
    if any(finite(clause, h) and h.start < mark.start for h in heads) or led_up(clause, mark, heads):
        return False
    after = [h for h in heads if h.start >= mark.end and h.start - mark.end <= 12]
    if after and led_home(clause, mark, after[0]):
        return False
    if after and not finite(clause, after[0]):
        return asks_to(clause, mark, after[0]) or oblique(clause, mark) is False
    before = [h for h in heads if h.end <= mark.start and (h.cls in ("swap", "body") or deed_named(clause, h))]
    if oblique(clause, mark) or (mark.cls == "proposed" and not after and asks_for_else(clause, mark)):
        return False
    return bool(before) and not after and not any(finite(clause, h) for h in heads)


def asks_otherwise(clause: Clause, mark: Mark) -> bool:
    """'asks the public not to guess when a swap comes', 'asked whether an exchange is due': no proposal."""
    marked = clause.marked
    word = marked.sentence.tokens[mark.start].word.norm
    refrain = marked.first("not", lo=mark.end, hi=min(mark.end + 5, clause.hi))
    if refrain is not None and not marked.has("swap", lo=mark.end, hi=refrain.start):
        return True
    questioned = marked.within("asked_whether", mark.end, min(mark.end + 3, clause.hi))
    return questioned and word.startswith("ask")


def oblique(clause: Clause, mark: Mark) -> bool:
    """A noun such as 'за домовленостями', 'under the agreement': it says by what, not that it was agreed now."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos == "noun":
        if clause.marked.has("leg", lo=max(clause.lo, mark.start - 3), hi=mark.start):
            return True  # 'Перша половина дохійської домовленості'
        framed = clause.marked.has("under", lo=max(clause.lo, mark.start - 3), hi=mark.start)
        return framed or not word.cases & {"nomn", "accs"}
    if (
        mark.cls == "proposed"
        and not word.tense
        and clause.marked.has("prep_in", lo=max(clause.lo, mark.start - 3), hi=mark.start)
    ):
        return True  # 'on Turkish initiative'
    if word.tense == "past" and clause.marked.has(
        "pronoun", "both", "person", "party", lo=mark.start - 1, hi=mark.start
    ):
        return False  # 'According to Umerov they agreed to swap'
    reach = 3 if word.pos else 5  # 'under the June 2 agreements'
    return clause.marked.within("under", max(clause.lo, mark.start - reach), mark.start)


def asks_to(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'письмо с предложением вернуть раненых': whatever its case, a proposal to do something proposes it."""
    word = clause.marked.sentence.tokens[head.start].word
    return mark.cls == "proposed" and head.start - mark.end <= 1 and word.pos == "verb" and word.tense == "inf"


def asks_for_else(clause: Clause, mark: Mark) -> bool:
    """'Обмін під питанням: РФ вимагає замінити прізвища': an infinitive of another matter is what is asked for."""
    word = clause.marked.sentence.tokens[mark.end].word if mark.end < clause.hi else None
    return word is not None and (
        word.tense == "inf" or (not word.pos and word.norm.endswith(("ти", "ть", "тися", "ться")))
    )


def met_about(clause: Clause) -> bool:
    """'A meeting on the exchange took place', 'консультации об обмене 150 пленными прошли': talks, no exchange."""
    swaps = clause.own.get("swap")
    if (
        not swaps
        or not clause.any_of(("happened", "completed"))
        or not clause.any_of(("talks", "talks_strong", "converse"))
        or clause.has(*MOVED, "agreed", "body")
    ):
        return False
    return all(any(leads_up(m, swap, clause) for m in clause.marks("talks", "converse")) for swap in swaps)


def leads_up(noun: Mark, swap: Mark, clause: Clause) -> bool:
    """Whether no more than a few words, a preposition among them, stand between talks and what they are about."""
    if not 0 < swap.start - noun.end <= NEAR:
        return False
    return clause.marked.has("about", "prep_about", "devoted", lo=noun.end, hi=swap.start)
