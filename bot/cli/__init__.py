"""`parley …`: the command line. Each file holds the commands of one concern."""

from __future__ import annotations

import sys

import typer

from bot.cli import data, database, feeds, reading, service
from bot.errors import BotError
from storage.database import DatabaseFailed
from storage.sheets import SeedFileWrong

app = typer.Typer(
    name="parley",
    help="Follows negotiations between warring parties: talks and exchanges, each figure with its source.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
service.register(app)
reading.register(app)
data.register(app)
app.add_typer(feeds.app, name="feeds")
app.add_typer(database.app, name="db")


def main() -> None:
    """Runs one command; what is known to go wrong ends with one line and exit status 2."""
    try:
        app()
    except (BotError, DatabaseFailed, SeedFileWrong) as error:
        sys.stderr.write(f"parley: {error}\n")
        raise SystemExit(2) from None
