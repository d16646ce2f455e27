"""Briefs, drafts in versions and parts, chats: one user."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _briefs_and_drafts()
    _versions()
    _chats()


def _briefs_and_drafts() -> None:
    op.create_table(
        "briefs",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("saved", sa.String(32), nullable=False),
        sa.Column("kept", sa.Boolean, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
    )
    op.create_index("briefs_digest", "briefs", ["digest"], unique=True)
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.Column("versions", sa.Integer, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
    )


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("draft", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("parent", sa.Integer, nullable=False),
        sa.Column("saved", sa.String(32), nullable=False),
        sa.Column("writer", sa.Text, nullable=False),
        sa.Column("brief", sa.String(32), sa.ForeignKey("briefs.id"), nullable=False),
        sa.Column("parts", sa.Text, nullable=False),
    )
    op.create_index("ix_versions_brief", "versions", ["brief"])
    op.create_table(
        "parts",
        sa.Column("draft", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def _chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("draft", sa.String(32), sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=True),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
    )
    op.create_index("ix_chats_draft", "chats", ["draft"])
    op.create_table(
        "messages",
        sa.Column("chat", sa.String(32), sa.ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("said", sa.String(32), nullable=False),
        sa.Column("search", sa.Text, nullable=False),
    )
