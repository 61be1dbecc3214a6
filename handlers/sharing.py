"""What somebody may share in any chat: the cards that a few typed words find, made by the commands themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from handlers import arguments, dispatch, here
from handlers.card import reply as card_reply
from handlers.conversation import Audience, Command, Reply, Request, Rows
from handlers.days import Span, span_of
from handlers.families import families
from handlers.latest import USUAL
from handlers.personal import is_a_name, is_a_plea
from handlers.wording import badges, headlines
from handlers.wording.markup import Html, join, shorten
from storage import figures, lately, search
from storage.developments import with_reports
from storage.vocabulary import Development, Kind

PAGE, MOST = 10, 50
"""Cards in one go, and in all for one question."""
_TITLE = 100
_OWN = frozenset({"mydata", "help", "start"})
"""What is of no use in another chat, or nobody else's business there."""
_NUMBER = re.compile(r"/d(\d+)")
_OF_KIND = {Kind.EXCHANGE: "swaps", Kind.TALKS: "talks", Kind.STATEMENT: "issues"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One answer to share; `title` and `description` are plain text that tells it from the others, `id` names it."""

    id: str
    title: str
    description: str
    html: str
    buttons: Rows = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The cards to choose from; `following` is where the next ones begin, None where these are the last.

    Without any, `hint` says so and what else to do: it opens the bot's own chat at `payload`.
    """

    cards: tuple[Card, ...] = ()
    following: int | None = None
    hint: str = ""
    payload: str = "help"


@dataclass(frozen=True, slots=True)
class _Found:
    """The answer as a whole, where it says more than the cards of these developments do."""

    whole: Card | None = None
    ids: Sequence[int] = ()


def offer(request: Request, session: Session, begin: int = 0) -> Offer:
    """The cards for `request.text` from the `begin`-th development on; what lately happened where nothing is typed.

    Whoever asks after a person gets who can be asked, and nothing is searched.
    """
    asking = here.at_home(request, session)
    say = arguments.speech(asking)
    text = asking.text
    if is_a_plea(text) or is_a_name(text, asking.dossier):
        title = str(say("Parley keeps no lists: who can be asked"))
        told = families(replace(asking, command="families", text=""), session)  # others read it, who sent nothing
        return Offer(cards=(replace(_whole("families", told, ""), title=title),))
    found = _found(asking, session)
    ids = figures.newest_first(session, found.ids)[:MOST]
    asked = figures.by_ids(session, ids[begin : begin + PAGE])
    known = {one.id: one for one in with_reports(session, list(asked.values()))}
    cards = [_card(asking, session, known[key]) for key in ids[begin : begin + PAGE] if key in known]
    if found.whole and not begin:
        cards.insert(0, found.whole)
    following = begin + PAGE if begin + PAGE < len(ids) else None
    hint = str(say("Nothing found: see what Parley knows")) if not (cards or begin) else ""
    return Offer(cards=tuple(cards), following=following, hint=hint)


def _found(request: Request, session: Session) -> _Found:
    words = request.text.split()
    if not words:
        return _of_command(request, session, "latest") or _Found()
    number = arguments.number(words[0])
    days = span_of(words, arguments.today(request))
    if number and len(words) == 1 and days is None:
        return _Found(ids=[number])
    if days is not None:
        return _of_days(request, session, days)
    name = _named(words[0])
    told = _of_command(request, session, " ".join((name, *words[1:]))) if name else None
    if told is not None:
        return told
    hits = search.find(session, request.text, limit=2 * MOST)
    return _Found(ids=[hit.development for hit in hits if hit.development])


def _named(word: str) -> str | None:
    """The command that a first word means: by its name, or by the kind of event in any language."""
    found = dispatch.find(word.removeprefix("/"))
    if found is not None:
        return found.name if _may_be_shared(found) else None
    kind = arguments.kind(word)
    return _OF_KIND.get(kind, f"latest {word}") if kind else None


def _may_be_shared(command: Command) -> bool:
    return command.audience is Audience.EVERYONE and not command.writes and command.name not in _OWN


def _of_days(request: Request, session: Session, days: Span) -> _Found:
    """What happened on a day, talks that went on then among it; else the exchanges of those days as a whole."""
    if days.one_day:
        happened = lately.happened(session, USUAL, days.last, since=days.first, limit=MOST)
        went_on = [one for one in figures.on(session, Kind.TALKS, days.first, days.last) if one.day_given]
        ids = [one.id for one in (*happened, *went_on)]
        if ids:
            return _Found(ids=ids)
    return _of_command(request, session, f"swaps {request.text}") or _Found()


def _of_command(request: Request, session: Session, line: str) -> _Found | None:
    """A command's answer as a whole, and the developments that it lists; None where its words are not understood."""
    parsed = dispatch.parse(f"/{line}")
    command = dispatch.find(parsed.command) if parsed else None
    assert parsed is not None
    assert command is not None
    asked = replace(request, command=parsed.command, arguments=parsed.arguments, text=parsed.text)
    reply = dispatch.answer(asked, session)
    if not reply.html or reply.examples:  # words that it does not know, or none where it needs some: nobody shares that
        return None
    numbers = [int(number) for number in _NUMBER.findall(reply.html)]
    return _Found(_whole(command.name, reply, str(arguments.speech(request)(command.summary))), numbers)


def _whole(name: str, reply: Reply, description: str) -> Card:
    first = _plain(reply.html.strip().partition("\n")[0])
    title = shorten(first.partition("  ")[0], _TITLE)
    return Card(id=name, title=title, description=_plain(description), html=reply.html, buttons=reply.buttons)


def _card(request: Request, session: Session, one: Development) -> Card:
    say = arguments.speech(request)
    made = card_reply(request, session, one)
    return Card(
        id=f"d{one.id}",
        title=shorten(_plain(headlines.headline(one, request.dossier, say)), _TITLE),
        description=_plain(join((headlines.when(one, say), badges.badge(one, say)), " · ")),
        html=made.html,
        buttons=made.buttons,
    )


def _plain(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", Html(markup)))
