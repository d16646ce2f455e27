"""A seeded next month of a brief: other levels, signs, ranks and periods, rows gone and new, targets reached, ids shuffled."""

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from assistant import Brief
from assistant.brief.moving import reporting_of
from assistant.brief.writing import brief_mapping
from assistant.numbers import Period, read_period

COUNTED = ("户", "个", "家", "件", "项", "人", "位")
NEWCOMERS = (
    {"indicator": "规上工业企业研发费用", "value": "4.6", "unit": "亿元", "yoy": "11.7"},
    {"indicator": "民营工业增加值增速", "value": "6.9", "unit": "%"},
    {"indicator": "工业出口交货值", "value": "8.3", "unit": "亿元", "yoy": "-7.4"},
    {"indicator": "制造业贷款余额", "value": "91.7", "unit": "亿元", "yoy": "13.3"},
)


@dataclass(frozen=True)
class NextMonth:
    """The next brief, and what became of the rows of the last one: new id by old id, and the ids that are gone."""

    brief: Brief
    rows: dict[str, str]
    gone: tuple[str, ...]
    words_follow: bool


def next_month(old: Brief, seed: int) -> NextMonth:
    """Return a next brief; the same seed gives the same one."""
    rng = Random(seed)
    data = brief_mapping(old)
    for row, figure in zip(data.get("figures", []), old.figures, strict=True):
        row.pop("source", None)
        row["id"] = figure.id
    # One in six corrects the table of the same month, one in six leaves the date of the meeting to be filled in later.
    now = reporting_of(old) if rng.random() < 1 / 6 else _later(reporting_of(old), rng)
    day = data.get("meeting", {}).get("date")
    if now != reporting_of(old):
        _move_periods(data, old, now)
    if day and rng.random() < 1 / 6:
        data["meeting"]["date"] = day
    was = {row["id"]: dict(row) for row in data.get("figures", [])}
    months = _share_of_year(reporting_of(old), now)
    for row, figure in zip(data.get("figures", []), old.figures, strict=True):
        flows = figure.when is not None and not figure.when.point and figure.when == reporting_of(old) and figure.unit not in {"%", "位"}
        _move_values(row, months if flows and figure.kind == "actual" else Decimal(1), rng, figure.kind, turned=bool(now and now.last <= 3))
    for row in data.get("figures", []):
        _settle(row, data["figures"], now)
    follow = rng.random() < 0.5
    if follow:
        _move_words(data, was)
    gone = _drop_rows(data, rng)
    rows = _shuffle_ids(data, rng) if rng.random() < 0.5 else {row["id"]: row["id"] for row in data.get("figures", [])}
    _add_rows(data, rng)
    _change_tasks(data, rng)
    return NextMonth(Brief.of(data), {row: new for row, new in rows.items() if row not in gone}, gone, follow)


def _later(when: Period | None, rng: Random) -> Period | None:
    if when is None or when.year is None:
        return None
    last = when.last + rng.choice((1, 1, 2, 3))
    return Period(when.year, 1, last) if last <= 12 and when.last < 12 else Period(when.year + 1, 1, 3)


def _share_of_year(old: Period | None, now: Period | None) -> Decimal:
    return Decimal(now.months) / Decimal(old.months) if old and now else Decimal(1)


def _move_periods(data: dict[str, Any], old: Brief, now: Period | None) -> None:
    if now is None or old.reporting is None or now.year is None:
        return
    planning = Period(now.year, now.last + 1, min(12, now.last + 3)) if now.last < 12 else Period(now.year + 1, 1, 3)
    data["period"] = now.label() + ("" if old.planning is None else f"（总结）、{planning.label()}（部署）")
    if old.meeting.date:
        year, month = (now.year, now.last + 1) if now.last < 12 else (now.year + 1, 1)
        data["meeting"]["date"] = (old.meeting.date.replace(year=year, month=month, day=1) + timedelta(days=17)).isoformat()
    for row, figure in zip(data["figures"], old.figures, strict=True):
        when = _moved(figure.when, old, now, planning, figure.kind)
        if when is not None and figure.period:
            survey = re.search(r"摸排|调查", figure.period)
            row["period"] = when.label() + (survey[0] if survey else "")
        before = read_period(figure.prev_period) if figure.prev_period else None
        if before is not None:
            month = now.last - 1 or 12
            same = before.first == before.last
            row["prev_period"] = Period(now.year, month if same else 1, month).label()


def _moved(when: Period | None, old: Brief, now: Period, planning: Period, kind: str) -> Period | None:
    last = reporting_of(old)
    if when is None or last is None or when.year is None or now.year is None:
        return None
    if when == old.planning:
        return planning
    if when.months == 12 and kind in {"target", "plan"}:
        return Period(max(when.year, now.year), 1, 12)
    if (when.year, when.last) == (last.year, last.last):
        first = 1 if when.first == 1 and when.last > 1 else now.last - min(when.months, now.last) + 1
        return Period(now.year, now.last if when.point else first, now.last, point=when.point)
    lag = 12 * (last.year or 0) + last.last - 12 * when.year - when.last
    if 0 < lag <= 2 and when.months < 12 and now.last - lag >= 2:
        return Period(now.year, now.last - lag if when.point else when.first, now.last - lag, point=when.point)
    return None


