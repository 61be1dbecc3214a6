"""`parley …`: the command line. Each file holds the commands of one concern."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from bot.garbage import lasting

if TYPE_CHECKING:
    import typer

_ALONE = {"poll": "bot.cli.polling", "run": "bot.cli.run"}
"""The commands that are started again and again, or stay: each is loaded without what only the others need."""


def commands(asked: str = "") -> typer.Typer:
    """The command line: all commands, or the one that is `asked` for where that one can be loaded alone."""
    import typer

    app = typer.Typer(
        name="parley",
        help="Follows negotiations between warring parties: talks and exchanges, each figure with its source.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # else a single command would be the program itself
    if asked in _ALONE:
        import_module(_ALONE[asked]).register(app)
    else:
        _add_all(app)
    return app


def _add_all(app: typer.Typer) -> None:
    from bot.cli import data, database, feeds, polling, reading, run, service

    run.register(app)
    service.register(app)
    polling.register(app)
    reading.register(app)
    data.register(app)
    app.add_typer(feeds.app, name="feeds")
    app.add_typer(database.app, name="db")


def main() -> None:
    """Runs one command; what is known to go wrong ends with one line and exit status 2."""
    run = _loaded()
    from bot.errors import BotError
    from storage.database import DatabaseFailed
    from storage.sheets import SeedFileWrong

    try:
        run()
    except (BotError, DatabaseFailed, SeedFileWrong) as error:
        sys.stderr.write(f"parley: {error}\n")
        raise SystemExit(2) from None
    finally:
        gc.freeze()  # the system takes it all back at once; to look for garbage in it first takes 0.2 s


def _loaded() -> Callable[[], object]:
    """The command that is asked for; a bare `poll`, which takes no options, without typer: that is 3 % of a poll."""
    with lasting():
        if sys.argv[1:] == ["poll"]:
            from bot.cli import polling

            return lambda: _without_typer(polling.poll)
        return commands(next(iter(sys.argv[1:]), ""))


def _without_typer(command: Callable[[], None]) -> None:
    """Ends as typer would where the user breaks off, or whoever reads the output has gone."""
    try:
        command()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # else Python complains when it flushes at the end
        raise SystemExit(1) from None
