"""Word lists and rule tables as data: one JSON record a line."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_records(name: str) -> tuple[dict[str, Any], ...]:
    """Return the records of a lexicon file, in file order.

    Args:
        name: File name without its suffix, for example ``"indicators"``.
    """
    text = files(__name__).joinpath(f"{name}.jsonl").read_text("utf-8")
    return tuple(json.loads(line) for line in text.splitlines() if line.strip())
