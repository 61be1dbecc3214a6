"""`parley feeds add`: a feed by its own address, or by that of any page of its site."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.checked import form, moment
from bot.cli.progress import Reaching
from bot.errors import BotError
from bot.feeds.catalogue import comparable
from bot.feeds.condition import freshness
from bot.feeds.fetch import Fetcher
from bot.feeds.finding import Finder, FoundFeed
from bot.feeds.language import primary
from bot.feeds.worker import Workers
from bot.opening import fetcher_for, opened
from storage import feeds
from storage.vocabulary import Feed, without_login


class NotChosen(BotError):
    """Several feeds were found, or none that is meant: the text lists them."""


def add(
    url: Annotated[str, typer.Argument(help="the feed's address, or that of a page of its site")],
    *,
    outlet: Annotated[str, typer.Option(help="the outlet's name")] = "",
    owner: Annotated[str, typer.Option(help="who owns the outlet; outlets of one owner are one origin")] = "",
    language: Annotated[
        str, typer.Option(help="en, uk, ru, …: which of several feeds; read off each entry where left out")
    ] = "",
    tier: Annotated[int, typer.Option(min=1, max=3, help="1 officials and agencies, 2 national outlets, 3 others")] = 3,
) -> None:
    """Adds a feed after reading it once; of a page the feed that it announces, or else links to.

    Of several feeds it takes the one in --language, else asks in a terminal, else lists them and adds none. What is no
    feed and leads to none is refused with the cause.
    """
    wanted = _code(language)
    with opened() as (settings, database):
        found, left = asyncio.run(_find(fetcher_for(settings), url))
        chosen = choose(found, wanted, left, ask if sys.stdin.isatty() and sys.stdout.isatty() else None)
        title = chosen.document.title or without_login(chosen.url)
        known = {comparable(feed.url): feed.url for feed in database.run(feeds.every)}
        feed = Feed(
            url=known.get(comparable(chosen.url), chosen.url), outlet=outlet or title, owner=owner or outlet,
            language=wanted or "", tier=tier, title=title,
        )  # fmt: skip
        added = database.run(feeds.put, feed, write=True)
    found_at = "" if chosen.url == url else f": {without_login(feed.url)}"
    told = f"{title} ({len(chosen.document.entries)} entries now){found_at}"
    typer.echo(f"{'Added' if added else 'Listed already'}: {told}")


def choose(
    found: Sequence[FoundFeed], wanted: str | None, left: int, ask: Callable[[Sequence[str]], int] | None
) -> FoundFeed:
    """The one feed, or the one in the wanted language, or the one that somebody who is asked points at.

    Raises:
        NotChosen: none or more than one is left, and there is nobody to ask.
    """
    if len(found) == 1 and not found[0].comments:
        return found[0]
    fitting = [one for one in found if wanted in (None, one.language)]
    if wanted and len(fitting) == 1 and not fitting[0].comments:
        return fitting[0]
    told = [_line(one) for one in fitting or found]
    if fitting and ask:
        return fitting[ask(told)]
    raise NotChosen("\n".join([_why(found, fitting, wanted), *told, *_rest(left)]))


def _why(found: Sequence[FoundFeed], fitting: Sequence[FoundFeed], wanted: str | None) -> str:
    """Never called for one feed of articles in the wanted language."""
    if all(one.comments for one in found):
        return "only comments of readers are offered as a feed; name its address where it is meant:"
    if not fitting:
        return f"none of the feeds found is in the language {wanted}; add one by its address:"
    which = f"{len(fitting)} feeds in the language {wanted}" if wanted else f"{len(fitting)} feeds"
    return f"{which} were found; add one by its address, or say which language by --language:"


def _rest(left: int) -> list[str]:
    return [f"  {left} more addresses on the page may be feeds; they were not looked at"] if left else []


def _line(one: FoundFeed) -> str:
    document = one.document
    newest = freshness(document.entries, datetime.now(UTC)).newest
    told = f"{one.language or '?'}, {form(document.version)}, {len(document.entries)} entries, newest {moment(newest)}"
    return f"  {without_login(one.url)}\t{document.title or 'no title'} ({told})"


def ask(told: Sequence[str]) -> int:
    """Which of these somebody in a terminal chooses, by its place."""
    for number, line in enumerate(told, 1):
        typer.echo(f"{number:3}{line}")
    while True:
        answer: int = typer.prompt("Which one (its number)", type=int)
        if 1 <= answer <= len(told):
            return answer - 1
        typer.echo(f"There is no {answer}; Ctrl-C adds none.")


def _code(language: str) -> str | None:
    code = primary(language)
    if language and code is None:
        raise BotError(f"--language {language!r} is no language; write two letters such as en, uk or ru")
    return code


async def _find(fetcher: Fetcher, url: str) -> tuple[list[FoundFeed], int]:
    async with AsyncExitStack() as open_until_done:
        await open_until_done.enter_async_context(fetcher)
        workers = Workers(1)
        open_until_done.push_async_callback(workers.close)
        finder = Finder(fetcher, workers, datetime.now(UTC), Reaching("addresses looked at", sys.stderr))
        return await finder.find(url), finder.left
