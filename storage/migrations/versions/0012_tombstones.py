"""entries that yielded nothing are kept as long as their feed shows them, and then as a fingerprint only."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "tombstone",
        sa.Column("feed_id", _ID, nullable=False),
        sa.Column("guid_hash", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_tombstone_feed_id_feed")),
        sa.PrimaryKeyConstraint("feed_id", "guid_hash", name=op.f("pk_tombstone")),
        sqlite_with_rowid=False,
    )
    op.add_column("entry", sa.Column("left_at", storage.tables.Moment(timezone=True), nullable=True))
    _few("ix_entry_shown", "feed_id", "relevant = 0 AND left_at IS NULL", "NOT relevant AND left_at IS NULL")
    _few("ix_entry_left", "left_at", "left_at IS NOT NULL", "left_at IS NOT NULL")
    op.drop_index("ix_entry_relevant", table_name="entry")
    op.drop_index("ix_entry_feed_id", table_name="entry")  # that of (feed_id, guid) begins with it


def downgrade() -> None:
    op.create_index("ix_entry_feed_id", "entry", ["feed_id"])
    op.create_index("ix_entry_relevant", "entry", ["relevant"])
    op.drop_index("ix_entry_left", table_name="entry")
    op.drop_index("ix_entry_shown", table_name="entry")
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_column("left_at")
    op.drop_table("tombstone")


def _few(name: str, column: str, sqlite: str, postgresql: str) -> None:
    op.create_index(name, "entry", [column], sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql))
