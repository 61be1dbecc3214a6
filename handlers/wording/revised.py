"""What an outlet said before it changed its own report, in plain words: first said 120, now says 112."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording.language import Speech
from handlers.wording.markup import Html, join
from handlers.wording.reports import totals
from handlers.wording.sources import report_link
from storage.vocabulary import Development, Dossier, Report

_NAMED = 4


def first_said(report: Report, earlier: Sequence[Report], dossier: Dossier, say: Speech) -> Html | None:
    """First said 120 to Ukraine: the oldest other figures of the same article; None where it had no others."""
    own = totals(report, dossier, say)
    others = [one for one in _versions(report, earlier) if (told := totals(one, dossier, say)) and told != own]
    if not others:
        return None
    oldest = min(others, key=lambda one: one.id)
    what = totals(oldest, dossier, say)
    return say("first said {what}", what=what) if oldest.id < report.id else say("meanwhile said {what}", what=what)


def put_right(report: Report, earlier: Sequence[Report], dossier: Dossier, say: Speech) -> Html | None:
    """The same as a sentence of its own."""
    said = first_said(report, earlier, dossier, say)
    return say("{outlet} {said}.", outlet=report_link(report), said=said) if said else None


def taken_back(reports: Sequence[Report], earlier: Sequence[Report]) -> list[Report]:
    """Those of the earlier reports whose article says nothing of the event any more."""
    told = {(report.entry_id, report.claim.kind) for report in reports}
    return [report for report in earlier if (report.entry_id, report.claim.kind) not in told]


def no_longer(development: Development, say: Speech) -> Html | None:
    """Who has taken it back, where nobody else has said it; None where anybody stands by it."""
    if development.reports or not development.earlier:
        return None
    outlets = list({report.outlet: report for report in development.earlier}.values())
    return say.ngettext(
        "{outlets} no longer says so, and nobody else has said it.",
        "{outlets} no longer say so, and nobody else has said it.",
        len(outlets),
        outlets=join(map(report_link, outlets[:_NAMED]), ", "),
    )


def _versions(report: Report, earlier: Sequence[Report]) -> list[Report]:
    """What the same entry said of the same event, when it said otherwise."""
    if report.entry_id is None:
        return []
    return [one for one in earlier if one.entry_id == report.entry_id and one.claim.kind is report.claim.kind]
