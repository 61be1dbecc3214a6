"""which claims are of one article, through however many feeds of its owner it came."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ORDER = ["development_id", "published", "id", "simhash", "withdrawn"]


def upgrade() -> None:
    op.add_column("claim", sa.Column("article", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.execute("UPDATE claim SET article = entry_id")
    op.add_column("entry", sa.Column("shared", sa.JSON(), nullable=True))
    op.drop_index("ix_claim_development_published", table_name="claim")
    op.create_index("ix_claim_development_published", "claim", [*_ORDER, "article"])
    op.create_index("ix_claim_owner_published", "claim", ["owner", "published"])


def downgrade() -> None:
    op.drop_index("ix_claim_owner_published", table_name="claim")
    op.drop_index("ix_claim_development_published", table_name="claim")
    op.create_index("ix_claim_development_published", "claim", _ORDER)
    for table, name in (("entry", "shared"), ("claim", "article")):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(name)
