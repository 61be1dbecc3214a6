"""what an entry says no more, and what took its place."""

import sqlalchemy as sa
from alembic import op

import storage.tables

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_ORDER = ["development_id", "published", "id", "simhash"]


def upgrade() -> None:
    op.add_column("claim", _moment("withdrawn"))
    op.add_column("claim", sa.Column("replaces", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
    op.add_column("statement", _moment("withdrawn"))
    op.add_column("entry", _moment("revised"))
    op.add_column("entry", sa.Column("returns", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("ix_claim_development_published", table_name="claim")
    op.create_index("ix_claim_development_published", "claim", [*_ORDER, "withdrawn"])


def downgrade() -> None:
    op.drop_index("ix_claim_development_published", table_name="claim")
    op.create_index("ix_claim_development_published", "claim", _ORDER)
    for table, columns in (("entry", ("returns", "revised")), ("statement", ("withdrawn",)),
                           ("claim", ("replaces", "withdrawn"))):  # fmt: skip
        with op.batch_alter_table(table, schema=None) as batch_op:
            for name in columns:
                batch_op.drop_column(name)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, storage.tables.Moment(timezone=True), nullable=True)
