"""on PostgreSQL the words that are searched are kept taken apart, not taken apart for every question."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_searchable_words")
        op.execute(
            "ALTER TABLE searchable ADD COLUMN lexemes tsvector "
            "GENERATED ALWAYS AS (strip(to_tsvector('simple', words))) STORED"
        )
        op.execute("ALTER TABLE searchable ALTER COLUMN lexemes SET STORAGE MAIN")  # read with its row
        op.execute("CREATE INDEX ix_searchable_lexemes ON searchable USING gin (lexemes)")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX ix_searchable_lexemes")
        op.execute("ALTER TABLE searchable DROP COLUMN lexemes")
        op.execute("CREATE INDEX ix_searchable_words ON searchable USING gin (to_tsvector('simple', words))")
