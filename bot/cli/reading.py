"""`parley extract`, `replay` and `explain`: what the reading and the merging make of items, and how."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import settings
from bot.cli.progress import Progress
from bot.errors import BotError
from bot.extraction import Reader
from bot.extraction.explain import Explanation, explain
from bot.extraction.schema import as_entry, as_record
from bot.feeds.language import detect
from bot.opening import dossier_folder, opened
from bot.replay import replay
from storage import entries
from storage.seeds import load_dossier
from storage.vocabulary import Entry

Items = Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="one item a line: id, published, title, text, lang")]


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command("extract")(extract)
    app.command("replay")(replay_items)
    app.command("explain")(explain_entry)


def extract(file: Items) -> None:
    """Prints what each item says, as one JSON line an item."""
    reader = Reader(load_dossier(dossier_folder(settings.load())))
    items = _items(file)
    with Progress(len(items), "items read", sys.stderr, quiet=sys.stdout.isatty()) as progress:
        for item in progress.over(items):
            record = as_record(str(item["id"]), reader.read(as_entry(item)))
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")


def replay_items(file: Items) -> None:
    """Runs items in order of publication through the whole chain; prints developments and alerts as JSON."""
    dossier = load_dossier(dossier_folder(settings.load()))
    sys.stdout.write(json.dumps(replay(_items(file), dossier), ensure_ascii=False, indent=1, default=str) + "\n")


def explain_entry(
    what: Annotated[str, typer.Argument(help="a stored entry's number, or a text; its first line is the title")],
    *,
    published: Annotated[str, typer.Option(help="when a text was published, ISO 8601; now where left out")] = "",
) -> None:
    """Shows how an entry was read: sentence by sentence, which words meant what, why it is news or background."""
    entry = _stored(int(what)) if what.isdecimal() else _typed(what, published)
    reader = Reader(load_dossier(dossier_folder(settings.load())))
    sys.stdout.write("\n".join(_lines(explain(reader, entry))) + "\n")


def _stored(number: int) -> Entry:
    with opened() as (_, database):
        entry = database.run(entries.get, number)
    if entry is None:
        raise BotError(f"no entry {number} is stored; name a stored one, or give the text itself")
    return replace(entry, text=entry.body)


def _typed(text: str, published: str) -> Entry:
    try:
        moment = datetime.fromisoformat(published) if published else datetime.now(UTC)
    except ValueError:
        raise BotError(f"--published {published!r} is no moment; write 2026-02-05T12:00 or a day") from None
    title, _, body = text.partition("\n")
    return as_entry(
        {"id": "typed", "title": title, "text": body, "published": moment.isoformat(), "lang": detect(text)}
    )


def _lines(told: Explanation) -> Iterator[str]:
    yield f"language: {told.language}"
    yield f"speakers: {', '.join(told.speakers) or 'nobody named'}"
    if told.refused:
        yield f"not read: {told.refused}"
    for number, sentence in enumerate(told.sentences, 1):
        yield f"\n{number}. {'[title] ' if sentence.title else ''}{sentence.text}"
        yield from (f"     {word.text} → {word.meaning}" for word in sentence.words)
        yield from (f"     day: {day}" for day in sentence.days)
        for clause in sentence.clauses:
            state = f"background, {clause.recalled}" if clause.recalled else "news"
            yield f"   clause: {clause.stage or 'no stage'}, {clause.day or 'no day'}, {state}"
            yield from (f"     figure: {figure}" for figure in clause.figures)
    if told.alike:
        yield f"\nalike to items that tell: {', '.join(told.alike)}"
    yield "\nclaims:" if told.claims else "\nno claims"
    yield from (f"  {claim}" for claim in told.claims)


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
