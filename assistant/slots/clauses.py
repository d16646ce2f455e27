"""How the keys of a row read: verb, number, unit and rank wording together, so that no sign can be turned round."""

from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import Fact, FactTable
from assistant.audit.formulas import Derived
from assistant.audit.printing import plain, printed, with_unit
from assistant.audit.rows import PERCENT, POINTS, growth_row, spoken_name
from assistant.brief.model import Also, Figure
from assistant.errors import SlotError
from assistant.lexicon.indicators import find_indicator
from assistant.numbers import read_period

_COUNTED = ("户", "个", "件", "家", "项")
_MOST_EACH = 10
_VERBAL = ("净增", "新增", "退出", "已", "未", "净减", "减少", "增加")
_OBJECTS = ("企业", "项目", "事项", "诉求")


def short_name(figure: Figure) -> str:
    """Return how the house writes an indicator after its first mention."""
    full = spoken_name(figure)
    entry = find_indicator(figure.name)
    if entry is None or not entry.short or not full.endswith(entry.says):
        return full
    return full.removesuffix(entry.says) + entry.short


def growth_words(value: Decimal, *, whole: bool = False) -> str:
    """Return 增长8.4%, 下降3.2% or 持平."""
    if value == 0:
        return "持平"
    return f"{'增长' if value > 0 else '下降'}{with_unit(value, PERCENT, whole=whole)}"


def verb(fact: Fact) -> str:
    """Return verb and number of a growth or of a change in percentage points, without what they compare with: 增长8.4%."""
    if fact.measure == "pp":
        return f"{'提高' if fact.value > 0 else '下降'}{with_unit(fact.value, POINTS)}" if fact.value else "持平"
    if fact.qualifier:
        return f"{'增长' if fact.value >= 0 else '下降'}{printed(fact).removeprefix('-')}"
    return growth_words(fact.value, whole=fact.kind in {"target", "plan"})


def bare(fact: Fact, form: str) -> str:
    """Return a cell without its clause: 8.4%, 13户; with its verb alone (增长8.4%); as 8% or as 8.0%."""
    if form == "verb" and fact.measure not in {"growth", "pp"}:
        raise SlotError(f"{fact.key} 不是增速，也不是百分点变动，没有带动词的写法。")
    if form == "verb":
        return verb(fact)
    return with_unit(fact.value, fact.unit, whole=form == "whole" or (form != "tenth" and fact.kind in {"target", "plan"}))


def growth(fact: Fact, *, said: bool) -> str:
    """Return a growth as a clause; ``said`` leaves out a 同比 that the paragraph already has."""
    if fact.value == 0 and said:
        return "同比持平"
    prefix = "" if said and fact.basis in {"同比", ""} else fact.basis or "同比"
    return prefix + verb(fact)


def points_change(fact: Fact, *, said: bool) -> str:
    """Return a year-on-year change in percentage points as a clause."""
    if fact.value == 0:
        return "与上年同期持平"
    return f"{'' if said else '同比'}{verb(fact)}"


def earlier(table: FactTable, figure: Figure) -> str:
    """Return the earlier period as prose says it: without its year where that is the row's own."""
    when = read_period(figure.prev_period)
    if when is None:
        return figure.prev_period or "上期"
    same = figure.when is not None and when.year == figure.when.year
    return when.label(with_year=not same)


def change(table: FactTable, figure: Figure) -> tuple[str, tuple[str, ...]]:
    """Return the change since an earlier period: 比上半年提高0.4个百分点, 降幅比一季度收窄1.2个百分点."""
    rate_row = figure.unit == PERCENT
    given = table.get(f"{figure.id}.mom_pp")
    derived = None if given else try_derive(table, "point_change" if rate_row else "growth_change", figure.id)
    if given is None and derived is None:
        raise SlotError(f"{figure.id} 没有与上期相比的变动数。")
    value = given.value if given else derived.value if derived else Decimal(0)
    keys = (given.key,) if given else derived.operands if derived else ()
    now = figure.value if growth_row(figure) else figure.yoy
    than = f"比{earlier(table, figure)}"
    if value == 0:
        return f"与{than[1:]}持平", keys
    amount = with_unit(value, POINTS)
    if rate_row and not growth_row(figure):
        return f"{than}{'提高' if value > 0 else '下降'}{amount}", keys
    if now is not None and now < 0 and now - value < 0:
        return f"降幅{than}{'收窄' if value > 0 else '扩大'}{amount}", keys
    subject = "" if rate_row else "增速"
    return f"{subject}{than}{'提高' if value > 0 else '回落'}{amount}", keys


