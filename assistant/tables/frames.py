"""Results as pandas frames."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def frame_of(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Any:
    """Return records as a ``pandas.DataFrame`` of objects: a ``Decimal`` stays one, what is absent is ``None``.

    Args:
        records: One mapping for each row.
        columns: The keys to take, in this order; they are the columns even where there is no row.
    """
    import pandas as pd

    rows = [[record.get(column) for column in columns] for record in records]
    return pd.DataFrame(rows, columns=list(columns), dtype=object)
