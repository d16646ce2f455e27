"""Truth: whether what a phrase claims of a row can be so, by the cells of the brief."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import Fact, FactTable
from assistant.audit.identity import names_of, normal
from assistant.audit.pace import target_of
from assistant.audit.printing import plain, printed, with_unit
from assistant.audit.rows import PERCENT, covers_whole, growth_row, reference_measure
from assistant.audit.scope import HOME
from assistant.audit.view import BriefView
from assistant.audit.words import movements
from assistant.audit.words.movements import Movement
from assistant.audit.words.phrases import Phrase
from assistant.audit.words.subjects import Subject
from assistant.numbers import Period, read_period

HUNDRED = Decimal(100)
TEN = Decimal(10)
HALF = Decimal(50)
UNMOVED = Decimal("0.5")
HARDLY = Decimal(2)
_SINCE = re.compile(
    r"[比较与和同](\d{1,2}—\d{1,2}月份?|\d{1,2}月份?末?|[前第]?[一二三四]个?季度|上半年|上月|上季度|"
    r"前?[一二三四五六七八九十]+个月)"
)
_BASES = ((re.compile(r"环比|[比较]上月|[比较]上季"), "since"), (re.compile(r"[比较](年初|上年末|去年末|上年底|去年底)"), "比年初"))
_YEAR_ON = re.compile(r"同比|同期|[比较与和](上年|去年)")
_PLACES = re.compile(r"(\d+)[个家]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one row says to a claim: whether it holds, how the brief has it, and in which cell."""

    holds: bool
    told: str
    key: str


def readings(view: BriefView, phrase: Phrase, subject: Subject, row: str) -> Iterator[Reading]:
    """Yield what a row says to a phrase; nothing where the brief does not know."""
    table = view.table
    if phrase.rule == "word-target":
        yield from _target(table, phrase, row)
    elif phrase.rule == "word-comparison":
        yield from _comparison(view, phrase, subject, row)
    elif phrase.rule == "word-size":
        yield from _of_two_digits(table, phrase, row)
    elif phrase.rule == "word-rank" and phrase.noun != "rank":
        yield from _place(table, phrase, row)
    else:
        yield from _direction(table, phrase, subject, row)


# --- directions


def _moved(table: FactTable, phrase: Phrase, subject: Subject, row: str) -> list[Movement]:
    noun = phrase.noun or subject.noun
    if noun == "share":
        return list(movements.share(table, row))
    if noun == "rank":
        return list(movements.place(table, row))
    if noun == "growth":
        return list(movements.growth(table, row)) or list(movements.level(table, row))
    rated = subject.told in {"yoy", "prev_yoy", "mom_pp"} or growth_row(table.row(row))
    if noun in {"rate", "fall"} or (rated and phrase.word not in {"增长", "下降", "负增长", "正增长", "减少", "增加"}):
        return list(movements.rate(table, row)) or (list(movements.level(table, row)) if _ratio(table, row) else [])
    return list(movements.level(table, row))


def _ratio(table: FactTable, row: str) -> bool:
    return table.row(row).unit == PERCENT and not growth_row(table.row(row))


def _direction(table: FactTable, phrase: Phrase, subject: Subject, row: str) -> Iterator[Reading]:
    if phrase.noun == "fall":
        rising = [moved for moved in movements.growth(table, row) if moved.sign > 0]
        if rising:
            yield from (Reading(False, moved.told, moved.key) for moved in rising)
            return
    for moved in _on_basis(_moved(table, phrase, subject, row), phrase.prefix + phrase.anchor):
        yield Reading(_agrees(phrase, moved), moved.told, moved.key)


def _agrees(phrase: Phrase, moved: Movement) -> bool:
    if phrase.sense == "flat":
        return abs(moved.change) < (HARDLY if phrase.word.startswith("基本") else UNMOVED)
    return moved.sign == (1 if phrase.sense == "up" else -1)


def _of_two_digits(table: FactTable, phrase: Phrase, row: str) -> Iterator[Reading]:
    for moved in movements.growth(table, row):
        size = moved.change if phrase.sense == "up" else -moved.change
        yield Reading(TEN <= size < HUNDRED, moved.told, moved.key)


def _on_basis(found: Sequence[Movement], said: str) -> list[Movement]:
    """Keep the changes on the basis a clause names; all of them where it names none."""
    if match := _SINCE.search(said):
        when = read_period(match[1])
        return [moved for moved in found if moved.since and when and (moved.since.first, moved.since.last) == (when.first, when.last)]
    for pattern, basis in _BASES:
        if pattern.search(said):
            return [moved for moved in found if moved.basis == basis and (basis != "since" or _month_before(moved.since))]
    return [moved for moved in found if moved.basis == "同比"] if _YEAR_ON.search(said) else list(found)


def _month_before(when: Period | None) -> bool:
    return when is not None and when.first == when.last


# --- targets


def _target(table: FactTable, phrase: Phrase, row: str) -> Iterator[Reading]:
    if phrase.sense in {"fast", "slow"}:
        yield from _pace(table, phrase, row)
        return
    figure = table.row(row)
    half = phrase.sense in {"half", "under-half"} or (phrase.anchor.startswith(("半年", "上半年")))
    if half and not (figure.when and (figure.when.first, figure.when.last) == (1, 6)):
        return
    done = _progress(table, row)
    if done is None or (not half and _part_year(phrase.anchor)):
        return
    share, told, key = done
    reached = share >= (HALF if half else HUNDRED)
    passed = share > (HALF if half else HUNDRED)
    holds = {"met": reached, "half": reached, "passed": passed, "missed": not reached, "under-half": not reached}[phrase.sense]
    yield Reading(holds, told, key)


