"""`parley …`: the command line. Each file holds the commands of one concern."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

_ALONE = "poll"
"""The command that is started again and again, and is loaded without the others: they take as long again."""


def commands(*, alone: bool) -> typer.Typer:
    """The command line: all commands, or `poll` alone."""
    import typer

    from bot.cli import polling

    app = typer.Typer(
        name="parley",
        help="Follows negotiations between warring parties: talks and exchanges, each figure with its source.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # else a single command would be the program itself
    polling.register(app)
    if not alone:
        _add_the_others(app)
    return app


def _add_the_others(app: typer.Typer) -> None:
    from bot.cli import data, database, feeds, reading, service

    service.register(app)
    reading.register(app)
    data.register(app)
    app.add_typer(feeds.app, name="feeds")
    app.add_typer(database.app, name="db")


def main() -> None:
    """Runs one command; what is known to go wrong ends with one line and exit status 2."""
    app = _loaded()
    from bot.errors import BotError
    from storage.database import DatabaseFailed
    from storage.sheets import SeedFileWrong

    try:
        app()
    except (BotError, DatabaseFailed, SeedFileWrong) as error:
        sys.stderr.write(f"parley: {error}\n")
        raise SystemExit(2) from None


def _loaded() -> typer.Typer:
    """The commands, loaded without looking for garbage meanwhile: there is none, and the search takes a tenth."""
    gc.disable()
    try:
        return commands(alone=sys.argv[1:2] == [_ALONE])
    finally:
        gc.freeze()
        gc.enable()
