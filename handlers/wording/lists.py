"""A development in a list: two lines, with its figures, how sure it is, where it comes from and its number."""

from __future__ import annotations

from itertools import islice

from handlers.wording import badges, figures, headlines, sources
from handlers.wording.card import outcome
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, italic, join, lines
from storage.vocabulary import Development, Dossier, Kind

_OUTCOME = 110


def two_lines(development: Development, dossier: Dossier, say: Speech) -> Html:
    """What happened; then when, how sure or with what outcome, by whom, and the number to tap."""
    parts = (headlines.when(development, say, "medium"), _state(development, say), first_source(development))
    return lines(bold(headlines.headline(development, dossier, say)), join((*parts, number(development)), " · "))


def one_line(awaited: Development, dossier: Dossier, say: Speech) -> Html:
    """What is announced: exchange of prisoners, 50 for 50 · 9 Feb 2026 · announced by one side."""
    when = headlines.when(awaited, say, "medium") if awaited.day_given else say("no day given")
    if awaited.kind is Kind.TALKS:
        what = headlines.talks(awaited, dossier, say)
    else:
        what = join((headlines.short(awaited, say), figures.deal_size(awaited, dossier, say)), ", ")
    return join((what, when, badges.badge(awaited, say), first_source(awaited), number(awaited)), " · ")


def _state(development: Development, say: Speech) -> Html | None:
    if development.kind is Kind.STRIKES:
        return None
    if development.kind is Kind.TALKS:
        return outcome(development, say, most=_OUTCOME) or italic(badges.stage(development, say))
    return italic(badges.badge(development, say))


def number(development: Development) -> Html:
    """The card's command, which a tap sends."""
    return Html(f"/d{development.id}")


def first_source(development: Development) -> Html:
    """The outlet that reported it first, an official's word before others."""
    if development.source:
        return sources.report_link(development.source)
    official = [report for _, report in sources.officials(development)]
    return join((sources.report_link(report) for report in islice((*official, *development.reports), 1)), "")
