"""Numbers of people: how sure, of whom, by whose count."""

from __future__ import annotations

from handlers.wording import names
from handlers.wording.counts import Counts, counts
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, join
from storage.vocabulary import Development, Dossier, Figure, Kind, Phase, Qualifier, Scope, Stage

_ANNOUNCED = (Scope.FRAMEWORK, Scope.TOTAL)


def qualified(figure: Figure, say: Speech, *, strong: bool = False) -> Html:
    """157, about 300, at least 50; what is not exact is never made so."""
    n: object = say.number(figure.value)
    n = bold(n) if strong else n
    match figure.qualifier:
        case Qualifier.ABOUT:
            return say("about {n}", n=n)
        case Qualifier.AT_LEAST:
            return say("at least {n}", n=n)
        case Qualifier.AT_MOST:
            return say("up to {n}", n=n)
        case Qualifier.EXACT:
            return Html(n if isinstance(n, Html) else str(n))


def sides_in_order(development: Development, dossier: Dossier) -> list[str]:
    """The sides in the dossier's order; where one alone has spoken, that one first."""
    spoken = [side for side in dossier.sides if side in development.speakers]
    first = spoken if len(spoken) == 1 else []
    return [*first, *(side for side in dossier.sides if side not in first)]


def side_line(development: Development, side: str, dossier: Dossier, say: Speech) -> Html | None:
    """Returned to Ukraine: 157, among them 7 civilians. None where nothing is known of that side.

    While an exchange goes on its figure may be that of the whole, and nobody knows how many of them are back.
    """
    known = counts(development, side)
    if not (known.total or known.civilians or known.military):
        return None
    return say(
        _label(development, say),
        party=names.case(side, "to", dossier, say),
        figures=join((_total(known, say), _attribution(development, known, side, dossier, say)), ""),
    )


def _label(development: Development, say: Speech) -> Html:
    if development.stage is Stage.UNDER_WAY:
        bodies, people = N_("Bodies being returned to {party}: {figures}"), N_("Being returned to {party}: {figures}")
    else:
        bodies, people = N_("Bodies returned to {party}: {figures}"), N_("Returned to {party}: {figures}")
    return say(bodies if development.kind is Kind.BODIES else people)


def _total(known: Counts, say: Speech) -> Html:
    if known.total is None:
        return join((_parts(known, say), say("the total is not given")), "; ")
    total = qualified(known.total, say, strong=True)
    if not _parts(known, say):
        return total
    whole = (known.military.value if known.military else 0) + (known.civilians.value if known.civilians else 0)
    if known.military and known.civilians and whole == known.total.value:
        return join((total, _parts(known, say)), ": ")
    return join((total, say("among them {parts}", parts=_parts(known, say))), ", ")


def _parts(known: Counts, say: Speech) -> Html:
    return Html(say.listed([str(part) for part in (_soldiers(known, say), _civilians(known, say)) if part]))


def _soldiers(known: Counts, say: Speech) -> Html | None:
    if known.military is None or (known.total and known.total.value == known.military.value):
        return None
    about = qualified(known.military, say)
    return say.ngettext("{about} soldier", "{about} soldiers", known.military.value, about=about)


def _civilians(known: Counts, say: Speech) -> Html | None:
    if known.civilians is None:
        return None
    about = qualified(known.civilians, say)
    return say.ngettext("{about} civilian", "{about} civilians", known.civilians.value, about=about)


def _attribution(development: Development, known: Counts, side: str, dossier: Dossier, say: Speech) -> Html | None:
    """Whose count it is: said where the counts differ, and where the side itself has not spoken."""
    if known.total and known.own is not None and known.others:
        says = [
            str(say("{party} says {n}", party=names.case(party, "says", dossier, say), n=say.number(value)))
            for party, value in known.others
        ]
        own = names.case(side, "of", dossier, say)
        return say(" by {party}'s count; {says}", party=own, says=Html(", ".join(says)))
    if known.own is None and known.by and side not in development.speakers:
        return say(
            " (by {other}'s count; {party} has not spoken yet)",
            other=names.case(_nearest(known.by, dossier), "of", dossier, say),
            party=names.case(side, "says", dossier, say),
        )
    return None


def _nearest(parties: tuple[str, ...], dossier: Dossier) -> str:
    """A side rather than a mediator."""
    return names.in_order(parties, dossier)[0]


def combined_line(development: Development, say: Speech) -> Html | None:
    """The joint figure, where no side has one of its own."""
    joint = development.figure(None, Scope.COMBINED)
    if joint is None or any(figure.scope is Scope.TOTAL for figure in development.figures):
        return None
    return say("In all on both sides: {n}", n=qualified(joint, say, strong=True))


def pair(development: Development, dossier: Dossier, say: Speech) -> Html:
    """157 · 160: the sides' totals in the dossier's order, a question mark where one is not known.

    Where only the joint figure is known: 314 in all.
    """
    totals = [development.figure(side) for side in dossier.sides]
    joint = development.figure(None, Scope.COMBINED)
    if joint and not any(totals):
        return say("{n} in all", n=qualified(joint, say))
    return Html(" · ".join(str(qualified(total, say)) if total else "?" for total in totals))


def deal_size(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """500 for 500: what a deal or a plan is of."""
    sides = [_planned(development, side) for side in dossier.sides]
    joint = development.figure(None, Scope.FRAMEWORK)
    if all(sides):
        return say("{first} for {second}", first=_n(sides[0], say), second=_n(sides[1], say))
    if joint:
        return say("{first} for {second}", first=_n(joint, say), second=_n(joint, say))
    total = development.figure(None, Scope.COMBINED)
    return say("{n} people in all", n=_n(total, say)) if total else None


def announced_size(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """What was announced before it was carried out: 157 for 157, whatever it came to in the end."""
    claims = [report.claim for report in development.reports if report.claim.phase is Phase.ANNOUNCED]
    sizes = [[claim.figure(side, scope) for side in dossier.sides] for claim in claims for scope in _ANNOUNCED]
    first, second = next((one for one in sizes if all(one)), (None, None))
    if first is None or second is None:
        return deal_size(development, dossier, say)
    return say("{first} for {second}", first=qualified(first, say), second=qualified(second, say))


def _planned(development: Development, side: str) -> Figure | None:
    return development.figure(side, Scope.FRAMEWORK) or development.figure(side)


def _n(figure: Figure | None, say: Speech) -> Html:
    return qualified(figure, say) if figure else Html("?")
