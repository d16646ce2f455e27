"""The shape of a table: what its headings say, without the months and years in them and without the order of its columns."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha1

from assistant.numbers import find_periods
from assistant.tables.columns import Column


def timeless(text: str) -> str:
    """Return a heading with every period replaced, so that next month's is the same."""
    for mention in reversed(find_periods(text)):
        text = f"{text[: mention.start]}〈时期〉{text[mention.end :]}"
    return re.sub(r"\d+", "#", text)


def shape_of(blocks: Iterable[Sequence[Column]]) -> str:
    """Return the signature of the tables of a file; the same for next month's file of the same make."""
    parts = sorted({"|".join(sorted({timeless("/".join(column.words)) for column in columns})) for columns in blocks})
    return sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()[:12]
