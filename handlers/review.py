"""/review, for operators: what Parley could not decide, and every word of theirs, which can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlmodel import Session

from handlers import arguments, paging, review_event
from handlers.card import unknown
from handlers.conversation import Button, Reply, Request, Rows
from handlers.operators import name_of
from handlers.wording.language import Speech
from handlers.wording.markup import Html, bold, join, lines, paragraphs, within
from handlers.wording.review import act, question_lines
from storage import developments, judgements, reports, reviews
from storage.judgements import Judgement, NotThere, Verdict
from storage.vocabulary import Development

EXAMPLES = (
    "review", "review 41", "review join 41 42", "review part 41 1234 1235", "review put 1234 41", "review own 1234",
    "review publish 1234", "review dismiss 1234", "review withdraw 77", "review log",
)  # fmt: skip
_PAGE = 4
_CANDIDATES = 4
_ROOM = 3300


def review(request: Request, session: Session) -> Reply:
    """The open questions; or one act, named by its first word."""
    words, page = arguments.page(request)
    if not words:
        return _questions(request, session, page)
    if words[0].lower() == "log":
        return _log(request, session)
    numbers = [arguments.number(word) for word in words[1:]]
    if len(words) == 1 and (one := arguments.number(words[0])):
        return _reports(request, session, one, page)
    deed = _DEEDS.get(words[0].lower())
    given = [number for number in numbers if number is not None]
    if deed is None or len(given) != len(numbers) or not given:
        return arguments.mistaken(request, request.text, EXAMPLES)
    return _done(request, session, lambda: deed(request, session, given))


def _done(request: Request, session: Session, deed: Callable[[], None]) -> Reply:
    """Carries out an act as one with what waits for it; what does not go is said, and nothing is changed."""
    say = arguments.speech(request)
    reports.hold_resolution(session)
    try:
        with session.begin_nested():
            deed()
    except (NotThere, ValueError):
        told = say("That cannot be done: a number is wrong, or it was decided already.")
        return Reply(told, ((Button(str(say("Open questions")), "review"),),))
    made = reviews.last_of(session, name_of(request), request.at)
    noted = say("Noted. What is shown, the history, the search and the alerts follow within seconds.")
    words = _standing(session, made, request, say)
    undo = (Button(str(say("Take back")), f"review withdraw {made}"),) if made else ()
    return Reply(lines(noted, words), ((*undo, Button(str(say("Open questions")), "review")),))


def _standing(session: Session, made: int | None, request: Request, say: Speech) -> Html | None:
    found = reviews.by_people(session, 1) if made else []
    return act(found[0], request.dossier, say) if found else None


def _join(request: Request, session: Session, given: list[int]) -> None:
    """The record's number is kept where one of the two has it."""
    keep, gone = given
    kept, lost = developments.get(session, keep), developments.get(session, gone)
    if lost and kept and lost.record_id and not kept.record_id:
        keep, gone = gone, keep
    judgements.join(session, keep, gone, name_of(request), request.at)


def _part(request: Request, session: Session, given: list[int]) -> None:
    judgements.part(session, given[0], given[1:], name_of(request), request.at)


def _put(request: Request, session: Session, given: list[int]) -> None:
    report_id, wanted = given
    found = developments.get(session, wanted)
    judgements.assign(session, report_id, found.id if found else wanted, name_of(request), request.at)


def _own(request: Request, session: Session, given: list[int]) -> None:
    (report_id,) = given
    reviews.make_own(session, report_id, name_of(request), request.at)


def _publish(request: Request, session: Session, given: list[int]) -> None:
    (report_id,) = given
    reviews.publish(session, report_id, name_of(request), request.at)


def _dismiss(request: Request, session: Session, given: list[int]) -> None:
    (report_id,) = given
    judgements.assign(session, report_id, None, name_of(request), request.at)


def _withdraw(request: Request, session: Session, given: list[int]) -> None:
    (judgement_id,) = given
    reviews.take_back(session, judgement_id, name_of(request), request.at)


def _second(request: Request, session: Session, given: list[int]) -> None:
    (question_id,) = given
    reviews.release(session, _clash(session, question_id), name_of(request), request.at)


def _quiet(request: Request, session: Session, given: list[int]) -> None:
    (question_id,) = given
    reviews.keep_quiet(session, _clash(session, question_id), name_of(request), request.at)


