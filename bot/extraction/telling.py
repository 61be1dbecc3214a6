"""Whether a clause without a figure tells of an event itself, and of which kind."""

from __future__ import annotations

from bot.extraction.events import Event
from bot.extraction.scope import EVENT
from storage.vocabulary import Kind, Scope, Stage


def tells(event: Event) -> bool:
    """Whether a clause without a figure tells of an event itself: 'the exchange took place on Wednesday'."""
    clause = event.clause
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
    if clause.has("since") or not clause.has("swap", "body", "free", "return", "home", "give", "receive", "reunion"):
        return False
    if anchored(event):
        return False
    named = clause.has("swap") or (
        clause.has("captive", "captivity", "body", "child", "wounded", "resident") and clause.has(*EVENT)
    )
    return (named and (event.stage is not Stage.COMPLETED or clause.has("happened", "completed"))) or (
        event.day is not None
        and (
            clause.has("swap", "free", "return", "home")
            or (clause.has("body") and clause.has(*EVENT, "happened", "move"))
        )
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
        return (
            (Kind.EXCHANGE, Kind.BODIES)
            if clause.has("swap") and event.stage is not Stage.COMPLETED
            else (Kind.BODIES,)
        )
    if clause.has("child") and not clause.has("captive"):
        return (Kind.CHILDREN,)
    return (Kind.EXCHANGE,)
