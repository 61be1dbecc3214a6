"""From what was typed or pressed to an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from sqlmodel import Session

from handlers import arguments, here, links, tries
from handlers.card import card
from handlers.commands import COMMANDS
from handlers.conversation import Audience, Button, Command, FileKind, Reply, Request
from handlers.families import families
from handlers.likely import meant
from handlers.personal import is_a_name, is_a_plea
from handlers.wording.markup import CAPTION_LIMIT, MESSAGE_LIMIT, fit, shorten
from storage import channels
from storage.vocabulary import ChatKind

PLAIN = ""
"""The command of a message that is none: text that somebody just wrote."""
MEDIA = "media"
"""The command of a picture, a file, a voice message, a contact."""
SILENCE = Reply("")
"""No answer is sent: what was written in a group was not meant for Parley."""

_LIKELY = 3
_LONG = 60
_USUAL = ("latest", "swaps", "talks")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command with its words; `text` is what followed it, unsplit."""

    command: str
    arguments: tuple[str, ...] = ()
    text: str = ""


def parse(text: str, username: str = "") -> Asked | None:
    """What a message asks; None where it is a command for another bot.

    `/d41` is the command `d` with 41; `/swaps@name 2025` is for the bot of that name; a text without a slash is
    the command PLAIN.
    """
    stripped = text.strip()
    if not stripped.startswith("/"):
        return Asked(PLAIN, tuple(stripped.split()), stripped)
    head, _, rest = stripped[1:].partition(" ")
    head, newline, below = head.partition("\n")
    rest = f"{below} {rest}".strip() if newline else rest.strip()
    name, at, addressee = head.partition("@")
    if at and username and addressee.lower() != username.lower().removeprefix("@"):
        return None
    return _asked(name.lower(), rest)


def pressed(data: str) -> Asked:
    """What a button asks: its data is a command line without the slash."""
    asked = parse(f"/{data}")
    assert asked is not None
    return asked


def _asked(name: str, rest: str) -> Asked:
    number = name.removeprefix("d")
    if name.startswith("d") and number.isascii() and number.isdecimal():
        return Asked("d", (number, *rest.split()), f"{number} {rest}".strip())
    if name == "start" and rest:
        return _linked(rest) or Asked(name, tuple(rest.split()), rest)
    return Asked(name, tuple(rest.split()), rest)


def _linked(payload: str) -> Asked | None:
    """What a link `t.me/<bot>?start=<payload>` asks, if links may ask it."""
    name, *words = links.words_of(payload)
    if not words and (numbered := _asked(name, "")).command == "d":
        return numbered
    found = find(name)
    return Asked(found.name, tuple(words), " ".join(words)) if found and links.may_ask(found) else None


def answer(request: Request, session: Session) -> Reply:
    """The answer to a request; what is not understood is answered with the likeliest commands."""
    reply = tries.offered(_answer(here.at_home(request, session), session), session)
    below = any(one.kind is FileKind.PICTURE for one in reply.attachments)
    return replace(reply, html=str(fit(reply.html, CAPTION_LIMIT if below else MESSAGE_LIMIT)))


def _answer(request: Request, session: Session) -> Reply:
    if request.command == MEDIA:
        return families(request, session) if request.chat.kind is ChatKind.PRIVATE else SILENCE
    if request.command == PLAIN:
        return _plain(request, session)
    found = find(request.command)
    if found is None and request.command.startswith("d") and request.command[1:].isdecimal():
        return card(replace(request, command="d", arguments=(request.command[1:], *request.arguments)), session)
    if found is None or (found.audience is Audience.OPERATORS and not request.chat.admin):
        return _unknown(request)
    if _carries_everything(request, found, session):
        return here.refused_in_named_channel(request)
    return found.answer(request, session)


def _carries_everything(request: Request, asked: Command, session: Session) -> bool:
    """Whether the operators have named this channel in the settings: then nothing is changed from within it."""
    changes = asked.writes and asked.audience in {Audience.MANAGERS, Audience.NOBODY}
    return changes and request.chat.kind is ChatKind.CHANNEL and request.chat.id in channels.named(session)


def find(name: str) -> Command | None:
    """The command of that name or alias."""
    return _BY_NAME.get(name.lower())


def needs_write(command: str) -> bool:
    """Whether its answer changes what is stored."""
    found = find(command)
    return found is not None and found.writes


def is_slow(command: str) -> bool:
    """Whether its answer takes long to make."""
    found = find(command)
    return found is not None and found.slow


_BY_NAME = {name: one for one in COMMANDS for name in (*one.aliases, one.name)}


def likeliest(word: str) -> list[str]:
    """What a word may mean, and the commands that look most like it, filled up with the usual ones."""
    offered = [one.name for one in COMMANDS if one.audience is Audience.EVERYONE]
    names = [name for name in _BY_NAME if _BY_NAME[name].name in offered]
    close = [_BY_NAME[name].name for name in get_close_matches(word.lower(), names, _LIKELY, 0.5)]
    return list(dict.fromkeys((*meant(word), *close, *_USUAL)))[:_LIKELY]


def _unknown(request: Request) -> Reply:
    if request.chat.kind is not ChatKind.PRIVATE and not request.pressed:
        return SILENCE
    say = arguments.speech(request)
    return Reply(
        say("I don't know /{command}. Perhaps:", command=shorten(request.command, 32)),
        _offer(likeliest(request.command)),
    )


def _plain(request: Request, session: Session) -> Reply:
    """A message that is no command: after a person, the kind answer; else a hint."""
    if request.chat.kind is not ChatKind.PRIVATE:
        return SILENCE
    text = request.text
    if len(text) > _LONG or is_a_plea(text) or is_a_name(text, request.dossier):
        return families(request, session)
    say = arguments.speech(request)
    words = [word for word in text.lower().split() if find(word)]
    named = (_BY_NAME[word].name for word in words)
    names = list(dict.fromkeys((*meant(text), *named, *likeliest(text))))[:_LIKELY]
    return Reply(say("Parley answers commands; /help lists them. Perhaps:"), _offer(names))


def _offer(names: list[str]) -> tuple[tuple[Button, ...], ...]:
    return (tuple(Button(f"/{name}", name) for name in names),)
