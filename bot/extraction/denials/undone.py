"""What should have been done or has not been, what nobody is ready to do, and what somebody only speaks about."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.name_lists import only_lists
from bot.extraction.voices.quoted import only_words
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import STARTS, Mark
from bot.extraction.words.terms import CARRIED_OUT
from storage.vocabulary import Stage

HEADS: Final = ("swap", "free", "give", "return", "receive", "home", "happened", "body", "move")
DONE: Final = ("free", "give", "return", "receive", "home", "happened", "completed", "finished", "move")
NEGATING: Final = ("never", "yet_to")
"""What negates a deed; 'no' and 'without' do what is named."""
DEEDS: Final = ("swap", "free", "give", "return", "receive", "home", "happened", "completed", "finished", "under_way")
REACH: Final = 5
"""Within how many English words behind a negation stands the deed: 'have not yet been let go'."""
UNTIL: Final = frozenset({"until", "till", "unless"})
"""English: what it has not been done before, it has been then: 'were not freed until Friday'."""
OPENING: Final = frozenset({"when", "once", "if", *UNTIL})
"""English: behind these a present tense is of what may come."""
NEAR: Final = 3
"""How many words may stand between 'should have' or 'not ready to' and the deed."""


def should_have(clause: Clause) -> bool:
    """'A handover of 70 should have taken place on Tuesday': it has not."""
    marked = clause.marked
    if "should_have" not in clause.own or not (counted(clause) or marked.sentence.in_title):
        return False
    return any(marked.has(*HEADS, lo=m.end, hi=min(m.end + NEAR, clause.hi)) for m in clause.of("should_have"))


def unready(clause: Clause) -> bool:
    """'Russia is not ready to swap 300', 'has not offered to exchange 500': nothing is told of an exchange."""
    marked = clause.marked
    if "cancelled" in clause.own or not (
        "unwilling" in clause.own or ("not" in clause.own and "proposed" in clause.own)
    ):
        return False
    told = [m for m in clause.of("proposed") if m.start > clause.lo and marked.within("not", m.start - 2, m.start)]
    told = [m for m in told if not marked.sentence.tokens[m.start].word.pos]
    return any(marked.has(*HEADS, lo=m.end, hi=min(m.end + NEAR, clause.hi)) for m in (*told, *clause.of("unwilling")))


def commented(clause: Clause) -> bool:
    """'Umerov on 500-for-500 swap', 'Kremlin on exchange of 300: work goes on': a title that says who speaks of it."""
    marked = clause.marked
    if not marked.sentence.in_title or "swap" not in clause.own or clause.any_of(DONE):
        return False
    for on in clause.of("about"):
        named = marked.has("person", "agency", "party", lo=on.start - 1, hi=on.start)
        swap = marked.first("swap", lo=on.end, hi=clause.hi)
        verbs = any(t.word.tense or t.word.pos for t in marked.sentence.tokens[clause.lo : on.start])
        if named and swap is not None and not verbs and swap.start - on.end <= 2 * NEAR:
            return True
    return False


def valued(clause: Clause) -> bool:
    """'Для Києва важливі і сама зустріч, і новий обмін': what an exchange is worth to somebody, and none."""
    if "weighty" not in clause.own or "swap" not in clause.own or clause.any_of(DONE) or counted(clause):
        return False
    return not clause.has("weekday", "month", "agreed", "proposed", "under_way", "receive")


def counted(clause: Clause) -> bool:
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    return "number" in clause.own or any(t.word.kind == "num" for t in tokens)


def spoken_of(clause: Clause, stage: Stage) -> bool:
    """Whether a clause tells of no exchange at all: only of lists, of what nobody is ready for, or who speaks of it.

    Nor does one of the `stage` of what is done, if it says that it is not.
    """
    told_of = only_lists(clause) or unready(clause) or commented(clause) or valued(clause) or of_plans(clause)
    return told_of or only_words(clause) or (stage.phase is CARRIED_OUT and (never_done(clause) or not_so_far(clause)))


def not_so_far(clause: Clause) -> bool:
    """English: 'When Russia returns 300, a truce may follow', 'can return 300 at once': a present that is none yet."""
    tokens = clause.marked.sentence.tokens
    opening = tokens[clause.lo].word.norm in OPENING
    for deed in clause.all_of(DEEDS):
        word = tokens[deed.start].word
        if word.pos or word.tense in ("past", "part"):
            return False
        able = deed.start > clause.lo and tokens[deed.start - 1].word.norm == "can"
        if able or (opening and word.norm.endswith("s")):
            return True
    return False


def never_done(clause: Clause) -> bool:
    """'Russia hasn't released 300', 'were not exchanged', «не обміняли»: each deed of a clause is negated."""
    if not clause.any_of(NEGATING) or clause.any_of(("cancelled", "postponed", "denied", "no", "confirm")):
        return False
    tokens, negated = clause.marked.sentence.tokens, False
    for deed in sorted(clause.all_of(DEEDS), key=STARTS):
        word = tokens[deed.start].word
        if word.pos == "noun":
            continue
        if undone(clause, deed):
            negated = True
        elif word.pos or word.tense in ("past", "part") or led(clause, deed):
            return False
    return negated and not any(t.word.norm in UNTIL for t in tokens[clause.lo : clause.hi])


