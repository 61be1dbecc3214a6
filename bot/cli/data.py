"""`parley export …`: what is stored, for those who work with the data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO
from zoneinfo import ZoneInfo

import typer
from sqlmodel import Session

from bot.cli.progress import Progress
from bot.cli.tongue import Tongue
from bot.errors import BotError
from bot.opening import dossier_folder, opened
from handlers.export import files, rows, sheets
from handlers.export.rows import Row, Rows
from handlers.wording.language import translator
from storage import entries, histories, identity
from storage.seeds import load_dossier
from storage.vocabulary import Dossier


class What(StrEnum):
    """What can be exported: tables, or developments in a form of their own."""

    DEVELOPMENTS = "developments"
    CLAIMS = "claims"
    CHANGES = "changes"
    ENTRIES = "entries"
    CSV = "csv"
    JSON = "json"
    ATOM = "atom"
    ICS = "ics"


class Form(StrEnum):
    """The formats of tables."""

    CSV = "csv"
    JSON = "json"


Target = Annotated[Path | None, typer.Option("--output", "-o", help="a file; the standard output where left out")]
Year = Annotated[int | None, typer.Option(min=1991, max=2199, help="of this year alone")]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("export")(export_data)


def export_data(
    what: Annotated[What, typer.Argument(help="csv and json are developments in that format")],
    *,
    form: Annotated[Form, typer.Option("--format", help="of a table")] = Form.CSV,
    year: Year = None,
    output: Target = None,
    lang: Annotated[Tongue, typer.Option(help="the language of atom and ics")] = Tongue.EN,
    address: Annotated[str, typer.Option(help="where the Atom feed is going to be published")] = "",
) -> None:
    """Writes developments, the claims behind them, their history, entries, an Atom feed or a calendar of talks."""
    with opened() as (settings, database):
        database.run(identity.ensure, write=True)
        dossier = load_dossier(dossier_folder(settings))
        with database.session() as session, _writable(output) as out:
            if what in (What.ATOM, What.ICS):
                counted = "talks" if what is What.ICS else "developments"
                with Progress(0, f"{counted} written", sys.stderr, quiet=out.isatty()) as progress:
                    made = _made(session, dossier, what, year, lang, address, progress.each)
                out.write(made.decode())
            else:
                chosen = Form(what.value) if what in (What.CSV, What.JSON) else form
                _table(session, dossier, what, chosen, year, out)


def _made(
    session: Session, dossier: Dossier, what: What, year: int | None, lang: str, address: str, over: files.Over
) -> bytes:
    now, say = datetime.now(UTC), translator(lang)
    if what is What.ATOM:
        return files.atom_file(session, dossier, say, now, year, address, over).content
    today = now.astimezone(ZoneInfo(dossier.zone)).date()
    return files.calendar_file(session, dossier, say, today, year, over).content


def _table(session: Session, dossier: Dossier, what: What, form: Form, year: int | None, out: TextIO) -> None:
    """A row at a time; where the rows go to the terminal itself, no bar stands between them."""
    made = Rows(dossier)
    total = entries.count(session) if what is What.ENTRIES else histories.size(session, *files.span(year))[0]
    with Progress(total, f"{_counted(what)} written", sys.stderr, quiet=out.isatty()) as progress:
        if what is What.ENTRIES:
            fields, found = rows.ENTRY_FIELDS, progress.over(rows.entry_rows(session))
        else:
            told = progress.over(rows.told(session, *files.span(year)))
            fields, found = _rows(made, told, what, form)
        if form is Form.JSON:
            sheets.write_json(found, out)
        else:
            sheets.write_csv(found, fields, out)


def _counted(what: What) -> str:
    return "entries" if what is What.ENTRIES else "developments"


def _rows(made: Rows, told: Iterator[rows.Told], what: What, form: Form) -> tuple[tuple[str, ...], Iterator[Row]]:
    if what is What.CLAIMS:
        return made.claim_fields, (row for one in told for row in made.claims(one.development))
    if what is What.CHANGES:
        return rows.CHANGE_FIELDS, (row for one in told for row in made.changes(one))
    if form is Form.JSON:
        return (), (made.whole(one) for one in told)
    return made.development_fields, (made.development(one.development) for one in told)


@contextmanager
def _writable(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        file = output.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise BotError(f"{output} cannot be written: {error.strerror}") from error
    with file:
        yield file
