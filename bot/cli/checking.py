"""`parley feeds check`: each feed is asked now, side by side, and what is stored of it is told beside its answer."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.cli.checked import DAYS, Checked, Found, as_data, cells, table
from bot.cli.progress import Progress
from bot.errors import BotError
from bot.feeds.catalogue import comparable
from bot.feeds.condition import freshness, languages
from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.finding import web_address
from bot.feeds.worker import Workers
from bot.opening import dossier_folder, fetcher_for, opened
from bot.preparing import prepare
from bot.reading import parse_document, read_entries
from storage import feeds, worth
from storage.vocabulary import Document, Entry, Feed, FeedState, Reading, without_login

_AT_ONCE = 50
"""Entries that a worker reads in one call, which has a limit in time."""


def check(
    url: Annotated[str | None, typer.Argument(help="one feed; all enabled ones where left out")] = None,
    *,
    as_json: Annotated[
        bool, typer.Option("--json", help="one JSON array, times in ISO 8601, spans in seconds")
    ] = False,
) -> None:
    """Fetches feeds now, stores nothing, and tells of each how it does and what it has been worth.

    Status, format, newest entry against the feed's own rhythm, language (where list, feed and entries differ), how many
    entries were relevant lately and are in the document, how often it was the first with a report that was confirmed.
    A table in a terminal, lines with tabs elsewhere. Exit status 1 if a feed fails, 2 if nothing could be checked.
    """
    with opened() as (settings, database):
        found = database.run(feeds.every)
        wanted = [f for f in found if f.state is FeedState.ACTIVE] if url is None else [listed(found, url)]
        stored = database.run(worth.relevant, datetime.now(UTC) - timedelta(days=DAYS))
        first = database.run(worth.firsts)
    answers = asyncio.run(_ask(fetcher_for(settings), dossier_folder(settings), wanted))
    checked = [
        Checked(
            feed=feed,
            found=answer if isinstance(answer, Found) else None,
            cause="" if isinstance(answer, Found) else answer,
            stored=stored.get(feed.id or 0, 0),
            first=first.get(feed.id or 0),
        )
        for feed, answer in zip(wanted, answers, strict=True)
    ]
    _tell(checked, as_json=as_json)
    raise typer.Exit(int(any(one.found is None for one in checked)))


def listed(found: Sequence[Feed], url: str) -> Feed:
    """The feed of that address; it may be typed without scheme, tracking, or the password that it holds.

    Raises:
        BotError: it is not in the list.
    """
    typed = comparable(web_address(url))
    for told_apart in (str, comparable, lambda address: comparable(without_login(address))):
        same = [feed for feed in found if told_apart(feed.url) in (url, typed)]
        if len(same) == 1:
            return same[0]
    raise BotError(f"{url} is not in the list; see `parley feeds list`")


def _tell(checked: Sequence[Checked], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps([as_data(one) for one in checked], ensure_ascii=False, indent=1) + "\n")
    elif not checked:
        sys.stdout.write("No feed is enabled: parley feeds add ADDRESS, or parley feeds resume ADDRESS\n")
    elif sys.stdout.isatty():
        Console().print(table(checked))
    else:
        sys.stdout.writelines("\t".join(cells(one)) + "\n" for one in checked)


async def _ask(fetcher: Fetcher, folder: Path, wanted: Sequence[Feed]) -> list[Found | str]:
    """What each feed answered, in the same order; or the cause why it did not."""
    async with AsyncExitStack() as open_until_done:
        await open_until_done.enter_async_context(fetcher)
        workers = Workers(2, initializer=prepare, initargs=(folder,))
        open_until_done.push_async_callback(workers.close)
        progress = open_until_done.enter_context(Progress(len(wanted), "checked", sys.stderr))

        async def one(feed: Feed) -> Found | str:
            try:
                return await _look(fetcher, workers, folder, feed)
            except FeedFailed as error:
                return error.cause
            finally:
                progress.step()

        return await asyncio.gather(*(one(feed) for feed in wanted))


async def _look(fetcher: Fetcher, workers: Workers, folder: Path, feed: Feed) -> Found:
    fetched = await fetcher.fetch(feed.url)
    now = datetime.now(UTC)
    document: Document = await workers.run(parse_document, fetched.body or b"", feed, now, fetched.content_type)
    return Found(
        version=document.version,
        entries=len(document.entries),
        relevant=await _relevant(workers, folder, document.entries, feed),
        whole=document.whole,
        moved=fetched.moved,
        freshness=freshness(document.entries, now),
        languages=languages(feed, document),
    )


async def _relevant(workers: Workers, folder: Path, entries: Sequence[Entry], feed: Feed) -> int | None:
    """How many of these entries say something that would be kept; None where the reader could not tell."""
    parts = [entries[start : start + _AT_ONCE] for start in range(0, len(entries), _AT_ONCE)]
    try:
        read = [one for part in parts for one in await workers.run(read_entries, folder, part, feed)]
    except FeedFailed:
        return None
    return sum(isinstance(one, Reading) and bool(one.claims or one.statements) for one in read)
