"""What passes between people and Parley, free of any Telegram type: Request → Reply."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from storage.vocabulary import ChatKind, Development, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """Where a request came from. `admin`: a chat of the bot's operators; `manages`: may change this chat's settings.

    `zone` is the time zone that was chosen for it, None where none was.
    """

    id: int
    kind: ChatKind = ChatKind.PRIVATE
    topic_id: int | None = None
    language: str = "en"
    zone: str | None = None
    admin: bool = False
    manages: bool = True


Shown = Callable[[Development, Dossier], Development]
"""The rule of what is shown of a development, given its reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing asked: a command with its words, typed or by a button (`pressed`), at an instant (aware UTC).

    `text` is what followed the command, unsplit; `facts` holds what only the running process knows, for /status
    (uptime, network, version), as plain text by name; `operators` are the chats of the bot's operators; `shown` is
    the rule by which a state of the past is worked out, None where none is asked for; `bot` is the user name of
    Parley's own, empty where it is not known.
    """

    command: str
    arguments: tuple[str, ...] = ()
    text: str = ""
    chat: Chat
    at: datetime
    dossier: Dossier
    pressed: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)
    operators: tuple[int, ...] = ()
    shown: Shown | None = None
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: `data` is a command line without its slash (≤ 64 bytes), or `url` an address.

    `copy` puts a text on the clipboard of whoever presses (1 to 256 characters, each number such as /d41 in it as the
    link that opens it).
    """

    label: str
    data: str | None = None
    url: str | None = None
    copy: str | None = None


Rows = tuple[tuple[Button, ...], ...]


class FileKind(StrEnum):
    """How an attachment is shown."""

    PICTURE = "picture"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Made:
    """Bytes that are made apart, in a process of their own: `function(given)`.

    Equal ones are made once: the function stands at module level, and what it is given, which can be hashed and
    pickled, is all that its result depends on.
    """

    function: Callable[[Any], bytes]
    given: Hashable


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a reply: a picture (PNG) is shown, a document is kept under its `name`."""

    name: str
    content: bytes | Made
    kind: FileKind = FileKind.DOCUMENT


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer in Telegram's HTML subset, ≤ 4,096 characters after entities, with rows of buttons.

    A reply to a pressed button edits the message it stood under, unless `fresh` asks for a new one. `notice` is
    shown for a moment to whoever pressed it (≤ 200 characters, no markup); alone, it leaves the message as it is.
    `menu` is the language of the chat's menu of commands from now on; the usual menu again where it is empty.
    With `forgets` nothing is remembered of the chat either, once this has been sent.

    `examples` are command lines that would have been understood, where what was asked was not: buttons offer them.

    The first of the `attachments` bears the text as its caption where that is ≤ 1,024 characters after entities,
    and the buttons; a longer text goes before them. Below a picture, the picture of a pressed button's reply takes
    its place; files that cannot be sent leave the text, which has to say enough by itself.
    """

    html: str
    buttons: Rows = ()
    fresh: bool = False
    notice: str = ""
    menu: str | None = None
    forgets: bool = False
    attachments: tuple[Attachment, ...] = ()
    examples: tuple[str, ...] = ()


class Audience(StrEnum):
    """Who sees a command in menus and /help."""

    EVERYONE = "everyone"
    MANAGERS = "managers"
    OPERATORS = "operators"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One row of the table of commands: name, what it does (a message id), how to type it, who answers.

    `writes` asks for the writing session; one that is `slow` keeps others waiting for no answer; `aliases` are further
    names.
    """

    name: str
    summary: str
    answer: Callable[[Request, Session], Reply]
    usage: str = ""
    examples: tuple[str, ...] = ()
    audience: Audience = Audience.EVERYONE
    writes: bool = False
    slow: bool = False
    aliases: tuple[str, ...] = ()
