"""What README promises is so: every setting, every command, every file that it links to."""

import re
from pathlib import Path

from typer.main import get_command

from bot.cli import commands
from bot.settings import describe
from handlers.commands import COMMANDS
from handlers.conversation import Audience

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_settings() -> None:
    rows = [f"| `{name}` | {f'`{default}`' if default else ''} | {purpose} |" for name, default, purpose in describe()]
    assert "\n".join(rows) in README


def test_every_command_of_the_command_line_is_named() -> None:
    listed = get_command(commands()).commands  # type: ignore[attr-defined]
    for name, command in listed.items():
        assert re.search(rf"`parley {name}\b", README), name
        for inner in getattr(command, "commands", {}):
            assert re.search(rf"`parley {name} [a-z|\\]*{inner}", README), f"{name} {inner}"


def test_every_command_of_the_chat_is_named() -> None:
    for command in COMMANDS:
        if command.audience is Audience.EVERYONE and command.name not in {"start", "d"}:
            assert f"`/{command.name}" in README, command.name


def test_every_link_to_a_file_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_no_registry_is_named_in_the_locks() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text()
        assert "://" not in text
        assert "--index" not in text
        pinned = [line for line in text.splitlines() if re.match(r"[a-z]", line)]
        assert all("==" in line for line in pinned)
