"""The demo: the real chain over the sample feeds, told in a chat in the terminal."""

from __future__ import annotations

import asyncio
import logging
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import TextIO

from bot import logs
from bot.app import Parley
from bot.demo.clock import END, START, DemoClock
from bot.demo.feed_server import FeedServer
from bot.demo.files import Files
from bot.demo.terminal import Terminal
from bot.settings import Settings
from bot.telegram.flood import Buckets
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage import migrate
from storage.database import Database
from storage.seeds import default_folder

CHAT = 1
PAUSE_SECONDS = 0.5
_ANSWER_SECONDS = 15.0
_TOKEN = "1:demo"  # noqa: S105 (the in-process Bot API asks for none)


class Demo:
    """One chat with one Parley whose clock runs fast."""

    def __init__(self, parley: Parley, api: LocalBotApi, clock: DemoClock, terminal: Terminal) -> None:
        self._parley, self._api, self._clock, self._terminal = parley, api, clock, terminal
        self._turn, self._files = asyncio.Lock(), Files()
        self._answered: asyncio.Event | None = None
        self._muted = False
        api.listen(self._on_event)

    async def subscribe(self) -> None:
        """The demo's chat follows from the start, and hears nothing of its own subscription."""
        self._muted = True
        await self.ask("/subscribe")
        self._muted = False

    def introduce(self, *, typing: bool) -> None:
        """Says what this is, and that its clock is not the wall's."""
        self._terminal.say(
            f"Parley's demo: sample feeds, no network. Its clock starts on {START:%d %B %Y %H:%M} UTC and runs fast: "
            f"each step is half an hour, until {END:%d %B %H:%M}."
        )
        if typing:
            self._terminal.say("Type /latest, /swaps, /talks, /parties, /help, or a button's number; quit ends it.")
        self._terminal.say("")

    async def step(self) -> None:
        """One jump of the clock, with everything that it brings."""
        async with self._turn:
            self._clock.advance()
            await self._parley.poller.poll_due()
            await self._parley.deliverer.drain()

    async def tell_to_the_end(self) -> None:
        """The whole story at once."""
        while not (self._clock.told or self._terminal.left):
            await self.step()

    async def tell_slowly(self) -> None:
        """The story at half an hour of it each half second, then as slowly as life."""
        while True:
            await self.step()
            await asyncio.sleep(PAUSE_SECONDS if not self._clock.told else 60)

    async def ask(self, line: str, chat: int = CHAT) -> None:
        """One line typed by a person (or a button of the first chat pressed by its number), and its answer."""
        async with self._turn:
            if copied := self._copied(line):
                self._terminal.say(copied)
                return
            self._answered = asyncio.Event()
            if not self._press(line):
                self._api.say(chat, line)
            try:
                await asyncio.wait_for(self._answered.wait(), _ANSWER_SECONDS)
            except TimeoutError:
                self._terminal.say(f"(no answer to {line})")
            await self._parley.door.at_rest(chat)
            self._answered = None

    def _copied(self, line: str) -> str:
        """What that button would put on the clipboard; empty where it does something else."""
        copies = self._terminal.copies
        return copies[int(line) - 1] if line.isdecimal() and 1 <= int(line) <= len(copies) else ""

    def _press(self, line: str) -> bool:
        if not line.isdecimal() or not 1 <= int(line) <= len(self._terminal.buttons):
            return False
        data = self._terminal.buttons[int(line) - 1]
        if data:
            self._api.press(CHAT, self._terminal.button_message, data)
        return bool(data)

    def _on_event(self, event: Event) -> None:
        if event.what == "notified":
            self._terminal.say(str(event.message["text"]))
        elif event.what not in {"sent", "edited"}:
            return
        elif not self._muted:
            file = self._files.keep(event.message, self._api.state.files)
            answering = self._answered is not None
            self._terminal.show(event.message, edited=event.what == "edited", answering=answering, file=file)
        if self._answered is not None:
            self._answered.set()


@asynccontextmanager
async def staged(out: TextIO) -> AsyncIterator[Demo]:
    """The demo with everything started: feed server, database, application, chat."""
    clock = DemoClock()
    terminal = Terminal(out)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="parley-demo-")))
        server = stack.enter_context(FeedServer(default_folder() / "sample", clock))
        settings = _settings(folder, server.root)
        database = stack.enter_context(Database(settings.database_url))
        migrate.upgrade(database)
        api = LocalBotApi()
        parley = Parley(settings, database, now=clock, token=_TOKEN, request=api, buckets=Buckets(burst=1e9))
        await stack.enter_async_context(parley.fetcher)
        await parley.prepare()
        await parley.role.beat()
        answering = asyncio.create_task(parley.door.run())
        stack.push_async_callback(_finish, parley, answering)
        await parley.door.ready.wait()
        yield Demo(parley, api, clock, terminal)


async def tell(out: TextIO | None = None, lines: TextIO | None = None) -> None:
    """Tells the story: in a terminal beside what one types; from a pipe to its end first, then the answers."""
    out, lines = out or sys.stdout, lines or sys.stdin
    logs.configure("WARNING")
    logging.getLogger("parley").setLevel(logging.ERROR)
    async with staged(out) as demo:
        await demo.subscribe()
        demo.introduce(typing=lines.isatty())
        if lines.isatty():
            await _chat(demo, lines)
        else:
            await demo.tell_to_the_end()
            for line in lines:
                if line.strip():
                    await demo.ask(line.strip())


async def _chat(demo: Demo, lines: TextIO) -> None:
    telling = asyncio.create_task(demo.tell_slowly())
    try:
        while line := await asyncio.get_running_loop().run_in_executor(None, lines.readline):
            if line.strip() in {"quit", "exit"}:
                break
            if line.strip():
                await demo.ask(line.strip())
    finally:
        telling.cancel()


async def _finish(parley: Parley, answering: asyncio.Task[None]) -> None:
    await parley.close()
    await asyncio.gather(answering, return_exceptions=True)


def _settings(folder: Path, root: str) -> Settings:
    """The demo's own settings; the environment's are left aside."""
    catalogue = folder / "feeds.opml"
    sample = (default_folder() / "sample" / "feeds.opml").read_text(encoding="utf-8")
    catalogue.write_text(sample.replace("http://127.0.0.1", root), encoding="utf-8")
    return Settings.model_construct(
        **{
            **{name: field.get_default() for name, field in Settings.model_fields.items()},
            "database_url": f"sqlite:///{folder / 'parley.db'}",
            "feeds": catalogue,
            "allow_private_addresses": True,
        }
    )
