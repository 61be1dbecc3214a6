"""What the parties agreed, against what has been carried out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import deals, figures, headlines, names
from handlers.wording.language import Speech
from handlers.wording.lists import first_source, number
from handlers.wording.markup import Html, bold, italic, join, lines, quote
from storage.vocabulary import Development, Dossier, Figure, Qualifier, Scope, Stage


def deal(promised: Development, stages: Sequence[Development], dossier: Dossier, say: Speech, today: date) -> Html:
    """One deal: its size and day, how much of it is done, each part with its source, what remains, for how long."""
    size = figures.deal_size(promised, dossier, say) or say("number not given")
    agreed = join((headlines.when(promised, say, "medium"), first_source(promised), number(promised)), " · ")
    over = promised.stage is Stage.COMPLETED
    return lines(
        bold(say("Deal: exchange of prisoners, {size}", size=size)),
        agreed,
        deals.progress(stages, dossier, say),
        quote(lines(*(_part(one, dossier, say) for one in stages))) if stages else None,
        italic(say("Carried out in full, as far as is known.")) if over else _remains(promised, stages, dossier, say),
        None if over else _open(promised, say, today),
    )


def _part(one: Development, dossier: Dossier, say: Speech) -> Html:
    """5 Feb 2026 · 157 · 160 · Outlet · /d137."""
    told = (headlines.when(one, say, "medium"), figures.pair(one, dossier, say), first_source(one), number(one))
    return join(told, " · ")


def _remains(promised: Development, stages: Sequence[Development], dossier: Dossier, say: Speech) -> Html | None:
    """Remains: 295 to Ukraine, 300 to Russia. Nothing where a figure of the deal or of a part is not exactly known."""
    told = []
    for side in dossier.sides:
        joint = promised.figure(None, Scope.FRAMEWORK)
        whole = promised.figure(side, Scope.FRAMEWORK) or joint or promised.figure(side)
        parts = [one.figure(side) for one in stages]
        if not _exact(whole) or not all(_exact(part) for part in parts):
            return None
        left = _value(whole) - sum(map(_value, parts))
        if left > 0:
            told.append(say("{n} to {party}", n=say.number(left), party=names.case(side, "to", dossier, say)))
    return say("Remains: {figures}.", figures=join(told, ", ")) if told else None


def _exact(figure: Figure | None) -> bool:
    return figure is not None and figure.qualifier is Qualifier.EXACT


def _value(figure: Figure | None) -> int:
    return figure.value if figure else 0


def _open(promised: Development, say: Speech, today: date) -> Html | None:
    if promised.day is None:
        return None
    days = (today - promised.day).days
    return say.ngettext("{n} day since.", "{n} days since.", days, n=say.number(days)) if days > 0 else None
