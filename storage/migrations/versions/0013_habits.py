"""how often a feed brings entries, and when it says that nobody should ask."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.add_column(sa.Column("skip_hours", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("skip_days", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("usual_gap", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.drop_column("usual_gap")
        batch_op.drop_column("skip_days")
        batch_op.drop_column("skip_hours")
