"""`parley export …`: what is stored, for those who work with the data."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot import export
from bot.app import dossier_folder, opened
from storage.seeds import load_dossier


class What(StrEnum):
    """The tables that can be exported."""

    DEVELOPMENTS = "developments"
    ENTRIES = "entries"


class Form(StrEnum):
    """The formats they come in."""

    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("export")(export_data)


def export_data(
    what: Annotated[What, typer.Argument()],
    *,
    form: Annotated[Form, typer.Option("--format", help="csv or json")] = Form.CSV,
) -> None:
    """Prints stored entries, or developments with every claim and its source."""
    with opened() as (settings, database), database.session() as session:
        if what is What.ENTRIES:
            export.write(export.entry_rows(session), form.value, export.ENTRY_FIELDS, sys.stdout)
            return
        sides = load_dossier(dossier_folder(settings)).sides
        fields = export.development_fields(sides)
        export.write(export.development_rows(session, sides), form.value, fields, sys.stdout)
