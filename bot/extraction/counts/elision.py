"""A side called by its adjective alone, where its noun was told with the other side; one that only tells of it."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import AGENT, BOTH, Clause, Side
from bot.extraction.words.marks import Mark

ACCOUNT: Final = 5
"""Within how many words before a side 'according to' stands: 'according to the Russian Defence Ministry'."""

THANKED: Final = 7
"""Within how many words behind thanks a side stands to which they go."""


def elided(mark: Mark, clause: Clause) -> bool:
    """'українська сторона отримала 47, російська — 44', 'the Russian one': the noun was told with the other side."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if shared(mark, clause):
        return True
    if not marked.within("side_noun", clause.lo, mark.start) or mark.end >= clause.hi:
        return False
    if marked.within("one_word", mark.end, mark.end + 1):
        return True
    placed = marked.within("prep_in", max(clause.lo, mark.start - 2), mark.start)
    if placed and not tokens[mark.start].word.pos and tokens[mark.end].word.surface in ",.;":
        return True  # '89 on the Ukrainian side and 91 on the Russian'
    at = mark.end + (tokens[mark.end].word.surface in "—–-")
    return "nomn" in tokens[mark.start].word.cases and at < clause.hi and tokens[at].word.kind == "num"


def shared(mark: Mark, clause: Clause) -> bool:
    """'95 on the Ukrainian and 90 on the Russian side': the noun stands with the other side, behind its number."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if not marked.within("and", mark.end, mark.end + 1) or mark.end + 1 >= clause.hi:
        return False
    return tokens[mark.end + 1].word.kind == "num" and marked.has("a_side", lo=mark.end + 2, hi=clause.hi)


def behind_dash(clause: Clause, count: Count) -> Side | None:
    """'95 получила Украина, 70 — Россия': who acts behind a number and a dash does what the verb before tells."""
    tokens, at = clause.marked.sentence.tokens, count.end + 1
    if count.nation or at >= clause.hi or tokens[at - 1].word.surface not in "—–" or not clause.verbs:
        return None
    side = next((s for s in clause.sides if s.start == at and s.role == AGENT and s.code != BOTH), None)
    ends = side is None or side.end >= clause.hi or tokens[side.end].word.kind == "sym"
    verbs = [v for v in clause.verbs if v.end < count.start]
    between = side is not None and any(
        s.role == AGENT and s.code != side.code and verbs and s.start >= verbs[-1].end
        for s in clause.sides
        if s.end < count.start
    )
    return side if ends and between else None


def back_in_hands(mark: Mark, clause: Clause) -> bool:
    """'Bodies are back in Ukraine's hands': they are no longer held elsewhere; nor are the dead that a side has."""
    if not clause.marked.within("prep_in", mark.start - 1, mark.start):
        return False  # 'rescued from Kyiv's hands', 'come from Russian morgues'
    home = clause.marked.has("home", lo=max(clause.lo, mark.start - 3), hi=mark.start)
    return home or ("body" in clause.own and "still_held" not in clause.own)


def thanked(at: int, clause: Clause) -> bool:
    """'її вдячність Росії та Україні за обмін': whom thanks go to, with nothing but names between."""
    marked = clause.marked
    first = next((m for m in reversed(clause.of("thanks")) if m.end <= at), None)
    if first is None or at - first.end > THANKED:
        return False
    if not (marked.sentence.tokens[first.start].word.pos or marked.within("prep_to", first.end, first.end + 1)):
        return False  # 'thanks Moscow after five minors leave'
    broken = any(t.word.kind in ("num", "sym") for t in marked.sentence.tokens[first.end : at])
    return not broken and not marked.has("give", "receive", "return", lo=first.end, hi=at)


def by_its_data(at: int, clause: Clause) -> bool:
    """'За даними Коордштабу': whose data these are, not to whom anybody is given."""
    return any(m.end == at and clause.marked.within("under", m.start, m.end) for m in clause.of("say"))


def told_by(at: int, clause: Clause) -> bool:
    """'according to the Kremlin', 'thanks to both': the 'to' of an account or of thanks; nobody receives anything."""
    if "thanks" in clause.own and thanked(at, clause):
        return True
    if "said_in" not in clause.marked.marks:
        return False
    accounts = clause.marked.inside("said_in", max(clause.lo, at - ACCOUNT), at)
    tokens = clause.marked.sentence.tokens
    accounts = [m for m in accounts if tokens[m.end - 1].word.norm == "to"]
    return any(m.end - m.start > 1 and all(not t.word.capital for t in tokens[m.end : at]) for m in accounts)
