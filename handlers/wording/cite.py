"""One sentence on a development, with its sources and times, ready for an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from handlers.wording import badges, headlines, sources
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join, plain, shorten, units
from handlers.wording.reports import each_once
from handlers.wording.revised import first_said
from storage.vocabulary import Development, Dossier, Report

_SOURCES = 4
COPIED = 256
"""The most that a button puts on the clipboard."""
_ADDRESS = re.compile(r" https?://\S+$")


def sentence(
    development: Development, dossier: Dossier, say: Speech, now: datetime, address: str | None = None
) -> Html:
    """Prisoner exchange: 157 …, 5 February 2026 (confirmed by both sides; A, published …, seen …; Parley, t.me/…)."""
    first = _first(development)
    more = len(each_once(_told(development))) - len(first)
    told = (
        badges.badge(development, say),
        *(_source(report, development, dossier, say) for report in first),
        say.ngettext("and {n} more report", "and {n} more reports", more) if more > 0 else None,
        say("Parley, {link}, as known on {when} UTC", link=address or f"/d{development.id}", when=_utc(now)),
    )
    what = join((headlines.headline(development, dossier, say), headlines.when(development, say, "long")), ", ")
    return join((what, Html(f" ({join(told, '; ')}).")), "")


def _first(development: Development) -> list[Report]:
    """Those who quote officials before others; of what all have taken back, those who had said so."""
    once = [report for report, _ in each_once(_told(development))]
    official = [report for _, report in sources.officials(development)]
    return list({report.id: report for report in (*official, *once)}.values())[:_SOURCES]


def _told(development: Development) -> Sequence[Report]:
    """What is said of it; of what nobody says any more each article's last word."""
    replaced = {report.replaces for report in development.earlier}
    return development.reports or [report for report in development.earlier if report.id not in replaced]


def copied(development: Development, dossier: Dossier, say: Speech) -> str:
    """The same for the clipboard, as plain text: each outlet once, with its address where that fits.

    Last of all is when Parley first knew it, and /d41, which the door makes a link.
    """
    own = plain(
        say("Parley, seen {when} UTC: /d{id}", when=_clock(development.first_seen, development), id=development.id)
    )
    base = plain(
        say(
            "{what}, {when} ({badge})",
            what=headlines.headline(development, dossier, say),
            when=headlines.when(development, say, "long"),
            badge=badges.badge(development, say),
        )
    )
    return clipped("\n".join((base, *(_line(one, development) for one in _one_each(_first(development))), own)))


def clipped(text: str) -> str:
    """What of such a text a button may bear: addresses are left out where they are too long, then whole outlets."""
    what, *outlets, own = text.split("\n")
    room = COPIED - units(own) - 1
    told = shorten(what, room)
    for outlet in outlets:
        tries = (f"{told}\n{outlet}", f"{told}\n{_ADDRESS.sub('', outlet)}")
        told = next((one for one in tries if units(one) <= room), told)
    return f"{told}\n{own}"


def _line(report: Report, development: Development) -> str:
    """Outlet, 10:04 UTC https://…; the record knows no time of publication."""
    at = "" if report.record_id else f", {_clock(report.published, development)} UTC"
    return join((f"{report.outlet}{at}".replace("\n", " "), report.link), " ")


def _one_each(reports: Sequence[Report]) -> Iterable[Report]:
    """Each outlet's first."""
    first: dict[str, Report] = {}
    for report in reports:
        first.setdefault(report.outlet, report)
    return first.values()


def _source(report: Report, development: Development, dossier: Dossier, say: Speech) -> Html:
    """Outlet, published 2026-02-05 10:04, seen 10:05 UTC. The record knows no times of reports, so none are told.

    With what it first said, and until when, where it was changed since.
    """
    if report.record_id is not None:
        return sources.report_link(report)
    alike = report.seen.date() == report.published.date()
    told = say(
        "{outlet}, published {when}, seen {seen} UTC",
        outlet=sources.report_link(report),
        when=_utc(report.published),
        seen=f"{report.seen:%H:%M}" if alike else _utc(report.seen),
    )
    until = say("said so until {time}", time=f"{_utc(report.withdrawn)} UTC") if report.withdrawn else None
    return join((told, first_said(report, development.earlier, dossier, say), until), ", ")


def _clock(moment: datetime, development: Development) -> str:
    """The time of day, after its day where that is not the event's."""
    return moment.strftime("%H:%M") if moment.date() == development.day else _utc(moment)


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
