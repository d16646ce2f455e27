"""The head and the lists of a message, taken into the keys of a brief."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from assistant.brief import Brief
from assistant.intaking.lists import Item
from assistant.intaking.masthead import Found, day_of
from assistant.intaking.merging import LABELS, Landed, Taken
from assistant.intaking.outcome import Left
from assistant.intaking.sorting import Sorted

_SEASON = re.compile(r"开门红|收官|冲刺|[一二三四]季度|[上下]?半年|年度|年终|技改|惠企|园区|招商")
_KIND = re.compile(r"(?:座谈|部署|调度|推进|动员|分析|冲刺|总结|现场|促进|工作)会(?!议)|工作会议|大会|例会")
NEAR = timedelta(days=60)
"""A meeting is spoken of that is not much farther off than this."""


def take_head(taken: Taken, found: Iterable[Found], brief: Brief | None, today: date | None, text: str) -> None:
    """Take the head in; a later word replaces an earlier one."""
    for one in found:
        if one.key == "meeting.date":
            _take_day(taken, one, brief, today, text)
        elif one.key == "speaker.surname":
            why = f"{one.value}{taken.keys.get('speaker', {}).get('post', '')}的全名是什么？"
            post = taken.keys.get("speaker", {}).get("post", "")
            taken.left.append(Left(one.start, one.end, one.value, why, "name", f"讲话人是{post}{{}}"))
        elif one.key == "length":
            bounds = [int(number) for number in one.value.split("—")]
            _set(taken, one, sorted(bounds) if len(bounds) > 1 else bounds * 2, text)
        else:
            _set(taken, one, one.value, text)


def _set(taken: Taken, one: Found, value: Any, text: str) -> None:
    part, _, key = one.key.partition(".")
    place = taken.keys.setdefault(part, {}) if key else taken.keys
    name = key or part
    before = place.get(name)
    if one.key == "meeting.name" and before and value in str(before):
        return
    place[name] = value
    if one.key == "meeting.name" and (kind := _KIND.search(value)):
        season = _SEASON.search(value)
        place["type"] = f"{season[0] if season else ''}{kind[0]}"
    if one.key == "region":
        taken.keys["level"] = "县" if value[-1] == "旗" else value[-1]
    was = "" if before is None or before == value else str(before)
    taken.note(one.start, one.end, text[one.start : one.end], one.key, one.value, was=was)


def _take_day(taken: Taken, one: Found, brief: Brief | None, today: date | None, text: str) -> None:
    """A day without a year is the next one after the reporting period, else after today."""
    year = _year(one.value, brief, today)
    day = day_of(one.value, year)
    if day is None:
        why = "没有这一天，请核对日期。" if year else "是哪一年？请连年份一起写。"
        taken.left.append(Left(one.start, one.end, one.value, why, "" if year else "year", "" if year else f"会议日期{{}}{one.value}"))
        return
    meeting = taken.keys.setdefault("meeting", {})
    before = meeting.get("date")
    meeting["date"] = day
    was = "" if before in (None, day) else str(before)
    taken.note(one.start, one.end, text[one.start : one.end], one.key, day.isoformat(), was=was)


def _year(said: str, brief: Brief | None, today: date | None) -> int | None:
    """Return the year of a day that is said without one: that of the date it replaces, of a day near today, or after the period."""
    if brief is not None and brief.meeting.date is not None:
        return brief.meeting.date.year
    if today is not None:
        if said.startswith(("今", "明")):
            return today.year
        near = [day for year in (today.year - 1, today.year, today.year + 1) if (day := day_of(said, year)) and abs(day - today) <= NEAR]
        if near:
            return near[0].year
    period = brief.reporting if brief is not None else None
    if period is None or period.year is None:
        return None
    month = re.search(r"(\d{1,2})月", said)
    return period.year + (month is not None and int(month[1]) <= period.last)


def take_lists(taken: Taken, found: Sorted, text: str) -> None:
    """Take problems, tasks, projects, names, background and vouched numbers in; what is there already is not added twice."""
    for item in found.problems:
        _add(taken, "problems", {"text": item.title}, "text", item, text)
    for item in found.priorities:
        _take_task(taken, item, text)
    for item in found.additions:
        _extend(taken, item, text)
    for item in found.projects:
        _add(taken, "projects", dict(item.values), "name", item, text)
    for item in found.known:
        source = item.values.get("source", "")
        if source:
            _add(taken, "known", {"text": item.title, "source": source}, "text", item, text)
        else:
            taken.left.append(Left(item.start, item.end, item.title, "这个数的出处是什么（文件、表格或提供人）？"))
    for key, items in found.names.items():
        for item in items:
            names = taken.keys.setdefault(key, [])
            if item.title not in names:
                names.append(item.title)
            taken.note(item.start, item.end, text[item.start : item.end], key, item.title)
    for item in found.background:
        before = taken.keys.get("background", "")
        taken.keys["background"] = f"{before}；{item.title}" if before and item.title not in before else item.title
        taken.note(item.start, item.end, text[item.start : item.end], "background", item.title)


def _add(taken: Taken, key: str, entry: dict[str, Any], main: str, item: Item, text: str) -> None:
    entries = taken.keys.setdefault(key, [])
    old = next((one for one in entries if one[main] == entry[main]), None)
    if old is None:
        entries.append(entry)
    else:
        old.update(entry)
    place = len(entries) if old is None else entries.index(old) + 1
    letter = {"problems": "m", "projects": "j", "known": "k"}[key]
    taken.note(item.start, item.end, text[item.start : item.end], f"{letter}{place:02}", entry[main], label=f"{LABELS[key]}{place}")


def link_problems(taken: Taken, text: str, landed: Iterable[Landed]) -> None:
    """Let a problem point to the rows that its own words tell of."""
    problem = next(one for one in taken.keys["problems"] if one["text"] == text)
    names = [str(taken.keys["figures"][one.index]["indicator"]) for one in landed]
    problem["figures"] = list(dict.fromkeys([*problem.get("figures", []), *names]))


def _take_task(taken: Taken, item: Item, text: str) -> None:
    tasks = taken.keys.setdefault("priorities", [])
    old = next((task for task in tasks if task["title"] == item.title), None)
    if old is None:
        old = {"title": item.title}
        tasks.append(old)
    _fill_task(taken, old, item)
    place = tasks.index(old) + 1
    value = "，".join(filter(None, (item.title, item.values.get("lead"), item.values.get("due"))))
    taken.note(item.start, item.end, text[item.start : item.end], f"p{place:02}", value, label=f"重点{place}")


def _extend(taken: Taken, item: Item, text: str) -> None:
    task = next(task for task in taken.keys["priorities"] if item.title in task["title"] or task["title"] in item.title)
    _fill_task(taken, task, item)
    place = taken.keys["priorities"].index(task) + 1
    taken.note(item.start, item.end, text[item.start : item.end], f"p{place:02}", item.title, label=f"重点{place}")


def _fill_task(taken: Taken, task: dict[str, Any], item: Item) -> None:
    for key in ("lead", "due"):
        if item.values.get(key):
            task[key] = item.values[key]
    problem = item.values.get("problem", "")
    if problem and int(problem[1:]) <= len(taken.keys.get("problems", [])):
        task["problem"] = problem
    elif problem:
        taken.left.append(Left(item.start, item.end, item.title, f"要点里没有第{int(problem[1:])}个问题，这项重点回应的是哪个问题？"))
    if item.points:
        task["points"] = [*task.get("points", []), *(point for point in item.points if point not in task.get("points", []))]
