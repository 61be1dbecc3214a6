"""`make bench-answers`: how long answers take over 1,000,000 entries with 3,000,000 claims in 100,000 developments.

And over 10,000 before: they should take no longer over more. ENTRIES="n …" makes databases of other sizes,
ENGINE=sqlite or postgresql asks one engine alone.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

from sqlalchemy import event

from handlers import dispatch
from handlers.conversation import Chat, Request
from storage import migrate
from storage.database import Database
from storage.seeds import default_folder, load_dossier
from tests.bench import many
from tests.bench.servers import postgres

ENTRIES = [int(number) for number in os.environ.get("ENTRIES", "10000 1000000").split()]
ENGINES = os.environ.get("ENGINE", "sqlite postgresql").split()
ROUNDS = int(os.environ.get("ROUNDS", "200"))
WANTED = 0.050
"""Seconds in which 99 of 100 answers are wanted."""
_FIRST = 50
"""Answers that are not counted: a database reads from its disk what is asked for the first time."""
_DICE = random.Random(1)
_SEARCHED = (
    "search Istanbul", "search Стамбул", "search exchange 157", "search prisoners", "search переговори Женева",
    "search talks Abu Dhabi", "search Zelensky", "search strikes energy", "search 2025-10-02", "search nothing such",
)  # fmt: skip


def lines(command: str, entries: int) -> Iterator[str]:
    """What people ask by it, differently each time."""
    for _ in range(ROUNDS):
        yield {
            "latest": lambda: _DICE.choice(("latest", "latest 14", "latest exchange", "latest talks", "latest 365")),
            "swaps": lambda: _DICE.choice(("swaps", "swaps 2025", "swaps 2023 p3", "swaps 5 February", "swaps May")),
            "sources": lambda: f"sources {_DICE.randrange(1, entries // 10)}",
            "search": lambda: _DICE.choice(_SEARCHED),
        }[command]()


class Asked:
    """Asks one database, and notes the SQL behind each answer."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dossier = load_dossier(default_folder(), many.NOW)
        self._sent: list[tuple[str, Any]] = []
        event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        self._sent.append((statement, parameters))

    def answer(self, line: str) -> float:
        """Seconds until the answer to a line is there, from opening the session on."""
        asked = dispatch.parse(f"/{line}")
        assert asked is not None
        request = Request(
            command=asked.command, arguments=asked.arguments, text=asked.text, chat=Chat(id=1), at=many.NOW,
            dossier=self._dossier,
        )  # fmt: skip
        self._sent.clear()
        begun = time.perf_counter()
        reply = self._database.run(lambda session: dispatch.answer(request, session))
        took = time.perf_counter() - begun
        assert reply.html
        return took

    def bare(self) -> float:
        """Seconds that the same SQL takes by itself, all rows fetched."""
        raw = self._database.engine.raw_connection()
        try:
            cursor = raw.cursor()
            begun = time.perf_counter()
            for statement, parameters in list(self._sent):
                cursor.execute(statement, parameters)
                if cursor.description:
                    cursor.fetchall()
            return time.perf_counter() - begun
        finally:
            raw.rollback()
            raw.close()


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def measure(name: str, database: Database, entries: int) -> bool:
    """Prints a line of the table a command; whether each was as quick as wanted."""
    asked, fine = Asked(database), True
    for command in ("latest", "swaps", "sources", "search"):
        for line in [*lines(command, entries)][:_FIRST]:
            asked.answer(line)
        took, bare, slowest = [], [], ("", 0.0)
        for line in lines(command, entries):
            took.append(asked.answer(line))
            bare.append(asked.bare())
            slowest = max(slowest, (line, took[-1]), key=lambda one: one[1])
        p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
        sql = percentile(bare, 0.5)
        print(
            f"| `/{command}` | {name} | {entries:,} | {p50 * 1000:.1f} | {p99 * 1000:.1f} | {sql * 1000:.1f} "
            f"| {sum(took) / sum(bare):.1f} × | `/{slowest[0]}` |",
            flush=True,
        )
        fine = fine and p99 <= WANTED
    return fine


@contextmanager
def opened(engine: str) -> Iterator[Database]:
    """A fresh database with all tables."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory() as folder, Database(f"sqlite:///{folder}/parley.db") as made:
            migrate.upgrade(made)
            yield made
    else:
        with postgres() as server, server.database() as made:
            yield made


def main() -> int:
    fine = True
    print("| command | engine | entries | p50 ms | p99 ms | bare SQL p50 ms | ratio | slowest |")
    print("|---|---|---|---|---|---|---|---|")
    for engine, entries in product(ENGINES, ENTRIES):
        with opened(engine) as database:
            begun = time.monotonic()
            claims = many.fill(database, entries)
            took = time.monotonic() - begun
            print(f"{entries:,} entries, {claims:,} claims on {engine}: filled in {took:.0f} s", file=sys.stderr)
            fine = measure(engine, database, entries) and fine
    if not fine:
        print(f"99 of 100 answers are wanted within {WANTED * 1000:.0f} ms", file=sys.stderr)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
