"""Reports one a line: time, outlet, who is quoted, the report's own figures and whether they differ."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import badges, figures, names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, italic, join
from handlers.wording.sources import report_link
from handlers.wording.times import stamp
from storage.vocabulary import Development, Dossier, Figure, Report, Scope

_ALIKE_BITS = 3
_ALL_BITS = 2**64 - 1
"""Texts whose 64-bit SimHashes differ in no more bits are copies of one (RULES, 2)."""


def each_once(reports: Sequence[Report]) -> list[tuple[Report, int]]:
    """The reports in their order, copies of one text as one, each with how many copies it has."""
    first: list[Report] = []
    copies: dict[int, int] = {}
    for report in reports:
        twin = next((one for one in first if _same_text(one, report)), None)
        if twin is None:
            first.append(report)
            copies[report.id] = 0
        else:
            copies[twin.id] += 1
    return [(report, copies[report.id]) for report in first]


def _same_text(one: Report, other: Report) -> bool:
    differing = (one.simhash ^ other.simhash) & _ALL_BITS
    return bool(one.simhash and other.simhash) and differing.bit_count() <= _ALIKE_BITS


def report_line(report: Report, copies: int, shown: Development, dossier: Dossier, say: Speech) -> Html:
    """5 Feb, 12:04 · Outlet · Russian Defence Ministry · 157 to Russia ▼."""
    parts = (
        _time(report, dossier, say),
        report_link(report),
        _quoted(report, dossier, say),
        _figures(report, shown, dossier, say),
        _stage(report, shown, say),
        say("background") if report.claim.background else None,
        say.ngettext("and {n} copy", "and {n} copies", copies) if copies else None,
    )
    return join(parts, " · ")


def _time(report: Report, dossier: Dossier, say: Speech) -> Html:
    if report.record_id is not None:
        return say("record")
    return stamp(report.published, dossier, say)


def _quoted(report: Report, dossier: Dossier, say: Speech) -> Html | None:
    if report.record_id is not None:
        return None
    return join((names.origin(one, dossier, say) for one in report.claim.origins), ", ") or say("its own report")


def _figures(report: Report, shown: Development, dossier: Dossier, say: Speech) -> Html:
    """The report's own totals, marked where they lie above or below the shown ones."""
    told = [
        say("{n} to {party}", n=_marked(figure, shown.figure(side), say), party=names.case(side, "to", dossier, say))
        for side in dossier.sides
        if (figure := report.claim.figure(side))
    ]
    joint = report.claim.figure(None, Scope.COMBINED)
    if joint and not told:
        told.append(say("{n} in all", n=figures.qualified(joint, say)))
    return join(told, ", ")


def _marked(figure: Figure, shown: Figure | None, say: Speech) -> Html:
    mark = "" if shown is None or figure.value == shown.value else (" ▲" if figure.value > shown.value else " ▼")
    return join((figures.qualified(figure, say), escape(mark)), "")


def _stage(report: Report, shown: Development, say: Speech) -> Html | None:
    """How far the report says it has come, where that is not what is shown."""
    return None if report.claim.stage is shown.stage else say(badges.STAGES[report.claim.stage])


def explanation(shown: Development, reports: Sequence[Report], dossier: Dossier, say: Speech) -> Html | None:
    """What the marks mean, where there are any."""
    differ = any(
        (own := report.claim.figure(side)) and (chosen := shown.figure(side)) and own.value != chosen.value
        for report in reports
        for side in dossier.sides
    )
    return italic(say("▲▼ differs from the figure shown")) if differ else None
