"""One sentence on a development, with its sources and times, ready for an article."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import badges, headlines, sources
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join, plain, shorten, units
from handlers.wording.reports import each_once
from storage.vocabulary import Development, Dossier, Report

_SOURCES = 4
COPIED = 256
"""The most that a button puts on the clipboard."""


def sentence(development: Development, dossier: Dossier, say: Speech, now: datetime) -> Html:
    """Prisoner exchange: 157 …, 5 February 2026 (confirmed by both sides; A, 2026-02-05 10:04 UTC; Parley, /d41, …)."""
    first = _first(development)
    more = len(each_once(development.reports)) - len(first)
    told = (
        badges.badge(development, say),
        *(_source(report) for report in first),
        say.ngettext("and {n} more report", "and {n} more reports", more) if more > 0 else None,
        say("Parley, /d{id}, as known on {when} UTC", id=development.id, when=_utc(now)),
    )
    what = join((headlines.headline(development, dossier, say), headlines.when(development, say, "long")), ", ")
    return join((what, Html(f" ({join(told, '; ')}).")), "")


def _first(development: Development) -> list[Report]:
    """Those who quote officials before others."""
    once = [report for report, _ in each_once(development.reports)]
    official = [report for _, report in sources.officials(development)]
    return list({report.id: report for report in (*official, *once)}.values())[:_SOURCES]


def copied(development: Development, dossier: Dossier, say: Speech) -> str:
    """The same for the clipboard, as plain text: each outlet once, with its address where that fits."""
    base = plain(
        say(
            "{what}, {when} ({badge})",
            what=headlines.headline(development, dossier, say),
            when=headlines.when(development, say, "long"),
            badge=badges.badge(development, say),
        )
    )
    told = base
    for outlet, address in reversed({one.outlet: one.link for one in reversed(_first(development))}.items()):
        tries = (f"{told}\n{outlet} {address}", f"{told}\n{outlet}") if address else (f"{told}\n{outlet}",)
        told = next((one for one in tries if units(one) <= COPIED), told)
    return shorten(told, COPIED)


def _source(report: Report) -> Html:
    """Outlet, 2026-02-05 10:04 UTC. The record knows no time of publication, so none is told."""
    at = f"{_utc(report.published)} UTC" if report.record_id is None else None
    return join((sources.report_link(report), at), ", ")


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
