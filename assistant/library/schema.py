"""The tables as the newest migration leaves them; a test holds both together."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Table, Text

NEWEST = "0002"
KNOWN = frozenset(("0001", NEWEST))
"""Schema versions this program can read or bring up to date."""

METADATA = MetaData()

BRIEFS = Table(
    "briefs",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("saved", String(32), nullable=False),
    Column("kept", Boolean, nullable=False),  # saved for its own sake, not only as the brief of a draft
    Column("digest", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("search", Text, nullable=False),
    Column("owner", String(200), nullable=False, server_default="local"),
    Index("briefs_owner_digest", "owner", "digest", unique=True),
)

DRAFTS = Table(
    "drafts",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("title", Text, nullable=False),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("versions", Integer, nullable=False),
    Column("search", Text, nullable=False),  # title and text of the last version, folded
    Column("owner", String(200), nullable=False, server_default="local"),
    Index("drafts_owner_changed", "owner", "changed"),
)

VERSIONS = Table(
    "versions",
    METADATA,
    Column("draft", String(32), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("parent", Integer, nullable=False),
    Column("saved", String(32), nullable=False),
    Column("writer", Text, nullable=False),
    Column("brief", String(32), ForeignKey("briefs.id"), nullable=False, index=True),
    Column("parts", Text, nullable=False),  # JSON: kind to digest
)

# What two versions of a draft have in common (the plan, the exemplars, what a model was asked) is kept once.
PARTS = Table(
    "parts",
    METADATA,
    Column("draft", String(32), ForeignKey("drafts.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
)

CHATS = Table(
    "chats",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("draft", String(32), ForeignKey("drafts.id", ondelete="CASCADE"), nullable=True, index=True),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("owner", String(200), nullable=False, server_default="local"),
    Index("chats_owner_changed", "owner", "changed"),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("chat", String(32), ForeignKey("chats.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("role", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("said", String(32), nullable=False),
    Column("search", Text, nullable=False),
)
