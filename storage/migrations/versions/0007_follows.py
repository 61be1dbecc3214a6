"""chats that follow one development, and broadcasts to these alone."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "follow",
        sa.Column("id", _ID, nullable=False),
        sa.Column("subscriber_id", _ID, nullable=False),
        sa.Column("development_id", _ID, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], name=op.f("fk_follow_subscriber_id_subscriber")),
        sa.ForeignKeyConstraint(
            ["development_id"], ["development.id"], name=op.f("fk_follow_development_id_development")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow")),
        sa.UniqueConstraint("subscriber_id", "development_id", name=op.f("uq_follow_subscriber_id_development_id")),
    )
    op.create_index("ix_follow_development_id", "follow", ["development_id"])
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.add_column(sa.Column("development_id", _ID, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("broadcast", schema=None) as batch_op:
        batch_op.drop_column("development_id")
    op.drop_index("ix_follow_development_id", table_name="follow")
    op.drop_table("follow")