def _part_year(goal: str) -> bool:
    """Tell whether a goal is another than the one of the year."""
    return any(word in goal for word in ("季度", "半年", "下达", "省", "市", "县", "区", "人代会"))


def _progress(table: FactTable, row: str) -> tuple[Decimal, str, str] | None:
    """Return progress in percent of the target of the year (100 where a rate reaches its own), how it is told, and its cell."""
    figure, target = table.row(row), target_of(table, row)
    if figure.progress is not None:
        return figure.progress, f"完成目标的{with_unit(figure.progress, PERCENT)}", f"{row}.progress"
    derived = try_derive(table, "progress", row)
    if derived is not None:
        return derived.exact, f"完成目标的{with_unit(derived.value, PERCENT)}", row
    value = table.get(row)
    if value is None or target is None or len(figure.targets) > 1 or figure.unit != PERCENT:
        return None
    down = value.indicator is not None and value.indicator.good == "down"
    reached = value.value <= target.value if down else value.value >= target.value
    return HUNDRED if reached and value.value == target.value else HUNDRED + 1 if reached else HUNDRED - 1, _both(value, target), row


def _both(value: Fact, target: Fact) -> str:
    return f"实际{printed(value)}，目标{printed(target)}"


def _pace(table: FactTable, phrase: Phrase, row: str) -> Iterator[Reading]:
    derived = try_derive(table, "progress_gap", row)
    if derived is None:
        return
    ahead = derived.value >= 0
    told = f"{'快于' if derived.value > 0 else '慢于' if derived.value < 0 else '等于'}时间进度{plain(abs(derived.value))}个百分点"
    yield Reading(ahead if phrase.sense == "fast" else derived.value < 0, told, derived.operands[0])


# --- comparisons


def _comparison(view: BriefView, phrase: Phrase, subject: Subject, row: str) -> Iterator[Reading]:
    figure = view.table.row(row)
    found = list(_references(view, phrase, row)) or list(_rows(view, phrase, subject, row))
    if not found and re.fullmatch(r"(?:年度|全年|预期|既定|年初)*的?目标", phrase.anchor) and figure.unit == PERCENT:
        target = view.table.get(f"{row}.target")
        found = [(figure.value - target.value, f"目标为{printed(target)}", target.key)] if target and figure.value is not None else []
    for gap, told, key in found:
        yield Reading(gap > 0 if phrase.sense == "above" else gap < 0, told, key)


def _references(view: BriefView, phrase: Phrase, row: str) -> Iterator[tuple[Decimal, str, str]]:
    figure = view.table.row(row)
    growing = reference_measure(figure) == "growth"
    own = figure.yoy if growing and not growth_row(figure) else figure.value
    for reference in figure.references:
        name = re.sub(r"平均|水平|增速", "", reference.name)
        said = re.sub(r"平均|水平|增速|增幅|的", "", phrase.anchor)
        if own is not None and said == name:
            unit = PERCENT if growing else figure.unit
            told = f"{reference.name}为{_signed(reference.value, unit)}，本身为{_signed(own, unit)}"
            yield own - reference.value, told, f"{row}.reference:{reference.name}"


def _signed(value: Decimal, unit: str) -> str:
    return ("-" if value < 0 else "") + with_unit(value, unit)


def _rows(view: BriefView, phrase: Phrase, subject: Subject, row: str) -> Iterator[tuple[Decimal, str, str]]:
    """Yield the difference to the row that the anchor names (快于工业投资, 高于全县), both by growth or both by share."""
    speed = "快" in phrase.word or "慢" in phrase.word or "增速" in phrase.prefix + phrase.anchor or subject.told == "yoy"
    speed = speed or growth_row(view.table.row(row))
    if not speed:
        return
    anchor = re.sub(r"的?(?:增速|增幅|增长速度|平均水平|平均|水平)$", "", phrase.anchor)
    for other in _called(view, anchor, row):
        for a, b in ((x, y) for x in (f"{row}.yoy", row) for y in (f"{other}.yoy", other)):
            if not (_is_growth(view.table, a) and _is_growth(view.table, b)):
                continue
            derived = try_derive(view.table, "diff", a, b)
            if derived is not None:
                yield derived.value, derived.formula, a


def _is_growth(table: FactTable, key: str) -> bool:
    fact = table.get(key)
    return fact is not None and fact.measure == "growth"


def _called(view: BriefView, anchor: str, row: str) -> list[str]:
    figure = view.table.row(row)
    others = [other for other in view.brief.figures if other.id != row and other.when == figure.when]
    if view.scopes.kind(anchor) == HOME:
        same = [other.id for other in others if other.canonical == figure.canonical and covers_whole(other)]
        return same or ([figure.share_of] if figure.share_of in view.table.rows else [])
    named = anchor.removeprefix("全部").removeprefix("全县").removeprefix("全市").removeprefix("同期")
    exact = [other.id for other in others if named in {other.name, other.canonical, other.indicator}]
    return exact or [other.id for other in others if normal(named) in {name.text for name in names_of(other)}]


# --- ranks


def _place(table: FactTable, phrase: Phrase, row: str) -> Iterator[Reading]:
    now = movements.place_of(table, row)
    if now is None:
        return
    many = _PLACES.search(now.anchor or table.row(row).rank_scope)
    size = Decimal(many[1]) if many else None
    told = f"第{plain(now.value)}位"
    if size is not None and phrase.sense == "front":
        yield Reading(now.value <= (size + 1) / 2, f"{size}个中的{told}", now.key)
    elif size is not None:
        from_last = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5}.get(phrase.anchor) or int(phrase.anchor)
        yield Reading(now.value == size + 1 - from_last, f"{size}个中的{told}", now.key)
