"""Words of agreement that say nothing of how far an exchange has come: who helped to agree, what it led to."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import NEAR, negated
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import AGREED, PROPOSED
from storage.vocabulary import Stage

DATED: Final = (
    6  # 'Thursday's one-for-one deal covered', 'the deal on Friday included': its day stands near an agreement
)
OFFER: Final = 4
"""Within how many words behind 'accepts' stands the offer."""
WE: Final = ("ємо", "ємося", "ємось", "ем", "емся", "імо", "имо", "имся")
"""How a verb ends by which one says what one's own side does."""
OF_IT: Final = 8
"""Within how many words before 'that covers' the deal stands that it tells of."""
JOINED: Final = 4
"""Words between a truce and the swap that is agreed with it: 'a truce and a large prisoner swap'."""
FULFILLED: Final = 8
"""Within how many words behind an agreement stands that it has been carried out."""


def of_a_day(clause: Clause, mark: Mark) -> bool:
    """'The deal on Friday covered 80 a side': 'deal on' a day is none on an exchange."""
    on = mark.end - mark.start > 1 and clause.marked.sentence.tokens[mark.end - 1].word.norm == "on"
    return on and clause.marked.has("weekday", "month", lo=mark.end, hi=mark.end + 2)


def helped(clause: Clause, mark: Mark) -> bool:
    """'домовитися допоміг Абу-Дабі', 'ОАЭ помогли договориться': who helped, and not how far it has come."""
    word = clause.marked.sentence.tokens[mark.start].word
    near = clause.marked.has("mediation", lo=max(clause.lo, mark.start - 1), hi=mark.end + 1)
    return word.pos == "verb" and word.tense == "inf" and near


def offers_them(clause: Clause, mark: Mark) -> bool:
    """'Putin offers 150 captives for 150', 'offers him for our captives': whom one would give up, behind the verb."""
    marked = clause.marked
    named = marked.has("captive", "number", lo=mark.end, hi=mark.end + 3)
    price = marked.first("prep_for", lo=mark.end, hi=mark.end + 4)
    named = named or (price is not None and marked.has("captive", lo=price.end, hi=price.end + 3))
    at = mark.end + marked.within("party", mark.end, mark.end + 1)  # 'offered Moscow 150 captured soldiers'
    return named or clause.marked.sentence.tokens[min(at, clause.hi - 1)].word.kind == "num"


def deeds(clause: Clause, heads: list[Mark]) -> list[Mark]:
    """The heads that tell of a deed: not the 'hands' of 'shake hands on'."""
    pacts = [m for m in clause.of("agreed") if m.end - m.start > 1] if "agreed" in clause.own and heads else []
    return [h for h in heads if not any(m.start < h.start < m.end - 1 for m in pacts)] if pacts else heads


def of_an_offer(clause: Clause) -> Stage:
    """How far an exchange is that somebody offers: agreed where the offer is taken."""
    return AGREED if "accepted" in clause.own and offer_taken(clause) else PROPOSED


