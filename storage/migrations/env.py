"""Alembic's entry: it gets an open connection from storage.migrate and nothing else."""

from alembic import context

from sqlmodel import SQLModel

import storage.tables  # noqa: F401 (registers the tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
