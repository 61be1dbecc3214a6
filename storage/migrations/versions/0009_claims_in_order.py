"""claims of a development in the order in which they are shown, with the fingerprints by which copies are told."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_claim_development_published", "claim", ["development_id", "published", "id", "simhash"])
    op.drop_index("ix_claim_development_id", table_name="claim")


def downgrade() -> None:
    op.create_index("ix_claim_development_id", "claim", ["development_id"])
    op.drop_index("ix_claim_development_published", table_name="claim")
