"""Talks that do not come about: put off, shifted to another day, refused."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated, not_before
from bot.extraction.stages.ahead import future_tense
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

MADE_KNOWN: Final = 4
"""Words between 'announces' and the talks."""
DISOWNED: Final = 4
"""Words between a denial and what is denied."""
DATED, OPENS_SO = 5, 9
"""Words behind a date within which it is denied, and where the clause opens with it."""
SHIFTED: Final = 5
"""Words between 'shifted' and the new day."""


def unheld(clause: Clause, heads: list[Mark]) -> bool:
    """'No Istanbul talks this week', 'the meeting moved to next month': none where one was looked for."""
    marked = clause.marked
    for head in heads if "no" in clause.own and "place" in clause.own else ():
        no = marked.first("no", lo=max(clause.lo, head.start - 3), hi=head.start)
        if no is not None and marked.has("place", lo=no.end, hi=head.start):
            seen = marked.has("sees", "talks_ahead", lo=no.start - 1, hi=no.start)  # 'Kremlin sees no Doha meeting'
            return seen or no.start == clause.lo or marked.sentence.tokens[no.start - 1].word.surface == ":"
    if impossible(clause, heads):
        return True
    moved = clause.marks("talks_moved") if heads and clause.has("cal_next") else []
    return any(marked.has("cal_next", "cal_vague", lo=m.end, hi=m.end + 3) for m in moved if m.start >= heads[0].end)


def impossible(clause: Clause, heads: list[Mark]) -> bool:
    """'Abu Dhabi round impossible for now', 'встреча в Дохе сейчас вряд ли возможна': not where one was looked for."""
    if not clause.any_of(("impossible",)) or not clause.any_of(("place", "place_adjective")):
        return False
    soon = clause.any_of(("for_now", "cal_week", "cal_this"))
    near = (m for m in clause.of("impossible") if any(abs(h.start - m.start) <= SHIFTED + 1 for h in heads))
    return soon and any(not not_before(clause, m) for m in near)


def ruled_out(clause: Clause) -> bool:
    """'talks are unlikely': nothing is settled; 'Geneva talks unlikely this week' puts off what had been."""
    return "ruled_out" in clause.own and not impossible(clause, clause.of("talks_strong"))


def still_on(clause: Clause) -> bool:
    """'зустріч не скасовано', 'denies that the talks were put off': what is said to be not off stands."""
    off = [m for m in clause.marks("talks_off", "talks_later") if not_off(m, clause)]
    past = (m for m in clause.marks("talks_past", "talks_end") if not any(o.start <= m.start < o.end for o in off))
    tokens = clause.marked.sentence.tokens
    if not off or clause.any_of(("swap", "body")):
        return False  # 'обмін через зустріч лідерів не відклали'
    return not any(tokens[m.start].word.tense in ("past", "part") for m in past)


def not_off(mark: Mark, clause: Clause) -> bool:
    """Whether a word of calling off is denied: 'не скасовано', 'have not been postponed', 'заперечив скасування'."""
    marked = clause.marked
    if marked.has("not", "negation", lo=mark.start, hi=mark.end):
        return False  # 'не відбудеться'
    at = mark.start
    while at > clause.lo and marked.has("copula", "auxiliary", lo=at - 1, hi=at):
        at -= 1
    denied = marked.within("denied", max(clause.lo, mark.start - DISOWNED), mark.start) or disowned(clause)
    nobody = at > clause.lo and any(m.end == at for m in marked.of("negation"))  # 'nobody has postponed'
    return denied or nobody or not_before(clause, mark) or marked.within("not", max(clause.lo, at - 1), at)


def disowned(clause: Clause) -> bool:
    """'denies | that the meeting was postponed': a clause behind 'that', and a word of denying right before it."""
    at = clause.lo
    return clause.marked.within("that", at, at + 1) and any(m.end == at for m in clause.marked.of("denied"))


def off_by_title(clause: Clause) -> bool:
    """'Budapest summit off', 'Doha talks off after dispute': English titles need no verb."""
    tokens = clause.marked.sentence.tokens
    if not clause.marked.sentence.in_title:
        return False
    ends = [m for m in clause.of("off") if any(h.end == m.start for h in clause.of("talks_strong"))]
    return any(
        m.end == clause.hi
        or tokens[m.end].word.kind == "sym"
        or clause.marked.has("after", "amid", lo=m.end, hi=m.end + 1)
        for m in ends
    )


def made_known(clause: Clause) -> bool:
    """'Trump announces summit with Putin', 'Kremlin confirms Budapest summit': a title that sets a meeting."""
    tokens = clause.marked.sentence.tokens
    verb = clause.of("makes_known")[0]
    word = tokens[verb.start].word
    if not clause.marked.sentence.in_title or word.pos or not word.norm.endswith("s"):
        return False
    named = clause.marked.has("person", "party", "agency", hi=verb.start)
    head = next((m for m in clause.of("talks_strong") if verb.end <= m.start <= verb.end + MADE_KNOWN), None)
    if head is None or not named or clause.any_of(("weekday", "relative", "talks_after")):
        return False
    nth = word.norm == "confirms" and clause.marked.has("ordinal", lo=verb.end, hi=head.start)
    return word.norm == "announces" or nth or tokens[head.end - 1].word.norm == "summit"


def shifted_day(clause: Clause) -> bool:
    """'the talks have been shifted from Friday to Saturday', 'moved to a later date': another day, no other place."""
    marked = clause.marked
    for mark in clause.of("talks_moved"):
        hi = min(mark.end + SHIFTED, clause.hi)
        when = marked.first("weekday", "month", "date_word", "relative", lo=mark.end, hi=hi)
        if (
            when
            and clause.has("talks_strong")
            and marked.has("prep_from", "prep_to", "until", lo=mark.end, hi=when.start)
        ):
            return not marked.has("place", lo=mark.end, hi=when.start)
    return False


def fallen_through(clause: Clause) -> bool:
    """'the meeting will not take place on Monday', 'встречи в Турции не будет': what was to be held is not."""
    if "talks_strong" not in clause.own or "talks_hold" not in clause.own:
        return False
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("talks_hold"):
        ahead = clause.marked.has("talks_ahead", "future", lo=max(clause.lo, mark.start - 4), hi=mark.start)
        helps = mark.end < clause.hi and tokens[mark.end].word.tense in ("inf", "past", "part")  # 'не буде говорити'
        if not_before(clause, mark) and not helps and (ahead or tokens[mark.start].word.tense == "futr"):
            return True
    return False


def refused(clause: Clause) -> bool:
    """'the delegation will not travel to Geneva for the meeting', 'не поїде на переговори'."""
    if any(not_before_verb(m, clause) for m in clause.of("talks_ahead")) and clause.has("gather", "meet", "talks_past"):
        return not only_one_stays(clause)
    if any(future_tense(clause, m) and negated(clause, m) for m in clause.marks("gather", "talks_strong")):
        return not only_one_stays(clause)
    return any(
        clause.marked.has("gather", "meet", "talks_strong", lo=m.end, hi=m.end + 3) for m in clause.of("declines")
    )


def only_one_stays(clause: Clause) -> bool:
    """English: 'The president is in town | but will not take part in the session': it goes ahead without him."""
    tokens = clause.marked.sentence.tokens
    part = (m for m in clause.of("gather") if tokens[m.start].word.norm == "take" and m.end - m.start > 1)
    return any(True for _ in part) and not clause.any_of(("party", "people", "adjective", "envoys", "delegation"))


def not_before_verb(mark: Mark, clause: Clause) -> bool:
    """'will not travel': the future is denied right behind its word."""
    return clause.marked.within("negation", mark.end, mark.end + 1)


def denied_to(mark: Mark, clause: Clause) -> int:
    """How far the denial of a date reaches: 'Дата и место переговоров с Украиной пока не согласованы' opens with it."""
    return mark.end + (OPENS_SO if mark.start <= clause.lo + 1 else DATED)


def of_press(mark: Mark, clause: Clause) -> bool:
    """English: 'a press conference'."""
    return clause.marked.has("press", lo=mark.start - 1, hi=mark.start)


def hangs(clause: Clause) -> bool:
    """'the next round depends on Kyiv', 'наступну зустріч призначать лише після обміну': nothing is set.

    'О новом раунде не договорились'.
    """
    unset = "depends" in clause.own or any(negated(clause, m) for m in clause.of("agreed"))
    heads = clause.of("talks_strong") if unset else []
    near = (clause.marked.has("cal_next", "anaphor", lo=max(clause.lo, m.start - 2), hi=m.start) for m in heads)
    return bool(heads) and all(near)


def only_before(mark: Mark, clause: Clause) -> bool:
    """'заслухав Умєрова перед новим раундом із росіянами': talks before which something else is done, and no more."""
    marked = clause.marked
    led = marked.has("before_it", lo=max(clause.lo, mark.start - SHIFTED + 1), hi=mark.start)
    told = ("place", "place_adjective", "weekday", "relative", "month", "hours", "ordinal", "talks_proposed")
    return led and not marked.sentence.in_title and not clause.any_of(told)
