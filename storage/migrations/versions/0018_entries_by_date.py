"""a feed's entries by their dates: those of the last days are compared with what it brings under new ids."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_entry_feed_published", "entry", ["feed_id", "published"])


def downgrade() -> None:
    op.drop_index("ix_entry_feed_published", table_name="entry")
