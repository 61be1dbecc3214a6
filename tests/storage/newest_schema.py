"""`make schema`: what all migrations come to on SQLite, as the script that a new database is made from."""

import sys
import tempfile
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from storage.database import Database
from storage.migrate import BETWEEN, NEWEST, migrated

OWN_TABLES = "searchable_fts_"
"""SQLite makes these by itself with the table whose name is without what comes after."""


def statements(session: Session) -> list[str]:
    """How each table, index and trigger was made, in that order."""
    rows = session.connection().execute(text("SELECT name, sql FROM sqlite_master ORDER BY rowid"))
    return [sql for name, sql in rows if sql and not name.startswith(OWN_TABLES)]


def migrated_statements(folder: Path) -> list[str]:
    """The same of a database that all migrations were applied to, one after the other."""
    with Database(f"sqlite:///{folder / 'migrated.db'}") as database:
        migrated(database)
        return database.run(statements)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        NEWEST.write_text(BETWEEN.join(migrated_statements(Path(name))), encoding="utf-8")
    sys.stdout.write(f"{NEWEST.name} is up to date\n")
