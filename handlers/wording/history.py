"""What changed in a development, step by step."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from handlers.wording import badges, headlines, names
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, escape, join, lines
from handlers.wording.sources import report_link
from handlers.wording.times import stamp
from storage.vocabulary import Change, ChangeType, Confirmation, Development, Dossier, Outcome, Report, Scope

_MOST = 30
_CODES = re.compile(r"\w+")
_SCOPES = {
    Scope.TOTAL: N_("returned to {party}"),
    Scope.MILITARY: N_("soldiers returned to {party}"),
    Scope.CIVILIANS: N_("civilians returned to {party}"),
    Scope.WOUNDED: N_("wounded returned to {party}"),
    Scope.FRAMEWORK: N_("the deal, to {party}"),
}
_JOINT = {
    "combined": N_("in all on both sides"),
    "framework": N_("the deal"),
    "day": N_("day"),
    "end_day": N_("last day"),
    "place": N_("place"),
    "round": N_("round"),
    "stage": N_("stage"),
    "confirmation": N_("confirmation"),
    "outcome": N_("outcome"),
    "mediators": N_("mediators"),
    "parties": N_("parties"),
}
_CONFIRMATIONS = {
    Confirmation.REPORTED: N_("reported"),
    Confirmation.ONE_SIDE: N_("one side"),
    Confirmation.ONE_SIDE_AND_MEDIATOR: N_("one side and the mediator"),
    Confirmation.BOTH_SIDES: N_("both sides"),
}
_OUTCOMES = {
    Outcome.BREAKTHROUGH: N_("a breakthrough"),
    Outcome.PARTIAL: N_("a partial agreement"),
    Outcome.NO_BREAKTHROUGH: N_("no breakthrough"),
}
_EVENTS = {
    ChangeType.NEW: N_("first report"),
    ChangeType.RETRACTED: N_("withdrawn"),
    ChangeType.JOINED: N_("joined with another of the same event"),
    ChangeType.PARTED: N_("parted from another event"),
}


_WORDS: Mapping[str, Mapping[str, str]] = {
    "stage": {stage.value: words for stage, words in badges.STAGES.items()},
    "confirmation": {one.value: words for one, words in _CONFIRMATIONS.items()},
    "outcome": {one.value: words for one, words in _OUTCOMES.items()},
}


def history(development: Development, steps: Sequence[Change], dossier: Dossier, say: Speech) -> Html:
    """One line a step, oldest first, each with the report that moved it."""
    reports = {report.id: report for report in (*development.reports, *development.earlier)}
    told = [_step(step, reports.get(step.report_id or 0), dossier, say) for step in steps[-_MOST:]]
    head = bold(say("What changed: {what}", what=headlines.headline(development, dossier, say)))
    return lines(head, *(told or [say("Nothing has changed since it was first stored.")]))


def _step(step: Change, report: Report | None, dossier: Dossier, say: Speech) -> Html:
    if step.type is ChangeType.REVISED:
        return join((stamp(step.at, dossier, say), _said_otherwise(step, report, dossier, say)), " · ")
    source = Html(f"({report_link(report)})") if report else None
    return join((stamp(step.at, dossier, say), join((what_changed(step, dossier, say), source), " ")), " · ")


def _said_otherwise(step: Change, report: Report | None, dossier: Dossier, say: Speech) -> Html:
    """Returned to Ukraine: Outlet first said 120, now says 112."""
    outlet = report_link(report) if report else say("a source")
    before, after = (_value(step.slot, value, dossier, say) for value in (step.before, step.after))
    told = {"label": _label(step.slot, dossier, say), "outlet": outlet, "before": before, "after": after}
    if step.before is None:
        return say("{label}: {outlet} now says {after}", **told)
    if step.after is None:
        return say("{label}: {outlet} said {before}, and no longer does", **told)
    return say("{label}: {outlet} first said {before}, now says {after}", **told)


def correction_line(step: Change, report: Report | None, dossier: Dossier, say: Speech) -> Html:
    """6 Feb, 12:04 · told: 100 returned to Russia; it is 157 · Russian Defence Ministry (Outlet)."""
    when = stamp(step.at, dossier, say, "medium")
    return join((when, _corrected(step, dossier, say), _by_whom(report, dossier, say)), " · ")


def _corrected(step: Change, dossier: Dossier, say: Speech) -> Html:
    if step.slot == "retracted":
        return what_changed(step, dossier, say)
    before, after = (_value(step.slot, value, dossier, say) for value in (step.before, step.after))
    label = _label(step.slot, dossier, say)
    return say("{label}: told as {before}, it is {after}", label=label, before=before, after=bold(after))


def _by_whom(report: Report | None, dossier: Dossier, say: Speech) -> Html | None:
    if report is None:
        return None
    who = join((names.origin(one, dossier, say) for one in report.claim.origins), ", ")
    return join((who, Html(f"({report_link(report)})")), " ")


def what_changed(step: Change, dossier: Dossier, say: Speech) -> Html:
    """Returned to Russia: 157 → 160."""
    if step.type is ChangeType.RETRACTED and step.before == "retracted":
        return say("the withdrawal was taken back")
    if step.type in _EVENTS:
        return say(_EVENTS[step.type])
    label = _label(step.slot, dossier, say)
    before, after = (_value(step.slot, value, dossier, say) for value in (step.before, step.after))
    told = (
        say("{label}: {before} → {after}", label=label, before=before, after=after)
        if step.before
        else say("{label}: {after}", label=label, after=after)
    )
    return say("correction, {told}", told=told) if step.type is ChangeType.CORRECTION else told


def _label(slot: str, dossier: Dossier, say: Speech) -> Html:
    party, dot, scope = slot.partition(".")
    if not dot:
        return say(_JOINT[slot]) if slot in _JOINT else escape(slot)
    form = _SCOPES.get(Scope(scope)) if scope in set(Scope) else None
    to = names.case(party, "to", dossier, say)
    return say(form, party=to) if form else escape(slot)


def _value(slot: str, value: str | None, dossier: Dossier, say: Speech) -> Html:
    """A stored value in words: numbers with their qualifier, days, stages."""
    if value is None:
        return say("not known")
    if value in _WORDS.get(slot, {}):
        return say(_WORDS[slot][value])
    if slot in ("mediators", "parties"):
        return escape(names.parties(_CODES.findall(value), dossier, say))
    if slot == "place":
        return escape(names.place(value, dossier, say) or value)
    if slot in ("day", "end_day"):
        return escape(say.day(date.fromisoformat(value)))
    return _number(value, say)


_QUALIFIERS = {"about": N_("about {n}"), "at least": N_("at least {n}"), "at most": N_("up to {n}")}


def _number(value: str, say: Speech) -> Html:
    words, _, digits = value.rpartition(" ")
    if not digits.isdecimal():
        return escape(value)
    n = say.number(int(digits))
    return say(_QUALIFIERS[words], n=n) if words in _QUALIFIERS else escape(n)
