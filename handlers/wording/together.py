"""Why several reports are told as one event: by which rule each was joined, in plain words (RULES, 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, join, lines, quote, within
from handlers.wording.reports import each_once
from handlers.wording.revised import first_said
from handlers.wording.sources import report_link
from storage.judgements import RULE, Judgement
from storage.vocabulary import Development, Dossier, Report

_ROOM, _NAMED = 1300, 4
_FIRST = N_("the first report of it")
_BY_PEOPLE = N_("Parley's operators said so")
_RECORD = N_("the record has it so")
_RULES = {
    "new": _FIRST,
    "same day": N_("the same day"),
    "same day and place": N_("the same day and place"),
    "one day apart, same figures": N_("a day apart, as around midnight"),
    "the day slipped": N_("another day than was announced"),
    "put off, and took place": N_("it had been put off"),
    "no day given": N_("no day given, but soon before or after"),
    "announced before": N_("announced before"),
    "recalled": N_("looks back at it"),
    "called off": N_("says that it is put off or denied"),
    "the same deal": N_("the same deal"),
    "spans overlap": N_("talks of the same days"),
    "one day apart, same place": N_("talks a day apart in the same place"),
    "held as announced": N_("talks held as announced"),
    "edited": N_("an article that was changed since"),
    "republished": N_("an older text published once more"),
}
_SAME = ("the same figure", "the joint figure", "the same joint figure")
_OTHER = " against "


def together(development: Development, standing: Mapping[int, Judgement], dossier: Dossier, say: Speech) -> Html | None:
    """Each reason with the reports that it joined, oldest first; None where there is but one report."""
    by_reason: dict[str, list[Report]] = defaultdict(list)
    known = [one for one in development.reports if one.id in standing or one.record_id is not None]
    for report, _ in each_once(known):
        by_reason[str(why(report, standing.get(report.id), say))].append(report)
    if sum(map(len, by_reason.values())) < 2:  # noqa: PLR2004
        return None
    before = {one.id: said for one in known if (said := first_said(one, development.earlier, dossier, say))}
    told = [join((Html(reason), _named(reports, before, say)), ": ") for reason, reports in by_reason.items()]
    return lines(bold(say("Why these are one event")), quote(lines(*within(told, _ROOM))))


def why(report: Report, judgement: Judgement | None, say: Speech) -> Html:
    """The same day, the same figures."""
    if report.record_id is not None:
        return say(_RECORD)
    if judgement is None:
        return say(_FIRST)
    if judgement.by != RULE:
        return say(_BY_PEOPLE)
    return join((say(_RULES.get(judgement.rule, _FIRST)), _figures(judgement.reasons, say)), ", ")


def _figures(reasons: Sequence[str], say: Speech) -> Html | None:
    """How its figures stood to those that were known."""
    if any(_OTHER in reason for reason in reasons):
        return say("other figures")
    return say("the same figures") if any(reason.startswith(_SAME) for reason in reasons) else None


def _named(reports: Sequence[Report], before: Mapping[int, Html], say: Speech) -> Html:
    """Each with a link, and with what it had said first."""
    named = (join((report_link(one), _bracketed(before.get(one.id))), " ") for one in reports[:_NAMED])
    more = len(reports) - _NAMED
    rest = say.ngettext("and {n} more", "and {n} more", more) if more > 0 else None
    return join((join(named, ", "), rest), " ")


def _bracketed(said: Html | None) -> Html | None:
    return Html(f"({said})") if said else None
