"""`parley db …`: migrations, integrity, backups."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.cli.progress import Progress
from bot.errors import WrongSetting
from bot.jobs import tidy
from bot.opening import opened, utc_now
from storage import backup, compacting, migrate
from storage.database import Database
from storage.instances import FileHeld

app = typer.Typer(help="The database: migrations, integrity, backups.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Brings the database to this Parley's schema (`parley run` does so by itself)."""
    with Database(settings.load().database_url) as database:
        typer.echo(f"at revision {migrate.upgrade(database)}")


@app.command()
def check() -> None:
    """Asks the database whether it is whole."""
    with opened() as (_, database):
        faults = backup.faults(database)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("the database is whole")


@app.command("tidy")
def tidy_up() -> None:
    """Forgets entries that yielded nothing and are in no feed any more (`parley run` does so by itself).

    A SQLite file gives its free room back, unless Parley runs on it: then it fills that room anew.
    """
    with opened() as (_, database):
        buried, before = asyncio.run(tidy.run(database, utc_now())), compacting.size(database)
        with suppress(FileHeld):
            compacting.compact(database)
        after = compacting.size(database)
    typer.echo(f"{buried} entries forgotten but for their ids; {before / 1e6:.1f} MB before, {after / 1e6:.1f} MB now")


Passphrase = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="its first line is the passphrase; else PARLEY_BACKUP_PASSPHRASE"),
]


@app.command("backup")
def back_up(
    file: Annotated[Path, typer.Argument(help="the file to write; it must not exist")],
    passphrase_file: Passphrase = None,
) -> None:
    """Writes everything into one SQLite file, whichever the engine, while Parley runs; encrypted with a passphrase."""
    with opened() as (configured, database):
        passphrase = _passphrase(configured, passphrase_file)
        with Progress(0, "rows written", sys.stderr) as progress:
            count = backup.back_up(database, file, passphrase, progress.reached)
    typer.echo(f"{count} rows written to {file}{', encrypted' if passphrase else ', not encrypted'}")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a file that `parley db backup` wrote", exists=True)],
    passphrase_file: Passphrase = None,
) -> None:
    """Reads a backup into the empty database that PARLEY_DATABASE_URL names."""
    configured = settings.load()
    with Database(configured.database_url) as database:
        migrate.upgrade(database)
        passphrase = _passphrase(configured, passphrase_file)
        with Progress(0, "rows restored", sys.stderr) as progress:
            count = backup.restore(file, database, passphrase, progress.reached)
    typer.echo(f"{count} rows restored")


def _passphrase(configured: settings.Settings, file: Path | None) -> str | None:
    """From the file, else from the settings; None where there is none."""
    if file is None:
        secret = configured.backup_passphrase
        return secret.get_secret_value() if secret else None
    try:
        words = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSetting(f"{file} cannot be read: {error}") from None
    if not words or not words[0]:
        raise WrongSetting(f"{file} is empty; its first line should be the passphrase")
    return words[0]
