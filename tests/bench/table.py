"""What a bench comes to: rows that are printed as one table and written as JSON."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

_NAMED = ("SQLAlchemy", "httpx", "feedparser", "sqlmodel")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement of one program: medians in seconds and megabytes, `ratio` against what the goal is about."""

    what: str
    who: str = "Parley"
    wall: float | None = None
    cpu: float | None = None
    memory: float | None = None
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None
    runs: int = 1


@dataclass
class Table:
    """Collects rows; says on the standard error what is being measured."""

    rows: list[Row] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def progress(self, what: str) -> None:
        print(f"[{time.monotonic() - self.begun:4.0f} s] {what} …", file=sys.stderr, flush=True)

    def add(self, row: Row) -> None:
        self.rows.append(row)

    def shown(self) -> str:
        head = f"{'what':58} {'who':18} {'wall s':>8} {'CPU s':>8} {'MB':>6} {'ratio':>6}  goal"
        return "\n".join([head, *map(_line, self.rows)])

    def write(self, path: Path) -> None:
        """Everything as JSON, the machine's kind and the versions with it."""
        given = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "versions": versions()}
        path.write_text(json.dumps({**given, "rows": [asdict(row) for row in self.rows]}, indent=1) + "\n", "utf-8")


def _line(row: Row) -> str:
    met = {True: " met", False: " MISSED", None: ""}[row.met]
    figures = f"{_n(row.wall, 3):>8} {_n(row.cpu, 3):>8} {_n(row.memory, 0):>6} {_n(row.ratio, 2):>6}"
    return f"{row.what:58} {row.who:18} {figures}  {row.goal}{met}"


def _n(value: float | None, places: int) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def machine() -> Mapping[str, object]:
    """What kind of machine it is, and how busy."""
    return {
        "system": platform.system(),
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory": round(psutil.virtual_memory().total / 1e9),
        "load": psutil.getloadavg(),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def versions() -> Mapping[str, str]:
    named = {name: version(name) for name in ("parley", *_NAMED)}
    return {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, **named}
