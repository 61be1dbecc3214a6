"""Who says it: officials first, each with a link to the report that quotes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.wording import names
from handlers.wording.language import Speech
from handlers.wording.markup import Html, join, link, shorten
from handlers.wording.times import moment
from storage.vocabulary import OPERATOR, Development, Dossier, Origin, Report, Source

MOST = 5
_OUTLET = 40


def report_link(report: Report | Source) -> Html:
    return link(report.link, shorten(report.outlet, _OUTLET))


def officials(development: Development) -> list[tuple[Origin, Report]]:
    """The officials who say what is shown, each with the first report that quotes them, oldest first.

    Who only announced it has not confirmed it. storage.sources picks the first of them by the same rule.
    """
    found: dict[str, tuple[Origin, Report]] = {}
    for report in development.reports:
        if report.claim.background or report.record_id is not None or not _says_so(report, development):
            continue
        for origin in report.claim.origins:
            if origin.official and origin.id != OPERATOR:  # operators pass on what somebody else says
                found.setdefault(origin.id, (origin, report))
    return list(found.values())


def _says_so(report: Report, development: Development) -> bool:
    if development.stage.off:
        return report.claim.stage is development.stage
    return report.claim.phase is development.phase and not report.claim.stage.off


def who_says(development: Development, dossier: Dossier, say: Speech) -> Html | None:
    """`Says:` one official with the time; `Confirmed by:` several; `Reported by:` outlets where no official has."""
    named = officials(development)
    if len(named) == 1:
        return _one(*named[0], dossier, say)
    if named:
        told = _linked(named, dossier, say)
        return say("Confirmed by: {who} ({reports})", who=told, reports=report_count(development, say))
    read = [report for report in development.reports if report.record_id is None and not by_operators(report)]
    outlets = _outlets(read)
    if outlets:
        return say("Reported by: {who}; no official has spoken", who=outlets)
    recorded = _outlets(report for report in development.reports if not by_operators(report))
    return say("Sources: {who}", who=recorded) if recorded else None


def by_operators(report: Report) -> bool:
    """Whether it is a correction by Parley's operators."""
    return any(origin.id == OPERATOR for origin in report.claim.origins)


def operators_line(development: Development, say: Speech) -> Html | None:
    """What operators have put right is said, with the source that they name."""
    own = {report.link: report for report in development.reports if by_operators(report)}
    if not own:
        return None
    return say("Corrected by Parley's operators after {sources}.", sources=join(map(report_link, own.values()), ", "))


def _one(origin: Origin, report: Report, dossier: Dossier, say: Speech) -> Html:
    return say(
        "Says: {who}, {time} ({outlet})",
        who=names.origin(origin, dossier, say),
        time=moment(report.published, dossier, say),
        outlet=report_link(report),
    )


def _linked(named: list[tuple[Origin, Report]], dossier: Dossier, say: Speech) -> Html:
    return join((link(report.link, names.origin(origin, dossier, say)) for origin, report in named[:MOST]), ", ")


def _outlets(reports: Iterable[Report]) -> Html:
    """Each outlet once, with a link to its first report."""
    first: dict[str, Report] = {}
    for report in reports:
        first.setdefault(report.outlet, report)
    return join([report_link(report) for report in first.values()][:MOST], ", ")


def report_count(development: Development, say: Speech) -> Html:
    return say.ngettext("{n} report", "{n} reports", count(development.reports))


def count(reports: Sequence[Report]) -> int:
    """How many reports there are: an article counts once, however many feeds of its outlet brought it."""
    articles = {report.article for report in reports if report.article is not None}
    return len(articles) + sum(report.article is None for report in reports)
