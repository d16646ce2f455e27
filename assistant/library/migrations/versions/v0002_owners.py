"""An owner for every brief, draft and chat; what was there belongs to the one person at this machine."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the owners, and find by owner."""
    for table in ("briefs", "drafts", "chats"):
        op.add_column(table, sa.Column("owner", sa.String(200), nullable=False, server_default="local"))
    op.drop_index("briefs_digest", "briefs")
    op.create_index("briefs_owner_digest", "briefs", ["owner", "digest"], unique=True)
    op.create_index("drafts_owner_changed", "drafts", ["owner", "changed"])
    op.create_index("chats_owner_changed", "chats", ["owner", "changed"])
