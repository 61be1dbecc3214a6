"""Which exchange of the war it is, as each side counts them."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join
from storage.vocabulary import Development, Dossier, Kind


def number_line(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """By Kyiv's count this is exchange number 69: each side's own number, in the order of the sides."""
    if development.kind is not Kind.EXCHANGE:
        return None
    found = {**dict(_recorded(development, dossier)), **dict(_reported(development, dossier))}
    counted = [(names.case(side, "of", dossier, say), found[side]) for side in dossier.sides if side in found]
    return join((say("By {party}'s count this is exchange number {n}.", party=who, n=n) for who, n in counted), " ")


def _recorded(development: Development, dossier: Dossier) -> Iterator[tuple[str, int]]:
    """The record's numbers of that day, by side."""
    for one in dossier.totals if development.day_given else ():
        if one.day == development.day and one.side in dossier.sides and one.what.startswith("ordinal"):
            yield one.side, one.count


def _reported(development: Development, dossier: Dossier) -> Iterator[tuple[str, int]]:
    """The numbers that officials of a side gave, the last one last. Where both sides speak in a report, nobody did."""
    for report in sorted(development.reports, key=lambda one: (one.published, one.id)):
        claim = report.claim
        sides = {one.party for one in claim.origins if one.official and one.party in dossier.sides}
        if claim.ordinal is not None and len(sides) == 1 and not claim.background:
            yield sides.pop() or "", claim.ordinal
