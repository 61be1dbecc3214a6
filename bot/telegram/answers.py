"""python-telegram-bot's exceptions in the words of the outbox (RULES, 5: the table of answers)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.jobs.verdict import Answer, Verdict
from bot.telegram.limiter import seconds_of

_NEVER_LEFT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})
"""Causes, by their class names, after which nothing can have reached the server."""


class Trouble(StrEnum):
    """What a bad request was refused for."""

    NO_CHAT = "no chat"
    NO_REPLY_TARGET = "no reply target"
    CLOSED = "closed"
    TOO_LONG = "too long"
    MARKUP = "markup"
    NOT_MODIFIED = "not modified"
    NO_EDIT_TARGET = "no edit target"
    OTHER = "other"


_SIGNS: tuple[tuple[Trouble, tuple[str, ...]], ...] = (
    (Trouble.NOT_MODIFIED, ("message is not modified",)),
    (Trouble.NO_EDIT_TARGET, ("message to edit not found", "message can't be edited", "message_id_invalid")),
    (Trouble.NO_REPLY_TARGET, ("message to be replied not found", "replied message not found", "reply message not")),
    (Trouble.TOO_LONG, ("message is too long", "message_too_long", "caption is too long")),
    (Trouble.MARKUP, ("can't parse entities", "can't find end", "unsupported start tag", "entity")),
    (
        Trouble.CLOSED,
        (
            "topic_closed",
            "topic_deleted",
            "message thread not found",
            "not enough rights",
            "have no rights",
            "need administrator rights",
            "chat_admin_required",
            "chat_write_forbidden",
            "chat_restricted",
            "chat_send_plain_forbidden",
            "chat_guest_send_forbidden",
            "channel_private",
            "user_banned_in_channel",
            "topic_id_invalid",
        ),
    ),
    (Trouble.NO_CHAT, ("chat not found", "peer_id_invalid", "group chat was deactivated", "user not found")),
)


def trouble(error: BadRequest) -> Trouble:
    """What a 400 is about, by its description: Telegram gives no other sign."""
    told = error.message.lower()
    return next((kind for kind, signs in _SIGNS if any(sign in told for sign in signs)), Trouble.OTHER)


def never_left(error: BaseException) -> bool:
    """Whether the request certainly did not reach the server."""
    return any(type(cause).__name__ in _NEVER_LEFT for cause in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__


def as_answer(error: TelegramError, *, channel: bool = False) -> Answer:
    """The verdict on a call that raised. Order matters: to the library a bad request is a network error too."""
    if isinstance(error, RetryAfter):
        after = seconds_of(error)
        return Answer(verdict=Verdict.FLOODED, retry_after=after, reason=f"429, retry after {after:g} s")
    if isinstance(error, ChatMigrated):
        return Answer(verdict=Verdict.MIGRATED, migrated_to=error.new_chat_id, reason="the group became a supergroup")
    if isinstance(error, InvalidToken):
        return Answer(verdict=Verdict.NO_CREDENTIALS, reason="the token is refused")
    if isinstance(error, Forbidden):
        verdict = Verdict.CLOSED_PLACE if channel else Verdict.DEAD_CHAT
        return Answer(verdict=verdict, reason=_short(error))
    if isinstance(error, BadRequest):
        return _bad_request(error)
    return _connection(error)


def _bad_request(error: BadRequest) -> Answer:
    match trouble(error):
        case Trouble.NOT_MODIFIED:
            return Answer(verdict=Verdict.SENT)
        case Trouble.NO_EDIT_TARGET:
            return Answer(verdict=Verdict.GONE, reason=_short(error))
        case Trouble.NO_CHAT:
            return Answer(verdict=Verdict.DEAD_CHAT, reason=_short(error))
        case Trouble.CLOSED:
            return Answer(verdict=Verdict.CLOSED_PLACE, reason=_short(error))
    return Answer(verdict=Verdict.REFUSED, reason=_short(error))


def _connection(error: TelegramError) -> Answer:
    if never_left(error):
        cause = next(type(one).__name__ for one in _causes(error) if type(one).__name__ in _NEVER_LEFT)
        return Answer(verdict=Verdict.NEVER_LEFT, reason=cause)
    if isinstance(error, Conflict):
        return Answer(verdict=Verdict.NEVER_LEFT, reason="409")
    cause = type(error.__cause__ or error).__name__
    status = _short(error) if isinstance(error, NetworkError) and error.__cause__ is None else cause
    return Answer(verdict=Verdict.UNKNOWN, reason=status)


def _short(error: TelegramError) -> str:
    """The server's description; it names no chat and quotes no text of ours beyond a tag."""
    return error.message.partition(". ")[0][:120]
