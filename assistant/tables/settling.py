"""Doubts that show once all numbers of a file are in their rows: points or percent, rate or amount, fractions, numbers that clash."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from assistant.lexicon.indicators import find_indicator
from assistant.tables.beside import is_bare_change
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.facts import PERCENTS, Clash, Draft, place_of
from assistant.tables.outcome import Question
from assistant.tables.shape import timeless
from assistant.tables.units import take_units

_POINTS = "个百分点"
_FALL = re.compile(r"(降幅|下降|降低|降低率|下降率|下降幅度)$")
_SMALL = Decimal("1.5")
_FINE = 3
"""A growth told with three decimals or more, all below 1.5, looks like a fraction: 0.084 for 8.4 %."""


def settle_points(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask whether 同比 of a share (亏损面 22.5 %) is told in points or in percent; points are likelier."""
    for draft in drafts:
        said = draft.said.get("yoy")
        known = find_indicator(draft.parts.base)
        share = draft.words.get("unit") == "%" and "value" in draft.said and (known is None or known.kind == "share")
        if said is None or not share or said.units.get("cell") == (_POINTS,):
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


def settle_changes(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask whether a bare 增减 is a rate or an amount; a rate is likelier."""
    for draft in drafts:
        said = draft.said.get("yoy")
        if said is None or {"heading", "cell"} & set(said.units) or not is_bare_change(said.column):
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


def settle_falls(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Read 3.2 below 降幅 as a fall; ask where the column has signs of its own."""
    groups: dict[tuple[int, int], list[Draft]] = {}
    for draft in drafts:
        said = draft.said.get("yoy")
        if said is not None and _FALL.search(take_units(said.column.words[-1])[0]):
            groups.setdefault((id(draft.view), said.column.at), []).append(draft)
    for found in groups.values():
        _settle_falls(found, doubts)


def _settle_falls(found: list[Draft], doubts: Doubts) -> None:
    said, sheet = found[0].said["yoy"], found[0].view.sheet
    cells = tuple(draft.said["yoy"].address for draft in found)
    if all(draft.said["yoy"].value >= 0 for draft in found):
        doubts.tell(
            sheet, cells, "heading", f"{sheet.title}：“{said.column.heading}”这一列的数按下降读取，{said.value} 记为 -{said.value}。", 0.9
        )
        answer = "fall"
    else:
        answer = doubts.ask(
            Question(
                question_id("fall", timeless(said.column.heading)),
                sheet.name,
                cells,
                "yoy",
                f"{sheet.title}：“{said.column.heading}”这一列的数有正有负，正数是下降还是增长？",
                options(("fall", "正数是下降"), ("growth", "正数是增长")),
                "",
                0.0,
                "标题说的是降幅，数却有负号；没有回答之前这一列不用。",
                held=True,
            )
        )
    for draft in found:
        if answer == "fall":
            draft.said["yoy"] = replace(draft.said["yoy"], value=-draft.said["yoy"].value)
        elif not answer:
            del draft.said["yoy"]


def settle_fractions(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Ask about columns of growth or shares whose numbers all look like fractions (0.084); they are read as percents meanwhile."""
    drafts = list(drafts)
    groups: dict[tuple[int, int], list[tuple[Draft, str]]] = {}
    for draft in drafts:
        for key, said in draft.said.items():
            percent = key.partition(":")[0] in PERCENTS
            if (percent or (key == "value" and draft.words.get("unit") == "%")) and "cell" not in said.units:
                groups.setdefault((id(draft.view), said.column.at), []).append((draft, key))
    for found in groups.values():
        numbers = [draft.said[key].value for draft, key in found]
        if _look_like_fractions(numbers):
            _settle_group(found, doubts)


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
            f"{place_of(draft, said)}：{shown} 是 {shown * 100:f}% 还是 {shown}%？",
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
        other = second.address
        if first.value == second.value:
            text = f"{draft.view.sheet.title} {second.address} 与 {first.address} 是同一个数，只取一次。"
            doubts.tell(draft.view.sheet, (second.address,), "duplicate", text)
            continue
        answer = doubts.ask(
            Question(
                question_id("clash", key, timeless(first.column.heading), timeless(second.column.heading), draft.indicator),
                draft.view.sheet.name,
                (first.address, other),
                key.partition(":")[0],
                f"{draft.view.sheet.title}：“{draft.indicator}”有两个数，"
                f"{first.address} 是 {first.value}，{other} 是 {second.value}，取哪一个？",
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
