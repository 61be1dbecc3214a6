"""What happened, in one line: for cards, lists and alerts."""

from __future__ import annotations

from handlers.wording import figures, names
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, escape, join
from handlers.wording.struck import struck
from storage.vocabulary import Development, Dossier, Kind, Phase, Scope, Stage, Target

_DONE = {
    Kind.EXCHANGE: N_("Prisoner exchange: {figures}"),
    Kind.BODIES: N_("Repatriation of bodies: {figures}"),
    Kind.CIVILIANS: N_("Return of civilians: {figures}"),
    Kind.CHILDREN: N_("Return of children: {figures}"),
}
_UNDER_WAY = {
    Kind.EXCHANGE: N_("Prisoner exchange under way: {figures}"),
    Kind.BODIES: N_("Repatriation of bodies under way: {figures}"),
    Kind.CIVILIANS: N_("Return of civilians under way: {figures}"),
    Kind.CHILDREN: N_("Return of children under way: {figures}"),
}
_ANNOUNCED = {
    Kind.EXCHANGE: N_("Announced, not carried out yet: exchange of prisoners, {figures}"),
    Kind.BODIES: N_("Announced, not carried out yet: repatriation of bodies, {figures}"),
    Kind.CIVILIANS: N_("Announced, not carried out yet: return of civilians, {figures}"),
    Kind.CHILDREN: N_("Announced, not carried out yet: return of children, {figures}"),
}
_SHORT = {
    Kind.EXCHANGE: N_("exchange of prisoners"),
    Kind.BODIES: N_("repatriation of bodies"),
    Kind.CIVILIANS: N_("return of civilians"),
    Kind.CHILDREN: N_("return of children"),
    Kind.TALKS: N_("talks"),
    Kind.STATEMENT: N_("statement"),
    Kind.STRIKES: N_("strikes"),
}
_TARGETS = 4
_OFF = {
    Stage.POSTPONED: N_("Postponed: {what}"),
    Stage.CANCELLED: N_("Cancelled: {what}"),
    Stage.DENIED: N_("Denied: {what}"),
}


def headline(development: Development, dossier: Dossier, say: Speech) -> Html:
    """One line in plain words, without its day."""
    if development.stage.off:
        return say(_OFF[development.stage], what=_plain(development, dossier, say))
    if development.kind not in _DONE:
        return _context(development, dossier, say)
    if development.framework:
        return _deal(development, dossier, say)
    if development.phase is Phase.ANNOUNCED:
        planned = figures.deal_size(development, dossier, say) or say("number not given")
        return say(_ANNOUNCED[development.kind], figures=planned)
    forms = _UNDER_WAY if development.stage is Stage.UNDER_WAY else _DONE
    return say(forms[development.kind], figures=_returned(development, dossier, say))


def short(development: Development, say: Speech) -> Html:
    """What sort of event it is, in two or three words."""
    return say(_SHORT[development.kind])


def _context(development: Development, dossier: Dossier, say: Speech) -> Html:
    if development.kind is Kind.TALKS and development.phase is Phase.ANNOUNCED:
        return say("Announced: {what}", what=talks(development, dossier, say))
    if development.kind is Kind.TALKS:
        return talks(development, dossier, say)
    if development.kind is Kind.STRIKES:
        return say("Strikes: {targets}", targets=targets(development.targets, dossier, say))
    return say("Statement")


def _deal(development: Development, dossier: Dossier, say: Speech) -> Html:
    size = figures.deal_size(development, dossier, say)
    return say("Deal: exchange of prisoners, {size}", size=size or say("number not given"))


def _plain(development: Development, dossier: Dossier, say: Speech) -> Html:
    size = figures.deal_size(development, dossier, say)
    if development.kind is Kind.TALKS:
        return talks(development, dossier, say)
    return join((say(_SHORT[development.kind]), size), ", ")


def _returned(development: Development, dossier: Dossier, say: Speech) -> Html:
    """157 returned to Ukraine, 160 to Russia; the joint figure or a plain word where the sides' are not known.

    Not *returned* while it goes on: the figure may be that of the whole.
    """
    bare = development.kind is Kind.BODIES or development.stage is Stage.UNDER_WAY
    known = [(side, development.figure(side)) for side in figures.sides_in_order(development, dossier)]
    parts: list[Html] = []
    for side, figure in known:
        if figure:
            form = N_("{n} to {party}") if parts or bare else N_("{n} returned to {party}")
            to = names.case(side, "to", dossier, say)
            parts.append(say(form, n=figures.qualified(figure, say), party=to))
    if parts:
        return join(parts, ", ")
    joint = development.figure(None, Scope.COMBINED)
    return say("{n} in all", n=figures.qualified(joint, say)) if joint else say("numbers not given")


def talks(development: Development, dossier: Dossier, say: Speech) -> Html:
    """Talks in Abu Dhabi · round 2 · Ukraine, Russia, United States."""
    where = names.within(development.place, dossier, say)
    title = say("Talks in {place}", place=where) if where else _named_talks(development, say)
    return join((title, *_round_and_parties(development, dossier, say)), " · ")


def talks_in_a_list(development: Development, dossier: Dossier, say: Speech) -> Html:
    """Abu Dhabi · round 2 · Ukraine, Russia, United States."""
    where = names.place(development.place, dossier, say)
    title = escape(where) if where else _named_talks(development, say)
    return join((title, *_round_and_parties(development, dossier, say)), " · ")


def _round_and_parties(development: Development, dossier: Dossier, say: Speech) -> tuple[Html | None, str]:
    number = say("round {n}", n=development.round) if development.round else None
    return number, names.parties(development.parties, dossier, say)


def _named_talks(development: Development, say: Speech) -> Html:
    name = development.prose.get("name")
    return escape(say.text(name)) if name else say("Talks")


def targets(hit: tuple[Target, ...], dossier: Dossier, say: Speech) -> Html:
    """What was hit and where, each once."""
    each = [target for target in dict.fromkeys(hit) if not any(_tells_more(other, target) for other in hit)]
    told = []
    for target in each[:_TARGETS]:
        where = names.place(target.where, dossier, say)
        what = struck(target.what, say)
        told.append(say("{what} in {where}", what=what, where=where) if where else escape(what))
    if len(each) > _TARGETS:
        told.append(say.ngettext("{n} more", "{n} more", len(each) - _TARGETS))
    return join(dict.fromkeys(told), ", ") or say("targets not named")


def _tells_more(other: Target, target: Target) -> bool:
    """Whether another report names the same target more closely: heating plant in Kyiv, heating."""
    if other == target or target.where not in (None, other.where):
        return False
    ours, theirs = target.what.casefold(), other.what.casefold()
    return ours in theirs and (ours != theirs or target.where is None)


def when(development: Development, say: Speech, style: str = "long") -> Html:
    """Its day or span; *on or about* where no report names a day."""
    if development.day is None:
        return say("no day given")
    days = say.span(development.day, development.end_day, style)
    return escape(days) if development.day_given else say("on or about {day}", day=days)
