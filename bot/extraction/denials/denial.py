"""What did not happen: denied, called off, put off, or said only on a condition (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.opening import back_in_it, before_noun, opening_comma
from bot.extraction.days.when import When
from bot.extraction.denials.aims import aimed_at, wished
from bot.extraction.denials.negation import NEAR, negated, not_before
from bot.extraction.denials.no_exchange import (
    lull,
    no_such,
    none_then,
    none_told,
    of_words,
    unbegun_behind,
    unconfirmed,
)
from bot.extraction.denials.putting_off import (
    blamed,
    else_refused,
    holds,
    never_refused,
    possible,
    puts_off_nothing,
    refuses_words,
    titled_off,
)
from bot.extraction.denials.undone import in_vain, on_condition, only_topic, should_have
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.morphology import Word
from bot.extraction.words.terms import CANCELLED, POSTPONED
from storage.vocabulary import Stage

OFF: Final = (("cancelled", Stage.CANCELLED), ("postponed", Stage.POSTPONED))
VOIDING: Final = frozenset(
    {"unreal", "conditional", "not", "habitual", "purpose", "subjunctive", "accuse", "agenda", "no", "refuses"}
) | {"hinders", "lull", "without_them", "no_accord", "yet_to"}
"""Without any of these in a clause nothing makes it void."""
CALLING_OFF: Final = frozenset({"should_have", "cancelled", "postponed", "not", "no", "shifted", "off", "negation"})
SO_FAR: Final = ("пока", "поки", "наразі")
LATER: Final = ("weekday", "month", "cal_next", "cal_weekend", "cal_vague", "later")
"""To when an exchange is moved."""
SPAN: Final = ("day_noun", "cal_week", "cal_two_days", "cal_day")
"""By how much it is: 'shifts by two days'."""
TOLD_OF: Final = ("future", "happened", "completed", "under_way")
"""What may be told of an exchange that had been put off."""
OPENING: Final = 8
"""How many words may stand between an opening participle's comma and the exchange: 'Twice put off, the swap …'."""


def never(clause: Clause, mark: Mark) -> bool:
    """English: 'The exchange slated for Wednesday never happened': one that had a day."""
    word = clause.marked.sentence.tokens[mark.start - 1].word.norm if mark.start > clause.lo else ""
    return word == "never" and clause.has("due", "future", "weekday", "relative") and not clause.has("superlative")


def denied(clause: Clause) -> bool:
    """'there was no exchange', 'denies that …', 'reports of a swap are false'."""
    if lull(clause) or clause.opening("purpose") is not None:
        return False  # 'хочуть, | щоб жоден обмін не відбувався без «Азовсталі»'
    if unset(clause) or none_then(clause):
        return True
    if not clause.any_of(("no_swap", "denied", "no")) or "since" in clause.own or would_not(clause):
        return False
    if "no_swap" in clause.own and clause.has("relative", "weekday", "month", "say", "happened"):
        return not absent(clause)
    if no_such(clause):
        return told_off(clause, clause.marks("swap")) is None and not absent(clause)
    idle = (
        negated(clause, m) or of_words(clause, m) or aside(clause, m) or holds(clause, m) or else_refused(clause, m)
        for m in clause.of("denied")
    )
    return not all(idle) or none_held(clause)


def would_not(clause: Clause) -> bool:
    """'Без Еміратів обміну не було б': what would not have been has been."""
    return any(clause.marked.within("subjunctive", m.end, m.end + 1) for m in clause.of("no_swap"))


def unset(clause: Clause) -> bool:
    """'Обмін на цей тиждень не призначали', 'передача тел не запланирована': what was told as coming was never set."""
    swaps = clause.marks("swap", "body") if "set_for" in clause.own and "not" in clause.own else []
    off = clause.marks("cancelled", "postponed")  # 'обміну не скасовано, бо його й не призначали'
    if not swaps or clause.has("happened", "completed") or not all(not_before(clause, m) for m in off):
        return False
    return any(not_before(clause, m) and m.start > swaps[0].start for m in clause.marks("set_for"))