def _clash(session: Session, question_id: int) -> Judgement:
    question = reviews.open_question(session, question_id)
    if question.verdict is not Verdict.CLASH:
        raise NotThere(f"question {question_id} is not about an alert")
    return question


_DEEDS: Mapping[str, Callable[[Request, Session, list[int]], None]] = {
    "join": _join,
    "part": _part,
    "put": _put,
    "own": _own,
    "publish": _publish,
    "dismiss": _dismiss,
    "withdraw": _withdraw,
    "second": _second,
    "quiet": _quiet,
}


def _questions(request: Request, session: Session, page: int) -> Reply:
    say = arguments.speech(request)
    found = judgements.open_questions(session, limit=(page + 1) * _PAGE + 1)
    shown = found[page * _PAGE : (page + 1) * _PAGE]
    told: list[Html] = []
    rows: list[tuple[Button, ...]] = []
    for place, question in enumerate(shown, 1):
        about = _about(session, question)
        told.append(_question(request, session, place, question, about))
        rows += _buttons(place, question, about, say)
    turn = paging.turns("review", page, more=len(found) > (page + 1) * _PAGE, say=say)
    html = paragraphs(
        bold(say("Open questions")) if told else say("No question is open."),
        *within(told, _ROOM),
        say("Publish: an event of its own, alerted even where its day has an alert already.") if told else None,
        say("The reports of an event, to part or dismiss them: /review 41. What was decided: /review log."),
    )
    return Reply(html, (*rows, *((turn,) if turn else ())))


def _about(session: Session, question: Judgement) -> list[Development]:
    """The events that a question is about, those that were joined meanwhile once."""
    found = (developments.get(session, key) for key in question.candidates[:_CANDIDATES])
    return list({one.id: one for one in found if one}.values())


def _question(request: Request, session: Session, place: int, question: Judgement, about: list[Development]) -> Html:
    report = reports.get(session, question.claim_id)
    assert report is not None
    first, *rest = question_lines(question, report, about, request.dossier, arguments.speech(request))
    return lines(join((Html(f"<b>{place}</b>"), first), " · "), *rest)


def _buttons(place: int, question: Judgement, about: list[Development], say: Speech) -> list[tuple[Button, ...]]:
    """The answers to one question, each with its number before it."""
    report, clash = question.claim_id, question.verdict is Verdict.CLASH
    to = [f"review join {one.id} {question.development_id}" if clash else f"review put {report} {one.id}"
          for one in about]  # fmt: skip
    same = [Button(str(say("{n}: same as d{id}", n=place, id=one.id)), line)
            for one, line in zip(about, to, strict=True)]  # fmt: skip
    if clash:
        other = [
            Button(str(say("{n}: publish as second of the day", n=place)), f"review second {question.id}"),
            Button(str(say("{n}: no alert", n=place)), f"review quiet {question.id}"),
        ]
    else:
        other = [
            Button(str(say("{n}: new event", n=place)), f"review own {report}"),
            Button(str(say("{n}: publish", n=place)), f"review publish {report}"),
            Button(str(say("{n}: dismiss", n=place)), f"review dismiss {report}"),
        ]
    apart = [Button(str(say("{n}: part d{id}", n=place, id=one.id)), f"review {one.id}") for one in about]
    return [tuple(made[start : start + 3]) for made in (same, other, apart) for start in range(0, len(made), 3)]


def _reports(request: Request, session: Session, development_id: int, page: int) -> Reply:
    """The reports of a development, to be moved."""
    found = developments.get(session, development_id)
    return unknown(request, EXAMPLES) if found is None else review_event.event(request, session, found, page)


def _log(request: Request, session: Session) -> Reply:
    """The last judgements of people that stand, each with a button that takes it back."""
    say = arguments.speech(request)
    found = reviews.by_people(session)
    told = [act(one, request.dossier, say) for one in found]
    made = [Button(str(say("Take back {n}", n=one.id)), f"review withdraw {one.id}") for one in found]
    rows: Rows = tuple(tuple(made[start : start + 3]) for start in range(0, len(made), 3))
    html = paragraphs(bold(say("What was decided")), lines(*told) if told else say("Nothing so far."))
    return Reply(html, (*rows, (Button(str(say("Open questions")), "review"),)))
