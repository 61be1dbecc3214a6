"""`parley db …`: migrations, integrity, backups."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import settings
from bot.app import opened
from storage import backup, migrate
from storage.database import Database

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


@app.command("backup")
def back_up(file: Annotated[Path, typer.Argument(help="the SQLite file to write; it must not exist")]) -> None:
    """Writes everything into one SQLite file, whichever the engine, while Parley runs."""
    with opened() as (_, database):
        typer.echo(f"{backup.back_up(database, file)} rows written to {file}")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="a file that `parley db backup` wrote", exists=True)]) -> None:
    """Reads a backup into the empty database that PARLEY_DATABASE_URL names."""
    with Database(settings.load().database_url) as database:
        migrate.upgrade(database)
        typer.echo(f"{backup.restore(file, database)} rows restored")
