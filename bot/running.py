"""`parley run`: everything that runs, from the database's lock to the last answer."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager
from importlib.metadata import version

from bot import app, logs, schedule
from bot.errors import CannotStart, WrongSetting
from bot.opening import HANDED_OVER
from bot.serving import served
from bot.settings import Settings
from storage import feeds, hubs, instances, migrate
from storage.database import Database
from storage.record import Told

log = logging.getLogger("parley")


async def run(settings: Settings, told: Told = lambda _, __: None) -> None:
    """The bot in Telegram, until SIGTERM or SIGINT. `told` hears how far the first bringing-in of the record is.

    Raises:
        CannotStart: there is no token, or Telegram refuses it.
        DatabaseFailed: the database cannot be used, or another Parley holds its file.
        WrongSetting, SeedFileWrong: settings or the dossier are wrong.
    """
    if settings.telegram_token is None:
        raise CannotStart(
            "no bot token. Ask @BotFather in Telegram for one (/newbot), put PARLEY_TELEGRAM_TOKEN=… into .env, "
            "and start again. Without a token, `make demo` shows everything."
        )
    if not settings.token_is_formed:
        raise WrongSetting(
            "PARLEY_TELEGRAM_TOKEN: not of the form 123456:ABC…; copy the whole line that @BotFather in Telegram gave "
            "(/mybots, API Token)"
        )
    token = settings.telegram_token.get_secret_value()
    webhook = app.webhook_of(settings)
    hidden = [token, *([webhook.secret] if webhook else [])]
    logs.configure(settings.log_level, settings.log_json, secrets=hidden)
    async with AsyncExitStack() as stack:
        database = stack.enter_context(_held(settings))
        parley = app.Parley(settings, database, token=token)
        await stack.enter_async_context(parley.fetcher)
        if database.sqlite:
            await database.write(instances.start_alone, parley.owner, parley.now())
            await database.write(feeds.release_all)
        await database.write(hubs.keep, parley.callbacks.beneath)
        await parley.prepare(told)
        await parley.role.beat()
        await stack.enter_async_context(served(settings.metrics_address, parley.watching.routes(), "health"))
        routes = {**parley.door.routes(), **parley.callbacks.routes()}
        await stack.enter_async_context(
            served(settings.webhook_listen, routes, "the webhook", parley.callbacks.longest)
        )
        keep_loop_free()
        await _serve(parley)


def keep_loop_free() -> None:
    """Once all is made that stays: from now on no thread keeps the event loop waiting for long.

    A full garbage collection over what a start makes would stop every thread for 150 ms each time, and a thread that
    computes hands over after 5 ms by default: the loop has to wait for it several times a callback.
    """
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(HANDED_OVER)


@contextmanager
def _held(settings: Settings) -> Iterator[Database]:
    """The migrated database, with the lock beside a SQLite file."""
    with ExitStack() as stack:
        database = stack.enter_context(Database(settings.database_url))
        if database.path:
            stack.enter_context(instances.FileLock(database.path))
        migrate.upgrade(database)
        yield database


async def _serve(parley: app.Parley) -> None:
    """Runs until a signal, or until a part ends with an error."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    scheduler = schedule.start(parley.jobs())
    log.info("Parley %s runs", version("parley"))
    parts = [asyncio.create_task(parley.door.run()), asyncio.create_task(parley.deliverer.run())]
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait([stopping, *parts], return_when=asyncio.FIRST_COMPLETED)
    finally:
        scheduler.shutdown(wait=False)
        await parley.close()
        await asyncio.gather(*parts, return_exceptions=True)
        stopping.cancel()
    for part in done - {stopping}:
        part.result()
    log.info("Parley has stopped; what is unanswered is found at the next start")
