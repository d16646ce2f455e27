"""Which rows, problems, priorities and projects a slot text reads."""

from assistant.slots import SLOT, parse_slot


def rows_in(text: str) -> tuple[str, ...]:
    """Return the ids that the slots of a text read, each once, in order; times and announced counts are none."""
    return tuple(dict.fromkeys(row for body in SLOT.findall(text) for row in rows_of(body)))


def rows_of(body: str) -> tuple[str, ...]:
    """Return the ids one slot reads: several for a derivation over several rows, none for a time or an announced count."""
    slot = parse_slot(body)
    if slot.kind == "derivation":
        return tuple(dict.fromkeys(operand.partition(".")[0] for operand in slot.operands))
    return (slot.name,) if slot.kind == "figure" else ()
