"""tombstones are packed together; there are none yet, as two days must pass before the first."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("tombstone")
    _create(
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "place", name=op.f("pk_tombstone")),
    )


def downgrade() -> None:
    op.drop_table("tombstone")
    _create(
        sa.Column("guid_hash", sa.BigInteger(), nullable=False),
        sa.Column("content_hash", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed_id", "guid_hash", name=op.f("pk_tombstone")),
    )


def _create(*parts: sa.schema.SchemaItem) -> None:
    feed = sa.Column("feed_id", _ID, nullable=False)
    key = sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_tombstone_feed_id_feed"))
    op.create_table("tombstone", feed, *parts, key)