def versus(derived: Derived, area: str) -> str:
    """Return a comparison with another area: 高于全市平均1.1个百分点, 比全省开发区平均低4.7万元."""
    if derived.value == 0:
        return f"与{area}持平"
    amount = with_unit(derived.value, derived.unit)
    if derived.unit == POINTS:
        return f"{'高于' if derived.value > 0 else '低于'}{area}{amount}"
    return f"比{area}{'高' if derived.value > 0 else '低'}{amount}"


def progress(figure: Figure, fact: Fact) -> str:
    """Return the progress to the target as a clause."""
    annual = figure.when is None or figure.when.months == 12 or figure.kind == "actual"
    return f"完成{'年度' if annual else ''}目标的{printed(fact)}"


def rank(table: FactTable, figure: Figure, *, place_only: bool) -> tuple[str, tuple[str, ...]]:
    """Return the rank and, where known, how it moved."""
    fact = table.get(f"{figure.id}.rank") or table.get(figure.id)
    if fact is None or fact.measure != "rank":
        raise SlotError(f"{figure.id} 没有位次。")
    text = f"列{figure.rank_scope}第{plain(fact.value)}位"
    change = try_derive(table, "rank_change", figure.id)
    if place_only or change is None:
        return text, (fact.key,)
    return f"{text}，{moved(change)}", change.operands


def share(table: FactTable, figure: Figure, fact: Fact, *, short: bool) -> str:
    """Return a share as a clause: 占规上工业总产值的37.9%."""
    whole = table.rows.get(fact.anchor)
    name = (short_name(whole) if short else spoken_name(whole)) if whole else fact.anchor
    return f"占{name}的{printed(fact)}" if name else f"占比{printed(fact)}"


def each(figure: Figure, fact: Fact) -> str:
    """Return a share the way people count: 每4户就有1户, 每10户就有近1户.

    Raises:
        SlotError: The share is not within a percentage point of one in two … one in ten, or the row counts nothing.
    """
    near = next((many for many in range(2, _MOST_EACH + 1) if abs(fact.value * many - 100) <= many), None)
    if near is None or figure.unit not in _COUNTED:
        raise SlotError(f"{fact.key} 不能换算成每几{figure.unit}就有1{figure.unit}。")
    nearly = "近" if fact.value * near < 100 else ""
    return f"每{near}{figure.unit}就有{nearly}1{figure.unit}"


def also(item: Also, fact: Fact) -> str:
    """Return an additional number with its name, run together the way people say it."""
    name, value = item.name, printed(fact)
    if name.endswith("之差"):
        other = name.removesuffix("之差").partition("与")[2]
        if fact.value == 0:
            return f"与{other}持平"
        high, low = ("快于", "慢于") if "进度" in name else ("高于", "低于")
        return f"{high if fact.value > 0 else low}{other}{value}"
    if "占" in name and name.endswith(("比重", "比例")):
        return f"{name.removesuffix('比重').removesuffix('比例').removesuffix('的')}的{value}"
    if name.endswith(("增长", "增加", "增速")) and fact.value < 0:
        name = name[:-2] + ("减少" if name.endswith("增加") else "下降")
    if name.endswith("增速"):
        name = name.removesuffix("增速") + "增长"
    if "移" in name and fact.unit == "位":
        return f"{name[name.index('移') - 1 :]}{plain(abs(fact.value))}位"
    if name.startswith(_VERBAL) and name.endswith(_OBJECTS):
        name = name[:-2]
    elif name.endswith(("企业数", "项目数")):
        name = name[:-1]
    return name + value


def compared(table: FactTable, derived: Derived) -> str:
    """Return a difference of two rates as a clause: 快于工业投资3.6个百分点, 高于…."""
    left, right = (table.get(key) for key in derived.operands)
    if left is None or right is None:
        raise SlotError(f"{derived.key} 缺少比较对象。")
    growths = left.measure == "growth"
    if derived.value == 0:
        return f"与{right.name}{'增速' if growths else ''}持平"
    above, below = ("快于", "慢于") if growths else ("高于", "低于")
    figure = table.rows.get(right.row)
    name = short_name(figure) if figure and right.field != "reference" else right.anchor or right.name
    return f"{above if derived.value > 0 else below}{name}{with_unit(derived.value, POINTS)}"


def moved(derived: Derived) -> str:
    """Return how a rank moved as a clause."""
    if derived.value == 0:
        return "位次保持不变"
    return f"{'前移' if derived.value > 0 else '后移'}{plain(abs(derived.value))}位"


def paced(derived: Derived) -> str:
    """Return the distance to the time progress as a clause."""
    if derived.value == 0:
        return "与时间进度持平"
    return f"{'快于' if derived.value > 0 else '慢于'}时间进度{with_unit(derived.value, POINTS)}"
