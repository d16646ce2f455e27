"""How a figure stands: better or worse, ahead or behind, good or bad news by its nature."""

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.lexicon.indicators import find_indicator

_TROUBLE = re.compile(
    r"负增长|停产|亏损(企业|面)|缺口|未办结|未开工|未兑现|未投产|低效|闲置|拖欠|欠款|退库|退出|逾期|隐患|下滑企业|零增长|不知晓|无技改|未实施|没有|停滞|空置|超期|减产|未达|落后|未完成|投诉"
)
_LESS_IS_MORE = re.compile(r"时限|用时|时间|周期|利率|成本|能耗|检查户次|亏损额|存货|应收|负债")
FULL = Decimal(100)


def trouble(figure: Figure) -> bool:
    """Tell whether a row counts something nobody wants (停产企业, 用工缺口)."""
    return figure.kind == "actual" and bool(_TROUBLE.search(figure.name)) and not figure.name.endswith(("率", "整改率", "清偿率"))


def change_of(figure: Figure) -> Decimal | None:
    """Return the signed change a row tells of: its growth, else its change in points, else none."""
    if growth_row(figure):
        return figure.value
    for value in (figure.yoy, figure.yoy_pp, figure.mom_pp):
        if value is not None:
            return value
    entry = find_indicator(figure.name)
    if figure.last_year is not None and figure.value is not None and (entry is None or entry.kind == "count"):
        return figure.value - figure.last_year
    return None


def direction(figure: Figure) -> int:
    """Return 1 where a row got better, −1 where it got worse, 0 where that is not known."""
    change = change_of(figure)
    if not change:
        return 0
    entry = find_indicator(figure.name)
    good = entry.good if entry else "up" if good_when_more(figure) else "down"
    if good == "neutral":
        return 0 if change > 0 else -1
    return (1 if change > 0 else -1) * (1 if good == "up" else -1)


def ahead(figure: Figure, brief: Brief) -> bool:
    """Tell whether progress keeps up with the calendar."""
    if figure.progress is None:
        return False
    if figure.progress >= FULL:
        return True
    gap = try_derive(table_of(brief), "progress_gap", figure.id)
    return gap is not None and gap.value >= 0


def behind(figure: Figure, brief: Brief) -> bool:
    """Tell whether progress lags behind the calendar."""
    gap = try_derive(table_of(brief), "progress_gap", figure.id)
    return gap is not None and gap.value < 0


def weak(figure: Figure, brief: Brief) -> bool:
    """Tell whether an actual row is bad news: it fell, or it is of one month or quarter that slowed down."""
    if figure.kind not in {"actual", "rank"}:
        return False
    return trouble(figure) or direction(figure) < 0 or slowed(figure, brief)


def slowed(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row tells of a stretch inside the reporting period in which growth fell off."""
    part = figure.when is not None and brief.reporting is not None and figure.when != brief.reporting and not figure.when.point
    return bool(part and figure.mom_pp is not None and figure.mom_pp < 0 and good_when_more(figure))


def good_when_more(figure: Figure) -> bool:
    """Tell whether more of a thing is good news."""
    entry = find_indicator(figure.name)
    return entry.good != "down" if entry else not (trouble(figure) or _LESS_IS_MORE.search(figure.name))


def below(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row stands worse than the first of its references."""
    told = try_derive(table_of(brief), "vs", figure.id, figure.references[0].name) if figure.references else None
    return told is not None and told.value != 0 and (told.value < 0) == good_when_more(figure)


def overtaken(figure: Figure) -> bool:
    """Tell whether a row lost places among its peers."""
    return figure.rank is not None and figure.prev_rank is not None and figure.rank > figure.prev_rank


def fell_back(figure: Figure) -> bool:
    """Tell whether a row's growth is lower than in the period before."""
    return figure.mom_pp is not None and figure.mom_pp != 0 and (figure.mom_pp < 0) == good_when_more(figure)


def shaded(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row that is good news itself has a side that is not."""
    return figure.kind in {"actual", "rank"} and (below(figure, brief) or overtaken(figure) or fell_back(figure))


def contrary(figure: Figure, brief: Brief) -> bool:
    """Tell whether a row speaks against calling things steady or good: it fell, slowed, lags, is below others or was overtaken."""
    if figure.kind not in {"actual", "rank"} or trouble(figure):
        return False
    return direction(figure) < 0 or slowed(figure, brief) or shaded(figure, brief) or behind(figure, brief)


def balance_of(figures: Iterable[Figure], brief: Brief) -> str:
    """Return how some rows stand, with no row passed over: ``up`` only where nothing speaks against it, ``down`` only where nothing rose.

    ``lag`` says that all grew, and that some of it is too slow.
    """
    rows = [figure for figure in figures if figure.kind in {"actual", "rank"} and not trouble(figure)]
    ups, downs = (sum(direction(figure) == way for figure in rows) for way in (1, -1))
    if ups and downs:
        return "mixed"
    if ups:
        return "lag" if any(contrary(figure, brief) for figure in rows) else "up"
    return "down" if downs else "flat" if rows else ""


def sign_of(figures: Iterable[Figure]) -> str:
    """Return ``up``, ``mixed``, ``down`` or, where no row tells a change, ``flat`` for a group of rows; empty for none."""
    rows = [figure for figure in figures if figure.kind in {"actual", "rank"} and not trouble(figure)]
    if not rows:
        return ""
    ups = sum(direction(figure) > 0 for figure in rows)
    downs = sum(direction(figure) < 0 for figure in rows)
    if ups == downs == 0:
        return "flat"
    if downs == 0:
        return "up"
    if ups == 0 or downs >= 3 * ups:
        return "down"
    return "up" if ups >= 6 * downs else "mixed"
