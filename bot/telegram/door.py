"""The one Telegram door: updates become requests, replies become calls. No rule of Parley's own is here."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from sqlmodel import Session
from telegram import Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import TypeHandler
from telegram.request import BaseRequest

from bot.errors import CannotStart
from bot.jobs.verdict import Answer, Verdict
from bot.logs import place_of
from bot.making import Making
from bot.resolution.shown import show
from bot.serving import Route
from bot.telegram.building import build
from bot.telegram.flood import Admission, Buckets
from bot.telegram.incoming import Asked, Migrated, read
from bot.telegram.inline import Sharing
from bot.telegram.lanes import Pace
from bot.telegram.limiter import LaneLimiter
from bot.telegram.managers import Managers
from bot.telegram.membership import Chats, sleeps
from bot.telegram.replies import Replies, slow_down
from bot.telegram.sender import TelegramSender
from bot.telegram.webhook import LONGEST_PAUSE, Webhook
from bot.telegram.wire import Health
from handlers import dispatch
from handlers.conversation import Chat, Reply, Request
from handlers.wording.language import translator
from storage import subscribers
from storage.database import Database
from storage.vocabulary import Dossier

UPDATES = ["message", "channel_post", "callback_query", "my_chat_member", "inline_query", "guest_message"]
_LEAVE_WITHIN = 3.5

log = logging.getLogger("parley.telegram")


class TokenRefused(CannotStart):
    """Telegram does not know the token."""

    def __init__(self, api_url: str) -> None:
        super().__init__(
            f"{api_url} refuses the bot token: it is mistyped or was revoked. Ask @BotFather in Telegram for it "
            "(/mybots, API Token) and put it into PARLEY_TELEGRAM_TOKEN."
        )


class Door:
    """Fetches updates and answers them, from the first moment that Telegram can be reached.

    `answer` and `needs_write` are those of `handlers.dispatch`; `facts` is what only this process knows, for
    /status. `sender` is the outbox's way out; `ready` is set while updates are fetched; `chats` looks after the chats.
    """

    def __init__(
        self,
        *,
        token: str,
        database: Database,
        dossier: Dossier,
        now: Callable[[], datetime],
        api_url: str = "https://api.telegram.org",
        admins: frozenset[int] = frozenset(),
        per_second: int = 30,
        pace: Pace | None = None,
        request: BaseRequest | None = None,
        facts: Callable[[], Mapping[str, str]] = dict,
        alarm: Callable[[str], None] = log.error,
        buckets: Buckets | None = None,
        webhook: Webhook | None = None,
        answer: Callable[[Request, Session], Reply] = dispatch.answer,
        needs_write: Callable[[str], bool] = dispatch.needs_write,
    ) -> None:
        self._api_url, self._database, self._dossier, self._now = api_url, database, dossier, now
        self._admins, self._facts, self._handle, self._needs_write = admins, facts, answer, needs_write
        self.health, self._alarm = Health(alarm), alarm
        self.limiter = LaneLimiter(pace or Pace(per_second))
        self.application = build(token, api_url, self.limiter, self.health, request)
        self.application.add_handler(TypeHandler(Update, self._on_update))
        self.application.add_error_handler(_on_error)
        bot = self.application.bot
        self.sender = TelegramSender(bot, self.limiter, paid=per_second > 30)  # noqa: PLR2004
        self.making = Making()
        self._replies, self._managers = Replies(bot, self.making.content), Managers(bot)
        self._sharing = Sharing(bot, database, dossier, now)
        self.chats = Chats(bot, database, dossier, now, admins, alarm, self._in_background)
        self._buckets, self._webhook = buckets or Buckets(), webhook
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = asyncio.Event()
        self._listens, self._turned = True, asyncio.Event()
        self.ready = asyncio.Event()

    def listen(self, *, on: bool) -> None:
        """Whether updates are to be fetched: only one instance may at a time. So it is unless told otherwise.

        With a webhook any instance answers what it is given; whoever listens keeps it set.
        """
        self._listens = on
        self._turned.set()

    async def run(self) -> None:
        """Connects, however long that takes, and answers until `stop()`.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        if not await self._connect():
            return
        await self.application.start()
        while not self._stopped.is_set():
            self._turned.clear()
            await self._turn()
            await self._turned.wait()

    async def at_rest(self, chat_id: int) -> None:
        """Waits until whatever is being answered in that chat has been sent."""
        async with self._turns.setdefault(chat_id, asyncio.Lock()):
            pass

    async def _turn(self) -> None:
        """Begins or ends the long poll, as it is wanted now."""
        updater = self.application.updater
        assert updater is not None
        if self._webhook is not None:
            await self._keep_webhook(self._webhook)
        elif self._listens and not updater.running:
            await updater.start_polling(
                timeout=25, bootstrap_retries=-1, allowed_updates=UPDATES,
                error_callback=lambda _: None,  # the wire has noted it already
            )  # fmt: skip
            self.ready.set()
            self._in_background(self.chats.set_menus())
        elif updater.running and not self._listens:
            self.ready.clear()
            await updater.stop()

    async def _keep_webhook(self, webhook: Webhook) -> None:
        if not self._listens:
            self.ready.clear()
        elif not self.ready.is_set() and await webhook.set(
            self.application.bot, UPDATES, lambda: self._listens and not self._stopped.is_set(), self._pause
        ):
            self.ready.set()
            self._in_background(self.chats.set_menus())

    def routes(self) -> dict[tuple[str, str], Route]:
        """What an HttpServer has to serve for the webhook; nothing without one."""
        return self._webhook.routes(self._take) if self._webhook else {}

    def _take(self, data: Mapping[str, Any]) -> None:
        """An update that Telegram has posted."""
        self.application.update_queue.put_nowait(Update.de_json(dict(data), self.application.bot))

    async def _pause(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), seconds)

    async def stop(self) -> None:
        """Fetches no more, lets what is being answered end, and closes; all within four seconds."""
        self._stopped.set()
        self._turned.set()
        self.ready.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._leave(), _LEAVE_WITHIN)
        for task in self._tasks:
            task.cancel()
        await self.making.close()

    async def _leave(self) -> None:
        application = self.application
        with suppress(TelegramError, RuntimeError):
            if application.updater is not None and application.updater.running:
                await application.updater.stop()
            if application.running:
                await application.stop()
            await application.shutdown()
            await application.bot.shutdown()  # where it never got as far as to know its name

    async def _connect(self) -> bool:
        """Asks who the bot is until Telegram tells; False where the end came first."""
        pause = 1.0
        while not self._stopped.is_set():
            try:
                await self.application.initialize()
            except InvalidToken:
                raise TokenRefused(self._api_url) from None
            except TelegramError:
                await self._pause(pause)
                pause = min(LONGEST_PAUSE, pause * 1.5)
            else:
                return True
        return False

    async def _on_update(self, update: Update, _: object) -> None:
        incoming = read(update, self.application.bot.username)
        if incoming is None:
            await self._sharing.answer(update)
            return
        if not isinstance(incoming, Asked):
            await self.chats.note(incoming)
            return
        if await self.chats.answered_elsewhere(incoming):
            return
        admission = self._buckets.admit(incoming.asker, time.monotonic())
        if admission is Admission.IGNORED:
            self._acknowledge(incoming, "")
            return
        async with self._turns.setdefault(incoming.chat_id, asyncio.Lock()):
            welcome = admission is Admission.WELCOME
            reply = await self._reply_to(incoming) if welcome else slow_down(await self.chats.at_home(incoming))
            if self._replies.only_acknowledged(incoming, reply):
                self._in_background(self._replies.acknowledge_reader(incoming, reply))
                return
            self._acknowledge(incoming, reply.notice)
            await self._give(incoming, reply)

    def _acknowledge(self, asked: Asked, notice: str) -> None:
        if asked.query_id:
            self._in_background(self._replies.acknowledge(asked.query_id, notice))

    async def _give(self, asked: Asked, reply: Reply) -> None:
        if reply.menu is not None:
            self._in_background(self.chats.set_menu(asked.chat_id, asked.kind, reply.menu))
        answer = await self._replies.give(asked, reply) if reply.html else Answer(verdict=Verdict.SENT)
        if answer.verdict is Verdict.DEAD_CHAT:
            await self._database.write(subscribers.deactivate, asked.chat_id, self._now())
        if answer.migrated_to is not None:
            await self.chats.note(Migrated(asked.chat_id, answer.migrated_to))
            await self._replies.give(replace(asked, chat_id=answer.migrated_to), replace(reply, fresh=True))
        if reply.forgets:
            self._managers.forget(asked.chat_id)
            self.limiter.forget(asked.chat_id)
            self.application.update_queue.put_nowait(None)  # the library holds the last update until the next

    async def _reply_to(self, asked: Asked) -> Reply:
        try:
            return await self._answer(asked)
        except Exception as error:
            incident = secrets.token_hex(3)
            log.error("incident %s: /%s failed: %s", incident, asked.name, place_of(error))  # noqa: TRY400
            say = translator(asked.language)
            sorry = say("Something went wrong here. Please try again later; the fault is noted as {id}.", id=incident)
            return Reply(sorry, fresh=True)

    async def _answer(self, asked: Asked) -> Reply:
        writes = self._needs_write(asked.command)
        request = Request(
            command=asked.command,
            arguments=asked.arguments,
            text=asked.text,
            chat=await self._chat(asked, writes=writes),
            at=self._now(),
            dossier=self._dossier,
            pressed=asked.pressed,
            facts={**self._facts(), "network": self.health.trouble},
            operators=tuple(sorted(self._admins)),
            shown=show,
            bot=self.application.bot.username,
        )
        if await self._database.read(sleeps, asked.chat_id):
            await self._database.write(subscribers.revive, asked.chat_id, self._now())
        reading = self._database.read_at_length if dispatch.is_slow(asked.command) else self._database.read
        work = self._database.write if writes else reading
        return await work(lambda session: self._handle(request, session))

    async def _chat(self, asked: Asked, *, writes: bool) -> Chat:
        return Chat(
            id=asked.chat_id,
            kind=asked.kind,
            topic_id=asked.topic_id,
            language=asked.language,
            admin=asked.chat_id in self._admins and await self._managers.operates(asked),
            manages=not writes or await self._managers.manages(asked),
        )

    def _in_background(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _on_error(_: object, context: Any) -> None:
    log.error("an update failed: %s", place_of(context.error))
