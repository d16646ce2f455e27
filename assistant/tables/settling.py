"""What is settled once all numbers of a file are in their rows: units, fractions that mean percents, numbers that clash."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.errors import Trouble
from assistant.lexicon.indicators import COUNTED_UNITS, find_indicator, kind_of
from assistant.numbers.units import family_of, same_unit
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.facts import LEVELS, Clash, Draft, Said
from assistant.tables.outcome import Question
from assistant.tables.shape import timeless
from assistant.tables.sheet import cell_place
from assistant.tables.units import known_unit, take_units

_OWN = ("unit column", "label", "cell")
_POINTS_WORDS = "个百分点"
_NO_UNIT = "none"
_MONEY = ("亿元", "万元")
_COUNTED = re.compile(r"([户家人个件项台])(?:数|数量)$")
_SMALL = Decimal("1.5")
_FINE = 3
"""A growth told with three decimals or more, all below 1.5, looks like a fraction: 0.084 for 8.4 %."""


def settle_units(drafts: Iterable[Draft], doubts: Doubts, troubles: list[Trouble]) -> None:
    """Give every row with a level one unit; what is inferred is told, what is open is asked."""
    for draft in drafts:
        levels = {key: said for key, said in draft.said.items() if key.partition(":")[0] in LEVELS}
        if not levels:
            continue
        if _in_conflict(draft, levels) and not _settle_conflict(draft, levels, doubts):
            continue
        unit = _unit_said(draft, levels, troubles)
        if unit and not known_unit(unit):
            unit = _ask_unknown(draft, levels, unit, doubts)
        unit = unit or _unit_inferred(draft, levels, doubts)
        if unit and unit != _NO_UNIT:
            draft.words["unit"] = unit
            _check(draft, levels, unit, troubles)


def _unit_said(draft: Draft, levels: dict[str, Said], troubles: list[Trouble]) -> str:
    """One unit for all levels of a row: its own column, else the indicator's bracket, else the cell, else the heading, else the line above."""
    for by in _OWN:
        for said in levels.values():
            if by in said.units:
                return said.units[by][0]
    if draft.parts.unit:
        return draft.parts.unit
    for by in ("heading", "above"):
        for key, said in levels.items():
            if unit := _fitting(draft, said.units.get(by, ()), alone=by == "heading"):
                if by == "heading":
                    _check_rate(draft, key, said, unit, troubles)
                return unit
    return ""


def _said_units(draft: Draft, said: Said) -> dict[str, str]:
    """Return the single units said of a number by what stands around it."""
    units = {by: known_unit(said.units[by][0]) for by in ("unit column", "label", "heading") if len(said.units.get(by, ())) == 1}
    return {by: unit for by, unit in units.items() if unit}


def _in_conflict(draft: Draft, levels: dict[str, Said]) -> bool:
    """工业投资（亿元） with 万元 in the column of units: both cannot be; 亿元 in the heading and 户 in the column can."""
    said = set(_said_units(draft, levels["value"]).values()) if "value" in levels else set()
    return any(one != other and same_unit(one, other) for one in said for other in said)


def _settle_conflict(draft: Draft, levels: dict[str, Said], doubts: Doubts) -> bool:
    """Ask which of two units holds; without an answer the numbers are held back."""
    said = _said_units(draft, levels["value"])
    where = {"unit column": "单位列", "label": "指标名称", "heading": "列标题"}
    units = {unit: where[by] for by, unit in reversed(said.items())}
    answer = doubts.ask(
        Question(
            question_id("units", draft.parts.base, *sorted(units)),
            draft.view.sheet.name,
            tuple(level.address for level in levels.values()),
            "unit",
            f"{_place(draft, levels['value'])}：“{draft.parts.base}”写了两种单位（{'、'.join(units)}），以哪个单位为准？",
            options(*((unit, f"{unit}（{by}）") for unit, by in units.items())),
            "",
            0.0,
            "两种单位相差成千上万倍；没有回答之前这些数都不用。",
            held=True,
        )
    )
    for key, level in levels.items():
        if answer:
            draft.said[key] = replace(level, units={"unit column": (answer,)})
            levels[key] = draft.said[key]
        else:
            draft.said.pop(key)
    return bool(answer)


def _fitting(draft: Draft, units: tuple[str, ...], alone: bool) -> str:
    """Return the one unit of a list that the indicator is measured in; a single unit in a heading holds as it stands."""
    if len(units) == 1 and alone:
        return units[0]
    known = find_indicator(draft.parts.base)
    wanted = known.units if known else ()
    fit = [unit for unit in units if any(same_unit(unit, other) for other in wanted)]
    if not known:
        kind = kind_of(draft.parts.base)
        fit = [unit for unit in units if _suits(unit, kind)]
    return fit[0] if len(fit) == 1 else ""


