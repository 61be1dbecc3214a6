"""One voice calls an exchange finished, and another says in the same entry that it has only begun."""

from __future__ import annotations

from typing import Final

from bot.extraction.assembly.announced import told
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import COMPLETED, EXCHANGE, PLANNED, UNDER_WAY

BACK: Final = ("home", "return", "free", "receive")
NEAR: Final = 4
"""How many words may stand between 'it' and 'only begun'."""
FAR: Final = 12
"""How many between 'the exchange of 900 prisoners from each side' and 'will go into effect'."""


def barely_begun(found: list[Group], events: list[Event]) -> None:
    """'Trump says the big swap is done; Kyiv says it has only begun': it is under way, and nobody is back yet.

    On 23 May 2025 an exchange of 1,000 for 1,000 was called completed before the first bus had arrived.
    """
    still_on(found)
    if not any(goes_on(event) for event in events):
        return
    takes_effect(found)
    groups = [g for g in found if g.kind is EXCHANGE and g.stage is COMPLETED and not (g.background or g.framework)]
    if len(groups) != 1 or not groups[0].events:
        return
    group = groups[0]
    if any(is_finished(e.clause) for e in group.events) and not any(e.clause.any_of(BACK) for e in group.events):
        group.stage = UNDER_WAY


def still_on(found: list[Group]) -> None:
    """'500 for 500: two-day swap', then 'it is being carried out on Thursday and Friday': a title's goes on."""
    for group in found:
        if group.kind is not EXCHANGE or group.stage is not COMPLETED or group.background or group.framework:
            continue
        done = [e for e in group.events if e.stage is COMPLETED]
        now = [e for e in group.events if e.stage is UNDER_WAY and e.lead and not (e.in_title or e.findings)]
        if any("swap" in e.clause.own and "finished" not in e.clause.own for e in now) and all(
            e.in_title and not told(e.clause) for e in done
        ):
            group.stage = UNDER_WAY


def takes_effect(found: list[Group]) -> None:
    """'900 for 900 is done' beside 'the exchange of 900 each will go into effect shortly': no second one is planned."""
    news = [g for g in found if g.kind is EXCHANGE and not g.background]
    if len(news) != 2 or news[0].stage not in (COMPLETED, UNDER_WAY) or news[1].stage is not PLANNED:
        return
    done, coming = news
    figures = {finding.count.value for _, finding in done.findings}
    same = all(finding.count.value in figures for _, finding in coming.findings)
    if same and all(goes_on(event) for event in coming.events):
        done.events, coming.events = [*done.events, *coming.events], []


def goes_on(event: Event) -> bool:
    """Whether a clause says of the exchange that it has hardly begun, or is not over."""
    if event.recall:
        return False
    clause = event.clause
    told = [*clause.of("barely_begun"), *(m for m in clause.of("finished") if negated(clause, m))]
    return any(of_exchange(clause, mark) for mark in told)


def of_exchange(clause: Clause, mark: Mark) -> bool:
    """'the exchange has only begun', 'it has only begun', but not 'their treatment has only begun'."""
    near, far = max(clause.lo, mark.start - NEAR), max(clause.lo, mark.start - FAR)
    return clause.marked.has("swap", lo=far, hi=clause.hi) or clause.marked.has(
        "side_pronoun", "pronoun_one", lo=near, hi=mark.start
    )


def is_finished(clause: Clause) -> bool:
    told = [*clause.of("finished"), *(clause.of("is_done") if clause.has("swap") else ())]
    return any(not negated(clause, mark) for mark in told)
