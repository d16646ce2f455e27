"""Intake by chat: every number of a message lands in the right field of the right row, or is asked about."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Brief, Intake, intake
from assistant.brief.writing import brief_mapping
from assistant.numbers import extract_quantities

DATA = Path(__file__).parent / "data" / "intake"
TABLES = ("messages", "rough", "third", "fourth", "fifth")
MESSAGES = [json.loads(line) for name in TABLES for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
_SCALARS = ("yoy", "yoy_pp", "prev", "prev_yoy", "mom_pp", "progress", "share", "rank", "prev_rank")
_LEVELS = ("value", "last_year", "target")
_TEXTS = ("period", "kind", "basis", "qualifier", "prev_period", "share_of", "rank_scope")
Cells = frozenset[tuple[str, str]]


def _told(case: dict[str, Any]) -> Intake:
    taken: Intake | None = None
    today = date.fromisoformat(case["today"]) if "today" in case else None
    for message in (*case.get("before", ()), case["message"]):
        taken = intake(message, taken.brief if taken else None, model=False, today=today, asked=taken)
    assert taken is not None
    return taken


def _cells(row: dict[str, Any], brief: Brief) -> Iterator[tuple[str, str]]:
    """Return what a row of a brief says, as the table writes it: every number with its unit, and the words that place it."""
    unit = str(row.get("unit", ""))
    for key in _LEVELS:
        if key in row:
            yield key, f"{row[key]}{unit}"
    for key in _SCALARS:
        if key in row:
            yield key, str(row[key])
    for key in _TEXTS:
        if key in row:
            yield key, _indicator(brief, str(row[key])) if key == "share_of" else str(row[key])
    for area in row.get("references", ()):
        yield f"ref:{area['name']}", str(area["value"])
    for item in row.get("also", ()):
        yield f"also:{item['name']}", f"{item['value']}{item.get('unit', '')}"
    for target in row.get("targets", ()):
        yield f"targets:{target['by']}", f"{target['value']}{unit}" if "value" in target else f"{target['yoy']}%"


def _indicator(brief: Brief, said: str) -> str:
    return next((figure.indicator for figure in brief.figures if figure.id == said), said)


def _rows(brief: Brief | None) -> set[tuple[str, Cells]]:
    if brief is None:
        return set()
    return {(row["indicator"], frozenset(_cells(row, brief))) for row in brief_mapping(brief).get("figures", ())}


def _wanted(rows: list[str]) -> set[tuple[str, Cells]]:
    wanted = set()
    for row in rows:
        name, *cells = row.split("|")
        pairs = [(cell.partition("=")[0], cell.partition("=")[2]) for cell in cells]
        wanted.add((name, frozenset(pairs)))
    return wanted


@pytest.mark.parametrize("case", MESSAGES, ids=[case["id"] for case in MESSAGES])
def test_every_number_lands_in_its_field_or_is_asked_about(case: dict[str, Any]) -> None:
    taken = _told(case)
    assert _rows(taken.brief) == _wanted(case["rows"])
    for said in case.get("asked", ()):
        assert any(said in one.text for one in taken.left), (said, taken.left)
        assert said in taken.question
    if not case.get("asked"):
        assert not [one for one in taken.left if extract_quantities(one.text)]


@pytest.mark.parametrize("case", MESSAGES, ids=[case["id"] for case in MESSAGES])
def test_no_number_is_passed_over(case: dict[str, Any]) -> None:
    """Every figure the audit's reader sees stands in a stretch that was understood or is asked about."""
    taken = _told(case)
    if taken.brief is None or case.get("before"):
        return
    spans = [(one.start, one.end) for one in (*taken.understood, *taken.left)]
    for quantity in extract_quantities(case["message"]):
        if quantity.form == "threshold" or quantity.text in "123一二两三四五六七八九十" or case["message"].startswith("个县", quantity.end):
            continue  # definitions (亿元以上企业), announced counts and markers (三个问题：1、), the scope of a rank (全市9个县)
        denied = "不是" in case["message"][max(0, quantity.start - 3) : quantity.start] or "错了" in case["message"]
        assert denied or any(start <= quantity.start and quantity.end <= end for start, end in spans), quantity.text