def offer_taken(clause: Clause) -> bool:
    """English: 'Kyiv accepts Moscow's offer to swap 500', 'says yes to a proposal for': who takes it up has agreed."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for mark in clause.of("accepted") if "conditional" not in clause.own else ():
        idle = (
            tokens[mark.start].word.pos
            or negated(clause, mark)
            or marked.has("future", "prep_to", lo=mark.start - 2, hi=mark.start)
        )
        offer = marked.first("proposed", lo=mark.end, hi=min(mark.end + OFFER, clause.hi))
        if not idle and offer is not None and not marked.has("swap", "not", lo=mark.end, hi=offer.start):
            return True
    return False


def led_home(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'Емірати домовилися – 103 захисники вільні': behind a dash stands what came of it, a verbless homecoming."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    dashed = any(t.word.surface in "—–" for t in tokens[mark.end : head.start])
    return dashed and head.cls == "home" and word.pos == "verb" and tokens[head.start].word.tense != "inf"


def led_up(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'exchange 150 prisoners each after weeks of appeals': what went before is not how far it has come."""
    marked = clause.marked
    if mark.cls == "agreed" and marked.within("of_this", mark.end, mark.end + 2) and behind_comma(clause, mark, heads):
        return True  # 'договорились об этом в Женеве, завтра освободят ещё по триста'
    if mark.cls == "proposed" and marked.has("pluperfect", lo=mark.start - 1, hi=mark.start):
        return any(h.start >= mark.end and h.cls == "home" for h in heads)  # 'captives Kyiv had asked for come home'
    if "lets" in clause.own and let_go(clause, mark):
        return True
    before = [h for h in heads if h.end <= mark.start]
    if before and mark.cls == "proposed" and marked.has("amid", lo=before[0].end, hi=mark.start):
        return True  # 'swap 150 each as families call for more'
    return bool(before) and marked.has("time_anchor", lo=max(clause.lo, mark.start - NEAR), hi=mark.start)


def let_go(clause: Clause, mark: Mark) -> bool:
    """'Each let 270 soldiers go in the first part of the swap settled in Istanbul': they have been let go."""
    tokens = clause.marked.sentence.tokens
    done = [v for v in clause.verbs if v.end <= mark.start and tokens[v.start].word.norm == "let" and v.tense == "past"]
    return any(not clause.marked.has("future", "would", "auxiliary", lo=v.start - 2, hi=v.start) for v in done)


