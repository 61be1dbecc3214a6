"""What says that there is no exchange: none came about, none is set, agreed or confirmed."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.putting_off import DATED, counted
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked

RETURN: Final = ("swap", "return", "free", "receive", "home")
SIZE: Final = ("for", "-", "–", "prisoner", "such")
"""What else may stand between 'no' and the exchange there is none of: '210-for-210'."""
NEAR: Final = 7
"""Within how many words of 'there was not' stands what there was not."""
PACT: Final = 6
"""Within how many words behind an agreement stands what it would be on."""

YET: Final = 2
"""How near before a verb of beginning 'not' or 'yet to' stands: 'has not yet begun'."""
UNSETTLED: Final = ("no", "without_them", "no_accord")


def none_then(clause: Clause) -> bool:
    """'Обміну сьогодні не було', 'в четверг обмена пленными не было': told as come on a day, it has not."""
    if not ("not" in clause.own and "be_there" in clause.own and clause.any_of(DATED) and clause.any_of(RETURN)):
        return False
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for mark in clause.of("be_there"):
        if tokens[mark.start].word.tense != "past" or not marked.within("not", mark.start - 1, mark.start):
            continue
        near = marked.all(*RETURN, lo=max(clause.lo, mark.start - NEAR), hi=min(mark.end + NEAR, clause.hi))
        last = mark.end >= clause.hi or tokens[mark.end].word.kind == "sym"  # not 'повернення не було обміном'
        nouns = (w for w in (tokens[m.start].word for m in near) if w.pos == "noun" and "gent" in w.cases)
        if any(last or "nomn" not in w.cases for w in nouns):
            return not clause.any_of(("since", "subjunctive", "cancelled", "postponed"))
    return False


def lull(clause: Clause) -> bool:
    """'Last year no exchanges took place for six months', 'пів року обмінів не було': how long there were none."""
    set_then = ("weekday", "relative", "ordinal", "cancelled", "postponed", "denied")  # 'второй раз за месяц'
    if not clause.has("years", "period") or clause.any_of(set_then):
        return False
    words = [clause.marked.sentence.tokens[m.start].word for m in clause.of("will")]
    if any(not w.pos or w.tense == "futr" for w in words):
        return False  # 'цього місяця обміну не буде'
    return clause.has("no_swap") or (
        clause.has("not", "no") and clause.has("happened", "be_there") and clause.has("swap")
    )


def none_told(clause: Clause) -> bool:
    """Whether a clause tells how long there were no exchanges, that they pause, or that none is agreed or set yet."""
    return lull(clause) or only_lull(clause) or unsettled(clause) or none_announced(clause) or unbegun(clause)


def unbegun(clause: Clause) -> bool:
    """'The exchange that Trump announced has not begun', «обмін ще не почався»: nobody is back, and nothing is off."""
    if "under_way" not in clause.own or not clause.any_of(("swap", "body")):
        return False
    if clause.any_of(("cancelled", "postponed", "happened", "finished", "completed")):
        return False
    return all(not_begun(clause.marked, m, clause.lo) for m in clause.of("under_way"))


def unbegun_behind(clause: Clause) -> bool:
    """'The exchange, | which Trump announced, | has not begun': told behind a clause that only names the exchange."""
    marked = clause.marked
    told = marked.of("under_way") if "swap" in clause.own and "under_way" in marked.marks else ()
    if not told or told[0].start < clause.hi or not marked.any_of(("not", "yet_to")):
        return False
    if marked.any_of(("free", "give", "return", "receive", "home", "happened", "finished", "cancelled", "postponed")):
        return False
    return all(not_begun(marked, m, clause.hi) for m in told)


def not_begun(marked: Marked, mark: Mark, lo: int) -> bool:
    """Whether 'not' or 'yet to' stands before a verb of beginning: 'has not yet begun', «ще не почався»."""
    first, word = max(lo, mark.start - YET), marked.sentence.tokens[mark.start].word
    if marked.within("yet_to", first, mark.start):
        return True
    first = mark.start - 1 if word.pos else first  # «не» stands right before its verb
    nots = marked.inside("not", first, mark.start)
    return bool(nots) and not any(marked.within("merely", m.end, m.end + 1) for m in nots)  # 'not only begun'


def none_announced(clause: Clause) -> bool:
    """English: 'No exchange was announced': behind a meeting or a visit, and nobody denies one."""
    if "no" not in clause.own or "makes_known" not in clause.own or clause.has("weekday", "relative", "number"):
        return False
    made = clause.of("makes_known")[0]
    swaps = clause.marked.all("swap", lo=clause.lo, hi=made.start)
    none = all(clause.marked.has("no", lo=max(clause.lo, m.start - 3), hi=m.start) for m in swaps)
    return none and bool(swaps) and clause.marked.has("was", "copula", lo=made.start - 1, hi=made.start)


def only_lull(clause: Clause) -> bool:
    """'Peskov: there is a pause in exchanges', 'в обмінах пауза': of exchanges as such, and nobody came home."""
    if "lull" not in clause.own or clause.has(*VERBS, "captive", "captivity", "body", "happened", "superlative"):
        return False
    tokens = clause.marked.sentence.tokens
    swaps = [tokens[m.end - 1].word for m in clause.of("swap")]
    several = bool(swaps) and all(w.plural or (not w.pos and w.norm.endswith("s")) for w in swaps)
    return several and not any(t.word.kind == "num" for t in tokens[clause.lo : clause.hi])


def no_such(clause: Clause) -> bool:
    """'No 210-for-210 exchange planned', 'there was no swap of 300': nothing but its size stands behind 'no'."""
    if clause.has("in_return", "cal_ago") or "no" not in clause.own:
        return False
    if no_pact(clause):
        return clause.has("exists") or clause.marked.has("copula", lo=clause.lo, hi=clause.marks("no")[0].start)
    tokens = clause.marked.sentence.tokens
    for mark in clause.of("swap"):
        for no in clause.marked.all("no", lo=max(clause.lo, mark.start - 5), hi=mark.start):
            between = tokens[no.end : mark.start]
            sized = bool(between) and all(t.word.kind == "num" or t.word.norm in SIZE for t in between)
            if sized and any(t.word.kind == "num" for t in between):
                return True
    return False


def unconfirmed(clause: Clause) -> bool:
    """'Песков не подтвердил данные об обмене': what nobody confirms has not come about, nor been called off."""
    if clause.has("cancelled", "postponed"):
        return False  # 'Обмен сорвался: Киев не подтвердил списки'
    if "confirm" not in clause.own or "not" not in clause.own or "swap" not in clause.own:
        return False
    if counted(clause) and not of_that_size(clause):
        return False
    said = (m for m in clause.of("confirm") if clause.marked.within("not", m.start - 1, m.start))
    return any(clause.marked.sentence.tokens[m.start].word.pos for m in said)


def of_that_size(clause: Clause) -> bool:
    """'не подтвердил обмен 150 пленных': how many the exchange was of, and nobody is said to have come."""
    tokens = clause.marked.sentence.tokens
    sized = any(m.end < clause.hi and tokens[m.end].word.kind == "num" for m in clause.of("swap"))
    return sized and not clause.has("home", "return", "receive", "free", "give")


def no_pact(clause: Clause) -> bool:
    """'There is no deal to swap 100 prisoners', 'no agreement on a release': what nobody has agreed on."""
    marked = clause.marked
    if "no_accord" in clause.own and none_reached(clause):
        return True
    for no in clause.marks("no", "without_them") if "pact" in clause.own else ():
        at = no.end + marked.within("before_name", no.end, no.end + 1)
        pact = marked.first("pact", lo=at, hi=at + 1)
        if pact is not None and marked.has("prep_to", "prep_about", "about", lo=pact.end, hi=pact.end + 1):
            return marked.has("swap", "free", "give", "return", "child", "captive", lo=pact.end, hi=pact.end + PACT)
    return False


def none_reached(clause: Clause) -> bool:
    """'Домовленості про обмін поки немає', 'failed to agree on an exchange': beside the exchange that it is of."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if clause.any_of(("cancelled", "postponed", "happened")):
        return False
    dated = "weekday" in clause.own
    for none in clause.of("no_accord"):
        if dated and none.end - none.start == 1:
            continue  # 'домовленості про обмін у п'ятницю немає': that of a day is denied
        named = marked.all("pact", "agreed", lo=none.start - PACT, hi=none.start)
        pact = any(all(t.word.kind == "word" for t in tokens[m.end : none.start]) for m in named)
        pact = pact or none.end - none.start > 1
        if pact and marked.has("swap", "captive", lo=max(clause.lo, none.start - NEAR), hi=none.end + PACT):
            return True
    return False


def unsettled(clause: Clause) -> bool:
    """'No deal on prisoner swap reached': nothing is set, and nothing is denied."""
    return clause.any_of(UNSETTLED) and no_pact(clause) and not no_such(clause)


def other_than_exchange(clause: Clause) -> bool:
    """'It was no exchange', 'This was a separate return and no exchange': what was told of came about otherwise."""
    if "not_exchange" in clause.own:
        return True
    opens = "no_swap" in clause.own and any(m.start == clause.lo for m in clause.of("that_was"))
    joined = opens and any(clause.marked.within("cal_and", m.start - 1, m.start) for m in clause.of("no_swap"))
    return joined and not clause.any_of(("agreed", "pact", "happened", "be_there"))


def of_words(clause: Clause, mark: Mark) -> bool:
    """'Kyiv rejects the phrase "child exchange"': what something is called, or charged with, is denied."""
    words = clause.marked.all("wording", lo=mark.end, hi=min(mark.end + 3, clause.hi))
    return any(not clause.marked.has("prep_about", lo=m.end, hi=m.end + 6) for m in words)
