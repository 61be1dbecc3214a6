"""Alert-grade checks (Rule E, step 9): a claim carries the names of those that it passed and failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.extraction.words.terms import AGREED, ANNOUNCED, CIVIL, COMPLETED, MILITARY, TOTAL
from storage.vocabulary import Figure, Origin, Scope, Stage
from storage.vocabulary.events import MORE_THAN_DELAY


@dataclass(slots=True, eq=False)
class Evidence:
    """What the checks look at."""

    lead: bool
    stage: Stage
    finite: bool
    both_named: bool
    figures: Sequence[Figure]
    origins: Sequence[Origin]
    day: date | None
    published: date
    background: bool
    inconsistent: bool
    negative: str | None
    amiss: bool = False
    planned: bool = False
    summed: bool = False
    done: bool = True
    told: bool = True
    off_beside: bool = False
    sides: Sequence[str] = ()
    mediators: tuple[str, ...] = ()
    hedged: bool = False
    misgiving: str | None = None
    only_delay: bool = False
    both_told: bool = False
    number_kept: bool = False


def fresh_day(e: Evidence) -> bool:
    """Carried out today or yesterday; announced ones lie ahead."""
    if e.stage.phase is ANNOUNCED:
        return e.day is None or e.day >= e.published
    return e.day is None or 0 <= (e.published - e.day).days <= 1


def firm(e: Evidence) -> bool:
    """What is only announced names a figure or a coming day, or a deal that was reached."""
    if e.stage.phase is not ANNOUNCED or e.stage is AGREED or e.stage.off:
        return True
    return bool(e.figures) or (e.day is not None and e.day >= e.published)


def counted(e: Evidence) -> bool:
    """Whether a figure counts people, be it of one side or of both together."""
    return any(f.scope in (TOTAL, MILITARY, CIVIL, Scope.COMBINED) for f in e.figures)


def vouched(e: Evidence) -> bool:
    """A figure with a side or told of both, an official of a side or of the state that mediated, or a number kept."""
    if any(f.party and f.scope in (TOTAL, MILITARY, CIVIL) for f in e.figures):
        return True
    if e.both_told and any(f.scope is Scope.COMBINED for f in e.figures):
        return True  # 'Kyiv, Moscow exchange 214 prisoners'
    if any(o.official and (o.party in e.sides or o.party in e.mediators or not e.sides) for o in e.origins):
        return True
    return e.number_kept and e.both_named and e.done and not e.figures


def by_nobody(e: Evidence) -> bool:
    """Completed, but neither counted, nor told by an official, nor mediated: a mention, and no news of one."""
    return e.stage is COMPLETED and not (e.figures or e.mediators or vouched(e))


CHECKS: Final[dict[str, Callable[[Evidence], bool]]] = {
    "title or first four sentences": lambda e: e.lead,
    "a finite verb": lambda e: e.finite,
    "both parties known": lambda e: e.both_named,
    "a figure with a side or a named official": vouched,
    "today or yesterday": fresh_day,
    "no background": lambda e: not e.background,
    "consistent": lambda e: not e.inconsistent,
    "no other matter": lambda e: e.negative is None,
    "nothing amiss beside it": lambda e: not e.amiss,
    "no plan of the same beside it": lambda e: not e.planned,
    "no sum of many exchanges": lambda e: not e.summed,
    "a figure or words that it took place": lambda e: e.done or (e.told and counted(e)),
    "a figure, a coming day or a deal if announced": firm,
    "no condition upon it": lambda e: not e.hedged,
    "nothing called off beside it": lambda e: not e.off_beside,
    "no other tale about it": lambda e: e.misgiving is None,
    MORE_THAN_DELAY: lambda e: not e.only_delay,
    "not called off": lambda e: not e.stage.off,
}


def judge(evidence: Evidence) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(passed, failed) checks by name."""
    held = {name: check(evidence) for name, check in CHECKS.items()}
    return tuple(name for name in held if held[name]), tuple(name for name in held if not held[name])
