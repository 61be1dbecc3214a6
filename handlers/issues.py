"""/issues: the sticking points, each side's present stand on them, since when, and where it was heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from handlers import arguments, paging, parties
from handlers.conversation import Button, Reply, Request, Rows
from handlers.freshness import last_line
from handlers.wording import names, positions, stands
from handlers.wording.language import N_, Speech
from handlers.wording.markup import Html, bold, join, length, lines, paragraphs, quote, within
from storage import statements
from storage.vocabulary import Statement

EXAMPLES = ("issues", N_("issues territory"), N_("issues ceasefire"))
_OPEN_TOPICS = 4
_ROOM = 3400
_PAGE = 12
_LOOKED_BACK = 60


def issues(request: Request, session: Session) -> Reply:
    """All topics with the sides' stands, or one topic with its history; of a party, where it stands on each."""
    words, page = arguments.page(request)
    if not words:
        return _overview(request, session)
    topic = arguments.topic(" ".join(words), request.dossier)
    if topic is not None:
        return _topic(request, session, topic, page)
    asked = replace(request, arguments=tuple(words))
    return parties.one(asked, session) or _unknown(request)


def _unknown(request: Request) -> Reply:
    wrong = arguments.mistaken(request, request.text, EXAMPLES)
    return replace(wrong, buttons=_buttons(request, list(request.dossier.topics), arguments.speech(request)))


def _overview(request: Request, session: Session) -> Reply:
    say = arguments.speech(request)
    by_topic: dict[str, list[Statement]] = defaultdict(list)
    for said in statements.stands(session, parties=request.dossier.sides, depth=_LOOKED_BACK):
        by_topic[said.topic or ""].append(said)
    topics = [topic for topic in request.dossier.topics if topic in by_topic]
    told = [_block(request, topic, by_topic[topic], say) for topic in topics]
    opened = told[:_OPEN_TOPICS]
    folded = within(told[_OPEN_TOPICS:], _ROOM - sum(length(block) for block in opened))
    html = paragraphs(
        say("<b>Sticking points</b>") if told else say("<b>Sticking points</b>\nNone is stored yet."),
        *opened,
        quote(paragraphs(*folded)) if folded else None,
        last_line(request, session),
    )
    return Reply(html, _buttons(request, topics, say))


def _block(request: Request, topic: str, said: Sequence[Statement], say: Speech) -> Html:
    """One topic: its name, when it was last heard, the stand of each side."""
    year = arguments.today(request).year
    shown = _present(request, said)
    newest = max(one.day for one in shown or said)
    title = bold(say.text(request.dossier.topics[topic].name))
    heard = say("last heard {day}", day=say.day(newest, "short" if newest.year == year else "medium"))
    told = [stands.stand(one, request.dossier, say, year) for one in shown]
    return lines(join((title, heard), " · "), *told)


def _present(request: Request, said: Sequence[Statement]) -> list[Statement]:
    """Each party's stand on a topic, with when it was first heard; the sides first."""
    by_party: dict[str, list[Statement]] = defaultdict(list)
    for one in said:
        by_party[one.party or ""].append(one)
    ordered = (by_party[code] for code in names.in_order(by_party, request.dossier))
    return [chosen for own in ordered if (chosen := positions.present(own, request.dossier))]


def _topic(request: Request, session: Session, topic: str, page: int) -> Reply:
    """Each party's present stand, then what was said before, newest first."""
    say = arguments.speech(request)
    year = arguments.today(request).year
    present = _present(request, statements.stands(session, topic, depth=_LOOKED_BACK))
    past = statements.history(session, topic, limit=_PAGE + 1, offset=page * _PAGE)
    told = within((stands.lately(said, request.dossier, say, year) for said in past[:_PAGE]), _ROOM // 2)
    now = [stands.stand(said, request.dossier, say, year) for said in present]
    html = paragraphs(
        bold(say.text(request.dossier.topics[topic].name)),
        lines(*within(now, _ROOM // 2)) if page == 0 else None,
        lines(bold(say("Said before")), quote(lines(*told))) if told else say("Nothing is stored on it yet."),
        last_line(request, session),
    )
    turn = paging.turns(f"issues {topic}", page, more=len(past) > _PAGE, say=say)
    return Reply(html, tuple(row for row in (turn, (Button(str(say("All topics")), "issues"),)) if row))


def _buttons(request: Request, topics: Sequence[str], say: Speech) -> Rows:
    made = [Button(say.text(request.dossier.topics[topic].name), f"issues {topic}") for topic in topics]
    return tuple(tuple(made[start : start + 2]) for start in range(0, len(made), 2))
