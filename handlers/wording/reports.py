"""Reports one a line: time, outlet, who is quoted, the report's own figures and whether they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol, TypeVar

from handlers.wording import badges, figures, names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, escape, italic, join
from handlers.wording.sources import report_link
from handlers.wording.times import following, stamp
from storage.vocabulary import Development, Dossier, Figure, Report, Scope

_ALIKE_BITS = 3
_ALL_BITS, _PART = 2**64 - 1, 2**16 - 1
"""Texts whose 64-bit SimHashes differ in no more bits are copies of one (RULES, 2)."""


class Text(Protocol):
    """What a report is told from its copies by."""

    @property
    def simhash(self) -> int: ...
    @property
    def article(self) -> int | None: ...


T = TypeVar("T", bound=Text)


def each_once(reports: Sequence[T]) -> list[tuple[T, int]]:
    """The reports in their order, copies of one text as one, each with how many copies it has.

    One article is one source: what else it says, or another feed of its outlet, is no copy.
    """
    first: list[T] = []
    articles: set[int] = set()
    copies: list[int] = []
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for report in reports:
        if report.article in articles:
            continue
        articles |= {report.article} if report.article is not None else set()
        parts = _parts(report.simhash)
        near = {place for part in parts for place in places.get(part, ())}
        twin = min((place for place in near if _same_text(first[place], report)), default=None)
        if twin is not None:
            copies[twin] += 1
            continue
        for part in parts:
            places[part].append(len(first))
        first.append(report)
        copies.append(0)
    return list(zip(first, copies, strict=True))


def _parts(simhash: int) -> list[tuple[int, int]]:
    """One part more than bits may differ: copies have at least one in common."""
    bits = simhash & _ALL_BITS
    return [(shift, bits >> shift & _PART) for shift in range(0, 64, 16)] if simhash else []


def _same_text(one: Text, other: Text) -> bool:
    differing = (one.simhash ^ other.simhash) & _ALL_BITS
    return differing.bit_count() <= _ALIKE_BITS


def report_line(
    report: Report, copies: int, shown: Development, dossier: Dossier, say: Speech, before: Html | None = None
) -> Html:
    """5 Feb, 12:04 · Outlet · Russian Defence Ministry · 157 to Russia ▼; `before` is what it had said."""
    parts = (
        _time(report, dossier, say),
        report_link(report),
        _quoted(report, dossier, say),
        _figures(report, shown, dossier, say),
        before,
        _stage(report, shown, say),
        _since_when_no_more(report, dossier, say),
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


def totals(report: Report, dossier: Dossier, say: Speech) -> Html:
    """The report's own totals: 157 to Russia, 160 to Ukraine."""
    return _figures(report, None, dossier, say)


def _figures(report: Report, shown: Development | None, dossier: Dossier, say: Speech) -> Html:
    """The report's own totals, marked where they lie above or below the shown ones."""
    told = [
        say(
            "{n} to {party}",
            n=_marked(figure, shown.figure(side) if shown else None, say),
            party=names.case(side, "to", dossier, say),
        )
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


def _since_when_no_more(report: Report, dossier: Dossier, say: Speech) -> Html | None:
    if report.withdrawn is None:
        return None
    return say("said so until {time}", time=following(report.withdrawn, report.published, dossier, say))


def explanation(shown: Development, reports: Sequence[Report], dossier: Dossier, say: Speech) -> Html | None:
    """What the marks mean, where there are any."""
    differ = any(
        (own := report.claim.figure(side)) and (chosen := shown.figure(side)) and own.value != chosen.value
        for report in reports
        for side in dossier.sides
    )
    return italic(say("▲▼ differs from the figure shown")) if differ else None