def behind_comma(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """Whether what is told next stands behind a comma, not as the infinitive or noun of what was agreed."""
    tokens = clause.marked.sentence.tokens
    after = [h for h in heads if h.start >= mark.end]
    if not after or tokens[after[0].start].word.tense not in ("futr", "past", "pres"):
        return False
    return any(t.word.surface in ",;" for t in tokens[mark.end : after[0].start])


def terms_agreed(clause: Clause, mark: Mark) -> bool:
    """'the lists had been agreed', 'the first stage of what was agreed': what is agreed is no exchange."""
    what = () if clause.marked.sentence.tokens[mark.start].word.pos else ("question",)
    terms = clause.marked.first("terms", *what, lo=max(clause.lo, mark.start - 4), hi=mark.start)
    return terms is not None and not clause.marked.has("swap", lo=terms.end, hi=mark.start)


def deals(clause: Clause, mark: Mark) -> bool:
    """'Про обміни домовляються окремо', 'договариваются': who deals with each other has agreed on nothing yet."""
    word = clause.marked.sentence.tokens[mark.start].word
    if of_a_day(clause, mark):
        return True
    return mark.cls == "agreed" and word.pos == "verb" and word.tense == "pres" and word.perfective is False


def foreseen(clause: Clause, heads: list[Mark]) -> bool:
    """English: 'Umerov sees 1,000 released by Christmas': what somebody sees has not come about."""
    for mark in clause.of("sees"):
        present = clause.marked.sentence.tokens[mark.start].word.norm == "sees"
        if present and clause.marked.within("person", 0, mark.start) and any(h.start >= mark.end for h in heads):
            return not clause.has("swap") or all(s.start > mark.end for s in clause.of("swap"))
    return False


def in_a_word(clause: Clause, heads: list[Mark]) -> bool:
    """'домовилися: 200 на 200', 'Умєров: міняємо тисячу на тисячу': a formula is all that is told of an agreement."""
    tokens = clause.marked.sentence.tokens
    if "formula" not in clause.own or clause.any_of(("relative", "happened", "completed", "under_way")):
        return False
    if not any(counts(m.start - 1, clause, before=True) and counts(m.end, clause) for m in clause.of("formula")):
        return False
    if not any(t.word.pos for t in tokens[clause.lo : clause.hi]):
        return not heads and settled_on(clause)  # English
    if any(h.cls != "swap" for h in heads):
        return False
    ours = [tokens[h.start].word for h in heads]
    if ours and all(w.tense == "pres" and w.norm.endswith(WE) for w in ours):
        return True
    return not heads and any(
        tokens[m.start].word.tense == "past" and not negated(clause, m) for m in clause.marks("agreed")
    )


def settled_on(clause: Clause) -> bool:
    """English: 'we have agreed on a thousand for a thousand', 'the deal is 500 for 500'."""
    at = min(m.start for m in clause.of("formula"))
    if clause.has("future", "possible", "conditional", "want", "sought", "proposed", "aim"):
        return False
    agreed = (m for m in clause.marks("agreed") if m.end <= at)
    if any(not negated(clause, m) for m in agreed):
        return True
    pact = clause.opening("pact")
    return pact is not None and clause.marked.within("copula", pact.end, at) and "negation" not in clause.own


def counts(at: int, clause: Clause, *, before: bool = False) -> bool:
    """Whether a number stands at a place of a clause, or ends there."""
    if not clause.lo <= at < clause.hi:
        return False
    spelled = list(clause.marked.inside("number", clause.lo))
    if not before and clause.marked.within("article", at, at + 1) and any(m.start == at + 1 for m in spelled):
        return True  # 'a thousand for a thousand'
    return clause.marked.sentence.tokens[at].word.kind == "num" or any(
        (m.end == at + 1 if before else m.start == at) for m in spelled
    )


def provided(clause: Clause) -> bool:
    """'The deal covers at least 1,000 on each side': what an agreement provides for is not yet done."""
    pact = clause.opening("pact")
    covers = clause.first("covers") if pact is not None else None
    between = pact is not None and covers is not None and 0 <= covers.start - pact.end <= 12
    if between and pact is not None and covers is not None:
        dated = clause.marked.has("weekday", "relative", lo=pact.start - DATED, hi=covers.start)
        if dated and clause.marked.sentence.tokens[covers.start].word.tense == "past":
            return False  # 'Friday's deal covered 95 of each': it has been carried out
    return between and not clause.has(*VERBS, "happened", "completed")


def deed_named(clause: Clause, head: Mark) -> bool:
    """'об освобождении 1200 пленных договорились', 'release of 1,200 agreed': a return by its noun, as a matter."""
    tokens = clause.marked.sentence.tokens
    word = tokens[head.start].word
    if word.pos:
        about = clause.marked.has("prep_about", lo=max(clause.lo, head.start - 2), hi=head.start)
        return word.pos == "noun" and (about or "nomn" in word.cases)
    return (
        not word.tense and clause.marked.sentence.in_title and clause.marked.within("prep_of", head.end, head.end + 1)
    )


def fulfilled(clause: Clause, mark: Mark) -> bool:
    """'домовленості виконано', 'домовленість, укладену в Анкарі, виконано': an agreement that has been carried out."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos != "noun":
        return False
    tokens = clause.marked.sentence.tokens
    near = clause.marked.all("fulfilled", lo=max(clause.lo, mark.start - 3), hi=min(mark.end + FULFILLED, clause.hi))
    return any(tokens[m.start].word.tense in ("past", "part") and not negated(clause, m) for m in near)


def set_off(clause: Clause, mark: Mark) -> bool:
    """'обмен, согласованный в Стамбуле, длится': a participle behind a comma tells nothing new.

    Nor does the deal of 'Thursday's trade is part of the deal struck on 2 June'.
    """
    tokens = clause.marked.sentence.tokens
    if mark.end - mark.start > 1 and clause.marked.within("leg", mark.start - 3, mark.start - 1):
        swaps = clause.of("swap")
        return bool(swaps) and clause.marked.within("weekday", swaps[0].start - 1, swaps[0].start)
    if tokens[mark.start].word.pos != "adj":
        return False
    before = mark.start > clause.lo and tokens[mark.start - 1].word.surface == ","
    following = tokens[mark.end].word if mark.end < clause.hi else None
    of_noun = following is not None and following.kind == "word" and following.pos in ("noun", "")
    return before or (of_noun and not clause.marked.within("prep_stop", mark.end, mark.end + 1))


def reduced(clause: Clause, mark: Mark) -> bool:
    """'have finished the exchange agreed in Istanbul': a participle behind its noun, another verb tells the news."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if not word.pos and mark.start > clause.lo and tokens[mark.start - 1].word.norm == "as":
        return True  # 'Exchange held as agreed in Istanbul'
    named = clause.marks("swap", "body", "pact", "deal")
    if word.pos or word.tense != "past" or not any(m.end == mark.start for m in named):
        return False
    if traded(clause, mark):
        return True
    told = clause.marks("happened", "completed", "finished", "under_way")
    later = [m for m in (*told, *clause.of("due")) if m.start > mark.end]
    if any(
        tokens[m.start].word.tense == "past" or clause.marked.has("copula", lo=m.start - 1, hi=m.start + 1)
        for m in later
    ):
        return True  # 'the operation agreed in Istanbul is complete', 'the exchange agreed there began on Monday'
    ends = [m for m in told if tokens[m.end - 1].word.norm[-1:] == "s" or clause.marked.sentence.in_title]
    done = any(m.end <= mark.start and tokens[m.start].word.tense in ("past", "part") for m in told)
    ends = [m for m in ends if m.start > clause.lo and 0 < mark.start - m.end <= NEAR + 2]  # 'completes the exchange'
    if done or any(not clause.marked.has("and", "talks_strong", lo=m.end, hi=mark.start) for m in ends):
        return True
    place = clause.marked.has("prep_in", lo=mark.end, hi=mark.end + 1)  # 'Swap agreed in Geneva takes place'
    return place and any(tokens[m.start].word.norm[-1:] == "s" for m in later)


def of_it(clause: Clause) -> bool:
    """English: 'part of the deal struck on 2 June | that covers 1,000 a side': what the deal is on, and no lot."""
    marked, lo = clause.marked, clause.lo
    if "covers" not in clause.own or not marked.has("that", "relative_word", lo=lo, hi=lo + 1) or clause.has(*VERBS):
        return False
    return any(marked.within("leg", m.start - 3, m.start) for m in marked.inside("pact", max(0, lo - OF_IT), lo))


def with_truce(clause: Clause) -> bool:
    """'announces a three-day truce and a swap of 1,000': both are parts of one deal, not done yet."""
    if "truce" not in clause.own or clause.has(*VERBS, "happened", "completed", "discuss", "talks_strong"):
        return False
    pairs = [sorted((t, s), key=lambda m: m.start) for t in clause.marks("truce") for s in clause.marks("swap")]
    near = (clause.marked.all("and", "party", lo=a.end, hi=b.start) for a, b in pairs if b.start - a.end <= JOINED)
    return any({m.cls for m in between} == {"and"} for between in near)  # not 'no truce, Kyiv and Moscow swap 100'


def traded(clause: Clause, mark: Mark) -> bool:
    """English: 'they exchanged 207 each, a part of the deal agreed there': a verb of exchange, of whom it counts."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for head in clause.of("swap"):
        word = tokens[head.start].word
        at = head.start - 1 - 2 * marked.has("weekday", "relative", lo=head.start - 1, hi=head.start)
        acts = marked.has("party", "people", "both", "perfect", "future", lo=at, hi=head.start)
        counts = marked.has("captive", "number", lo=head.end, hi=head.end + 2) or (
            head.end < clause.hi and tokens[head.end].word.kind == "num"
        )
        if head.end < mark.start and not word.pos and acts and counts and not negated(clause, head):
            return word.tense == "past" or marked.within("future", head.start - 1, head.start)
    return False
