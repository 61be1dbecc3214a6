"""One sentence on a development, with its sources and times, ready for an article."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import badges, headlines, sources
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join
from handlers.wording.reports import each_once
from storage.vocabulary import Development, Dossier, Report

_SOURCES = 4


def sentence(development: Development, dossier: Dossier, say: Speech, now: datetime) -> Html:
    """Prisoner exchange: 157 …, 5 February 2026 (confirmed by both sides; A, 2026-02-05 10:04 UTC; Parley, /d41, …)."""
    once = [report for report, _ in each_once(development.reports)]
    official = [report for _, report in sources.officials(development)]
    first = list({report.id: report for report in (*official, *once)}.values())[:_SOURCES]
    more = len(once) - len(first)
    told = (
        badges.badge(development, say),
        *(_source(report) for report in first),
        say.ngettext("and {n} more report", "and {n} more reports", more) if more > 0 else None,
        say("Parley, /d{id}, as known on {when} UTC", id=development.id, when=_utc(now)),
    )
    what = join((headlines.headline(development, dossier, say), headlines.when(development, say, "long")), ", ")
    return join((what, Html(f" ({join(told, '; ')}).")), "")


def _source(report: Report) -> Html:
    """Outlet, 2026-02-05 10:04 UTC. The record knows no time of publication, so none is told."""
    at = f"{_utc(report.published)} UTC" if report.record_id is None else None
    return join((sources.report_link(report), at), ", ")


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