def _suits(unit: str, kind: str) -> bool:
    if kind in ("rate", "share"):
        return unit == "%"
    return unit in COUNTED_UNITS if kind == "count" else family_of(unit) == "money"


def _check_rate(draft: Draft, key: str, said: Said, unit: str, troubles: list[Trouble]) -> None:
    known = find_indicator(draft.parts.base)
    if key == "value" and known and known.units == ("%",) and unit != "%":
        message = f"列标题的单位是“{unit}”，而“{draft.parts.base}”的单位应是%；请加一列“单位”写明。"
        troubles.append(Trouble(_place(draft, said), message))


def _place(draft: Draft, said: Said) -> str:
    return f"{draft.view.sheet.title} {cell_place(said.address)}（{said.column.heading}）"


def _check(draft: Draft, levels: dict[str, Said], unit: str, troubles: list[Trouble]) -> None:
    for key, said in levels.items():
        heading = said.units.get("heading", ())
        others = [*said.units.get("cell", ()), *(heading if key != "value" and len(heading) == 1 else ())]
        if "cell" in said.units and not any(by in said.units for by in ("unit column", "label")) and len(heading) == 1:
            others += heading
        for other in dict.fromkeys(others):
            if known_unit(other) != known_unit(unit):
                troubles.append(Trouble(_place(draft, said), f"单位“{other}”与这一行的单位“{unit}”不一致；请统一单位。"))


def _ask_unknown(draft: Draft, levels: dict[str, Said], unit: str, doubts: Doubts) -> str:
    known = find_indicator(draft.parts.base)
    usual = known.units if known else ()
    said = next(iter(levels.values()))
    return doubts.ask(
        Question(
            question_id("unknown unit", unit, draft.parts.base),
            draft.view.sheet.name,
            tuple(level.address for level in levels.values()),
            "unit",
            f"{_place(draft, said)}：不认识单位“{unit}”，“{draft.parts.base}”用什么单位？",
            options((unit, f"就是{unit}"), *((other, other) for other in usual), (_NO_UNIT, "不写单位")),
            unit,
            0.5,
            "单位表里没有这个单位。",
        )
    )


def _unit_inferred(draft: Draft, levels: dict[str, Said], doubts: Doubts) -> str:
    known = find_indicator(draft.parts.base)
    counted = _COUNTED.search(draft.parts.base)
    units = known.units if known else (counted[1],) if counted else ("%",) if kind_of(draft.parts.base) in ("rate", "share") else _MONEY
    sheet, cells = draft.view.sheet, tuple(said.address for said in levels.values())
    if len(units) == 1 or (known and set(units) <= COUNTED_UNITS):
        reason = f"没有写单位，按指标名称记为“{units[0]}”"
        doubts.tell(sheet, cells, "unit", f"{sheet.title} {cells[0]}“{draft.parts.base}”{reason}。", 0.9)
        return units[0]
    if not known and kind_of(draft.parts.base) == "count":
        return ""
    return doubts.ask(
        Question(
            question_id("unit", *units),
            sheet.name,
            cells,
            "unit",
            f"{sheet.title}：有些数没有写单位（{draft.parts.base} 等），是哪个单位？",
            options(*((unit, unit) for unit in units), (_NO_UNIT, "都不是，不写单位")),
            "",
            0.5,
            "表题、表头、指标名称和单元格里都没有单位；没有回答之前，这些数不带单位。",
        )
    )


