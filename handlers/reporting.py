"""/report, by which readers tell the operators of an error, and /correct, by which operators put one right."""

from __future__ import annotations

from urllib.parse import urlsplit

from sqlmodel import Session

from handlers import arguments, slots
from handlers.card import unknown
from handlers.conversation import Button, Reply, Request
from handlers.families import families
from handlers.operators import name_of, pass_on
from handlers.personal import is_a_name, is_a_plea
from handlers.wording.language import N_
from storage import developments, judgements, notices, reports, reviews
from storage.judgements import Judgement, Verdict
from storage.vocabulary import OPERATOR, Claim, Development, Origin, Report

REPORT_EXAMPLES = (N_("report 41 Ukraine says 160, not 157"),)
CORRECT_EXAMPLES = (
    "correct 41 RU 157 https://gov.example/1", "correct 41 UA civilians about 7 https://gov.example/1",
    "correct 41 day 2026-02-05 https://gov.example/1", "correct 41 stage denied https://gov.example/1",
    "correct 40 place Abu Dhabi https://gov.example/1", "correct 41 mediators US AE https://gov.example/1",
)  # fmt: skip
MOST_A_DAY = 100
"""Reports of readers passed on in one day: the operators' chats are not flooded."""


def report(request: Request, session: Session) -> Reply:
    """Passes a reader's words on to the operators, without saying from whom. Kept is only how many came."""
    say = arguments.speech(request)
    number, _, text = request.text.strip().partition(" ")
    found = _development(session, number)
    text = text.strip()
    if found is None:
        return unknown(request, REPORT_EXAMPLES)
    if not text:
        return arguments.missing(request, REPORT_EXAMPLES)
    if is_a_plea(text) or is_a_name(text, request.dossier):
        return families(request, session)
    today = arguments.today(request)
    counted = notices.reported(session)
    if counted.day == today and counted.today >= MOST_A_DAY:
        return Reply(say("So many reports came today that no more are passed on. Please try tomorrow."))
    if not request.operators:
        return Reply(say("No operator can be reached here."))
    pass_on(session, request, found, text)
    notices.count_report(session, today)
    return Reply(
        say(
            "Passed on to the operators of Parley, without saying from whom. Nothing of it is kept once it has "
            "arrived. What is put right stands in /corrections."
        )
    )


def _development(session: Session, word: str) -> Development | None:
    number = arguments.number(word)
    return developments.get(session, number) if number else None


def correct(request: Request, session: Session) -> Reply:
    """Stores a correction as a claim of its own, with its source; it stands until it is taken back."""
    say = arguments.speech(request)
    found = _development(session, request.arguments[0]) if request.arguments else None
    if found is None:
        return unknown(request, CORRECT_EXAMPLES)
    source = _address(request.arguments[-1])
    put = slots.put(request.arguments[1:-1], found, request)
    if source is None or put is None:
        return arguments.mistaken(request, request.text, CORRECT_EXAMPLES)
    if slots.is_shown(found, put):
        return Reply(say("That is what is shown already: /d{id}", id=found.id))
    made = _store(session, found, put, source, request)
    told = say("Noted. What is shown, the history, the search and the alerts follow within seconds.")
    take_back = Button(str(say("Take back")), f"review withdraw {made}")
    return Reply(told, ((take_back, Button(str(say("Card")), f"d{found.id}")),))


def _address(word: str) -> str | None:
    try:
        parts = urlsplit(word)
    except ValueError:
        return None
    return word if parts.scheme in {"http", "https"} and "." in (parts.hostname or "") else None


def _store(session: Session, about: Development, put: slots.Put, source: str, request: Request) -> int:
    """The claim, and the judgement that it is about this development; its number."""
    reports.hold_resolution(session)
    by, outlet = name_of(request), (urlsplit(source).hostname or "").removeprefix("www.")
    claim = Claim(
        kind=about.kind,
        evidence="",
        **{"stage": about.stage, **put.values},
        origins=(Origin(OPERATOR, "operators of Parley"),),
        checks=(put.slot,),
        failed=("a correction causes no alert of its own",),
    )
    told = Report(id=0, claim=claim, outlet=outlet, owner="parley", published=request.at, seen=request.at, link=source,
                  silent=True, development_id=about.id)  # fmt: skip
    number = reports.add(session, told)
    word = Judgement(claim_id=number, verdict=Verdict.SAME, rule="corrected", at=request.at, by=by,
                     development_id=about.id)  # fmt: skip
    judgements.add(session, word)
    session.flush()
    return reviews.last_of(session, by, request.at) or 0
