"""Entries that a message takes out of a brief or puts others in the place of (删掉工业用电量那个数; 第二个重点改为抓创新)."""

import re
from dataclasses import dataclass
from typing import Any

from assistant.intaking.clauses import Clause
from assistant.intaking.lists import number_of
from assistant.intaking.merging import LABELS, Taken
from assistant.intaking.outcome import Left
from assistant.lexicon.indicators import find_indicator, normal_name, split_name

_NTH = r"第(?P<number>[一二三四五六七八九十\d]+)(?:个|条|项)?(?P<kind>重点|任务|问题|项目)"
_KINDS = {"重点": "priorities", "任务": "priorities", "问题": "problems", "项目": "projects"}
_MAIN = {"priorities": "title", "problems": "text", "projects": "name"}
_THAT = r"(?:[这那]?一?[个条项行]?(?:数据?|指标)?)"
_DROPPED = (
    re.compile(rf"^(?:请|再)?(?:去掉|删掉|删除|删去|不要|拿掉)了?(?P<what>.{{2,30}}?){_THAT}(?:了|吧)?$"),
    re.compile(rf"^(?:请|再)?(?:把|将)?(?P<what>.{{2,30}}?){_THAT}(?:去掉|删掉|删除|删去|不要|拿掉)(?:了|吧)?$"),
)
_REPLACED = re.compile(rf"^(?:把|将)?{_NTH}(?:改[为成作]|换成)(?P<new>.{{2,60}})$")


@dataclass(frozen=True, slots=True)
class Amendment:
    """An entry that goes, or gives way to another; ``new`` is empty where it goes."""

    clause: Clause
    what: str
    new: str = ""


def amendment_of(clause: Clause) -> Amendment | None:
    """Return what a clause takes out or replaces, ``None`` where it does neither."""
    if match := _REPLACED.match(clause.text):
        return Amendment(clause, clause.text[: match.end("kind")], match["new"])
    match = next((match for pattern in _DROPPED if (match := pattern.match(clause.text))), None)
    return Amendment(clause, match["what"]) if match else None


def amend(taken: Taken, amendment: Amendment) -> None:
    """Take an entry out of the keys of a brief, or put another in its place; what is not found is asked about."""
    clause = amendment.clause
    found = _nth(taken, amendment.what) or _row(taken, amendment.what)
    if found is None:
        taken.left.append(Left(clause.start, clause.end, clause.text, f"要点里没有找到“{amendment.what}”，请写全名称。"))
        return
    key, index = found
    entries = taken.keys[key]
    main = _MAIN.get(key, "indicator")
    was = str(entries[index][main])
    if key == "figures":
        _unlink(taken.keys, entries[index])
    if amendment.new:
        entries[index] = {**entries[index], main: amendment.new}
    else:
        del entries[index]
        _renumber(taken.keys, key, index)
    label = f"{LABELS.get(key, '数据')}{index + 1}" if key in _MAIN else was
    taken.note(clause.start, clause.end, clause.text, key, amendment.new or "（删去）", label=label, was=was)


def _nth(taken: Taken, what: str) -> tuple[str, int] | None:
    match = re.search(_NTH, what)
    key = _KINDS[match["kind"]] if match else ""
    number = number_of(match["number"]) if match else 0
    return (key, number - 1) if 0 < number <= len(taken.keys.get(key, ())) else None


def _row(taken: Taken, what: str) -> tuple[str, int] | None:
    """Return the one row, task, problem or project that words name."""
    entry = find_indicator(what)
    named = []
    for index, row in enumerate(taken.keys.get("figures", ())):
        indicator = str(row["indicator"])
        same = normal_name(indicator) == normal_name(what) or (entry is not None and find_indicator(split_name(indicator).base) is entry)
        named += [("figures", index)] if same else []
    for key, main in _MAIN.items():
        named += [(key, index) for index, one in enumerate(taken.keys.get(key, ())) if one[main] == what]
    return named[0] if len(named) == 1 else None


def _unlink(keys: dict[str, Any], row: dict[str, Any]) -> None:
    """Let problems and shares no longer point to a row that goes; a share keeps the name of its whole."""
    for problem in keys.get("problems", ()):
        problem["figures"] = [one for one in problem.get("figures", ()) if one != row.get("id")]
    for other in keys["figures"]:
        if "share_of" in other and other["share_of"] == row.get("id"):
            other["share_of"] = row["indicator"]


def _renumber(keys: dict[str, Any], key: str, gone: int) -> None:
    """Let tasks point to the problems that stay; those that pointed to the one that went point to none."""
    for task in keys.get("priorities", ()) if key == "problems" else ():
        number = int(task["problem"][1:]) if task.get("problem") else 0
        if number == gone + 1:
            del task["problem"]
        elif number > gone + 1:
            task["problem"] = f"m{number - 1:02}"
