"""The unit of every row: said by a column, an indicator, a cell, a heading or a line above; else inferred and told, or asked."""

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.errors import Trouble
from assistant.lexicon.indicators import COUNTED_UNITS, find_indicator, kind_of
from assistant.numbers.units import family_of, same_unit
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.facts import LEVELS, Draft, Said, place_of
from assistant.tables.outcome import Question
from assistant.tables.units import known_unit

_OWN = ("unit column", "label", "cell")
_NO_UNIT = "none"
_MONEY = ("亿元", "万元")
_QUANTITY = re.compile(r"(量|里程|面积|能耗|用电|供电|售电|用水|用气)$")
"""Names of what is measured, not paid: of 万元、万千瓦时 above a table the second holds for 用电量."""

_COUNTED = re.compile(r"([户家人个件项台])(?:数|数量)$")


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
    """One unit for all levels of a row: its own column, the indicator's bracket, the cell, the heading, the line above, in this order."""
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
            f"{place_of(draft, levels['value'])}：“{draft.parts.base}”写了两种单位（{'、'.join(units)}），以哪个单位为准？",
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
        if len(units) == 1 and kind in ("flow", "stock") and units[0] != "%" and not _paid(draft.parts.base, units[0]):
            return units[0]
        fit = [unit for unit in units if _suits(unit, kind, draft.parts.base)]
    return fit[0] if len(fit) == 1 else ""


def _paid(name: str, unit: str) -> bool:
    """Tell whether a unit of money stands above something that is measured: 用电量 below 单位：万元."""
    return family_of(unit) == "money" and _QUANTITY.search(name) is not None


def _suits(unit: str, kind: str, name: str) -> bool:
    if kind in ("rate", "share"):
        return unit == "%"
    if _QUANTITY.search(name):
        return unit != "%" and family_of(unit) != "money"
    return unit in COUNTED_UNITS if kind == "count" else family_of(unit) == "money"


def _check_rate(draft: Draft, key: str, said: Said, unit: str, troubles: list[Trouble]) -> None:
    known = find_indicator(draft.parts.base)
    if key == "value" and known and known.units == ("%",) and unit != "%":
        message = f"列标题的单位是“{unit}”，而“{draft.parts.base}”的单位应是%；请加一列“单位”写明。"
        troubles.append(Trouble(place_of(draft, said), message))


def _check(draft: Draft, levels: dict[str, Said], unit: str, troubles: list[Trouble]) -> None:
    for key, said in levels.items():
        heading = said.units.get("heading", ())
        others = [*said.units.get("cell", ()), *(heading if key != "value" and len(heading) == 1 else ())]
        if "cell" in said.units and not any(by in said.units for by in ("unit column", "label")) and len(heading) == 1:
            others += heading
        for other in dict.fromkeys(others):
            if known_unit(other) != known_unit(unit):
                troubles.append(Trouble(place_of(draft, said), f"单位“{other}”与这一行的单位“{unit}”不一致；请统一单位。"))


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
            f"{place_of(draft, said)}：不认识单位“{unit}”，“{draft.parts.base}”用什么单位？",
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
