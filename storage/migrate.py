"""Brings a database to this Parley's schema; refuses one that is newer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlmodel import Session

from storage.database import Database, DatabaseFailed

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 7_303_001  # any number of our own: instances that start together take turns
_SCRIPTS = Path(__file__).parent / "migrations"
NEWEST = _SCRIPTS / "newest.sql"
"""What all migrations come to on SQLite, statement by statement; `make schema` writes it anew."""
BETWEEN = "\n;\n"


def upgrade(database: Database) -> str:
    """Applies what is missing and gives the revision that the database then has.

    Raises:
        DatabaseFailed: it was made by a newer Parley, or it cannot be used.
    """
    with database.session() as session:
        present = revision(session.connection())
    if present == head():
        return present
    if database.sqlite and present is None and database.run(_make, write=True):
        return head()
    return migrated(database)


def _make(session: Session) -> bool:
    """Gives a file that holds nothing the newest schema at once, a tenth of the time that its history takes."""
    connection = session.connection()
    if connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar():
        return False
    for statement in NEWEST.read_text(encoding="utf-8").split(BETWEEN):
        connection.exec_driver_sql(statement)
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": head()})
    return True


def revision(connection: Connection) -> str | None:
    """The revision that a database has, None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def head() -> str:
    """The revision that this Parley wants: the highest number that a script's name begins with."""
    return max(script.name.partition("_")[0] for script in _SCRIPTS.glob("versions/[0-9]*.py"))


def migrated(database: Database) -> str:
    """Applies what is missing, step by step; only here is Alembic imported: most starts have nothing to migrate."""
    from alembic import command
    from alembic.script import ScriptDirectory

    with database.session(write=True) as session:
        connection = session.connection()
        if not database.sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        present = revision(connection)
        if present and present not in known:
            raise DatabaseFailed(
                f"this database is at revision {present}, which this Parley does not know: "
                "it was made by a newer one; install that version, or name another database"
            )
        command.upgrade(config, "head")
        return revision(connection) or ""


def _config(connection: Connection) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    return config
