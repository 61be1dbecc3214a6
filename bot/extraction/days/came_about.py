"""What became of an exchange that had been off, planned or begun before: a day told there is not its own."""

from __future__ import annotations

from typing import Final

from bot.extraction.days.when import When
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

OPENS: Final = 4
"""Within how many words of a relative clause it says that the exchange was off: 'that had been put off'."""
OFF_THEN: Final = (
    *("off_then", "weekday", "relative", "month", "cal_last", "cal_week", "cal_weekend", "cal_vague", "cal_month"),
    *(
        "person",
        "place",
        "season",
        "talks_strong",
        "cal_ago",
        "day_noun",
        "party",
        "copula",
        "auxiliary",
        "prep_by",
        "prep_in",
        "before_name",
        "shift",
        "terms",
    ),
    "number",
    "until_day",
    *("delegation", "envoys", "and", "prep_from", "side_noun", "future"),
)
"""What may stand between the word for being off and what became of it."""
BEFORE_IT: Final = (
    *("postponed", "cancelled", "agreed", "proposed", "makes_known", "set_for", "future", "due", "under_way"),
    "settled",
)
"""What may be told of an exchange, in a participle behind it, before it is told that it came about."""


def came_about(clause: Clause, mark: Mark) -> Mark | None:
    """English: what became of an exchange that had been off: 'put off on Monday | goes ahead', 'now set for Sunday'.

    Nothing but when, how often or by whom it was put off stands between.
    """
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if tokens[mark.start].word.pos or "came_about" not in clause.own or not named_before(clause, mark):
        return None
    for came in clause.of("came_about"):
        if came.start > mark.end and not marked.within("negation", mark.end, came.start + 1):
            between = {i for m in marked.all(*OFF_THEN, lo=mark.end, hi=came.start) for i in range(m.start, m.end)}
            plain = all(i in between or tokens[i].word.kind in ("num", "sym") for i in range(mark.end, came.start))
            return came if plain else None
    return None


def came_later(clause: Clause, mark: Mark) -> bool:
    """'The swap planned for Tuesday took place on Friday': what was planned has come about; 'will be held' has not."""
    came = None if clause.marked.has("auxiliary", lo=mark.start, hi=mark.end) else came_about(clause, mark)
    return came is not None and clause.marked.has("happened", "completed", lo=came.start, hi=came.end)


def set_again(clause: Clause, mark: Mark) -> bool:
    """'Postponed swap rescheduled for Saturday': the day of what had been put off before."""
    again = any(m.start == mark.start for m in clause.of("set_anew"))
    return again and any(m.end < mark.start for m in clause.marks("postponed", "cancelled"))


def named_before(clause: Clause, mark: Mark) -> bool:
    """'Exchange called off', 'that was put off': a participle behind an exchange, or what a relative clause tells."""
    marked, lo = clause.marked, max(clause.lo, mark.start - 2)
    if marked.within("relative_word", clause.lo, clause.lo + 1) or marked.within("that", clause.lo, clause.lo + 1):
        return mark.start - clause.lo <= OPENS
    lo = lo - (mark.start > clause.lo and marked.sentence.tokens[mark.start - 1].word.surface == ",")
    return marked.has("swap", "operation_noun", "swap_noun_only", "body", lo=lo, hi=mark.start)


def told_then(clause: Clause, when: When | Mark) -> bool:
    """'Swap that fell through on Wednesday held', 'The exchange agreed in May was carried out': not when it came."""
    if "aim_day" in clause.own and set_for_then(clause, when):
        return True
    if "came_about" not in clause.own:
        return False
    last = max(m.start for m in clause.of("came_about"))
    if when.end > last:
        return False
    told = [m for m in clause.marks(*BEFORE_IT) if m.end <= when.start and named_before(clause, m)]
    came = [came_about(clause, m) for m in told]
    return any(c is not None and when.end <= c.start for c in came)


def set_for_then(clause: Clause, when: When | Mark) -> bool:
    """'Намеченный на вторник обмен прошёл в пятницу', 'запланований на вівторок': the day that it had been set for."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    at = when.start - 1
    if not marked.within("aim_day", at, when.start):
        return False
    planned = any(m.end == at and tokens[m.start].word.pos for m in clause.marks("future", "set_for", "talks_ahead"))
    return planned and any(
        m.start >= when.end
        and tokens[m.start].word.tense == "past"
        and not marked.within("negation", when.end, m.start)
        for m in clause.of("happened")
    )