def aside(clause: Clause, mark: Mark) -> bool:
    """'The exchange will go ahead, he said, denying reports | that it was put off': the denial is of what follows."""
    tokens = clause.marked.sentence.tokens
    behind = mark.start > clause.lo and tokens[mark.start - 1].word.surface == ","
    behind = behind and tokens[mark.start].word.tense == "ing"
    return behind and any(m.end <= mark.start for m in clause.marks("swap", "body"))


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
    if not clause.any_of(CALLING_OFF) or clause.opening("purpose") is not None:
        return None
    if clause.any_of(("swap", "swap_noun_only", "body", "phase", "future")) and any(
        shifted(clause, m) for m in clause.of("shifted")
    ):
        return POSTPONED
    told = told_off(clause, heads)
    if told is not None or absent(clause) or should_have(clause):
        return told or POSTPONED
    for mark in clause.of("happened"):
        if (not_before(clause, mark) or never(clause, mark)) and not possible(clause, mark):
            return POSTPONED
    ahead = [h for h in heads if clause.marked.sentence.tokens[h.start].word.tense == "futr"]
    return POSTPONED if any(not_before(clause, h) and not refusal(clause, h) for h in ahead) else None


def told_off(clause: Clause, heads: list[Mark]) -> Stage | None:
    """What a word of cancelling or putting off tells of the event itself."""
    for name, stage in OFF:
        for mark in clause.of(name):
            itself = any(s.end == mark.start for s in clause.of("swap"))  # 'привезли на границу, обмен сорвался'
            idle = (
                (beside(clause, mark, heads) and not itself) or attributive(clause, mark) or refuses_words(clause, mark)
            )
            idle = idle or possible(clause, mark) or blamed(clause, mark) or puts_off_nothing(clause, mark)
            idle = idle or (name == "cancelled" and in_vain(clause, mark))
            if not idle and (not negated(clause, mark) or before_noun(clause, mark)):
                return stage
    return CANCELLED if "off" in clause.own and titled_off(clause) else None


def refusal(clause: Clause, head: Mark) -> bool:
    """'двох полонених не віддасть': who will not hand people over refuses; on a day that is named, they do not come."""
    return head.cls == "give" and not clause.has("swap", "relative", "weekday", "month", "in_return")


def absent(clause: Clause) -> bool:
    """'Обміну сьогодні не буде', 'there will be no exchange today': one that was looked for does not come."""
    tokens = clause.marked.sentence.tokens
    for will in clause.of("will"):
        if not tokens[will.start].word.pos:
            lo, hi = will.end, min(will.end + NEAR, clause.hi)
            swap = clause.marked.first("swap", lo=lo, hi=hi) if clause.has("no") else None
            if swap is not None and clause.marked.has("no", lo=lo, hi=swap.start):
                return True
        elif tokens[will.start].word.tense == "futr" and not_before(clause, will):
            near = clause.marked.all("swap", lo=max(clause.lo, will.start - 5), hi=min(will.end + NEAR, clause.hi))
            if any(one_missed(tokens[m.start].word) for m in near):
                return True
    return False


def one_missed(word: Word) -> bool:
    """'обміну не буде', but not 'обмін не буде скасовано'; in the plural it is a stand on exchanges as such."""
    return word.pos == "noun" and "gent" in word.cases and not word.cases & {"nomn", "accs"} and not word.plural


def shifted(clause: Clause, mark: Mark) -> bool:
    """'the exchange has been moved to next week', 'is not cancelled, only moved': in time, not to another place."""
    if negated(clause, mark):
        return False
    if any(negated(clause, m) for m in clause.marks("cancelled", "off")):
        return True
    marked, at = clause.marked, mark.end
    if marked.within("prep_by", at, at + 1) and marked.has(*SPAN, lo=at + 1, hi=at + 4):
        return clause.any_of(("swap", "swap_noun_only"))
    since = marked.within("prep_from", at, at + 1) and marked.has(*LATER, lo=at + 1, hi=at + 3)
    to = marked.first("prep_to", "cal_and", lo=at, hi=at + (NEAR + 1 if since and "swap" in clause.own else 1))
    return to is not None and marked.has(*LATER, lo=to.end, hi=to.end + NEAR - 1)


def moved_to(clause: Clause, when: When) -> bool:
    """'сдвинули на выходные', 'has been put off until Monday': the new day is not the one that it was to have."""
    near = (m for m in clause.marks("postponed", "shifted") if 0 < when.start - m.end <= NEAR)
    return any(clause.marked.has("until_day", lo=m.end, hi=m.end + 1) for m in near)


