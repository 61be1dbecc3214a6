"""How much room each table of a database takes, its indexes included."""

from __future__ import annotations

from sqlalchemy import text

from storage.database import Database

_SQLITE = """
SELECT CASE WHEN m.tbl_name LIKE 'searchable_fts%' THEN 'searchable_fts' ELSE coalesce(m.tbl_name, s.name) END AS name,
sum(s.pgsize) FROM dbstat s LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1
"""
_FREE = "SELECT freelist_count * page_size FROM pragma_freelist_count(), pragma_page_size()"
_POSTGRESQL = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
"""


def by_table(database: Database) -> dict[str, int]:
    """Bytes on disk of each table; of SQLite also the free pages within the file."""
    with database.session() as session:
        connection = session.connection()
        if not database.sqlite:
            return {name: int(size) for name, size in connection.execute(text(_POSTGRESQL))}
        found = {name: int(size) for name, size in connection.execute(text(_SQLITE))}
        return {**found, "(free)": connection.execute(text(_FREE)).scalar_one()}
