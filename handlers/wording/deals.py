"""A deal that is carried out in stages: which part this is, how much is done."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import figures, headlines
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join
from handlers.wording.surroundings import Surroundings
from storage.vocabulary import Development, Dossier, Figure, Qualifier, Scope, Stage


def deal_line(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html | None:
    """1st part of 500 for 500; or for the deal itself, how much of it is done."""
    if development.framework:
        return progress(around.stages, dossier, say)
    if around.deal is None:
        return None
    part = part_of(development, around.deal, around.stages, dossier, say)
    return say("This is {part} /d{id}.", part=part, id=around.deal.id) if part else None


def part_of(
    development: Development, deal: Development, stages: Sequence[Development], dossier: Dossier, say: Speech
) -> Html | None:
    """Part 2 of 500 for 500, complete. A deal carried out in one go has no parts."""
    order = [one.id for one in stages]
    if deal.stage is Stage.COMPLETED and len(order) == 1:
        return None
    number = order.index(development.id) + 1 if development.id in order else len(order) + 1
    size = figures.deal_size(deal, dossier, say) or _unsized(deal, say)
    if deal.stage is Stage.COMPLETED and number == len(order):
        return say("part {n} of {size}, complete", n=number, size=size)
    return say("part {n} of {size}", n=number, size=size)


def _unsized(deal: Development, say: Speech) -> Html:
    return say("a deal of {month}", month=say.day(deal.day, "month")) if deal.day else say("a deal")


def progress(stages: Sequence[Development], dossier: Dossier, say: Speech) -> Html | None:
    """Carried out so far: 205 to Ukraine, 205 to Russia, in 1 part."""
    if not stages:
        return say("No part of it has been carried out as far as Parley knows.")
    done = [_sum([one.figure(side, Scope.TOTAL) for one in stages], side, say) for side in dossier.sides]
    return say.ngettext(
        "Carried out so far: {done} in {n} part.",
        "Carried out so far: {done} in {n} parts.",
        len(stages),
        done=join(done, " · "),
    )


def _sum(told: Sequence[Figure | None], side: str, say: Speech) -> Html:
    """The people of all parts; at least so many, where a part has no figure or no exact one."""
    known = [figure for figure in told if figure]
    exact = len(known) == len(told) and all(figure.qualifier is Qualifier.EXACT for figure in known)
    sure = Qualifier.EXACT if exact else Qualifier.AT_LEAST
    total = Figure(sum(figure.value for figure in known), side, qualifier=sure)
    return figures.qualified(total, say) if known else Html("?")


def stage_lines(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> list[Html]:
    """The parts of a deal, one a line."""
    if not development.framework:
        return []
    return [
        join((headlines.when(one, say, "medium"), figures.pair(one, dossier, say), Html(f"/d{one.id}")), "  ")
        for one in around.stages[:12]
    ]
