"""Words that set figures against each other and hold only while these stand to each other as they did."""

import re

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.drafting.plan import slots_of
from assistant.slots import parse_slot

AGREE = re.compile(r"印证|吻合|同向|一致|不说假话|对得上|走势相符|实打实")
"""Words that set a figure beside output: they hold only while both move alike."""

MORE = re.compile(r"多干|更大|担子|更重|更足|更快|步子|不轻松|吃紧|不够|加力|加倍|加把|多出来|多要|还要多|比前面|高出|压力|加速")
"""Words that ask for more each month than the months before have brought."""

_OUTPUT = "规上工业总产值"


def moves_with_output(row: str, brief: Brief) -> bool:
    """Tell whether a row moves the way output does; true where either of them tells no growth.

    Args:
        row: Id of the row, of the use of power as a rule.
        brief: The brief.
    """
    figure = table_of(brief).rows[row]
    same = [one for one in brief.figures if one.canonical == _OUTPUT and one.when == figure.when and one.kind == "actual" and one.yoy]
    return not figure.yoy or not same or any((one.yoy or 0) * figure.yoy > 0 for one in same)


def need_has_eased(sentence: str, brief: Brief) -> bool:
    """Tell whether a sentence sets what every month still has to bring against what the months before brought, and the former is less.

    Args:
        sentence: Slot text.
        brief: The brief.
    """
    told = {(slot.name, slot.operands[0]) for body in slots_of(sentence) if (slot := parse_slot(body)).kind == "derivation"}
    rows = {row for name, row in told if name == "need_per_month"} & {row for name, row in told if name == "month_average"}
    return any(_eased(row, brief) for row in rows)


def _eased(row: str, brief: Brief) -> bool:
    need, average = (try_derive(table_of(brief), name, row) for name in ("need_per_month", "month_average"))
    return need is not None and average is not None and need.value <= average.value
