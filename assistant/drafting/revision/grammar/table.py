"""What the table says of a row, for replies: the words of the house, so that sign, unit and period are those of the brief."""

from assistant.drafting.revision.grammar.scene import Scene
from assistant.slots import available, parse_slot
from assistant.slots.render import read_slot

_CLAUSES = ("yoy", "yoy_pp", "change", "progress", "target", "rank", "share")


def told_row(row: str, scene: Scene) -> str:
    """Return a row in words, with the cell of the user's table where it is known: 规上工业总产值312.6亿元，同比增长8.4%（f01）.

    Args:
        row: Id of the row.
        scene: Its brief.
    """
    brief, figure = scene.brief, scene.table.row(row)
    growth = any(fact.field == "value" and fact.measure == "growth" for fact in scene.table.of_row(row))
    slots = [f"{row}.{key}" for key in _CLAUSES if not (growth and key == "yoy")]
    slots += [f"{row}.vs:{reference.name}" for reference in figure.references]
    own = f"{figure.indicator}{_read(row, scene)}" if figure.value is not None else figure.indicator
    told = [own, *(_labelled(slot, scene) for slot in slots if available(brief, slot))]
    told += [f"{reference.name}{reference.value}{figure.unit}" for reference in figure.references]
    place = scene.table.place(row)
    return f"{'，'.join(dict.fromkeys(filter(None, told)))}（{figure.period}，{place or row}）"


def _labelled(slot: str, scene: Scene) -> str:
    words = _read(slot, scene)
    return f"年度目标{words}" if slot.endswith(".target") else words


def _read(slot: str, scene: Scene) -> str:
    return read_slot(scene.brief, parse_slot(slot))[0]