def led(clause: Clause, deed: Mark) -> bool:
    """English: 'will return', 'to return', 'are home': no noun, and told of them."""
    return clause.marked.has("future", "prep_to", "possible", "copula", lo=deed.start - 1, hi=deed.start)


def undone(clause: Clause, deed: Mark) -> bool:
    """Whether a negation reaches a deed: 'have not been freed', 'never came home', «не був проведений».

    Not 'not only returned', 'never before have so many returned', «не менше 300 повернулися»: other words between.
    """
    marked, at = clause.marked, deed.start
    negations = marked.all(*NEGATING, lo=max(clause.lo, at - REACH), hi=at)
    return any(all(marked.within("helping", i, i + 1) for i in range(m.end, at)) for m in negations)


def of_plans(clause: Clause) -> bool:
    """'О планах обмена накануне рассказал Трамп': somebody has spoken of plans, and counts nobody."""
    marked, lo = clause.marked, clause.lo
    swap = next(iter(clause.of("swap")), None)
    if swap is None or not marked.within("prep_about", lo, lo + 1) or "number" in clause.own:
        return False
    planned = marked.has("idea", "pact", lo=lo + 1, hi=swap.start)
    tokens = marked.sentence.tokens[lo : clause.hi]
    return planned and "say" in clause.own and not any(t.word.kind == "num" for t in tokens)


def only_topic(clause: Clause) -> bool:
    """'A new exchange of prisoners is on the agenda': what is to be talked about, without a figure, is no event."""
    if "agenda" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    numbers = (m for m in clause.of("number") if not clause.marked.within("not_people", m.end, m.end + 1))
    counted = any(numbers) or any(t.word.kind == "num" for t in tokens)  # 'між двома країнами' counts nobody
    return "swap" in clause.own and not counted and not clause.has("happened", "agreed", "weekday", "relative")


def on_condition(clause: Clause) -> bool:
    """'would welcome the format if it led to exchanges': a swap that nobody says will be."""
    cue = clause.opening("conditional")
    if cue is None:
        return False
    swaps = clause.marks("swap")
    return bool(swaps) and all(m.start > cue.start for m in swaps) and not clause.marks("number", lo=cue.end)


def in_vain(clause: Clause, mark: Mark) -> bool:
    """English: 'Families wait in vain as swap is delayed': who waits so, where an exchange is told to be put off."""
    vain = clause.marked.sentence.tokens[mark.end - 1].word.norm == "vain"
    return vain and clause.marked.within("postponed", mark.end)
