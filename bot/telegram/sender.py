"""Sends and edits what the outbox owes, and says what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import ReplyParameters
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.jobs.verdict import Answer, Verdict
from bot.telegram import markup
from bot.telegram.answers import Trouble, as_answer, trouble
from bot.telegram.keyboard import keyboard
from bot.telegram.limiter import GRANTED, LaneLimiter
from storage.vocabulary import ChatKind, Delivery, Priority, Purpose

READ_TIMEOUT = 90.0
"""Seconds to wait for an answer: a shorter patience makes doubt, the server itself complains at 100 s."""

_PROBE_TIMEOUT = 5.0


class TelegramSender:
    """The outbox's way to Telegram; `paid` sends above the free budget, which costs Stars.

    An answer is waited for `read_timeout` seconds.
    """

    def __init__(
        self, bot: ExtBot[Any], limiter: LaneLimiter, *, paid: bool = False, read_timeout: float = READ_TIMEOUT
    ) -> None:
        self._bot, self._limiter, self._paid, self._read_timeout = bot, limiter, paid, read_timeout

    def busy(self) -> frozenset[int]:
        """The chats that could get nothing just now."""
        return self._limiter.busy()

    def paused(self) -> float:
        """Seconds for which a flood answer has stopped everything."""
        return self._limiter.paused()

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Waits for a place in the budget."""
        await self._limiter.turn(chat_id, priority)

    async def answers(self) -> bool:
        """Whether the Bot API says, within five seconds, who the bot is; a refusal is an answer too."""
        try:
            await self._bot.get_me(read_timeout=_PROBE_TIMEOUT, connect_timeout=_PROBE_TIMEOUT)
        except TelegramError as error:
            return as_answer(error).verdict not in {Verdict.NEVER_LEFT, Verdict.UNKNOWN}
        return True

    async def send(self, delivery: Delivery, message: Mapping[str, Any]) -> Answer:
        """One message or edit. What Telegram refuses for our own fault is mended once, and an operator told."""
        linked = delivery.chat_kind is ChatKind.CHANNEL
        text, buttons = str(message["html"]), keyboard(message.get("buttons") or (), self._bot, linked=linked)
        try:
            return await self._once(delivery, text, buttons)
        except BadRequest as error:
            return await self._mended(delivery, text, buttons, error)
        except TelegramError as error:
            return self._verdict(delivery, error)

    async def _mended(self, delivery: Delivery, text: str, buttons: Any, error: BadRequest) -> Answer:
        kind = trouble(error)
        note = f"Telegram refused the message ({kind}); it was sent another way"
        try:
            if kind is Trouble.MARKUP:
                answer = await self._once(delivery, markup.bare(text), buttons, parse_mode=None)
            elif kind is Trouble.TOO_LONG:
                answer = await self._in_pieces(delivery, text, buttons)
            elif kind is Trouble.NO_REPLY_TARGET:
                return await self._once(replace(delivery, target_message_id=None), text, buttons)
            else:
                return self._verdict(delivery, error)
        except TelegramError as again:
            return replace(self._verdict(delivery, again), note=note)
        return replace(answer, note=note)

    async def _in_pieces(self, delivery: Delivery, text: str, buttons: Any) -> Answer:
        """Half the limit a piece, as our count and Telegram's do not agree; of an edit only the first piece."""
        first, *others = markup.pieces(text, markup.LIMIT // 2)
        answer = await self._once(delivery, first, buttons)
        with suppress(TelegramError):  # the first piece is there: all of it again would be a second message
            for piece in others if delivery.purpose is not Purpose.EDIT else ():
                await self._limiter.turn(delivery.chat_id, delivery.priority)
                await self._once(replace(delivery, target_message_id=None), piece, None)
        return answer

    async def _once(self, delivery: Delivery, text: str, buttons: Any, **more: Any) -> Answer:
        timeouts: dict[str, Any] = {
            "read_timeout": self._read_timeout,
            "connect_timeout": 10.0,
            "rate_limit_args": GRANTED,
        }
        if delivery.purpose is Purpose.EDIT:
            assert delivery.target_message_id is not None
            await self._bot.edit_message_text(
                text,
                chat_id=delivery.chat_id,
                message_id=delivery.target_message_id,
                reply_markup=buttons,
                **timeouts,
                **more,
            )
            return Answer(verdict=Verdict.SENT)
        sent = await self._bot.send_message(
            delivery.chat_id,
            text,
            message_thread_id=delivery.topic_id,
            reply_markup=buttons,
            reply_parameters=_reply_to(delivery),
            disable_notification=delivery.silent or None,
            allow_paid_broadcast=True if self._paid else None,
            **timeouts,
            **more,
        )
        return Answer(verdict=Verdict.SENT, message_id=sent.message_id)

    def _verdict(self, delivery: Delivery, error: TelegramError) -> Answer:
        return as_answer(error, channel=delivery.chat_kind is ChatKind.CHANNEL)


def _reply_to(delivery: Delivery) -> ReplyParameters | None:
    if delivery.target_message_id is None:
        return None
    return ReplyParameters(delivery.target_message_id, allow_sending_without_reply=True)