def _move_values(row: dict[str, Any], months: Decimal, rng: Random, figure_kind: str, *, turned: bool) -> None:
    for key in ("yoy", "yoy_pp", "mom_pp", "prev_yoy"):
        if row.get(key) is not None:
            row[key] = _signed(row[key], rng, goal=figure_kind in {"target", "plan"})
    if turned:
        for key in ("prev_period", "prev", "mom_pp", "prev_yoy") if rng.random() < 0.5 else ():
            row.pop(key, None)
    if row.get("rank") is not None:
        peers = int((re.search(r"\d+", row.get("rank_scope", "")) or re.match(r"\d+", "9"))[0])  # type: ignore[index]
        row["rank"], row["prev_rank"] = rng.randint(1, peers), row["rank"]
    for area in row.get("references", []):
        area["value"] = _like(area["value"], area["value"] + Decimal(rng.randint(-12, 12)) / 10)
    if row.get("value") is None:
        return
    value = Decimal(row["value"])
    if row.get("unit") == "%":
        new = (
            _signed(value, rng, goal=figure_kind == "target")
            if "增速" in row["indicator"] and value < 20
            else value + Decimal(rng.randint(-9, 9)) / 10
        )
    elif row.get("unit") == "位":
        new = Decimal(rng.randint(1, 2 * int(value)))
    else:
        new = value * months * Decimal(rng.randint(92, 109)) / 100
        new = Decimal(0) if value < 12 and row["unit"] in COUNTED and rng.random() < 0.2 else new
    row["value"] = _like(value, new)
    if row.get("last_year") is not None and row.get("yoy") is not None:
        row["last_year"] = _like(row["last_year"], row["value"] / (1 + row["yoy"] / 100))
    if row.get("target") is not None and turned:
        row["target"] = _like(row["target"], row["target"] * Decimal("1.08"))
    if row.get("target") is not None and rng.random() < 0.25:
        row["value"] = _like(value, Decimal(row["target"]) * Decimal("1.03"))
    for item in row.get("also", []):
        scale = 1 if item["name"].startswith("参加") or not value else row["value"] / value * Decimal(rng.randint(97, 103)) / 100
        item["value"] = _like(item["value"], Decimal(item["value"]) * (Decimal(1) if item["unit"] == "%" else scale))


def _signed(value: Any, rng: Random, *, goal: bool = False) -> Decimal:
    """Return a rate of another size, one in three with another sign; nobody plans to shrink."""
    moved = Decimal(value) + Decimal(rng.choice((-17, -9, -4, 3, 8, 14))) / 10
    return _like(value, -moved if rng.random() < 0.33 and not goal else moved)


def _like(value: Any, new: Decimal) -> Decimal:
    """Return a number with the places of another."""
    return new.quantize(Decimal(1).scaleb(Decimal(value).as_tuple().exponent), rounding=ROUND_HALF_UP)  # type: ignore[arg-type]


def _settle(row: dict[str, Any], rows: list[dict[str, Any]], now: Period | None) -> None:
    """Make the cells of a row agree with each other, as a table does."""
    value = row.get("value")
    if value is None:
        return
    if row.get("target") and row.get("progress") is not None:
        row["progress"] = _like("1.0", value / row["target"] * 100)
    elif row.get("progress") is not None:
        done = next((item for item in row.get("also", []) if item["name"].startswith("已")), None)
        if done is not None:
            row["progress"] = _like("1.0", done["value"] / value * 100)
    whole = next((other for other in rows if other["id"] == row.get("share_of")), None)
    if whole is not None and row.get("share") is not None and whole.get("value") and whole.get("unit") == row.get("unit"):
        row["share"] = _like("1.0", min(value / whole["value"] * 100, Decimal(96)))
        if value > whole["value"]:
            row["value"] = value = _like(value, whole["value"] * row["share"] / 100)
    named = {item["name"]: item for item in row.get("also", [])}
    _settle_also(row, named, value, now)


