"""One sentence on a development, with its sources and times, ready for an article."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import badges, headlines, sources
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, join, lines
from handlers.wording.reports import each_once
from storage.vocabulary import Development, Dossier

_SOURCES = 4


def sentence(development: Development, dossier: Dossier, say: Speech, now: datetime) -> Html:
    """Prisoner exchange: 157 … , 5 February 2026 (confirmed by both sides). Sources: A (UTC time), B … Parley, /d41."""
    told = join((headlines.headline(development, dossier, say), headlines.when(development, say, "long")), ", ")
    once = [report for report, _ in each_once(development.reports)]
    official = [report for _, report in sources.officials(development)]
    first = list({report.id: report for report in (*official, *once)}.values())[:_SOURCES]
    named = [join((sources.report_link(one), _seen(one.published)), " ") for one in first]
    more = len(once) - len(named)
    rest = say.ngettext("and {n} more report", "and {n} more reports", more) if more > 0 else None
    return lines(
        join((told, Html(f" ({badges.badge(development, say)}).")), ""),
        say("Sources: {sources}.", sources=join((*named, rest), ", ")) if named else say("No report is stored."),
        say("Parley, /d{id}, as known on {when} UTC.", id=development.id, when=_utc(now)),
    )


def _seen(moment: datetime | None) -> Html | None:
    return escape(f"({_utc(moment)} UTC)") if moment else None


def _utc(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
