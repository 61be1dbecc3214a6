"""an index over what waits for a person's word: millions of judgements do not."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_judgement_open", "judgement", ["verdict", "withdrawn"])


def downgrade() -> None:
    op.drop_index("ix_judgement_open", table_name="judgement")
