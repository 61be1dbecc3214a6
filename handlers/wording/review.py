"""Open questions and judgements in words, for operators."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording import badges, headlines, names
from handlers.wording.language import N_, Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, escape, join, lines, shorten, unlinked
from handlers.wording.reports import report_line
from handlers.wording.sources import report_link
from handlers.wording.times import stamp
from storage.judgements import Judgement, Verdict
from storage.reviews import NO_ALERT, PUBLISHED, TAKEN_BACK
from storage.vocabulary import Development, Dossier, Report

_EVIDENCE, _SHORT = 300, 160
_ACTS = {
    "joined": N_("/d{other} is the same event as {event}"),
    "parted": N_("{event} was parted from /d{other}"),
    "own": N_("report {report} is of an event of its own, {event}"),
    PUBLISHED: N_("report {report} was published as an event of its own, {event}"),
    "assigned": N_("report {report} belongs to {event}"),
    "second of the day": N_("{event} is a second event of its day"),
    NO_ALERT: N_("no second alert for {event}"),
    TAKEN_BACK: N_("taken back: report {report} belongs to {event} again"),
    "corrected": N_("{event} was corrected"),
}


def question_lines(
    question: Judgement, report: Report, about: Sequence[Development], dossier: Dossier, say: Speech
) -> list[Html]:
    """Why it is open; the sentence with its outlet and figures; the events that it may be about."""
    return [
        _why(question, say),
        join((_quoted(report, _EVIDENCE, say), Html(f"({report_link(report)})")), " "),
        _own(report, dossier, say),
        *(_candidate(one, dossier, say) for one in about),
    ]


def _why(question: Judgement, say: Speech) -> Html:
    if question.verdict is Verdict.CLASH:
        told = say("A second alert for one day was held back: /d{id}.", id=question.development_id)
    elif len(question.candidates) > 1:
        told = say("It fits several events equally well.")
    else:
        told = say("An official's figures contradict an event of the same day.")
    return join((told, say("Report {n}", n=question.claim_id)), " · ")


def _own(report: Report, dossier: Dossier, say: Speech) -> Html:
    """What the report says by itself: kind, figures, stage, who is quoted."""
    claim = report.claim
    totals = [
        say("{n} to {party}", n=say.number(figure.value), party=names.case(side, "to", dossier, say))
        for side in dossier.sides
        if (figure := claim.figure(side))
    ]
    return join(
        (
            say(badges.KINDS[claim.kind]),
            join(totals, ", "),
            say(badges.STAGES[claim.stage]),
            escape(say.day(claim.day, "short")) if claim.day else None,
            join((names.origin(one, dossier, say) for one in claim.origins), ", "),
        ),
        " · ",
    )


def _candidate(one: Development, dossier: Dossier, say: Speech) -> Html:
    return join((number(one), headlines.headline(one, dossier, say), headlines.when(one, say, "short")), " · ")


def act(judgement: Judgement, dossier: Dossier, say: Speech) -> Html:
    """77 · 6 Feb, 12:30 · operator · report 12 belongs to /d41."""
    by = judgement.by.replace("operator", say("operator"))
    return join((escape(judgement.id), stamp(judgement.at, dossier, say), escape(by), _did(judgement, say)), " · ")


def _did(judgement: Judgement, say: Speech) -> Html:
    if judgement.development_id is None:
        return say("report {report} was dismissed", report=judgement.claim_id)
    told = _ACTS.get(judgement.rule, _ACTS["assigned"])
    values = {
        "event": Html(f"/d{judgement.development_id}"),
        "report": judgement.claim_id,
        "other": next(iter(judgement.candidates), 0),
    }
    return say(told, **values)


def numbered(report: Report, shown: Development, dossier: Dossier, say: Speech) -> Html:
    """A report's line under /sources, with the number by which it is moved, then the sentence it rests on."""
    line = join((Html(f"<b>{report.id}</b>"), report_line(report, 0, shown, dossier, say)), " · ")
    return lines(line, _quoted(report, _SHORT, say))


def beside(one: Development, dossier: Dossier, say: Speech) -> Html:
    """An event that another may be one with, and the sentence that its first report rests on."""
    return lines(_candidate(one, dossier, say), _quoted(one.reports[0], _SHORT, say) if one.reports else None)


def _quoted(report: Report, most: int, say: Speech) -> Html | None:
    evidence = shorten(report.claim.evidence, most)
    return say("“{text}”", text=unlinked(evidence)) if evidence else None
