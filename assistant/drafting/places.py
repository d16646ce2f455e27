"""各县（市、区）: places told in tiers against the whole, best first."""

from collections.abc import Sequence

from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.figures import share_clause
from assistant.drafting.locality import growth_of
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message, Passage
from assistant.slots import available

_OPENINGS = ("分地方看，步子有快有慢。", "把各地放在一起比，差距就看得出来。", "各地的情况并不一样，要分开来看。")
_PER_SENTENCE = 3


def tiers(outline: Outline, brief: Brief) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Return the places above the whole, those below it that still grew, and those that fell."""
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.local]
    whole = next((f for f in brief.figures if f.canonical == rows[0].canonical and f.id not in outline.local and f.kind == "actual"), None)
    bar = (growth_of(whole) if whole else None) or 0
    grown = [(figure, growth_of(figure) or 0) for figure in rows]
    high = [figure for figure, growth in grown if growth >= max(bar, 0)]
    low = [figure for figure, growth in grown if 0 <= growth < bar]
    return high, low, [figure for figure, growth in grown if growth < 0]


def places(outline: Outline, brief: Brief, voice: Voice) -> Passage:
    """Return the paragraph that names every place with its growth and its tier."""
    high, low, fallen = tiers(outline, brief)
    area = f"全{outline.profile.level}"
    spoken = ((high, f"走在{area}前面的是"), (low, f"低于{area}水平的是"), (fallen, "掉到负增长的是"))
    messages = [Message("frame", (voice.rng.choice(_OPENINGS),), 0)]
    for group, words in spoken:
        for at in range(0, len(group), _PER_SENTENCE):
            messages.append(_listed(group[at : at + _PER_SENTENCE], words if at == 0 else "还有"))
    return Passage("成绩", (*messages, *_spread(outline, brief), *_sizes(outline, brief)))


def _sizes(outline: Outline, brief: Brief) -> list[Message]:
    """Tell the levels and shares of the places, largest first, where the rows have levels."""
    by_id = {figure.id: figure for figure in brief.figures}
    rows = [by_id[row] for row in outline.local if not growth_row(by_id[row]) and by_id[row].value is not None]
    rows.sort(key=lambda figure: -(figure.value or 0))
    messages = []
    for at in range(0, len(rows), _PER_SENTENCE - 1):
        pair = rows[at : at + _PER_SENTENCE - 1]
        begins = "从体量看，" if at == 0 else ""
        messages.append(
            Message("figure", (f"{begins}{'；'.join(_size(figure, brief) for figure in pair)}。",), 2, tuple(figure.id for figure in pair))
        )
    return messages


def _size(figure: Figure, brief: Brief) -> str:
    share = f"，{share_clause(figure, brief)}" if figure.share is not None and figure.share_of else ""
    return f"{{{{{figure.id}.name}}}}{{{{{figure.id}}}}}{share}"


def _listed(group: Sequence[Figure], words: str) -> Message:
    first, *rest = group
    clauses = [f"{{{{{first.id}.name}}}}{{{{{first.id}.yoy}}}}", *(f"{figure.scope}{{{{{figure.id}.yoy}}}}" for figure in rest)]
    return Message("figure", (f"{words}：{'，'.join(clauses)}。",), 1, tuple(figure.id for figure in group))


def _spread(outline: Outline, brief: Brief) -> list[Message]:
    best, worst = outline.local[0], outline.local[-1]
    rows = {figure.id: figure for figure in brief.figures}
    keys = ",".join(row if growth_row(rows[row]) else f"{row}.yoy" for row in (best, worst))
    slot = f"d:diff({keys}):clause"
    if not available(brief, slot):
        return []
    return [Message("figure", (f"{{{{{best}.name}}}}增速{{{{{slot}}}}}，全{outline.profile.level}的步子还不够齐。",), 2, (best, worst))]