def beside(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'have traded prisoners after months of stalled talks': what was held up is not the event, which happened."""
    if clause.marked.within("talks", mark.end, mark.end + 1):
        return True
    if clause.marked.within("time_anchor", max(clause.lo, mark.start - 4), mark.start):
        return True  # 'after days of delay'
    if any(h.end < m.start < mark.start for h in heads for m in clause.of("amid")):
        return True  # 'swap 146 each as the Geneva track stalls'
    stalled = clause.marked.within("talks", max(clause.lo, mark.start - 2), mark.start)
    if stalled and any(h.end < mark.start for h in heads):
        return True  # 'trade prisoners as talks stall'
    tokens = clause.marked.sentence.tokens
    return any(h.end <= mark.start and tokens[h.start].word.tense == "past" and h.cls != "body" for h in heads)


def attributive(clause: Clause, mark: Mark) -> bool:
    """'перенесённый обмен прошёл', 'the delayed swap will take place': what had been done to it is not the news."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos:
        named = clause.marked.has("swap", "body", lo=mark.end, hi=min(mark.end + 5, clause.hi))
        held = clause.marked.has(*PEOPLE, lo=mark.end, hi=min(mark.end + 2, clause.hi))  # 'задержанных гражданских'
        return word.pos == "adj" and (named or (held and mark.end - mark.start == 1))
    if not any(not negated(clause, m) for m in clause.marks(*TOLD_OF)):
        return back_in_it(clause, mark)  # 'Delayed exchange still not held', 'No new date for postponed swap'
    comma = opening_comma(clause, mark)
    if comma and clause.marked.has("swap", "pronoun_one", lo=comma, hi=comma + OPENING):
        return True
    return before_noun(clause, mark)


def not_yet(clause: Clause) -> bool:
    """'Обмен пока не назначен', 'Песков не подтвердил данные об обмене': nothing is denied, and nothing has come."""
    if "for_now" not in clause.own or not unset(clause):
        return unconfirmed(clause)
    return any(clause.marked.sentence.tokens[m.start].word.norm in SO_FAR for m in clause.of("for_now"))


def void(clause: Clause) -> bool:
    """'Kyiv did not hand over a single body': nothing happened, nothing is put off."""
    if not clause.any_of(VOIDING):
        return unbegun_behind(clause)
    if (
        any(blamed(clause, m) for m in clause.marks("cancelled", "postponed"))
        or never_refused(clause)
        or not_yet(clause)
    ):
        return True
    if clause.any_of(("purpose", "subjunctive")) and aimed_at(clause) and not wished(clause):
        return True
    if "habitual" in clause.own and not clause.has("happened", "weekday", "relative", "number"):
        return True  # 'has repeatedly refused to take back its troops', 'swap prisoners more often'
    if "unreal" in clause.own and not clause.has("cancelled", "postponed"):
        return True
    if none_told(clause) or on_condition(clause) or unagreed(clause) or only_topic(clause):
        return True
    heads = clause.marks("receive", "give", "return", "free", "home", "takes_in") if "not" in clause.own else []
    if any(
        not_before(clause, h) and clause.marked.sentence.tokens[h.start].word.tense == "futr" and refusal(clause, h)
        for h in heads
    ):
        return True
    tokens = clause.marked.sentence.tokens
    denied_ones = [h for h in heads if not_before(clause, h) and tokens[h.start].word.tense != "futr"]
    return bool(denied_ones) and not told_before(clause, heads, denied_ones) and not broken_off(clause)


def broken_off(clause: Clause) -> bool:
    """'Обмін зірвався: росіяни не привезли людей': what was not done is why it is off."""
    return told_off(clause, clause.marks("swap", "body")) is not None


def told_before(clause: Clause, heads: list[Mark], denied_ones: list[Mark]) -> bool:
    """'Украине отдали тысячу погибших, взамен никого не получили': what stands before the comma has happened."""
    first = min(denied_ones, key=lambda m: m.start)
    tokens = clause.marked.sentence.tokens
    done = [h for h in heads if h.end <= first.start and h not in denied_ones and tokens[h.start].word.tense == "past"]
    return any(t.word.surface == "," for h in done for t in tokens[h.end : first.start]) and clause.has("in_return")


def unagreed(clause: Clause) -> bool:
    """'Обменять пленных не договорились', 'did not agree to swap': nothing is set, so nothing is called off."""
    tokens = clause.marked.sentence.tokens
    told = [m for m in clause.of("agreed") if tokens[m.start].word.pos == "verb"] if "not" in clause.own else []
    told += clause.of("willing") if "not" in clause.own and not told else []  # 'не согласна менять пленных'
    return (
        bool(told) and all(not_before(clause, m) for m in told) and not clause.has("cancelled", "postponed", "happened")
    )
