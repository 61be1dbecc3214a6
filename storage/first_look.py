"""What a start can know of a database before it has loaded what uses one: that takes half a second."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from urllib.parse import quote, unquote

FEW = 10
"""Where more feeds are new, there is enough to read to load all that is needed before: the words of all languages for
who reads, and what decides."""

_FILE = "sqlite:///"
_NEW = "SELECT count(*) FROM feed WHERE state = 'active' AND NOT removed AND first_answered IS NULL"


def count_new(url: str) -> int:
    """How many feeds have never answered yet, as `feeds.count_new` tells; 0 where that cannot be told so early.

    So it is for PostgreSQL, and for a file that is not there, is of another Parley or is locked.
    """
    name = url.removeprefix(_FILE)
    if name == url or "?" in name:
        return 0
    try:
        with closing(sqlite3.connect(f"file:{quote(unquote(name))}?mode=ro", timeout=0, uri=True)) as connection:
            return int(connection.execute(_NEW).fetchone()[0])
    except sqlite3.Error:
        return 0
