"""`parley extract` and `parley replay`: what the reading and the merging make of items in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings
from bot.app import dossier_folder
from bot.errors import BotError
from bot.extraction import Reader
from bot.extraction.schema import as_entry, as_record
from bot.replay import replay
from storage.seeds import load_dossier

Items = Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="one item a line: id, published, title, text, lang")]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("extract")(extract)
    app.command("replay")(replay_items)


def extract(file: Items) -> None:
    """Prints what each item says, as one JSON line an item."""
    reader = Reader(load_dossier(dossier_folder(settings.load())))
    for item in _items(file):
        record = as_record(str(item["id"]), reader.read(as_entry(item)))
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def replay_items(file: Items) -> None:
    """Runs items in order of publication through the whole chain; prints developments and alerts as JSON."""
    dossier = load_dossier(dossier_folder(settings.load()))
    sys.stdout.write(json.dumps(replay(_items(file), dossier), ensure_ascii=False, indent=1, default=str) + "\n")


def _items(file: Path) -> list[dict[str, Any]]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BotError(f"{file} cannot be read: {error}") from error
    return [_item(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _item(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise BotError(f"{file}, line {number}: no JSON ({error}); each line holds one item") from None
    if not isinstance(item, dict) or "id" not in item:
        raise BotError(f'{file}, line {number}: no "id"; each line is an object with id, published, title, text')
    return item
