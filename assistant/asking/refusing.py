"""What must not be computed, and why: the reasons stand in the catalogue of indicators."""

from assistant.asking.answer import Answer
from assistant.asking.row_answers import tell_value
from assistant.asking.telling import Teller
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import indicator_like

_REASONS = {
    "forbidden": "全年和以后的数不能由已有的累计数推算，要点里也没有预计数。",
    "monthly": "单月的数不能由累计数相减得出。",
    "growth_from_levels": "增速按可比口径计算，不能用两年的数额相除得出。",
    "sum": "这几个数口径不同或会重复计算，不能相加。",
    "difference": "这几个数口径不同，不能相减。",
    "why": "要点里只有数，没有写原因。",
}
_WORDS = {"forbidden": ("外推",), "monthly": ("当月", "相减"), "growth_from_levels": ("相除", "可比")}


def refused(kind: str, rows: tuple[Figure, ...], brief: Brief) -> Answer:
    """Refuse a computation with its reason, and tell what there is instead."""
    reason = _REASONS[kind]
    for figure in rows:
        entry = indicator_like(figure.name, figure.unit)
        found = next((rule for rule in entry.forbidden if any(word in rule for word in _WORDS.get(kind, ()))), "")
        if found:
            reason = f"{found}。"
            break
    teller = Teller(brief)
    for figure in rows:
        tell_value(teller, figure)
    head = reason + ("现有的数是：" if teller.lines else "")
    return teller.answer(kind, head=head, outcome="unknown" if kind == "why" else "refused")
