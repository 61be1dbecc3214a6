"""`parley feeds …`: the list of feeds and how each is doing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.cli import adding, checking
from bot.cli.checked import moment
from bot.cli.progress import Progress
from bot.feeds.catalogue import comparable, read_contents, write_opml
from bot.opening import opened
from storage import feeds, hubs, imported
from storage.vocabulary import Feed, FeedState, Subscription, without_login

app = typer.Typer(help="The feeds that are polled, and how each is doing.", no_args_is_help=True)

Url = Annotated[str, typer.Argument(help="the feed's address")]


@app.command("list")
def list_feeds(*, failing: Annotated[bool, typer.Option("--failing", help="only those that fail")] = False) -> None:
    """Shows every feed: state, how it comes, last success, entries, failures and their cause in plain words."""
    with opened() as (_, database):
        found, subscriptions = database.run(feeds.every), database.run(hubs.by_feed)
    rows = [_cells(feed, subscriptions.get(feed.id or 0)) for feed in found if not failing or feed.error]
    if sys.stdout.isatty():
        Console().print(_table(rows))
    else:
        for row in rows:
            sys.stdout.write("\t".join(row) + "\n")
    if not found:
        sys.stdout.write("No feeds yet: parley feeds add URL, or parley feeds import FILE.opml\n")


app.command()(adding.add)


@app.command()
def remove(url: Url) -> None:
    """Takes a feed off the list for good; what it brought stays."""
    _change(url, "Removed", feeds.remove)


@app.command()
def pause(url: Url, reason: Annotated[str, typer.Argument(help="shown in the list")] = "paused by an operator") -> None:
    """Stops polling a feed until it is resumed."""
    _change(url, "Paused", feeds.set_state, FeedState.PAUSED, reason)


@app.command()
def resume(url: Url) -> None:
    """Polls a paused or gone feed again."""
    _change(url, "Resumed", feeds.set_state, FeedState.ACTIVE, None)


app.command()(checking.check)


@app.command("import")
def import_opml(file: Annotated[Path, typer.Argument(help="an OPML file of any reader", exists=True)]) -> None:
    """Adds the feeds of an OPML file, all or, where anything in it is wrong, none.

    Feeds that are listed keep their state; of what the catalogue says of them changes only what the file gives in
    Parley's own attributes.
    """
    contents = read_contents(file)
    with opened() as (_, database), Progress(len(contents.listed), "feeds read", sys.stderr) as progress:
        done = database.run(imported.bring_in, progress.over(contents.listed), comparable, write=True)
    told = {
        f"{done.added} feeds added, {done.listed} were listed": True,
        f", {done.updated} of them updated": done.updated,
        f"; {done.removed} that an operator removed stay out (parley feeds add ADDRESS brings one back)": done.removed,
        f"; {contents.twice} stand in the file twice": contents.twice,
        f"; {contents.left_out} outlines lead to no feed and were left out": contents.left_out,
    }
    typer.echo("".join(part for part, so in told.items() if so))


@app.command("export")
def export_opml() -> None:
    """Prints the list as OPML 2.0, which any reader can import and `parley feeds import` reads back as it was.

    Addresses with a password are part of it; a line on the standard error then says so.
    """
    with opened() as (_, database):
        found = database.run(feeds.every)
    sys.stdout.write(write_opml(found))
    secret = sum(without_login(feed.url) != feed.url for feed in found)
    if secret:
        sys.stderr.write(f"{secret} addresses hold a name or a password: keep the file to yourself\n")


def _change(url: str, done: str, change: Callable[..., bool], *given: object) -> None:
    with opened() as (_, database):
        known = checking.listed(database.run(feeds.every), url).url
        database.run(change, known, *given, write=True)
    typer.echo(f"{done}: {without_login(known)}")


def _table(rows: list[list[str]]) -> Table:
    table = Table("Outlet", "State", "Comes", "Last success", "Entries", "Failures", "Cause", "Address")
    for row in rows:
        table.add_row(*row)
    return table


def _cells(feed: Feed, subscription: Subscription | None) -> list[str]:
    state = f"{feed.state.value}: {feed.reason}" if feed.reason else feed.state.value
    cause = feed.error or ""
    return [
        feed.outlet or feed.title,
        state,
        _comes(feed, subscription),
        moment(feed.last_success),
        str(feed.entries),
        str(feed.failures),
        cause,
        feed.url,
    ]


def _comes(feed: Feed, subscription: Subscription | None) -> str:
    """Pushed by its hub or polled, and in the second case how far its hub is, if it names one."""
    if feed.pushed_until:
        return f"pushed until {moment(feed.pushed_until)}"
    if subscription is None:
        return "polled"
    reason = f": {subscription.reason}" if subscription.reason else ""
    return f"polled; hub {subscription.state.value}{reason}"
