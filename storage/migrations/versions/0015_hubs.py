"""feeds' subscriptions at their hubs, and until when pushes stand in for polls."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_MOMENTS = ("pinged", "pushed_until")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("feed", schema=None) as batch_op:
        for name in _MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "hub",
        sa.Column("id", _ID, nullable=False),
        sa.Column("feed_id", _ID, nullable=False),
        sa.Column("hub", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("callback", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["feed_id"], ["feed.id"], name=op.f("fk_hub_feed_id_feed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hub")),
        sa.UniqueConstraint("callback", name=op.f("uq_hub_callback")),
    )
    with op.batch_alter_table("hub", schema=None) as batch_op:
        batch_op.create_index("ix_hub_feed_id", ["feed_id"])
        batch_op.create_index("ix_hub_due_at", ["due_at"])


def downgrade() -> None:
    op.drop_table("hub")
    with op.batch_alter_table("feed", schema=None) as batch_op:
        for name in reversed(_MOMENTS):
            batch_op.drop_column(name)
