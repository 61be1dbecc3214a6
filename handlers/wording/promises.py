"""What the parties announced or agreed, against what has been carried out of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.wording import badges, deals, figures, headlines, names
from handlers.wording.language import Speech
from handlers.wording.lists import first_source, number
from handlers.wording.markup import Html, bold, italic, join, lines
from storage.vocabulary import Development, Dossier, Scope, Stage


def deal(promised: Development, stages: Sequence[Development], dossier: Dossier, say: Speech, today: date) -> Html:
    """One deal: its size and day, how much of it is done, what remains, and for how long it has been open."""
    size = figures.deal_size(promised, dossier, say) or say("number not given")
    agreed = join((headlines.when(promised, say, "medium"), first_source(promised), number(promised)), " · ")
    over = promised.stage is Stage.COMPLETED
    return lines(
        bold(say("Deal: exchange of prisoners, {size}", size=size)),
        agreed,
        deals.progress(stages, dossier, say),
        italic(say("Carried out in full, as far as is known.")) if over else _remains(promised, stages, dossier, say),
        None if over else _open(promised, say, today),
    )


def _remains(promised: Development, stages: Sequence[Development], dossier: Dossier, say: Speech) -> Html | None:
    """Remains: 295 to Ukraine, 300 to Russia. Nothing where a figure of the deal or of a part is not known."""
    told = []
    for side in dossier.sides:
        joint = promised.figure(None, Scope.FRAMEWORK)
        whole = promised.figure(side, Scope.FRAMEWORK) or joint or promised.figure(side)
        parts = [one.figure(side) for one in stages]
        if whole is None or not all(parts):
            return None
        left = whole.value - sum(part.value for part in parts if part)
        if left > 0:
            told.append(say("{n} to {party}", n=say.number(left), party=names.case(side, "to", dossier, say)))
    return say("Remains: {figures}.", figures=join(told, ", ")) if told else None


def _open(promised: Development, say: Speech, today: date) -> Html | None:
    if promised.day is None:
        return None
    days = (today - promised.day).days
    return say.ngettext("{n} day since.", "{n} days since.", days, n=say.number(days)) if days > 0 else None


def announced(one: Development, dossier: Dossier, say: Speech) -> Html:
    """What is announced for itself: exchange of prisoners, 50 for 50 · 9 Feb 2026 · announced by one side."""
    size = figures.deal_size(one, dossier, say)
    when = headlines.when(one, say, "medium") if one.day_given else say("no day given")
    what = join((headlines.short(one, say), size), ", ")
    return join((what, when, badges.badge(one, say), first_source(one), number(one)), " · ")
