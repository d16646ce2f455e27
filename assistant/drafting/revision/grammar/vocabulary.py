"""Words of instructions by what they ask for, from the lexicon: synonyms that rules take for one another."""

from functools import cache

from assistant.lexicon import read_records


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    return {str(record["name"]): tuple(map(str, record["words"])) for record in read_records("revising")}


def any_of(name: str) -> str:
    """Return a regular expression for any word of a list, in the order of the list: what begins like another stands before it.

    Args:
        name: A list of ``lexicon/revising.jsonl``; its words may be regular expressions themselves.
    """
    return f"(?:{'|'.join(_lists()[name])})"
