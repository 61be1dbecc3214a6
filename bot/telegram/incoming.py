"""Telegram's updates in our words: what was asked, by whom, where."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import (
    CallbackQuery,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)

from handlers import dispatch
from handlers.conversation import FileKind
from handlers.wording.language import LANGUAGES
from storage.vocabulary import ChatKind

_LONGEST = 4096
_GENERAL = 1
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command, a free text (an empty command) or a pressed button.

    `asker` is who has the bucket: a person, or the channel or group in whose name was written. `stands_for_chat`:
    a channel post, or an administrator who writes in the group's name. `below` is what the pressed button stands
    under: a picture or a document, None for a text. `posted_in` is the linked channel of which the group got a copy of
    a post.
    """

    command: str
    arguments: tuple[str, ...]
    text: str
    chat_id: int
    kind: ChatKind
    asker: int
    language: str
    topic_id: int | None = None
    message_id: int | None = None
    query_id: str | None = None
    stands_for_chat: bool = False
    below: FileKind | None = None
    posted_in: int | None = None

    @property
    def pressed(self) -> bool:
        return self.query_id is not None

    @property
    def line(self) -> str:
        """What was asked, as a button's data says it."""
        return " ".join((self.command, *self.arguments))

    @property
    def name(self) -> str:
        """The command for the log, where nothing else that somebody typed may stand."""
        return self.command if dispatch.find(self.command) else "?"


@dataclass(frozen=True, slots=True)
class Joined:
    """The bot was added to a chat, or unblocked, by somebody of that language."""

    chat_id: int
    kind: ChatKind
    language: str


@dataclass(frozen=True, slots=True)
class Left:
    """The bot was blocked or removed, or may not post in a channel any more."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Migrated:
    """A group became a supergroup."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Reopened:
    """A topic of a group takes messages again."""

    chat_id: int


Incoming = Asked | Joined | Left | Migrated | Reopened


def read(update: Update, username: str) -> Incoming | None:
    """What an update asks of Parley; None where it is none of its business."""
    if update.callback_query is not None:
        return _pressed(update.callback_query)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    message = update.message or update.channel_post
    return _message(message, username) if message is not None else None


def language_of(user: User | None) -> str:
    """One of Parley's languages, English where the person's is none of them."""
    code = (user.language_code or "" if user else "").split("-")[0].lower()
    return code if code in LANGUAGES else "en"


def _message(message: Message, username: str) -> Incoming | None:
    if (served := _service(message)) is not None:
        return served
    if _is_a_bots(message):
        return None
    text = message.text or message.caption or ""
    asked = dispatch.parse(text[:_LONGEST], username)
    if asked is None or not _meant_for_parley(message, asked.command, text):
        return None
    if not text and message.effective_attachment is None:
        return None
    return _asked(message, asked if text else dispatch.Asked(dispatch.MEDIA))


def _service(message: Message) -> Migrated | Reopened | None:
    """What Telegram itself tells a group."""
    if message.migrate_to_chat_id:
        return Migrated(message.chat.id, message.migrate_to_chat_id)
    if message.migrate_from_chat_id:
        return Migrated(message.migrate_from_chat_id, message.chat.id)
    if message.forum_topic_reopened or message.general_forum_topic_unhidden:
        return Reopened(message.chat.id)
    return None


def _is_a_bots(message: Message) -> bool:
    by_bot = message.from_user is not None and message.from_user.is_bot and message.sender_chat is None
    return by_bot or message.via_bot is not None


def _meant_for_parley(message: Message, command: str, text: str) -> bool:
    """In groups and channels a command of ours, or one that names the bot; whatever else is said there is not."""
    if message.chat.type == ChatKind.PRIVATE:
        return True
    return text.startswith("/") and (dispatch.find(command) is not None or "@" in text.split(maxsplit=1)[0])


def _asked(message: Message, asked: dispatch.Asked) -> Asked:
    chat, sender = message.chat, message.sender_chat
    person = message.from_user.id if message.from_user else chat.id
    return Asked(
        command=asked.command,
        arguments=asked.arguments,
        text=asked.text,
        chat_id=chat.id,
        kind=ChatKind(chat.type),
        asker=sender.id if sender else person,
        language=language_of(message.from_user if sender is None else None),
        topic_id=_topic(message),
        message_id=message.message_id,
        stands_for_chat=sender is not None and sender.id == chat.id,
        posted_in=sender.id if sender and message.is_automatic_forward else None,
    )


def _topic(message: Message) -> int | None:
    """The topic it stands in; the General topic is the group itself, which no message may name."""
    topic = message.message_thread_id if message.is_topic_message else None
    return None if topic == _GENERAL else topic


def _pressed(query: CallbackQuery) -> Asked | None:
    message = query.message
    if message is None or not query.data:
        return None
    asked = dispatch.pressed(query.data)
    topic = _topic(message) if isinstance(message, Message) else None
    return Asked(
        command=asked.command,
        arguments=asked.arguments,
        text=asked.text,
        chat_id=message.chat.id,
        kind=ChatKind(message.chat.type),
        asker=query.from_user.id,
        language=language_of(query.from_user),
        topic_id=topic,
        message_id=message.message_id,
        query_id=query.id,
        below=_file_of(message),
    )


def _file_of(message: MaybeInaccessibleMessage) -> FileKind | None:
    if not isinstance(message, Message) or not (message.photo or message.document):
        return None
    return FileKind.PICTURE if message.photo else FileKind.DOCUMENT


def _membership(change: ChatMemberUpdated) -> Joined | Left:
    member = change.new_chat_member
    mute = change.chat.type == ChatKind.CHANNEL and not (
        isinstance(member, ChatMemberAdministrator) and member.can_post_messages
    )
    if member.status in _GONE or mute:
        return Left(change.chat.id)
    return Joined(change.chat.id, ChatKind(change.chat.type), language_of(change.from_user))
