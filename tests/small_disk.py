"""`parley run` with a database that may not grow past a number of pages, read anew from a file at each transaction.

What then happens is SQLite's own "database or disk is full", raised where a full disk raises it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bot.cli import main

PAGES = Path(sys.argv.pop(1))


def _limit(connection: Any) -> None:
    connection.exec_driver_sql(f"PRAGMA max_page_count={int(PAGES.read_text())}")


event.listen(Engine, "begin", _limit, insert=True)
main()