@pytest.mark.parametrize("case", [case for case in MESSAGES if "head" in case], ids=lambda case: str(case["id"]))
def test_the_head_is_read(case: dict[str, Any]) -> None:
    brief = _told(case).brief
    assert brief is not None
    for key, wanted in case["head"].items():
        part, _, name = key.partition(".")
        value = getattr(getattr(brief, part), name) if name else getattr(brief, part)
        assert (str(value[0]) if key == "length" else str(value)) == wanted, key


@pytest.mark.parametrize("case", MESSAGES, ids=[case["id"] for case in MESSAGES])
def test_the_lists_are_read(case: dict[str, Any]) -> None:
    brief = _told(case).brief or Brief()
    assert [problem.text for problem in brief.problems] == case.get("problems", [])
    _compare(brief.priorities, case.get("priorities", []), "title")
    _compare(brief.projects, case.get("projects", []), "name")
    for key, names in case.get("names", {}).items():
        assert list(getattr(brief, key)) == names


def _compare(items: tuple[Any, ...], wanted: list[str], main: str) -> None:
    assert [getattr(item, main) for item in items] == [one.partition("|")[0] for one in wanted]
    for item, one in zip(items, wanted, strict=True):
        for cell in one.split("|")[1:]:
            key, _, value = cell.partition("=")
            assert getattr(item, key) == value, one


def test_what_goes_leaves_nothing_that_points_to_it() -> None:
    brief = Brief.of(Path(__file__).parent / "data" / "briefs" / "county_half_year_falling.yaml")
    taken = intake("删掉工业投资这个数", brief, model=False)
    assert taken.brief is not None
    assert [figure.id for figure in taken.brief.figures] == [figure.id for figure in brief.figures if figure.id != "f03"]
    assert next(figure.share_of for figure in taken.brief.figures if figure.id == "f04") == "工业投资"
    taken = intake("把第二个问题删掉", brief, model=False)
    assert taken.brief is not None
    assert [problem.text for problem in taken.brief.problems] == [problem.text for problem in brief.problems if problem.id != "m02"]


def test_a_long_message_is_asked_about_in_a_short_question() -> None:
    taken = intake("1" * 19_000, model=False)
    assert len(taken.question) < 300
    assert [one.text for one in taken.left] == ["1" * 19_000]


@pytest.mark.parametrize(
    ("said", "today", "day"),
    [("7月21号", "2026-11-20", None), ("12月5日", "2026-11-20", "2026-12-05"), ("1月8日", "2026-12-20", "2027-01-08")],
)
def test_a_year_is_never_taken_from_far_away(said: str, today: str, day: str | None) -> None:
    taken = intake(
        f"会议{said}开",
        Brief.of([{"indicator": "工业投资", "value": "41.6", "unit": "亿元"}]),
        model=False,
        today=date.fromisoformat(today),
    )
    assert taken.brief is not None
    assert (taken.brief.meeting.date and taken.brief.meeting.date.isoformat()) == day
    assert ("哪一年" in taken.question) == (day is None)


@pytest.mark.parametrize(
    ("messages", "row"),
    [
        (("用电量5.86亿度，增5.1%", "是的"), ("工业用电量", "5.86", "亿度")),
        (("用电量5.86亿度，增5.1%", "工业用电量"), ("工业用电量", "5.86", "亿度")),
        (("工业投资41.6，增长5%", "亿元"), ("工业投资", "41.6", "亿元")),
        (("工业投资41.6亿元", "工业投资42亿元", "以新的为准"), ("工业投资", "42", "亿元")),
        (("工业投资41.6亿元", "工业投资42亿元", "不用改"), ("工业投资", "41.6", "亿元")),
    ],
)
def test_a_short_answer_settles_what_was_asked(messages: tuple[str, ...], row: tuple[str, str, str]) -> None:
    taken = _told({"before": messages[:-1], "message": messages[-1]})
    assert taken.brief is not None
    assert [(figure.indicator, str(figure.value), figure.unit) for figure in taken.brief.figures] == [row]
