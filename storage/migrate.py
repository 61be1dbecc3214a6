"""Brings a database to this Parley's schema; refuses one that is newer."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database, DatabaseFailed

_LOCK = 7_303_001  # any number of our own: instances that start together take turns


def upgrade(database: Database) -> str:
    """Applies what is missing and gives the revision that the database then has.

    Raises:
        DatabaseFailed: it was made by a newer Parley, or it cannot be used.
    """
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


def revision(connection: Connection) -> str | None:
    """The revision that a database has, None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    """The revision that this Parley wants."""
    return ScriptDirectory.from_config(_config(None)).get_current_head() or ""


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
