"""a subscriber who waits until both sides have confirmed, or follows the returns to one of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.add_column(sa.Column("both_sides", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("side", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("subscriber", schema=None) as batch_op:
        batch_op.drop_column("side")
        batch_op.drop_column("both_sides")
