"""Judges of what a speech covers: priorities, leads, points, problems, and whether a paragraph belongs to its brief."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

HEAD = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}[是要])")
ORDINAL = re.compile(r"第[一二三四五六七八九十]个?(?:问题|条|件|项|方面)")


def texts_of(node: Any) -> Iterator[str]:
    """Yield every text of a brief as written."""
    if isinstance(node, str):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from texts_of(child)


def pairs_of(text: str) -> set[str]:
    """Return the pairs of characters of a text, without numbers and signs."""
    return {a + b for a, b in pairwise(re.sub(r"[^一-鿿]+", " ", text)) if " " not in a + b}


def covered(wanted: str, text: str) -> float:
    """Return which part of a text's pairs of characters another text holds, its numbers included."""
    numbers = re.findall(r"\d+(?:\.\d+)?", wanted)
    held = [number for number in numbers if re.search(rf"(?<![\d.]){re.escape(number.rstrip('0') if '.' in number else number)}", text)]
    pairs = pairs_of(wanted)
    return min(len(pairs & pairs_of(text)) / len(pairs), len(held) / len(numbers) if numbers else 1.0)


def parts_of(text: str) -> list[str]:
    """Return a speech cut at its headings, each part with its heading line first."""
    parts: list[list[str]] = [[]]
    for line in text.split("\n"):
        if HEAD.match(line.strip()):
            parts.append([])
        parts[-1].append(line.strip())
    return ["\n".join(part) for part in parts]


def _heading(part: str) -> str:
    return re.split(r"[。：]", part.split("\n")[0], maxsplit=1)[0] if HEAD.match(part) else ""


def measures_of(text: str, priorities: Iterable[dict[str, Any]]) -> list[str]:
    """Return the part of the speech that each priority heads; empty where none does.

    A single priority needs no number: it is what the last part that opens with its title speaks of.
    """
    parts, priorities = parts_of(text), list(priorities)
    if len(priorities) == 1:
        title = priorities[0]["title"]
        return next(([part] for part in reversed(parts) if re.search(rf"(?:^|\n|、){re.escape(title)}", part)), [""])
    return [next((part for part in parts if priority["title"] in _heading(part)), "") for priority in priorities]


def uncovered_priorities(text: str, brief: dict[str, Any]) -> list[str]:
    """Name what of the priorities a speech lacks: a heading in order, a lead, a point, a due time."""
    priorities = brief.get("priorities", [])
    measures, missing = measures_of(text, priorities), []
    for priority, part in zip(priorities, measures, strict=True):
        wanted = [lead for lead in re.split("[、，]", priority.get("lead", "")) if lead and lead not in part]
        wanted += [point for point in priority.get("points", ()) if not part or covered(point, part) < 0.7]
        wanted += [due for due in (priority.get("due"),) if due and not _due_told(due, part)]
        missing += [f"{priority['title']}：{want}" for want in ([] if part else ["没有标题"]) + wanted]
    places = [text.find(part) for part in measures if part]
    return missing + (["次序"] if places != sorted(places) else [])


def _due_told(due: str, part: str) -> bool:
    return all(mark in part for mark in re.findall(r"\d+月(?:\d+日|底|末)?|年[底末]", due))


def clauses_of(problem: str) -> list[str]:
    """Return what the clauses of a problem are about: each up to its comparison or its verb of movement."""
    clauses = re.split(r"[：，。；、]|比[^：，。；]*[低高少慢快]|低于|高于|慢于|落后|(?<=下降|增长|回落)|只有|还有|还没有|不到", problem)
    return [clause for clause in clauses if len(pairs_of(clause)) >= 2]


def untold_problems(told: str, measures: str, brief: dict[str, Any]) -> list[str]:
    """Name the problems that the problem section does not tell or no measure answers.

    A problem is answered where a measure speaks of one of its clauses, by its own words or by its place in the list.
    """
    missing = []
    for problem in brief.get("problems", ()):
        text = problem if isinstance(problem, str) else problem["text"]
        if covered(text, told) < 0.7:
            missing.append(f"没有讲：{text}")
        if max(len(pairs_of(clause) & pairs_of(measures)) / len(pairs_of(clause)) for clause in clauses_of(text)) < 0.5:
            missing.append(f"没有答：{text}")
    return missing


def names_in(brief: dict[str, Any]) -> set[str]:
    """Return the names of a brief: place, offices, enterprises, projects, indicators, titles of priorities."""
    names = {brief.get("region", ""), brief.get("meeting", {}).get("place", ""), *brief.get("audience", ()), *brief.get("enterprises", ())}
    names |= {project["name"].removesuffix("项目") for project in brief.get("projects", ())}
    for priority in brief.get("priorities", ()):
        names |= {priority["title"], *re.split("[、，]", priority.get("lead", ""))}
    for figure in brief.get("figures", ()):
        names |= indicator_names(figure["indicator"])
    return {name for name in names if len(name) >= 2}


def indicator_names(indicator: str) -> set[str]:
    """Return an indicator and the short names it may have: 规上工业利润总额, 利润总额, 利润."""
    full = re.sub(r"（[^）]*）|目标$|增速$", "", indicator)
    short = re.sub(r"^(?:全[县市区])?(?:规上工业|规上|工业)(?=..)", "", full)
    return {
        name for name in {full, short, short.removesuffix("产值"), short.removesuffix("总额"), short.removesuffix("数")} if len(name) >= 2
    }


def words_of_one(briefs: dict[str, dict[str, Any]], most: int) -> dict[str, set[str]]:
    """Return for each brief the threes of characters that it has to itself, that is that at most ``most`` briefs have.

    What nearly every brief has (工业企业, 经济运行) ties no sentence to any.
    """
    threes = {name: {word for text in texts_of(brief) for word in threes_of(text)} for name, brief in briefs.items()}
    spread = Counter(word for words in threes.values() for word in words)
    return {name: {word for word in words if spread[word] <= most} for name, words in threes.items()}


def threes_of(text: str) -> set[str]:
    bare = re.sub(r"[^一-鿿]+", " ", text)
    return {three for at in range(len(bare) - 2) if " " not in (three := bare[at : at + 3])}


def loose_share(slots: str, length: int, names: set[str], words: set[str]) -> tuple[float, list[str]]:
    """Return the share of characters in sentences that hold neither a slot nor a word of the brief, and these sentences.

    Args:
        slots: The body of the speech in slot form.
        length: Characters of the body as it reads.
        names: Names of the brief.
        words: Threes of characters that are the brief's own.
    """
    sentences = [sentence for sentence in re.split(r"(?<=[。！？；\n])", slots) if sentence.strip()]
    loose = [s.strip() for s in sentences if "{{" not in s and not any(name in s for name in names) and not threes_of(s) & words]
    return sum(map(len, loose)) / length, loose
