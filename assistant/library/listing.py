"""Lists of drafts, versions and briefs."""

from datetime import datetime

from sqlalchemy import func, select

from assistant.library.records import BriefEntry, DraftEntry, VersionEntry
from assistant.library.saving import known_draft
from assistant.library.schema import BRIEFS, DRAFTS, VERSIONS
from assistant.library.searching import matches
from assistant.library.store import Store


def drafts(store: Store, owner: str, query: str, most: int | None) -> tuple[DraftEntry, ...]:
    """List drafts, the last changed first; see :meth:`assistant.Library.drafts`."""
    columns = (DRAFTS.c.id, DRAFTS.c.owner, DRAFTS.c.title, DRAFTS.c.versions, DRAFTS.c.created, DRAFTS.c.changed)
    found = select(*columns).where(DRAFTS.c.owner == owner, matches(DRAFTS.c.search, query))
    with store.reading() as connection:
        rows = connection.execute(found.order_by(DRAFTS.c.changed.desc(), DRAFTS.c.id).limit(most)).all()
    return tuple(DraftEntry(*row[:4], datetime.fromisoformat(row.created), datetime.fromisoformat(row.changed)) for row in rows)


def versions(store: Store, draft: str) -> tuple[VersionEntry, ...]:
    """List the versions of a draft, the first first."""
    columns = (VERSIONS.c.number, VERSIONS.c.parent, VERSIONS.c.writer, VERSIONS.c.saved)
    with store.reading() as connection:
        known_draft(connection, draft)
        rows = connection.execute(select(*columns).where(VERSIONS.c.draft == draft).order_by(VERSIONS.c.number)).all()
    return tuple(VersionEntry(*row[:3], datetime.fromisoformat(row.saved)) for row in rows)


def briefs(store: Store, owner: str, query: str) -> tuple[BriefEntry, ...]:
    """List briefs, the last saved first."""
    drafts_of = select(func.count(func.distinct(VERSIONS.c.draft))).where(VERSIONS.c.brief == BRIEFS.c.id).scalar_subquery()
    columns = (BRIEFS.c.id, BRIEFS.c.owner, BRIEFS.c.title, BRIEFS.c.saved, drafts_of.label("drafts"))
    found = select(*columns).where(BRIEFS.c.owner == owner, matches(BRIEFS.c.search, query))
    with store.reading() as connection:
        rows = connection.execute(found.order_by(BRIEFS.c.saved.desc(), BRIEFS.c.id)).all()
    return tuple(BriefEntry(*row[:3], datetime.fromisoformat(row.saved), row.drafts) for row in rows)
