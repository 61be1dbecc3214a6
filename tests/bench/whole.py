"""`make bench`: what Parley costs, measured against the others on the same local feeds in the same run.

FEEDS=500 feeds are polled ROUNDS=3 times by each program from an empty database, then often again; GROWTH="100 500 1000
2000" sizes show how it grows, REST=30 seconds what it takes at rest. JSON=path writes the figures as JSON as well; ONLY
names some of the parts: parse start rest polls growth.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.bench import parsing, polls, resting
from tests.bench.table import Table, machine, versions


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # byte code is kept, as wherever a program runs twice
    table = Table()
    sizes = tuple(int(size) for size in os.environ.get("GROWTH", "100 500 1000 2000").split())
    parts = {
        "parse": lambda: parsing.parse(table),
        "start": lambda: resting.start(table),
        "rest": lambda: resting.rest(table, 1000, float(os.environ.get("REST", "30"))),
        "polls": lambda: polls.compare(table, int(os.environ.get("FEEDS", "500")), int(os.environ.get("ROUNDS", "3"))),
        "growth": lambda: polls.grow(table, sizes),
    }
    for name in os.environ.get("ONLY", "").split() or parts:
        parts[name]()
    print(table.shown())
    print(" · ".join(f"{name} {value}" for name, value in {**machine(), **versions()}.items()))
    if path := os.environ.get("JSON"):
        table.write(Path(path))
    sys.exit(any(row.met is False for row in table.rows))


if __name__ == "__main__":
    main()
