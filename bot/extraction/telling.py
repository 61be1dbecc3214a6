"""Whether a clause without a figure tells of an event itself, and of which kind."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.events import Event
from bot.extraction.marks import Mark
from bot.extraction.nouns import PEOPLE
from bot.extraction.scope import EVENT
from storage.vocabulary import Kind, Scope, Stage

TOLD = ("swap", "body", "free", "return", "home", "give", "receive", "reunion")
"""What an event may be told with."""


def tells(event: Event) -> bool:
    """Whether a clause without a figure tells of an event itself: 'the exchange took place on Wednesday'."""
    clause = event.clause
    if not clause.has("phase", *TOLD):
        return False
    if event.findings and not (clause.has("body") and clause.has("swap")):
        return False
    if clause.has("not_exchange"):
        return False
    if any(f.scope is Scope.CUMULATIVE for f in event.findings) or (
        clause.has("still_held") and not clause.has("swap") and not event.stage.off
    ):
        return False
    if clause.has("phase") and event.day is not None and event.stage is Stage.PLANNED:
        return True
    if clause.has("since") or not clause.has(*TOLD):
        return False
    if anchored(event) or many(event) or discussed(event) or only_named(event):
        return False
    starting = clause.has("body") and clause.has("under_way", "happened") and event.stage is Stage.PLANNED
    named = (
        starting
        or clause.has("swap")
        or (clause.has("captive", "captivity", "body", "child", "wounded", "resident") and clause.has(*EVENT))
    )
    return (named and (event.stage is not Stage.COMPLETED or clause.has("happened", "completed"))) or (
        event.day is not None
        and (
            clause.has("swap", "free", "return")
            or coming_home(clause)
            or (clause.has("body") and clause.has(*EVENT, "happened", "move"))
            or (clause.has("receive") and clause.has("military", "captive", "captivity"))
        )
    )


def many(event: Event) -> bool:
    """'carried out 11 exchanges': a count of exchanges is the event of none."""
    clause = event.clause
    tokens = clause.marked.sentence.tokens
    swaps = clause.marks("swap", lo=clause.lo + 1)
    numbers = {m.start: int(m.value) for m in clause.marks("number")}
    counted = ((tokens[m.start - 1].word.value or numbers.get(m.start - 1) or 0) for m in swaps)
    return any(n > 1 for n in counted) and not clause.has("formula", "each")


def coming_home(clause: Clause) -> bool:
    """'came home', but not 'the weekend brings warm words': a verb of bringing needs its people."""
    bringing = {m.start for m in clause.marks("receive")}
    return any(m.start not in bringing for m in clause.marks("home"))


def only_named(event: Event) -> bool:
    """'visits freed soldiers', 'payments to those released': a participle says who they are, not what happened."""
    clause = event.clause
    heads = clause.marks("swap", "return", "home", "give", "receive", "body", "swap_head", "reunion")
    freed = clause.marks("free")
    return bool(freed) and not heads and all(names(clause, m) for m in freed)


def names(clause: Clause, mark: Mark) -> bool:
    """Whether a participle stands before its people, or behind 'those'."""
    marked = clause.marked
    word = marked.sentence.tokens[mark.start].word
    if word.pos or word.tense not in ("past", "part") or any(s.end == mark.start for s in clause.sides):
        return False
    behind = marked.has("demonstrative_people", lo=max(clause.lo, mark.start - 1), hi=mark.start)
    return behind or marked.has(*PEOPLE, "people", "adjective", lo=mark.end, hi=mark.end + 2)


def discussed(event: Event) -> bool:
    """'говорили про обмін полоненими', 'обговорили звільнення полонених': a subject of talks is no event."""
    clause = event.clause
    if event.stage.off or event.stage in (Stage.AGREED, Stage.PROPOSED) or event.findings:
        return False
    heads = clause.marks("swap", "free", "return", "home", "give", "receive", "body")
    return bool(heads) and all(
        clause.marked.has("discuss", lo=max(clause.lo, h.start - 6), hi=h.start)
        and not clause.marked.has("happened", lo=h.start, hi=clause.hi)
        for h in heads
    )


def anchored(event: Event) -> bool:
    """'fell on Thursday after the exchange', 'hours before a swap': the event only tells when something else was."""
    clause = event.clause
    heads = clause.marks("swap", "free", "return", "home", "give", "receive", "body", "swap_head", "reunion")
    return all(clause.marked.has("time_anchor", lo=max(clause.lo, h.start - 3), hi=h.start) for h in heads)


def kinds_told(event: Event) -> tuple[Kind, ...]:
    """The kinds of an event told without figures: 'put off both the bodies and the swap' tells two."""
    clause = event.clause
    if clause.has("body"):
        of_bodies = all(clause.marked.has("body", lo=m.end, hi=m.end + 2) for m in clause.marks("swap"))
        return (
            (Kind.EXCHANGE, Kind.BODIES)
            if clause.has("swap") and event.stage is not Stage.COMPLETED and not of_bodies
            else (Kind.BODIES,)
        )
    if clause.has("child") and not clause.has("captive"):
        return (Kind.CHILDREN,)
    return (Kind.EXCHANGE,)
