"""a subscriber's quiet hours, and the messages that wait for their end."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_from", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("quiet_until", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("exchanges_any_hour", sa.Boolean(), nullable=False, server_default=sa.true()))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quiet_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("folded_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_column("folded_into")
        batch_op.drop_column("quiet_until")
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_column("exchanges_any_hour")
        batch_op.drop_column("quiet_until")
        batch_op.drop_column("quiet_from")