def _settle_also(row: dict[str, Any], named: dict[str, dict[str, Any]], value: Decimal, now: Period | None) -> None:
    if {"新增企业", "退出企业", "净增企业"} <= named.keys():
        named["净增企业"]["value"] = named["新增企业"]["value"] - named["退出企业"]["value"]
    if "时间进度" in named and now:
        named["时间进度"]["value"] = _like("1.0", Decimal(now.months) / 12 * 100)
    if {"进度与时间进度之差", "时间进度"} <= named.keys():
        named["进度与时间进度之差"]["value"] = row["progress"] - named["时间进度"]["value"]
    for name, item in named.items():
        if name == "与年度目标之差" and row.get("target") is not None:
            item["value"] = value - row["target"]
        area = next((area for area in row.get("references", []) if name == f"与{area['name']}之差"), None)
        if area is not None:
            item["value"] = (
                row.get("yoy") if row.get("yoy") is not None and abs(area["value"]) < 30 and row["unit"] == "亿元" else value
            ) - area["value"]
    if {"已办结", "未办结"} <= named.keys():
        named["已办结"]["value"] = min(named["已办结"]["value"], value)
        named["未办结"]["value"] = value - named["已办结"]["value"]
        if "办结率" in named:
            named["办结率"]["value"] = _like("1.0", named["已办结"]["value"] / value * 100)
    for part in ("已开工项目", "亿元以上签约项目"):
        if part in named:
            named[part]["value"] = min(named[part]["value"], value)


def _texts(data: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Return every text of the user that may repeat a cell, as container and key."""
    found: list[tuple[Any, Any]] = [(problem, "text") for problem in data.get("problems", [])]
    for priority in data.get("priorities", []):
        found += [(priority.get("points", []), at) for at in range(len(priority.get("points", [])))]
    return found


def _move_words(data: dict[str, Any], was: dict[str, dict[str, Any]]) -> None:
    """Write the new number where the user's words repeat a cell; a problem whose cell changed sign is no problem any more."""
    for row in data.get("figures", []):
        for key, old, new, unit in _cells(was[row["id"]], row):
            shown, now = f"{_plain(old)}{unit}", f"{_plain(new)}{unit}"
            solved = (old < 0) != (new < 0) or not new
            for holder, at in _texts(data):
                named = row["id"] in holder.get("figures", []) if at == "text" else len(_plain(old).replace(".", "")) > 2
                if not named or not re.search(rf"(?<![\d.]){re.escape(shown)}", holder[at]):
                    continue
                if solved and at == "text" and row["id"] in holder.get("figures", []):
                    holder["solved"] = True
                holder[at] = re.sub(rf"(?<![\d.]){re.escape(shown)}", now, holder[at])
            del key
    data["problems"] = [problem for problem in data.get("problems", []) if not problem.pop("solved", False)]
    for priority in data.get("priorities", []):
        priority.pop("problem", None)
    if not data["problems"]:
        del data["problems"]


def _cells(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, Decimal, Decimal, str]]:
    units = {"value": old.get("unit", ""), "yoy": "%", "mom_pp": "个百分点", "progress": "%"}
    return [(key, old[key], new[key], unit) for key, unit in units.items() if old.get(key) is not None and new.get(key) is not None]


def _plain(value: Decimal) -> str:
    text = format(abs(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _change_tasks(data: dict[str, Any], rng: Random) -> None:
    """One in four finds a problem solved by the user's own list, one in six has another priority in the place of the last."""
    if data.get("problems") and rng.random() < 0.25:
        del data["problems"][rng.randrange(len(data["problems"]))]
        for priority in data.get("priorities", []):
            priority.pop("problem", None)
    if len(data.get("priorities", [])) > 1 and rng.random() < 1 / 6:
        data["priorities"][-1] = {"title": "抓质量提升", "lead": "县市场监管局", "points": ["对主导产业产品开展质量比对"]}


def _drop_rows(data: dict[str, Any], rng: Random) -> tuple[str, ...]:
    rows = data.get("figures", [])
    gone = {row["id"] for row in rng.sample(rows, min(rng.randint(0, 3), max(0, len(rows) - 3)))}
    data["figures"] = [row for row in rows if row["id"] not in gone]
    for row in data["figures"]:
        if row.get("share_of") in gone:
            row.pop("share_of")
            row.pop("share", None)
    for problem in data.get("problems", []):
        problem["figures"] = [row for row in problem.get("figures", []) if row not in gone]
    return tuple(sorted(gone))


def _shuffle_ids(data: dict[str, Any], rng: Random) -> dict[str, str]:
    ids = [row["id"] for row in data["figures"]]
    numbers = [f"f{number:02}" for number in range(1, len(ids) + 1)]
    rng.shuffle(numbers)
    names = dict(zip(ids, numbers, strict=True))
    for row in data["figures"]:
        row["id"] = names[row["id"]]
        if row.get("share_of") in names:
            row["share_of"] = names[row["share_of"]]
    for problem in data.get("problems", []):
        problem["figures"] = [names[row] for row in problem.get("figures", [])]
    rng.shuffle(data["figures"])
    return names


def _add_rows(data: dict[str, Any], rng: Random) -> None:
    names = {row["indicator"] for row in data.get("figures", [])}
    fresh = [dict(row) for row in NEWCOMERS if not any(row["indicator"][-4:] in name for name in names)]
    for number, row in enumerate(rng.sample(fresh, min(len(fresh), rng.randint(0, 2)))):
        data["figures"].append({"id": f"f{90 + number}", **row})
