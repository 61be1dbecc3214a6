"""What an alert says where it is not simply the card: announcements, corrections, repeats."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from handlers.wording import figures, headlines, names, sources
from handlers.wording.card import unspoken
from handlers.wording.families import families_line
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, escape, italic, join, lines, paragraphs
from handlers.wording.revised import no_longer, put_right
from handlers.wording.surroundings import Surroundings
from storage.vocabulary import Alert, Development, Dossier, Kind, Report, Scope, Stage

_TITLES = {
    Kind.EXCHANGE: N_("Correction: {day} exchange"),
    Kind.BODIES: N_("Correction: {day} repatriation of bodies"),
    Kind.CIVILIANS: N_("Correction: {day} return of civilians"),
    Kind.CHILDREN: N_("Correction: {day} return of children"),
    Kind.TALKS: N_("Correction: {day} talks"),
}
_OFF = {
    Stage.POSTPONED: N_("The announced event was put off, it is said."),
    Stage.CANCELLED: N_("The announced event was called off, it is said."),
    Stage.DENIED: N_("It did not take place, it is said."),
}


def repeat_line(say: Speech) -> Html:
    """The first line of a message that may have come before."""
    return italic(say("Repeated after an interruption; the same exchange as before."))


def announced(development: Development, dossier: Dossier, say: Speech, around: Surroundings) -> Html:
    """What is only planned: who said so, who has not spoken, and that plans slip."""
    exchange = development.kind is Kind.EXCHANGE
    slips = say("Announced exchanges are sometimes postponed.") if exchange else say("Plans are sometimes postponed.")
    follows = say("A message follows if it takes place, is postponed or is denied.")
    return paragraphs(
        lines(
            bold(headlines.headline(development, dossier, say)),
            _said_by(development, dossier, say),
            unspoken(development, dossier, say),
        ),
        join((_talks_nearby(around, dossier, say), slips, follows), " "),
        families_line(dossier, say),
    )


def _said_by(development: Development, dossier: Dossier, say: Speech) -> Html:
    """Said on 5 February by Steve Witkoff; no day given."""
    named = sources.officials(development)
    first = named[0][1] if named else next(iter(development.reports), None)
    day = say.day(first.published.date()) if first else say.day(development.first_seen.date())
    who = join((names.origin(origin, dossier, say) for origin, _ in named[:3]), ", ")
    when = (
        say("for {day}", day=say.weekday(development.day))
        if development.day and development.day_given
        else say("no day given")
    )
    outlet = sources.report_link(first) if first else Html("")
    if who:
        return say("Said on {day} by {who}; {when} ({outlet}).", day=day, who=who, when=when, outlet=outlet)
    return say("Reported on {day}; {when} ({outlet}). No official has spoken.", day=day, when=when, outlet=outlet)


def _talks_nearby(around: Surroundings, dossier: Dossier, say: Speech) -> Html | None:
    held = around.talks
    if held is None:
        return None
    return say(
        "Talks of the same days: {talks} /d{id}.", talks=headlines.talks_in_a_list(held, dossier, say), id=held.id
    )


def correction(
    development: Development, alert: Alert, before: Mapping[str, object], dossier: Dossier, say: Speech
) -> Html:
    """What the alert said and what it is now, with who says so."""
    title = _TITLES.get(development.kind, _TITLES[Kind.EXCHANGE])
    return paragraphs(
        lines(bold(say(title, day=say.day(alert.day, "plain"))), *_now(development, alert, before, dossier, say)),
        _source(development, _told(before), dossier, say),
    )


def _now(
    development: Development, alert: Alert, before: Mapping[str, object], dossier: Dossier, say: Speech
) -> list[Html]:
    if development.stage in _OFF:
        return [say(_OFF[development.stage])]
    if development.retracted:
        taken_back = no_longer(development, say)
        if taken_back:
            return [say("The alert is withdrawn: {why}", why=taken_back)]
        return [say("The alert is withdrawn: what it said did not prove true.")]
    if alert.retracted or before.get("stage") in [stage.value for stage in _OFF]:
        return [say("It took place after all."), headlines.headline(development, dossier, say)]
    told = _told(before)
    moved = [line for side in dossier.sides if (line := _figure(development, side, told, dossier, say))]
    joint = _joint(development, told, say)
    return moved or [joint or _day(development, alert, say) or headlines.headline(development, dossier, say)]


def _told(before: Mapping[str, object]) -> Mapping[str, object]:
    """The totals last told aloud, by slot (`UA.total`)."""
    for key in ("told", "totals"):
        found = before.get(key)
        if isinstance(found, Mapping):
            return found
    return before


def _joint(development: Development, told: Mapping[str, object], say: Speech) -> Html | None:
    then, now = told.get(".combined"), development.figure(None, Scope.COMBINED)
    if now is None or not isinstance(then, int) or then == now.value:
        return None
    return say(
        "The alert said {before} in all. It is {now}.",
        before=say.number(then),
        now=figures.qualified(now, say, strong=True),
    )


def _figure(
    development: Development, side: str, told: Mapping[str, object], dossier: Dossier, say: Speech
) -> Html | None:
    """The alert said 100 returned to Russia. It is 157."""
    then, now = told.get(f"{side}.total"), development.figure(side, Scope.TOTAL)
    if now is None or not isinstance(then, int) or then == now.value:
        return None
    return say(
        "The alert said {before} returned to {party}. It is {now}.",
        before=say.number(then),
        party=names.case(side, "to", dossier, say),
        now=figures.qualified(now, say, strong=True),
    )


def _day(development: Development, alert: Alert, say: Speech) -> Html | None:
    if development.day is None or development.day == alert.day:
        return None
    return say("The alert said {before}. It was {now}.", before=say.day(alert.day), now=bold(say.day(development.day)))


def _source(development: Development, told: Mapping[str, object], dossier: Dossier, say: Speech) -> Html:
    """Who says what is shown now, an official before others, and what the first figure rested on."""
    agreeing = [one for one in development.reports if _agrees(one, development, told)]
    newest = max(agreeing or development.reports, key=_weight, default=None)
    number = development.id
    if newest is None:
        return say("All sources: /sources {id}", id=number)
    who = join((names.origin(one, dossier, say) for one in newest.claim.origins), ", ") or escape(newest.outlet)
    source = (
        say("Corrected by Parley's operators after {sources}.", sources=sources.report_link(newest))
        if sources.by_operators(newest)
        else say("Source: {who} ({outlet}).", who=who, outlet=sources.report_link(newest))
    )
    first = put_right(newest, development.earlier, dossier, say) or _rested_on(development, told, say)
    return join((source, first, say("All sources: /sources {id}", id=number)), " ")


def _weight(report: Report) -> tuple[bool, datetime]:
    return any(origin.official for origin in report.claim.origins), report.published


def _agrees(report: Report, development: Development, told: Mapping[str, object]) -> bool:
    """Whether a report says what is shown now: that it is off, or a total that the alert had otherwise."""
    if development.stage.off:
        return report.claim.stage is development.stage
    shown = [one for one in development.figures if one.scope is Scope.TOTAL]
    moved = [one for one in shown if told.get(f"{one.party}.total") not in (None, one.value)]
    return any((own := report.claim.figure(one.party)) and own.value == one.value for one in moved or shown)


def _rested_on(development: Development, told: Mapping[str, object], say: Speech) -> Html | None:
    """How many reports the first figure came from."""
    wrong = [
        report
        for report in (*development.reports, *development.earlier)
        if any(
            figure.scope is Scope.TOTAL and told.get(f"{figure.party}.total") == figure.value
            for figure in report.claim.figures
            if (now := development.figure(figure.party)) and now.value != figure.value
        )
    ]
    if not wrong:
        return None
    return say.ngettext(
        "The first figure came from {n} earlier report.", "The first figure came from {n} earlier reports.", len(wrong)
    )
