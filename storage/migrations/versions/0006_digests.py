"""a subscriber's digests, calm mode and note on the silence, and from when on a digest tells."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_MOMENTS = ("alerts_off", "paused_until", "digest_told", "digest_due")


def upgrade() -> None:
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest", sa.String(), nullable=False, server_default="none"))
        batch_op.add_column(sa.Column("digest_hour", sa.Integer(), nullable=False, server_default="9"))
        batch_op.add_column(sa.Column("silence", sa.Boolean(), nullable=False, server_default=sa.false()))
        for name in _MOMENTS:
            batch_op.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_subscriber_digest_due", ["digest_due"])
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tells_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("tells_since")
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_index("ix_subscriber_digest_due")
        for name in (*reversed(_MOMENTS), "silence", "digest_hour", "digest"):
            batch_op.drop_column(name)
