"""What the bot's operators are told of their own accord: open questions, reports of readers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from handlers.alerting import as_json
from handlers.conversation import Button, Request
from handlers.wording import headlines
from handlers.wording.language import LANGUAGES, Speech, translator
from handlers.wording.lists import number
from handlers.wording.markup import Html, bold, join, lines, shorten
from handlers.wording.review import question_lines
from storage import developments, judgements, notices, reports, reviews, troubles
from storage.vocabulary import Development, Dossier

MOST_TEXT = 600


def name_of(request: Request) -> str:
    """By which name a judgement is stored: which of the operators' chats it was, never its number."""
    known = sorted(request.operators)
    if request.chat.id not in known or len(known) == 1:
        return "operator"
    return f"operator {known.index(request.chat.id) + 1}"


def tell_of_questions(session: Session, dossier: Dossier, operators: Collection[int], now: datetime) -> bool:
    """Tells the operators that something waits for their word, once for each question that is newer than the last."""
    newest = next(iter(judgements.open_questions(session, limit=1)), None)
    if not operators or newest is None or newest.id is None or newest.id <= notices.told(session):
        return False
    notices.set_told(session, newest.id)
    report = reports.get(session, newest.claim_id)
    assert report is not None
    about = [one for key in newest.candidates if (one := developments.get(session, key))]
    waiting = reviews.count_open(session)

    def told(say: Speech) -> Html:
        head = say.ngettext("{n} question waits for an operator.", "{n} questions wait for an operator.", waiting)
        return lines(bold(head), *question_lines(newest, report, about, dossier, say))

    texts = {
        language: {
            "html": str(told(say)),
            "buttons": as_json(((Button(str(say("Open questions")), "review"),),)),
        }
        for language in LANGUAGES
        if (say := translator(language))
    }
    troubles.tell(session, operators, texts, now)
    return True


def pass_on(session: Session, request: Request, about: Development, text: str) -> None:
    """Gives the operators what a reader wrote of a development, without saying from whom."""
    short = shorten(text, MOST_TEXT)

    def told(say: Speech) -> Html:
        headline = headlines.headline(about, request.dossier, say)
        return lines(
            bold(say("A reader reports an error.")),
            join((headline, headlines.when(about, say), number(about)), " · "),
            say("“{text}”", text=short),
            say("Its reports: {command}", command=f"/review {about.id}"),
        )

    texts = {language: {"html": str(told(translator(language))), "buttons": []} for language in LANGUAGES}
    troubles.tell(session, request.operators, texts, request.at)
