"""`parley demo`, `ask`, `doctor`: Parley at work."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import opening
from bot.cli.tongue import Tongue
from bot.demo.story import tell
from bot.doctor import examine
from bot.plaintext import as_text
from bot.resolution.shown import show
from handlers import dispatch
from handlers.conversation import Attachment, Chat, Made, Reply, Request
from storage.seeds import load_dossier


def register(app: typer.Typer) -> None:
    """Adds this file's commands."""
    app.command()(demo)
    app.command()(ask)
    app.command()(doctor)


def demo() -> None:
    """Shows everything without a token or a network: a chat in the terminal, over sample feeds."""
    asyncio.run(tell())


def ask(
    command: Annotated[str, typer.Argument(help='as in the chat, e.g. "/swaps 2025"')],
    *,
    lang: Annotated[Tongue, typer.Option(help="the language of the answer")] = Tongue.EN,
    as_json: Annotated[bool, typer.Option("--json", help="text, HTML, buttons and files as JSON")] = False,
    files: Annotated[Path | None, typer.Option(help="folder to lay pictures and documents into")] = None,
) -> None:
    """Answers one command from what is stored, in the terminal; stores nothing of it."""
    asked = dispatch.parse(command)
    now = datetime.now(UTC)
    with opening.opened() as (configured, database):
        database.run(opening.fill, configured, now, write=True)
        dossier = load_dossier(opening.dossier_folder(configured), now)
        assert asked is not None
        chat = Chat(id=0, language=lang, admin=True)
        request = Request(
            command=asked.command,
            arguments=asked.arguments,
            text=asked.text,
            chat=chat,
            at=now,
            dossier=dossier,
            shown=show,
        )
        reply = database.run(lambda session: dispatch.answer(request, session))  # rolled back: asking stores nothing
    laid = [_laid(one, files) for one in reply.attachments]
    sys.stdout.write(_as_json(reply, laid) if as_json else _as_text(reply, laid))
    if dispatch.needs_write(asked.command):
        typer.echo("parley: asked here, it changes nothing that is stored; in Telegram it would", err=True)


def doctor() -> None:
    """Says what is wrong with token, database, feeds, clock and migrations, and the cure; exit 1 if anything is."""
    wrong = 0
    for finding in examine():
        typer.echo(f"{'ok   ' if finding.fine else 'WRONG'} {finding.what}: {finding.told}")
        wrong += not finding.fine
    raise typer.Exit(min(wrong, 1))


def _laid(file: Attachment, folder: Path | None) -> str:
    """A file's name, and where it lies once it is written."""
    if folder is None:
        return file.name
    content = file.content
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file.name
    path.write_bytes(content.function(content.given) if isinstance(content, Made) else content)
    return str(path)


def _as_text(reply: Reply, files: Sequence[str]) -> str:
    buttons = " ".join(f"[{button.label}]" for row in reply.buttons for button in row)
    lines = (*(f"[file: {file}]" for file in files), as_text(reply.html).strip(), buttons)
    return "".join(f"{line}\n" for line in lines if line)


def _as_json(reply: Reply, files: Sequence[str]) -> str:
    rows = [[{"label": b.label, "data": b.data, "url": b.url, "copy": b.copy} for b in row] for row in reply.buttons]
    told = {"text": as_text(reply.html).strip(), "html": reply.html, "buttons": rows, "files": files}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