def settle_points(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask whether 同比 of a share (亏损面 22.5 %) is told in points or in percent; points are likelier."""
    for draft in drafts:
        said = draft.said.get("yoy")
        known = find_indicator(draft.parts.base)
        share = draft.words.get("unit") == "%" and "value" in draft.said and (known is None or known.kind == "share")
        if said is None or not share or said.units.get("cell") == (_POINTS_WORDS,):
            continue
        answer = doubts.ask(
            Question(
                question_id("points", timeless(said.column.heading)),
                draft.view.sheet.name,
                (said.address,),
                "yoy_pp",
                f"{draft.view.sheet.title}：“{said.column.heading}”这一列里，比率指标（{draft.parts.base} 等）的数是百分点还是百分比？",
                options(("yoy_pp", "百分点（比率本身升降了几个点）"), ("yoy", "百分比（比率的增长速度）")),
                "yoy_pp",
                0.8,
                "比率指标的同比通常以百分点表示；没有回答之前按百分点读。",
            )
        )
        if answer == "yoy_pp":
            draft.said = {("yoy_pp" if key == "yoy" else key): value for key, value in draft.said.items()}


_CHANGE = re.compile(r"(比|较)?(上年|去年)?(同期)?(增减|变化|变动|升降|增降|增加)")


def settle_changes(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask whether a bare 增减 is a rate or an amount; a rate is likelier."""
    for draft in drafts:
        said = draft.said.get("yoy")
        if said is None or {"heading", "cell"} & set(said.units) or not _CHANGE.fullmatch(take_units(said.column.words[-1])[0]):
            continue
        answer = doubts.ask(
            Question(
                question_id("change", timeless(said.column.heading)),
                draft.view.sheet.name,
                (said.address,),
                "yoy",
                f"{draft.view.sheet.title}：“{said.column.heading}”这一列是增长百分比，还是增减的数额？",
                options(("yoy", "增长百分比"), ("also", "增减的数额")),
                "yoy",
                0.7,
                "标题只写了增减，没有写 %；没有回答之前按百分比读。",
            )
        )
        if answer == "also":
            name = f"also:{said.column.words[-1]}"
            draft.said = {(name if key == "yoy" else key): value for key, value in draft.said.items()}


def settle_fractions(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask about columns of growth or shares whose numbers all look like fractions (0.084); they are read as percents meanwhile."""
    drafts = list(drafts)
    groups: dict[tuple[int, int], list[tuple[Draft, str]]] = {}
    for draft in drafts:
        for key, said in draft.said.items():
            percent = key.partition(":")[0] in ("yoy", "prev_yoy", "progress", "share", "reference", "target_yoy")
            if (percent or (key == "value" and draft.words.get("unit") == "%")) and not _shown_as_percent(draft, said):
                groups.setdefault((id(draft.view), said.column.at), []).append((draft, key))
    for found in groups.values():
        numbers = [draft.said[key].value for draft, key in found]
        if _look_like_fractions(numbers):
            _settle_group(found, doubts)


def _shown_as_percent(draft: Draft, said: Said) -> bool:
    return "cell" in said.units


def _look_like_fractions(numbers: list[Decimal]) -> bool:
    fine = [number for number in numbers if -int(number.as_tuple().exponent) >= _FINE]
    return bool(fine) and all(abs(number) < _SMALL for number in numbers) and len(fine) * 2 >= len(numbers)


def _settle_group(found: list[tuple[Draft, str]], doubts: Doubts) -> None:
    draft, key = found[0]
    said, sheet = draft.said[key], draft.view.sheet
    shown = said.value
    answer = doubts.ask(
        Question(
            question_id("fraction", timeless(said.column.heading)),
            sheet.name,
            tuple(other.said[name].address for other, name in found),
            key.partition(":")[0],
            f"{_place(draft, said)}：{shown} 是 {shown * 100:f}% 还是 {shown}%？",
            options(("fraction", f"是小数，{shown} 就是 {shown * 100:f}%"), ("percent", f"就是 {shown}%")),
            "fraction",
            0.9,
            "这一列的数都小于1.5且小数位多，像是未按百分比显示的小数；没有回答之前按小数读。",
        )
    )
    if answer == "fraction":
        for other, name in found:
            value = other.said[name].value * 100
            other.said[name] = replace(other.said[name], value=value.normalize() if value else value)
            other.said[name] = replace(other.said[name], value=Decimal(f"{other.said[name].value:f}"))


def settle_clashes(clashes: Iterable[Clash], doubts: Doubts) -> None:
    """Tell numbers that stand twice; ask about those that differ, and hold both back meanwhile."""
    for clash in clashes:
        draft, key, first, second = clash.draft, clash.key, clash.first, clash.second
        other = second.address if clash.view is draft.view else f"{clash.view.sheet.name}!{second.address}"
        if first.value == second.value:
            text = f"{clash.view.sheet.title} {second.address} 与 {first.address} 是同一个数，只取一次。"
            doubts.tell(clash.view.sheet, (second.address,), "duplicate", text)
            continue
        answer = doubts.ask(
            Question(
                question_id("clash", key, timeless(first.column.heading), timeless(second.column.heading), draft.indicator),
                draft.view.sheet.name,
                (first.address, other),
                key.partition(":")[0],
                f"{draft.view.sheet.title}：“{draft.indicator}”有两个数，{first.address} 是 {first.value}，{other} 是 {second.value}，取哪一个？",
                options(("first", f"{first.address}（{first.column.heading}）"), ("second", f"{other}（{second.column.heading}）")),
                "",
                0.0,
                "同一指标、同一范围、同一时期的同一项有两个不同的数；没有回答之前两个都不用。",
                held=True,
            )
        )
        if answer == "second":
            draft.said[key] = second
        elif answer != "first":
            draft.said.pop(key, None)
